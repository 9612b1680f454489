"""The course of a figure in full: every report as a point that opens its words, what was replaced struck out, what others
exclude marked, with values and days beside it. Coordinates only; the template draws, and tells the same as a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from msgspec import Struct

from shilu.dossier.terms import Amount, Words
from shilu.dossier.view import FigureRow, Report, Step
from shilu.publish import html_words as words
from shilu.publish.html_steps import GONE, Box, Scale, band, line, moves, reports, scale

FULL = Box(440, 158, 14, 20, 46, 24)
LETTER, HIGH = 7.4, 13  # what a digit of a label needs across, and a label up and down
DAYS = 5  # days named below the chart, at most
SEEN = 60  # points drawn; the newest, when there are more


class Point(Struct, frozen=True):
    """One report in the drawing. `old`: replaced since; `contested`: other accounts exclude it."""

    x: float
    y: float
    old: bool
    contested: bool
    report: Report


class Mark(Struct, frozen=True):
    """Words at a place of the drawing."""

    x: float
    y: float
    words: Words


class Course(Struct, frozen=True):
    """SVG path data of the best value and of the range, the points, the values at their steps, and the days below."""

    box: Box
    line: str
    band: str
    points: tuple[Point, ...]
    values: tuple[Mark, ...]
    days: tuple[Mark, ...]
    steps: tuple[Step, ...]


def course(row: FigureRow, calendar: words.Calendar) -> Course | None:
    """The full chart of a row; `None` when its best value never moved."""
    steps = moves(row)
    if not steps:
        return None
    told = reports(row)
    drawn = scale(FULL, steps, told)
    points = {
        (drawn.x(iso), drawn.y(value), one.status in GONE, one.contested): Point(
            drawn.x(iso), drawn.y(value), one.status in GONE, one.contested, one
        )
        for one, iso, value in told[-SEEN:]
    }
    return Course(
        box=FULL,
        line=line(drawn, steps),
        band=band(drawn, steps),
        points=tuple(points.values()),
        values=tuple(_values(drawn, steps)),
        days=tuple(_days(drawn, calendar, steps, [iso for _, iso, _ in told])),
        steps=tuple(steps),
    )


def _values(drawn: Scale, steps: Sequence[Step]) -> Iterator[Mark]:
    """The best value at each step where it moves, the last one first, as far as there is room."""
    moved = [step for before, step in zip([None, *steps[:-1]], steps, strict=True) if before is None or before.best != step.best]
    taken: list[tuple[float, float, float]] = []
    for step in (moved[-1], *moved[:-1]):
        assert step.at is not None
        assert step.best is not None
        shown = words.number(step.best)
        last = step is moved[-1]
        x, y = (drawn.end + 4, drawn.y(step.best) + 4) if last else (drawn.x(step.at.iso), drawn.y(step.best) - 6)
        end = x + LETTER * len(shown.en)
        if all(end < left or x > right or abs(y - high) > HIGH for left, right, high in taken):
            taken.append((x, end, y))
            yield Mark(x, y, shown)


def _days(drawn: Scale, calendar: words.Calendar, steps: Sequence[Step], told: Sequence[str]) -> Iterator[Mark]:
    """The first days of the course, evenly chosen; a course within one day has its first and last hour."""
    isos = sorted((*(step.at.iso for step in steps if step.at), *told), key=datetime.fromisoformat)
    first, last = datetime.fromisoformat(isos[0]), datetime.fromisoformat(isos[-1])
    base = FULL.height - 8
    if first.date() == last.date() or last - first < timedelta(days=1):
        for iso in (isos[0], isos[-1]):
            yield Mark(drawn.x(iso), base, Words(f"{datetime.fromisoformat(iso):%H:%M}", f"{datetime.fromisoformat(iso):%H:%M}"))
        return
    begin = first.replace(hour=0, minute=0, second=0, microsecond=0)
    count = (last - begin).days
    stride = max(-(-count // DAYS), 1)
    for number in range(1, count + 1, stride):
        day = begin + timedelta(days=number)
        if first <= day <= last:
            yield Mark(drawn.x(day.isoformat()), base, calendar.day(day.isoformat()))


def bounds(step: Step) -> Words:
    """The range of a step in words."""
    return words.range_words(Amount(None, step.low, step.high, "range", None, None))


def best(step: Step) -> Words:
    """The best value of a step in words."""
    return words.number(step.best if step.best is not None else Decimal(0))
