"""A stream of stories whose state lies in pages: an article reads and writes the few rows that it touches."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from shilu.model.article import Article
from shilu.model.ledger import Story
from shilu.stories.cases import HEAD, designations
from shilu.stories.events import EventStream
from shilu.stories.grouping import Placed, address, seconds
from shilu.stories.links import Group, Links
from shilu.stories.paged import PagedMemory
from shilu.stories.pages import Pages
from shilu.stories.reuse import ReuseIndex
from shilu.stories.reuse.paged import Paged
from shilu.stories.rows import Rows, of_number, of_text
from shilu.stories.telling import Told, in_order, shared_words, story_of, told_of
from shilu.stories.vectors import Vector, vector
from shilu.stories.words import count_words

TOLD, NUMBER, ADDRESS, NAME = "sa", "sn", "su", "sg"
TABLES = (TOLD, NUMBER, ADDRESS, NAME)


class Touched(Struct, frozen=True):
    """The stories that are new or another, and the ids of those that are no more."""

    stories: tuple[Story, ...]
    gone: tuple[str, ...]


class PagedStream:
    """Articles in, in order of publication: what `StoryStream` tells of them is told by `stories`, at any time.

    Nothing is held here, so that whoever keeps the pages may turn them back between two articles.
    """

    def __init__(self, pages: Pages) -> None:
        self._memory = PagedMemory(pages)
        self._events = EventStream(self._memory)
        self._links = Links(pages, self._memory.events)
        self.reuse = Paged(pages)
        self._index = ReuseIndex(self.reuse)
        self._told = Rows(pages, TOLD, of_number, Told)
        self._numbers = Rows(pages, NUMBER, of_text, int)
        self._addresses = Rows(pages, ADDRESS, _address, int)
        self._names = Rows(pages, NAME, of_number, str)

    def add(self, article: Article) -> Placed:
        """Place one article that was published after all that came."""
        reuses = tuple(self._index.add(article))
        words = vector(count_words(article, self._index.formulas_in(article.id)))
        numbers = self._numbers.fetch(sorted({reuse.b.article for reuse in reuses}))
        copy = next((numbers[reuse.b.article] for reuse in reuses if reuse.whole), None)
        if copy is None and article.url:
            copy = self._addresses.fetch([address(article)]).get(address(article))
        forms = sorted({numbers[reuse.b.article] for reuse in reuses if reuse.kind == "template"})
        number = self.came()
        event = self._events.add(words, seconds(article), copy, forms, designations(article.title or article.text[:HEAD]))
        self._keep(article, number, words)
        return Placed(event, reuses)

    def came(self) -> int:
        """How many articles came."""
        return self._memory.head().articles

    def _keep(self, article: Article, number: int, words: Vector) -> None:
        join = self._memory.joined
        assert join is not None
        near = join.nearest if join.how == "support" else None
        shared = () if near is None else shared_words(words, self._memory.window.vector(near))
        self._told.put({number: told_of(article, join, shared)})
        self._numbers.put({article.id: number})
        if article.url:
            self._addresses.put({address(article): number})

    def touched(self) -> Touched:
        """What articles have changed since this was asked last."""
        were, are = self._links.update(self._memory.stirred())
        self._memory.settle()
        names = self._names.fetch([group.key for group in were])
        stories = self._stories(are)
        new = {key: story.id for key, story in stories.items()}
        self._names.put(dict.fromkeys(names) | new)
        return Touched(in_order(stories.values()), tuple(sorted({*names.values()} - {*new.values()})))

    def stories(self) -> tuple[Story, ...]:
        """All stories, as they were when `touched` was asked last."""
        return in_order(self._stories(self._links.groups()).values())

    def holding(self, articles: Collection[str]) -> tuple[Story, ...]:
        """The stories that hold some articles, as they were when `touched` was asked last."""
        numbers = self._numbers.fetch(articles)
        return in_order(self._stories(list(self._links.groups_of(self._memory.homes(list(numbers.values()))).values())).values())

    def names(self) -> list[str]:
        """The ids of all stories, as they were when `touched` was asked last, in no particular order."""
        return [name for _, name in self._names.all()]

    def _stories(self, groups: Collection[Group]) -> dict[int, Story]:
        events = self._memory.events([key for group in groups for key in group.events])
        told = self._told.fetch(sorted(number for event in events.values() for number in event.members))
        return {group.key: story_of([events[key] for key in group.events], told, group.links) for group in groups}


def _address(of: tuple[str, str]) -> bytes:
    outlet, url = of
    return f"{outlet}\0{url}".encode()
