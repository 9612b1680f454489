"""What was counted after a number that had been planned or foreseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from shilu.ledger.outcomes import Outcome
from shilu.ledger.signature import FORECASTS
from shilu.model.ledger import Series
from shilu.model.statements import CommitmentMention, Figure, Stated

FORCES = frozenset({"troops_sent", "troops_present"})
ROW = 60  # characters of a sentence in which contingents are listed one after the other
FORESEEN = frozenset({"forecast", "expectation"})


class Counts:
    """The figures of a story, asked for what became of those inside a commitment. More articles may come."""

    def __init__(self) -> None:
        """Begin with no article."""
        self._rank: dict[str, int] = {}
        self._figures: dict[str, Figure] = {}
        self._by_article: dict[str, list[Figure]] = {}
        self.forces: list[Figure] = []
        self._series: dict[str, tuple[Series, dict[str, str]]] = {}
        self._after: dict[str, str] = {}

    def extend(self, stated: Iterable[Stated]) -> None:
        """Take the figures of more articles, in order of publication."""
        for one in stated:
            own = {figure.id: figure for figure in one.figures}
            self._rank[one.article] = len(self._rank)
            self._figures |= own
            self._by_article[one.article] = sorted(one.figures, key=lambda f: f.span.start)
            self.forces += [f for f in own.values() if f.kind in FORCES and f.realis == "actual" and f.value]

    def follow(self, series: Iterable[Series]) -> None:
        """Know what was counted after a forecast, by the series as they are now."""
        known, self._series = self._series, {}
        for item in series:
            before = known.get(item.id)
            self._series[item.id] = before if before and before[0] is item else (item, dict(self._counted(item)))
        self._after = {figure: count for _, after in self._series.values() if after for figure, count in after.items()}

    def planned(self, mention: CommitmentMention) -> list[Figure]:
        """The numbers inside a mention that are no counts."""
        return [f for f in self._by_article.get(mention.span.article, ()) if self._inside(f, mention)]

    def after(self, planned: Sequence[Figure]) -> Figure | None:
        """What was counted after one of some numbers."""
        return next((self._figures[self._after[f.id]] for f in planned if f.id in self._after), None)

    def outcome(self, planned: Iterable[tuple[CommitmentMention, Sequence[Figure]]]) -> Outcome | None:
        """What was counted after a number that was planned or foreseen; each mention with the numbers inside it, if any."""
        for mention, numbers in planned:
            actual, expected = self.after(numbers), numbers[0].value
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

    def _inside(self, figure: Figure, mention: CommitmentMention) -> bool:
        return mention.span.start <= figure.span.start < mention.span.end and figure.realis != "actual"

    def _contingents(self, first: Figure, mention: CommitmentMention) -> tuple[Decimal | None, Figure | None]:
        """Forces that several are to send, and the largest force counted later: one sum against one count."""
        row = [
            f.value
            for f in self._by_article[mention.span.article]
            if f.kind == first.kind and f.realis == first.realis and f.value and 0 <= f.span.start - mention.span.start < ROW
        ]
        later = [f for f in self.forces if self._rank[f.span.article] > self._rank[mention.span.article]]
        count = max(later, key=lambda f: (f.value or Decimal(0), -self._rank[f.span.article], f.id), default=None)
        return (sum(row, Decimal(0)) or None), count


def _compared(expected: Decimal, actual: Decimal, mention: CommitmentMention) -> str:
    """A forecast is met by as much; a plan that is met in part is partly met."""
    if actual >= expected:
        return "met"
    return "not_met" if mention.strength in FORESEEN and mention.type != "deploy" else "partly_met"
