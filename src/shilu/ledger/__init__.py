"""The judgement: series of figures, their relations R1-R14, low/best/high at any time, disagreements with reasons.

Takes a Story with its Articles, Entities and Stated, and gives a `Ledger`, a function of the set alone.
Must not drop or change a statement, or read the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import attrgetter

from shilu.ledger.agents import Agents, agents_of
from shilu.ledger.assemble import Judging
from shilu.ledger.commitments import Commitments
from shilu.ledger.copies import Copies
from shilu.ledger.estimates import POLICIES, estimate_at
from shilu.ledger.events import Events
from shilu.ledger.framing import Framings
from shilu.ledger.measures import Measures
from shilu.ledger.memory import Memory
from shilu.ledger.orders import Orders
from shilu.ledger.reading import Reading
from shilu.ledger.reports import Report, reports_of
from shilu.ledger.rules import RULES
from shilu.ledger.shelf import Shelf
from shilu.ledger.wording import Wordings
from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.ledger import Disagreement, Ledger, Story
from shilu.model.statements import Stated
from shilu.model.stories import Reuse

__all__ = ["POLICIES", "RULES", "Memory", "agreed", "estimate_at", "judge"]


def judge(
    story: Story,
    articles: Sequence[Article],
    stated: Sequence[Stated],
    entities: Entities,
    policy: str = "latest-official",
    agreements: Callable[[], Iterable[Disagreement]] | None = None,
    reuses: Sequence[Reuse] = (),
    memory: Memory | None = None,
) -> Ledger:
    """Fold a story's statements, in order of publication, into series and disagreements.

    The order of the arguments is irrelevant, and an article that comes twice counts once. `policy` is one of `POLICIES`
    (raises `KeyError` otherwise). `agreements` gives what `agreed` gave, when it was made meanwhile: it is asked last.
    `reuses` are the passages that the articles share: copied words are one voice. `memory` keeps what was found,
    so that the next judgement of the same story makes only what has changed; the answer is the same without it.
    """
    memory = memory or Memory(keeps=False)
    with memory.judging():
        return _judged(story, articles, stated, entities, policy, agreements, reuses, memory)


def _judged(
    story: Story,
    articles: Sequence[Article],
    stated: Sequence[Stated],
    entities: Entities,
    policy: str,
    agreements: Callable[[], Iterable[Disagreement]] | None,
    reuses: Sequence[Reuse],
    memory: Memory,
) -> Ledger:
    members = set(story.articles)
    agents = agents_of(entities, stated, memory.state("agents", Agents))
    reports = reports_of((a for a in articles if a.id in members), stated, memory)
    told = memory.state("reading", partial(Reading, memory)).points(reports, agents)
    told = memory.state("copies", Copies).follow(told, stated, reuses)
    shelf = memory.state("disagreements", partial(Shelf[Disagreement], attrgetter("id")))
    series = memory.state("judging", Judging).series(told, entities, agents, policy, shelf)
    measures = memory.state("measures", Measures).all(reports, entities)
    shelf.put("orders", memory.state("orders", Orders).all(reports, entities))
    events = memory.state("events", partial(Events, memory)).all(reports, entities)
    promised = memory.state("commitments", partial(Commitments, memory)).all(reports, series, agents, measures)
    shelf.put("alike", list(agreements() if agreements else _alike(reports, agents, memory)))
    return Ledger(story, tuple(series), tuple(shelf.all()), events=events, measures=measures, commitments=promised)


def agreed(articles: Sequence[Article], stated: Sequence[Stated], entities: Entities) -> list[Disagreement]:
    """What a story's articles say alike or set side by side themselves: the part of the judgement that needs no figures."""
    return _alike(reports_of(articles, stated), agents_of(entities, stated), Memory(keeps=False))


def _alike(reports: Sequence[Report], agents: Agents, memory: Memory) -> list[Disagreement]:
    compared, framed = memory.state("wordings", Wordings), memory.state("framings", Framings)
    return [*compared.agreements(reports, agents), *framed.found(reports, agents)]
