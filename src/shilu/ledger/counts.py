"""What was counted after a number that had been planned or foreseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from shilu.ledger.outcomes import Outcome
from shilu.ledger.signature import FORECASTS
from shilu.model.ledger import Series
from shilu.model.statements import CommitmentMention, Figure, Stated

FORCES = frozenset({"troops_sent", "troops_present"})
ROW = 60  # characters of a sentence in which contingents are listed one after the other
FORESEEN = frozenset({"forecast", "expectation"})


class Counts:
    """The figures of a story, asked for what became of those inside a commitment."""

    def __init__(self, rank: Mapping[str, int], stated: Mapping[str, Stated], series: Iterable[Series]) -> None:
        """`rank` is the place of each article in the order of publication."""
        self._rank = rank
        self._figures = {figure.id: figure for one in stated.values() for figure in one.figures}
        self._by_article = {one.article: sorted(one.figures, key=lambda f: f.span.start) for one in stated.values()}
        self._forces = [f for f in self._figures.values() if f.kind in FORCES and f.realis == "actual" and f.value]
        self._after = dict(self._counted(series))

    def outcome(self, mentions: Sequence[CommitmentMention]) -> Outcome | None:
        """What was counted after a number that was planned or foreseen."""
        for mention in mentions:
            planned = [f for f in self._by_article.get(mention.span.article, ()) if self._inside(f, mention)]
            actual = next((self._figures[self._after[f.id]] for f in planned if f.id in self._after), None)
            expected = planned[0].value if planned else None
            if mention.type == "deploy" and planned and planned[0].kind in FORCES:
                expected, actual = self._contingents(planned[0], mention)
            if actual and actual.value is not None and expected is not None:
                return Outcome(_compared(expected, actual.value, mention), actual.span, self._rank[actual.span.article])
        return None

    def _counted(self, series: Iterable[Series]) -> Iterator[tuple[str, str]]:
        """(forecast, what was counted after it), for those too that only repeat a forecast."""
        known, rank = self._figures, self._rank
        for item in series:
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
        later = [f for f in self._forces if self._rank[f.span.article] > self._rank[mention.span.article]]
        count = max(later, key=lambda f: (f.value or Decimal(0), -self._rank[f.span.article], f.id), default=None)
        return (sum(row, Decimal(0)) or None), count


def _compared(expected: Decimal, actual: Decimal, mention: CommitmentMention) -> str:
    """A forecast is met by as much; a plan that is met in part is partly met."""
    if actual >= expected:
        return "met"
    return "not_met" if mention.strength in FORESEEN and mention.type != "deploy" else "partly_met"
