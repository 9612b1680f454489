"""Which figures are comparable: the signature of a series."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shilu.ledger.points import Point
from shilu.model.entities import Entities
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
MAIN_SHARE = 0.9  # a place is the story's main place when it holds at least this share of the placed figures
FILLER = re.compile(r"[\s\d“”\"'「」『』（）()，,、的名位个個约約多余餘共已有被人者]+")
SEVERE = re.compile(r"[重轻輕]伤|[重轻輕]傷|危重|病危|重症")


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

    @property
    def family(self) -> tuple[str, bool, str, str, str]:
        """All but group and place: what a part must share with its whole."""
        return (self.kind, self.increment, self.incident, self.unit, self.words)


def main_place(figures: Iterable[Figure], entities: Entities) -> str:
    """The smallest place that holds nearly all placed casualty figures of the story's own event, else an empty text."""
    placed = [f for f in figures if f.place and f.incident is None]
    chosen = [f for f in placed if f.kind in PEOPLE] or placed
    holds: Counter[str] = Counter()
    depth: dict[str, int] = {}
    for figure in chosen:
        chain = ancestors(figure.place or "", entities)
        holds.update(chain)
        depth.update((place, len(chain) - i) for i, place in enumerate(chain))
    wide = [place for place, count in holds.items() if count >= MAIN_SHARE * len(chosen)]
    return max(wide, key=lambda place: (depth[place], place), default="")


def ancestors(place: str, entities: Entities) -> tuple[str, ...]:
    """A place and all places around it, innermost first."""
    found: dict[str, None] = {}
    current: str | None = place
    while current and current not in found:
        found[current] = None
        entity = entities.by_id.get(current)
        current = entity.parent if entity else None
    return tuple(found)


def signature(figure: Figure, main: str) -> Signature:
    """The signature of one figure; one without a place speaks of the story's main place."""
    kind = figure.kind
    return Signature(
        kind=kind,
        group=figure.group if kind in PEOPLE else "all",
        place="" if kind == "magnitude" else figure.place or main,
        increment=figure.basis == "increment",
        incident=plain(figure.incident),
        unit=(figure.unit or "") if kind in MONEY | LOOSE else "",
        words=_words(figure),
    )


def _words(figure: Figure) -> str:
    """The words of the population, where they decide what is counted."""
    population = figure.population or ""
    if figure.kind == "injured" and (severe := SEVERE.search(population)):
        return severe.group()[:1].replace("輕", "轻")
    if figure.kind in WORDED or (figure.kind in PEOPLE and figure.group in WORDED_GROUPS):
        return plain(population)
    return ""


def plain(words: str | None) -> str:
    """Words without digits, marks and particles, for comparing."""
    return FILLER.sub("", words or "")


def group_points(points: Sequence[Point], entities: Entities) -> dict[Signature, list[Point]]:
    """All points by signature, in the recorded order; a named part never lands beside its own whole."""
    main = main_place((p.figure for p in points), entities)
    own = {p.id: signature(p.figure, main) for p in points}
    grouped: dict[Signature, list[Point]] = {}
    for point in points:
        grouped.setdefault(_apart(point, own), []).append(point)
    return grouped


def _apart(point: Point, own: Mapping[str, Signature]) -> Signature:
    """The signature of a point; a part that its words alone tell from its whole is kept apart by those words."""
    mine = own[point.id]
    whole = own.get(point.figure.part_of or "")
    if whole != mine:
        return mine
    words = plain(point.figure.population) or f"part of {point.figure.part_of}"
    return Signature(mine.kind, mine.group, mine.place, mine.increment, mine.incident, mine.unit, words)
