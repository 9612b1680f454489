"""Lexicons: word lists as tab-separated package data, and one automaton that finds all their words at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Generic, TypeVar

import daachorse

Row = TypeVar("Row")


def table(package: str, name: str) -> Iterator[list[str]]:
    """The rows of `data/NAME` in a package: tab-separated, `#` starts a comment line, blank lines are skipped."""
    text = files(package).joinpath("data", name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


class Lexicon(Generic[Row]):
    """Words with what is known of them. The leftmost word wins, of several that begin there the longest.

    A longer word that merely contains one of interest (小说 beside 说) is listed as a trap: it then takes the place.
    """

    def __init__(self, entries: Mapping[str, Row]) -> None:
        self._words = list(entries)
        self._rows = [entries[word] for word in self._words]
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(self._words, daachorse.MATCH_KIND_LEFTMOST_LONGEST)

    def find(self, text: str) -> Iterator[tuple[int, int, str, Row]]:
        """Start, end (code points, half-open), word and row of each word found, in order, none overlapping."""
        for start, end, index in self._automaton.find(text):
            yield start, end, self._words[index], self._rows[index]
