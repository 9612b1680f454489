"""A series from its points: the actual ones in order, or the forecasts when there is nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from shilu.ledger.asides import is_aside, main_points
from shilu.ledger.change import SOFT
from shilu.ledger.estimates import Steps
from shilu.ledger.fold import Fold, Kept
from shilu.ledger.passing import against_body, hedged_before, nearest
from shilu.ledger.points import Key, Point
from shilu.ledger.reports import as_before
from shilu.ledger.signature import FORECASTS

BETWEEN, MARKS = 64, 4  # points after which the state of a fold is kept, and how many of these states


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
        self._foreseen = False  # whether there are forecasts alone
        self._marks: list[tuple[int, Kept, int]] = []  # points taken, the fold and the number of steps then

    def follow(self, points: Sequence[Point]) -> bool:
        """Go on to these points from those of them that have been taken, whose order is known again; False when nothing is."""
        kept = as_before(self.points, points)
        if kept < len(self.points) or self._goes_on(points, kept):
            kept = self._back(points, kept)
        if not kept or self._foreseen != all(p.figure.realis in FORECASTS for p in points):
            return False
        self.extend(points[kept:])
        return True

    def _goes_on(self, points: Sequence[Point], kept: int) -> bool:
        """Whether more is told of the last article."""
        return 0 < kept < len(points) and points[kept].article == points[kept - 1].article

    def _back(self, points: Sequence[Point], kept: int) -> int:
        """Forget the points from a number on, and some before; gives how many are kept, 0 when it was too long ago."""
        while self._marks and (self._marks[-1][0] > kept or self._goes_on(points, self._marks[-1][0])):
            self._marks.pop()
        if not self._marks:
            return 0
        taken, state, steps = self._marks[-1]
        gone = self.points[taken:]
        self.state.back_to(state, gone)
        del self.steps.found[steps:]
        for point in gone:
            self._main.pop(point.article, None)
            self._beside.pop((point.article, point.key), None)
        articles = {point.article for point in gone}
        self._hedged = {number: point for number, point in self._hedged.items() if point.article not in articles}
        self.points = self.points[:taken]
        return taken

    def extend(self, points: Sequence[Point]) -> None:
        """Take some more points."""
        before = len(self.points)
        self.points = [*self.points, *points]
        if not before:
            self._foreseen = all(p.figure.realis in FORECASTS for p in points)
        chosen = [p for p in points if self._foreseen or p.figure.realis not in FORECASTS]
        self._main |= main_points(p for p in chosen if not p.withdrawn)
        for point in chosen:
            self._beside[point.article, point.key].append(point)
            self.state.known.setdefault(point.article, set()).add(point.key)
            if point.figure.correction and point.article in self._main:
                self.state.corrected.add(point.article)
        for at, point in enumerate(points, before):
            self._mark(at)
            if self._foreseen or point.figure.realis not in FORECASTS:
                self._take(point)
                if point.figure.realis in SOFT and point.nominal is not None and not point.figure.headline:
                    self._hedged.setdefault(point.nominal, point)

    def _mark(self, at: int) -> None:
        """Keep how things stand before an article, now and then, so that an article that comes late is no new beginning."""
        last = self._marks[-1][0] if self._marks else 0
        if at - last >= BETWEEN and self.points[at].article != self.points[at - 1].article:
            self._marks = [*self._marks, (at, self.state.kept(), len(self.steps.found))][-MARKS:]

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
    if before is not None and before.follow(points):
        return before
    anew = Folding(policy)
    anew.extend(points)
    return anew


def is_alone(points: Sequence[Point]) -> bool:
    """Whether a series is one number that stands: most are, and nothing is to be folded."""
    return len(points) == 1 and not (points[0].figure.prior or points[0].withdrawn)
