"""Measures over time: the mentions of all articles, joined by kind, area and authority, and the status when the story ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter

from shilu.entities.areas import ancestors
from shilu.ledger.reports import Report, as_before, reports_of
from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.ids import make_id
from shilu.model.ledger import Measure
from shilu.model.marks import Point
from shilu.model.statements import MeasureMention, Stated

_WEAK = frozenset({"mention"})
_BEGINS = frozenset({"impose", "hold", "extend", "propose"})
_SAME_AREA = 3
_SITES = frozenset({"exact", "unknown", None})


@dataclass(slots=True, eq=False)
class _Track:
    """One measure while its mentions are gathered. `place` is its area, by the first act that names one."""

    type: str
    topic: str | None
    number: int
    place: str | None
    acts: list[MeasureMention] = field(default_factory=list)
    told: list[MeasureMention] = field(default_factory=list)  # by those who only know of it
    authorities: set[str] = field(default_factory=set)  # everybody who acted
    settled: bool = False
    record: Measure | None = None

    @property
    def lifted(self) -> bool:
        """Whether it has been lifted as a whole."""
        return any(m.act == "lift" and m.realis == "actual" for m in self.acts[-1:])

    def add(self, mention: MeasureMention) -> bool:
        """Take one more act; tells whether that is the first to name another area."""
        self.acts.append(mention)
        self.record = None
        if mention.authority:
            self.authorities.add(mention.authority)
        if self.settled or not mention.place or mention.act not in ("impose", "extend"):
            return False
        before, self.place, self.settled = self.place, mention.place, True
        return before != self.place


@dataclass(slots=True, eq=False)
class _Heard:
    """A mention of those who only know of a measure, and the one that it fits best."""

    mention: MeasureMention
    home: _Track | None
    fit: int


def measures_of(articles: Sequence[Article], stated: Iterable[Stated], entities: Entities) -> tuple[Measure, ...]:
    """All measures of some articles in order of their ids. Order and repetition of the arguments do not matter."""
    return Measures().all(reports_of(articles, stated), entities)


class Measures:
    """The measures of a story. More articles may come: only those of which they tell are made anew."""

    def __init__(self) -> None:
        """Begin with no article."""
        self._begin()

    def _begin(self) -> None:
        self._reports: list[Report] = []
        self._rank: dict[str, int] = {}
        self._tracks: dict[tuple[str, str | None], list[_Track]] = defaultdict(list)
        self._heard: dict[tuple[str, str | None], list[_Heard]] = defaultdict(list)
        self._places: dict[str, tuple[tuple[str, ...], bool]] = {}
        self._now: date | None = None

    def all(self, reports: Sequence[Report], entities: Entities) -> tuple[Measure, ...]:
        """All measures in order of their ids."""
        known = {place: _known(place, entities) for place in self._places}
        if as_before(self._reports, reports) < len(self._reports) or known != self._places:
            self._begin()
        new = reports[len(self._reports) :]
        before = self._now
        days = (one.article.published.date() for one in new if one.article.published)
        self._now = max((*([before] if before else ()), *days), default=None)
        self._take(new, entities)
        made = []
        for track in (one for tracks in self._tracks.values() for one in tracks):
            if track.record is None or before != self._now:
                track.record = _measure(track, self._rank, self._now, entities)
            made.append(track.record)
        return tuple(sorted(made, key=attrgetter("id")))

    def _take(self, reports: Sequence[Report], entities: Entities) -> None:
        """Take the mentions of more articles: the acts first, then those who only know of them."""
        ordered: list[MeasureMention] = []
        for report in reports:
            self._rank[report.article.id] = len(self._reports)
            self._reports.append(report)
            ordered += sorted({m.id: m for m in report.stated.measures}.values(), key=lambda m: (m.span.start, m.span.end, m.id))
        self._places.update({m.place: _known(m.place, entities) for m in ordered if m.place})
        for mention in ordered:
            if mention.act not in _WEAK:
                self._act(mention, entities)
        for mention in ordered:
            if mention.act in _WEAK:
                heard = _Heard(mention, None, 0)
                self._heard[mention.type, mention.topic].append(heard)
                self._settle(heard, self._tracks[mention.type, mention.topic], entities)

    def _act(self, mention: MeasureMention, entities: Entities) -> None:
        """Put an act to the measure that it is about, or open one with it."""
        tracks = self._tracks[mention.type, mention.topic]
        home, _ = _home(tracks, mention, entities)
        moved = tracks
        if home is not None and not (mention.act == "impose" and home.lifted):
            if not home.add(mention):
                return
        elif mention.act in _BEGINS:
            home = _Track(mention.type, mention.topic, len(tracks), mention.place)
            home.add(mention)
            tracks.append(home)
            moved = [home]
        else:
            return
        for heard in self._heard[mention.type, mention.topic]:  # they may be of the one that is new, or of any when an area moved
            if moved is tracks:
                heard.fit = 0
            self._settle(heard, moved, entities)

    def _settle(self, heard: _Heard, tracks: Sequence[_Track], entities: Entities) -> None:
        """Put a mention to one of some measures, when it fits no other better."""
        home, fit = _home(tracks, heard.mention, entities)
        if home is not heard.home and (fit >= max(heard.fit, 1) or not heard.fit):
            if heard.home is not None:
                heard.home.told.remove(heard.mention)
                heard.home.record = None
            if home is not None:
                home.told.append(heard.mention)
                home.record = None
            heard.home = home
        heard.fit = max(fit, heard.fit)


def _known(place: str, entities: Entities) -> tuple[tuple[str, ...], bool]:
    return ancestors(place, entities), _site(place, entities)


def _home(tracks: Sequence[_Track], mention: MeasureMention, entities: Entities) -> tuple[_Track | None, int]:
    """The measure that a mention is about, and how well it fits: the same area before one that contains it or lies in it, the
    latest first."""
    best, home = 0, None
    for track in reversed(tracks):
        fit = _fit(track, mention, entities)
        if fit > best:
            best, home = fit, track
            if fit == _SAME_AREA:
                break
    return home, best


def _fit(track: _Track, mention: MeasureMention, entities: Entities) -> int:
    """How well a mention fits a measure: 3 same area, 2 an area inside or around, 1 no area told, 0 another measure."""
    here, there = track.place, mention.place
    if here == there:
        return _SAME_AREA
    if here is None or there is None or (mention.act != "impose" and _site(there, entities)):
        return 1
    if not (entities.contains(here, there) or entities.contains(there, here)):
        return 0
    other = mention.authority and track.authorities and mention.authority not in track.authorities
    return 0 if mention.act == "impose" and other else 2


def _site(place: str, entities: Entities) -> bool:
    """True for a place that is no area: a dam, a square."""
    entity = entities.by_id.get(place)
    return entity is None or entity.precision in _SITES


def _measure(track: _Track, order: dict[str, int], now: date | None, entities: Entities) -> Measure:
    """The measure that the mentions of a track tell of."""
    mentions = sorted((*track.acts, *track.told), key=lambda m: (order[m.span.article], m.span.start, m.span.end, m.id))
    acts = [m for m in mentions if m.act not in _WEAK]
    begun = [m for m in acts if m.act in ("impose", "extend")] or acts
    ended = next((m for m in reversed(acts) if m.act == "lift" and _whole(m, track, entities)), None)
    last = next((m for m in reversed(mentions) if m.last), None)
    until = (ended.first or ended.announced) if ended else (last.last if last else None)
    reason = next((m.until_reason for m in reversed(mentions) if m.until_reason), None)
    return Measure(
        id=make_id("mea", track.type, track.topic or "", acts[0].id),
        type=track.type,
        topic=track.topic,
        authority=next((m.authority for m in begun if m.authority), None),
        place=track.place,
        announced=next((m.announced for m in begun if m.announced), None),
        first=next((m.first for m in begun if m.first), None) or next((m.announced for m in begun if m.announced), None),
        last=until,
        until_reason=reason if until is None else None,
        status=_status(acts, until, now, track, entities),
        mentions=tuple(mentions),
    )


def _whole(mention: MeasureMention, track: _Track, entities: Entities) -> bool:
    """True unless a lifting is for a part of the area alone."""
    here, there = track.place, mention.place
    return not (here and there and here != there and entities.contains(here, there) and not _site(there, entities))


def _status(acts: Sequence[MeasureMention], until: Point | None, now: date | None, track: _Track, entities: Entities) -> str:
    """What holds when the newest article is out."""
    states = list(_states(acts, now, track, entities))
    if until is not None and now is not None and _day(until) < now and states[-1] != "lifted":
        return "expired"
    return states[-1]


def _states(acts: Sequence[MeasureMention], now: date | None, track: _Track, entities: Entities) -> Iterator[str]:
    """The state after each act; one that only repeats what holds changes nothing."""
    state = "unknown"
    for act in acts:
        coming = act.realis == "planned" and not (act.first and now and _day(act.first) <= now)
        if act.act == "lift" and not coming:
            state = "lifted" if _whole(act, track, entities) else "eased"
        elif act.act == "extend" and state != "lifted":
            state = "extended"
        elif act.act == "ease" and state != "lifted":
            state = "eased"
        elif act.act == "propose" and state == "unknown":
            state = "proposed"
        elif act.act in ("impose", "hold") and state in ("unknown", "proposed", "announced"):
            state = "announced" if coming else "in_force"
        yield state


def _day(point: Point) -> date:
    return point.date() if isinstance(point, datetime) else point
