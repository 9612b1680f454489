"""Words that say what a figure counts, and what its people are: package data behind one automaton."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

import daachorse
from msgspec import Struct


class Word(Struct, frozen=True):
    """A word of the lexicon in the text: `role` is state, act, tally, noun or damage; `kind` what it makes of a number."""

    start: int
    end: int
    role: str
    kind: str
    text: str


class Words:
    """The words of one text in order, looked up by range."""

    def __init__(self, found: list[Word]) -> None:
        """`found` is sorted by start and without overlaps."""
        self._found = found
        self._starts = [word.start for word in found]

    def within(self, start: int, end: int) -> list[Word]:
        """The words that lie wholly inside a half-open range."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        if last > first and self._found[last - 1].end > end:
            last -= 1
        return self._found[first:last]


def table(name: str) -> list[list[str]]:
    """The rows of a table of this room's package data, comment lines left out."""
    text = files("shilu.statements").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _lexicon() -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, tuple[tuple[str, str, str], ...]]:
    """The automaton and, in the order of its patterns, (role, kind, word)."""
    entries: dict[str, tuple[str, str, str]] = {}
    for role, kind, words in table("figure_words.tsv"):
        for word in words.split():
            entries.setdefault(f"{word}", (role, kind, word))
    patterns = list(entries)
    return daachorse.CharwiseDoubleArrayAhoCorasick(patterns, daachorse.MATCH_KIND_LEFTMOST_LONGEST), tuple(entries.values())


def kind_of(word: str) -> str | None:
    """The kind that a single word of the lexicon stands for: `kind_of("伤者") == "injured"`."""
    return next((kind for _, kind, known in _lexicon()[1] if known == word), None)


def words(text: str, ranges: Iterable[tuple[int, int]]) -> Words:
    """Every word of the lexicon in some ranges of a text in simplified script, leftmost and longest."""
    automaton, entries = _lexicon()
    return Words(
        [
            Word(low + start, low + end, *entries[index])
            for low, high in ranges
            for start, end, index in automaton.find(text[low:high])
        ]
    )


@cache
def _groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Groups of the contract's lattice with their words, in order of precedence."""
    return tuple((group, tuple(words.split())) for group, words in table("figure_groups.tsv"))


@lru_cache(maxsize=4096)
def group_of(population: str) -> str:
    """The group that words for people name: `group_of("武装分子") == "attackers"`; `all` when they name none."""
    return next((group for group, known in _groups() if any(word in population for word in known)), "all")
