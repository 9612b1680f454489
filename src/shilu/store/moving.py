"""Copies of an archive: a backup is an SQLite archive, whatever it was taken of, and can be put back into either database."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from shilu.model.errors import ShiluError
from shilu.store.archive import TABLES, Archive
from shilu.store.base import SHARE, Base, Row, Searched
from shilu.store.places import on_server
from shilu.store.sqlite import SqliteBase

KEPT: Mapping[str, tuple[int, str]] = {  # in the order of references; how many columns are the key, all columns
    "run": (1, "id, began, ended, shilu, rules, new, known"),
    "raw": (1, "sha256, size, body"),
    "input": (1, "id, path, sha256, recorded, run"),
    "left_out": (1, "id, path, stage, reason, recorded, run"),
    "judgement": (1, "id, body, recorded"),
    "forgotten": (1, "key, reason, recorded, erased"),
    "marks": (3, "sha256, path, maker, body"),
}


def backup(archive: Archive, to: Path) -> None:
    """A copy of one moment, while others may read and write. Raises `ShiluError` when the place is taken."""
    _free(to)
    with _beside(to) as part:
        if isinstance(archive.base, SqliteBase):
            archive.base.copy_file(part)
        else:
            with Archive(part) as target:
                copy(archive.base, target.base)
        _free(to)
        part.rename(to)


def restore(saved: Path, place: str | Path) -> None:
    """Make the archive at a place of a backup, which may be of an older schema and stays as it is.

    Raises `ShiluError` when the backup is broken, or there is something at the place already.
    """
    file = None if on_server(place) else Path(place)
    if file:
        _free(file)
    with _beside(file) as part:
        _sound(saved, part)
        if file:
            _free(file)
            part.rename(file)
            return
        with Archive(part) as source, Archive(place) as target:
            copy(source.base, target.base)


def copy(source: Base, target: Base) -> None:
    """All rows of one moment into an archive that has none: in one transaction, so whole or not at all."""
    with source.reading(), target.writing():
        if any(target.run(f"SELECT 1 FROM {table} LIMIT 1") for table in TABLES):
            raise ShiluError(f"{target.name}: is an archive already, and not empty")
        for table, (keys, columns) in KEPT.items():
            query = f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * (columns.count(',') + 1))})"
            for share in _shares(source, table, keys, columns):
                target.many(query, share)
        for share in _shares(source, "searched", 1, "id, path, sha256, published, outlet, title, text"):
            target.put_searched(Searched(*row[1:]) for row in share)
        target.number_on()


def _shares(source: Base, table: str, keys: int, columns: str) -> Iterator[list[Row]]:
    """All rows in order of their key, so many at a time."""
    key = ", ".join(columns.split(", ")[:keys])
    after, last = "", Row()
    while rows := source.run(f"SELECT {columns} FROM {table} {after} ORDER BY {key} LIMIT {SHARE}", *last):
        yield rows
        after, last = f"WHERE ({key}) > ({', '.join('?' * keys)})", rows[-1][:keys]


def _sound(saved: Path, part: Path) -> None:
    """Copy a backup, bring it to this program's schema, and look whether all of it is there."""
    if not saved.is_file():
        raise ShiluError(f"{saved}: no such backup")
    with closing(SqliteBase(saved)) as source:
        if source.version() == 0:
            raise ShiluError(f"{saved}: is no archive")
        source.copy_file(part)
    with Archive(part) as copied:
        for problem in copied.problems():
            raise ShiluError(f"{saved}: the backup is broken: {problem}")


def _free(file: Path) -> None:
    if file.exists():
        raise ShiluError(f"{file}: is there already")


@contextmanager
def _beside(file: Path | None) -> Iterator[Path]:
    """A file's name in a folder of its own, on the disk where the file shall stand; gone afterwards."""
    try:
        folder = tempfile.TemporaryDirectory(dir=file.resolve().parent if file else None, prefix=".shilu-")
    except OSError as error:
        raise ShiluError(f"{file or tempfile.gettempdir()}: {error.strerror}") from error
    with folder as name:
        yield Path(name) / "archive.db"
