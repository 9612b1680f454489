"""Figures: quantities of the event with kind, population, place, day, realis and chain."""

from __future__ import annotations

from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.marks import Annotations
from shilu.model.rules import Rule
from shilu.model.statements import Figure
from shilu.statements.attribution import Attribution

RULES: tuple[Rule, ...] = ()


def figures(article: Article, marks: Annotations, entities: Entities, attribution: Attribution) -> tuple[Figure, ...]:
    """Read the figures of one article, sorted by where they stand."""
    return ()
