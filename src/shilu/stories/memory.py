"""What a stream of events remembers of the articles before: in the memory of a process here, in pages in `paged`."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Protocol

from msgspec import Struct

from shilu.stories.event import Event, Join
from shilu.stories.vectors import Vector
from shilu.stories.window import Window

SWEEP = 4000  # articles between two sweeps of the window


class Head(Struct, array_like=True):
    """How far a stream is: how many articles came, how many events there ever were, the number of the first article that
    is not past, and the newest time, in seconds; for who keeps pages, how many blocks of what is past were dropped."""

    articles: int = 0
    events: int = 0
    first: int = 0
    now: float = -math.inf
    dropped: int = 0


class Memory(Protocol):
    """Events by key, articles by number: both count up from 0 in the order in which they came."""

    def head(self) -> Head:
        """How far the stream is; what is changed in it counts when `keep` is called."""
        ...

    def near(self, vector: Vector, first: int) -> tuple[list[int], list[float]]:
        """Numbers of the articles from `first` on that are near, ascending, and their cosines."""
        ...

    def homes(self, numbers: Sequence[int]) -> Sequence[int]:
        """The keys of the events of some articles."""
        ...

    def events(self, keys: Collection[int]) -> dict[int, Event]:
        """Those of some events that are there, in the order of the keys."""
        ...

    def passed(self, head: Head, before: float) -> int:
        """The number of the first article, from `head.first` on, whose time is not before; what is past may be forgotten."""
        ...

    def save(self, event: Event, *, changed: bool = True) -> None:
        """Keep an event as it is now; `changed`: what is told of it may be another."""
        ...

    def merge(self, kept: Event, gone: Event) -> None:
        """Keep an event that has taken in all of another, and forget that one."""
        ...

    def keep(self, head: Head, home: int, join: Join, vector: Vector, time: float) -> None:
        """Take the next article in; `head` counts it after that."""
        ...


class Present:
    """The memory of a process."""

    def __init__(self) -> None:
        self.by_key: dict[int, Event] = {}
        self.home: list[int] = []  # number of an article -> key of its event
        self.joins: list[Join] = []
        self._times: list[float] = []
        self._window = Window()
        self._head = Head()

    def head(self) -> Head:
        """As `Memory.head`."""
        return self._head

    def near(self, vector: Vector, first: int) -> tuple[list[int], list[float]]:
        """As `Memory.near`."""
        return self._window.near(vector, first)

    def homes(self, numbers: Sequence[int]) -> Sequence[int]:
        """As `Memory.homes`."""
        home = self.home
        return [home[number] for number in numbers]

    def events(self, keys: Collection[int]) -> dict[int, Event]:
        """As `Memory.events`."""
        return {key: self.by_key[key] for key in keys if key in self.by_key}

    def passed(self, head: Head, before: float) -> int:
        """As `Memory.passed`."""
        first = head.first
        while first < len(self._times) and self._times[first] < before:
            first += 1
        if len(self._times) % SWEEP == 0:
            self._window.sweep(first)
        return first

    def save(self, event: Event, *, changed: bool = True) -> None:  # noqa: ARG002 - of use to who keeps pages
        """As `Memory.save`."""
        self.by_key[event.key] = event

    def merge(self, kept: Event, gone: Event) -> None:
        """As `Memory.merge`."""
        for number in gone.members:
            self.home[number] = kept.key
        del self.by_key[gone.key]

    def keep(self, head: Head, home: int, join: Join, vector: Vector, time: float) -> None:
        """As `Memory.keep`."""
        self._window.add(head.articles, vector, head.first)
        self.home.append(home)
        self.joins.append(join)
        self._times.append(time)
        head.articles += 1
