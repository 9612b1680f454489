"""Copied words are one voice: figures in passages that articles share stand on the word of the copy that names its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from shilu.ledger.points import Point
from shilu.ledger.reports import as_before
from shilu.model.article import Span
from shilu.model.statements import Stated
from shilu.model.stories import Reuse
from shilu.stories.reuse import voices

Spans = tuple[Span, ...]


class Passages:
    """Passages that are the same words, known by one of them. More may come."""

    def __init__(self) -> None:
        """Begin with none."""
        self.members: dict[Span, set[Span]] = {}
        self._known_by: dict[Span, Span] = {}

    def of(self, span: Span) -> Span | None:
        """The passage by which one is known, `None` when nobody shares its words."""
        return self._known_by.get(span)

    def unite(self, one: Span, other: Span) -> Span:
        """Let two be the same words; gives the passage by which both are known. The name that more of them bear is kept."""
        more, fewer = (self._known_by.setdefault(span, span) for span in (one, other))
        if len(self.members.setdefault(more, {more})) < len(self.members.setdefault(fewer, {fewer})):
            more, fewer = fewer, more
        if more != fewer:
            joined = self.members.pop(fewer)
            self.members[more] |= joined
            self._known_by.update(dict.fromkeys(joined, more))
        return more


class Copies:
    """The points of a story with copied words on one voice. More articles may come, with more that they share."""

    def __init__(self) -> None:
        """Begin with no article."""
        self._begin()

    def _begin(self) -> None:
        self._stated: dict[str, tuple[Stated, Spans]] = {}
        self._sharing: set[str] = set()  # the articles that are known to share words
        self._reuses: Sequence[Reuse] = ()
        self._passages = Passages()
        self._told: list[list[Point]] = []
        self._at: dict[str, int] = {}  # article -> its place among all that have points
        self._voiced: dict[int, dict[int, tuple[Point, Point]]] = {}  # of each article as read, and on whose voice it stands
        self._made: list[list[Point]] = []

    def follow(self, told: Sequence[list[Point]], stated: Iterable[Stated], reuses: Sequence[Reuse]) -> list[list[Point]]:
        """The points of each article, as `told`, those in copied words on one voice: the copy's that names its source, else the
        earliest's. Lists in which nothing has changed since last time are the same objects."""
        now = {one.article: self._spans_of(one) for one in stated}
        more = _more(self._reuses, reuses)
        other = any(now[article][1] != own[1] for article, own in self._stated.items() if article in now)
        gone, come = self._stated.keys() - now.keys(), now.keys() - self._stated.keys()
        if more is None or other or gone or not self._sharing.isdisjoint(come):
            self._begin()
            more = reuses
        self._stated = now
        touched = self._unite(more)
        self._reuses = reuses
        stale = self._take(told)
        sharing = (told[at] for at in stale if told[at] and told[at][0].article in self._sharing)
        touched |= {known for points in sharing for point in points if (known := self._passages.of(point.figure.span))}
        for passage in touched:
            stale |= self._settle(passage)
        self._made += [[] for _ in range(len(told) - len(self._made))]
        for at in stale:
            made = told[at]
            if voiced := self._voiced.get(at):
                made = [voiced[place][1] if place in voiced else point for place, point in enumerate(made)]
            if len(made) != len(self._made[at]) or any(one is not other for one, other in zip(made, self._made[at], strict=True)):
                self._made[at] = made
        return list(self._made)

    def _spans_of(self, stated: Stated) -> tuple[Stated, Spans]:
        """An article with the spans of its figures; that of last time, when it is the same."""
        before = self._stated.get(stated.article)
        if before is not None and before[0] is stated:
            return before
        return stated, tuple(figure.span for figure in stated.figures)

    def _unite(self, reuses: Sequence[Reuse]) -> set[Span]:
        """Know that more passages are the same words; gives those that are others now, by what they are known by."""
        articles = dict.fromkeys(side.article for reuse in reuses for side in (reuse.a, reuse.b))
        inside = (span for article in articles for span in (self._stated[article][1] if article in self._stated else ()))
        self._sharing |= articles.keys()
        found = [self._passages.unite(first, span) for span, first in voices(reuses, inside).items()] if reuses else []
        return {passage for passage in found if passage in self._passages.members}

    def _take(self, told: Sequence[list[Point]]) -> set[int]:
        """Know the points as they are read now; gives the articles that are not as they were."""
        common = min(len(told), len(self._told))
        stale = {at for at in range(common) if told[at] is not self._told[at]}
        for at in (*stale, *range(common, len(self._told))):
            self._voiced.pop(at, None)
        stale.update(range(common, len(told)))
        self._at = {points[0].article: at for at, points in enumerate(told) if points}
        del self._made[len(told) :]
        self._told = list(told)
        return stale

    def _settle(self, passage: Span) -> set[int]:
        """Find on whose voice the copies of a passage stand; gives the articles in which some stand otherwise than before."""
        points = {where: point for span in self._passages.members[passage] for where, point in self._points_of(span)}
        if len(points) < 2:
            return {at for at, place in points if self._voiced.get(at, {}).pop(place, None)}
        roots = min(points.values(), key=lambda p: (p.own_voice, p.tier, p.rank)).roots
        stale: set[int] = set()
        for (at, place), point in points.items():
            voiced = self._voiced.setdefault(at, {})
            before = voiced.get(place)
            if before is None or before[0] is not point or (before[1].roots, before[1].passage) != (roots, passage):
                voiced[place] = point, replace(point, roots=roots, passage=passage)
                stale.add(at)
        return stale

    def _points_of(self, span: Span) -> Iterator[tuple[tuple[int, int], Point]]:
        """The points that stand at a span, each with its article and its place there."""
        if span.article in self._at:
            at = self._at[span.article]
            for place, point in enumerate(self._told[at]):
                if point.figure.span == span:
                    yield (at, place), point


def _more(before: Sequence[Reuse], now: Sequence[Reuse]) -> Sequence[Reuse] | None:
    """What came between or behind some values; `None` when one of them is gone, or stands elsewhere."""
    at = as_before(before, now)
    more: list[Reuse] = []
    for one in now[at:]:
        if at < len(before) and (before[at] is one or before[at] == one):
            at += 1
        else:
            more.append(one)
    return more if at == len(before) else None
