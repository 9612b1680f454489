"""The memory of a stream of events in pages: of all that came, only what an article touches is read and written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from shilu.stories.event import Event, Join
from shilu.stories.memory import Head
from shilu.stories.pages import Pages
from shilu.stories.rows import Rows, of_number
from shilu.stories.vectors import Vector
from shilu.stories.window import PACKED, near_of, postings_of

# Short names: a database writes them beside every row. In capitals: long rows.
HEAD, EVENT, HOME, TIME, RECENT, POSTINGS, STIRRED = "sx", "SE", "sh", "sy", "SW", "sp", "sd"
TABLES = (HEAD, EVENT, HOME, TIME, RECENT, POSTINGS, STIRRED)

MANY = 512  # times of articles that are read together
BLOCK = 64  # articles whose postings of a word stand in one row


class PagedWindow:
    """The articles of the last days over pages: each with its time and words, and the postings of each word in blocks."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._times = Rows(pages, TIME, of_number, float)
        self._recent = Rows(pages, RECENT, of_number, Vector)

    def near(self, vector: Vector, first: int) -> tuple[list[int], list[float]]:
        """As `Memory.near`."""
        by_word: dict[bytes, list[bytes]] = {}
        for key, row in self._pages.scan(POSTINGS, [_under(word) for word in vector]):
            by_word.setdefault(key[:-4], []).append(row)
        known = [(rows, weight) for word, weight in vector.items() if (rows := by_word.get(_under(word)))]
        return near_of([np.frombuffer(b"".join(rows), PACKED) for rows, _ in known], [weight for _, weight in known], first)

    def add(self, number: int, vector: Vector, time: float) -> None:
        """Put the next article in."""
        self._times.put({number: time})
        self._recent.put({number: vector})
        keys = [_under(word) + of_number(number // BLOCK) for word in vector]
        there = self._pages.get(POSTINGS, keys)
        new = zip(keys, postings_of(number, vector), strict=True)
        self._pages.put(POSTINGS, {key: there.get(key, b"") + posting.tobytes() for key, posting in new})

    def vector(self, number: int) -> Vector:
        """The words of an article that is not past."""
        return self._recent.fetch([number])[number]

    def passed(self, head: Head, before: float) -> int:
        """As `Memory.passed`. Of the blocks that are past as a whole each article drops one: after a pause there are many."""
        first, size = head.first, 1  # mostly none is past, or few
        while first < head.articles:
            share, size = range(first, min(first + size, head.articles)), min(2 * size, MANY)
            times = self._times.fetch(share)
            first = next((number for number in share if times[number] >= before), share.stop)
            if first < share.stop:
                break
        if head.dropped < first // BLOCK:
            self._drop(head.dropped)
            head.dropped += 1
        return first

    def _drop(self, block: int) -> None:
        numbers = range(block * BLOCK, (block + 1) * BLOCK)
        words = {word for vector in self._recent.fetch(numbers).values() for word in vector}
        self._pages.put(POSTINGS, {_under(word) + of_number(block): None for word in sorted(words)})
        self._recent.put(dict.fromkeys(numbers))
        self._times.put(dict.fromkeys(numbers))


def _under(word: str) -> bytes:
    """What the keys of a word's postings begin with."""
    return word.encode() + b"\0"


class PagedMemory:
    """A `Memory` over pages. `joined` is why the article that was kept last is where it is."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._heads = Rows(pages, HEAD, bytes, Head)
        self._events = Rows(pages, EVENT, of_number, Event)
        self._homes = Rows(pages, HOME, of_number, int)
        self.window = PagedWindow(pages)
        self.joined: Join | None = None

    def head(self) -> Head:
        """As `Memory.head`."""
        return self._heads.fetch((b"",)).get(b"") or Head()

    def near(self, vector: Vector, first: int) -> tuple[list[int], list[float]]:
        """As `Memory.near`."""
        return self.window.near(vector, first)

    def homes(self, numbers: Sequence[int]) -> Sequence[int]:
        """As `Memory.homes`."""
        return list(self._homes.fetch(numbers).values())

    def events(self, keys: Collection[int]) -> dict[int, Event]:
        """As `Memory.events`."""
        return self._events.fetch(keys)

    def passed(self, head: Head, before: float) -> int:
        """As `Memory.passed`."""
        return self.window.passed(head, before)

    def save(self, event: Event, *, changed: bool = True) -> None:
        """As `Memory.save`."""
        self._events.put({event.key: event})
        if changed:
            self._stir((event.key,))

    def merge(self, kept: Event, gone: Event) -> None:
        """As `Memory.merge`."""
        self._events.put({kept.key: kept, gone.key: None})
        self._homes.put(dict.fromkeys(gone.members, kept.key))
        self._stir((kept.key, gone.key))

    def keep(self, head: Head, home: int, join: Join, vector: Vector, time: float) -> None:
        """As `Memory.keep`."""
        self.window.add(head.articles, vector, time)
        self._homes.put({head.articles: home})
        self.joined = join
        head.articles += 1
        self._heads.put({b"": head})

    def _stir(self, keys: Iterable[int]) -> None:
        self._pages.put(STIRRED, {of_number(key): b"" for key in keys})

    def stirred(self) -> list[int]:
        """The events that are another, new or gone since `settle`."""
        return [int.from_bytes(key, "big") for key, _ in self._pages.scan(STIRRED, (b"",))]

    def settle(self) -> None:
        """Begin anew to note which events become another."""
        self._pages.put(STIRRED, {of_number(key): None for key in self.stirred()})
