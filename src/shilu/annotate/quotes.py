"""Words inside quotation marks."""

from __future__ import annotations

from shilu.annotate.reading import Reading
from shilu.model.marks import QuoteMark
from shilu.model.rules import Rule

RULES: tuple[Rule, ...] = ()


def mark_quotes(read: Reading) -> tuple[QuoteMark, ...]:
    """Mark one article; sorted by (start, end)."""
    return ()
