"""Words with values, found in a text by one automaton: leftmost, longest, never overlapping."""

from __future__ import annotations

from collections.abc import ItemsView, Mapping
from typing import Generic, TypeVar

import daachorse

Value = TypeVar("Value")


class Lexicon(Generic[Value]):
    """`find` gives (start, end, value) in order of the text. Built once, read by all."""

    def __init__(self, words: Mapping[str, Value]) -> None:
        """Keep the values in the order of the words; an empty lexicon finds nothing."""
        self._words = words
        self._values = tuple(words.values())
        patterns = list(words)
        self._automaton = (
            daachorse.CharwiseDoubleArrayAhoCorasick(patterns, daachorse.MATCH_KIND_LEFTMOST_LONGEST) if patterns else None
        )

    def items(self) -> ItemsView[str, Value]:
        """Words with their values, as given."""
        return self._words.items()

    def find(self, text: str) -> list[tuple[int, int, Value]]:
        """All matches, half-open code points."""
        if self._automaton is None:
            return []
        values = self._values
        return [(start, end, values[number]) for start, end, number in self._automaton.find(text)]
