"""The words that may tell of a measure, an event or a commitment: package data behind one automaton, one scan an article."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from msgspec import Struct

from shilu.lang.lexicon import Lexicon
from shilu.lang.tables import rows
from shilu.model.patterns import late

Hit = tuple[int, int, tuple["Entry", ...]]


class Entry(Struct, frozen=True):
    """What a word may tell of: `matter` (measure, event or commitment), the contract's `type`, the table's `form`, what must
    stand `near`. `topic` sets apart what one type covers. Of a commitment `form` is the role and `type` the strength or type.
    """

    matter: str
    type: str
    topic: str | None
    form: str
    near: re.Pattern[str] | None


@cache
def _lexicon() -> Lexicon[tuple[Entry, ...]]:
    """The tables, ready to search; a word may stand in several rows."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for matter in ("measure", "event"):
        for kind, form, words, *near in rows(f"{matter}_words.tsv", "statements"):
            type_, _, topic = kind.partition(":")
            entry = Entry(matter, type_, topic or None, form, late(near[0]) if near else None)
            for word in words.split():
                found[word].append(entry)
    for role, value, words in rows("commitment_words.tsv", "statements"):
        for word in words.split():
            found[word].append(Entry("commitment", value, None, role, None))
    return Lexicon({word: tuple(one for one in entries if one.form != "trap") for word, entries in found.items()})


def hits(text: str) -> list[Hit]:
    """Every word of the tables in a text in simplified script, leftmost and longest, with all it may tell of."""
    return _lexicon().find(text)
