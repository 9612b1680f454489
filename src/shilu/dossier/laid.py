"""A list whose entries are laid out when they are read: a page shows the first few of a long list and counts the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

K = TypeVar("K")
T_co = TypeVar("T_co", covariant=True)


class Laid(Sequence[T_co], Generic[K, T_co]):
    """Like the tuple of `make(key)` for all keys, equal to it as well; `make` is pure, so that when it runs changes nothing."""

    __slots__ = ("_keys", "_make")

    def __init__(self, keys: Sequence[K], make: Callable[[K], T_co]) -> None:
        self._keys, self._make = keys, make

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, at: int) -> T_co: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T_co, ...]: ...
    def __getitem__(self, at: int | slice) -> T_co | tuple[T_co, ...]:
        if isinstance(at, slice):
            return tuple(map(self._make, self._keys[at]))
        return self._make(self._keys[at])

    def __iter__(self) -> Iterator[T_co]:
        return map(self._make, self._keys)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Laid | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
