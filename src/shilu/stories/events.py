"""Tight events in a stream: an article joins the one whose members it resembles on the whole, and its nearest most."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from itertools import count

from msgspec import Struct

from shilu.stories.vectors import Vector, add_to, heaviest, product
from shilu.stories.window import Window
from shilu.stories.words import is_place

DAYS = 7.0  # an event is closed when nothing has been added for so long
JOIN = 0.17  # support at which an article belongs to an event
MERGE = 0.18  # mean cosine between two events at which they are one
NEAREST = 3  # members whose cosines count as best support
BEST_SHARE = 0.3  # of the support; the rest is the mean over all members
REACH = 0.8  # share of JOIN that the nearest member must have
LARGE = 40  # members beyond which more is asked: what everything resembles is no event
MORE = 0.25  # so much more, for each e-fold of LARGE
ELSEWHERE = 2.0  # so many times as much is asked of what is told of other places: there are many floods and elections
PLACES = 4  # the heaviest places of an article
HERE = 0.1  # share of an event's members beyond which a place is the event's
BRIDGES = 2  # articles that must belong to both before two events are compared
LONG, SHORT = 600, 400  # words of an event's sum before and after cutting
CANDIDATES = 8  # events, those of the nearest members, that an article is compared with as a whole
SWEEP = 4000  # articles between two sweeps of the window
SECONDS = 86400.0


class Join(Struct, frozen=True):
    """Why an article is in an event: the support it had of what was needed, its nearest member, and how it came.

    `how`: first, support, copy. `nearest` is the number of an article, `None` for the first.
    """

    how: str
    support: float
    needed: float
    nearest: int | None
    cosine: float


class Event:
    """A tight event: its members by number, the sum of their vectors, and when it was last added to."""

    __slots__ = ("key", "last", "members", "places", "start", "total")

    def __init__(self, key: int, time: float) -> None:
        self.key, self.start, self.last = key, time, time
        self.members: list[int] = []
        self.total: dict[str, float] = {}
        self.places: Counter[str] = Counter()  # place -> members that tell of it

    def __len__(self) -> int:
        return len(self.members)

    def is_elsewhere(self, places: Sequence[str]) -> bool:
        """True when its members tell of places, and of none of these."""
        least = HERE * len(self.members)
        return bool(places and self.places) and not any(self.places.get(place, 0) > least for place in places)

    def main_places(self) -> list[str]:
        """The places that most members tell of, ties by name."""
        return [place for place, _ in sorted(self.places.items(), key=lambda item: (-item[1], item[0]))[:PLACES]]

    def take(self, members: Iterable[int], total: Vector, span: tuple[float, float], places: Iterable[str]) -> None:
        """Take members in, with the sum of their vectors, their first and last time, and their places (again for each)."""
        self.members += members
        self.places.update(places)
        start, last = span
        self.start, self.last = min(self.start, start), max(self.last, last)
        add_to(self.total, total)
        if len(self.total) > LONG:
            self.total = dict(heaviest(self.total, SHORT))


def more_for(size: int) -> float:
    """What is asked of an event of this size, of a small one's 1."""
    return 1.0 + MORE * math.log(size / LARGE) if size > LARGE else 1.0


class EventStream:
    """Articles in, in order of arrival; each goes to an event, and events that prove to be one are merged."""

    def __init__(self) -> None:
        self.events: dict[int, Event] = {}
        self.home: list[int] = []  # number of an article -> key of its event
        self.joins: list[Join] = []
        self.merges: list[tuple[int, int, float]] = []  # (kept, gone, mean cosine)
        self._times: list[float] = []
        self._window = Window()
        self._keys = count()
        self._bridges: Counter[tuple[int, int]] = Counter()
        self._now = -math.inf

    def add(self, vector: Vector, time: float, copy_of: int | None = None, apart: Sequence[int] = ()) -> int:
        """Place an article (`time` in seconds); returns the key of its event.

        `copy_of` is the number of the article whose words it repeats, `apart` are articles that only fill in the same form.
        """
        number = len(self.home)
        self._advance(max(self._now, time))
        places = [word for word in vector if is_place(word)][:PLACES]
        ranked = self._ranked(vector, places, apart)
        if copy_of is not None and copy_of >= self._window.first:
            key, join = self.home[copy_of], Join("copy", 1.0, 1.0, copy_of, 1.0)
        elif ranked and ranked[0][0] >= 1.0:
            _share, key, join = ranked[0]
        else:
            key, join = next(self._keys), Join("first", 0.0, JOIN, None, 0.0)
            self.events[key] = Event(key, time)
        self.events[key].take((number,), vector, (time, time), places)
        self.home.append(key)
        self.joins.append(join)
        self._times.append(time)
        self._window.add(number, vector)
        for _, other, their in ranked[: BRIDGES + 1]:
            if their.support >= MERGE and other in self.events and self.home[number] != other:
                self._bridge(self.home[number], other)
        return self.home[number]

    def _advance(self, now: float) -> None:
        """Let the window go with the newest time; what is past is forgotten from time to time."""
        self._now = now
        window = self._window
        while window.first < len(self._times) and self._times[window.first] < now - DAYS * SECONDS:
            window.first += 1
        if len(self.home) % SWEEP == 0:
            window.sweep()
            self._bridges = Counter({pair: n for pair, n in self._bridges.items() if all(key in self.events for key in pair)})

    def _ranked(self, vector: Vector, places: Sequence[str], apart: Sequence[int]) -> list[tuple[float, int, Join]]:
        """Events near enough, the best first: support as a share of what is needed, key, and the reason."""
        by_event: dict[int, list[tuple[float, int]]] = {}
        numbers, cosines = self._window.near(vector)
        for number, cosine in zip(numbers, cosines, strict=True):
            if number not in apart:
                by_event.setdefault(self.home[number], []).append((-cosine, number))
        nearest = sorted((min(near), key) for key, near in by_event.items())
        ranked = []
        for (unlike, number), key in nearest[:CANDIDATES]:
            if -unlike < REACH * JOIN:
                break
            event = self.events[key]
            needed = JOIN * more_for(len(event)) * (ELSEWHERE if event.is_elsewhere(places) else 1.0)
            support = self._support(vector, event, by_event[key])
            ranked.append((support / needed, key, Join("support", support, needed, number, -unlike)))
        return sorted(ranked, key=lambda item: (-item[0], item[1]))

    @staticmethod
    def _support(vector: Vector, event: Event, near: list[tuple[float, int]]) -> float:
        """The mean cosine with the nearest members and with all, weighed. `near` are negative cosines with members."""
        size = len(event)
        if size == 1:
            return -near[0][0]
        best = min(NEAREST, size)
        nearest = -sum([unlike for unlike, _ in nsmallest(best, near)]) / best
        return BEST_SHARE * nearest + (1 - BEST_SHARE) * product(vector, event.total) / size

    def _bridge(self, one: int, other: int) -> None:
        """An article belongs to both: when enough do, and all resemble all, the smaller event goes into the larger."""
        pair = (min(one, other), max(one, other))
        self._bridges[pair] += 1
        a, b = self.events[pair[0]], self.events[pair[1]]
        if self._bridges[pair] < min(BRIDGES, len(a) * len(b)):
            return
        mean = product(a.total, b.total) / (len(a) * len(b))
        apart = a.is_elsewhere(b.main_places()) and b.is_elsewhere(a.main_places())
        if mean < MERGE * more_for(len(a) + len(b)) * (ELSEWHERE if apart else 1.0):
            return
        kept, gone = (a, b) if len(a) >= len(b) else (b, a)
        for number in gone.members:
            self.home[number] = kept.key
        kept.take(gone.members, gone.total, (gone.start, gone.last), gone.places.elements())
        del self.events[gone.key], self._bridges[pair]
        self.merges.append((kept.key, gone.key, mean))
