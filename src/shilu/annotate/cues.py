"""Reporting cues."""

from __future__ import annotations

from shilu.annotate.reading import Reading
from shilu.model.marks import CueMark, NameMark
from shilu.model.rules import Rule

RULES: tuple[Rule, ...] = ()


def mark_cues(read: Reading, named: tuple[NameMark, ...]) -> tuple[CueMark, ...]:
    """Mark one article; sorted by (start, end)."""
    return ()
