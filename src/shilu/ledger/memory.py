"""What one judgement found, kept for the next one of the same story.

All is kept by what it was made of, and taken again only where that is the same: an answer with memory is the answer without.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

from shilu.ledger.words import all_plain

T = TypeVar("T")


class Memory:
    """Values by where they belong (a step and an article, a series, a kind of event), each with what it was made of.

    What it was made of is compared part by part; parts that are the same objects cost nothing. `made` and `kept` count the
    values that had to be made and those that were there.
    """

    def __init__(self, *, keeps: bool = True) -> None:
        """Begin with nothing. What does not keep lets go of what a step was, once that is done: for one judgement alone."""
        self._keeps = keeps
        self._values: dict[tuple[str, Hashable], tuple[object, Any]] = {}
        self._plain: dict[str | None, str] = {}
        self._states: dict[str, Any] = {}
        self.made = self.kept = 0

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

    def same(self, step: str, key: Hashable, value: T) -> T:
        """The value of last time when this one is equal to it, so that what is made of it is known to be the same."""
        return self.get(step, key, value, lambda: value)

    def get(self, step: str, key: Hashable, made_of: object, make: Callable[[], T]) -> T:
        """The value that belongs to a key, made anew when what it is made of has changed."""
        return self.grown(step, key, made_of, lambda _: make())

    def grown(self, step: str, key: Hashable, made_of: object, grow: Callable[[T | None], T]) -> T:
        """The same for what can be made of the value of last time and what has come to it since; of `None` at first."""
        before = self._values.get((step, key))
        if before is not None and before[0] == made_of:
            self.kept += 1
            value: T = before[1]
            return value
        self.made += 1
        value = grow(before[1] if before else None)
        self._values[step, key] = made_of, value
        return value
