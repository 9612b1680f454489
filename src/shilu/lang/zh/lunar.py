"""The lunar calendar (农历): the solar day of a day in a lunar year, from a table of 1900 to 2100."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from importlib.resources import files

_SHORT = 29
LAST = 0  # the last day of a month: 除夕 is (12, LAST)


def solar_day(year: int, month: int, day: int) -> date | None:
    """The solar day of a lunar one (of the ordinary month, not the leap one); `None` outside the table or the month."""
    found = _years().get(year)
    if found is None or not 1 <= month <= 12:
        return None
    first, leap, lengths = found
    index = month - 1 + (0 < leap < month)
    length = lengths[index]
    if day > length:
        return None
    return first + timedelta(days=sum(lengths[:index]) + (day or length) - 1)


@cache
def _years() -> dict[int, tuple[date, int, tuple[int, ...]]]:
    """Year -> first day, leap month, lengths of the months."""
    data = files("shilu.lang.zh").joinpath("data/lunar.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in data.splitlines() if not line.startswith("#")]
    return {
        int(year): (date.fromisoformat(first), int(leap), tuple(_SHORT + int(extra) for extra in lengths))
        for year, first, leap, lengths in rows
    }
