"""Measures over time: the mentions of all articles, joined by kind, area and authority, and the status when the story ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from shilu.ledger.points import in_order
from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.ids import make_id
from shilu.model.ledger import Measure
from shilu.model.marks import Point
from shilu.model.statements import MeasureMention, Stated

_WEAK = frozenset({"mention"})
_BEGINS = frozenset({"impose", "hold", "extend", "propose"})
_SITES = frozenset({"exact", "unknown", None})


@dataclass(slots=True)
class _Track:
    """One measure while its mentions are gathered."""

    type: str
    topic: str | None
    mentions: list[MeasureMention] = field(default_factory=list)

    @property
    def place(self) -> str | None:
        """The area, by the first act that names one."""
        return next((m.place for m in self.mentions if m.place and m.act in ("impose", "extend")), self.mentions[0].place)

    @property
    def authorities(self) -> set[str]:
        """Everybody who acted."""
        return {m.authority for m in self.mentions if m.authority}

    @property
    def lifted(self) -> bool:
        """Whether it has been lifted as a whole."""
        return any(m.act == "lift" and m.realis == "actual" for m in self.mentions[-1:])


def measures_of(articles: Sequence[Article], stated: Iterable[Stated], entities: Entities) -> tuple[Measure, ...]:
    """All measures of a story in order of their ids. Order and repetition of the arguments do not matter."""
    place = {article.id: rank for rank, article in enumerate(in_order(articles))}
    known = {m.id: m for one in stated if one.article in place for m in one.measures}
    ordered = sorted(known.values(), key=lambda m: (place[m.span.article], m.span.start, m.span.end, m.id))
    tracks: list[_Track] = []
    for mention in ordered:
        if mention.act not in _WEAK:
            _act(tracks, mention, entities)
    for mention in ordered:
        if mention.act in _WEAK and (home := _home(tracks, mention, entities)):
            home.mentions.append(mention)
    now = max((a.published.date() for a in articles if a.published), default=None)
    made = (_measure(track, place, now, entities) for track in tracks)
    return tuple(sorted(made, key=lambda measure: measure.id))


def _act(tracks: list[_Track], mention: MeasureMention, entities: Entities) -> None:
    """Put an act to the measure that it is about, or open one with it."""
    home = _home(tracks, mention, entities)
    if home is not None and not (mention.act == "impose" and home.lifted):
        home.mentions.append(mention)
    elif mention.act in _BEGINS:
        tracks.append(_Track(mention.type, mention.topic, [mention]))


def _home(tracks: Sequence[_Track], mention: MeasureMention, entities: Entities) -> _Track | None:
    """The measure that a mention is about: the same area before one that contains it or lies in it, the latest first."""
    fitting = [(fit, rank, track) for rank, track in enumerate(tracks) if (fit := _fit(track, mention, entities))]
    return max(fitting, key=lambda found: found[:2])[2] if fitting else None


def _fit(track: _Track, mention: MeasureMention, entities: Entities) -> int:
    """How well a mention fits a measure: 3 same area, 2 an area inside or around, 1 no area told, 0 another measure."""
    if (track.type, track.topic) != (mention.type, mention.topic):
        return 0
    here, there = track.place, mention.place
    if here == there:
        return 3
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
    mentions = sorted(track.mentions, key=lambda m: (order[m.span.article], m.span.start, m.span.end, m.id))
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
