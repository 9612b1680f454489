"""The figures table: one row a series, the key figures on top. Rows are ordered as lines, and laid out when they are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from shilu.dossier.casebook import Casebook, members, when
from shilu.dossier.reports import history, measure, report
from shilu.dossier.terms import Agent, Amount
from shilu.dossier.view import FigureRow, Step
from shilu.dossier.words import rank
from shilu.model.ledger import Disagreement, Estimate, Ledger, Series
from shilu.model.statements import Figure

KEY_ROWS = 4
FEW = 4  # a row with less than a quarter of the reports of its kind's largest is no key figure
UNRATED = 9
OFFICIAL = 2  # the tiers of authorities
ASIDE_SHARE = 15  # what fewer than one article in so many counts is no key figure of their story
BEFALLEN = ("killed", "missing", "injured", "affected")  # of whom there are lines by place at the top of a page
TOLL = ("killed", "missing", "injured", "casualties")  # key figures even when one report alone gives them
ASIDE = ("other", "share", "duration")
MINOR_KINDS = ("other", "duration", "share", "price", "magnitude", "attacks", "aircraft", "vehicles", "weapons")
PROSPECTIVE = ("planned", "forecast", "conditional")
UNSETTLED = ("open", "contested")


class Line(Struct, frozen=True, eq=False):
    """A row before it is laid out: its reports in order, the best of them, and what decides on its place.

    `series` is `None` for a figure outside any series, `last` its newest estimate; `disputed` are the story's disputed figures.
    """

    id: str
    figures: tuple[Figure, ...]
    best: Figure
    place: str | None
    incident: str | None
    realis: str
    contested: bool
    series: Series | None
    last: Estimate | None
    disputed: frozenset[str]

    @property
    def minor(self) -> bool:
        """True for what a reader does not look for first."""
        return not self.contested and len(self.figures) == 1 and self.best.kind in MINOR_KINDS


def lines(book: Casebook, ledger: Ledger) -> list[Line]:
    """Every figure of the story that nobody rejected in exactly one line, most telling first; one outside any series stands
    alone."""
    disputed = disputed_figures(ledger)
    placed = {point for series in ledger.series for point in series.points}
    made = [line for series in ledger.series if (line := _series_line(book, series, disputed))]
    alone = [_lone_line(figure, disputed) for figure in book.figures.values() if figure.id not in placed and not figure.rejected]
    return sorted([*made, *alone], key=_weight)


def disputed_figures(ledger: Ledger) -> frozenset[str]:
    """The figures that stand in a disagreement that is not settled."""
    unsettled: Iterable[Disagreement] = (one for one in ledger.disagreements if one.state in UNSETTLED)
    return frozenset(member.figure for one in unsettled for member in one.members if member.figure)


def _weight(line: Line) -> tuple[int, int, int, str]:
    return (rank("kind", line.best.kind), rank("group", line.best.group), -len(line.figures), line.id)


def _series_line(book: Casebook, series: Series, disputed: frozenset[str]) -> Line | None:
    known = book.figures
    figures = tuple([known[point] for point in series.points if point in known])
    if not figures:
        return None
    last = series.estimates[-1] if series.estimates else None
    best, contested = figures[-1], False
    if last:
        if best.id != last.best_figure:
            best = next((one for one in figures if one.id == last.best_figure), best)
        contested = not disputed.isdisjoint(last.live) and any(one.id in disputed and one.id in last.live for one in figures)
    return Line(series.id, figures, best, series.place, series.incident, series.realis, contested, series, last, disputed)


def _lone_line(one: Figure, disputed: frozenset[str]) -> Line:
    return Line(one.id, (one,), one, one.place, one.incident, one.realis, one.id in disputed, None, None, disputed)


def row(book: Casebook, line: Line) -> FigureRow:
    """A line laid out for reading."""
    series, last = line.series, line.last
    reports = history(book, series, line.disputed) if series else (report(book, line.best, "live", None, line.disputed),)
    best = next(one for one in reports if one.id == line.best.id)
    return FigureRow(
        id=line.id,
        measure=measure(book, line.best, line.place, line.incident),
        realis=line.realis,
        amount=ranged(best.amount, last),
        computed=bool(last and last.computed),
        best=best,
        policy=last.policy if last else "",
        contested=line.contested,
        roots=tuple(book.agent(root) for root in last.roots) if last else best.chain.root,
        outlets=tuple(book.agent(outlet) for outlet in last.outlets) if last else (best.outlet,),
        history=reports,
        steps=tuple(Step(when(one.at), one.low, one.best, one.high) for one in settled(series)) if series else (),
        rulings=book.ruled(line.id) if series else (),
    )


def ranged(best: Amount, last: Estimate | None) -> Amount:
    """The best report's number with the range over all live reports; a best that was raised by its parts is computed."""
    if last is None or (last.low, last.best, last.high) == (None, None, None):
        return best
    if last.best is None or last.best == best.value:
        return Amount(best.value, last.low, last.high, best.operator, best.unit, best.written)
    return Amount(last.best, last.low, last.high, "=" if last.computed else best.operator, best.unit, None)


def settled(series: Series) -> tuple[Estimate, ...]:
    """The last estimate of each moment: what one article says step by step is one move to its reader."""
    if len(series.estimates) < 2:
        return series.estimates
    return tuple({estimate.at: estimate for estimate in series.estimates}.values())


def key_lines(book: Casebook, table: Sequence[Line]) -> list[Line]:
    """The lines for the top of the page, at most four, one a kind."""
    by_kind: dict[str, list[Line]] = {}
    for line in table:
        by_kind.setdefault(line.best.kind, []).append(line)
    chosen = [_key_line(book, found) for kind, found in by_kind.items() if kind not in ASIDE]
    telling = [line for line in chosen if line.best.kind in TOLL or len(line.figures) > 1] or chosen
    told = [line for line in telling if _has_number(line.best) or _tier(book, line) <= OFFICIAL] or telling
    carried = [line for line in told if _articles(line) * ASIDE_SHARE >= len(book.articles)]
    return sorted(carried, key=_weight)[:KEY_ROWS] if carried else _most_told(table) or sorted(told, key=_weight)[:KEY_ROWS]


def _most_told(table: Sequence[Line]) -> list[Line]:
    """What several articles of a story count that is of no toll: the lines that most of them carry, one a measure."""
    known = sorted((line for line in table if _articles(line) > 1 and _has_number(line.best)), key=lambda x: (-_articles(x), x.id))
    return list({(line.best.kind, line.best.population): line for line in reversed(known)}.values())[::-1][:KEY_ROWS]


def _articles(line: Line) -> int:
    """How many articles carry a line."""
    return len({figure.span.article for figure in line.figures})


def _has_number(figure: Figure) -> bool:
    """False for 伤亡不详: that nobody knows is told on top when an authority says so, not when a passer-by does."""
    return not (figure.value is None and figure.low is None and figure.high is None)


def _key_line(book: Casebook, found: Sequence[Line]) -> Line:
    """What is told as fact of everybody in the widest place on the best authority; a row that few articles carry yields."""
    told = [line for line in found if line.realis == "actual" and line.best.group == "all"] or found
    told = [line for line in told if not any(_holds(other, line) for other in told)]
    most = max(len(line.figures) for line in told)
    carried = [line for line in told if len(line.figures) * FEW >= most]
    return min(carried, key=lambda line: (_narrowness(book, line), _tier(book, line), -len(line.figures), line.id))


def _holds(whole: Line, line: Line) -> bool:
    """Whether another row of one place is told more often and counts more: those who died in care are some of the dead."""
    more = whole.best.value is not None and line.best.value is not None and whole.best.value > line.best.value
    return more and whole.place == line.place and len(whole.figures) > len(line.figures)


def _narrowness(book: Casebook, line: Line) -> int:
    """0 for a country, 1 for a region or where no place is told, 2 for a town, 3 for a spot."""
    entity = book.entities.get(line.place) if line.place else None
    return {"country": 0, "city": 2, "exact": 3}.get(entity.precision or "", 1) if entity else 1


def _tier(book: Casebook, line: Line) -> int:
    roots: tuple[Agent, ...] = tuple(book.agent(one) for one in members(line.best.chain[-1])) if line.best.chain else ()
    return min((agent.tier or UNRATED for agent in roots), default=UNRATED)
