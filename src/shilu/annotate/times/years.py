"""Years and their parts: 2022年, 去年, 同年, 90年代, 上半年, 第一季度, 去年冬天."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from shilu.annotate.times.arithmetic import month_end
from shilu.annotate.times.pieces import VAGUE, Atom, Narrow, Period
from shilu.annotate.times.scene import Scene


def span_of_months(year: int, first: int, last: int) -> tuple[date, date]:
    """Whole months of a year; 12 to 2 runs into the next."""
    return date(year, first, 1), month_end(year + (last < first), last)


@lru_cache(maxsize=1024)
def _whole_year(year: int, basis: str, rule: str, anchor: date | None = None) -> Period | None:
    if not date.min.year <= year < date.max.year:
        return None
    return Period(date(year, 1, 1), date(year, 12, 31), "year", basis, f"annotate.time.{rule}", anchor)


def _year(_scene: Scene, _whole: Period | None, atom: Atom) -> Period | None:
    return _whole_year(atom.numbers[0], "explicit", "year")


def _years(_scene: Scene, _whole: Period | None, atom: Atom) -> Period | None:
    first, last = atom.numbers
    return Period(date(first, 1, 1), date(last, 12, 31), "interval", "explicit", "annotate.time.range")


def _relative_year(scene: Scene, _whole: Period | None, atom: Atom) -> Period | None:
    if scene.today is None:
        return VAGUE
    return _whole_year(scene.today.year + atom.numbers[0], "deictic", "relative_year", scene.today)


def _same_year(scene: Scene, _whole: Period | None, atom: Atom) -> Period | None:
    year = scene.told_year(since=scene.sentence(atom.start) if atom.name == "near" else 0)
    return VAGUE if year is None else _whole_year(year + atom.numbers[0], "event-anchored", "same_year", date(year, 1, 1))


def _century(_scene: Scene, _whole: Period | None, atom: Atom) -> Period | None:
    first = 100 * atom.numbers[0] - 99
    return Period(date(first, 1, 1), date(first + 99, 12, 31), "interval", "explicit", "annotate.time.decade")


def _decade(scene: Scene, whole: Period | None, atom: Atom) -> Period | None:
    """上世纪90年代, 1990年代, 90年代: the last decade of that name which has begun."""
    value = atom.numbers[0]
    if whole and whole.last:
        value = whole.last.year - 100 + value % 100
    elif value < 100:
        limit = scene.today.year if scene.today else 1999
        value = max((base + value for base in (1900, 2000) if base + value <= limit), default=1900 + value)
    return Period(date(value, 1, 1), date(value + 9, 12, 31), "interval", "explicit", "annotate.time.decade")


def _year_of(scene: Scene, whole: Period | None) -> int | None:
    """The year that stands before, else that of publication."""
    if whole and whole.first:
        return whole.first.year
    return scene.today.year if scene.today else None


def _months_of(scene: Scene, whole: Period | None, numbers: tuple[int, ...], granularity: str, rule: str) -> Period | None:
    year = _year_of(scene, whole)
    if year is None:
        return VAGUE
    first, last = span_of_months(year, *numbers)
    basis, anchor = (whole.basis, whole.anchor) if whole else ("deictic", scene.today)
    return Period(first, last, granularity, basis, f"annotate.time.{rule}", anchor)


def _year_part(scene: Scene, whole: Period | None, atom: Atom) -> Period | None:
    return _months_of(scene, whole, atom.numbers, "interval", "part_of_year")


def _quarter(scene: Scene, whole: Period | None, atom: Atom) -> Period | None:
    first, last = atom.numbers[0], atom.numbers[-1]
    return _months_of(scene, whole, (3 * first - 2, 3 * last), "interval", "quarter")


def _season(scene: Scene, whole: Period | None, atom: Atom) -> Period | None:
    return _months_of(scene, whole, atom.numbers, "season", "season")


def _season_of(scene: Scene, whole: Period | None, atom: Atom) -> Period | None:
    year = _relative_year(scene, whole, atom)
    return year and _months_of(scene, year, atom.numbers[1:], "season", "season") if year is not VAGUE else VAGUE


NARROW: dict[str, Narrow] = {
    "year": _year,
    "years": _years,
    "relyear": _relative_year,
    "sameyear": _same_year,
    "century": _century,
    "decade": _decade,
    "yearpart": _year_part,
    "quarter": _quarter,
    "season": _season,
    "seasonof": _season_of,
}
