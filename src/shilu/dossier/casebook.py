"""The lookups that every part of the view needs: from ids and spans to names, passages and days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import TypeVar

from msgspec import Struct, field

from shilu.dossier.terms import Agent, ChainView, Passage, Ruling, When
from shilu.model.article import Article, Span
from shilu.model.entities import Entities, Entity
from shilu.model.marks import Point
from shilu.model.statements import Chain, Figure, Link, Saying, Stated
from shilu.statements import agents

S = TypeVar("S", Figure, Saying)
NARROW = ("city", "exact")  # precisions of places that readers find through the region around them


class Casebook(Struct, frozen=True):
    """Articles in order of publication, everybody who is named or speaks, and all statements by id."""

    articles: dict[str, Article]
    entities: dict[str, Entity]
    outlets: dict[str, str]
    figures: dict[str, Figure]
    sayings: dict[str, Saying]
    ranks: dict[str, int]
    days: dict[str, When | None]
    counts: dict[str, int]  # figures by article
    rulings: dict[str, tuple[Ruling, ...]] = field(default_factory=dict)  # what people decided, by record
    _agents: dict[str, Agent] = field(default_factory=dict)  # views made once and shared
    _chains: dict[Chain, ChainView] = field(default_factory=dict)
    _regions: dict[str, Agent | None] = field(default_factory=dict)

    def agent(self, entity: str) -> Agent:
        """Who an entity id stands for; an unnamed source goes by the words as written."""
        if entity not in self._agents:
            self._agents[entity] = self._agent(entity)
        return self._agents[entity]

    def _agent(self, entity: str) -> Agent:
        found, (name, tier) = self.entities.get(entity), self.called(entity)
        if found is None:
            return Agent(entity, name, "unknown", False, "organisation", None)
        return Agent(entity, name, found.name_en, found.name is not None, found.type, tier)

    def called(self, entity: str) -> tuple[str, int | None]:
        """What stands for an entity id, and its class: of thousands who speak, most are only put in their order."""
        found = self.entities.get(entity)
        if found is None:
            return "不详", None
        return found.name or (found.names[0] if found.names else "不详"), found.tier

    def region(self, place: str) -> Agent | None:
        """The widest region that a place narrower than a region lies in."""
        if place not in self._regions:
            self._regions[place] = self._region(place)
        return self._regions[place]

    def _region(self, place: str) -> Agent | None:
        entity = self.entities.get(place)
        if entity is None or not (entity.precision in NARROW or self._is_unmapped(entity)):
            return None
        found, passed = None, {place}
        while entity and entity.parent and entity.parent not in passed:
            passed.add(entity.parent)
            entity = self.entities.get(entity.parent)
            if entity and entity.precision == "region" and entity.name:
                found = self.agent(entity.id)
        return found

    def _is_unmapped(self, place: Entity) -> bool:
        """Whether a place is on no map: it stands where the place around it does."""
        above = self.entities.get(place.parent or "")
        return above is not None and place.lat is not None and (place.lat, place.lon) == (above.lat, above.lon)

    def chain(self, links: Chain) -> ChainView:
        """The chain as names."""
        if links not in self._chains:
            self._chains[links] = ChainView(tuple(tuple(self.agent(one) for one in members(link)) for link in links))
        return self._chains[links]

    def ruled(self, record: str) -> tuple[Ruling, ...]:
        """What people decided of a record, the newest first."""
        return self.rulings.get(record, ())

    def passage(self, article: str, start: int, end: int) -> Passage:
        """A range with its words as written."""
        return Passage(article, start, end, self.articles[article].words(start, end))

    def at(self, span: Span) -> Passage:
        """A span with its words as written."""
        return self.passage(span.article, span.start, span.end)

    def published(self, article: str) -> When | None:
        """When an article was published, by the outlet's clock rule."""
        return self.days[article]

    def outlet(self, article: str) -> Agent:
        """Who published an article: its entity, else the name on the article itself."""
        entity = self.outlets.get(article)
        if entity in self.entities:
            return self.agent(entity)
        outlet = self.articles[article].outlet
        return Agent(entity or outlet.key, outlet.name or outlet.key, None, True, "outlet", None)

    def order(self, article: str, start: int = 0) -> tuple[int, int]:
        """Sort key of a passage: the article's rank by publication and id, then the place in the text."""
        return (self.ranks[article], start)


def casebook(articles: Sequence[Article], stated: Sequence[Stated], entities: Entities) -> Casebook:
    """Gather the lookups. The order of the sequences does not matter."""
    ordered = sorted(articles, key=lambda article: (publication_key(article), article.id))
    known = {article.id: article for article in ordered}
    told = {one.article: one for one in stated if one.article in known}
    in_order = [told[article] for article in known if article in told]
    unlisted = {agent.id: agent for agent in agents(in_order)}
    return Casebook(
        articles=known,
        entities={**unlisted, **entities.by_id},
        outlets=entities.outlets,
        figures=_by_place(one.figures for one in in_order),
        sayings=_by_place(one.sayings for one in in_order),
        ranks={article: place for place, article in enumerate(known)},
        days={article.id: when(article.published) for article in ordered},
        counts={one.article: len({figure.id for figure in one.figures}) for one in in_order},
    )


def _by_place(articles: Iterable[Sequence[S]]) -> dict[str, S]:
    """Statements by id, in order of their articles and places."""
    return {one.id: one for stated in articles for one in sorted(stated, key=_PLACE)}


_PLACE = attrgetter("span.start", "span.end", "id")


def publication_key(article: Article) -> int:
    """Microseconds since 1970 in UTC; undated articles come last."""
    if article.published is None:
        return 1 << 62
    elapsed = article.published.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (elapsed.days * 86_400 + elapsed.seconds) * 1_000_000 + elapsed.microseconds


def members(link: Link) -> tuple[str, ...]:
    """The parallel sources of one link of a chain."""
    return (link,) if isinstance(link, str) else link


def when(point: Point | None) -> When | None:
    """A day stays a day; an instant keeps its own offset."""
    if point is None:
        return None
    return When(point.isoformat(), "instant" if isinstance(point, datetime) else "day")
