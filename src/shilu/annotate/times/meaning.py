"""What a phrase means: its pieces narrow one another to a period, and the time of day turns a day into instants."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from shilu.annotate.times import days, months, years
from shilu.annotate.times.arithmetic import DAY, add_months, make_day, month_end
from shilu.annotate.times.clock import Clock, clock, instants
from shilu.annotate.times.phrases import Phrase
from shilu.annotate.times.pieces import INFERRED, VAGUE, Narrow, Period
from shilu.annotate.times.scene import Scene
from shilu.model.marks import Point

NARROW: dict[str, Narrow] = {**years.NARROW, **months.NARROW, **days.NARROW}
_COARSE = frozenset(["month", "year", "relmonth", "relyear", "samemonth", "sameyear"])


class Meaning(Struct, frozen=True):
    """A resolved phrase: its period in days, and its ends (days or instants)."""

    period: Period
    first: Point | None
    last: Point | None
    granularity: str


def meaning(scene: Scene, phrase: Phrase, whole: Period | None = None) -> Meaning | None:
    """The value of a phrase, inside `whole` where a range gives it one; `None` when it has none (31 June)."""
    period, timed = whole, False
    for piece in phrase.pieces:
        kind = piece.kind
        if kind in NARROW:
            period = NARROW[kind](scene, period, piece)
            if period is None:
                return None
            timed = timed or piece.name != ""  # 昨晚
        else:
            timed = True
    if not timed:
        return Meaning(period, period.first, period.last, period.granularity) if period else None
    said = clock(phrase.pieces)
    if period is None:
        period = _day_of_clock(scene, said, phrase) if said else None
    return _timed(scene, period, said, phrase) if period else None


def has_day(phrase: Phrase) -> bool:
    """True when a phrase names a day, or what is coarser: not a time of day alone."""
    return phrase.pieces[0].kind in NARROW or any(piece.kind in NARROW for piece in phrase.pieces)


def _day_of_clock(scene: Scene, said: Clock, phrase: Phrase) -> Period:
    """The day of a clock time without one: that being told in the paragraph, else that of publication or the day before."""
    rule = "annotate.time.clock" if said.hours else "annotate.time.part_of_day"
    told = scene.told(phrase.start, same_block=True)
    if told is None and said.part and said.part.name == "any":
        return replace(VAGUE, rule=rule)
    day = told or scene.today
    if day is None:
        return replace(VAGUE, rule=rule)
    if day == scene.today and _still_ahead(scene, day, said, phrase):
        day -= DAY
    return Period(day, day, "day", "event-anchored" if told else INFERRED, rule, told or scene.today)


def _still_ahead(scene: Scene, day: date, said: Clock, phrase: Phrase) -> bool:
    """True when a time told as past begins only after publication; a bracketed stamp （08：52） is not told."""
    first, _ = instants(scene, day, said, phrase)
    stamp = scene.text[phrase.start - 1 : phrase.start] in ("（", "(") and not said.part
    late = isinstance(first, datetime) and scene.published is not None and first > scene.published
    return late and not stamp and scene.tense(phrase.start, phrase.end).value <= 0


def _timed(scene: Scene, period: Period, said: Clock | None, phrase: Phrase) -> Meaning:
    if said is None or period.first is None or period.first != period.last:
        return Meaning(period, period.first, period.last, period.granularity)
    first, last = instants(scene, period.first, said, phrase)
    return Meaning(period, first, last, said.granularity)


def range_meaning(scene: Scene, left: Phrase, right: Phrase) -> tuple[Meaning, Meaning] | None:
    """Both ends of 2月28日至3月2日, 15日至17日, 10日夜里至11日早上; `None` when they do not go together."""
    heads = [next((piece.kind for piece in side.pieces if piece.kind in NARROW), "") for side in (left, right)]
    if heads[0] == "days" and heads[1] in _COARSE:
        last = meaning(scene, right)
        first = last and meaning(scene, left, _month_before(last.period, left))
    else:
        first = meaning(scene, left)
        last = first and _last_of(scene, first, right, heads[1])
    if first is None or last is None or first.first is None or last.last is None or not _ordered(first.first, last.last):
        return None
    return first, last


def _last_of(scene: Scene, first: Meaning, right: Phrase, head: str) -> Meaning | None:
    """The right end, with what it lacks taken from the left one."""
    day = first.period.first
    if day is None:
        return None
    if head in ("days", "tenday"):
        number = next(piece.numbers[0] for piece in right.pieces if piece.kind == head)
        month = day if number >= day.day else add_months(day.replace(day=1), 1)
        return meaning(scene, right, _month(month, first.period))
    if head in ("month", "months"):
        number = next(piece.numbers[0] for piece in right.pieces if piece.kind == head)
        year = day.year + (number < day.month)
        return meaning(scene, right, Period(date(year, 1, 1), date(year, 12, 31), "year", first.period.basis, "annotate.time.year"))
    if head == "":
        return meaning(scene, right, first.period) if first.period.first == first.period.last else None
    found = meaning(scene, right)
    if head == "weekday" and found and found.period.first and found.period.first < day:
        moved = replace(found.period, first=found.period.first + 7 * DAY, last=found.period.first + 7 * DAY)
        return _timed(scene, moved, clock(right.pieces), right)
    return found


def _month(day: date, like: Period) -> Period:
    first = day.replace(day=1)
    return Period(first, month_end(day.year, day.month), "month", "explicit", like.rule, like.anchor)


def _month_before(last: Period, left: Phrase) -> Period | None:
    """The month of a bare day on the left of a fuller date: the last one in which it comes before that."""
    number = next(piece.numbers[0] for piece in left.pieces if piece.kind == "days")
    if last.first is None:
        return None
    for step in (0, -1, -2):
        month = add_months(last.first.replace(day=1), step)
        day = make_day(month.year, month.month, number)
        if day and day <= last.first:
            return _month(month, last)
    return None


def _ordered(first: Point, last: Point) -> bool:
    """True when the ends are in order, days compared with days."""
    if isinstance(first, datetime) and isinstance(last, datetime):
        return first <= last
    plain = [point.date() if isinstance(point, datetime) else point for point in (first, last)]
    return plain[0] <= plain[1]
