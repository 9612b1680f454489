"""Events told as stories, with the reason for every article in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from math import prod

from msgspec import Struct
from msgspec.structs import replace

from shilu.model.ledger import Reason, Story
from shilu.stories import Published, one_story, publication_order
from shilu.stories.calibration import LINK, right_of
from shilu.stories.event import Event, Join
from shilu.stories.linking import Link
from shilu.stories.vectors import Vector

TOLD = 4  # words of a reason


class Told(Struct, frozen=True, array_like=True):
    """Of an article what its story tells: when it was published in ISO 8601, with its own offset from UTC; `shared` are the
    words that it has in common with its nearest."""

    id: str
    title: str
    when: str | None
    join: Join
    shared: tuple[str, ...]

    @property
    def published(self) -> datetime | None:
        """As `Article.published`."""
        return datetime.fromisoformat(self.when) if self.when else None


def told_of(article: Published, join: Join, shared: tuple[str, ...]) -> Told:
    """What is told of an article."""
    return Told(article.id, article.title, article.published.isoformat() if article.published else None, join, shared)


def shared_words(one: Vector, other: Vector) -> tuple[str, ...]:
    """The words that make two articles alike, the heaviest first."""
    return tuple(sorted(one.keys() & other.keys(), key=lambda word: (-one[word] * other[word], word))[:TOLD])


def story_of(events: Collection[Event], told: Mapping[int, Told], links: Mapping[int, Link]) -> Story:
    """One story of some events, with what is told of their members."""
    home = {number: event.key for event in events for number in event.members}
    numbers = sorted(home, key=lambda number: publication_order(told[number]))
    whole = one_story([told[number] for number in numbers])
    parts: dict[int, list[str]] = {}
    for number in numbers:
        parts.setdefault(home[number], []).append(told[number].id)
    return replace(
        whole,
        reasons=tuple(_reason(told, number, links.get(home[number])) for number in numbers),
        parts=tuple(map(tuple, parts.values())),
    )


def in_order(stories: Iterable[Story]) -> tuple[Story, ...]:
    """Stories in order of their first articles."""
    return tuple(sorted(stories, key=lambda story: (story.first is None, story.first and story.first.isoformat(), story.id)))


def _reason(told: Mapping[int, Told], number: int, link: Link | None) -> Reason:
    """Why an article is where it is, in words."""
    (zh, en), join = _joined(told, told[number]), told[number].join
    scores = [] if join.nearest is None else [right_of(join.how, join.support / join.needed)]
    if link:
        anchors = "、".join(link.anchors[:TOLD])
        zh += f"；该事件由{anchors}接续前事（相似度 {link.cosine:.2f}）"
        en += f"; its event goes on with {anchors} (cosine {link.cosine:.2f})"
        scores.append(LINK)
    if not scores:
        return Reason(told[number].id, zh, en)
    score = round(prod(scores), 2)
    zh += f"；据标注过的新闻，这样归入的 100 篇约有 {100 * score:.0f} 篇归对"
    en += f"; of articles joined like this about {100 * score:.0f} in 100 were right on labelled news"
    return Reason(told[number].id, zh, en, score)


def _joined(told: Mapping[int, Told], one: Told) -> tuple[str, str]:
    join = one.join
    if join.nearest is None:
        return "事件的首篇", "first of its event"
    nearest = told[join.nearest].id
    if join.how == "copy":
        return f"与 {nearest} 文字相同，或是它的另一版", f"the same words as {nearest}, or a version of it"
    shared = "、".join(one.shared)
    return (
        f"与事件的支持度 {join.support:.2f}（需 {join.needed:.2f}）；最近的是 {nearest}（{join.cosine:.2f}）：{shared}",
        f"support {join.support:.2f} of {join.needed:.2f}; nearest {nearest} ({join.cosine:.2f}): {shared}",
    )
