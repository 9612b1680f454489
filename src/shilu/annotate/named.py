"""The names of one article by where they stand: asked by all grammars that lean on names, and made once for them."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from msgspec import Struct

from shilu.model.marks import NameMark


class Named(Struct, frozen=True, dict=True):
    """Names in order, none over another (as `mark_names` gives them): `starts` and `ends` by position, `firsts` where
    they begin."""

    marks: tuple[NameMark, ...]
    starts: dict[int, NameMark]
    ends: dict[int, NameMark]
    firsts: list[int]

    @classmethod
    def of(cls, marks: tuple[NameMark, ...]) -> Named:
        """The names of an article, in order."""
        starts = {mark.start: mark for mark in marks}
        return cls(marks, starts, {mark.end: mark for mark in marks}, list(starts))

    @cached_property
    def countries(self) -> frozenset[str | None]:
        """The countries that the names belong to."""
        return frozenset([mark.country for mark in self.marks])

    def covering(self, start: int, end: int) -> NameMark | None:
        """The name that reaches over the last character of a range, if any."""
        i = bisect_right(self.firsts, start) - 1
        return self.marks[i] if i >= 0 and self.marks[i].end >= end else None

    def last_before(self, at: int) -> NameMark | None:
        """The last name that begins before a position."""
        i = bisect_right(self.firsts, at - 1) - 1
        return self.marks[i] if i >= 0 else None
