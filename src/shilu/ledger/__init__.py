"""The judgement: series of figures, their relations R1-R14, low/best/high at any time, disagreements with reasons.

Takes a Story with its Articles, Entities and Stated, and gives a `Ledger`, a function of the set alone.
Must not drop or change a statement, or read the clock.
"""

from __future__ import annotations

from collections.abc import Sequence

from shilu.ledger.assemble import disagreements_of, judge_points, series_of
from shilu.ledger.estimates import POLICIES, estimate_at
from shilu.ledger.measures import measures_of
from shilu.ledger.points import agents_of, in_order, points_of
from shilu.ledger.rules import RULES
from shilu.ledger.wording import agreements
from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.ledger import Ledger, Story
from shilu.model.statements import Stated

__all__ = ["POLICIES", "RULES", "estimate_at", "judge"]


def judge(
    story: Story,
    articles: Sequence[Article],
    stated: Sequence[Stated],
    entities: Entities,
    policy: str = "latest-official",
) -> Ledger:
    """Fold a story's statements, in order of publication, into series and disagreements.

    The order of the arguments is irrelevant, and an article that comes twice counts once. `policy` is one of `POLICIES`
    (raises `KeyError` otherwise).
    """
    members = set(story.articles)
    agents = agents_of(entities, stated)
    own = in_order([a for a in articles if a.id in members])
    judged = judge_points(points_of(own, stated, agents), entities, policy)
    disputes = [*disagreements_of(judged, agents), *agreements(own, stated, agents)]
    return Ledger(
        story,
        tuple(series_of(judged, agents)),
        tuple(sorted(disputes, key=lambda dispute: dispute.id)),
        measures=measures_of(own, stated, entities),
    )
