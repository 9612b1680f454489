"""The place table: keys, names, coordinates, containment and time zones of places, from committed package data."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

from msgspec import Struct

from shilu.lang.lexicon import Lexicon


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
    weak: Lexicon[tuple[str, ...]]


@cache
def _lines() -> dict[str, str]:
    """Key -> the line of the table."""
    packed = (files("shilu.lang") / "data" / "places.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    return {line[: line.index("\t")]: line for line in lines if not line.startswith("#")}


@cache
def place(key: str) -> Place | None:
    """The place with this key."""
    line = _lines().get(key)
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
    always: dict[str, list[str]] = {}
    weak: dict[str, list[str]] = {}
    for key, line in _lines().items():
        for name in line[line.rindex("\t") + 1 :].split(","):
            if name.startswith("?"):
                weak.setdefault(name[1:], []).append(key)
            elif name:
                always.setdefault(name, []).append(key)
    for name in always.keys() & weak.keys():
        always[name] += weak.pop(name)
    return PlaceNames({n: tuple(k) for n, k in always.items()}, Lexicon({n: tuple(k) for n, k in weak.items()}))
