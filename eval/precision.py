"""Precision read by a person: records that the gold neither lists nor denies, drawn by hash of id over seeds and events.

    python eval/precision.py               how many of the drawn are right, by verdicts.tsv beside this file
    python eval/precision.py --unread      print what is drawn and not yet read, to read it
    python eval/precision.py --wide        the same over other news: posts on which no rule was made

The draw: all such figures, statements and entities of one build of the seeds and one of each event; sorted by SHA-256 of the
record's id; all figures and statements (at first 100 of each), 50 entities. Entities are drawn among those with a mention in
the text that aligns with no entity of the gold. A verdict is kept as area, id, a print of the record's fields, right or wrong,
and the cause; no text. A record whose fields change has to be read again. Right means that every field a reader sees holds:
figures: value and bounds, kind, group, place, day, realis, root; statements: the content is whole and somebody's, speaker and
root; entities: a real one, of this type, whose mentions are all its own.

The wide draw, for generality: the posts of the dense stream that have an event, and every twentieth item of the evening news,
built as one. Its verdicts (areas `wide figures`, `wide statements`) are as they were at first reading, each forty before the
causes found in them were mended, and they stand in verdicts.tsv in the order of reading; `--wide` tells the share of each forty.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib.util
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from shilu.engine.build import Options, build
from shilu.engine.taggers import tagger

Record = dict[str, Any]
HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
WANTED: dict[str, int | None] = {"figures": None, "statements": None, "entities": 50}  # None: all there are
WIDE = {"figures": 200, "statements": 160}
SETS = {
    "seeds": (SHARED / "posts" / "seeds", SHARED / "gold" / "dev"),
    "tornado": (SHARED / "benchmarks" / "events" / "tornado",) * 2,
    "jishishan": (SHARED / "benchmarks" / "events" / "jishishan",) * 2,
}
GOAL = 0.9


def scorer() -> Any:
    """The project's scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


class Drawn:
    """What one build has beyond its gold, with what is needed to show it."""

    def __init__(self, score: Any, data: Path, gold: Path) -> None:
        """Score, and note the rows that the scorer ignores."""
        self.rows: dict[str, list[Record]] = {area: [] for area in WANTED}
        self.texts = {a["id"]: a["text"] for a in score.load_lines(data / "articles.jsonl")}
        entities = score.load_lines(data / "entities.jsonl")
        self.names = {e["id"]: e["name"] or "/".join(e["names"]) for e in entities}
        listed: set[str] = set()
        self._watch(score, listed)
        score.score(data, gold, None)
        if not self.rows["statements"]:  # an event's gold has figures only
            self.rows["statements"] = score.load_lines(data / "statements.jsonl")
        self.rows["entities"] = [e for e in entities if e["mentions"] and e["id"] not in listed]

    def _watch(self, score: Any, listed: set[str]) -> None:
        compare, align = score.Task.compare, score.align

        def watched(task: Any, area: str, golds: Any, rows: list[Record], *rest: Any, **more: Any) -> Any:
            found = compare(task, area, golds, rows, *rest, **more)
            taken = {id(row) for row in found}
            false = rest[4] if len(rest) > 4 else more.get("false", lambda _: "")
            if area in self.rows:
                self.rows[area] += [row for row in rows if id(row) not in taken and false(row) == ""]
            return found

        def aligned(*args: Any) -> Any:
            result = align(*args)
            listed.update(result.values())
            return result

        score.Task.compare, score.align = watched, aligned
        self.restore = lambda: (setattr(score.Task, "compare", compare), setattr(score, "align", align))


def wide_posts(folder: Path) -> None:
    """Write the posts of the wide draw into a folder."""
    for row in _rows("crud-dev.jsonl.gz"):
        if row["event"]:
            key = sha256(row["id"].encode()).hexdigest()[:12]
            _post(folder / f"crud{key}.md", "", "新闻网", row["published"], "<p>" + row["text"].replace("\n", "</p>\n<p>") + "</p>")
    for number, row in enumerate(_rows("xwlb-dev.jsonl.gz")):
        if number % 20 == 7:
            day = row["date"]
            published = f"{day[:4]}-{day[4:6]}-{day[6:]}T19:00:00+08:00"
            _post(folder / f"xwlb{number:05}.md", row["title"].replace("'", ""), "央视网", published, row["html"])


def _rows(name: str) -> Iterator[Record]:
    with gzip.open(SHARED / "benchmarks" / name, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _post(path: Path, title: str, outlet: str, published: str, body: str) -> None:
    head = f"---\ntitle: '{title}'\nauthor: {outlet}\ndate: {published}\n---\n"
    path.write_text(f"{head}{body}\n", encoding="utf-8")


class Wide(Drawn):
    """All figures and statements of one build that has no gold."""

    def __init__(self, score: Any, data: Path) -> None:
        """Nothing is compared: every row is drawn from."""
        self.texts = {a["id"]: a["text"] for a in score.load_lines(data / "articles.jsonl")}
        self.names = {e["id"]: e["name"] or "/".join(e["names"]) for e in score.load_lines(data / "entities.jsonl")}
        self.rows = {area: score.load_lines(data / f"{area}.jsonl") for area in ("figures", "statements")}


def draw_wide() -> Iterator[tuple[str, Record, Drawn]]:
    """The records to read of the posts on which no rule was made."""
    chosen, _ = tagger("builtin")
    with tempfile.TemporaryDirectory() as out:
        (posts := Path(out) / "posts").mkdir()
        wide_posts(posts)
        build([posts], Path(out) / "dossier", Options(chosen))
        drawn = Wide(scorer(), Path(out) / "dossier" / "data")
    for area, rows in drawn.rows.items():
        for row in sorted(rows, key=lambda row: sha256(row["id"].encode()).hexdigest())[: WIDE[area]]:
            yield f"wide {area}", row, drawn


def draw() -> Iterator[tuple[str, Record, Drawn]]:
    """The records to read: area, record, where it stands."""
    score = scorer()
    chosen, _ = tagger("builtin")
    pools: dict[str, list[tuple[str, Record, Drawn]]] = {area: [] for area in WANTED}
    for posts, gold in SETS.values():
        with tempfile.TemporaryDirectory() as out:
            build([posts], Path(out) / "dossier", Options(chosen))
            drawn = Drawn(score, Path(out) / "dossier" / "data", gold)
            drawn.restore()
        for area, rows in drawn.rows.items():
            pools[area] += [(sha256(row["id"].encode()).hexdigest(), row, drawn) for row in rows]
    for area, pool in pools.items():
        for _, row, drawn in sorted(pool, key=lambda item: item[0])[: WANTED[area]]:
            yield area, row, drawn


def fields(row: Record) -> str:
    """A print of the fields that a verdict is about."""
    kept = {k: v for k, v in row.items() if k not in {"rule", "statement", "factuality", "part_of"}}
    return sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]


def verdicts() -> dict[tuple[str, str], tuple[str, str]]:
    """(id, print) -> (verdict, cause)."""
    file = HERE / "verdicts.tsv"
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8", newline="") as lines:
        return {(r["id"], r["print"]): (r["verdict"], r["cause"]) for r in csv.DictReader(lines, delimiter="\t")}


def shown(area: str, row: Record, drawn: Drawn) -> str:
    """One record with its passage, for a reader."""

    def name(agent: Any) -> str:
        return "+".join(map(name, agent)) if isinstance(agent, list) else str(drawn.names.get(agent, agent))

    def around(span: Record, width: int) -> str:
        text = drawn.texts[span["article"]]
        a, b = span["start"], span["end"]
        return f"{text[max(0, a - width) : a]}【{text[a:b]}】{text[b : b + width]}".replace("\n", "⏎")

    head = f"{area}\t{row['id']}\t{fields(row)}"
    if area.endswith("figures"):
        keys = (
            "kind",
            "value",
            "low",
            "high",
            "operator",
            "unit",
            "group",
            "population",
            "as_of",
            "realis",
            "basis",
            "incident",
            "prior",
        )
        told = " ".join(f"{k}={row[k]}" for k in keys if row[k] not in (None, False, ""))
        return (
            f"{head}\n   {told} place={name(row['place'])} chain={'>'.join(map(name, row['chain']))}\n   {around(row['span'], 70)}"
        )
    if area.endswith("statements"):
        content = {**row["span"], **row["content"]}
        chain = ">".join(map(name, row["chain"]))
        return f"{head}\n   {row['mode']} {row['act']} carried={row['carried_over']} chain={chain}\n   {around(content, 50)}"
    mentions = " | ".join(around(m, 8) for m in row["mentions"][:6])
    titles = [role["title"] for role in row["roles"]]
    return f"{head}\n   {row['type']} {row['name']} {row['names']} {row['country']} roles={titles}\n   {mentions}"


def forties() -> Iterator[str]:
    """The share of right ones in each forty of the wide draw, as they were first read."""
    with (HERE / "verdicts.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    for area in ("wide figures", "wide statements"):
        read = [row["verdict"] == "right" for row in rows if row["area"] == area]
        shares = (sum(read[at : at + 40]) / len(read[at : at + 40]) for at in range(0, len(read), 40))
        yield f"{area:16} {' '.join(f'{share:.3f}' for share in shares)}"


def main() -> int:
    """Print the share that is right, or what is unread; 1 under the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--unread", action="store_true")
    parser.add_argument("--wide", action="store_true")
    args = parser.parse_args()
    known = verdicts()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    causes: Counter[str] = Counter()
    for area, row, drawn in draw_wide() if args.wide else draw():
        verdict, cause = known.get((row["id"], fields(row)), ("unread", ""))
        counts[area][verdict] += 1
        if verdict == "wrong":
            causes[f"{area}: {cause}"] += 1
        if verdict == "unread" and args.unread:
            print(shown(area, row, drawn))
    if args.wide:
        print("\n".join(forties()))
    for area, count in counts.items():
        read = count["right"] + count["wrong"]
        told = " ".join(f"{word} {count[word]:4}" for word in ("right", "wrong", "unread"))
        print(f"{area:12} {told}  {count['right'] / max(read, 1):.3f}")
    for cause, number in causes.most_common():
        print(f"  {number:3} {cause}")
    return int(any(c["right"] < GOAL * (c["right"] + c["wrong"]) for c in counts.values()))


if __name__ == "__main__":
    sys.exit(main())
