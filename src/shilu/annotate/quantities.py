"""Numbers with what they count."""

from __future__ import annotations

from shilu.annotate.reading import Reading
from shilu.model.marks import NameMark, QuantityMark, TimeMark
from shilu.model.rules import Rule

RULES: tuple[Rule, ...] = ()


def mark_quantities(read: Reading, timed: tuple[TimeMark, ...], named: tuple[NameMark, ...]) -> tuple[QuantityMark, ...]:
    """Mark one article; sorted by (start, end)."""
    return ()
