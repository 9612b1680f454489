"""One event while its mentions are gathered: which passage tells of it, by days, places, people and words.

Mentions with a day are gathered before those without. What one without a day brought has the number of its turn, so that an event
can be asked as it stood before any of them, and taken back to that.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from msgspec import Struct

from shilu.entities.areas import ancestors
from shilu.ledger.passages import pairs
from shilu.model.entities import Entities
from shilu.model.marks import Point
from shilu.model.statements import EventMention

T = TypeVar("T", bound=Hashable)
Words = frozenset[str]

_BEFORE = timedelta(days=1)
_NEAR = timedelta(days=3)  # days between an event and a passage that tells of it without a day
_GREAT = frozenset({"quake", "dam", "storm", "flood", "sea"})  # disasters of which a story has one, told of for days
_GOES_ON = timedelta(days=60)
_SAME = 0.5  # share of pairs from which two passages tell the same
LEAST = _SAME / 2  # the same where the people are
DATED = -1  # before the turn of any mention without a day
BEFORE_ALL = DATED - 1
NOW = sys.maxsize  # after all turns


class Place(Struct, frozen=True):
    """A place with all that it lies in; `site` when it is no area: a dam, a bridge."""

    above: frozenset[str]
    site: bool


@dataclass(slots=True, eq=False)
class Asked:
    """A mention with what it is compared by: its days (`first` and `last` only when the text states them), words, places.

    `home` is the event that it was found to tell of, `near` whether that was found among the newest.
    """

    mention: EventMention
    words: Words
    told: date | None
    first: date | None
    last: date | None
    above: frozenset[str]
    home: Group | None = None
    near: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether it may go on about a disaster, without a day."""
        return self.mention.topic in _GREAT and self.told is not None and not self.mention.dated


class Seen(Generic[T]):
    """Values in the order in which they came: those of mentions with a day, then the others with their turn.

    Mostly it is asked what has come by now, which is held as one set, `every`: a turn is looked at only when it is before the
    newest.
    """

    __slots__ = ("_newest", "base", "every", "later")

    def __init__(self) -> None:
        """Begin with none."""
        self.base: set[T] = set()
        self.later: dict[T, int] = {}
        self.every: set[T] = set()
        self._newest = BEFORE_ALL

    def add(self, values: Collection[T], turn: int) -> None:
        """Take some values."""
        self.every.update(values)
        if turn == DATED:
            self.base.update(values)
            return
        for value in values:
            if value not in self.later:
                self.later[value] = self._newest = turn

    def cut(self, turn: int) -> None:
        """Forget what came in a turn or after it."""
        while self.later and next(reversed(self.later.values())) >= turn:
            self.later.popitem()
        self.every = self.base.union(self.later)
        self._newest = next(reversed(self.later.values()), BEFORE_ALL)

    def at(self, turn: int) -> Iterator[T]:
        """What had come before a turn."""
        if turn > self._newest:
            yield from self.every
            return
        yield from self.base
        for value, came in self.later.items():
            if came >= turn:
                return
            yield value

    def empty(self, turn: int) -> bool:
        """Whether nothing had come before a turn."""
        if turn > self._newest:
            return not self.every
        return not self.base and (not self.later or next(iter(self.later.values())) >= turn)

    def has(self, value: T, turn: int) -> bool:
        """Whether a value had come before a turn."""
        return value in self.base or self.later.get(value, turn) < turn

    def any(self, values: Iterable[T], turn: int) -> bool:
        """Whether one of some values had come before a turn."""
        if turn > self._newest:
            return not self.every.isdisjoint(values)
        return not self.base.isdisjoint(values) or any(self.later.get(value, turn) < turn for value in values)


@dataclass(slots=True, eq=False)
class Group:
    """One event while its mentions are gathered; `first` and `last` are the days that texts state.

    `born` is the turn in which it began, `number` its place among the events that began with a day.
    """

    born: int = DATED
    number: int = 0
    mentions: list[EventMention] = field(default_factory=list)
    later: list[tuple[int, EventMention]] = field(default_factory=list)
    words: Seen[Words] = field(default_factory=Seen)
    places: Seen[str] = field(default_factory=Seen)
    above: Seen[str] = field(default_factory=Seen)
    people: Seen[str] = field(default_factory=Seen)
    months: set[tuple[str, date]] = field(default_factory=set)  # with how exactly each first day is told
    first: date | None = None
    last: date | None = None
    opens: date = date.max  # the days on which a passage without a day may tell of it, as it stands now
    closes: date = date.min
    told: date | None = None
    told_later: list[tuple[int, date]] = field(default_factory=list)  # the first day of report so far, from each turn on
    changed: bool = True

    def add(self, asked: Asked, turn: int = DATED) -> None:
        """Take one more mention."""
        self.changed = True
        mention = asked.mention
        self.words.add((asked.words,), turn)
        self.places.add(mention.places, turn)
        self.above.add(asked.above, turn)
        self.people.add(mention.participants, turn)
        if turn == DATED:
            self._dated(asked)
        else:
            self.later.append((turn, mention))
            if asked.told and (not self.told_later or asked.told < self.told_later[-1][1]):
                self.told_later.append((turn, asked.told))
        self._open()

    def _dated(self, asked: Asked) -> None:
        self.mentions.append(asked.mention)
        if asked.first and asked.last:
            self.first = min(self.first or asked.first, asked.first)
            self.last = max(self.last or asked.last, asked.last)
        if asked.mention.first:
            self.months.add((asked.mention.precision, day_of(asked.mention.first)))
        if asked.told:
            self.told = min(self.told or asked.told, asked.told)

    def cut(self, turn: int) -> None:
        """Forget what came without a day in a turn or after it."""
        if not self.later or self.later[-1][0] < turn:
            return
        self.changed = True
        for seen in (self.words, self.places, self.above, self.people):
            seen.cut(turn)
        for came in (self.later, self.told_later):
            while came and came[-1][0] >= turn:
                came.pop()
        self._open()

    def _open(self) -> None:
        """Find the days on which a passage without a day may tell of it."""
        if since := self.since(NOW):
            self.opens, self.closes = since - _BEFORE, (self.last or since) + _NEAR
        else:
            self.opens, self.closes = date.max, date.min

    def is_near(self, day: date, turn: int) -> bool:
        """Whether a passage without a day, reported on this one, may tell of it as it stood before a turn."""
        if self.first or not self.told_later or self.told_later[-1][0] < turn:
            return self.opens <= day <= self.closes
        return is_open(self.since(turn), self.last, day)

    def since(self, turn: int) -> date | None:
        """The day from which it is told: as stated, else the first day of report before a turn."""
        if self.first or not self.told_later:
            return self.first or self.told
        if self.told is None and self.told_later[-1][0] < turn:
            return self.told_later[-1][1]
        told = [day for came, day in self.told_later if came < turn]
        return min([*told, self.told] if self.told else told, default=None)


def asked_of(mention: EventMention, text: str, places: Mapping[str, Place]) -> Asked:
    """A mention with what it is compared by, of its article's text in simplified script."""
    words = pairs(text[mention.span.start : mention.span.end])
    told = day_of(mention.last) if mention.last else None
    first, last = (day_of(mention.first), _ending(mention)) if mention.dated and mention.first else (None, None)
    return Asked(mention, words, told, first, last, frozenset().union(*(places[place].above for place in mention.places)))


def place_of(place: str, entities: Entities) -> Place:
    """What is known of a place."""
    entity = entities.by_id.get(place)
    area = entity is not None and entity.precision in ("city", "region", "country")
    return Place(frozenset(ancestors(place, entities)), not area)


def fits(group: Group, asked: Asked, places: Mapping[str, Place]) -> bool:
    """Whether a mention with a day tells of the event of a group, as that stood before any without."""
    if asked.first:
        near = group.first is not None and _overlap(group, asked)
    else:
        near = asked.told is not None and is_open(group.since(DATED), group.last, asked.told)
    return near and tells_of(group, asked, places, DATED)


def tells_of(group: Group, asked: Asked, places: Mapping[str, Place], turn: int) -> bool:
    """Whether a mention of the right days tells of the event of a group, as that stood before a turn."""
    if not _together(group, asked, turn) and not (asked.mention.topic in _GREAT and _sites(group, asked.mention, places, turn)):
        return False
    return _akin(group, asked, turn)


def goes_on_about(group: Group, asked: Asked, turn: int) -> bool:
    """Whether a passage without a day may go on about the disaster of a group: of its sort, in that place, for some time."""
    return asked.told is not None and in_time(group, asked.told, turn) and _together(group, asked, turn)


def in_time(group: Group, day: date, turn: int) -> bool:
    """Whether a disaster is still told of on a day."""
    since = group.since(turn)
    return since is not None and since - _BEFORE <= day <= since + _GOES_ON


def is_open(since: date | None, last: date | None, day: date) -> bool:
    """Whether a passage without a day, reported on this one, may tell of an event of some days."""
    return since is not None and since - _BEFORE <= day <= (last or since) + _NEAR


def _together(group: Group, asked: Asked, turn: int) -> bool:
    """Whether two events may be in one place: one is told nowhere, or one place holds the other."""
    places = asked.mention.places
    if not places:
        return True
    if not group.later or group.later[-1][0] < turn:
        there = group.places.every  # as it stands now, which is nearly always asked
        return not (there and group.above.every.isdisjoint(places) and there.isdisjoint(asked.above))
    if group.places.empty(turn):
        return True
    return group.above.any(places, turn) or group.places.any(asked.above, turn)


def _sites(group: Group, mention: EventMention, places: Mapping[str, Place], turn: int) -> bool:
    """True when one of the two is told only of a site (a dam, a bridge) whose area the texts do not give."""
    return only_sites(group, places, turn) or all(places[place].site for place in mention.places)


def only_sites(group: Group, places: Mapping[str, Place], turn: int) -> bool:
    """Whether an event is told of sites alone."""
    return all(places[place].site for place in group.places.at(turn))


def _overlap(group: Group, asked: Asked) -> bool:
    first, last, precision = asked.first, asked.last, asked.mention.precision
    assert first is not None
    assert last is not None
    assert group.first is not None
    if precision in ("month", "year") or last - first > _NEAR:
        return (precision, first) in group.months
    until = group.last or group.first
    return first <= until and last >= group.first and until - group.first <= _NEAR


def _akin(group: Group, asked: Asked, turn: int) -> bool:
    """Shared participants, or like words; without a day it takes both, or all but the same words."""
    least, people = _SAME, asked.mention.participants
    if people and not group.people.empty(turn):
        if not group.people.any(people, turn):
            return False
        least = LEAST
    return asked.first is not None or _said(group, asked.words, least, turn)


def _said(group: Group, words: Words, least: float, turn: int) -> bool:
    """Whether a group has words that share enough pairs with these, of the shorter one's; asked of thousands, so in one step."""
    size = len(words)
    return (size > 0 and group.words.has(words, turn)) or any(
        shared >= least * (min(len(one), size)) for one in group.words.at(turn) if (shared := len(one & words))
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
