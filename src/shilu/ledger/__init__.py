"""The judgement: series of figures, their relations R1-R14, low/best/high at any time, disagreements with reasons.

Takes a Story with its Articles, Entities and Stated, and gives a `Ledger`, a function of the set alone.
Must not drop or change a statement, or read the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter

from msgspec import Struct

from shilu.ledger.agents import Agents, agents_of
from shilu.ledger.assemble import Judging
from shilu.ledger.commitments import Commitments
from shilu.ledger.copies import Copies
from shilu.ledger.counts import Counts, Promised
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
from shilu.model.ledger import Disagreement, Event, Ledger, Measure, Story
from shilu.model.statements import Stated
from shilu.model.stories import Reuse

__all__ = ["POLICIES", "RULES", "Besides", "Memory", "estimate_at", "judge", "told_besides"]


class Besides(Struct, frozen=True):
    """What the articles of a story say besides figures: the part of the judgement that needs no series.

    `promised` are the commitments before anything is counted; `orders` are set against each other, `alike` is what is said alike.
    """

    events: tuple[Event, ...]
    measures: tuple[Measure, ...]
    promised: tuple[Promised, ...]
    orders: tuple[Disagreement, ...]
    alike: tuple[Disagreement, ...]


def judge(
    story: Story,
    articles: Sequence[Article],
    stated: Sequence[Stated],
    entities: Entities,
    policy: str = "latest-official",
    besides: Callable[[], Besides] | None = None,
    reuses: Sequence[Reuse] = (),
    memory: Memory | None = None,
) -> Ledger:
    """Fold a story's statements, in order of publication, into series and disagreements.

    The order of the arguments is irrelevant, and an article that comes twice counts once. `policy` is one of `POLICIES`
    (raises `KeyError` otherwise). `besides` gives what `told_besides` gave, when it was made meanwhile: it is asked last.
    `reuses` are the passages that the articles share: copied words are one voice. `memory` keeps what was found,
    so that the next judgement of the same story makes only what has changed; the answer is the same without it.
    """
    memory = memory or Memory(keeps=False)
    with memory.judging():
        return _judged(story, articles, stated, entities, policy, besides, reuses, memory)


def _judged(
    story: Story,
    articles: Sequence[Article],
    stated: Sequence[Stated],
    entities: Entities,
    policy: str,
    besides: Callable[[], Besides] | None,
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
    beside = besides() if besides else _besides(reports, entities, agents, memory)
    settled = memory.state("counts", Counts).settle(beside.promised, reports, series)
    shelf.put("orders", beside.orders)
    shelf.put("alike", beside.alike)
    return Ledger(story, tuple(series), tuple(shelf.all()), events=beside.events, measures=beside.measures, commitments=settled)


def told_besides(articles: Sequence[Article], stated: Sequence[Stated], entities: Entities) -> Besides:
    """What a story's articles say besides figures, for `judge` to take."""
    return _besides(reports_of(articles, stated), entities, agents_of(entities, stated), Memory(keeps=False))


def _besides(reports: Sequence[Report], entities: Entities, agents: Agents, memory: Memory) -> Besides:
    measures = memory.state("measures", Measures).all(reports, entities)
    compared, framed = memory.state("wordings", Wordings), memory.state("framings", Framings)
    return Besides(
        memory.state("events", partial(Events, memory)).all(reports, entities),
        measures,
        memory.state("commitments", partial(Commitments, memory)).all(reports, agents, measures),
        tuple(memory.state("orders", Orders).all(reports, entities)),
        (*compared.agreements(reports, agents), *framed.found(reports, agents)),
    )
