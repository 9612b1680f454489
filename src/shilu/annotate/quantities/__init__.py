"""Numbers with what they count: value, bounds, unit and dimension of every quantity of an article."""

from __future__ import annotations

from operator import attrgetter

from shilu.annotate.quantities.marking import marks, taken
from shilu.annotate.quantities.reading import read_numbers
from shilu.annotate.quantities.rules import RULES
from shilu.annotate.quantities.unknown import unknown
from shilu.annotate.reading import Reading
from shilu.model.marks import NameMark, QuantityMark, TimeMark

__all__ = ["RULES", "mark_quantities", "read_numbers"]


def mark_quantities(read: Reading, timed: tuple[TimeMark, ...], named: tuple[NameMark, ...]) -> tuple[QuantityMark, ...]:
    """Mark one article; sorted by (start, end). Dates, ordinals, identifiers, names and set phrases are left out."""
    dates = [(mark.start, mark.end) for mark in timed if mark.timex in ("DATE", "TIME")]
    names = [(mark.start, mark.end) for mark in named]
    found = [*marks(read, taken(dates + names)), *unknown(read.text)]
    return tuple(sorted(found, key=attrgetter("start", "end")))
