"""Looser stories: events that go on, after days or years, about the same names or the same case, and the same matter."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterable

from msgspec import Struct

from shilu.stories.centres import Centre, Mark, alike, joined
from shilu.stories.screen import Screen

COMMON = 150  # events with one anchor beyond which it says nothing


class Link(Struct, frozen=True, array_like=True):
    """Why two stories became one: the cosine of their centres, and the designations and names they share."""

    cosine: float
    anchors: tuple[str, ...]


class Linker:
    """Joins events to stories, the most alike first; the outcome depends on the set of events alone.

    Only stories that share a mark are compared, and a mark in `common` says nothing; by default these are the marks of more
    than COMMON of the events.
    """

    def __init__(self, centres: Iterable[Centre], common: Container[Mark] | None = None, *, remember: bool = False) -> None:
        """`remember` keeps all stories in the making, those that went into others too, in `made`."""
        self.links: dict[int, Link] = {}  # key of an event that went into another's story -> why
        self.made: list[Centre] = []
        self._remember = remember
        self._centres = {centre.key: centre for centre in centres}
        self._common = common_marks(self._centres.values()) if common is None else common
        self._holders: dict[Mark, set[int]] = defaultdict(set)
        self._heap: list[tuple[float, int, int, int, int]] = []
        self._level = math.inf
        self._screen = Screen[int]()

    def run(self) -> list[Centre]:
        """The stories."""
        for centre in self._centres.values():
            self._enter(centre)
        while self._heap:
            cosine, a, b, version_a, version_b = heapq.heappop(self._heap)
            one, two = self._centres.get(a), self._centres.get(b)
            if one and two and (one.version, two.version) == (version_a, version_b):
                self._level = min(self._level, -cosine)
                self._join(one, two, -cosine)
        return list(self._centres.values())

    def _enter(self, centre: Centre) -> None:
        """Compare one with those that share a mark and are there already, and put those that are alike on the heap."""
        marks = [mark for mark in centre.marks() if mark not in self._common]
        if marks:
            self._screen.put(centre.key, centre.vector, list(centre.vector.values()))
        held = list({other for mark in marks for other in self._holders[mark]})
        for other in self._screen.near(centre.key, held):
            there = self._centres[other]
            a, b = (centre, there) if centre.key < other else (there, centre)
            if cosine := alike(a, b):
                heapq.heappush(self._heap, (-cosine, a.key, b.key, a.version, b.version))
        for mark in marks:
            self._holders[mark].add(centre.key)
        centre.dies = -math.inf
        if self._remember:
            self.made.append(centre)

    def _leave(self, centre: Centre) -> None:
        centre.dies = self._level
        for mark in centre.marks():
            if mark not in self._common:
                self._holders[mark].discard(centre.key)

    def _join(self, a: Centre, b: Centre, cosine: float) -> None:
        large, small = (a, b) if a.size >= b.size else (b, a)
        common = (*sorted(small.cases & large.cases), *(anchor for anchor in small.anchors if anchor in large.anchors))
        self.links[small.key] = Link(cosine, common)
        self._leave(large)
        self._leave(small)
        del self._centres[small.key]
        whole = self._centres[large.key] = joined(large, small)
        whole.born = self._level
        self._enter(whole)


def common_marks(centres: Iterable[Centre]) -> frozenset[Mark]:
    """The marks that too many have."""
    counts = Counter(mark for centre in centres for mark in centre.marks())
    return frozenset(mark for mark, count in counts.items() if is_common(count))


def is_common(count: int) -> bool:
    """True for a mark that so many events have that it says nothing."""
    return count > COMMON
