"""Numbers with what they count: value, bounds, unit and dimension of every quantity of an article."""

from __future__ import annotations

import re
from operator import attrgetter

from shilu.annotate.named import Named
from shilu.annotate.quantities.marking import marks
from shilu.annotate.quantities.reading import read_numbers
from shilu.annotate.quantities.rules import RULES
from shilu.annotate.quantities.unknown import unknown
from shilu.annotate.reading import Reading
from shilu.model.marks import QuantityMark, TimeMark

__all__ = ["RULES", "mark_quantities", "read_numbers"]


_DATED = frozenset(["DATE", "TIME"])
# 北岸银行(3.87, 0.01, 0.26%): what its share costs and did today, put there by the page and not by who wrote the news
_SHARE = re.compile(r"[（(][+-]?\d+\.\d+[,，] ?[+-]?\d+\.\d+[,，] ?[+-]?\d+\.\d+%[）)]")


def mark_quantities(read: Reading, timed: tuple[TimeMark, ...], named: Named) -> tuple[QuantityMark, ...]:
    """Mark one article; sorted by (start, end). Dates, ordinals, identifiers, names and set phrases are left out."""
    taken = [(mark.start, mark.end) for mark in timed if mark.timex in _DATED]
    taken += [(mark.start, mark.end) for mark in named.marks]
    if "%" in read.text and ("%)" in read.text or "%）" in read.text):
        taken += [match.span() for match in _SHARE.finditer(read.text)]
    found = [*marks(read, taken), *unknown(read.text)]
    return tuple(sorted(found, key=attrgetter("start", "end")))
