"""Units and classifiers as data: the longest one that stands at a place of the text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from msgspec import Struct


class Unit(Struct, frozen=True):
    """A unit or classifier. `detail`: person/thing/event for counts, days for durations, ISO 4217 for money, or empty."""

    word: str
    dimension: str
    detail: str


def rows(name: str) -> list[list[str]]:
    """The rows of a table of this room's package data, comment lines left out."""
    text = files("shilu.annotate").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _units() -> dict[str, tuple[Unit, ...]]:
    """First character -> units, longest first."""
    by_first: dict[str, list[Unit]] = {}
    for words, dimension, *detail in rows("quantity_units.tsv"):
        for word in words.split():
            by_first.setdefault(word[0], []).append(Unit(word, dimension, detail[0] if detail else ""))
    return {first: tuple(sorted(units, key=lambda unit: -len(unit.word))) for first, units in by_first.items()}


def unit_at(text: str, start: int) -> Unit | None:
    """The longest unit that starts at a place, if any."""
    for unit in _units().get(text[start : start + 1], ()):
        if text.startswith(unit.word, start):
            return unit
    return None


@cache
def behind_numeral() -> frozenset[str]:
    """Characters that may follow a lone numeral of a quantity: units, 多, range words, what befell people."""
    return frozenset(_units()) | frozenset("多余几来死伤亡至到或、-－—–~～〜 \u00a0点成分之半")
