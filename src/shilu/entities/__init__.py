"""The who and the where: mentions of all articles become one entity each, with aliases, offices, places and coordinates.

Takes Articles with their Annotations and gives `Entities` (by id, and by mention); ids come from keys, never from order.
Must not read statements or drop a mention.
"""

from __future__ import annotations

from shilu.entities import references
from shilu.entities.resolving import resolve
from shilu.model.rules import Rule

RULES: tuple[Rule, ...] = references.RULES

__all__ = ["RULES", "resolve"]
