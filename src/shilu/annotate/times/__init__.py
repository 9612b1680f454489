"""Time expressions of Chinese news: found by their pieces, read against the day of publication and the day being told.

Days are whole days in the place's own clock, instants carry an offset; both ends of an interval are inclusive.
"""

from __future__ import annotations

from shilu.annotate.named import Named
from shilu.annotate.reading import Reading
from shilu.annotate.times.marker import Marker
from shilu.annotate.times.rules import RULES
from shilu.model.marks import TimeMark

__all__ = ["RULES", "mark_times"]


def mark_times(read: Reading, named: Named) -> tuple[TimeMark, ...]:
    """Mark one article; sorted by (start, end), none overlapping. `named` gives the zones of places and hides names."""
    return Marker(read, named).marks()
