"""What an editor asks of a figure at first sight: since when it is told, what was told before, and who tells otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from shilu.dossier.terms import When
from shilu.dossier.view import FigureRow, Report

ROWS = {"killed": 6, "missing": 2, "injured": 2}  # lines of a kind: more would push the last changes off the first screen
OTHERS = 2  # values that differ and are named at once; the table has all of them


def glance(rows: Iterable[FigureRow], cards: Sequence[FigureRow], outlook: Iterable[FigureRow]) -> list[FigureRow]:
    """The toll by place: the rows that most reports carry and that no card shows; last, the deaths most often foreseen."""
    shown = {row.id for row in cards}
    found = [row for row in rows if row.id not in shown and row.measure.group == "all" and row.measure.kind in ROWS]
    by_kind = {kind: sorted((row for row in found if row.measure.kind == kind), key=_reports) for kind in ROWS}
    foreseen = sorted((row for row in outlook if row.measure.kind == "killed"), key=_reports)
    return [*(row for kind, most in ROWS.items() for row in islice(by_kind[kind], most)), *foreseen[:1]]


def _reports(row: FigureRow) -> tuple[int, str]:
    return -len(row.history), row.id


def _same(one: Report, other: Report) -> bool:
    """Whether two reports give the same number, be it bare or as a least one."""
    mine, theirs = one.amount, other.amount
    if mine.value is not None and theirs.value is not None:
        return mine.value == theirs.value
    return (mine.value, mine.low, mine.high) == (theirs.value, theirs.low, theirs.high)


def _numbered(one: Report) -> bool:
    return one.amount.value is not None or (one.amount.low is not None and one.amount.high is not None)


def since(row: FigureRow) -> When | None:
    """When the best value was first reported (`None` for a computed one), after the last other one that it took the place of."""
    if row.computed:  # no report gives a sum of parts
        return None
    old = before(row)
    start = row.history.index(old) + 1 if old else 0
    return next((one.published for one in row.history[start:] if _same(one, row.best)), None)


def before(row: FigureRow) -> Report | None:
    """The newest other value before the best report that something took the place of."""
    earlier = row.history[: row.history.index(row.best)]
    gone = (one for one in reversed(earlier) if one.status != "live" and _numbered(one))
    return next((one for one in gone if not _same(one, row.best) and one.amount.value != row.amount.value), None)


def others(row: FigureRow) -> list[Report]:
    """The newest report of each other value that still stands."""
    found: list[Report] = []
    for one in reversed(row.history):
        if one.status == "live" and _numbered(one) and not any(_same(one, kept) for kept in (row.best, *found)):
            found.append(one)
    return found[:OTHERS]
