"""`shilu eval`: score what Shilu reads against hand-made gold, and fail where a score fell under its floor.

Run in the project's folder. The seeds and the events, whose texts are private, are scored by `../shared/score/score.py`
where that is there (SHILU_SHARED names another place); the sample, which is ours, always and by `scoring.py`.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

Row = dict[str, Any]  # precision, recall, f1, tp, fn, fp, ignored, misses, alarms
Rows = dict[str, Row]  # "figures.value" -> its row
Floors = dict[str, dict[str, dict[str, float]]]  # dataset -> row -> metric -> floor

FLOORS = Path("eval/floors.json")
GOLD = Path("examples/gold/gold.json")
HEAD = f"{'':34}{'P':>7}{'R':>7}{'F1':>7}{'right':>8}{'missed':>8}{'false':>7}{'ignored':>9}"
WITHOUT = "../shared is not here: only the sample is scored"


class Dataset(Struct, frozen=True):
    """Posts that are built as one story, and the gold that they are scored with."""

    name: str
    posts: Path
    gold: Path


def shared_place() -> Path:
    """Where the private data is, if anywhere: beside the project, or where SHILU_SHARED says."""
    return Path(os.environ.get("SHILU_SHARED") or Path.cwd().parent / "shared")


def private_datasets() -> tuple[Dataset, ...]:
    """The seeds and the two events, each event by itself; none where the private data is absent."""
    shared = shared_place()
    if not (shared / "score" / "score.py").is_file():
        return ()
    events = shared / "benchmarks" / "events"
    return (
        Dataset("seeds", shared / "posts" / "seeds", shared / "gold" / "dev"),
        *(Dataset(name, events / name, events / name) for name in ("tornado", "jishishan")),
    )


@click.command("eval")
@click.option("--misses", default=0, metavar="N", help="Misses (-) and false alarms (+) by cause, with the first N of each.")
@click.option("--only", metavar="AREAS", help="Some areas of the private gold, as in times,figures.")
@click.option("--tagger", "tagger_name", default="builtin", show_default=True, metavar="NAME[:ARGUMENT]",
              help="Who finds persons' names.")  # fmt: skip
@click.option("--update", is_flag=True, help="Raise the floors to what was reached; a floor is never lowered.")
@click.option("--json", "as_json", is_flag=True, help="Print all rows as JSON.")
def evaluate(misses: int, only: str | None, tagger_name: str, *, update: bool, as_json: bool) -> int:
    """Score the sample (and the private gold, where it is) and compare with eval/floors.json."""
    if not FLOORS.is_file():
        raise click.UsageError(f"{FLOORS} is not here: run this in the project's folder")
    if not private_datasets():
        click.echo(WITHOUT, err=True)
        if os.environ.get("CI") == "true":
            raise click.ClickException("with CI=true the private gold must be there")
    scores = dict(score_all(tagger_name, only))
    floors: Floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    under = list(_under(floors, scores, only))
    if update:
        FLOORS.write_text(json.dumps(raised(floors, scores), indent=1) + "\n", encoding="utf-8")
    click.echo(json.dumps({"scores": scores, "under": under}, ensure_ascii=False) if as_json else _table(scores, misses))
    for line in under:
        click.echo(f"under its floor: {line}", err=True)
    return 1 if under else 0


def score_all(tagger_name: str, only: str | None = None) -> Iterator[tuple[str, Rows]]:
    """Build each dataset in a temporary place and score it: its name, its rows. The sample comes last."""
    from shilu.cli.scoring import score_sample
    from shilu.engine.build import build
    from shilu.engine.load import load_data
    from shilu.engine.options import Options
    from shilu.engine.taggers import tagger

    chosen, warning = tagger(tagger_name)
    if warning:
        click.echo(f"shilu: {warning}", err=True)
    with tempfile.TemporaryDirectory() as folder:
        for dataset in private_datasets():
            out = Path(folder) / dataset.name
            build([dataset.posts], out, Options(chosen))
            yield dataset.name, _by_scorer(shared_place() / "score" / "score.py", out, dataset.gold, only)
        gold = json.loads(GOLD.read_text(encoding="utf-8")) if GOLD.is_file() else {"articles": []}  # no gold scores 0
        out = Path(folder) / "sample"
        build([GOLD.parent.parent], out, Options(chosen))
        yield "sample", score_sample(load_data(out), gold)


def _by_scorer(scorer: Path, out: Path, gold: Path, only: str | None) -> Rows:
    """The rows of the private scorer, run as the program it is: its tables are its own."""
    import subprocess

    answer = out / "score.json"
    command = [sys.executable, str(scorer), "--data", str(out / "data"), "--gold", str(gold), "--json", str(answer)]
    chosen = ["--only", only] if only else []
    done = subprocess.run([*command, *chosen], capture_output=True, text=True, check=False)  # noqa: S603 - our own scorer
    if done.returncode:
        raise click.ClickException(f"{scorer} failed:\n{done.stderr}")
    rows: Rows = json.loads(answer.read_text(encoding="utf-8"))
    return rows


def _under(floors: Floors, scores: dict[str, Rows], only: str | None) -> Iterator[str]:
    """Each score that is less than its floor; a floored row that was not scored counts as 0."""
    areas = only.split(",") if only else None
    for dataset, rows in floors.items():
        for name, metrics in rows.items():
            if dataset not in scores or (areas and dataset != "sample" and name.partition(".")[0] not in areas):
                continue
            for metric, floor in metrics.items():
                got = scores[dataset].get(name, {}).get(metric, 0.0)
                if got < floor:
                    yield f"{dataset} {name} {metric} {got:.4f} < {floor:.4f}"


def raised(floors: Floors, scores: dict[str, Rows]) -> Floors:
    """The floors at what was reached, where that is more; rows and metrics as in the file."""
    return {
        dataset: {
            name: {m: max(floor, scores.get(dataset, {}).get(name, {}).get(m, 0.0)) for m, floor in metrics.items()}
            for name, metrics in rows.items()
        }
        for dataset, rows in floors.items()
    }


def _table(scores: dict[str, Rows], misses: int) -> str:
    """One line a row, under a head a dataset, with the first misses and false alarms below."""
    return "\n".join(line for dataset, rows in scores.items() for line in _lines(dataset, rows, misses))


def _lines(dataset: str, rows: Rows, misses: int) -> Iterator[str]:
    yield dataset + HEAD[len(dataset) :]
    for name, row in rows.items():
        if not any(row[key] for key in ("tp", "fn", "fp", "ignored", "f1")):
            continue
        rates = "".join(f"{row[key]:7.3f}" for key in ("precision", "recall", "f1"))
        yield f"{name:34}{rates}{row['tp']:8}{row['fn']:8}{row['fp']:7}{row['ignored']:9}"
    if misses:
        from shilu.cli import causes

        yield f"{dataset}, by cause"
        yield from causes.lines(rows, misses)
    yield ""
