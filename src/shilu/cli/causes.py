"""Misses and false alarms of a score, told by cause: what they have in common says what to mend."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

Row = Mapping[str, Any]
_WANTED = re.compile(r"(\w+) want (?P<want>.*) got (?P<got>.*)$")
_BRACKETED = re.compile(r"\(([^()]+)\)$")
_EMPTY = frozenset({"None", "[]", ""})


def cause(note: str) -> str:
    """The class of one note of the scorer: not found, nothing given, something given, another value, apart, together, negative."""
    if note.startswith("not found"):
        return "not found"
    head, _, _ = note.partition(":")
    if head in {"apart", "together"}:
        return head
    match = _WANTED.search(note.rpartition(" | ")[2])
    if match is None:
        bracketed = _BRACKETED.search(note)
        return bracketed[1] if bracketed else "not found"
    want, got = match["want"] in _EMPTY, match["got"] in _EMPTY
    return "nothing given" if got else "given where there is none" if want else "another value"


def causes(rows: Mapping[str, Row]) -> Counter[tuple[str, str, str]]:
    """(row, - or +, cause) -> how often; ladders repeat what their rows say, and are left out."""
    counted: Counter[tuple[str, str, str]] = Counter()
    for name, row in rows.items():
        if ".ladder" not in name:
            counted.update((name, "-", cause(note)) for note in row["misses"])
            counted.update((name, "+", cause(note)) for note in row["alarms"])
    return counted


def lines(rows: Mapping[str, Row], most: int) -> Iterator[str]:
    """Each cause with its number, the most frequent first, and its first `most` notes."""
    for (name, sign, why), number in sorted(causes(rows).items(), key=lambda item: (-item[1], item[0])):
        yield f"{number:5} {sign} {name}: {why}"
        notes = rows[name]["misses" if sign == "-" else "alarms"]
        yield from (f"          {note}" for note in [n for n in notes if cause(n) == why][:most])
