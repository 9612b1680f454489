"""The events of one kind, gathered from its mentions: those with a day first, the others join them.

More mentions may come. What has been found for one without a day is asked again only where the events that grew may answer
otherwise; from the first that does change on, all are asked again. So the answer is that of all mentions at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice

from shilu.ledger.occurrences import (
    DATED,
    LEAST,
    Asked,
    Group,
    Place,
    Words,
    fits,
    goes_on_about,
    in_time,
    is_open,
    only_sites,
    tells_of,
)

_LOOKED_AT = 40  # of the events of one kind, the newest that a mention is compared with


@dataclass(slots=True)
class Growth:
    """What has come to an event. `anew`: it may now refuse what it took before."""

    group: Group
    before: tuple[date | None, bool, bool, bool]
    first: date | None
    last: date | None
    words: list[Words] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    above: set[str] = field(default_factory=set)
    anew: bool = False

    def note(self, asked: Asked) -> None:
        """Note what a mention brings that was not there."""
        group = self.group
        if asked.words not in group.words.base:
            self.words.append(asked.words)
        self.people.update(one for one in asked.mention.participants if one not in group.people.base)
        self.places.update(one for one in asked.mention.places if one not in group.places.base)
        self.above.update(one for one in asked.above if one not in group.above.base)

    def was_open(self, day: date) -> bool:
        """Whether a passage without a day, reported on this one, could tell of the event before."""
        return is_open(self.first, self.last, day)

    def meets(self, asked: Asked) -> bool:
        """Whether what is new has anything in common with a mention."""
        mention, words = asked.mention, asked.words
        if not self.people.isdisjoint(mention.participants) or not self.above.isdisjoint(mention.places):
            return True
        if not self.places.isdisjoint(asked.above):
            return True
        return any(shared >= LEAST * min(len(one), len(words)) for one in self.words if (shared := len(one & words)))


class Gathering:
    """The events of one kind: those that began with a day in order, then those that began without."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        """`places` are known for all mentions that will come."""
        self._places = places
        self.dated: list[Asked] = []
        self.undated: list[Asked] = []
        self._base: list[Group] = []
        self._born: list[Group] = []
        self._by_day: dict[date, list[int]] = defaultdict(list)

    @property
    def groups(self) -> Iterator[Group]:
        """All events."""
        return chain(self._base, self._born)

    def extend(self, dated: Sequence[Asked], undated: Sequence[Asked]) -> None:
        """Take more mentions, all of them later than those that there are."""
        turns = len(self.undated)
        at = len(self._base)
        grown = self._take_dated(dated)
        self.undated += undated
        for turn, asked in enumerate(undated, turns):
            if asked.told:
                self._by_day[asked.told].append(turn)
        self._replay(next((turn for turn in self._doubtful(grown, self._base[at:], turns) if self._differs(turn)), turns))

    def _take_dated(self, mentions: Sequence[Asked]) -> dict[int, Growth]:
        """Take mentions with a day; gives what came to the events that there were, by their numbers."""
        there = len(self._base)
        grown: dict[int, Growth] = {}
        for asked in mentions:
            newest = islice(reversed(self._base), _LOOKED_AT)
            home = next((one for one in newest if fits(one, asked, self._places)), None) or self._disaster(asked, DATED)
            if home is None:
                home = Group(number=len(self._base))
                self._base.append(home)
            elif home.number < there:
                if home.number not in grown:
                    grown[home.number] = Growth(home, self._state(home), home.first or home.told, home.last)
                grown[home.number].note(asked)
            home.add(asked)
        self.dated += mentions
        for growth in grown.values():
            growth.anew = growth.before != self._state(growth.group)
        return grown

    def _state(self, group: Group) -> tuple[date | None, bool, bool, bool]:
        """What may make an event refuse what it took before."""
        return (
            group.first or group.told, group.places.empty(DATED), group.people.empty(DATED), only_sites(group, self._places, DATED)
        )  # fmt: skip

    def _replay(self, turn: int) -> None:
        """Find the events of all mentions without a day from a turn on."""
        for group in self.groups if turn < len(self.undated) else ():
            group.cut(turn)
        del self._born[bisect_left(self._born, turn, key=lambda group: group.born) :]
        for now, asked in enumerate(islice(self.undated, turn, None), turn):
            home, asked.near = self._home(asked, now)
            if home is None:
                home = Group(born=now)
                self._born.append(home)
            asked.home = home
            home.add(asked, now)

    def _home(self, asked: Asked, turn: int) -> tuple[Group | None, bool]:
        """The event that a mention without a day tells of, of those before its turn, and whether it is among the newest."""
        told = asked.told
        if told is None:
            return None, False
        for group in islice(self._newest(turn), _LOOKED_AT):
            if group.is_near(told, turn) and tells_of(group, asked, self._places, turn):
                return group, True
        return self._disaster(asked, turn), False

    def _newest(self, turn: int) -> Iterator[Group]:
        """The events before a turn, the newest first."""
        yield from islice(reversed(self._born), len(self._born) - self._born_before(turn), None)
        yield from reversed(self._base)

    def _born_before(self, turn: int) -> int:
        return bisect_left(self._born, turn, key=lambda group: group.born)

    def _disaster(self, asked: Asked, turn: int) -> Group | None:
        """The disaster that a passage without a day goes on about: the first of its sort in that place."""
        if not asked.goes_on:
            return None
        there = chain(self._base, islice(self._born, self._born_before(turn)))
        return next((group for group in there if goes_on_about(group, asked, turn)), None)

    def _differs(self, turn: int) -> bool:
        """Whether a mention without a day now tells of another event."""
        asked = self.undated[turn]
        home, near = self._home(asked, turn)
        same = home is asked.home or (home is None and asked.home is not None and asked.home.born == turn)
        asked.near = near
        return not same

    def _doubtful(self, grown: Mapping[int, Growth], new: Sequence[Group], turns: int) -> list[int]:
        """The turns of mentions without a day that may tell of another event now that some have grown and some are new."""
        found: set[int] = set()
        if turns and new and len(self._base) + len(self._born) > _LOOKED_AT:
            found.update(turn for turn in range(turns) if self._out_of_sight(turn))
        for number, growth in grown.items():
            found.update(self._in_doubt(self._base[number], growth, turns))
        for group in new:
            found.update(self._in_doubt(group, None, turns))
        return sorted(found)

    def _out_of_sight(self, turn: int) -> bool:
        """Whether the event of a mention is no longer among the newest."""
        asked = self.undated[turn]
        if not asked.near or asked.home is None or asked.home.born != DATED:
            return False
        return self._born_before(turn) + len(self._base) - asked.home.number > _LOOKED_AT

    def _in_doubt(self, group: Group, growth: Growth | None, turns: int) -> Iterator[int]:
        """The same for one event that has grown, or that is new."""
        anew = growth is None or growth.anew
        for day, on_day in self._by_day.items() if turns else ():
            # of an event without a day of its own nobody knows until when it was told
            near = group.first is None or group.opens <= day <= group.closes
            timely = anew or in_time(group, day, DATED)
            for turn in on_day if near or timely else ():
                if turn >= turns:
                    break
                asked = self.undated[turn]
                if asked.home is group and not anew:
                    continue
                if not (near and _reaches(group, asked)) and not (timely and asked.goes_on and not asked.near):
                    continue
                if growth is None or anew or (near and not growth.was_open(day)) or growth.meets(asked):
                    yield turn


def _reaches(group: Group, asked: Asked) -> bool:
    """Whether an event that began with a day was looked at before the one that a mention tells of, or is that one."""
    home = asked.home
    return not asked.near or (home is not None and home.born == DATED and home.number <= group.number)
