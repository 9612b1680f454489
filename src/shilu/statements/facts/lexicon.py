"""The words that may tell of a measure or an event: package data behind one automaton, one scan an article."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from msgspec import Struct

from shilu.lang.lexicon import Lexicon
from shilu.lang.tables import rows

Hit = tuple[int, int, tuple["Entry", ...]]


class Entry(Struct, frozen=True):
    """What a word may tell of: `matter` (measure or event), the contract's `type`, the table's `form`, what must stand `near`."""

    matter: str
    type: str
    form: str
    near: re.Pattern[str] | None


@cache
def _lexicon() -> Lexicon[tuple[Entry, ...]]:
    """Both tables, ready to search; a word may stand in several rows."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for matter in ("measure", "event"):
        for type_, form, words, *near in rows(f"{matter}_words.tsv", "statements"):
            entry = Entry(matter, type_, form, re.compile(near[0]) if near else None)
            for word in words.split():
                found[word].append(entry)
    return Lexicon({word: tuple(entries) for word, entries in found.items()})


def hits(text: str) -> list[Hit]:
    """Every word of the tables in a text in simplified script, leftmost and longest, with all it may tell of."""
    return _lexicon().find(text)
