"""Events over articles: mentions of one type, place and day are one; what is told without a day joins what it repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from shilu.ledger.passages import alike, pairs, plain_texts
from shilu.ledger.points import in_order
from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.ids import make_id
from shilu.model.ledger import Event
from shilu.model.marks import Point
from shilu.model.statements import EventMention, Stated

_NEAR = timedelta(days=3)  # days between an event and a passage that tells of it without a day
_GREAT = frozenset({"quake", "dam", "storm", "flood", "sea"})  # disasters of which a story has one, told of for days
_GOES_ON = timedelta(days=60)
_SAME = 0.5  # share of pairs from which two passages tell the same
_LOOKED_AT = 40  # of the events of one type, the newest that a mention is compared with
_PRECISE = {"day": 0, "around": 1, "month": 2, "year": 3}

Kind = tuple[str, str | None, str, bool]


@dataclass(slots=True)
class _Group:
    """One event while its mentions are gathered; `first` and `last` are the days that texts state."""

    mentions: list[EventMention] = field(default_factory=list)
    words: list[frozenset[str]] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    first: date | None = None
    last: date | None = None
    told: date | None = None

    def add(self, mention: EventMention, words: frozenset[str], told: date | None) -> None:
        """Take one more mention."""
        self.mentions.append(mention)
        self.words.append(words)
        self.places.update(mention.places)
        self.people.update(mention.participants)
        if mention.dated and mention.first:
            first, last = _day(mention.first), _ending(mention)
            self.first = min(self.first or first, first)
            self.last = max(self.last or last, last)
        self.told = min(one for one in (self.told, told) if one) if self.told or told else None


def events_of(articles: Sequence[Article], stated: Iterable[Stated], entities: Entities) -> tuple[Event, ...]:
    """All events of a story in order of their ids. Order and repetition of the arguments do not matter."""
    ordered = in_order(articles)
    rank = {article.id: place for place, article in enumerate(ordered)}
    texts = {article.id: article.text for article in ordered}
    plain = plain_texts(ordered)
    known = {m.id: m for one in stated if one.article in rank for m in one.events}
    in_turn = sorted(known.values(), key=lambda m: (not m.dated, rank[m.span.article], m.span.start, m.span.end, m.id))
    groups: dict[Kind, list[_Group]] = defaultdict(list)
    for mention in in_turn:  # those with a day first: the others join them
        words = pairs(plain[mention.span.article][mention.span.start : mention.span.end])
        kind = (mention.type, mention.topic, "actual" if mention.realis == "actual" else "other", mention.background)
        fitting = (one for one in reversed(groups[kind][-_LOOKED_AT:]) if _fits(one, mention, words, entities))
        home = next(fitting, None) or _known(groups[kind], mention, entities)
        if home is None:
            groups[kind].append(home := _Group())
        home.add(mention, words, _told(mention))
    made = (_event(group, rank, texts) for kind in groups.values() for group in kind)
    return tuple(sorted(made, key=lambda event: event.id))


def _fits(group: _Group, mention: EventMention, words: frozenset[str], entities: Entities) -> bool:
    """Whether a mention tells of the event of a group."""
    if mention.dated and mention.first:
        near = group.first is not None and _overlap(group, mention)
    else:
        told, since = _told(mention), group.first or group.told
        near = told is not None and since is not None and since - timedelta(days=1) <= told <= (group.last or since) + _NEAR
    if not near:
        return False
    great = mention.topic in _GREAT
    if not _together(group.places, mention.places, entities) and not (great and _sites(group, mention, entities)):
        return False
    return _akin(group, mention, words, strict=not (mention.dated and mention.first))


def _known(groups: Sequence[_Group], mention: EventMention, entities: Entities) -> _Group | None:
    """The disaster that a passage without a day goes on about: the first of its sort in that place."""
    told = _told(mention)
    if mention.dated or mention.topic not in _GREAT or told is None:
        return None
    for group in groups:
        since = group.first or group.told
        if since and since - timedelta(days=1) <= told <= since + _GOES_ON and _together(group.places, mention.places, entities):
            return group
    return None


def _together(places: set[str], others: Sequence[str], entities: Entities) -> bool:
    """Whether two events may be in one place: one is told nowhere, or one place holds the other."""
    if not places or not others or not places.isdisjoint(others):
        return True
    return any(entities.contains(a, b) or entities.contains(b, a) for a in places for b in others)


def _sites(group: _Group, mention: EventMention, entities: Entities) -> bool:
    """True when one of the two is told only of a site (a dam, a bridge) whose area the texts do not give."""

    def site(place: str) -> bool:
        entity = entities.by_id.get(place)
        return entity is None or entity.precision not in ("city", "region", "country")

    return all(map(site, group.places)) or all(map(site, mention.places))


def _overlap(group: _Group, mention: EventMention) -> bool:
    assert mention.first is not None
    assert group.first is not None
    first, last = _day(mention.first), _ending(mention)
    if mention.precision in ("month", "year") or (last - first).days > _NEAR.days:
        return any(_day(one.first) == first for one in group.mentions if one.first and one.precision == mention.precision)
    return first <= (group.last or group.first) and last >= group.first and (group.last or group.first) - group.first <= _NEAR


def _akin(group: _Group, mention: EventMention, words: frozenset[str], *, strict: bool) -> bool:
    """Shared participants, or like words; without a day it takes both, or all but the same words."""
    share = max((alike(one, words) for one in group.words), default=0.0)
    if group.people and mention.participants:
        shared = not group.people.isdisjoint(mention.participants)
        return shared and share >= (_SAME / 2 if strict else 0.0)
    return share >= _SAME if strict else True


def _event(group: _Group, rank: Mapping[str, int], texts: Mapping[str, str]) -> Event:
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


def _told(mention: EventMention) -> date | None:
    return _day(mention.last) if mention.last else None


def _ending(mention: EventMention) -> date:
    """The last day of a mention; an instant at midnight ends the day before."""
    assert mention.first is not None
    last = mention.last or mention.first
    if isinstance(last, datetime):
        return max(_day(mention.first), (last - timedelta(seconds=1)).date())
    return last


def _order(point: Point) -> tuple[date, str]:
    return _day(point), point.isoformat()


def _day(point: Point) -> date:
    return point.date() if isinstance(point, datetime) else point
