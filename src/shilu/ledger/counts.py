"""What was counted after a number that had been planned or foreseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from shilu.ledger.outcomes import Outcome, evidence
from shilu.ledger.reports import Report, as_before
from shilu.ledger.signature import FORECASTS
from shilu.model.ledger import Commitment, Series
from shilu.model.statements import CommitmentMention, Figure

FORCES = frozenset({"troops_sent", "troops_present"})
ROW = 60  # characters of a sentence in which contingents are listed one after the other
FORESEEN = frozenset({"forecast", "expectation"})


Planned = tuple[tuple[CommitmentMention, tuple[Figure, ...]], ...]


class Promised(Struct, frozen=True):
    """A commitment as it is before anything is counted; `planned` are its mentions with numbers inside them, and those."""

    record: Commitment
    planned: Planned = ()


class Counts:
    """The figures of a story, asked for what became of those inside a commitment. More articles may come."""

    def __init__(self) -> None:
        """Begin with no article."""
        self._begin()

    def _begin(self) -> None:
        self._reports: list[Report] = []
        self._rank: dict[str, int] = {}
        self._figures: dict[str, Figure] = {}
        self.forces: list[Figure] = []
        self._series: dict[str, tuple[Series, dict[str, str]]] = {}
        self._after: dict[str, str] = {}

    def settle(self, promised: Iterable[Promised], reports: Sequence[Report], series: Iterable[Series]) -> tuple[Commitment, ...]:
        """Commitments with what was counted after the numbers in them, which goes before what is told in words."""
        if as_before(self._reports, reports) < len(self._reports):
            self._begin()
        self._extend(reports[len(self._reports) :])
        self._follow(series)
        return tuple(self._settled(one) if one.planned else one.record for one in promised)

    def _settled(self, one: Promised) -> Commitment:
        found = self._outcome(one.planned)
        if found is None:
            return one.record
        return replace(one.record, status=found.status, evidence=(evidence(found, self._reports[found.rank]),))

    def _extend(self, reports: Iterable[Report]) -> None:
        """Take the figures of more articles, in order of publication."""
        for report in reports:
            own = {figure.id: figure for figure in report.stated.figures}
            self._rank[report.article.id] = len(self._reports)
            self._reports.append(report)
            self._figures |= own
            self.forces += [f for f in own.values() if f.kind in FORCES and f.realis == "actual" and f.value]

    def _follow(self, series: Iterable[Series]) -> None:
        """Know what was counted after a forecast, by the series as they are now."""
        known, self._series = self._series, {}
        for item in series:
            before = known.get(item.id)
            self._series[item.id] = before if before and before[0] is item else (item, dict(self._counted(item)))
        self._after = {figure: count for _, after in self._series.values() if after for figure, count in after.items()}

    def _counted_after(self, planned: Sequence[Figure]) -> Figure | None:
        """What was counted after one of some numbers."""
        return next((self._figures[self._after[f.id]] for f in planned if f.id in self._after), None)

    def _outcome(self, planned: Planned) -> Outcome | None:
        """What was counted after a number that was planned or foreseen."""
        for mention, numbers in planned:
            actual, expected = self._counted_after(numbers), numbers[0].value
            if mention.type == "deploy" and numbers[0].kind in FORCES:
                expected, actual = self._contingents(numbers[0], mention)
            if actual and actual.value is not None and expected is not None:
                return Outcome(_compared(expected, actual.value, mention), actual.span, self._rank[actual.span.article])
        return None

    def _counted(self, item: Series) -> Iterator[tuple[str, str]]:
        """(forecast, what was counted after it), for those too that only repeat a forecast."""
        known, rank = self._figures, self._rank
        told = [r for r in item.relations if r.relation == "outcome_of" and r.b in known and r.a in known]
        counted = {known[r.b].value: known[r.a] for r in told}
        for figure in (known[point] for point in item.points if point in known) if counted else ():
            after = counted.get(figure.value) if figure.value is not None and figure.realis in FORECASTS else None
            if after is not None and rank[after.span.article] > rank[figure.span.article]:
                yield figure.id, after.id

    def _contingents(self, first: Figure, mention: CommitmentMention) -> tuple[Decimal | None, Figure | None]:
        """Forces that several are to send, and the largest force counted later: one sum against one count."""
        row = [
            f.value
            for f in self._reports[self._rank[mention.span.article]].stated.figures
            if f.kind == first.kind and f.realis == first.realis and f.value and 0 <= f.span.start - mention.span.start < ROW
        ]
        later = [f for f in self.forces if self._rank[f.span.article] > self._rank[mention.span.article]]
        count = max(later, key=lambda f: (f.value or Decimal(0), -self._rank[f.span.article], f.id), default=None)
        return (sum(row, Decimal(0)) or None), count


def planned_in(mention: CommitmentMention, figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The numbers inside a mention that are no counts, of all in its article."""
    start, end = mention.span.start, mention.span.end
    inside = (f for f in figures if start <= f.span.start < end and f.realis != "actual")
    return tuple(sorted(inside, key=attrgetter("span.start")))


def _compared(expected: Decimal, actual: Decimal, mention: CommitmentMention) -> str:
    """A forecast is met by as much; a plan that is met in part is partly met."""
    if actual >= expected:
        return "met"
    return "not_met" if mention.strength in FORESEEN and mention.type != "deploy" else "partly_met"
