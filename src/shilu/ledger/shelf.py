"""Records in order, from several sources that change by and by: what has not changed is not put in order again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, Generic, TypeVar

from shilu.ledger.reports import as_before

T = TypeVar("T")
FEW = 64  # changes that are made one by one; more of them, and all is put in order at once


class Shelf(Generic[T]):
    """Values in the order of their keys; those of one key in the order in which they came."""

    def __init__(self, key: Callable[[T], Any]) -> None:
        """Begin with nothing."""
        self._key = key
        self._sources: dict[Hashable, Sequence[T]] = {}
        self._keys: list[Any] = []
        self._values: list[T] = []
        self._torn = False

    def put(self, source: Hashable, values: Sequence[T]) -> bool:
        """Hold these of a source and no others; tells whether that changes anything. The list must not change afterwards."""
        before = self._sources.get(source, ())
        if not before and not values:
            return False
        same = as_before(before, values) if before else 0
        gone, come = before[same:], values[same:]
        if not gone and not come:
            return False
        if values:
            self._sources[source] = values
        else:
            del self._sources[source]
        self._torn = self._torn or len(gone) + len(come) > FEW
        if not self._torn:
            for value in gone:
                self._take_out(value)
            for value in come:
                at = bisect_right(self._keys, key := self._key(value))
                self._keys.insert(at, key)
                self._values.insert(at, value)
        return True

    def all(self) -> Sequence[T]:
        """All values in order."""
        if self._torn:
            every = sorted(((self._key(value), value) for value in chain(*self._sources.values())), key=itemgetter(0))
            self._keys, self._values, self._torn = [key for key, _ in every], [value for _, value in every], False
        return self._values

    def _take_out(self, value: T) -> None:
        at = bisect_left(self._keys, self._key(value))
        while self._values[at] != value:
            at += 1
        del self._keys[at], self._values[at]
