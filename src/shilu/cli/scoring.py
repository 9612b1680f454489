"""Score the sample: a small scorer of our own, so that the sample is measured wherever Shilu is.

Rows as those of the private scorer, under narrower rules: a gold figure is found by its quotation, a field is right when
it is equal, and a record of a counted kind that no quotation of its article asks for is a false alarm. Events, measures and
commitments are found by a passage that shares half of the shorter one with a quotation of theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shilu.engine.load import Data

Record = dict[str, Any]
Place = tuple[str, int, int]  # article, start, end
FACTS = {
    "events": ("type", "from", "until"),
    "measures": ("type", "authority", "place", "from", "until", "status"),
    "commitments": ("type", "actor", "due", "status"),
}
PRECISE = frozenset({"killed", "injured", "missing", "evacuated", "detained"})  # kinds that the sample's gold lists in full


@dataclass(slots=True)
class Count:
    """One row: how many were right, missed, false, and which."""

    right: int = 0
    misses: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)

    def answer(self, ok: bool, found: bool, note: str) -> None:
        """Count one gold item; found and wrong is missed and false."""
        self.right += ok
        if not ok:
            self.misses.append(note)
            if found:
                self.alarms.append(note)

    def row(self) -> Record:
        """The row in the private scorer's form."""
        fn, fp = len(self.misses), len(self.alarms)
        precision, recall = (self.right / (self.right + rest) if self.right + rest else 0.0 for rest in (fp, fn))
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        scores = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
        return scores | {"tp": self.right, "fn": fn, "fp": fp, "ignored": 0, "misses": self.misses, "alarms": self.alarms}


def score_sample(data: Data, gold: Record) -> dict[str, Record]:
    """All rows for the sample's dossier."""
    board: dict[str, Count] = defaultdict(Count)
    met: dict[str, str] = {}  # gold figure id -> record id
    for article in gold["articles"]:
        _score_article(data, article, board, met)
    series = {point: row["id"] for row in data.lines["series.jsonl"] for point in row["points"]}
    for name, points in gold.get("series", {}).items():
        for a, b in combinations([p["figure"] for p in points], 2):
            together = series.get(met.get(a, "")) is not None and series.get(met[a]) == series.get(met.get(b, ""))
            board["figures.series.pairs"].answer(together, False, f"{name}: {a} / {b}")
    for area, fields in FACTS.items():
        _score_facts(data, area, fields, gold.get(area, []), board)
    return {name: count.row() for name, count in board.items()}


def _score_facts(data: Data, area: str, fields: tuple[str, ...], golds: list[Record], board: dict[str, Count]) -> None:
    """Match the facts of one area with the passages of the gold, best first, and judge each field that the gold states."""
    rows = data.lines[f"{area}.jsonl"]
    wanted = [_quoted(data, item["evidence"]) for item in golds]
    weighed = [
        (share + (row["type"] == item["type"]), -g, -r)
        for g, item in enumerate(golds)
        for r, row in enumerate(rows)
        if (share := _shared(wanted[g], _passages(row)))
    ]
    taken: dict[int, int] = {}
    for _, g, r in sorted(weighed, reverse=True):
        if -g not in taken and -r not in taken.values():
            taken[-g] = -r
    for g, item in enumerate(golds):
        row = rows[taken[g]] if g in taken else None
        note = f"{area} {item['id']} {item['evidence'][0]['quote']}"
        board[f"{area}.found"].answer(row is not None, False, note)
        for name in fields:
            if name in item:
                got = _field(data, row, name) if row else None
                right = row is not None and got == item[name]
                board[f"{area}.{name}"].answer(right, row is not None, f"{note} | {name} want {item[name]} got {got}")
        if item.get("proof"):
            shown = [_place(found["span"]) for found in (row or {}).get("evidence", [])]
            right = _shared(_quoted(data, item["proof"]), shown) > 0
            board[f"{area}.proof"].answer(right, bool(shown), f"{note} | proof got {len(shown)} passages")


def _quoted(data: Data, quotes: list[Record]) -> list[Place]:
    """Where the gold's quotations stand."""
    found = []
    for quote in quotes:
        key, text, _ = _article(data, quote["file"])
        start = text.find(quote["quote"])
        if start >= 0:
            found.append((key, start, start + len(quote["quote"])))
    return found


def _passages(row: Record) -> list[Place]:
    """Every passage that a fact rests on."""
    mentions = [mention["span"] for mention in row.get("mentions", []) if "span" in mention]
    return [_place(span) for span in (*row.get("spans", []), *([row["content"]] if "content" in row else []), *mentions)]


def _place(span: Record) -> Place:
    return span["article"], span["start"], span["end"]


def _shared(golds: list[Place], rows: list[Place]) -> float:
    """The share of the gold's passages that any of a fact's passages touches."""
    return sum(any(_touches(gold, row) for row in rows) for gold in golds) / len(golds) if golds else 0.0


def _touches(a: Place, b: Place) -> bool:
    shared = min(a[2], b[2]) - max(a[1], b[1]) if a[0] == b[0] else 0
    return shared > 0 and 2 * shared >= min(a[2] - a[1], b[2] - b[1])


def _field(data: Data, row: Record, name: str) -> Any:
    """A field as the gold writes it: a day, a name, a word."""
    value = row.get(name)
    if name in ("from", "until", "due"):
        return value[:10] if value else None
    if name in ("authority", "actor", "place"):
        return data.agent(value) if value else None
    return value


def _score_article(data: Data, article: Record, board: dict[str, Count], met: dict[str, str]) -> None:
    """Match the figures of one article with their quotations, best first, and judge each field."""
    key, text, body = _article(data, article["file"])
    rows = [row for row in data.lines["figures.jsonl"] if row["span"]["article"] == key]
    golds = article["figures"]
    pairs = sorted(
        (
            (weight, g, r)
            for g, item in enumerate(golds)
            for r, row in enumerate(rows)
            if (weight := _weight(item, row, text, body))
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    taken: dict[int, int] = {}
    for _, g, r in pairs:
        if g not in taken and r not in taken.values():
            taken[g] = r
    for g, item in enumerate(golds):
        row = rows[taken[g]] if g in taken else None
        note = f"{article['file']} {item['quote']} ({item['kind']} {item['value']})"
        board["figures.found"].answer(row is not None, False, note)
        for name, ok, detail in _checks(data, item, row):
            board[f"figures.{name}"].answer(ok, row is not None, f"{note} | {name} {detail}")
        if row:
            met.setdefault(item["id"], row["id"])
    for r, row in enumerate(rows):
        if r not in taken.values() and row["kind"] in PRECISE:
            board["figures.found"].alarms.append(f"{article['file']} {row['span']['exact']} ({row['kind']} {row['value']})")


def _article(data: Data, file: str) -> tuple[str, str, int]:
    """Id, text and end of the headline of the sample's article in this file."""
    for row in data.lines["articles.jsonl"]:
        if row["path"] == file or row["path"].endswith(f"/{file}"):
            return row["id"], row["text"], next((b["end"] for b in row["blocks"] if b["kind"] == "headline"), 0)
    return "", "", 0


def _weight(item: Record, row: Record, text: str, body: int) -> float:
    """How well a record answers a gold figure: 0 outside its quotation, more where value and kind agree."""
    start = text.find(item["quote"], 0 if item.get("quote_in") == "title" else body)
    number = row["number"] or row["span"]
    if start < 0 or not start <= number["start"] < start + len(item["quote"]):
        return 0.0
    return 1.0 + 2.0 * bool(row["value"] == item["value"]) + bool(row["kind"] == item["kind"])


def _checks(data: Data, item: Record, row: Record | None) -> Iterator[tuple[str, bool, str]]:
    """Each field that the gold states: name, right, what was wanted and got."""
    got = row or {}
    for name in ("value", "kind", "low", "high", "group", "realis"):
        if name in item:
            yield name, row is not None and got[name] == item[name], f"want {item[name]} got {got.get(name)}"
    root = item.get("root") or (item.get("attribution") or [None])[-1]
    if root:
        names = _root_names(data, got.get("chain") or [])
        yield "root", root in names, f"want {root} got {'、'.join(names)}"


def _root_names(data: Data, chain: list[Any]) -> list[str]:
    """All names of the last link of a chain."""
    last = chain[-1] if chain else []
    links = last if isinstance(last, list) else [last]
    return [name for key in links for name in _names(data, key)]


def _names(data: Data, key: str) -> list[str]:
    _, row = data.by_id.get(key, ("", {}))
    return [name for name in (row.get("name"), *(row.get("names") or [])) if name]
