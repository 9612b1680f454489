"""Which articles tell the same event, and which are the same words.

Takes Articles and gives `Story` values (tight events inside looser stories) with a reason for every article, and the
passages that articles share (`stories.reuse`). Must not look at whether a statement is true.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

from shilu.model.ids import make_id
from shilu.model.ledger import Reason, Story


class Published(Protocol):
    """Of an article what it takes to put it into a story: an Article is one."""

    @property
    def id(self) -> str:
        """As `Article.id`."""
        ...

    @property
    def title(self) -> str:
        """As `Article.title`."""
        ...

    @property
    def published(self) -> datetime | None:
        """As `Article.published`."""
        ...


def one_story(articles: Sequence[Published]) -> Story:
    """All articles of a build as one story, in order of publication; ties by article id, undated ones last.

    Its title is the newest headline: an older one would stand above the numbers that have replaced its own.
    """
    ordered = sorted(articles, key=publication_order)
    dated = [article.published for article in ordered if article.published]
    newest = next((article for article in reversed(ordered) if article.published), ordered[0] if ordered else None)
    return Story(
        id=make_id("sto", ordered[0].id if ordered else ""),
        title=newest.title if newest else "",
        first=dated[0] if dated else None,
        last=dated[-1] if dated else None,
        articles=tuple(article.id for article in ordered),
        reasons=tuple(Reason(article.id, "同一次生成", "same build") for article in ordered),
    )


def publication_order(article: Published) -> tuple[bool, str, str]:
    """Sort key: (published in UTC, article id), undated last."""
    if article.published is None:
        return (True, "", article.id)
    return (False, article.published.astimezone(UTC).isoformat(), article.id)
