"""What one open database gives to the archive above it: statements, transactions, a search index. SQLite and PostgreSQL have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol, TypeVar

from msgspec import Struct

T = TypeVar("T")
SHARE = 200  # rows that are in memory, or in one statement, at once
UNDATED = -(1 << 40)
Row = tuple[Any, ...]
Value = str | int | float | bytes | None
Values = Sequence[Value]


class Searched(Struct, frozen=True):
    """One article as the search index takes it; `title` and `text` as received, `published` as an ISO instant with its offset."""

    path: str
    sha256: str
    published: str | None
    outlet: str
    title: str
    text: str

    @property
    def second(self) -> int:
        """When it was published, in whole seconds since 1970; undated ones come before all."""
        return int(datetime.fromisoformat(self.published).timestamp()) if self.published else UNDATED


class Narrow(Struct, frozen=True):
    """What a search is narrowed by: conditions on the columns of `searched`, all of them wanted, and their values."""

    where: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()

    def and_also(self, other: Narrow) -> Narrow:
        """The conditions of both."""
        return Narrow(self.where + other.where, self.values + other.values)


class Base(Protocol):
    """One open database. Errors of the driver are `ShiluError` that name the archive, without any password."""

    @property
    def name(self) -> str:
        """The archive as errors name it."""

    @property
    def file(self) -> Path | None:
        """The file of an embedded archive; `None` for a server's."""

    @property
    def epoch(self) -> str:
        """An expression over `searched`: when an article was published, in whole seconds since 1970."""

    def run(self, query: str, *values: Value) -> list[Row]:
        """The rows of one statement, `?` for each value."""

    def many(self, query: str, rows: Sequence[Values]) -> None:
        """One statement that ends in, or has, `VALUES (?, ...)`, for many rows."""

    def writing(self) -> AbstractContextManager[None]:
        """One transaction, of which there is one at a time in an archive; undone by any exception."""

    def reading(self) -> AbstractContextManager[None]:
        """All that is read within is of one moment, whoever writes meanwhile."""

    def version(self) -> int:
        """The number of the newest migration that was done, 0 for an empty database. Raises for another program's."""

    def migrate(self, number: int, script: str) -> None:
        """Do one migration, whole or not at all, unless another process has done it."""

    def put_searched(self, rows: Iterable[Searched]) -> None:
        """Add articles to the search index, within `writing`; their paths are not in it."""

    def drop_searched(self, paths: Sequence[str]) -> None:
        """Take articles out of the search index, within `writing`."""

    def search(self, question: str, most: int, narrow: Narrow, *, ranked: bool) -> Iterator[Searched]:
        """Articles that hold every term of a question in simplified script, in order, at least `most` when there are.

        Without a term, all that the conditions leave, the newest first.
        """

    def number_on(self) -> None:
        """Number new rows behind those that were copied in with their numbers, within `writing`."""

    def wipe(self) -> None:
        """Overwrite what was deleted: free pages, the search index, logs. Raises `ShiluError` when others hold it back."""

    def faults(self) -> Iterator[str]:
        """What is wrong with the database itself and its search index."""

    def close(self) -> None:
        """Close; what was not committed is undone."""


def listed(values: Sequence[object]) -> str:
    """One `?` for each value, for `IN (...)`; NULL for none, which is in no list."""
    return ", ".join("?" * len(values)) or "NULL"


def shares(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Values, so many at a time."""
    return (values[at : at + SHARE] for at in range(0, len(values), SHARE))


def steps(kind: str) -> list[str]:
    """The migrations of one sort of database, in order: step `n` brings schema `n - 1` to `n`."""
    folder = files("shilu.store").joinpath("migrations", kind)
    names = sorted(step.name for step in folder.iterdir() if step.name.endswith(".sql"))
    return [folder.joinpath(name).read_text("utf-8") for name in names]
