"""What a stream remembers between two runs, as bytes by table and key: a database keeps them, or a process does."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Protocol


class Pages(Protocol):
    """Bytes by table and key. What was put is seen at once by the same run; all else is up to who keeps them."""

    def get(self, table: str, keys: Collection[bytes]) -> dict[bytes, bytes]:
        """The rows of some keys; a key without a row is not in the answer."""
        ...

    def scan(self, table: str, prefixes: Collection[bytes]) -> list[tuple[bytes, bytes]]:
        """The rows whose key begins with one of the prefixes (itself included), each once, in order of keys."""
        ...

    def put(self, table: str, rows: Mapping[bytes, bytes | None]) -> None:
        """Write rows over what was there; `None` removes one, also one that is not there."""
        ...


class Held:
    """Pages in the memory of a process."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[bytes, bytes]] = defaultdict(dict)
        self._keys: dict[str, list[bytes]] = defaultdict(list)  # sorted

    def get(self, table: str, keys: Collection[bytes]) -> dict[bytes, bytes]:
        """As `Pages.get`."""
        rows = self._rows[table]
        return {key: rows[key] for key in keys if key in rows}

    def scan(self, table: str, prefixes: Collection[bytes]) -> list[tuple[bytes, bytes]]:
        """As `Pages.scan`."""
        rows = self._rows[table]
        found = {key for prefix in prefixes for key in self._beginning(table, prefix)}
        return [(key, rows[key]) for key in sorted(found)]

    def _beginning(self, table: str, prefix: bytes) -> Iterator[bytes]:
        keys = self._keys[table]
        for place in range(bisect_left(keys, prefix), len(keys)):
            if not keys[place].startswith(prefix):
                return
            yield keys[place]

    def put(self, table: str, rows: Mapping[bytes, bytes | None]) -> None:
        """As `Pages.put`."""
        held, keys = self._rows[table], self._keys[table]
        for key, value in rows.items():
            if value is None:
                if held.pop(key, None) is not None:
                    del keys[bisect_left(keys, key)]
                continue
            if key not in held:
                insort(keys, key)
            held[key] = value
