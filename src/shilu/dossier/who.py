"""Who speaks, who is named, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from shilu.dossier.casebook import Casebook, when
from shilu.dossier.reports import root_factuality
from shilu.dossier.terms import Passage
from shilu.dossier.view import Office, Party, Saying, Speaker, Spot
from shilu.dossier.words import label
from shilu.model.article import Span
from shilu.model.entities import Entity, Role
from shilu.model.statements import Saying as Said

OPENED = 5  # articles in which a name can be opened


def voices(book: Casebook) -> tuple[Speaker, ...]:
    """Every speaker with all sayings, the most reliable class first, then the one with most to say."""
    by_speaker: dict[str, list[Said]] = defaultdict(list)
    for saying in book.sayings.values():
        by_speaker[saying.speaker].append(saying)
    made = [_speaker(book, who, said) for who, said in by_speaker.items()]
    return tuple(sorted(made, key=lambda one: (one.agent.tier or 9, -len(one.sayings), one.agent.name, one.agent.id)))


def _speaker(book: Casebook, who: str, said: Sequence[Said]) -> Speaker:
    agent = book.agent(who)
    entity = book.entities.get(who)
    titles = sorted({role.title for role in entity.roles}) if entity else []
    return Speaker(agent, label("tier", str(agent.tier or 0)), tuple(titles), tuple(_saying(book, one) for one in said))


def _saying(book: Casebook, said: Said) -> Saying:
    article = said.span.article
    return Saying(
        id=said.id,
        act=said.act,
        act_label=label("act", said.act),
        mode=said.mode,
        mode_label=label("mode", said.mode),
        factuality_label=label("factuality", root_factuality(said.factuality)),
        said_on=when(said.said_on),
        published=book.published(article),
        chain=book.chain(said.chain),
        passage=book.passage(article, *said.content),
    )


def parties(book: Casebook, type_: str) -> tuple[Party, ...]:
    """The named entities of one type in the story's articles, the most mentioned first."""
    found = [party for entity in book.entities.values() if entity.type == type_ and entity.name and (party := _party(book, entity))]
    return tuple(sorted(found, key=lambda one: (-one.mentions, one.agent.name, one.agent.id)))


def _party(book: Casebook, entity: Entity) -> Party | None:
    mentions, passages = _here(book, entity)
    return Party(book.agent(entity.id), _offices(book, entity), mentions, passages) if mentions else None


def _offices(book: Casebook, entity: Entity) -> tuple[Office, ...]:
    """Offices as the passages give them, each once, with the earliest passage that gives it."""
    if not entity.roles:
        return ()
    here = [role for role in entity.roles if role.span.article in book.articles]
    first: dict[tuple[str, str | None, str | None, date | None], Office] = {}
    for role in sorted(here, key=lambda role: book.order(role.span.article, role.span.start)):
        first.setdefault((role.title, role.org, role.change, role.on), _office(book, role))
    return tuple(first.values())


def _office(book: Casebook, role: Role) -> Office:
    return Office(
        title=role.title,
        org=book.agent(role.org) if role.org else None,
        change_label=label("change", role.change) if role.change else None,
        on=role.on.isoformat() if role.on else None,
        passage=book.at(role.span),
    )


def places(book: Casebook) -> tuple[Spot, ...]:
    """The places named in the story's articles, the most mentioned first."""
    found = [spot for entity in book.entities.values() if entity.type == "place" and entity.name and (spot := _spot(book, entity))]
    return tuple(sorted(found, key=lambda one: (-one.mentions, one.agent.name, one.agent.id)))


def _spot(book: Casebook, entity: Entity) -> Spot | None:
    mentions, passages = _here(book, entity)
    if not mentions:
        return None
    return Spot(
        agent=book.agent(entity.id),
        country=entity.country,
        lat=entity.lat,
        lon=entity.lon,
        precision_label=label("precision", entity.precision or "unknown"),
        mentions=mentions,
        passages=passages,
    )


def _here(book: Casebook, entity: Entity) -> tuple[int, tuple[Passage, ...]]:
    """How often an entity is mentioned in the story's articles, and its first mention in a few of them."""
    first: dict[str, Span] = {}
    count = 0
    for span in entity.mentions:
        if span.article in book.ranks:
            count += 1
            held = first.get(span.article)
            if held is None or span.start < held.start:
                first[span.article] = span
    earliest = sorted(first, key=book.ranks.__getitem__)[:OPENED]
    return count, tuple(book.at(first[article]) for article in earliest)
