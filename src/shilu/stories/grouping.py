"""The stories of a set of articles: replayed in order of publication, so that no order of arrival shows in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC

from msgspec import Struct
from msgspec.structs import replace

from shilu.model.article import Article
from shilu.model.judgements import Decided, Judgement
from shilu.model.ledger import Reason, Story
from shilu.model.stories import Reuse
from shilu.stories import one_story
from shilu.stories.cases import HEAD, designations, designations_of
from shilu.stories.deciding import decided_stories
from shilu.stories.events import EventStream, Join
from shilu.stories.linking import Link, Linker
from shilu.stories.reuse import ReuseIndex
from shilu.stories.vectors import Vector, vector
from shilu.stories.words import count_words

TOLD = 4  # words of a reason
UNDATED = 4e9  # seconds: after everything


class Placed(Struct, frozen=True):
    """What an article became when it came: the key of its event, and what it shares with earlier ones."""

    event: int
    reuses: tuple[Reuse, ...]


class Came(Struct, frozen=True):
    """An article as it came: its words, the number of the one whose words it repeats, those that fill in the same form, and
    what its headline calls its case."""

    article: Article
    words: Vector
    copy: int | None
    forms: tuple[int, ...]
    cases: frozenset[str]


class StoryStream:
    """Articles in, in any order: each is placed at once; `stories` says how all of them lie.

    The answer for one article is provisional, since later ones may merge events; when articles came late, `stories` lets all
    of them come again in order of publication, with the words that they had. `group` does the same from the beginning.
    """

    def __init__(self) -> None:
        self._reuse = ReuseIndex()
        self._events = EventStream()
        self._came: list[Came] = []
        self._numbers: dict[str, int] = {}
        self._addresses: dict[tuple[str, str], int] = {}  # outlet and address -> its newest version
        self._newest: tuple[bool, str, str] = (False, "", "")
        self._late = False

    def add(self, article: Article) -> Placed:
        """Place one article."""
        reuses = self._reuse.add(article)
        words = vector(count_words(article, self._reuse.formulas_in(article.id)))
        copy = next((self._numbers[reuse.b.article] for reuse in reuses if reuse.whole), self._addresses.get(_address(article)))
        forms = sorted({self._numbers[reuse.b.article] for reuse in reuses if reuse.kind == "template"})
        event = self._events.add(words, seconds(article), copy, forms)
        self._numbers[article.id] = len(self._came)
        if article.url:
            self._addresses[_address(article)] = len(self._came)
        self._came.append(Came(article, words, copy, tuple(forms), designations(article.title or article.text[:HEAD])))
        key = order(article)
        self._late = self._late or key < self._newest
        self._newest = max(self._newest, key)
        return Placed(event, tuple(reuses))

    def told(self, reuses: Iterable[Reuse]) -> list[Reuse]:
        """Those that are worth telling: formulas, as learned until now, are left out."""
        return self._reuse.told(reuses)

    def nearest(self) -> dict[str, str]:
        """Article -> the earlier one that brought it into its event."""
        events, came = self._settled()
        joins = zip(came, events.joins, strict=True)
        return {one.article.id: came[join.nearest].article.id for one, join in joins if join.nearest is not None}

    def stories(self) -> tuple[Story, ...]:
        """All articles, each in one story, in order of the stories' first articles."""
        return Telling(*self._settled()).stories()

    def _settled(self) -> tuple[EventStream, list[Came]]:
        """The events as if all articles had come in order of publication, and the articles in that order."""
        if not self._late:
            return self._events, self._came
        numbers = sorted(range(len(self._came)), key=lambda number: order(self._came[number].article))
        rank = {number: place for place, number in enumerate(numbers)}
        copies: dict[int, int] = {}
        forms: dict[int, set[int]] = defaultdict(set)
        for number, one in enumerate(self._came):
            if one.copy is not None:
                early, late = sorted((rank[number], rank[one.copy]))
                copies[late] = min(early, copies.get(late, early))
            for form in one.forms:
                early, late = sorted((rank[number], rank[form]))
                forms[late].add(early)
        events, came = EventStream(), [self._came[number] for number in numbers]
        for place, one in enumerate(came):
            events.add(one.words, seconds(one.article), copies.get(place), sorted(forms[place]))
        return events, came


class Telling:
    """Events and the articles behind their numbers, told as stories."""

    def __init__(self, events: EventStream, came: Sequence[Came]) -> None:
        self._events, self._came = events, came

    def stories(self) -> tuple[Story, ...]:
        """All articles, each in one story, in order of the stories' first articles."""
        events = self._events.events
        cases = {key: designations_of(self._came[n].cases for n in event.members) for key, event in events.items()}
        linker = Linker(list(events.values()), cases)
        found = [self._story(keys, linker.links) for keys in linker.run()]
        return tuple(sorted(found, key=lambda story: (story.first is None, story.first and story.first.isoformat(), story.id)))

    def _story(self, keys: Sequence[int], links: dict[int, Link]) -> Story:
        """One story of some events."""
        events = self._events.events
        numbers = sorted((n for key in keys for n in events[key].members), key=lambda n: order(self._came[n].article))
        whole = one_story([self._came[number].article for number in numbers])
        parts = [tuple(self._came[n].article.id for n in numbers if self._events.home[n] == key) for key in keys]
        place = {article: at for at, article in enumerate(whole.articles)}
        return replace(
            whole,
            reasons=tuple(self._reason(n, links) for n in numbers),
            parts=tuple(sorted(parts, key=lambda part: place[part[0]])),
        )

    def _reason(self, number: int, links: dict[int, Link]) -> Reason:
        """Why an article is where it is, in words."""
        zh, en = self._joined(number, self._events.joins[number])
        link = links.get(self._events.home[number])
        if link:
            anchors = "、".join(link.anchors[:TOLD])
            zh += f"；该事件由{anchors}接续前事（相似度 {link.cosine:.2f}）"
            en += f"; its event goes on with {anchors} (cosine {link.cosine:.2f})"
        return Reason(self._came[number].article.id, zh, en)

    def _joined(self, number: int, join: Join) -> tuple[str, str]:
        if join.nearest is None:
            return "事件的首篇", "first of its event"
        nearest = self._came[join.nearest].article.id
        if join.how == "copy":
            return f"与 {nearest} 文字相同，或是它的另一版", f"the same words as {nearest}, or a version of it"
        shared = "、".join(self._shared(number, join.nearest))
        return (
            f"与事件的支持度 {join.support:.2f}（需 {join.needed:.2f}）；最近的是 {nearest}（{join.cosine:.2f}）：{shared}",
            f"support {join.support:.2f} of {join.needed:.2f}; nearest {nearest} ({join.cosine:.2f}): {shared}",
        )

    def _shared(self, one: int, other: int) -> list[str]:
        """The words that make two articles alike, the heaviest first."""
        a, b = self._came[one].words, self._came[other].words
        return sorted(a.keys() & b.keys(), key=lambda word: (-a[word] * b[word], word))[:TOLD]


def _address(article: Article) -> tuple[str, str]:
    return article.outlet.key, article.url or ""


def seconds(article: Article) -> float:
    """The time of an article in seconds, undated ones after all."""
    return article.published.timestamp() if article.published else UNDATED


def order(article: Article) -> tuple[bool, str, str]:
    """Sort key: (published in UTC, article id), undated last."""
    if article.published is None:
        return (True, "", article.id)
    return (False, article.published.astimezone(UTC).isoformat(), article.id)


class Grouped(Struct, frozen=True):
    """The stories of some articles, and what the articles share: both are found in one pass."""

    stories: tuple[Story, ...]
    reuses: tuple[Reuse, ...]
    decided: tuple[Decided, ...] = ()


def group(articles: Iterable[Article]) -> tuple[Story, ...]:
    """The stories of a set of articles: a function of the set, whatever their order."""
    return grouped(articles).stories


def grouped(articles: Iterable[Article], judgements: Sequence[Judgement] = ()) -> Grouped:
    """The stories of a set of articles as people decided them (`judgements`: those that stand, in order of time), and what
    `reuse.reused` gives of the set."""
    stream, ordered = StoryStream(), sorted(articles, key=order)
    found = [reuse for article in ordered for reuse in stream.add(article).reuses]
    stories, decided = decided_stories(stream.stories(), ordered, stream.nearest(), judgements)
    return Grouped(stories, tuple(stream.told(found)), tuple(decided))
