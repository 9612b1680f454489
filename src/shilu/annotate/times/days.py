"""Days and weeks: 7日, 6至7日, 昨天, 当天, 周日, 上周末, 2021年第二周."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from shilu.annotate.times.arithmetic import DAY, coming, make_day, monday, nearest, numbered
from shilu.annotate.times.pieces import INFERRED, VAGUE, Atom, Narrow, Period
from shilu.annotate.times.scene import Scene
from shilu.annotate.times.tense import Tense, chosen, chosen_year
from shilu.lang.zh.calendar import NO_PREFIX
from shilu.lang.zh.lunar import solar_day

_BRACKETED = re.compile(r"[（(](?:\d{1,2}月)?(\d{1,2})[日号][)）]")
_STALE = 25 * DAY  # a told day older than this gives its month to the bare days behind it


def _period(first: date, last: date, basis: str, rule: str, anchor: date | None) -> Period:
    return Period(first, last, "day" if first == last else "interval", basis, f"annotate.time.{rule}", anchor)


def _days(scene: Scene, whole: Period | None, atom: Atom) -> Period | None:
    """A day of the month, or two (6至7日); the month stands before it or is worked out."""
    if whole is not None and whole.first is None:
        return VAGUE
    monthly = whole is not None and whole.granularity == "month"
    first = _in_month(scene, whole, atom) if whole and monthly else _bare(scene, atom)
    if first is None:
        return VAGUE if scene.today is None and not monthly else None
    last = make_day(first.year, first.month, atom.numbers[-1])
    if last is None or last < first:
        return None
    if not monthly or whole is None:
        return _period(first, last, "inferred", "bare_day", scene.today)
    rule = "full_date" if whole.basis == "explicit" else "month_day"
    return _period(first, last, whole.basis, rule, whole.anchor)


def _in_month(scene: Scene, whole: Period, atom: Atom) -> date | None:
    """The day in its month; without a stated year, in the year that tense and nearness choose."""
    assert whole.first is not None
    month, day = whole.first.month, atom.numbers[0]
    if whole.basis != INFERRED or whole.anchor is None:
        return make_day(whole.first.year, month, day)
    return chosen_year(month, day, whole.anchor, scene.tense(atom.start, atom.end))


def _bare(scene: Scene, atom: Atom) -> date | None:
    """A day without month: the coming one after a cue, that of a month just told, else the nearest, rather past."""
    today = scene.today
    if today is None:
        return None
    number, said = atom.numbers[0], scene.tense(atom.start, atom.end)
    if said is not Tense.OPEN:
        return chosen(numbered(number, today), today, said)
    if told := scene.recent(atom.start, before=today - _STALE):
        return _behind(told, number)
    return today.replace(day=number) if 1 < number <= today.day else _around(number, today)


@lru_cache(maxsize=1024)
def _around(number: int, today: date) -> date | None:
    """The day of this number in this month or just past, also tomorrow; else the nearest, rather past."""
    days = numbered(number, today)
    past = max((day for day in days if day <= today + DAY), default=None)
    following = min((day for day in days if day > today), default=None)
    if past is None or following is None:
        return past or following
    in_month = (past.year, past.month) == (today.year, today.month)
    return past if in_month or past > today or today - past <= following - today else following


def _behind(told: date, day: int) -> date | None:
    """The first day of that number on or after a told day, else in its month."""
    return coming(numbered(day, told), told)


def _relative(scene: Scene, _whole: Period | None, atom: Atom) -> Period | None:
    now = scene.now(atom.start)
    if now is None:
        return VAGUE
    day = _beside(scene, atom, now + atom.numbers[0] * DAY, 1)
    return _period(day, day, "deictic", "relative_day", now)


def _stated(scene: Scene, _whole: Period | None, atom: Atom) -> Period | None:
    """今（30）日: the day of that number nearest to the one that the word means."""
    if scene.today is None:
        return VAGUE
    meant = scene.today + atom.numbers[0] * DAY
    day = nearest(numbered(atom.numbers[1], meant), meant)
    return None if day is None else _period(day, day, "explicit", "relative_day", scene.today)


def _same(scene: Scene, _whole: Period | None, atom: Atom) -> Period | None:
    """当天, 次日: counted from the day that is being told, else (the same day only) from that of publication."""
    told = scene.told(atom.start, same_block=True) or scene.told(atom.start)
    if told is None and atom.numbers[0] == 0:
        told = scene.today
    if told is None:
        return VAGUE
    day = told + atom.numbers[0] * DAY
    return _period(day, day, "event-anchored", "same_day", told)


def _weekday(scene: Scene, _whole: Period | None, atom: Atom) -> Period | None:
    """上周日 by weeks from Monday; 周日 alone is the last one, or the coming one after a cue."""
    if scene.today is None:
        return VAGUE
    prefix, number = atom.numbers
    day = monday(scene.today) + number * DAY
    if prefix != NO_PREFIX:
        day += 7 * prefix * DAY
    else:
        said = scene.tense(atom.start, atom.end)
        past = day - 7 * (day > scene.today) * DAY
        day = past if said is Tense.OPEN else chosen([past, past + 7 * DAY], scene.today, said, DAY) or past
    day = _beside(scene, atom, day, 7)
    return _period(day, day, "weekday", "weekday", scene.today)


def _beside(scene: Scene, atom: Atom, meant: date, step: int) -> date:
    """The day that brackets state beside a word: 周五（1月7日）, 今天（21日）, 8月5日（周六）; else the one worked out."""
    if told := scene.bracketing(atom.start):
        return told
    stated = _BRACKETED.match(scene.text, atom.end)
    near = [meant + count * step * DAY for count in (0, -1, 1, -2, 2)]
    return next((day for day in near if stated and day.day == int(stated[1])), meant)


def _weekend(scene: Scene, _whole: Period | None, atom: Atom) -> Period | None:
    if scene.today is None:
        return VAGUE
    prefix = atom.numbers[0]
    first = monday(scene.today) + 5 * DAY
    if prefix != NO_PREFIX:
        first += 7 * prefix * DAY
    elif first > scene.today and scene.tense(atom.start, atom.end).value <= 0:
        first -= 7 * DAY
    return _period(first, first + DAY, "weekday", "week", scene.today)


def _week(scene: Scene, _whole: Period | None, atom: Atom) -> Period | None:
    if scene.today is None:
        return VAGUE
    first = monday(scene.today) + 7 * atom.numbers[0] * DAY
    return Period(first, first + 6 * DAY, "week", "deictic", "annotate.time.week", scene.today)


def _nth_week(_scene: Scene, whole: Period | None, atom: Atom) -> Period | None:
    """2021年第二周: weeks by ISO 8601; of a month, by sevens of days."""
    if whole is None or whole.first is None:
        return None
    count = atom.numbers[0]
    if whole.granularity == "year" and 1 <= count <= 52:
        first = date.fromisocalendar(whole.first.year, count, 1)
    elif whole.granularity == "month" and 1 <= count <= 4:
        first = whole.first + 7 * (count - 1) * DAY
    else:
        return None
    return Period(first, first + 6 * DAY, "week", whole.basis, "annotate.time.week", whole.anchor)


def _date(_scene: Scene, _whole: Period | None, atom: Atom) -> Period | None:
    year, month, number = atom.numbers
    day = make_day(year, month, number)
    return None if day is None else _period(day, day, "explicit", "iso_date", None)


def _holiday(scene: Scene, whole: Period | None, atom: Atom) -> Period | None:
    month, number = atom.numbers
    if whole is not None:
        day = make_day(whole.first.year, month, number) if whole.first and whole.granularity == "year" else None
        return None if day is None else _period(day, day, whole.basis, "holiday", whole.anchor)
    if scene.today is None:
        return VAGUE
    day = chosen_year(month, number, scene.today, scene.tense(atom.start, atom.end))
    return None if day is None else _period(day, day, "inferred", "holiday", scene.today)


def _lunar(scene: Scene, whole: Period | None, atom: Atom) -> Period | None:
    """春节, 农历八月十五: the day that lies in the year before it, else the one that tense and nearness choose."""
    year = whole.first.year if whole and whole.first else scene.today.year if scene.today else None
    if year is None:
        return VAGUE
    days = [day for step in (-2, -1, 0, 1) if (day := solar_day(year + step, *atom.numbers))]
    if whole is not None:
        day = next((day for day in days if day.year == year), None)
        return None if day is None else _period(day, day, whole.basis, "lunar", whole.anchor)
    assert scene.today is not None
    day = chosen(days, scene.today, scene.tense(atom.start, atom.end))
    return None if day is None else _period(day, day, INFERRED, "lunar", scene.today)


NARROW: dict[str, Narrow] = {
    "days": _days,
    "relday": _relative,
    "stated": _stated,
    "same": _same,
    "weekday": _weekday,
    "weekend": _weekend,
    "week": _week,
    "nthweek": _nth_week,
    "date": _date,
    "holiday": _holiday,
    "lunar": _lunar,
}
