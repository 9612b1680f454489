"""Where an archive is: a file, or a PostgreSQL server; opened, and its schema brought up to this program's."""

from __future__ import annotations

import re
from pathlib import Path

from shilu.model.errors import ShiluError, WrongChoiceError
from shilu.store.base import Base, steps
from shilu.store.sqlite import SqliteBase

_SERVER = re.compile(r"postgres(ql)?://")


def on_server(place: str | Path) -> bool:
    """Whether a place is the address of a server and no file."""
    return isinstance(place, str) and _SERVER.match(place) is not None


def called(place: str | Path) -> str:
    """A place as it may be shown: an address without its password."""
    if not on_server(place):
        return str(place)
    from shilu.store.address import Address  # with what talks to servers

    return Address.of(str(place)).name


def opened(place: str | Path, *, make: bool) -> tuple[Base, tuple[int, int]]:
    """The database at a place, and its schema's number before and now.

    Raises `WrongChoiceError` when there is none and none shall be made.
    """
    base = based(place, make=make)
    try:
        return base, _migrated(base, place, make=make)
    except BaseException:
        base.close()
        raise


def based(place: str | Path, *, make: bool) -> Base:
    """The database at a place, whatever its schema."""
    if on_server(place):
        from shilu.store.postgres import PostgresBase

        return PostgresBase(str(place))
    if isinstance(place, str) and "://" in place:
        raise WrongChoiceError(f"{place.partition('://')[0]}://: no such database; a file, or postgresql://USER@HOST/DATABASE")
    if not make and not Path(place).is_file():
        raise _none(str(place))
    return SqliteBase(Path(place))


def _migrated(base: Base, place: str | Path, *, make: bool) -> tuple[int, int]:
    known = steps("postgres" if on_server(place) else "sqlite")
    version = base.version()
    if version > len(known):
        raise ShiluError(f"{base.name}: was written by a newer Shilu (schema {version}, this one knows {len(known)})")
    if version == 0 and not make:
        raise _none(base.name)
    for number, script in enumerate(known[version:], version + 1):
        base.migrate(number, script)
    return version, len(known)


def _none(name: str) -> WrongChoiceError:
    return WrongChoiceError(f"{name}: no such archive; make one with: shilu ingest PATH... --db {name}")
