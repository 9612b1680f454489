"""Values of one type by keys of one type, over one table of pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Generic, TypeVar

import msgspec

from shilu.stories.pages import Pages

Key = TypeVar("Key")
Value = TypeVar("Value")


class Rows(Generic[Key, Value]):
    """Rows of a table. Nothing is held here: whoever keeps the pages may turn them back between two calls."""

    def __init__(self, pages: Pages, table: str, key: Callable[[Key], bytes], value: type[Value]) -> None:
        """`key` writes a key, `value` is what the rows are."""
        self._pages, self._table, self._key = pages, table, key
        self._decode = msgspec.msgpack.Decoder(value).decode

    def fetch(self, keys: Collection[Key]) -> dict[Key, Value]:
        """The values of those keys that are there, in the order of the keys."""
        by_bytes = {self._key(key): key for key in keys}
        found = self._pages.get(self._table, by_bytes)
        return {by_bytes[key]: self._decode(found[key]) for key in by_bytes if key in found}

    def put(self, rows: Mapping[Key, Value | None]) -> None:
        """Write values over what was there; `None` removes one."""
        made = {self._key(key): None if value is None else msgspec.msgpack.encode(value) for key, value in rows.items()}
        if made:
            self._pages.put(self._table, made)

    def all(self) -> list[tuple[bytes, Value]]:
        """Every key as bytes, and its value, in order of keys."""
        return [(key, self._decode(value)) for key, value in self._pages.scan(self._table, (b"",))]


def of_number(number: int) -> bytes:
    """A number as a key: numbers in order are keys in order."""
    return number.to_bytes(4, "big")


def of_text(text: str) -> bytes:
    """A text as a key."""
    return text.encode()
