"""One event while its mentions are gathered: which passage tells of it, by days, places, people and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from shilu.entities.areas import ancestors
from shilu.ledger.passages import pairs
from shilu.model.entities import Entities
from shilu.model.marks import Point
from shilu.model.statements import EventMention

_BEFORE = timedelta(days=1)
_NEAR = timedelta(days=3)  # days between an event and a passage that tells of it without a day
_GREAT = frozenset({"quake", "dam", "storm", "flood", "sea"})  # disasters of which a story has one, told of for days
_GOES_ON = timedelta(days=60)
_SAME = 0.5  # share of pairs from which two passages tell the same
Above = Mapping[str, frozenset[str]]  # place -> itself and all that it lies in


@dataclass(slots=True)
class Asked:
    """A mention with what it is compared by: its days (`first` and `last` only when the text states them), words, places."""

    mention: EventMention
    words: frozenset[str]
    told: date | None
    first: date | None
    last: date | None
    above: frozenset[str]


@dataclass(slots=True)
class Group:
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

    def add(self, asked: Asked) -> None:
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


def asked_of(mention: EventMention, text: str, above: Above) -> Asked:
    """A mention with what it is compared by, of its article's text in simplified script."""
    words = pairs(text[mention.span.start : mention.span.end])
    told = day_of(mention.last) if mention.last else None
    first, last = (day_of(mention.first), _ending(mention)) if mention.dated and mention.first else (None, None)
    return Asked(mention, words, told, first, last, frozenset().union(*(above[place] for place in mention.places)))


def above_of(place: str, entities: Entities) -> frozenset[str]:
    """A place and all places that it lies in."""
    return frozenset(ancestors(place, entities))


def fits(group: Group, asked: Asked, entities: Entities) -> bool:
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


def disaster_of(groups: Sequence[Group], asked: Asked) -> Group | None:
    """The disaster that a passage without a day goes on about: the first of its sort in that place."""
    if asked.mention.dated or asked.mention.topic not in _GREAT or asked.told is None:
        return None
    for group in groups:
        since = group.first or group.told
        if since and since - _BEFORE <= asked.told <= since + _GOES_ON and _together(group, asked):
            return group
    return None


def _together(group: Group, asked: Asked) -> bool:
    """Whether two events may be in one place: one is told nowhere, or one place holds the other."""
    places = asked.mention.places
    return not group.places or not places or not group.above.isdisjoint(places) or not asked.above.isdisjoint(group.places)


def _sites(group: Group, mention: EventMention, entities: Entities) -> bool:
    """True when one of the two is told only of a site (a dam, a bridge) whose area the texts do not give."""

    return all(is_site(place, entities) for place in group.places) or all(is_site(place, entities) for place in mention.places)


def is_site(place: str, entities: Entities) -> bool:
    """Whether a place is no area: a dam, a bridge."""
    entity = entities.by_id.get(place)
    return entity is None or entity.precision not in ("city", "region", "country")


def _overlap(group: Group, asked: Asked) -> bool:
    first, last, precision = asked.first, asked.last, asked.mention.precision
    assert first is not None
    assert last is not None
    assert group.first is not None
    if precision in ("month", "year") or last - first > _NEAR:
        return any(day_of(one.first) == first for one in group.mentions if one.first and one.precision == precision)
    until = group.last or group.first
    return first <= until and last >= group.first and until - group.first <= _NEAR


def _akin(group: Group, mention: EventMention, words: frozenset[str], *, strict: bool) -> bool:
    """Shared participants, or like words; without a day it takes both, or all but the same words."""
    least = _SAME
    if group.people and mention.participants:
        if group.people.isdisjoint(mention.participants):
            return False
        least = _SAME / 2
    return not strict or _said(group, words, least)


def _said(group: Group, words: frozenset[str], least: float) -> bool:
    """Whether a group has words that share enough pairs with these, of the shorter one's; asked of thousands, so in one step."""
    size = len(words)
    return (size > 0 and words in group.words) or any(
        shared >= least * (min(len(one), size)) for one in group.words if (shared := len(one & words))
    )


def _ending(mention: EventMention) -> date:
    """The last day of a mention; an instant at midnight ends the day before."""
    assert mention.first is not None
    last = mention.last or mention.first
    if isinstance(last, datetime):
        return max(day_of(mention.first), (last - timedelta(seconds=1)).date())
    return last


def day_of(point: Point) -> date:
    """The day of a day or an instant."""
    return point.date() if isinstance(point, datetime) else point
