"""All rules of all rooms, in the order of the rooms."""

from __future__ import annotations

from shilu import annotate, entities, ledger, sources, statements
from shilu.model.rules import Rule


def all_rules() -> tuple[Rule, ...]:
    """Every declared rule."""
    return (*sources.RULES, *annotate.RULES, *entities.RULES, *statements.RULES, *ledger.RULES)
