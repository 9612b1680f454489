"""What an article says in passing, set against the number that it gives as the state of things."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from shilu.ledger.change import SOFT
from shilu.ledger.compare import compare
from shilu.ledger.points import Point
from shilu.ledger.verdict import Verdict


def hedged_before(against: Sequence[Verdict], hedged: Mapping[Decimal, Point]) -> Iterator[Verdict]:
    """A headline that drops the hedge of its body also drops that of the report from which the number came."""
    for verdict in against:
        first = hedged.get(verdict.a.nominal) if verdict.case == "hedge_lost" and verdict.a.nominal is not None else None
        if first is not None and first.article != verdict.a.article:
            yield Verdict(verdict.a, first, "undetermined", "R14", "hedge_dropped")


def nearest(point: Point, main: Point, same: Sequence[Point]) -> Point:
    """Where the main number stands next to what is said in passing: the passage that a reader wants to see (从31人下调至29人)."""
    at = bisect_left(same, point.rank, key=lambda p: p.rank)
    near = [p for p in same[max(0, at - 2) : at + 2] if p.id != point.id and p.figure.headline == main.figure.headline]
    return min(near, key=lambda p: (abs(p.figure.span.start - point.figure.span.start), -p.rank), default=main)


def against_body(point: Point, main: Point | None) -> Iterator[Verdict]:
    """What is said in passing, against the main number of its article."""
    if main is None:
        return
    same = point.key == main.key
    if same and point.figure.headline and point.figure.realis == "actual" and main.figure.realis in SOFT:
        yield Verdict(point, main, "undetermined", "R14", "hedge_lost")
    elif not same and point.figure.correction and not main.figure.prior:
        down = (main.nominal or 0) < (point.nominal or 0)
        yield Verdict(point, main, "revised_down" if down else "superseded_by", "R7" if down else "R6", "corrected")
    elif not same:
        verdict = compare(*sorted((point, main), key=lambda p: p.rank))
        if verdict is not None and verdict.relation != "conflict" and (not point.figure.headline or verdict.case == "headline"):
            yield verdict
