"""Calendar arithmetic: months, weeks and the nearest day that a partial date can mean."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

DAY = timedelta(days=1)
_HALF_YEAR = 182 * DAY  # what is no farther is nearer than the same day of any other year
_LENGTHS = {"day": (1, 0), "week": (7, 0), "month": (30, 1), "quarter": (90, 3), "year": (365, 12)}  # days, months


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or `None` when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - DAY


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - day.weekday() * DAY


def shift(day: date, unit: str, halves: int) -> date | None:
    """So many half days, weeks, months, quarters or years later; `None` beyond the calendar (two thousand years ago)."""
    days, months = _LENGTHS[unit]
    try:
        whole = add_months(day, months * halves // 2) if months and months * halves % 2 == 0 else day
        return whole if whole is not day or not halves else day + (days * halves // 2) * DAY
    except (ValueError, OverflowError):
        return None


def numbered(number: int, around: date) -> list[date]:
    """The days of this number in the month of a day, the month before and the one after, where they exist."""
    at = around.year * 12 + around.month - 1
    days = [make_day(step // 12, step % 12 + 1, number) for step in (at - 1, at, at + 1)]
    return [day for day in days if day]


def in_years(month: int, day: int, years: Iterable[int]) -> list[date]:
    """The days with this month and day in these years; 29 February in leap years only."""
    return [found for year in years if (found := make_day(year, month, day))]


def nearest(days: list[date], to: date) -> date | None:
    """The day least far from another; the earlier of two as near."""
    return min(days, key=lambda day: (abs(day - to), day), default=None)


def coming(days: list[date], since: date) -> date | None:
    """The first day on or after another, else the last of all."""
    return min((day for day in days if day >= since), default=max(days, default=None))


@lru_cache(maxsize=4096)
def in_nearest_year(month: int, day: int, around: date) -> date | None:
    """The day with this month and day least far from another, in its year, the one before or the one after."""
    same = make_day(around.year, month, day)
    if same and abs(same - around) <= _HALF_YEAR:
        return same
    return nearest(in_years(month, day, range(around.year - 1, around.year + 2)), around)
