"""The articles of a story with what is stated in them, in the recorded order: what every part of the judgement goes through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import TypeVar

from msgspec import Struct

from shilu.ledger.memory import Memory
from shilu.ledger.points import recorded
from shilu.model.article import Article
from shilu.model.statements import Stated

T = TypeVar("T")


class Report(Struct, frozen=True):
    """One article with what is stated in it. `when` is its place in the recorded order: (published, article id)."""

    article: Article
    stated: Stated
    when: tuple[datetime, str]


def reports_of(articles: Iterable[Article], stated: Iterable[Stated], memory: Memory | None = None) -> list[Report]:
    """Each article once, in the recorded order. With memory what is the same as last time is the same object."""
    memory = memory or Memory()
    told = {one.article: one for one in stated}
    known = memory.state("reports", dict[str, Report])
    found: dict[str, Report] = {}
    for article in articles:
        own, before = told.get(article.id), known.get(article.id)
        if before is not None and before.article is article and before.stated is own:
            found[article.id] = before
            continue
        made = Report(article, own or Stated(article.id, (), (), ()), recorded(article))
        found[article.id] = before if before is not None and before == made else made
    known.clear()
    known.update(found)
    return sorted(found.values(), key=attrgetter("when"))


def as_before(before: Sequence[T], now: Sequence[T]) -> int:
    """How many of the values at the front of two lists are the same: looked at one by one only where they are not all."""
    common = min(len(before), len(now))
    if before[:common] == now[:common]:
        return common
    return next((at for at in range(common) if before[at] != now[at]), common)
