"""Does a dossier hold? Every hash, every count, every span, every id, every reference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shilu.engine.load import Data, Record, read_text
from shilu.model.ids import digest

PREFIX = {
    "articles.jsonl": "art:", "figures.jsonl": "fig:", "statements.jsonl": "st:", "entities.jsonl": "ent:",
    "events.jsonl": "evt:", "measures.jsonl": "mea:", "commitments.jsonl": "com:", "series.jsonl": "ser:",
    "disagreements.jsonl": "dis:", "stories.jsonl": "sto:",
}  # fmt: skip
REFERENCES = {  # field -> prefix of the ids that it may hold, singly or in (nested) lists
    "statement": "st:", "part_of": "fig:", "place": "ent:", "places": "ent:", "participants": "ent:", "speaker": "ent:",
    "actor": "ent:", "authority": "ent:", "chain": "ent:", "org": "ent:", "points": "fig:", "live": "fig:", "roots": "ent:",
    "outlets": "ent:", "articles": "art:", "article": "art:", "copy_of": "art:", "previous_version": "art:", "figure": "fig:",
    "a": "fig:", "b": "fig:", "parent": "ent:", "best_figure": "fig:",
}  # fmt: skip


def problems(data: Data, *, files: bool = True) -> Iterator[str]:
    """All that does not hold, one line each; nothing when the dossier is whole. `files`: of records as they lie there."""
    if files:
        yield from _hashes(data)
    yield from _ids(data)
    for name, rows in data.lines.items():
        for number, row in enumerate(rows, 1):
            yield from _walk(data, f"{name}, line {number}", row)
    yield from _bounds(data)


def _hashes(data: Data) -> Iterator[str]:
    """Files against the manifest: SHA-256 and number of lines."""
    for name, rows in data.lines.items():
        if data.manifest.get("sha256", {}).get(name) != digest(read_text(data.folder / name).encode("utf-8")):
            yield f"{name}: its SHA-256 is not the manifest's"
        if data.manifest.get("counts", {}).get(name) != len(rows):
            yield f"{name}: {len(rows)} lines, the manifest counts {data.manifest.get('counts', {}).get(name)}"


def _ids(data: Data) -> Iterator[str]:
    """Ids have their file's prefix, are sorted, and none stands twice."""
    for name, prefix in PREFIX.items():
        ids = [str(row.get("id")) for row in data.lines[name]]
        yield from (f"{name}: id {key} does not begin with {prefix}" for key in ids if not key.startswith(prefix))
        if ids != sorted(set(ids)):
            yield f"{name}: ids are not sorted, or one stands twice"


def _walk(data: Data, where: str, value: Any) -> Iterator[str]:
    """Every span and every reference anywhere inside a record."""
    if isinstance(value, list):
        for item in value:
            yield from _walk(data, where, item)
    elif isinstance(value, dict):
        yield from _span(data, where, value)
        for field, item in value.items():
            if field in REFERENCES:
                yield from _reference(data, f"{where}, {field}", REFERENCES[field], item)
            yield from _walk(data, where, item)


def _span(data: Data, where: str, value: Record) -> Iterator[str]:
    """`text[start:end] == exact`."""
    if "exact" in value and "prefix" not in value:  # with its surroundings it is a quotation of a judgement, which may be gone
        text = data.texts.get(value.get("article", ""), "")
        if text[value["start"] : value["end"]] != value["exact"] or not 0 <= value["start"] < value["end"] <= len(text):
            yield f"{where}: the text at {value['start']}-{value['end']} of {value.get('article')} is not {value['exact']!r}"


def _reference(data: Data, where: str, prefix: str, value: Any) -> Iterator[str]:
    """Ids point at records that exist and are of the right kind."""
    if isinstance(value, list):
        for item in value:
            yield from _reference(data, where, prefix, item)
    elif isinstance(value, str) and (not value.startswith(prefix) or value not in data.by_id):
        yield f"{where}: {value} is no {prefix} record of this dossier"


def _bounds(data: Data) -> Iterator[str]:
    """low <= value <= high where closed, ranges inside their text, chains that begin with the outlet."""
    outlet = {row["id"]: row["outlet"]["id"] for row in data.lines["articles.jsonl"]}
    for name, ordered in (("figures.jsonl", _figure_ordered), ("series.jsonl", _estimates_ordered)):
        yield from (f"{name}: {row['id']}: low, best and high are out of order" for row in data.lines[name] if not ordered(row))
    for name in ("figures.jsonl", "statements.jsonl"):
        for row in data.lines[name]:
            if row["chain"][:1] != [outlet.get(row["span"]["article"])]:
                yield f"{name}: {row['id']}: its chain does not begin with the article's outlet"


def _ascending(*values: float | None) -> bool:
    known = [value for value in values if value is not None]
    return known == sorted(known)


def _figure_ordered(row: Record) -> bool:
    """An open bound (more than 3,000) has its nominal value just outside: only closed intervals must hold it."""
    if row["low"] is None or row["high"] is None:
        return True
    slack = 1 if row["operator"] in (">", "<") else 0
    value = row["value"]
    return row["low"] <= row["high"] and (value is None or row["low"] - slack <= value <= row["high"] + slack)


def _estimates_ordered(row: Record) -> bool:
    return all(_ascending(e["low"], e["high"]) for e in row["estimates"])
