"""What a story in the making is about, and when two of them are one."""

from __future__ import annotations

import math
from collections.abc import Iterator

from shilu.stories.cases import is_plain
from shilu.stories.event import SECONDS, Event
from shilu.stories.vectors import Vector, add_to, heaviest, product, unit
from shilu.stories.words import idf, is_matter, is_name, is_place

WORDS = 120  # of a story's centre
ANCHORS = 12  # names that a story is looked up by
RARE_NAME = 9.0  # least idf of an anchor
ALIKE = 0.25  # cosine of the centres
MATTER = 0.15  # cosine of their words that are no names
ALIKE_AT_ONCE = 0.5  # of two large ones at the same time: the stream has held them apart
LARGE = 5  # articles
CASE_ALIKE, CASE_MATTER = 0.2, 0.1  # the two cosines of stories whose headlines call their case alike
LEAST = min(ALIKE, CASE_ALIKE)
SURE = 3  # anchors in common that outweigh two different places
APART = 3 * SECONDS

Mark = tuple[bool, str]  # whether it is a designation, and the words


class Centre:
    """A story in the making: its events, and what it is about. It is not changed: when two become one, a third is made.

    `key` is that of its first largest event, `version` how often others were taken in. `born` and `dies` are the least
    cosine until then at which two became one: at infinity all is there, at minus infinity what stays.
    """

    __slots__ = (
        *("key", "version", "events", "cases", "size", "start", "last", "total", "vector"),
        *("anchors", "place", "born", "dies", "_matter"),
    )

    def __init__(self, key: int, version: int, events: tuple[int, ...], cases: frozenset[str]) -> None:
        self.key, self.version, self.events, self.cases = key, version, events, cases
        self.size, self.start, self.last = 0, math.inf, -math.inf
        self.total: Vector = {}
        self.vector: Vector = {}
        self.anchors: tuple[str, ...] = ()
        self.place: str | None = None
        self.born, self.dies = math.inf, -math.inf
        self._matter: Vector | None = None

    @property
    def matter(self) -> Vector:
        """Its words that say what is told. Made when asked for, since few are."""
        if self._matter is None:
            self._matter = unit((word, weight) for word, weight in self.vector.items() if is_matter(word))
        return self._matter

    def settle(self) -> None:
        """Draw words, anchors and place from the sum of the vectors."""
        self.vector = unit(heaviest(self.total, WORDS))
        names = [word for word in self.vector if is_name(word) and idf(word) >= RARE_NAME]
        self.anchors = tuple(names[:ANCHORS])
        self.place = next((word for word in names if is_place(word)), None)

    def marks(self) -> Iterator[Mark]:
        """What it is looked up by: whether it is a designation, and the words."""
        yield from ((False, anchor) for anchor in self.anchors)
        yield from ((True, case) for case in sorted(self.cases))


def centre_of(event: Event) -> Centre:
    """An event as a story of one."""
    made = Centre(event.key, 0, (event.key,), event.designations())
    made.size, made.start, made.last, made.total = len(event), event.start, event.last, event.total
    made.settle()
    return made


def joined(large: Centre, small: Centre) -> Centre:
    """One story of two."""
    made = Centre(large.key, large.version + 1, large.events + small.events, large.cases | small.cases)
    made.size = large.size + small.size
    made.start, made.last = min(large.start, small.start), max(large.last, small.last)
    made.total = dict(large.total)
    add_to(made.total, small.total)
    made.settle()
    return made


def alike(a: Centre, b: Centre) -> float:
    """The cosine of two stories' centres, or 0 when they are not one: other matter, another place, or too little in common."""
    cosine = product(a.vector, b.vector)
    if cosine < LEAST:
        return 0.0
    matter = product(a.matter, b.matter)
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
