"""Units and classifiers as data, and the pattern that finds the longest one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from re import escape

from msgspec import Struct

from shilu.lang.patterns import longest

_DIMENSION = {"person": "count", "household": "count", "grade": "other", "age": "other", "volume": "other"}


class Unit(Struct, frozen=True):
    """A unit or classifier. `detail`: person/thing/event for counts, days for durations, ISO 4217 for money, or empty.

    `measures` is the contract's word for the dimension.
    """

    word: str
    dimension: str
    detail: str
    measures: str


def rows(name: str) -> list[list[str]]:
    """The rows of a table of this room's package data, comment lines left out."""
    text = files("shilu.annotate").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def units() -> dict[str, Unit]:
    """Word -> unit; of two units with one word the first stays."""
    found: dict[str, Unit] = {}
    for words, dimension, *detail in rows("quantity_units.tsv"):
        for word in words.split():
            unit = Unit(word, dimension, detail[0] if detail else "", _DIMENSION.get(dimension, dimension))
            found.setdefault(word, unit)
    return found


@cache
def unit_pattern() -> str:
    """A pattern for the longest unit at a place."""
    return longest(units())


BEHIND = "多余几来死伤亡至到或、－—–~～〜 \u00a0点成分之半"
"""What but a unit, a hyphen and another numeral may follow a numeral of a quantity: 多, range words, what befell people."""


@cache
def unit_begins() -> str:
    """A pattern for the first characters of units: quicker than the whole."""
    single = {word for word in units() if len(word) == 1}
    return rf"[{escape(''.join(sorted(single)))}]|{longest(word for word in units() if word[0] not in single)}"


@cache
def behind_numeral() -> frozenset[str]:
    """Characters that may follow a lone numeral of a quantity: units, 多, range words, what befell people."""
    return frozenset(word[0] for word in units()) | frozenset(BEHIND + "-")
