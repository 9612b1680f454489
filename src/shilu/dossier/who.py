"""Who speaks, who is named, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import partial
from operator import attrgetter, itemgetter

from shilu.dossier.casebook import Casebook, when
from shilu.dossier.laid import Laid
from shilu.dossier.reports import root_factuality
from shilu.dossier.terms import Passage
from shilu.dossier.view import Office, Party, Saying, Speaker, Spot
from shilu.dossier.words import label
from shilu.model.article import Span
from shilu.model.entities import Entity, Role
from shilu.model.statements import Saying as Said

OPENED = 5  # articles in which a name can be opened

Named = tuple[int, str, str, Entity]
"""How often an entity is mentioned (negative: most first), its name and id, and itself."""


def by_speaker(book: Casebook) -> list[tuple[str, list[Said]]]:
    """Who says what, the most reliable class first, then the one with most to say."""
    found: dict[str, list[Said]] = defaultdict(list)
    for saying in book.sayings.values():
        found[saying.speaker].append(saying)
    return sorted(found.items(), key=lambda item: _credit(book, item[0], len(item[1])))


def _credit(book: Casebook, speaker: str, sayings: int) -> tuple[int, int, str, str]:
    name, tier = book.called(speaker)
    return (tier or 9, -sayings, name, speaker)


def speaker(book: Casebook, voice: tuple[str, Sequence[Said]]) -> Speaker:
    """One voice with all its sayings."""
    who, said = voice
    agent = book.agent(who)
    entity = book.entities.get(who)
    titles = sorted({role.title for role in entity.roles}) if entity else []
    return Speaker(agent, label("tier", str(agent.tier or 0)), tuple(titles), Laid(said, partial(_saying, book)))


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


def parties(book: Casebook, type_: str) -> Laid[Named, Party]:
    """The named entities of one type in the story's articles, the most mentioned first."""
    return Laid(_named(book, type_), partial(_party, book))


def _named(book: Casebook, type_: str) -> list[Named]:
    """The named entities of one type with how often the story's articles mention them, the most mentioned first."""
    here = book.ranks.keys()
    counted = [
        (-sum(map(here.__contains__, map(_ARTICLE, entity.mentions))), entity.name, entity.id, entity)
        for entity in book.entities.values()
        if entity.type == type_ and entity.name and entity.mentions
    ]
    return sorted((one for one in counted if one[0]), key=itemgetter(0, 1, 2))


_ARTICLE = attrgetter("article")


def _party(book: Casebook, named: Named) -> Party:
    entity = named[3]
    return Party(book.agent(entity.id), _offices(book, entity), -named[0], _passages(book, entity))


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


def places(book: Casebook) -> Laid[Named, Spot]:
    """The places named in the story's articles, the most mentioned first."""
    return Laid(_named(book, "place"), partial(_spot, book))


def _spot(book: Casebook, named: Named) -> Spot:
    entity = named[3]
    return Spot(
        agent=book.agent(entity.id),
        country=entity.country,
        lat=entity.lat,
        lon=entity.lon,
        precision_label=label("precision", entity.precision or "unknown"),
        mentions=-named[0],
        passages=_passages(book, entity),
    )


def _passages(book: Casebook, entity: Entity) -> tuple[Passage, ...]:
    """The first mention of an entity in a few of the story's articles."""
    first: dict[str, Span] = {}
    for span in entity.mentions:
        if span.article in book.ranks:
            held = first.get(span.article)
            if held is None or span.start < held.start:
                first[span.article] = span
    earliest = sorted(first, key=book.ranks.__getitem__)[:OPENED]
    return tuple(book.at(first[article]) for article in earliest)
