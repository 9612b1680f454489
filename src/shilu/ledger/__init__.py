"""The judgement: series of figures, their relations R1-R14, low/best/high at any time, disagreements with reasons.

Takes a Story with its Articles, Entities and Stated, and gives a `Ledger`, a function of the set alone.
Must not drop or change a statement, or read the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace

from shilu.ledger.assemble import disagreements_of, judge_points, series_of
from shilu.ledger.commitments import commitments_of
from shilu.ledger.estimates import POLICIES, estimate_at
from shilu.ledger.events import events_of
from shilu.ledger.framing import framings
from shilu.ledger.measures import measures_of
from shilu.ledger.points import Agents, agents_of, in_order, points_of
from shilu.ledger.rules import RULES
from shilu.ledger.wording import agreements as compared
from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.ledger import Disagreement, Ledger, Story
from shilu.model.statements import Stated

__all__ = ["POLICIES", "RULES", "agreed", "estimate_at", "judge", "judge_at"]


def judge(
    story: Story,
    articles: Sequence[Article],
    stated: Sequence[Stated],
    entities: Entities,
    policy: str = "latest-official",
    agreements: Callable[[], Iterable[Disagreement]] | None = None,
) -> Ledger:
    """Fold a story's statements, in order of publication, into series and disagreements.

    The order of the arguments is irrelevant, and an article that comes twice counts once. `policy` is one of `POLICIES`
    (raises `KeyError` otherwise). `agreements` gives what `agreed` gave, when it was made meanwhile: it is asked last.
    """
    members = set(story.articles)
    agents = agents_of(entities, stated)
    own = in_order([a for a in articles if a.id in members])
    judged = judge_points(points_of(own, stated, agents), entities, policy)
    disputes = disagreements_of(judged, agents)
    series, measures = tuple(series_of(judged, agents)), measures_of(own, stated, entities)
    alike = agreements() if agreements else _alike(own, stated, agents)
    return Ledger(
        story,
        series,
        tuple(sorted([*disputes, *alike], key=lambda dispute: dispute.id)),
        events=events_of(own, stated, entities),
        measures=measures,
        commitments=commitments_of(own, stated, series, agents),
    )


def judge_at(
    story: Story,
    articles: Sequence[Article],
    stated: Sequence[Stated],
    entities: Entities,
    at: datetime,
    policy: str = "latest-official",
) -> Ledger:
    """The ledger as it was known at an instant: `judge` over what had been published by then.

    `at` must carry its offset. Undated articles are left out: nobody knows when they became known. The id of the
    story stays; its articles, its last day and its title (the newest headline) are those of that instant.
    """
    known = [a for a in in_order(articles) if a.published is not None and a.published <= at and a.id in set(story.articles)]
    ids = {article.id for article in known}
    then = replace(
        story,
        title=known[-1].title if known else "",
        first=known[0].published if known else None,
        last=known[-1].published if known else None,
        articles=tuple(article for article in story.articles if article in ids),
        reasons=tuple((article, reason) for article, reason in story.reasons if article in ids),
    )
    return judge(then, known, [item for item in stated if item.article in ids], entities, policy)


def agreed(articles: Sequence[Article], stated: Sequence[Stated], entities: Entities) -> list[Disagreement]:
    """What a story's articles say alike or set side by side themselves: the part of the judgement that needs no figures."""
    return _alike(in_order(articles), stated, agents_of(entities, stated))


def _alike(articles: Sequence[Article], stated: Sequence[Stated], agents: Agents) -> list[Disagreement]:
    return [*compared(articles, stated, agents), *framings(articles, stated, agents)]
