"""The place table: keys, names, coordinates, containment and time zones of places, from committed package data.

The table is a gzip file of many members, each of some lines, so that a place is read without unpacking all; `places.names`
beside it says where they begin, and has the names ready to be found. Both are written by `make gazetteer`.
"""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from shilu.lang.lexicon import Lexicon, automaton, form, unpacked

_LINES = 128  # of a member
_GZIP = 31  # zlib's number for one member of a gzip file


class Place(Struct, frozen=True):
    """One place of the table. `key` is `iso:KZ`, `iso:KZ-ALM`, `gb:622927`, `geonames:1526384` or `shilu:...` (our alias file).

    `precision`: exact, city, region, country. `parent` is the key of the containing place, `zone` an IANA time zone.
    `population` is a rough weight (Chinese divisions carry their rank), for the choice between places of one name.
    """

    key: str
    name: str
    name_en: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    parent: str | None
    zone: str | None
    population: int = 0


class PlaceNames(Struct, frozen=True):
    """The names of the table with their keys: `always` fire alone (to be joined with other words), `weak` ones only in context."""

    always: dict[str, tuple[str, ...]]
    weak: Lexicon[str]  # keys behind one another, parted by commas


class Index(Struct, frozen=True, array_like=True):
    """What is compiled of the table: members by their first keys and where they begin, names and their keys by lines, and the
    automaton of the weak names with the form that it is in (see `lang.lexicon`)."""

    firsts: tuple[str, ...]
    begins: tuple[int, ...]
    always: str
    always_keys: str
    weak: bytes
    weak_keys: str
    form: bytes
    automaton: bytes


def packed(header: str, lines: Sequence[str]) -> tuple[bytes, bytes]:
    """The table and its index as files; `lines` are those of the table, by ascending key."""
    parts = [lines[at : at + _LINES] for at in range(0, len(lines), _LINES)]
    members = [zlib.compress("".join(f"{line}\n" for line in part).encode("utf-8"), 9, _GZIP) for part in ([header], *parts)]
    begins = [sum(map(len, members[:number])) for number in range(1, len(members))]
    always, weak = _names(lines)
    firsts, small, small_keys = tuple(_key(part[0]) for part in parts), *_written(weak)
    index = Index(firsts, tuple(begins), *_written(always), small.encode("utf-8"), small_keys, form(), automaton(weak).serialize())
    return b"".join(members), msgspec.msgpack.encode(index)


def _names(lines: Sequence[str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """All names of the table, in simplified script, with their keys: those that fire alone, those only in context."""
    always: dict[str, list[str]] = {}
    weak: dict[str, list[str]] = {}
    for line in lines:
        for name in line[line.rindex("\t") + 1 :].split(","):
            if name.startswith("?"):
                weak.setdefault(name[1:], []).append(_key(line))
            elif name:
                always.setdefault(name, []).append(_key(line))
    for name in always.keys() & weak.keys():
        always[name] += weak.pop(name)
    return always, weak


def _key(line: str) -> str:
    return line[: line.index("\t")]


def _written(names: dict[str, list[str]]) -> tuple[str, str]:
    return "\n".join(names), "\n".join(map(",".join, names.values()))


@cache
def _table() -> memoryview:
    return memoryview((files("shilu.lang") / "data" / "places.tsv.gz").read_bytes())


@cache
def _index() -> Index:
    return msgspec.msgpack.decode((files("shilu.lang") / "data" / "places.names").read_bytes(), type=Index)


@cache
def _member(number: int) -> dict[str, str]:
    """Key -> the line of the table, for the lines of one member."""
    begins = _index().begins
    text = zlib.decompress(_table()[begins[number] : (*begins, None)[number + 1]], _GZIP).decode("utf-8")
    return {_key(line): line for line in text.splitlines()}


@cache
def place(key: str) -> Place | None:
    """The place with this key."""
    line = _member(max(0, bisect_right(_index().firsts, key) - 1)).get(key)
    if line is None:
        return None
    cells = line.split("\t")
    return Place(
        key=cells[0], name=cells[1], name_en=cells[2] or None, country=cells[3] or None,
        lat=float(cells[4]) if cells[4] else None, lon=float(cells[5]) if cells[5] else None,
        precision=cells[6], parent=cells[7] or None, zone=cells[8] or None, population=int(cells[9]),
    )  # fmt: skip


@cache
def ancestors(key: str) -> tuple[str, ...]:
    """The keys of all places that contain this one, innermost first: county, prefecture, province, country."""
    found: list[str] = []
    here = place(key)
    while here and here.parent and here.parent not in found:
        found.append(here.parent)
        here = place(here.parent)
    country = place(key)
    whole = f"iso:{country.country}" if country and country.country else None
    return (*found, whole) if whole and whole != key and whole not in found else tuple(found)


@cache
def place_names() -> PlaceNames:
    """All names of the table, in simplified script, for two automatons."""
    index = _index()
    keys = (tuple(keys.split(",")) for keys in index.always_keys.split("\n"))
    ready = unpacked(index.automaton, index.form, lambda: index.weak.decode("utf-8").split("\n"))
    return PlaceNames(dict(zip(index.always.split("\n"), keys, strict=True)), Lexicon.of(index.weak_keys.split("\n"), ready))
