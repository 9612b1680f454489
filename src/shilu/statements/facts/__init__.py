"""Facts of an article beside its figures: events, measures of authorities, commitments and forecasts."""

from __future__ import annotations

from msgspec import Struct

from shilu.model.statements import CommitmentMention, EventMention, MeasureMention
from shilu.statements.facts.commitments import Mark, commitments
from shilu.statements.facts.events import event, of_measure
from shilu.statements.facts.ground import Ground
from shilu.statements.facts.lexicon import hits
from shilu.statements.facts.measures import measure
from shilu.statements.facts.rules import RULES

__all__ = ["RULES", "Facts", "Ground", "facts"]


class Facts(Struct, frozen=True):
    """The facts of one article, each list in order of the text."""

    events: tuple[EventMention, ...]
    measures: tuple[MeasureMention, ...]
    commitments: tuple[CommitmentMention, ...]


def facts(ground: Ground) -> Facts:
    """Read the facts of one article: one scan for their words, and work in the clauses that hold one."""
    events: dict[tuple[int, str], EventMention] = {}  # by clause and type: one clause tells of an event once
    measures: dict[str, MeasureMention] = {}
    words: list[Mark] = []
    for start, end, entries in hits(ground.text):
        for entry in entries:
            if entry.matter == "commitment":
                words.append(Mark(start, end, entry.form, entry.type))
                continue
            told = None
            if entry.matter == "event":
                told = event(ground, start, end, entry)
            elif found := measure(ground, start, end, entry):
                measures.setdefault(found.id, found)
                told = of_measure(ground, start, end, found)
            if told:
                events.setdefault((told.span.start, told.type), told)
    return Facts(tuple(events.values()), tuple(measures.values()), tuple(commitments(ground, words)))
