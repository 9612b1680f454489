"""Time expressions of Chinese news: found by their pieces, read against the day of publication and the day being told.

Days are whole days in the place's own clock, instants carry an offset; both ends of an interval are inclusive.
"""

from __future__ import annotations

from shilu.annotate.named import Named
from shilu.annotate.reading import Reading
from shilu.annotate.times.marker import Marker
from shilu.annotate.times.rules import RULES
from shilu.model.marks import TimeMark
from shilu.model.steps import Steps, in_step

__all__ = ["RULES", "mark_times"]


def mark_times(read: Reading, named: Named) -> tuple[TimeMark, ...]:
    """Mark one article; sorted by (start, end), none overlapping. `named` gives the zones of places and hides names."""
    return in_step([timing(read, named)])[0]


def timing(read: Reading, named: Named) -> Steps[tuple[TimeMark, ...]]:
    """`mark_times` a step at a time."""
    marker = Marker(read, named)
    yield
    return marker.marks()
