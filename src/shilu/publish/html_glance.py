"""What an editor asks of a figure at first sight: since when it is told, what was told before, what may still come, and who
tells otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice

from shilu.dossier.terms import Amount, When
from shilu.dossier.view import FigureRow, Report

ROWS = {"killed": 6, "missing": 2, "injured": 2, "affected": 1}  # lines of a kind: more would push the changes out of sight
BROAD = ("affected",)  # kinds whose name leaves open what befell people: the words are shown as well
PROSPECTIVE = ("planned", "forecast", "conditional")
GONE = ("superseded", "revised", "refined")
POSSIBLE = ("PS+", "PR+")
UNRATED = 9
OTHERS = 2  # values that differ and are named at once; the table has all of them


def glance(rows: Iterable[FigureRow], cards: Sequence[FigureRow], outlook: Iterable[FigureRow]) -> list[FigureRow]:
    """The toll by place: the rows that most reports carry and that no card shows; last, the deaths most often foreseen."""
    shown = {row.id for row in cards}
    found = [row for row in rows if row.id not in shown and row.measure.group == "all" and row.measure.kind in ROWS]
    by_kind = {kind: sorted((row for row in found if row.measure.kind == kind), key=_reports) for kind in ROWS}
    foreseen = sorted((row for row in outlook if row.measure.kind == "killed"), key=_reports)
    return [*(row for kind, most in ROWS.items() for row in islice(by_kind[kind], most)), *foreseen[:1]]


def _reports(row: FigureRow) -> tuple[bool, int, str]:
    """Regions before the places inside them, what most reports carry first."""
    return row.measure.within is not None, -len(row.history), row.id


def _same(one: Report, other: Report) -> bool:
    """Whether two reports give the same number, be it bare or as a least one."""
    mine, theirs = one.amount, other.amount
    if mine.value is not None and theirs.value is not None:
        return mine.value == theirs.value
    return (mine.value, mine.low, mine.high) == (theirs.value, theirs.low, theirs.high)


def _numbered(one: Report) -> bool:
    return one.amount.value is not None or (one.amount.low is not None and one.amount.high is not None)


def _told(one: Report) -> bool:
    """Whether a report gives a number as something that is, not as something to come."""
    return _numbered(one) and one.realis not in PROSPECTIVE


def since(row: FigureRow) -> When | None:
    """When the best value was first reported (`None` for a computed one), after the last other one that it took the place of."""
    if row.computed:  # no report gives a sum of parts
        return None
    old = before(row)
    start = row.history.index(old) + 1 if old else 0
    return next((one.published for one in row.history[start:] if _same(one, row.best)), None)


def own(row: FigureRow) -> Report | None:
    """The report that a computed best value rests on, where it gives another number itself."""
    return row.best if row.computed and row.best.amount.value not in (None, row.amount.value) else None


def before(row: FigureRow) -> Report | None:
    """What was told until the best value came: of the reports that something took the place of, those with the number that was
    best before (else the newest), of these the one on the best authority; `None` when no report gave another number."""
    gone, last = _gone(row), _last(row, told=True)
    same = [one for one in gone if one.amount.value == last] if last is not None else gone[:1]
    return min(same, key=_tier, default=None)


def summed_before(row: FigureRow) -> Amount | None:
    """The number that was best before, when it was a sum of parts, and no report gave any other."""
    last = _last(row, told=False)
    if last is None or before(row) is not None:
        return None
    return row.amount._replace(value=last, low=last, high=last, operator="=", written=None)


def _gone(row: FigureRow) -> list[Report]:
    """The reports before the best one that something took the place of and that gave another number, the newest first."""
    shown = _shown(row)
    earlier = reversed(row.history[: row.history.index(row.best)])
    gone = (one for one in earlier if one.status != "live" and _told(one) and not _same(one, row.best))
    return [one for one in gone if one.amount.value is None or one.amount.value not in shown]


def _last(row: FigureRow, *, told: bool) -> Decimal | None:
    """The newest best value before the present one that is not shown otherwise: of those that a report gave, or of sums."""
    shown, given = _shown(row), {one.amount.value for one in row.history}
    values = (step.best for step in reversed(row.steps) if step.best is not None and step.best not in shown)
    return next((value for value in values if (value in given) == told), None)


def _shown(row: FigureRow) -> set[Decimal | None]:
    """The numbers that a row tells already: its best value, its report's and the others that stand."""
    return {row.amount.value, row.best.amount.value, *(one.amount.value for one in others(row))}


def _tier(one: Report) -> int:
    """How good the authority is that a report rests on, 1 the best; of equals the first is taken."""
    return min((agent.tier or UNRATED for agent in one.chain.root), default=UNRATED)


def to_come(row: FigureRow) -> Report | None:
    """The newest word of a number that may still be reached: foreseen, planned or possible, since the best value stands."""
    old = before(row)
    start = row.history.index(old) + 1 if old else 0
    shown = _shown(row)
    open_ = (one for one in reversed(row.history[start:]) if one.status not in GONE and _open(one))
    return next((one for one in open_ if one.amount.value is None or one.amount.value not in shown), None)


def _open(one: Report) -> bool:
    bounded = not (one.amount.low is None and one.amount.high is None)
    return bounded and one.status != "live" and (one.realis in PROSPECTIVE or one.factuality in POSSIBLE)


def others(row: FigureRow) -> list[Report]:
    """The newest report of each other value that still stands."""
    found: list[Report] = []
    for one in reversed(row.history):
        if one.status == "live" and _told(one) and not any(_same(one, kept) for kept in (row.best, *found)):
            found.append(one)
    return found[:OTHERS]
