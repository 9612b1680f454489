"""Time expressions."""

from __future__ import annotations

from shilu.annotate.reading import Reading
from shilu.model.marks import NameMark, TimeMark
from shilu.model.rules import Rule

RULES: tuple[Rule, ...] = ()


def mark_times(read: Reading, named: tuple[NameMark, ...]) -> tuple[TimeMark, ...]:
    """Mark one article; sorted by (start, end)."""
    return ()
