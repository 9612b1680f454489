"""Words with values, found in a text by one automaton: leftmost, longest, never overlapping."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Generic, TypeVar

import daachorse

Value = TypeVar("Value")
Automaton = daachorse.CharwiseDoubleArrayAhoCorasick

_PROBE = ("甲", "甲乙", "乙丙丁")  # words whose automaton shows the form in which the installed daachorse keeps one


class Lexicon(Generic[Value]):
    """`find` gives (start, end, value) in order of the text. Built once, read by all."""

    def __init__(self, words: Mapping[str, Value]) -> None:
        """Keep the values in the order of the words; an empty lexicon finds nothing."""
        self.values: Sequence[Value] | dict[int, Value] = tuple(words.values())
        self._automaton = automaton(words) if words else None

    @classmethod
    def of(cls, values: Sequence[Value] | dict[int, Value], ready: Automaton) -> Lexicon[Value]:
        """A lexicon of an automaton that is there already, with the values of its words in their order."""
        made = cls({})
        made.values, made._automaton = values, ready
        return made

    def find(self, text: str) -> list[tuple[int, int, Value]]:
        """All matches, half-open code points."""
        values = self.values
        return [(start, end, values[number]) for start, end, number in self.numbered(text)]

    def numbered(self, text: str) -> list[tuple[int, int, int]]:
        """The same, with a number in place of each value, which is `values[number]`: quicker, where few values are wanted."""
        found: list[tuple[int, int, int]] = self._automaton.find(text) if self._automaton else []
        return found


def automaton(words: Iterable[str]) -> Automaton:
    """An automaton for some words, which it knows by their numbers in order."""
    return Automaton(list(words), daachorse.MATCH_KIND_LEFTMOST_LONGEST)


@cache
def form() -> bytes:
    """What an automaton of a few words is in the form of the installed daachorse: another form, other bytes."""
    found: bytes = automaton(_PROBE).serialize()
    return found


def unpacked(content: bytes, made_in: bytes, words: Callable[[], Iterable[str]]) -> Automaton:
    """An automaton that was kept as bytes, in a form; made anew of its words when daachorse now has another form."""
    return Automaton.deserialize(content) if made_in == form() else automaton(words())
