"""The judgement: series of figures, their relations R1-R14, low/best/high at any time, disagreements with reasons.

Takes a Story with its Articles, Entities and Stated, and gives a `Ledger`, a function of the set alone.
Must not drop or change a statement, or read the clock.
"""

from __future__ import annotations

from collections.abc import Sequence

from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.ledger import Ledger, Story
from shilu.model.rules import Rule
from shilu.model.statements import Stated

RULES: tuple[Rule, ...] = ()


def judge(
    story: Story,
    articles: Sequence[Article],
    stated: Sequence[Stated],
    entities: Entities,
    policy: str = "latest-official",
) -> Ledger:
    """Fold a story's statements, in order of publication, into series and disagreements."""
    return Ledger(story, (), ())
