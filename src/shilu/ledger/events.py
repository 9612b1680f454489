"""Events over articles: mentions of one type, place and day are one; what is told without a day joins what it repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from shilu.ledger.memory import Memory
from shilu.ledger.passages import pairs, plain_texts
from shilu.ledger.points import in_order
from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.ids import make_id
from shilu.model.ledger import Event
from shilu.model.marks import Point
from shilu.model.statements import EventMention, Stated

_BEFORE = timedelta(days=1)
_NEAR = timedelta(days=3)  # days between an event and a passage that tells of it without a day
_GREAT = frozenset({"quake", "dam", "storm", "flood", "sea"})  # disasters of which a story has one, told of for days
_GOES_ON = timedelta(days=60)
_SAME = 0.5  # share of pairs from which two passages tell the same
_LOOKED_AT = 40  # of the events of one type, the newest that a mention is compared with
_PRECISE = {"day": 0, "around": 1, "month": 2, "year": 3}

Kind = tuple[str, str | None, str, bool]
Above = Mapping[str, frozenset[str]]  # place -> itself and all that it lies in


@dataclass(slots=True)
class _Asked:
    """A mention with what it is compared by: its days (`first` and `last` only when the text states them), words, places."""

    mention: EventMention
    words: frozenset[str]
    told: date | None
    first: date | None
    last: date | None
    above: frozenset[str]


@dataclass(slots=True)
class _Group:
    """One event while its mentions are gathered; `first` and `last` are the days that texts state."""

    mentions: list[EventMention] = field(default_factory=list)
    words: dict[frozenset[str], None] = field(default_factory=dict)  # each wording once
    places: set[str] = field(default_factory=set)
    above: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    first: date | None = None
    last: date | None = None
    told: date | None = None
    opens: date | None = None  # the days on which a passage without a day may tell of it
    closes: date | None = None

    def add(self, asked: _Asked) -> None:
        """Take one more mention."""
        self.mentions.append(asked.mention)
        self.words[asked.words] = None
        self.places.update(asked.mention.places)
        self.above.update(asked.above)
        self.people.update(asked.mention.participants)
        if asked.first and asked.last:
            self.first = min(self.first or asked.first, asked.first)
            self.last = max(self.last or asked.last, asked.last)
        if asked.told:
            self.told = min(self.told or asked.told, asked.told)
        if since := self.first or self.told:
            self.opens, self.closes = since - _BEFORE, (self.last or since) + _NEAR


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
        above = {place: _above(place, entities) for mention in own for place in mention.places}
        sites = [_is_site(place, entities) for place in above]
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
    groups: list[_Group] = []
    for mention in mentions:
        asked = _asked(mention, plain[mention.span.article], above)
        fitting = (one for one in reversed(groups[-_LOOKED_AT:]) if _fits(one, asked, entities))
        home = next(fitting, None) or _known(groups, asked)
        if home is None:
            groups.append(home := _Group())
        home.add(asked)
    return [_event(group, rank, texts) for group in groups]


def _asked(mention: EventMention, text: str, above: Above) -> _Asked:
    """A mention with what it is compared by, of its article's text in simplified script."""
    words = pairs(text[mention.span.start : mention.span.end])
    told = _day(mention.last) if mention.last else None
    first, last = (_day(mention.first), _ending(mention)) if mention.dated and mention.first else (None, None)
    return _Asked(mention, words, told, first, last, frozenset().union(*(above[place] for place in mention.places)))


def _above(place: str, entities: Entities) -> frozenset[str]:
    """A place and all places that it lies in."""
    chain: list[str] = []
    current: str | None = place
    while current and current not in chain:
        chain.append(current)
        entity = entities.by_id.get(current)
        current = entity.parent if entity else None
    return frozenset(chain)


def _fits(group: _Group, asked: _Asked, entities: Entities) -> bool:
    """Whether a mention tells of the event of a group."""
    if asked.first:
        near = group.first is not None and _overlap(group, asked)
    else:
        near = bool(asked.told and group.opens and group.closes and group.opens <= asked.told <= group.closes)
    if not near:
        return False
    if not _together(group, asked) and not (asked.mention.topic in _GREAT and _sites(group, asked.mention, entities)):
        return False
    return _akin(group, asked.mention, asked.words, strict=asked.first is None)


def _known(groups: Sequence[_Group], asked: _Asked) -> _Group | None:
    """The disaster that a passage without a day goes on about: the first of its sort in that place."""
    if asked.mention.dated or asked.mention.topic not in _GREAT or asked.told is None:
        return None
    for group in groups:
        since = group.first or group.told
        if since and since - _BEFORE <= asked.told <= since + _GOES_ON and _together(group, asked):
            return group
    return None


def _together(group: _Group, asked: _Asked) -> bool:
    """Whether two events may be in one place: one is told nowhere, or one place holds the other."""
    places = asked.mention.places
    return not group.places or not places or not group.above.isdisjoint(places) or not asked.above.isdisjoint(group.places)


def _sites(group: _Group, mention: EventMention, entities: Entities) -> bool:
    """True when one of the two is told only of a site (a dam, a bridge) whose area the texts do not give."""

    return all(_is_site(place, entities) for place in group.places) or all(_is_site(place, entities) for place in mention.places)


def _is_site(place: str, entities: Entities) -> bool:
    entity = entities.by_id.get(place)
    return entity is None or entity.precision not in ("city", "region", "country")


def _overlap(group: _Group, asked: _Asked) -> bool:
    first, last, precision = asked.first, asked.last, asked.mention.precision
    assert first is not None
    assert last is not None
    assert group.first is not None
    if precision in ("month", "year") or last - first > _NEAR:
        return any(_day(one.first) == first for one in group.mentions if one.first and one.precision == precision)
    until = group.last or group.first
    return first <= until and last >= group.first and until - group.first <= _NEAR


def _akin(group: _Group, mention: EventMention, words: frozenset[str], *, strict: bool) -> bool:
    """Shared participants, or like words; without a day it takes both, or all but the same words."""
    least = _SAME
    if group.people and mention.participants:
        if group.people.isdisjoint(mention.participants):
            return False
        least = _SAME / 2
    return not strict or _said(group, words, least)


def _said(group: _Group, words: frozenset[str], least: float) -> bool:
    """Whether a group has words that share enough pairs with these, of the shorter one's; asked of thousands, so in one step."""
    size = len(words)
    return (size > 0 and words in group.words) or any(
        shared >= least * (min(len(one), size)) for one in group.words if (shared := len(one & words))
    )


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
