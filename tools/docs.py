"""The generated parts of `docs/`: `python tools/docs.py` writes them, `--check` fails where one is stale.

A page is prose with marked stretches; what stands between `<!-- generated: NAME -->` and `<!-- end -->` is written here.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

import tour
from shilu.cli.evaluate import FLOORS, private_datasets, score_all
from shilu.cli.main import shilu
from shilu.engine.rules import all_rules

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
MARKED = re.compile(r"(<!-- generated: (?P<name>[\w.-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
WIDTH = 100  # columns of the help texts


def rules() -> str:
    """One table a room: what each rule says, with its example and counter-example."""
    lines: list[str] = []
    room = ""
    for rule in all_rules():
        if rule.id.partition(".")[0] != room:
            room = rule.id.partition(".")[0]
            lines += ["", f"## {room}", "", "| rule | says | fires on | stays silent on |", "|---|---|---|---|"]
        cells = (f"`{rule.id}`", rule.gloss, rule.example, rule.counter_example)
        lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def verbs() -> str:
    """The help of each verb, as the program prints it."""
    parts = [_help("shilu", shilu, None)]
    with click.Context(shilu, info_name="shilu") as context:
        parts += [_help(f"shilu {name}", verb, context) for name, verb in sorted(shilu.commands.items())]
    return "\n".join(parts)


def _help(name: str, command: click.Command, parent: click.Context | None) -> str:
    last = name.rpartition(" ")[2]
    with click.Context(command, info_name=last, parent=parent, terminal_width=WIDTH, max_content_width=WIDTH) as context:
        return f"## {name}\n\n```\n{command.get_help(context)}\n```\n"


def accuracy() -> str:
    """Each floored row: what is reached today, beside its floor."""
    floors = json.loads((ROOT / FLOORS).read_text(encoding="utf-8"))
    lines = ["| data | row | precision | recall | F1 | floor |", "|---|---|---|---|---|---|"]
    for dataset, rows in score_all("builtin"):
        for name, metrics in floors.get(dataset, {}).items():
            row = rows.get(name, {"precision": 0.0, "recall": 0.0, "f1": 0.0})
            rates = " | ".join(f"{row[metric]:.3f}" for metric in ("precision", "recall", "f1"))
            floor = ", ".join(f"{metric} {value:.3f}" for metric, value in metrics.items())
            lines.append(f"| {dataset} | `{name}` | {rates} | {floor} |")
    return "\n".join(lines) + "\n"


GENERATED: dict[str, Callable[[], str]] = {"rules": rules, "verbs": verbs, "accuracy": accuracy, **tour.PARTS}


def pages() -> Iterator[tuple[Path, str, str]]:
    """Each page with marked stretches: its path, what it says, and what it should say."""
    private = bool(private_datasets())
    for path in sorted(DOCS.rglob("*.md")):
        old = path.read_text(encoding="utf-8")
        if "generated: accuracy" in old and not private:
            continue  # its numbers need the private gold
        yield path, old, MARKED.sub(_generated, old)


def _generated(match: re.Match[str]) -> str:
    return f"{match[1]}{GENERATED[match['name']]()}{match[3]}"


def main() -> int:
    """Write the stale pages, or with `--check` show how they differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when a page is stale")
    check = parser.parse_args().check
    os.chdir(ROOT)
    stale = 0
    for path, old, new in pages():
        if old == new:
            continue
        stale += 1
        name = path.relative_to(ROOT)
        if check:
            sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), f"{name}", "as it is now", n=0))
        else:
            path.write_text(new, encoding="utf-8")
            print(f"wrote {name}")
    if check and stale:
        print("\nstale: run `make docs`", file=sys.stderr)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
