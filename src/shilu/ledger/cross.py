"""Relations that go beyond two numbers of one series: part and whole (R10-R12), forecast and outcome (R13)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial

from msgspec import Struct

from shilu.entities.areas import ancestors
from shilu.ledger.asides import main_points
from shilu.ledger.change import comparable_numbers
from shilu.ledger.lattice import Lattice
from shilu.ledger.memory import Memory
from shilu.ledger.points import Key, Point, independent, sequence
from shilu.ledger.signature import FORECASTS, GROUPS_APART, Signature
from shilu.ledger.verdict import Verdict
from shilu.model.entities import Entities

NEIGHBOURS = 12  # points before and after a part among which its whole is looked for
Grouped = Mapping[Signature, Sequence[Point]]


def outcomes(points: Sequence[Point]) -> Iterator[Verdict]:
    """R13: what became of each forecast of the series, by the last count printed after it, and by the first set against it."""
    actual = [p for p in points if p.figure.realis not in FORECASTS and not p.figure.prior and p.nominal is not None]
    counted = main_points(actual)
    last = max(counted.values(), key=lambda p: p.rank, default=None)
    compared: dict[Decimal | None, list[Point]] = defaultdict(list)
    for point in points:
        if point.figure.realis in FORECASTS and point.article in counted:
            compared[point.nominal].append(counted[point.article])
    told: set[object] = set()
    for point in points:
        if point.figure.realis not in FORECASTS or point.figure.headline or (point.roots, point.key) in told:
            continue
        told.add((point.roots, point.key))
        count = next((p for p in compared[point.nominal] if p.rank > point.rank and p.article != point.article), None)
        if count is not None and count is not last:
            yield Verdict(count, point, "outcome_of", "R13", "outcome")
        if last is not None and last.rank > point.rank and last.article != point.article:
            yield Verdict(last, point, "outcome_of", "R13", "outcome")


class Whole(Struct, frozen=True):
    """The points of a series with which parts can be read, in the recorded order, and by article."""

    points: Sequence[Point]
    articles: Mapping[str, Sequence[Point]]
    first: Mapping[Key, Point]  # who gave each number first
    settled: dict[str, tuple[Point, Point | None]]  # part -> the whole beside it, which nothing that comes later changes


def _whole(points: Sequence[Point], before: Whole | None = None) -> Whole:
    usable = [p for p in points if p.figure.realis not in FORECASTS and p.nominal is not None]
    articles: dict[str, list[Point]] = {}
    for point in usable:
        articles.setdefault(point.article, []).append(point)
    goes_on = before is not None and usable[: len(before.points)] == before.points
    return Whole(usable, articles, {p.key: p for p in reversed(usable)}, before.settled if before and goes_on else {})


def parts(grouped: Grouped, entities: Entities, memory: Memory | None = None) -> Iterator[Verdict]:
    """R10: each new number of a part with the whole it belongs to, and named parts (其中, 包括) with theirs."""
    memory = memory or Memory()
    by_id = {p.id: p for points in grouped.values() for p in points}
    lattice = Lattice(grouped, entities)
    nearest = {signature: lattice.wholes(signature) for signature in grouped}
    prepared: dict[Signature, Whole] = {}
    for signature in sorted(s for s in grouped if nearest[s] or any(p.figure.part_of for p in grouped[s])):
        for whole in nearest[signature]:
            if whole not in prepared:
                prepared[whole] = memory.grown("whole", whole, grouped[whole], partial(_whole, grouped[whole]))
        ready = [prepared[whole] for whole in nearest[signature]]
        seen: set[object] = set()
        for point in grouped[signature]:
            named = by_id.get(point.figure.part_of or "")
            if named is not None:
                yield Verdict(point, named, "part_of", "R10", "named_part")
            elif ready and point.figure.realis not in FORECASTS and point.nominal is not None:
                yield from _within(point, ready, seen)


def _within(point: Point, nearest: Sequence[Whole], seen: set[object]) -> Iterator[Verdict]:
    """A part stands in every whole that its own article gives, and in the nearest whole of all; the same two numbers once."""
    for whole in nearest:
        own = point.article in whole.articles
        if not own and whole is not nearest[0]:
            continue
        around = _beside(point, whole)
        pair = (point.key, around.key if around is not None and own else None)
        if around is not None and pair not in seen:
            seen.add(pair)
            yield from _part(point, around, whole.first[around.key])


def _part(point: Point, around: Point, first: Point) -> Iterator[Verdict]:
    """A part is not larger than its whole. Where it is, the whole is an old number, or in certain cases a conflict."""
    most = around.bounds[1] if around.bounds[1] is not None else around.nominal
    low = point.bounds[0]
    if most is None or low is None or low <= most:
        yield Verdict(point, around, "part_of", "R10", "contained")
    elif _certain(point, around):
        yield Verdict(point, around, "conflict", "R10", "part_exceeds")
    elif _outgrown(point, around):
        yield from (
            Verdict(old, point, "superseded_by", "R11", "part_larger")
            for old in ((around,) if first.id == around.id else (first, around))
        )


def _outgrown(part: Point, whole: Point) -> bool:
    """Whether a part, counted later or in the same article, is alone more than the whole had been."""
    if part.figure.kind != whole.figure.kind or whole.figure.basis != "cumulative" or whole.figure.as_of_stated:
        return False
    if part.figure.headline or whole.figure.headline or part.figure.prior:
        return False
    counted = part.figure.realis == whole.figure.realis == "actual"
    return counted and (part.rank > whole.rank or part.article == whole.article)


def _beside(point: Point, whole: Whole) -> Point | None:
    """The whole of the part's own article, else the nearest of its day, else the next later one; `None` if all are older (R11)."""
    settled = whole.settled.get(point.id)
    if settled is not None and settled[0] is point:
        return settled[1]
    at = bisect_left(whole.points, point.rank, key=lambda p: p.rank)
    found = _nearby(point, whole.points[max(0, at - NEIGHBOURS) : at + NEIGHBOURS], whole)
    if at + NEIGHBOURS <= len(whole.points):
        whole.settled[point.id] = point, found
    return found


def _nearby(point: Point, near: Sequence[Point], whole: Whole) -> Point | None:
    """The same among the points of the whole that stand near."""
    own = whole.articles.get(point.article, ())[:NEIGHBOURS]
    same = [p for p in near if sequence(point, p) == 0]
    later = [p for p in near if sequence(point, p) < 0]
    for choice in (own, same, later):
        if choice:
            return min(choice, key=lambda p: (p.figure.prior, p.figure.headline, abs(p.rank - point.rank), p.rank))
    return None


def _certain(part: Point, whole: Point) -> bool:
    """A part larger than its whole is only called a conflict when both say their day, from the body, by different sources."""
    stated = part.figure.as_of_stated and whole.figure.as_of_stated and sequence(part, whole) <= 0
    body = not (part.figure.headline or whole.figure.headline or part.figure.prior or whole.figure.prior)
    return stated and body and independent(part, whole) and comparable_numbers(part, whole)


def drifts(grouped: Grouped) -> Iterator[Verdict]:
    """R12: a whole that gives the number of one part although another part is not empty: the restriction got lost."""
    for signature in sorted(s for s in grouped if s.group in GROUPS_APART):
        whole = _sibling(signature, "all")
        if whole not in grouped:
            continue
        others = (grouped.get(_sibling(signature, group), ()) for group in sorted(GROUPS_APART - {signature.group}))
        counted = [next((p for p in other if (p.bounds[0] or 0) > 0), None) for other in others]
        besides = [p for p in counted if p is not None]
        if besides:
            yield from _drift(grouped[whole], grouped[signature], besides)


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


def _sibling(signature: Signature, group: str) -> Signature:
    return signature._replace(group=group, words="")


def _drift(whole: Sequence[Point], part: Sequence[Point], besides: Sequence[Point]) -> Iterator[Verdict]:
    """Pairs of a whole and a part with one number, each number once."""
    first = {p.nominal: p for p in reversed(part) if p.nominal is not None}
    told: set[Decimal] = set()
    for point in whole:
        value = point.nominal
        if value is None or value in told or value not in first or sequence(first[value], point) > 0:
            continue
        if any(sequence(p, point) <= 0 for p in besides):
            told.add(value)
            yield Verdict(point, first[value], "scope_drift", "R12", "lost_restriction")
