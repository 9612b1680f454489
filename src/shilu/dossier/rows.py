"""The figures table: one row a series, the key figures on top, and what changed last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shilu.dossier.casebook import Casebook, when
from shilu.dossier.reports import amount, history, measure, report
from shilu.dossier.terms import Agent, Amount
from shilu.dossier.view import Change, FigureRow, Report, Step
from shilu.dossier.words import rank
from shilu.model.ledger import Disagreement, Estimate, Ledger, Series
from shilu.model.statements import Figure

KEY_ROWS = 4
FEW = 4  # a row with less than a quarter of the reports of its kind's largest is no key figure
UNRATED = 9
TOLL = ("killed", "missing", "injured", "casualties")  # key figures even when one report alone gives them
ASIDE = ("other", "share", "duration")
PROSPECTIVE = ("planned", "forecast", "conditional")
UNSETTLED = ("open", "contested")


def rows(book: Casebook, ledger: Ledger) -> tuple[FigureRow, ...]:
    """Every figure of the story in exactly one row, most telling first; figures outside any series stand alone."""
    disputed = disputed_figures(ledger)
    placed = {point for series in ledger.series for point in series.points}
    made = [row for series in ledger.series if (row := _series_row(book, series, disputed))]
    alone = [_lone_row(book, figure, disputed) for figure in book.figures.values() if figure.id not in placed]
    return tuple(sorted([*made, *alone], key=_weight))


def disputed_figures(ledger: Ledger) -> frozenset[str]:
    """The figures that stand in a disagreement that is not settled."""
    unsettled: Iterable[Disagreement] = (one for one in ledger.disagreements if one.state in UNSETTLED)
    return frozenset(member.figure for one in unsettled for member in one.members if member.figure)


def _weight(row: FigureRow) -> tuple[int, int, int, str]:
    return (rank("kind", row.measure.kind), rank("group", row.measure.group), -len(row.history), row.id)


def _series_row(book: Casebook, series: Series, disputed: frozenset[str]) -> FigureRow | None:
    reports = history(book, series)
    if not reports:
        return None
    last = series.estimates[-1] if series.estimates else None
    best = _best(reports, last)
    figure = book.figures[best.id]
    return FigureRow(
        id=series.id,
        measure=measure(book, figure, series.place, series.incident),
        realis=series.realis,
        amount=_ranged(best.amount, last),
        computed=bool(last and last.computed),
        best=best,
        policy=last.policy if last else "",
        contested=any(one.id in disputed for one in reports if one.status == "live"),
        roots=tuple(book.agent(root) for root in last.roots) if last else best.chain.root,
        outlets=tuple(book.agent(outlet) for outlet in last.outlets) if last else (best.outlet,),
        history=reports,
        steps=tuple(Step(when(one.at), one.low, one.best, one.high) for one in settled(series)),
    )


def _best(reports: Sequence[Report], last: Estimate | None) -> Report:
    chosen = last.best_figure if last else None
    return next((one for one in reports if one.id == chosen), reports[-1])


def _ranged(best: Amount, last: Estimate | None) -> Amount:
    """The best report's number with the range over all live reports; a best that was raised by its parts is computed."""
    if last is None or (last.low, last.best, last.high) == (None, None, None):
        return best
    if last.best is None or last.best == best.value:
        return Amount(best.value, last.low, last.high, best.operator, best.unit, best.written)
    return Amount(last.best, last.low, last.high, "=" if last.computed else best.operator, best.unit, None)


def _lone_row(book: Casebook, figure: Figure, disputed: frozenset[str]) -> FigureRow:
    alone = report(book, figure, "live", None)
    roots: tuple[Agent, ...] = alone.chain.root
    return FigureRow(
        id=figure.id,
        measure=measure(book, figure, figure.place, figure.incident),
        realis=figure.realis,
        amount=alone.amount,
        computed=False,
        best=alone,
        policy="",
        contested=figure.id in disputed,
        roots=roots,
        outlets=(alone.outlet,),
        history=(alone,),
        steps=(),
    )


def key_rows(book: Casebook, table: Sequence[FigureRow]) -> tuple[str, ...]:
    """The ids of the rows for the top of the page, at most four, one a kind."""
    by_kind: dict[str, list[FigureRow]] = {}
    for row in table:
        by_kind.setdefault(row.measure.kind, []).append(row)
    chosen = [_key_row(book, rows) for kind, rows in by_kind.items() if kind not in ASIDE]
    telling = [row for row in chosen if row.measure.kind in TOLL or len(row.history) > 1] or chosen
    return tuple(row.id for row in sorted(telling, key=_weight)[:KEY_ROWS])


def _key_row(book: Casebook, rows: Sequence[FigureRow]) -> FigureRow:
    """What is told as fact of everybody in the widest place on the best authority; a row that few articles carry yields."""
    told = [row for row in rows if row.realis == "actual" and row.measure.group == "all"] or rows
    most = max(len(row.history) for row in told)
    carried = [row for row in told if len(row.history) * FEW >= most]
    return min(carried, key=lambda row: (_narrowness(book, row), _tier(row), -len(row.history), row.id))


def _narrowness(book: Casebook, row: FigureRow) -> int:
    """0 for a country, 1 for a region or where no place is told, 2 for a town, 3 for a spot."""
    entity = book.entities.get(row.measure.place.id) if row.measure.place else None
    return {"country": 0, "city": 2, "exact": 3}.get(entity.precision or "", 1) if entity else 1


def _tier(row: FigureRow) -> int:
    return min((agent.tier or UNRATED for agent in row.best.chain.root), default=UNRATED)


def changes(book: Casebook, series: Sequence[Series], table: Sequence[FigureRow]) -> tuple[Change, ...]:
    """Every move of a best value in the table's rows, newest first; the first value of a row is a move from nothing."""
    by_id = {row.id: row for row in table}
    telling = [one for one in series if one.id in by_id and by_id[one.id].measure.kind != "other"]
    found = [change for one in telling for change in _moves(book, one, by_id[one.id])]
    return tuple(sorted(found, key=lambda change: _recency(book, change), reverse=True))


def settled(series: Series) -> tuple[Estimate, ...]:
    """The last estimate of each moment: what one article says step by step is one move to its reader."""
    return tuple({estimate.at: estimate for estimate in series.estimates}.values())


def _recency(book: Casebook, change: Change) -> tuple[int, int, str]:
    passage = change.report.passage
    kind = rank("kind", change.measure.kind)
    return (book.order(passage.article)[0], -kind, change.report.id)


def _moves(book: Casebook, series: Series, row: FigureRow) -> list[Change]:
    reports = {one.id: one for one in row.history}
    moved: list[Change] = []
    before: Amount | None = None
    for estimate in settled(series):
        chosen = reports.get(estimate.best_figure or "")
        if chosen is None:
            continue
        after = _ranged(amount(book, book.figures[chosen.id]), estimate)
        if before is None or (after.value, after.operator) != (before.value, before.operator):
            moved.append(Change(when(estimate.at), series.id, row.measure, before, after, chosen))
        before = after
    return moved
