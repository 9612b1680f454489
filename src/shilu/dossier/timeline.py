"""The timeline: a lane for what the texts date, and a lane for what was published, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from shilu.dossier.casebook import Casebook
from shilu.dossier.terms import Amount
from shilu.dossier.view import Day, FigureRow, Moment, Speaker
from shilu.dossier.words import rank


def timeline(book: Casebook, table: Sequence[FigureRow], speakers: Sequence[Speaker]) -> tuple[Day, ...]:
    """Days in order. What is dated to the day only comes first, the most telling kinds on top; then what has an hour."""
    events: dict[str, list[Moment]] = defaultdict(list)
    for moment in [*_figures(table), *_sayings(speakers)]:
        events[moment.when.iso[:10]].append(moment)
    reports: dict[str, list[str]] = defaultdict(list)
    for article in book.articles.values():
        if article.published:
            reports[article.published.date().isoformat()].append(article.id)
    return tuple(
        Day(day, tuple(sorted(events[day], key=lambda one: _by_time(book, one))), tuple(reports[day]))
        for day in sorted({*events, *reports})
    )


def _by_time(book: Casebook, moment: Moment) -> tuple[bool, str, int, tuple[int, int], str]:
    timed = moment.when.precision == "instant"
    weight = rank("kind", moment.measure.kind) if moment.measure else rank("kind", "other")
    return (timed, moment.when.iso if timed else "", weight, book.order(moment.passage.article, moment.passage.start), moment.id)


def _figures(table: Sequence[FigureRow]) -> list[Moment]:
    """One moment for each value and day of a row: whoever repeats it later adds nothing to the day."""
    found: list[Moment] = []
    seen: set[tuple[object, ...]] = set()
    for row in table:
        for one in row.history:
            if one.as_of is None or (told := (row.id, one.as_of.iso, *_stated(one.amount))) in seen:
                continue
            seen.add(told)
            found.append(Moment(one.as_of, "figure", None, row.measure, one.amount, one.id, one.chain, one.passage))
    return found


def _stated(amount: Amount) -> tuple[object, ...]:
    """What a number says, whatever its numerals or unit; vague and unknown ones by their words."""
    return (amount.operator, amount.value, amount.low, amount.high, None if amount.value is not None else amount.written)


def _sayings(speakers: Sequence[Speaker]) -> list[Moment]:
    """Every saying whose day the text tells."""
    return [
        Moment(one.said_on, "saying", one.act_label, None, None, one.id, one.chain, one.passage)
        for speaker in speakers
        for one in speaker.sayings
        if one.said_on
    ]
