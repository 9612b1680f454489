"""A series from its points: the actual ones in order, or the forecasts when there is nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from shilu.ledger.asides import is_aside, main_points
from shilu.ledger.change import SOFT
from shilu.ledger.estimates import Steps
from shilu.ledger.fold import Fold
from shilu.ledger.passing import against_body, hedged_before, nearest
from shilu.ledger.points import Key, Point
from shilu.ledger.signature import FORECASTS


class Folding:
    """One series with its estimates while articles come in, each whole and in the recorded order.

    A headline speaks only where the body of its article is silent; what an article says in passing stands beside it.
    """

    def __init__(self, policy: str) -> None:
        """Begin with no point. Raises `KeyError` for an unknown policy."""
        self.steps = Steps(policy)
        self.state = Fold(self.steps.see)
        self.points: list[Point] = []
        self._main: dict[str, Point] = {}  # article -> the number that it gives as the state of things
        self._beside: dict[tuple[str, Key], list[Point]] = defaultdict(list)
        self._hedged: dict[Decimal, Point] = {}

    def goes_on(self, points: Sequence[Point]) -> bool:
        """Whether points are those that have been taken and more, of other articles, which do not turn forecasts into a count."""
        old = len(self.points)
        if not old or list(points[:old]) != self.points:
            return False
        foreseen = all(p.figure.realis in FORECASTS for p in self.points)
        told = {p.article for p in self.points[-1:]}
        more = points[old:]
        return not any(p.article in told or (foreseen and p.figure.realis not in FORECASTS) for p in more)

    def extend(self, points: Sequence[Point]) -> None:
        """Take some more points."""
        self.points += points
        foreseen = all(p.figure.realis in FORECASTS for p in self.points)
        chosen = [p for p in points if foreseen or p.figure.realis not in FORECASTS]
        self._main |= main_points(p for p in chosen if not p.withdrawn)
        for point in chosen:
            self._beside[point.article, point.key].append(point)
            self.state.known.setdefault(point.article, set()).add(point.key)
            if point.figure.correction and point.article in self._main:
                self.state.corrected.add(point.article)
        for point in chosen:
            self._take(point)
            if point.figure.realis in SOFT and point.nominal is not None and not point.figure.headline:
                self._hedged.setdefault(point.nominal, point)

    def _take(self, point: Point) -> None:
        """One point: taken back, said in passing, or a number of the series."""
        own = self._main.get(point.article)
        if point.withdrawn:
            self.state.withdraw(point)
        elif own is None or point.figure.prior or (point.figure.headline and not own.figure.headline) or is_aside(point, own):
            beside = own and nearest(point, own, self._beside[own.article, own.key])
            against = list(against_body(point, beside))
            self.state.verdicts += [*against, *hedged_before(against, self._hedged)]
        else:
            self.state.take(point)


def folded(points: Sequence[Point], policy: str, before: Folding | None = None) -> Folding:
    """A series of some points; what was folded before goes on, where it can."""
    if before is None or not before.goes_on(points):
        before = Folding(policy)
    before.extend(points[len(before.points) :])
    return before


def is_alone(points: Sequence[Point]) -> bool:
    """Whether a series is one number that stands: most are, and nothing is to be folded."""
    return len(points) == 1 and not (points[0].figure.prior or points[0].withdrawn)
