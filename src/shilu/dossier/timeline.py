"""The timeline: a lane for what the texts date, and a lane for what was published, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from shilu.dossier.casebook import Casebook, when
from shilu.dossier.laid import Laid
from shilu.dossier.reports import amount, measure, written
from shilu.dossier.rows import Line
from shilu.dossier.terms import ChainView
from shilu.dossier.view import Day, Happening, Moment
from shilu.dossier.words import label, rank
from shilu.model.ledger import Event
from shilu.model.marks import Point
from shilu.model.statements import Figure, Saying

_ABOVE = -1  # what happened stands above what was counted

Entry = tuple[bool, str, int, int, int, str, Figure | Saying | Event, Line | None]
"""What puts a moment in its place (timed, when, how telling, the article's rank, offset, id), and what it tells: a figure
with its line, a saying, or an event."""


def timeline(book: Casebook, table: Sequence[Line], happened: Sequence[Event] = ()) -> tuple[Day, ...]:
    """Days in order. What is dated to the day only comes first, the most telling kinds on top; then what has an hour."""
    events: dict[date, list[Entry]] = defaultdict(list)
    _figures(book, table, events)
    _sayings(book, events)
    _events(book, happened, events)
    reports: dict[date, list[str]] = defaultdict(list)
    for article in book.articles.values():
        if article.published:
            reports[article.published.date()].append(article.id)
    lay = partial(_moment, book)
    days = sorted({*events, *reports})
    return tuple(Day(day.isoformat(), Laid(sorted(events[day]), lay), tuple(reports[day])) for day in days)


def _figures(book: Casebook, table: Sequence[Line], events: dict[date, list[Entry]]) -> None:
    """One moment for each value and day of a line: whoever repeats it later adds nothing to the day."""
    ranks = book.ranks
    for line in table:
        seen: set[tuple[object, ...]] = set()
        several = len(line.figures) > 1
        weight = rank("kind", line.best.kind)
        for one in line.figures:
            if one.as_of is None:
                continue
            day, hour = _day_and_hour(one.as_of)
            if several:
                told = (day, hour, *_stated(book, one))
                if told in seen:
                    continue
                seen.add(told)
            span = one.span
            events[day].append((hour != "", hour, weight, ranks[span.article], span.start, one.id, one, line))


def _day_and_hour(when: Point) -> tuple[date, str]:
    """The day of a moment, and its words when it has an hour, else an empty text."""
    return (when.date(), when.isoformat()) if isinstance(when, datetime) else (when, "")


def _stated(book: Casebook, one: Figure) -> tuple[object, ...]:
    """What a number says, whatever its numerals or unit; vague and unknown ones by their words."""
    return (one.operator, one.value, one.low, one.high, None if one.value is not None else written(book, one))


def _sayings(book: Casebook, events: dict[date, list[Entry]]) -> None:
    """Every saying whose day the text tells."""
    weight, ranks = rank("kind", "other"), book.ranks
    for one in book.sayings.values():
        if one.said_on:
            day, hour = _day_and_hour(one.said_on)
            events[day].append((hour != "", hour, weight, ranks[one.span.article], one.content[0], one.id, one, None))


def _events(book: Casebook, happened: Sequence[Event], events: dict[date, list[Entry]]) -> None:
    """Every event whose day a text states, on its first day; another time's events are not of this story."""
    for one in happened:
        if one.first and one.dated and not one.background and one.realis == "actual":
            day, hour = _day_and_hour(one.first)
            span = one.mentions[0].span
            place = (_ABOVE, book.ranks[span.article], span.start)
            events[day].append((hour != "", hour, *place, one.id, one, None))


def _moment(book: Casebook, entry: Entry) -> Moment:
    """An entry laid out for reading; every entry has its day."""
    told, line = entry[-2:]
    if isinstance(told, Event):
        return _happened(book, told)
    chain = book.chain(told.chain)
    if isinstance(told, Saying):
        return _said(book, told, chain)
    day = when(told.as_of)
    assert day is not None
    assert line is not None
    counted = measure(book, line.best, line.place, line.incident)
    return Moment(day, "figure", None, counted, amount(book, told), told.id, chain, book.at(told.span))


def _said(book: Casebook, told: Saying, chain: ChainView) -> Moment:
    day = when(told.said_on)
    assert day is not None
    passage = book.passage(told.span.article, *told.content)
    return Moment(day, "saying", label("act", told.act), None, None, told.id, chain, passage)


def _happened(book: Casebook, told: Event) -> Moment:
    one = happened(book, told)
    assert one.when is not None
    return Moment(one.when, "event", one.act_label, None, None, one.id, one.chain, one.passage)


def happened(book: Casebook, told: Event) -> Happening:
    """An event by its clearest passage: the first that dates it, else the first."""
    clearest = next((m for m in told.mentions if m.dated), told.mentions[0])
    return Happening(
        when(told.first) if told.dated else None,
        label("event", told.type),
        told.id,
        book.chain(clearest.chain),
        book.at(clearest.span),
    )
