"""From points to the ledger: group, fold, relate across series, estimate, write down.

All is kept from one judgement to the next, and made again only for the series that a new article touches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from msgspec import Struct

from shilu.ledger.across import Across
from shilu.ledger.agents import Agents
from shilu.ledger.disagreements import Docket, worth_showing
from shilu.ledger.estimates import Step, lone_step
from shilu.ledger.folding import Folding, folded, is_alone
from shilu.ledger.grouping import Grouping
from shilu.ledger.lattice import Propagation
from shilu.ledger.points import Point
from shilu.ledger.reasons import Reasons
from shilu.ledger.reports import as_before
from shilu.ledger.shelf import Shelf
from shilu.ledger.signature import FORECASTS, STOCKS, Signature
from shilu.ledger.verdict import Verdict
from shilu.model.entities import Entities
from shilu.model.ids import make_id
from shilu.model.ledger import Disagreement, Relation, Series


class Line(Struct, frozen=True):
    """A relation of two figures in the series `home`; `turn` is their places in the recorded order, the later one first."""

    turn: tuple[int, int, str]
    home: Signature
    relation: Relation


class Finding:
    """All verdicts of one source, with their relations: each pair once by each relation, as it was said last."""

    def __init__(self) -> None:
        """Begin with none."""
        self._verdicts: list[Verdict] = []
        self._lines: dict[object, Line] = {}
        self.shown: list[Verdict] = []  # those on numbers that do not agree

    def follow(self, verdicts: Sequence[Verdict], home: Mapping[str, Signature], reasons: Reasons) -> None:
        """Know the verdicts as they are now."""
        same = as_before(self._verdicts, verdicts)
        gone = self._verdicts[same:]
        if gone and len(self._lines) < len(self._verdicts):  # some pairs were said twice, and may be said still
            still = {_pair(v): v for v in self._verdicts[:same]}
            again = [still[pair] for v in gone if (pair := _pair(v)) in still]
        else:
            again = []
        for v in gone:
            self._lines.pop(_pair(v), None)
        kept = len(self.shown) - (sum(map(worth_showing, gone)) if self.shown else 0)
        self.shown = [*self.shown[:kept], *filter(worth_showing, verdicts[same:])]
        for v in (*again, *verdicts[same:]):
            turn = max(v.a.rank, v.b.rank), min(v.a.rank, v.b.rank), v.relation
            self._lines[_pair(v)] = Line(turn, home[v.a.id], reasons.relation(v))
        self._verdicts = list(verdicts)

    def by_home(self) -> dict[Signature, list[Line]]:
        """The relations by the series of their first figure."""
        found: dict[Signature, list[Line]] = defaultdict(list)
        for line in self._lines.values():
            found[line.home].append(line)
        return found


def _pair(verdict: Verdict) -> tuple[str, str, str]:
    return verdict.a.id, verdict.b.id, verdict.relation


class Judging:
    """The series of a story and what stands against each other in them."""

    def __init__(self) -> None:
        """Begin with no article."""
        self._policy = ""
        self._begin()

    def _begin(self) -> None:
        self._grouping, self._across, self._propagation = Grouping(), Across(), Propagation()
        self._reasons = Reasons()
        self._docket = Docket(self._reasons)
        self._points: dict[Signature, list[Point]] = {}
        self._home: dict[str, Signature] = {}
        self._by_id: dict[str, Point] = {}
        self._folds: dict[Signature, Folding] = {}
        self._live: dict[Signature, frozenset[str]] = {}
        self._verdicts: dict[Hashable, Sequence[Verdict]] = {}  # by their sources
        self._findings: dict[Hashable, Finding] = {}
        self._homes: dict[Hashable, Collection[Signature]] = {}
        self._lines: dict[Signature, Shelf[Line]] = {}
        self._series = Shelf[Series](attrgetter("id"))
        self._disputes: dict[Hashable, None] = {}

    def series(
        self, told: Sequence[Sequence[Point]], entities: Entities, agents: Agents, policy: str, shelf: Shelf[Disagreement]
    ) -> Sequence[Series]:
        """All series as records in order of their ids; what is found against each other is put on the shelf. `told` are the points
        of each article in the recorded order. Raises `KeyError` for an unknown policy."""
        if policy != self._policy:
            for matter in self._disputes:
                shelf.put(matter, ())
            self._begin()
            self._policy = policy
        touched = self._grouping.follow(told, entities)
        grouped, elsewhere = self._grouping.groups, self._grouping.elsewhere
        anew = self._take(touched)
        changed = dict(self._fold(touched))
        changed.update(self._across.follow(grouped, touched, anew, self._by_id, entities, elsewhere=elsewhere))
        stale = {*touched, *self._relate(changed, agents)}
        stale |= self._propagation.follow(self._steps(touched), self._lone(touched), entities, elsewhere=elsewhere)
        for signature in stale:
            self._series.put(signature, [self._record(signature)] if signature in grouped else ())
        for matter, record in self._docket.records(self._settled, self._home, agents):
            self._disputes[matter] = None
            shelf.put(matter, [record] if record else ())
        return self._series.all()

    def _take(self, touched: Collection[Signature]) -> set[str]:
        """Know the points of some series; gives those that are new, or read otherwise."""
        anew: set[str] = set()
        for signature in touched:
            points, before = self._grouping.groups.get(signature, []), self._points.get(signature)
            for point in points[as_before(before, points) :] if before else points:
                anew.add(point.id)
                self._home[point.id], self._by_id[point.id] = signature, point
            self._points[signature] = points
            if not points:
                del self._points[signature]
        return anew

    def _fold(self, touched: Iterable[Signature]) -> Iterator[tuple[Hashable, Sequence[Verdict]]]:
        """Fold the series that are more than one number; gives what is found about the numbers of each."""
        for signature in touched:
            points, before = self._points.get(signature, []), self._live.pop(signature, None)
            if not points or is_alone(points):
                if self._folds.pop(signature, None):
                    yield ("fold", signature), ()
            else:
                done = self._folds[signature] = folded(points, self._policy, self._folds.get(signature))
                self._live[signature] = frozenset(point.id for point in done.state.standing())
                yield ("fold", signature), done.state.verdicts
            if before != self._live.get(signature):
                self._docket.look_again(signature)

    def _relate(self, changed: dict[Hashable, Sequence[Verdict]], agents: Agents) -> Iterable[Signature]:
        """Write down the relations of what has been found; gives the series in which some are others."""
        if self._reasons.follow(agents):
            changed = self._verdicts | changed
            self._findings = {}
        self._docket.follow(agents)
        stale: set[Signature] = set()
        for source, verdicts in changed.items():
            stale.update(self._put(source, verdicts))
        for gone in stale - self._grouping.groups.keys():
            self._lines.pop(gone, None)
        return stale

    def _put(self, source: Hashable, verdicts: Sequence[Verdict]) -> Iterator[Signature]:
        """The same for one source."""
        if not verdicts and source not in self._verdicts:
            return
        finding = self._findings.setdefault(source, Finding())
        finding.follow(verdicts, self._home, self._reasons)
        homes = finding.by_home()
        for home in {*self._homes.get(source, ()), *homes}:
            if self._lines.setdefault(home, Shelf(attrgetter("turn"))).put(source, homes.get(home, ())):
                yield home
        self._docket.put(source, finding.shown, self._home)
        self._verdicts[source], self._homes[source] = list(verdicts), list(homes)
        if not verdicts:
            del self._verdicts[source], self._homes[source], self._findings[source]

    def _settled(self, verdict: Verdict) -> bool:
        """Whether one of two numbers stands no more."""
        return not all(self._stands(point.id) for point in (verdict.a, verdict.b))

    def _stands(self, figure: str) -> bool:
        live = self._live.get(self._home[figure])
        return live is None or figure in live  # a number alone stands

    def _steps(self, touched: Iterable[Signature]) -> dict[Signature, Sequence[Step] | None]:
        return {signature: self._own_steps(signature) for signature in touched}

    def _own_steps(self, signature: Signature) -> Sequence[Step] | None:
        points, done = self._points.get(signature), self._folds.get(signature)
        if points is None:
            return None
        return tuple(done.steps.found) if done else lone_step(points[0], self._policy)

    def _lone(self, touched: Iterable[Signature]) -> set[Signature]:
        """Those that neither lift nor are lifted."""
        there = {signature: own for signature in touched if (own := self._points.get(signature))}
        return {signature for signature, own in there.items() if own[0].figure.basis in STOCKS or _foreseen(own)}

    def _record(self, signature: Signature) -> Series:
        points, lines = self._points[signature], self._lines.get(signature)
        first = points[0].figure
        return Series(
            id=make_id("ser", signature.kind, signature.group, signature.words, signature.incident, signature.unit, first.id),
            kind=signature.kind,
            group=first.group,
            place=signature.place or None,
            basis=first.basis,
            realis=first.realis if _foreseen(points) else "actual",
            unit=first.unit or next((p.figure.unit for p in points if p.figure.unit), None),
            incident=first.incident,
            points=tuple([p.id for p in points]),
            relations=tuple([line.relation for line in lines.all()]) if lines else (),
            estimates=tuple([step.estimate for step in self._propagation.steps[signature]]),
        )


def _foreseen(points: Sequence[Point]) -> bool:
    """Whether a series holds forecasts and plans alone."""
    return points[0].figure.realis in FORECASTS and all(p.figure.realis in FORECASTS for p in points)
