"""Relations that go beyond two numbers of one series: lost restrictions (R12), forecast and outcome (R13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shilu.entities.areas import ancestors
from shilu.ledger.asides import weight
from shilu.ledger.points import Point, independent, sequence
from shilu.ledger.reports import as_before
from shilu.ledger.signature import FORECASTS, Signature
from shilu.ledger.verdict import Verdict
from shilu.model.entities import Entities

Grouped = Mapping[Signature, Sequence[Point]]


class Outcomes:
    """R13: what became of each forecast of a series, by the last count printed after it, and by the first set against it."""

    def __init__(self) -> None:
        """Begin with no point."""
        self._points: Sequence[Point] = []
        self._counted: dict[str, Point] = {}  # article -> the count that it gives as the state of things
        self._forecasts: list[Point] = []

    def follow(self, points: Sequence[Point]) -> list[Verdict]:
        """What is found of the points as they are now."""
        same = as_before(self._points, points)
        if same < len(self._points):
            same, self._counted, self._forecasts = 0, {}, []
        self._points = points
        for point in points[same:]:
            if point.figure.realis in FORECASTS:
                self._forecasts.append(point)
            elif not point.figure.prior and point.nominal is not None:
                before = self._counted.get(point.article)
                self._counted[point.article] = point if before is None else max(before, point, key=weight)
        return list(self._found()) if self._forecasts and self._counted else []

    def _found(self) -> Iterator[Verdict]:
        last = max(self._counted.values(), key=lambda p: p.rank)
        compared: dict[Decimal | None, list[Point]] = defaultdict(list)
        for point in self._forecasts:
            if point.article in self._counted:
                compared[point.nominal].append(self._counted[point.article])
        told: set[object] = set()
        for point in self._forecasts:
            if point.figure.headline or (point.roots, point.key) in told:
                continue
            told.add((point.roots, point.key))
            count = next((p for p in compared[point.nominal] if p.rank > point.rank and p.article != point.article), None)
            if count is not None and count is not last:
                yield Verdict(count, point, "outcome_of", "R13", "outcome")
            if last.rank > point.rank and last.article != point.article:
                yield Verdict(last, point, "outcome_of", "R13", "outcome")


def crowds(grouped: Grouped, entities: Entities) -> Iterator[Verdict]:
    """R12: one round number of people, said of attackers here and of participants there."""
    twins: dict[object, Point] = {}
    for signature in sorted(s for s in grouped if s.kind == "participants"):
        twins |= {(p.key, place): p for p in reversed(grouped[signature]) for place in ancestors(signature.place, entities)}
    for signature in sorted(s for s in grouped if s.kind == "attackers"):
        for point in grouped[signature]:
            keys = ((point.key, place) for place in ancestors(signature.place, entities))
            twin = next((twins[key] for key in keys if key in twins), None)
            if twin is not None and point.nominal and independent(point, twin):
                yield Verdict(point, twin, "scope_drift", "R12", "other_label")


def drift(part: Sequence[Point], whole: Sequence[Point], *others: Sequence[Point]) -> Iterator[Verdict]:
    """R12: a whole that gives the number of one part although another part is not empty: the restriction got lost.

    Each number once.
    """
    counted = [next((p for p in other if (p.bounds[0] or 0) > 0), None) for other in others]
    besides = [p for p in counted if p is not None]
    first = {p.nominal: p for p in reversed(part) if p.nominal is not None}
    told: set[Decimal] = set()
    for point in whole if besides else ():
        value = point.nominal
        if value is None or value in told or value not in first or sequence(first[value], point) > 0:
            continue
        if any(sequence(p, point) <= 0 for p in besides):
            told.add(value)
            yield Verdict(point, first[value], "scope_drift", "R12", "lost_restriction")
