"""The timeline: a lane for what the texts date, and a lane for what was published, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain as concat
from operator import itemgetter

from shilu.dossier.casebook import Casebook, when
from shilu.dossier.laid import Laid
from shilu.dossier.reports import amount, measure, written
from shilu.dossier.rows import Line
from shilu.dossier.terms import ChainView
from shilu.dossier.view import Day, Moment
from shilu.dossier.words import label, rank
from shilu.model.statements import Figure, Saying

Key = tuple[bool, str, int, int, int, str]
Entry = tuple[Key, str, Figure | Saying, Line | None]
"""What puts a moment in its place, its day, and what it tells: a figure with its line, or a saying."""


def timeline(book: Casebook, table: Sequence[Line]) -> tuple[Day, ...]:
    """Days in order. What is dated to the day only comes first, the most telling kinds on top; then what has an hour."""
    events: dict[str, list[Entry]] = defaultdict(list)
    for entry in concat(_figures(book, table), _sayings(book)):
        events[entry[1]].append(entry)
    reports: dict[str, list[str]] = defaultdict(list)
    for article in book.articles.values():
        if article.published:
            reports[article.published.date().isoformat()].append(article.id)
    lay = partial(_moment, book)
    return tuple(
        Day(day, Laid(sorted(events[day], key=itemgetter(0)), lay), tuple(reports[day])) for day in sorted({*events, *reports})
    )


def _figures(book: Casebook, table: Sequence[Line]) -> Iterator[Entry]:
    """One moment for each value and day of a line: whoever repeats it later adds nothing to the day."""
    for line in table:
        seen: set[tuple[object, ...]] = set()
        weight = rank("kind", line.best.kind)
        for one in line.figures:
            if one.as_of is None:
                continue
            iso = one.as_of.isoformat()
            if len(line.figures) > 1:
                told = (iso, *_stated(book, one))
                if told in seen:
                    continue
                seen.add(told)
            timed = isinstance(one.as_of, datetime)
            place = (book.ranks[one.span.article], one.span.start)
            yield (timed, iso if timed else "", weight, *place, one.id), iso[:10], one, line


def _stated(book: Casebook, one: Figure) -> tuple[object, ...]:
    """What a number says, whatever its numerals or unit; vague and unknown ones by their words."""
    return (one.operator, one.value, one.low, one.high, None if one.value is not None else written(book, one))


def _sayings(book: Casebook) -> Iterator[Entry]:
    """Every saying whose day the text tells."""
    weight = rank("kind", "other")
    for one in book.sayings.values():
        if one.said_on:
            iso, timed = one.said_on.isoformat(), isinstance(one.said_on, datetime)
            place = (book.ranks[one.span.article], one.content[0])
            yield (timed, iso if timed else "", weight, *place, one.id), iso[:10], one, None


def _moment(book: Casebook, entry: Entry) -> Moment:
    """An entry laid out for reading; every entry has its day."""
    _, _, told, line = entry
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
