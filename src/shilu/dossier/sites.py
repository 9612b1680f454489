"""Places where something is counted or happened, for the map: each with its figures and events, the most told first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial

from msgspec import Struct

from shilu.dossier.casebook import Casebook
from shilu.dossier.laid import Laid
from shilu.dossier.rows import Line
from shilu.dossier.timeline import happened
from shilu.dossier.view import FigureRow, Site
from shilu.dossier.words import label
from shilu.model.entities import Entity
from shilu.model.ledger import Event

FIGURES, EVENTS = 3, 2  # of a place that its entry opens; it counts the others


class Spotted(Struct, frozen=True, eq=False):
    """A place before it is laid out."""

    entity: Entity
    lines: tuple[Line, ...]
    events: tuple[Event, ...]
    reports: int


def sites(book: Casebook, table: Sequence[Line], events: Sequence[Event], lay: Callable[[Line], FigureRow]) -> Laid[Spotted, Site]:
    """The places of figures and of events, those that most reports tell of first."""
    counted: dict[str, list[Line]] = defaultdict(list)
    for line in table:
        if line.place and not line.minor:
            counted[line.place].append(line)
    told: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.realis == "actual" and not event.background:
            for place in event.places:
                told[place].append(event)
    found = [_spotted(book.entities[key], counted[key], told[key]) for key in {*counted, *told} if key in book.entities]
    named = [one for one in found if one.entity.type == "place" and one.entity.name]
    return Laid(sorted(named, key=lambda one: (-one.reports, one.entity.name, one.entity.id)), partial(_site, book, lay))


def _spotted(entity: Entity, lines: Sequence[Line], events: Sequence[Event]) -> Spotted:
    reports = sum(len(line.figures) for line in lines) + sum(len(event.mentions) for event in events)
    return Spotted(entity, tuple(lines), tuple(events), reports)


def _site(book: Casebook, lay: Callable[[Line], FigureRow], one: Spotted) -> Site:
    entity = one.entity
    return Site(
        agent=book.agent(entity.id),
        within=book.region(entity.id),
        country=entity.country,
        lat=entity.lat,
        lon=entity.lon,
        precision=entity.precision or "unknown",
        precision_label=label("precision", entity.precision or "unknown"),
        figures=tuple(lay(line) for line in one.lines[:FIGURES]),
        events=tuple(happened(book, event) for event in sorted(one.events, key=_most_told)[:EVENTS]),
        reports=one.reports,
        more=max(len(one.lines) - FIGURES, 0) + max(len(one.events) - EVENTS, 0),
    )


def _most_told(event: Event) -> tuple[int, str]:
    return -len(event.mentions), event.id
