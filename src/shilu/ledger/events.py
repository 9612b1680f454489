"""Events over articles: mentions of one type, place and day are one; what is told without a day joins what it repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from operator import attrgetter

from shilu.ledger.gathering import Gathering
from shilu.ledger.memory import Memory
from shilu.ledger.occurrences import Asked, Group, Place, asked_of, day_of, place_of
from shilu.ledger.passages import plain_text
from shilu.ledger.reports import Report, as_before, reports_of
from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.ids import make_id
from shilu.model.ledger import Event
from shilu.model.marks import Point
from shilu.model.statements import EventMention, Stated

_PRECISE = {"day": 0, "around": 1, "month": 2, "year": 3}

Kind = tuple[str, str | None, str, bool]
Told = tuple[Report, EventMention]


def events_of(articles: Sequence[Article], stated: Iterable[Stated], entities: Entities) -> tuple[Event, ...]:
    """All events of some articles in order of their ids. Order and repetition of the arguments do not matter."""
    return Events(Memory()).all(reports_of(articles, stated), entities)


class Events:
    """The events of a story, kind by kind. More articles may come: only the kinds and events that they tell of are made anew."""

    def __init__(self, memory: Memory) -> None:
        """Begin with no article."""
        self._memory = memory
        self._reports: list[Report] = []
        self._told: dict[Kind, tuple[list[Told], list[Told]]] = {}  # with a day, and without
        self._kinds: dict[Kind, Gathering] = {}
        self._places: dict[str, Place] = {}
        self._records: dict[Group, Event] = {}

    def all(self, reports: Sequence[Report], entities: Entities) -> tuple[Event, ...]:
        """All events in order of their ids."""
        self._look_up(entities)
        same = as_before(self._reports, reports)
        if same < len(self._reports):
            self._take_again(_by_kind(reports), entities)
        else:
            for kind, told in _by_kind(reports[same:]).items():
                self._extend(kind, told, entities)
        self._reports = list(reports)
        rank = {report.article.id: place for place, report in enumerate(reports)}
        texts = {report.article.id: report.article.text for report in reports}
        known, self._records = self._records, {}
        for gathering in self._kinds.values():
            for group in gathering.groups:
                before = known.get(group)
                self._records[group] = before if before and not group.changed else _event(group, rank, texts)
                group.changed = False
        return tuple(sorted(self._records.values(), key=attrgetter("id")))

    def _look_up(self, entities: Entities) -> None:
        """Forget the kinds that tell of a place of which something else is known by now."""
        now = {place: place_of(place, entities) for place in self._places}
        other = {place for place, known in self._places.items() if now[place] != known}
        self._places.update(now)  # those who hold it see it
        for kind, told in list(self._told.items()) if other else ():
            if any(not other.isdisjoint(mention.places) for _, mention in chain(*told)):
                del self._kinds[kind], self._told[kind]
                self._extend(kind, told, entities)

    def _take_again(self, told: Mapping[Kind, tuple[list[Told], list[Told]]], entities: Entities) -> None:
        """Take all mentions, when some went or came between; kinds of which the first ones are the same go on."""
        for kind in self._told.keys() - told.keys():
            del self._kinds[kind], self._told[kind]
        for kind, now in told.items():
            before = self._told.get(kind, ([], []))
            same = [as_before(old, new) for old, new in zip(before, now, strict=True)]
            if same != [len(old) for old in before]:
                del self._kinds[kind], self._told[kind]
                same = [0, 0]
            self._extend(kind, (now[0][same[0] :], now[1][same[1] :]), entities)

    def _extend(self, kind: Kind, told: tuple[list[Told], list[Told]], entities: Entities) -> None:
        """Take more mentions of one kind, later than those that there are."""
        if kind not in self._kinds:
            self._kinds[kind], self._told[kind] = Gathering(self._places), ([], [])
        for both, more in zip(self._told[kind], told, strict=True):
            both.extend(more)
            for _, mention in more:
                self._places.update((place, place_of(place, entities)) for place in mention.places if place not in self._places)
        self._kinds[kind].extend(*([self._asked(one, mention) for one, mention in more] for more in told))

    def _asked(self, report: Report, mention: EventMention) -> Asked:
        return asked_of(mention, plain_text(report.article, self._memory), self._places)


def _by_kind(reports: Iterable[Report]) -> dict[Kind, tuple[list[Told], list[Told]]]:
    """The mentions of some articles, in order, each once: those with a day and those without."""
    found: dict[Kind, tuple[list[Told], list[Told]]] = defaultdict(lambda: ([], []))
    for report in reports:
        known = {mention.id: mention for mention in report.stated.events}
        for mention in sorted(known.values(), key=lambda m: (m.span.start, m.span.end, m.id)):
            kind = mention.type, mention.topic, "actual" if mention.realis == "actual" else "other", mention.background
            found[kind][not mention.dated].append((report, mention))
    return found


def _event(group: Group, rank: Mapping[str, int], texts: Mapping[str, str]) -> Event:
    """The event of a group."""
    mentions = sorted(
        (*group.mentions, *(one for _, one in group.later)), key=lambda m: (rank[m.span.article], m.span.start, m.span.end, m.id)
    )
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
