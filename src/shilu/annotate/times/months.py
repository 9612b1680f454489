"""Months and their parts: 3月, 本月, 当月, 1月下旬, 上月底, each narrowing the year before it where there is one."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from shilu.annotate.times.arithmetic import add_months, month_end
from shilu.annotate.times.pieces import INFERRED, VAGUE, Atom, Narrow, Period
from shilu.annotate.times.scene import Scene
from shilu.annotate.times.tense import chosen_year
from shilu.annotate.times.years import span_of_months


def _month(scene: Scene, whole: Period | None, atom: Atom) -> Period | None:
    if whole is not None and whole.first is None:
        return VAGUE
    year, basis, anchor = _year_for(scene, whole, atom)
    if year is None:
        return VAGUE
    return _months(year, atom.numbers[0], atom.numbers[-1], basis, anchor)


@lru_cache(maxsize=1024)
def _months(year: int, first: int, last: int, basis: str, anchor: date | None) -> Period:
    granularity = "month" if first == last else "interval"
    return Period(*span_of_months(year, first, last), granularity, basis, "annotate.time.month", anchor)


def _year_for(scene: Scene, whole: Period | None, atom: Atom) -> tuple[int | None, str, date | None]:
    """The year of a month: as stated before it, else that of the sentence, else by tense; with its basis and anchor."""
    if whole and whole.first:
        return whole.first.year, whole.basis, whole.anchor
    listed = scene.listed(atom.start)
    if listed and listed.first and listed.basis in ("explicit", "deictic"):
        return listed.first.year, listed.basis, listed.anchor
    stated = scene.year_of_sentence(atom.start)
    if stated is not None or scene.today is None:
        return stated, "event-anchored", None
    found = chosen_year(atom.numbers[0], 15, scene.today.replace(day=15), scene.tense(atom.start, atom.end))
    return found.year if found else None, INFERRED, scene.today


def _relative_month(scene: Scene, _whole: Period | None, atom: Atom) -> Period | None:
    if scene.today is None:
        return VAGUE
    day = add_months(scene.today.replace(day=1), atom.numbers[0])
    return Period(day, month_end(day.year, day.month), "month", "deictic", "annotate.time.relative_month", scene.today)


def _same_month(scene: Scene, _whole: Period | None, atom: Atom) -> Period | None:
    told = scene.told(atom.start)
    if told is None:
        return VAGUE
    day = add_months(told.replace(day=1), atom.numbers[0])
    return Period(day, month_end(day.year, day.month), "month", "event-anchored", "annotate.time.same_month", told)


def _ten_days(scene: Scene, whole: Period | None, atom: Atom) -> Period | None:
    """1月下旬, 上月底; 月底 alone is this month's."""
    if whole is None:
        if atom.name != "alone":
            return None
        whole = _relative_month(scene, None, Atom("relmonth", atom.start, atom.end, (0,)))
    if whole is None or whole.first is None:
        return VAGUE
    end = month_end(whole.first.year, whole.first.month)
    first, last = atom.numbers
    return Period(
        whole.first.replace(day=first if first < 24 else end.day - 5),
        min(whole.first.replace(day=min(last, end.day)), end),
        "interval",
        whole.basis,
        "annotate.time.part_of_month",
        whole.anchor,
    )


NARROW: dict[str, Narrow] = {
    "month": _month,
    "months": _month,
    "relmonth": _relative_month,
    "samemonth": _same_month,
    "tenday": _ten_days,
}
