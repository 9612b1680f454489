"""Labels, numbers and days in the two languages of the page. Only here is a value turned into words for the eye."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files

from msgspec import Struct

from shilu.dossier.terms import Amount, When, Words

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
BOUNDS = {
    ">": Words("超过", "more than"),
    ">=": Words("至少", "at least"),
    "<": Words("不到", "fewer than"),
    "<=": Words("至多", "at most"),
    "~": Words("约", "about"),
}
NEARLY = Words("近", "nearly")


@cache
def _rows(name: str) -> dict[str, Words]:
    lines = files("shilu.publish").joinpath(f"data/{name}.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {key: Words(zh, en) for key, zh, en in rows}


def interface(key: str) -> Words:
    """One label of the page."""
    return _rows("labels")[key]


def clock_rule(rule: str) -> Words | None:
    """What a clock rule means, where the page has words for it."""
    return _rows("labels").get(f"rule.{rule}")


def number(value: Decimal) -> Words:
    """`20000` -> 2万, 20,000; `175000000` -> 1.75亿, 175 million. Never rounded."""
    return Words(_chinese(value), _english(value))


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _chinese(value: Decimal) -> str:
    for size, word, finest in ((Decimal(100_000_000), "亿", 10_000), (Decimal(10_000), "万", 100)):
        if abs(value) >= size and (value * finest) % size == 0:
            return f"{_plain(value / size)}{word}"
    return f"{_plain(value):,}" if abs(value) >= 10_000 else f"{_plain(value)}"


def _english(value: Decimal) -> str:
    for size, word in ((Decimal(1_000_000_000), "billion"), (Decimal(1_000_000), "million")):
        if abs(value) >= size and (value * 100) % size == 0:
            return f"{_plain(value / size)} {word}"
    return f"{_plain(value):,}"


def unit(amount: Amount) -> Words:
    """The unit as shown after a number; counts of people need none in English."""
    return _rows("units").get(amount.unit or "", Words(amount.unit or "", amount.unit or ""))


def amount_words(amount: Amount) -> Words:
    """The stated number; vague numbers by their words, unknown ones as unknown, never as zero."""
    if amount.operator == "unknown":
        return interface("unknown")
    if amount.operator == "none":
        return interface("none")
    if amount.operator == "range" and amount.low is not None and amount.high is not None:
        return range_words(amount)
    if amount.value is None:
        return _vague(amount)
    return number(amount.value)


def bound_words(amount: Amount) -> Words | None:
    """What stands before a bounded number: 超过, at least; `None` where the number stands alone."""
    if amount.value is None:
        return None
    if amount.operator == "<" and amount.low is not None:
        return NEARLY  # 近 8000: below it, yet not far; 不到 8000 gives no lower bound
    return BOUNDS.get(amount.operator)


def _vague(amount: Amount) -> Words:
    bounds = range_words(amount)
    if not amount.written:
        return bounds if bounds.zh else interface("unknown")
    return Words(amount.written, f"{bounds.en} ({amount.written})" if bounds.en else amount.written)


def range_words(amount: Amount) -> Words:
    """Lowest to highest, both included; open ends are said in words; empty when nothing bounds the number."""
    low, high = amount.low, amount.high
    if low is not None and high is not None:
        first, last = number(low), number(high)
        return first if low == high else Words(f"{first.zh}–{last.zh}", f"{first.en}–{last.en}")
    if low is not None:
        return Words(f"{number(low).zh} 以上", f"{number(low).en} or more")
    if high is not None:
        return Words(f"{number(high).zh} 以下", f"up to {number(high).en}")
    return Words("", "")


class Calendar(Struct, frozen=True):
    """Days as read beside each other: the year and the offset are said only where they differ from the page's own."""

    year: int | None
    offset: timedelta | None

    def short(self, when: When) -> Words:
        """3月5日 10:00, with the year or the offset where they are not those of the page."""
        day = date.fromisoformat(when.iso[:10])
        if when.precision == "day":
            return self._day(day)
        clock, shown = self.clock(when), self._day(day)
        return Words(f"{shown.zh} {clock}", f"{shown.en} {clock}")

    def clock(self, when: When) -> str:
        """The hour and minute of an instant: 10:00, or 10:00 UTC+3 where the offset is not the page's."""
        instant = datetime.fromisoformat(when.iso)
        return f"{instant:%H:%M}" + ("" if instant.utcoffset() == self.offset else f" {offset_words(instant)}")

    def day(self, iso: str) -> Words:
        """One calendar day."""
        return self._day(date.fromisoformat(iso[:10]))

    def _day(self, day: date) -> Words:
        year_zh, year_en = ("", "") if day.year == self.year else (f"{day.year}年", f" {day.year}")
        return Words(f"{year_zh}{day.month}月{day.day}日", f"{day.day}\u00a0{MONTHS[day.month - 1]}{year_en}")


def calendar(as_of: When | None) -> Calendar:
    """The calendar of a page: the year and offset of its newest article."""
    if as_of is None:
        return Calendar(None, None)
    instant = datetime.fromisoformat(as_of.iso)
    return Calendar(instant.year, instant.utcoffset())


def full(when: When) -> Words:
    """A day or instant with year and offset: 2024年3月5日 10:00（UTC+8）."""
    shown = Calendar(None, None).day(when.iso)
    if when.precision == "day":
        return shown
    instant = datetime.fromisoformat(when.iso)
    clock, zone = f"{instant:%H:%M}", offset_words(instant)
    return Words(f"{shown.zh} {clock}（{zone}）", f"{shown.en} {clock} ({zone})")


def offset_words(instant: datetime) -> str:
    """`UTC+8`, `UTC-3:30`, `UTC`."""
    minutes = int((instant.utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "-"
    return "UTC" if not minutes else f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
