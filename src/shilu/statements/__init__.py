"""Who asserts what, where it is written: sayings with their attribution chains, typed figures,
events, measures and commitments.

Takes one Article, its Annotations and the Entities, and gives `Stated`: append-only, each with its span and rule.
Must not compare statements with each other across articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shilu.model.article import Article
from shilu.model.entities import Entities, Entity
from shilu.model.marks import Annotations
from shilu.model.rules import Rule
from shilu.model.statements import Stated
from shilu.model.steps import Steps, in_step
from shilu.statements import attribution, facts, figures
from shilu.statements.attribution import merged

RULES: tuple[Rule, ...] = (*attribution.RULES, *figures.RULES, *facts.RULES)
_TOGETHER = 32  # articles that are read side by side: more gain nothing


def state(article: Article, marks: Annotations, entities: Entities) -> Stated:
    """Read the statements of one article."""
    return state_all([(article, marks)], entities)[0]


def state_all(marked: Sequence[tuple[Article, Annotations]], entities: Entities) -> list[Stated]:
    """Read the statements of some articles, in order."""
    batches = [marked[at : at + _TOGETHER] for at in range(0, len(marked), _TOGETHER)]
    return [one for batch in batches for one in in_step([_stated(article, marks, entities) for article, marks in batch])]


def _stated(article: Article, marks: Annotations, entities: Entities) -> Steps[Stated]:
    voices = yield from attribution.attributing(article, marks, entities)
    yield
    ground = facts.Ground(article, marks, entities, voices)  # figures and facts look around them in one frame
    counted = yield from figures.build(ground, voices)
    yield
    found = facts.facts(ground)
    return Stated(article.id, voices.sayings, counted, voices.agents, found.events, found.measures, found.commitments)


def agents(stated: Iterable[Stated]) -> tuple[Entity, ...]:
    """The sources that `entities` does not know, of several articles: each once, in order of ids."""
    return merged(agent for one in stated for agent in one.agents)
