"""Attribution: sayings with their chains, and the chain that holds at any place of the text."""

from __future__ import annotations

from shilu.model.rules import Rule
from shilu.statements.attribution.flow import attribute
from shilu.statements.attribution.result import Attribution

RULES: tuple[Rule, ...] = ()

__all__ = ["RULES", "Attribution", "attribute"]
