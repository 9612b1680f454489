"""R10 and R11: the numbers of one series with the wholes to which they belong, and named parts (其中, 包括) with theirs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from shilu.ledger.change import comparable_numbers
from shilu.ledger.points import Key, Point, independent, sequence
from shilu.ledger.reports import as_before
from shilu.ledger.signature import FORECASTS, Signature
from shilu.ledger.verdict import Verdict

NEIGHBOURS = 12  # points before and after a part among which its whole is looked for


class Whole:
    """The points of a series with which parts can be read, in the recorded order, and by article. More points may come.

    `kept` of them are those of last time: of a part that stands among those, nothing changes.
    """

    def __init__(self) -> None:
        """Begin with no point."""
        self._all: Sequence[Point] = []
        self.points: list[Point] = []
        self.articles: dict[str, list[Point]] = {}
        self.first: dict[Key, Point] = {}  # who gave each number first
        self.kept = 0

    def follow(self, points: Sequence[Point]) -> None:
        """Know the points as they are now."""
        same, before = as_before(self._all, points), self.points
        if same < len(self._all):
            same, self.points, self.articles, self.first = 0, [], {}, {}
        more = [p for p in points[same:] if p.figure.realis not in FORECASTS and p.nominal is not None]
        self._all = points
        self.points = self.points + more
        for point in more:
            self.articles.setdefault(point.article, []).append(point)
            self.first.setdefault(point.key, point)
        self.kept = as_before(before, self.points)

    def settled(self, kept: int) -> tuple[int, str]:
        """The rank up to which parts have all the neighbours that they had among the first so many points, and the article of
        the next point, of which nothing is settled."""
        rank = self.points[kept - NEIGHBOURS].rank if kept >= NEIGHBOURS else -1
        return rank, self.points[kept].article if kept < len(self.points) else ""


class Parts:
    """What is found about the points of one series, in their order. More points may come, and more to its wholes."""

    def __init__(self) -> None:
        """Begin with no point."""
        self._points: Sequence[Point] = []
        self._wholes: Sequence[tuple[Signature, Whole, int]] = []  # with how many points each had
        self._ends: list[int] = []  # after each point, how many verdicts there are
        self._seen: dict[object, int] = {}  # two numbers -> the point with which they were met
        self.found: list[Verdict] = []
        self.naming: set[str] = set()  # the figures of which the text makes one of these a part

    def follow(self, points: Sequence[Point], wholes: Sequence[tuple[Signature, Whole]], by_id: Mapping[str, Point]) -> None:
        """Know the points as they are now, and the series of which they count a part, nearest first."""
        start = self._start(points, wholes)
        self._points = points
        self._wholes = [(signature, whole, len(whole.points)) for signature, whole in wholes]
        while self._seen and next(reversed(self._seen.values())) >= start:
            self._seen.popitem()
        del self._ends[start:]
        found = self.found[: self._ends[-1] if self._ends else 0]
        ready = [whole for _, whole in wholes]
        for at in range(start, len(points)):
            found += self._of(points[at], at, ready, by_id)
            self._ends.append(len(found))
        self.found = found

    def _start(self, points: Sequence[Point], wholes: Sequence[tuple[Signature, Whole]]) -> int:
        """The first point of which something else may be found than last time."""
        if [(signature, whole) for signature, whole, _ in self._wholes] != list(wholes):
            return 0
        start = as_before(self._points, points)
        for _, whole, had in self._wholes:
            kept = min(had, whole.kept)
            if kept == had == len(whole.points):
                continue
            rank, article = whole.settled(kept)
            start = min(start, bisect_left(points, rank + 1, key=lambda p: p.rank))
            while start and points[start - 1].article == article:
                start -= 1
        return start

    def _of(self, point: Point, at: int, ready: Sequence[Whole], by_id: Mapping[str, Point]) -> Iterator[Verdict]:
        named = by_id.get(point.figure.part_of or "")
        if point.figure.part_of:
            self.naming.add(point.figure.part_of)
        if named is not None:
            yield Verdict(point, named, "part_of", "R10", "named_part")
        elif ready and point.figure.realis not in FORECASTS and point.nominal is not None:
            yield from _within(point, ready, self._seen, at)


def _within(point: Point, nearest: Sequence[Whole], seen: dict[object, int], at: int) -> Iterator[Verdict]:
    """A part stands in every whole that its own article gives, and in the nearest whole of all; the same two numbers once."""
    for whole in nearest:
        own = point.article in whole.articles
        if not own and whole is not nearest[0]:
            continue
        around = _beside(point, whole)
        pair = (point.key, around.key if around is not None and own else None)
        if around is not None and pair not in seen:
            seen[pair] = at
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
    at = bisect_left(whole.points, point.rank, key=lambda p: p.rank)
    near = whole.points[max(0, at - NEIGHBOURS) : at + NEIGHBOURS]
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
