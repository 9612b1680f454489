"""Names of persons, organisations, places and outlets."""

from __future__ import annotations

from shilu.annotate.reading import Reading
from shilu.model.marks import NameMark
from shilu.model.protocols import Tagger
from shilu.model.rules import Rule

RULES: tuple[Rule, ...] = ()


def mark_names(read: Reading, tagger: Tagger | None) -> tuple[NameMark, ...]:
    """Mark one article; sorted by (start, end)."""
    return ()
