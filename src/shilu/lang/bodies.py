"""Media, well-known organisations, words for public bodies, and the one-character names of countries, from package data."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from shilu.lang.tables import rows


class Body(Struct, frozen=True):
    """A medium or an organisation known by name. `key` is `outlet:tass` or `org:nato`; `tier` as in `model.entities.Entity`."""

    key: str
    type: str
    name: str
    names: tuple[str, ...]
    name_en: str
    country: str | None
    tier: int


class Organ(Struct, frozen=True):
    """A word for a public body: `canonical` is the word that others of its kind are filed under (内务部 -> 内政部)."""

    canonical: str
    alone: bool
    tier: int


@cache
def bodies() -> dict[str, Body]:
    """Key -> medium or organisation."""
    media = (_body("outlet", f"outlet:{row[0]}", row) for row in rows("outlets.tsv"))
    others = (_body("organisation", f"org:{row[0]}", row) for row in rows("organisations.tsv"))
    return {body.key: body for body in (*media, *others)}


def _body(kind: str, key: str, row: list[str]) -> Body:
    names = tuple(row[1].split("|"))
    return Body(key, kind, names[0], names, row[2], row[3] or None, int(row[4]))


@cache
def body_names() -> dict[str, str]:
    """Name in simplified script -> key."""
    return {name: body.key for body in bodies().values() for name in body.names}


@cache
def organs() -> dict[str, Organ]:
    """Word -> public body."""
    found: dict[str, Organ] = {}
    for canonical, others, scope, tier in rows("bodies.tsv"):
        organ = Organ(canonical, scope == "alone", int(tier))
        found |= {word: organ for word in (canonical, *others.split("|")) if word}
    return found


@cache
def short_countries() -> dict[str, tuple[str, bool]]:
    """Character -> (ISO 3166-1 code, sure without the country's full name in the article)."""
    return {character: (code, sure == "yes") for character, code, sure in rows("countries_short.tsv")}
