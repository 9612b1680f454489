"""One figure of one article, as a line of a series' history, with what became of it since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from shilu.dossier.casebook import Casebook, when
from shilu.dossier.terms import Amount, Measure, Words
from shilu.dossier.view import Report
from shilu.dossier.words import label
from shilu.model.ledger import Relation, Series
from shilu.model.statements import Factuality, Figure

REPLACED = {"superseded_by": "superseded", "revised_down": "revised", "refined_by": "refined"}
NOBODY: frozenset[str] = frozenset()
ECHOED = {"repeats": "repeated", "corroborates": "corroborated"}


def amount(book: Casebook, figure: Figure) -> Amount:
    """The number of a figure, with its words as written."""
    return Amount(figure.value, figure.low, figure.high, figure.operator, figure.unit, written(book, figure))


def written(book: Casebook, figure: Figure) -> str | None:
    """The words of a figure's number, if it has any."""
    return book.articles[figure.span.article].words(*figure.number) if figure.number else None


def measure(book: Casebook, figure: Figure, place: str | None, incident: str | None) -> Measure:
    """What a figure counts, in words; `place` is the entity id of the place it is counted in, `incident` another event."""
    return Measure(
        kind=figure.kind,
        label=label("kind", figure.kind),
        group=figure.group,
        group_label=label("group", figure.group),
        population=figure.population,
        place=book.agent(place) if place else None,
        incident=incident,
        within=book.region(place) if place else None,
    )


def root_factuality(values: tuple[Factuality, ...]) -> str:
    """How sure the root is: the last value of the chain, the first of parallel sources."""
    if not values:
        return "Uu"
    last = values[-1]
    return last if isinstance(last, str) else last[0]


def statuses(series: Series) -> dict[str, tuple[str, Relation | None]]:
    """What became of each figure of a series: its status and the relation that says why."""
    live = set(series.estimates[-1].live) if series.estimates else set()
    if not series.relations:
        return {point: ("live" if point in live else "stated", None) for point in series.points}
    places = {figure: place for place, figure in enumerate(series.points)}
    leaving: dict[str, list[Relation]] = defaultdict(list)
    for relation in series.relations:
        if relation.b in places:
            leaving[relation.a].append(relation)
    return {
        point: ("live", None) if point in live else _status(sorted(leaving[point], key=lambda r: places[r.b]))
        for point in series.points
    }


def _status(nearest: Sequence[Relation]) -> tuple[str, Relation | None]:
    """What the relations of a figure that no longer stands say of it, the nearest first."""
    for words in (REPLACED, ECHOED):
        found = next((relation for relation in nearest if relation.relation in words), None)
        if found:
            return words[found.relation], found
    return "stated", None


def report(book: Casebook, figure: Figure, status: str, why: Relation | None, disputed: frozenset[str] = NOBODY) -> Report:
    """One figure for reading. A relation to a figure that the story does not have is told by its reason alone."""
    article = figure.span.article
    sure = root_factuality(figure.factuality)
    other = book.figures.get(why.b) if why and why.relation in REPLACED else None
    return Report(
        id=figure.id,
        amount=amount(book, figure),
        as_of=when(figure.as_of),
        as_of_stated=figure.as_of_stated,
        published=book.published(article),
        outlet=book.outlet(article),
        chain=book.chain(figure.chain),
        realis=figure.realis,
        realis_label=label("realis", figure.realis),
        factuality=sure,
        factuality_label=label("factuality", sure),
        passage=book.at(figure.span),
        status=status,
        status_label=label("status", status),
        reason=Words(why.reason, why.reason_en) if why else None,
        replaced_by=other.id if other else None,
        replaced_value=amount(book, other) if other else None,
        rule=figure.rule,
        contested=figure.id in disputed,
        rulings=book.ruled(figure.id),
    )


def history(book: Casebook, series: Series, disputed: frozenset[str]) -> tuple[Report, ...]:
    """All reports of a series in order of publication; `disputed` are figures that stand in an open disagreement."""
    judged = statuses(series)
    known: Iterable[str] = (point for point in series.points if point in book.figures)
    return tuple(report(book, book.figures[point], *judged[point], disputed) for point in known)
