"""Offices and who holds them."""

from __future__ import annotations

from shilu.annotate.reading import Reading
from shilu.model.marks import NameMark, RoleMark
from shilu.model.rules import Rule

RULES: tuple[Rule, ...] = ()


def mark_roles(read: Reading, named: tuple[NameMark, ...]) -> tuple[RoleMark, ...]:
    """Mark one article; sorted by (start, end)."""
    return ()
