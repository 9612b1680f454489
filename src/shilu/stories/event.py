"""A tight event, and why an article is in one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct, field

from shilu.stories.cases import enough
from shilu.stories.vectors import Vector, add_to, heaviest

PLACES = 4  # the heaviest places of an article, and of an event
HERE = 0.1  # share of an event's members beyond which a place is the event's
LONG, SHORT = 600, 400  # words of an event's sum before and after cutting
SECONDS = 86400.0  # of a day


class Join(Struct, frozen=True, array_like=True):
    """Why an article is in an event: the support it had of what was needed, its nearest member, and how it came.

    `how`: first, support, copy. `nearest` is the number of an article, `None` for the first.
    """

    how: str
    support: float
    needed: float
    nearest: int | None
    cosine: float


class Member(Struct, frozen=True):
    """An article as an event takes it in: its words, its time in seconds, its heaviest places, what it calls its case."""

    number: int
    vector: Vector
    time: float
    places: Sequence[str]
    cases: Collection[str]


class Event(Struct, array_like=True):
    """A tight event: its members by number, the sum of their vectors, and when it was last added to.

    `places` and `cases` count the members that tell of a place, or whose headline calls the case so; `bridges` count, for
    events that came later, the articles that belong to both.
    """

    key: int
    start: float
    last: float
    members: list[int] = field(default_factory=list)
    total: Vector = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)
    bridges: dict[int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.members)

    def designations(self) -> frozenset[str]:
        """What enough of its headlines call its case."""
        return enough(self.cases, len(self.members))

    def is_elsewhere(self, places: Sequence[str]) -> bool:
        """True when its members tell of places, and of none of these."""
        least = HERE * len(self.members)
        return bool(places and self.places) and not any(self.places.get(place, 0) > least for place in places)

    def main_places(self) -> list[str]:
        """The places that most members tell of, ties by name."""
        return [place for place, _ in sorted(self.places.items(), key=lambda item: (-item[1], item[0]))[:PLACES]]

    def take(self, member: Member) -> None:
        """Take an article in."""
        self.members.append(member.number)
        _count(self.places, dict.fromkeys(member.places, 1))
        _count(self.cases, dict.fromkeys(sorted(member.cases), 1))
        self._take(member.vector, member.time, member.time)

    def take_all(self, other: Event) -> None:
        """Take in all that another event has."""
        self.members += other.members
        _count(self.places, other.places)
        _count(self.cases, other.cases)
        self._take(other.total, other.start, other.last)

    def _take(self, total: Vector, start: float, last: float) -> None:
        self.start, self.last = min(self.start, start), max(self.last, last)
        add_to(self.total, total)
        if len(self.total) > LONG:
            self.total = dict(heaviest(self.total, SHORT))


def _count(counts: dict[str, int], more: Mapping[str, int]) -> None:
    for name, number in more.items():
        counts[name] = counts.get(name, 0) + number
