"""Tight events in a stream: an article joins the one whose members it resembles on the whole, and its nearest most."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from heapq import nsmallest

from shilu.stories.event import PLACES, SECONDS, Event, Join, Member
from shilu.stories.memory import Head, Memory, Present
from shilu.stories.vectors import Vector, product
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
BRIDGES = 2  # articles that must belong to both before two events are compared
CANDIDATES = 8  # events, those of the nearest members, that an article is compared with as a whole

Ranked = tuple[float, int, Join]  # support as a share of what is needed, key of the event, and the reason


def more_for(size: int) -> float:
    """What is asked of an event of this size, of a small one's 1."""
    return 1.0 + MORE * math.log(size / LARGE) if size > LARGE else 1.0


class EventStream:
    """Articles in, in order of arrival; each goes to an event, and events that prove to be one are merged."""

    def __init__(self, memory: Memory | None = None) -> None:
        self.memory: Memory = Present() if memory is None else memory

    def add(
        self, vector: Vector, time: float, copy_of: int | None = None, apart: Sequence[int] = (), cases: Collection[str] = ()
    ) -> int:
        """Place an article (`time` in seconds); returns the key of its event.

        `copy_of` is the number of the article whose words it repeats, `apart` are articles that only fill in the same form,
        `cases` what its headline calls its case.
        """
        memory, head = self.memory, self.memory.head()
        head.now = max(head.now, time)
        head.first = memory.passed(head, head.now - DAYS * SECONDS)
        places = [word for word in vector if is_place(word)][:PLACES]
        ranked = self._ranked(vector, head.first, places, apart)
        event, join = self._placed(head, ranked, copy_of, time)
        event.take(Member(head.articles, vector, time, places, cases))
        memory.save(event)
        memory.keep(head, event.key, join, vector, time)
        home = event.key
        for _, other, their in ranked[: BRIDGES + 1]:
            if their.support >= MERGE and home != other:
                home = self._bridge(home, other)
        return home

    def _placed(self, head: Head, ranked: Sequence[Ranked], copy_of: int | None, time: float) -> tuple[Event, Join]:
        """The event that an article belongs to, a new one if there is none, and why."""
        if copy_of is not None and copy_of >= head.first:
            [key] = self.memory.homes([copy_of])
            return self.memory.events([key])[key], Join("copy", 1.0, 1.0, copy_of, 1.0)
        if ranked and ranked[0][0] >= 1.0:
            _share, key, join = ranked[0]
            return self.memory.events([key])[key], join
        head.events += 1
        return Event(head.events - 1, time, time), Join("first", 0.0, JOIN, None, 0.0)

    def _ranked(self, vector: Vector, first: int, places: Sequence[str], apart: Sequence[int]) -> list[Ranked]:
        """Events near enough, the best first."""
        numbers, cosines = self.memory.near(vector, first)
        by_event: dict[int, list[tuple[float, int]]] = {}
        for number, cosine, home in zip(numbers, cosines, self.memory.homes(numbers), strict=True):
            if number not in apart:
                by_event.setdefault(home, []).append((-cosine, number))
        nearest = sorted((min(near), key) for key, near in by_event.items())[:CANDIDATES]
        nearest = [one for one in nearest if -one[0][0] >= REACH * JOIN]
        events = self.memory.events([key for _, key in nearest])
        ranked = []
        for (unlike, number), key in nearest:
            event = events[key]
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

    def _bridge(self, home: int, other: int) -> int:
        """An article belongs to both: when enough do, and all resemble all, the smaller event goes into the larger.

        Returns the key of the event that the article is in then.
        """
        events = self.memory.events(sorted((home, other)))
        if other not in events:
            return home
        a, b = events.values()
        a.bridges[b.key] = a.bridges.get(b.key, 0) + 1
        mean = self._mean(a, b) if a.bridges[b.key] >= min(BRIDGES, len(a) * len(b)) else 0.0
        apart = a.is_elsewhere(b.main_places()) and b.is_elsewhere(a.main_places())
        if not mean or mean < MERGE * more_for(len(a) + len(b)) * (ELSEWHERE if apart else 1.0):
            self.memory.save(a, changed=False)
            return home
        kept, gone = (a, b) if len(a) >= len(b) else (b, a)
        kept.take_all(gone)
        self.memory.merge(kept, gone)
        return kept.key

    @staticmethod
    def _mean(a: Event, b: Event) -> float:
        """The mean cosine of the members of one with those of the other."""
        return product(a.total, b.total) / (len(a) * len(b))
