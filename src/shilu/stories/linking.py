"""Looser stories: events that go on, after days or years, about the same names or the same case, and the same matter."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from shilu.stories.cases import is_plain
from shilu.stories.events import SECONDS, Event
from shilu.stories.vectors import add_to, heaviest, product, unit
from shilu.stories.words import idf, is_name, is_place

WORDS = 120  # of a story's centre
ANCHORS = 12  # names that a story is looked up by
RARE_NAME = 9.0  # least idf of an anchor
SHARED = 1  # anchors in common that make two stories worth comparing
COMMON = 150  # stories with one anchor beyond which it says nothing
ALIKE = 0.25  # cosine of the centres
MATTER = 0.15  # cosine of their words that are no names
ALIKE_AT_ONCE = 0.5  # of two large ones at the same time: the stream has held them apart
LARGE = 5  # articles
CASE_ALIKE, CASE_MATTER = 0.2, 0.1  # the two cosines of stories whose headlines call their case alike
SURE = 3  # anchors in common that outweigh two different places
APART = 3 * SECONDS


class Link(Struct, frozen=True):
    """Why two stories became one: the cosine of their centres, and the designations and names they share."""

    cosine: float
    anchors: tuple[str, ...]


class Centre:
    """A story in the making: its events, and what it is about."""

    __slots__ = ("anchors", "cases", "events", "last", "matter", "place", "size", "start", "total", "vector", "version")

    def __init__(self, event: Event, cases: frozenset[str]) -> None:
        self.events = [event.key]
        self.cases = cases
        self.size, self.start, self.last = len(event), event.start, event.last
        self.total = dict(event.total)
        self.version = 0
        self._settle()

    def _settle(self) -> None:
        top = heaviest(self.total, WORDS)
        self.vector = unit(top)
        self.matter = unit((word, weight) for word, weight in top if not is_name(word))
        names = [word for word, _ in top if is_name(word) and idf(word) >= RARE_NAME]
        self.anchors = tuple(names[:ANCHORS])
        self.place = next((word for word in names if is_place(word)), None)

    def marks(self) -> Iterator[tuple[bool, str]]:
        """What it is looked up by: whether it is a designation, and the words."""
        yield from ((False, anchor) for anchor in self.anchors)
        yield from ((True, case) for case in sorted(self.cases))

    def take(self, other: Centre) -> None:
        """Take another story in."""
        self.events += other.events
        self.cases |= other.cases
        self.size += other.size
        self.start, self.last = min(self.start, other.start), max(self.last, other.last)
        add_to(self.total, other.total)
        self.version += 1
        self._settle()


class Linker:
    """Joins events to stories, the most alike first; the outcome depends on the set of events alone."""

    def __init__(self, events: Sequence[Event], cases: Mapping[int, frozenset[str]]) -> None:
        self.centres = {event.key: Centre(event, cases[event.key]) for event in events}
        self.links: dict[int, Link] = {}  # key of an event that went into another's story -> why
        self._holders: dict[tuple[bool, str], set[int]] = defaultdict(set)
        self._heap: list[tuple[float, int, int, int, int]] = []
        for key, centre in self.centres.items():
            self._hold(key, centre)

    def run(self) -> list[list[int]]:
        """Stories as lists of event keys."""
        for key in list(self.centres):
            self._propose(key)
        while self._heap:
            cosine, a, b, version_a, version_b = heapq.heappop(self._heap)
            one, two = self.centres.get(a), self.centres.get(b)
            if one and two and (one.version, two.version) == (version_a, version_b):
                self._join(a, b, -cosine)
        return [centre.events for centre in self.centres.values()]

    def _hold(self, key: int, centre: Centre) -> None:
        for mark in centre.marks():
            self._holders[mark].add(key)

    def _release(self, key: int, centre: Centre) -> None:
        for mark in centre.marks():
            self._holders[mark].discard(key)

    def _propose(self, key: int) -> None:
        """Put the stories that share names with one, and are alike, on the heap."""
        mine = self.centres[key]
        holders = [self._holders[mark] for mark in mine.marks()]
        shared = Counter(other for found in holders if len(found) <= COMMON for other in found if other != key)
        for other, count in shared.items():
            if count >= SHARED and (cosine := alike(mine, self.centres[other])):
                a, b = min(key, other), max(key, other)
                heapq.heappush(self._heap, (-cosine, a, b, self.centres[a].version, self.centres[b].version))

    def _join(self, a: int, b: int, cosine: float) -> None:
        kept, gone = (a, b) if self.centres[a].size >= self.centres[b].size else (b, a)
        large, small = self.centres[kept], self.centres.pop(gone)
        common = (*sorted(small.cases & large.cases), *(anchor for anchor in small.anchors if anchor in large.anchors))
        self.links[gone] = Link(cosine, common)
        self._release(kept, large)
        self._release(gone, small)
        large.take(small)
        self._hold(kept, large)
        self._propose(kept)


def alike(a: Centre, b: Centre) -> float:
    """The cosine of two stories' centres, or 0 when they are not one: other matter, another place, or too little in common."""
    cosine, matter = product(a.vector, b.vector), product(a.matter, b.matter)
    if cosine >= CASE_ALIKE and matter >= CASE_MATTER and same_case(a, b):
        return cosine
    at_once = max(a.start - b.last, b.start - a.last) < APART and min(a.size, b.size) >= LARGE
    if cosine < (ALIKE_AT_ONCE if at_once else ALIKE) or matter < MATTER:
        return 0.0
    elsewhere = a.place and b.place and a.place not in b.vector and b.place not in a.vector
    if elsewhere and len({*a.anchors} & {*b.anchors}) < SURE:
        return 0.0
    return cosine


def same_case(a: Centre, b: Centre) -> bool:
    """True when headlines call both alike: by a name, or by what could be a kind of crime and in the same place."""
    shared = a.cases & b.cases
    if not shared:
        return False
    if not all(map(is_plain, shared)):
        return True
    return bool(a.place and b.place) and (a.place in b.vector or b.place in a.vector)
