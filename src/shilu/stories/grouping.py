"""The stories of a set of articles: replayed in order of publication, so that no order of arrival shows in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from shilu.model.article import Article
from shilu.model.judgements import Decided, Judgement
from shilu.model.ledger import Story
from shilu.model.stories import Reuse
from shilu.stories import publication_order
from shilu.stories.cases import HEAD, designations
from shilu.stories.centres import centre_of
from shilu.stories.deciding import decided_stories
from shilu.stories.event import Join
from shilu.stories.events import EventStream
from shilu.stories.linking import Linker
from shilu.stories.memory import Present
from shilu.stories.reuse import ReuseIndex
from shilu.stories.reuse.late import formulas_in_order
from shilu.stories.reuse.memory import Present as Texts
from shilu.stories.telling import Told, in_order, shared_words, story_of, told_of
from shilu.stories.vectors import Packed, packed, vector
from shilu.stories.words import count_words

UNDATED = 4e9  # seconds: after everything


class Placed(Struct, frozen=True):
    """What an article became when it came: the key of its event, and what it shares with earlier ones."""

    event: int
    reuses: tuple[Reuse, ...]


class Came(Struct, frozen=True):
    """An article as it came: its words, the number of the one whose words it repeats, those that fill in the same form, and
    what its headline calls its case. `formulas` are the places of its text that were no words of its own."""

    article: Article
    formulas: list[tuple[int, int]]
    words: Packed
    copy: int | None
    forms: tuple[int, ...]
    cases: frozenset[str]


class StoryStream:
    """Articles in, in any order: each is placed at once; `stories` says how all of them lie.

    The answer for one article is provisional, since later ones may merge events; when articles came late, `stories` lets all
    of them come again in order of publication, with the reuse that was found, without the formulas that would have been
    known then. `group` does the same from the beginning.
    """

    def __init__(self) -> None:
        self._texts = Texts()
        self._reuse = ReuseIndex(self._texts)
        self._memory = Present()
        self._events = EventStream(self._memory)
        self._came: list[Came] = []
        self._numbers: dict[str, int] = {}
        self._addresses: dict[tuple[str, str], int] = {}  # outlet and address -> its newest version
        self._newest: tuple[bool, str, str] = (False, "", "")
        self._late = False

    def add(self, article: Article) -> Placed:
        """Place one article."""
        reuses = self._reuse.add(article)
        formulas = self._reuse.formulas_in(article.id)
        words = vector(count_words(article, formulas))
        copy = next((self._numbers[reuse.b.article] for reuse in reuses if reuse.whole), self._addresses.get(address(article)))
        forms = sorted({self._numbers[reuse.b.article] for reuse in reuses if reuse.kind == "template"})
        cases = designations(article.title or article.text[:HEAD])
        event = self._events.add(words, seconds(article), copy, forms, cases)
        self._numbers[article.id] = len(self._came)
        if article.url:
            self._addresses[address(article)] = len(self._came)
        self._came.append(Came(article, formulas, packed(words), copy, tuple(forms), cases))
        key = publication_order(article)
        self._late = self._late or key < self._newest
        self._newest = max(self._newest, key)
        return Placed(event, tuple(reuses))

    def told(self, reuses: Iterable[Reuse]) -> list[Reuse]:
        """Those that are worth telling: formulas, as learned until now, are left out."""
        return self._reuse.told(reuses)

    def joins(self) -> dict[str, Join]:
        """Article -> why it is in its event; `nearest` counts the articles in order of publication."""
        memory, came = self._settled()
        return {one.article.id: join for one, join in zip(came, memory.joins, strict=True)}

    def nearest(self) -> dict[str, str]:
        """Article -> the earlier one that brought it into its event."""
        memory, came = self._settled()
        joins = zip(came, memory.joins, strict=True)
        return {one.article.id: came[join.nearest].article.id for one, join in joins if join.nearest is not None}

    def stories(self) -> tuple[Story, ...]:
        """All articles, each in one story, in order of the stories' first articles."""
        memory, came = self._settled()
        told = {number: _told(came, number, join) for number, join in enumerate(memory.joins)}
        linker = Linker(map(centre_of, memory.by_key.values()))
        found = [[memory.by_key[key] for key in centre.events] for centre in linker.run()]
        return in_order(story_of(events, told, linker.links) for events in found)

    def _settled(self) -> tuple[Present, list[Came]]:
        """The events as if all articles had come in order of publication, and the articles in that order."""
        if not self._late:
            return self._memory, self._came
        numbers = sorted(range(len(self._came)), key=lambda number: publication_order(self._came[number].article))
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
        formulas = formulas_in_order(self._texts, numbers)
        memory, came = Present(), [_worded(self._came[number], places) for number, places in zip(numbers, formulas, strict=True)]
        events = EventStream(memory)
        for place, one in enumerate(came):
            events.add(one.words.vector(), seconds(one.article), copies.get(place), sorted(forms[place]), one.cases)
        return memory, came


def _worded(came: Came, formulas: list[tuple[int, int]]) -> Came:
    """An article that came with the words that it has without some formulas."""
    if formulas == came.formulas:
        return came
    return replace(came, formulas=formulas, words=packed(vector(count_words(came.article, formulas))))


def address(article: Article) -> tuple[str, str]:
    """By what the versions of an article are known: its outlet and its address."""
    return article.outlet.key, article.url or ""


def seconds(article: Article) -> float:
    """The time of an article in seconds, undated ones after all."""
    return article.published.timestamp() if article.published else UNDATED


def _told(came: Sequence[Came], number: int, join: Join) -> Told:
    one = came[number]
    near = join.nearest if join.how == "support" else None
    shared = () if near is None else shared_words(one.words.vector(), came[near].words.vector())
    return told_of(one.article, join, shared)


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
    stream, ordered = StoryStream(), sorted(articles, key=publication_order)
    found = [reuse for article in ordered for reuse in stream.add(article).reuses]
    stories, decided = decided_stories(stream.stories(), ordered, stream.nearest(), judgements)
    return Grouped(stories, tuple(stream.told(found)), tuple(decided))
