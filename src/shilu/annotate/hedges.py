"""Words that move factuality."""

from __future__ import annotations

from shilu.annotate.reading import Reading
from shilu.model.marks import HedgeMark
from shilu.model.rules import Rule

RULES: tuple[Rule, ...] = ()


def mark_hedges(read: Reading) -> tuple[HedgeMark, ...]:
    """Mark one article; sorted by (start, end)."""
    return ()
