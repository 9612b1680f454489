"""Facts of an article beside its figures: events, measures of authorities, commitments and forecasts."""

from __future__ import annotations

from msgspec import Struct

from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.marks import Annotations
from shilu.model.statements import CommitmentMention, EventMention, MeasureMention
from shilu.statements.attribution import Attribution
from shilu.statements.facts.commitments import Mark, commitments
from shilu.statements.facts.ground import Ground
from shilu.statements.facts.lexicon import hits
from shilu.statements.facts.measures import measure
from shilu.statements.facts.rules import RULES

__all__ = ["RULES", "Facts", "facts"]


class Facts(Struct, frozen=True):
    """The facts of one article, each list in order of the text."""

    events: tuple[EventMention, ...]
    measures: tuple[MeasureMention, ...]
    commitments: tuple[CommitmentMention, ...]


def facts(article: Article, marks: Annotations, entities: Entities, voices: Attribution) -> Facts:
    """Read the facts of one article: one scan for their words, and work in the clauses that hold one."""
    ground = Ground(article, marks, entities, voices)
    measures: dict[str, MeasureMention] = {}
    words: list[Mark] = []
    for start, end, entries in hits(marks.simplified):
        for entry in entries:
            if entry.matter == "commitment":
                words.append(Mark(start, end, entry.form, entry.type))
            elif entry.matter == "measure" and (found := measure(ground, start, end, entry)):
                measures.setdefault(found.id, found)
    return Facts((), tuple(measures.values()), tuple(commitments(ground, words)))
