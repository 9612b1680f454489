"""What a process has seen of pages: rows, and prefixes of keys of which it has seen every row; what is not asked for goes."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

Rows = dict[bytes, bytes | None]
Keys = list[bytes]
FEW = 1_000  # keys that are sorted each time; more are laid to the others first


class Ordered:
    """Keys in order, to which others come at any time."""

    def __init__(self) -> None:
        self._many: Keys = []  # sorted
        self._few: Keys = []

    def add(self, keys: Iterable[bytes]) -> None:
        """Some that are not there."""
        self._few.extend(keys)

    def under(self, prefix: bytes) -> Keys:
        """Those that begin so, in order."""
        if len(self._few) > FEW:
            self._many += self._few
            self._many.sort()
            self._few = []
        self._few.sort()
        return sorted((*_under(self._many, prefix), *_under(self._few, prefix)))


def _under(keys: Keys, prefix: bytes) -> Iterator[bytes]:
    for place in range(bisect_left(keys, prefix), len(keys)):
        if not keys[place].startswith(prefix):
            return
        yield keys[place]


class Seen:
    """The rows of one table, as they are now, written or not: `None` for a key without one.

    With each `age` those go that were not asked for since the one before, so that memory is bounded by what is in use.
    """

    def __init__(self) -> None:
        self.rows: Rows = {}
        self._old: Rows = {}
        self._whole: dict[bytes, Keys] = {}  # prefix -> all keys under it that have a row, in order
        self._sizes: list[int] = []  # of these prefixes

    def missing(self, keys: Iterable[bytes]) -> Keys:
        """Those of some keys of which nothing is known; in order, each once. The others are in `rows` after that."""
        rows, old = self.rows, self._old
        unknown = [key for key in keys if key not in rows]
        if not unknown:
            return unknown
        there = [key for key in unknown if key in old]
        rows.update((key, old.pop(key)) for key in dict.fromkeys(there))
        return sorted({key for key in unknown if key not in rows})

    def under(self, prefix: bytes) -> Keys | None:
        """The keys that begin so, in order, if every one is known; their rows are in `rows`."""
        return self._whole.get(prefix)

    def take_under(self, prefix: bytes, rows: Rows) -> None:
        """These are all rows whose keys begin so."""
        self.rows |= rows
        self._whole[prefix] = sorted(key for key, value in rows.items() if value is not None)
        if len(prefix) not in self._sizes:
            self._sizes.append(len(prefix))

    def put(self, rows: Rows) -> None:
        """Rows are as these now."""
        if self._whole:
            self.missing(rows)
            for key, value in rows.items():
                if (self.rows.get(key) is None) != (value is None):
                    self._list(key, is_there=value is not None)
        self.rows |= rows

    def _list(self, key: bytes, *, is_there: bool) -> None:
        """Let the lists of keys say whether a key has a row."""
        for size in self._sizes:
            keys = self._whole.get(key[:size])
            if keys is None or size > len(key):
                continue
            place = bisect_left(keys, key)
            if is_there:
                keys.insert(place, key)
            else:
                del keys[place]

    def age(self) -> None:
        """Let go what was not asked for since the last time, and what is known of prefixes."""
        self._old, self.rows = self.rows, {}
        self._whole, self._sizes = {}, []


def every() -> defaultdict[str, Seen]:
    """Nothing seen of any table."""
    return defaultdict(Seen)
