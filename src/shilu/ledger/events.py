"""Events over articles: mentions of one type, place and day are one; what is told without a day joins what it repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from shilu.ledger.memory import Memory
from shilu.ledger.occurrences import Above, Group, above_of, asked_of, day_of, disaster_of, fits, is_site
from shilu.ledger.passages import plain_texts
from shilu.ledger.points import in_order
from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.ids import make_id
from shilu.model.ledger import Event
from shilu.model.marks import Point
from shilu.model.statements import EventMention, Stated

_PRECISE = {"day": 0, "around": 1, "month": 2, "year": 3}
_LOOKED_AT = 40  # of the events of one type, the newest that a mention is compared with

Kind = tuple[str, str | None, str, bool]


def events_of(
    articles: Sequence[Article], stated: Iterable[Stated], entities: Entities, memory: Memory | None = None
) -> tuple[Event, ...]:
    """All events of a story in order of their ids. Order and repetition of the arguments do not matter."""
    memory = memory or Memory()
    ordered = in_order(articles)
    rank = {article.id: place for place, article in enumerate(ordered)}
    texts = {article.id: article.text for article in ordered}
    plain = plain_texts(ordered, memory)
    known = {m.id: m for one in stated if one.article in rank for m in one.events}
    in_turn = sorted(known.values(), key=lambda m: (not m.dated, rank[m.span.article], m.span.start, m.span.end, m.id))
    kinds: dict[Kind, list[EventMention]] = defaultdict(list)
    for mention in in_turn:  # those with a day first: the others join them
        kinds[mention.type, mention.topic, "actual" if mention.realis == "actual" else "other", mention.background].append(mention)
    made: list[Event] = []
    for kind, own in kinds.items():
        above = {place: above_of(place, entities) for mention in own for place in mention.places}
        sites = [is_site(place, entities) for place in above]
        make = partial(_events, own, above, rank, texts, plain, entities)
        made += memory.get("events", kind, (own, above, sites, [texts[m.span.article] for m in own]), make)
    return tuple(sorted(made, key=lambda event: event.id))


def _events(
    mentions: Sequence[EventMention],
    above: Above,
    rank: Mapping[str, int],
    texts: Mapping[str, str],
    plain: Mapping[str, str],
    entities: Entities,
) -> list[Event]:
    """The events of one kind, of its mentions in turn."""
    groups: list[Group] = []
    for mention in mentions:
        asked = asked_of(mention, plain[mention.span.article], above)
        fitting = (one for one in reversed(groups[-_LOOKED_AT:]) if fits(one, asked, entities))
        home = next(fitting, None) or disaster_of(groups, asked)
        if home is None:
            groups.append(home := Group())
        home.add(asked)
    return [_event(group, rank, texts) for group in groups]


def _event(group: Group, rank: Mapping[str, int], texts: Mapping[str, str]) -> Event:
    """The event of a group."""
    mentions = sorted(group.mentions, key=lambda m: (rank[m.span.article], m.span.start, m.span.end, m.id))
    clearest = min(mentions, key=lambda m: (not m.dated, not m.participants, abs(m.span.end - m.span.start - 24)))
    dated = [m for m in mentions if m.dated and m.first]
    first = min((m.first for m in dated if m.first), key=_order, default=None)
    last = max((m.last for m in dated if m.last), key=_order, default=None)
    told = min((m.last for m in mentions if m.last), key=_order, default=None)
    places = dict.fromkeys(place for m in mentions for place in m.places)
    return Event(
        id=make_id("evt", mentions[0].id),
        type=mentions[0].type,
        plover=mentions[0].plover,
        title=texts[clearest.span.article][clearest.span.start : clearest.span.end],
        first=first,
        last=last if dated else told,
        precision=min((m.precision for m in dated), key=_PRECISE.__getitem__, default="around"),
        dated=bool(dated),
        places=tuple(places),
        participants=tuple(dict.fromkeys(agent for m in mentions for agent in m.participants)),
        realis=mentions[0].realis,
        background=mentions[0].background,
        mentions=tuple(mentions),
    )


def _order(point: Point) -> tuple[date, str]:
    return day_of(point), point.isoformat()
