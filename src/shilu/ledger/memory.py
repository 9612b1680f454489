"""What one judgement found, kept for the next one of the same story.

Each step keeps what it has gone through and brings it up to date by itself; single values are kept by what they were made of,
and taken again only where that is the same. An answer with memory is the answer without.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from shilu.ledger.words import all_plain

T = TypeVar("T")


class Memory:
    """What each step keeps, and values by where they belong, each with what it was made of.

    What it was made of is compared part by part; parts that are the same objects cost nothing.
    """

    def __init__(self, *, keeps: bool = True) -> None:
        """Begin with nothing. What does not keep lets go of what a step was, once that is done: for one judgement alone."""
        self._keeps = keeps
        self._values: dict[tuple[str, Hashable], tuple[object, Any]] = {}
        self._plain: dict[str | None, str] = {}
        self._states: dict[str, Any] = {}

    @contextmanager
    def judging(self) -> Iterator[None]:
        """Around one judgement: what is broken off leaves nothing behind, since no step could tell how far the others came."""
        try:
            yield
        except BaseException:
            self._values, self._plain, self._states = {}, {}, {}
            raise

    def plain(self, words: Iterable[str | None]) -> Mapping[str | None, str]:
        """What `words.plain` makes of some words, and of all that were asked before."""
        known = self._plain
        if new := {word for word in words if word not in known}:
            known.update(all_plain(sorted(new, key=str)))
        return known

    def state(self, step: str, begin: Callable[[], T]) -> T:
        """What a step keeps and brings up to date by itself, from one judgement to the next; begun when first asked."""
        found: T | None = self._states.get(step)
        if found is None:
            found = begin()
            if self._keeps:
                self._states[step] = found
        return found

    def get(self, step: str, key: Hashable, made_of: object, make: Callable[[], T]) -> T:
        """The value that belongs to a key, made anew when what it is made of has changed."""
        before = self._values.get((step, key))
        if before is not None and before[0] == made_of:
            value: T = before[1]
            return value
        value = make()
        self._values[step, key] = made_of, value
        return value
