"""Figures: quantities of the event with kind, population, place, day, realis and chain."""

from __future__ import annotations

from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.marks import Annotations
from shilu.model.statements import Figure
from shilu.model.steps import in_step
from shilu.statements.attribution import Attribution
from shilu.statements.figures.building import build
from shilu.statements.figures.context import Context
from shilu.statements.figures.rules import RULES

__all__ = ["RULES", "build", "figures"]


def figures(
    article: Article, marks: Annotations, entities: Entities, attribution: Attribution, context: Context | None = None
) -> tuple[Figure, ...]:
    """Read the figures of one article in order: one a number, or for each place of 各. `context` saves making one."""
    return in_step([build(context or Context(article, marks, entities), attribution)])[0]
