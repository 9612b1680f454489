"""Which figures are comparable: the signature of a series."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shilu.lang.script import simplify
from shilu.model.statements import Figure

CASUALTIES = frozenset({"killed", "injured", "casualties", "missing"})
PEOPLE = CASUALTIES | {
    "detained", "charged", "released", "hostages", "displaced", "evacuated", "hospitalised", "infected", "affected",
}  # fmt: skip
MONEY = frozenset({"damage_value", "price", "aid_value"})
LOOSE = frozenset({"other", "duration", "share", "price"})  # comparable only in the same words
WORDED = LOOSE | MONEY | {"weapons", "troops_sent", "troops_present"}
WORDED_GROUPS = frozenset({"other", "foreigners"})
GROUPS_APART = frozenset({"security", "attackers", "civilians"})  # disjoint in the lattice
STOCKS = frozenset({"stock", "flow"})  # bases of what may fall as well as rise
FORECASTS = frozenset({"planned", "forecast", "conditional"})
BESIDES = "其他地方"  # the words of a signature whose figures leave a place out
HOUSEHOLDS = frozenset({"户", "家", "家庭"})
FILLER = re.compile(r"[\s\d“”\"'「」『』（）()，,、的名位个個约約多余餘共已有被人者]+")
SEVERE = re.compile(r"[重轻]伤|危重|病危|重症")


@dataclass(frozen=True, slots=True, order=True)
class Signature:
    """What two figures must share to be compared. Texts are empty where they do not matter."""

    kind: str
    group: str
    place: str
    increment: bool
    incident: str
    unit: str
    words: str


def signature(figure: Figure, place: str) -> Signature:
    """The signature of one figure that speaks of a place (an empty text where that is unknown)."""
    kind = figure.kind
    return Signature(
        kind=kind,
        group=figure.group if kind in PEOPLE else "all",
        place="" if kind == "magnitude" else place,
        increment=figure.basis == "increment",
        incident=plain(figure.incident),
        unit=_unit(figure),
        words=_words(figure),
    )


def _unit(figure: Figure) -> str:
    """The unit, where numbers in two units are two matters: money, loose kinds, households among people."""
    unit = simplify(figure.unit or "")
    if figure.kind in MONEY | LOOSE:
        return unit
    return unit if unit in HOUSEHOLDS else ""


def _words(figure: Figure) -> str:
    """The words of the population, where they decide what is counted."""
    population = figure.population or ""
    if figure.kind == "injured" and (severe := SEVERE.search(simplify(population))):
        return severe.group()
    if figure.kind in WORDED or (figure.kind in PEOPLE and figure.group in WORDED_GROUPS):
        return plain(population)
    return ""


def plain(words: str | None) -> str:
    """Words without digits, marks and particles, for comparing."""
    return FILLER.sub("", simplify(words)) if words else ""
