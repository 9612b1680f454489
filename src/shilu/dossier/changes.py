"""What moved last: every step of a best value, found from the estimates and laid out when it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from msgspec import Struct

from shilu.dossier.casebook import Casebook, when
from shilu.dossier.laid import Laid
from shilu.dossier.reports import amount
from shilu.dossier.rows import Line, ranged, settled
from shilu.dossier.terms import Amount
from shilu.dossier.view import Change, FigureRow
from shilu.dossier.words import rank
from shilu.model.ledger import Estimate, Series
from shilu.model.statements import Figure

State = tuple[Figure, Estimate]


class Move(Struct, frozen=True, eq=False):
    """A step of a line's best value: the state before (`None` when it is new) and after."""

    line: Line
    before: State | None
    after: State


def changes(
    book: Casebook, series: Sequence[Series], table: Sequence[Line], lay: Callable[[Line], FigureRow]
) -> Laid[Move, Change]:
    """Every move of a best value in the table's lines, newest first; the first value of a line is a move from nothing."""
    by_id = {line.id: line for line in table if line.best.kind != "other"}
    found = [move for one in series if one.id in by_id for move in _moves(one, by_id[one.id])]
    return Laid(sorted(found, key=partial(_recency, book), reverse=True), partial(_change, book, lay))


def _recency(book: Casebook, move: Move) -> tuple[int, int, str]:
    chosen = move.after[0]
    return (book.ranks[chosen.span.article], -rank("kind", move.line.best.kind), chosen.id)


def _moves(series: Series, line: Line) -> Iterator[Move]:
    known = {one.id: one for one in line.figures}
    before: State | None = None
    for estimate in settled(series):
        chosen = known.get(estimate.best_figure or "")
        if chosen is None:
            continue
        after = (chosen, estimate)
        if before is None or _told(*after) != _told(*before):
            yield Move(line, before, after)
        before = after


def _told(chosen: Figure, estimate: Estimate) -> tuple[Decimal | None, str]:
    """Value and operator of a state, as `ranged` has them."""
    if estimate.best is None or estimate.best == chosen.value:
        return chosen.value, chosen.operator
    return estimate.best, "=" if estimate.computed else chosen.operator


def _change(book: Casebook, lay: Callable[[Line], FigureRow], move: Move) -> Change:
    row = lay(move.line)
    chosen, estimate = move.after
    return Change(
        at=when(estimate.at),
        series=row.id,
        measure=row.measure,
        before=_shown(book, move.before) if move.before else None,
        after=_shown(book, move.after),
        report=next(one for one in row.history if one.id == chosen.id),
    )


def _shown(book: Casebook, state: State) -> Amount:
    return ranged(amount(book, state[0]), state[1])
