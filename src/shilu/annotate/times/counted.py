"""Numerals with a calendar unit (7日, 二〇二二年, 3月, 上午9时, 三天): which of them name a time, and which only look so."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

from shilu.annotate.times.pieces import Atom
from shilu.lang.zh.numerals import number

SPAN_UNITS = {
    "天": "day", "周": "week", "星期": "week", "礼拜": "week", "年": "year", "月": "month", "日": "day", "季度": "quarter",
    "小时": "hour", "钟头": "hour", "分钟": "minute", "秒钟": "second", "分": "", "秒": "", "时": "", "点": "", "号": "",
    "世纪": "", "年代": "", "年度": "year", "季": "", "月份": "",
}  # fmt: skip
"""Unit words of a span of time; empty where a counted unit is none."""

HAN = "〇零○一二两三四五六七八九十百千廿卅半几数"
UNIT = "年代|年度(?!过|假)|年|月份|月|日|号|时|点|分钟|分|秒钟|秒|小时|钟头|天|周|星期|礼拜|季度|季|世纪"
_PARTS = re.compile(
    rf"(?:\d{{1,4}}|[{HAN}]{{1,6}})(?:\s?[至到~～—–－\-、]\s?(?P<to>\d{{1,4}}|[{HAN}]{{1,3}}))?(?:\.\d+)?[ \u00a0]?"
    rf"(?P<more>[多余]?)(?P<each>个?)(?P<odd>[多半]?)(?P<unit>{UNIT})"
)
_NUMERAL = re.compile(rf"\d+|[{HAN}]+")
_ABOUT = re.compile("[一二三四五六七八九]{2}")  # 三四年 is three or four
_YEAR_DIGITS = 4
_LIMITS = {"月": 12, "月份": 12, "日": 31, "号": 31}
_MINUTES = re.compile(r"[零〇]?\d{1,2}分|左右")
_MONTH_BEHIND = re.compile(r"\s?\d{1,2}月")
_MINGUO = 1911  # year 1 of the calendar of the Republic is 1912
_NO_DAY_BEFORE = frozenset("第近达满每头连期时数约逾超过去来前后这百各某")
_NO_DAY_AFTER = frozenset("元内游龄均产间圆本历薪")
_NO_NUMBER_AFTER = frozenset("线楼房院航机店厂文矿井住球员选令种坑厅泊码门室车舱堆核反船潜箭星卫病床人物通字桥台馆高铺仓窗染汽柴风")
_ADDRESS_BEFORE = frozenset("路街道巷弄村段区第〔-—/楼栋组队")
_DATE_BEFORE = frozenset("月于自从截至到定期份昨今日")
_DATE_AFTER = frozenset("上凌早晚清中下起至到")
_NO_MONTH_BEFORE = frozenset("第每满")
_NO_MONTH_AFTER = frozenset("薪球饼亮龄大嫂经息供租刊费台光色")
_NO_HOUR_BEFORE = frozenset("第东西涨跌")
_NO_HOUR_AFTER = frozenset("区代速长")
_HOUR_AFTER = frozenset("半整许钟")
_OPENING = frozenset("\n，。、；：:,（(“”》于在自至从到截本昨今日讯年月的 \u3000")


class Said(Struct, frozen=True):
    """What a numeral with its unit says by itself, whatever stands around it."""

    family: Family
    unit: str
    value: int  # -1 when it is unknown
    numbers: tuple[int, ...]  # the one number, or the two of 6至7日; none where the second is unreadable
    ranged: bool
    fits: bool  # the unit can have such numbers: months to 12, days to 31, years of four digits
    figures: bool  # written in figures, not in characters
    length: tuple[int, int]  # as a span of time: half units, 1 when there is more; -1 for an unknown number


Family = Callable[[str, int, int, Said], Atom | None]


def counted(text: str, start: int, end: int) -> Atom | None:
    """The atom that a numeral with its unit makes where it stands; `None` when it is no time."""
    said = _said(text[start:end])
    return said.family(text, start, end, said)


@lru_cache(maxsize=4096)
def _said(piece: str) -> Said:
    """The parts of a numeral with its unit. An article repeats few of them, a story fewer."""
    parts, numeral = _PARTS.fullmatch(piece), _NUMERAL.match(piece)
    assert parts is not None
    assert numeral is not None
    value, unit, to = _value(numeral[0]), parts["unit"], parts["to"]
    last = _value(to) if to else None
    numbers = () if value is None or (to and last is None) else (value,) if last is None else (value, last)
    loose = bool(parts["each"] or parts["more"] or parts["odd"]) or value is None or numeral[0] == "半"
    family = _span if loose else _FAMILIES.get(unit, _span)
    length, value = _length(piece, parts, value), -1 if value is None else value
    return Said(family, unit, value, numbers, bool(to), _fits(piece, unit, value, numbers), piece[0].isdecimal(), length)


def _fits(piece: str, unit: str, value: int, numbers: tuple[int, ...]) -> bool:
    if unit in ("年", "年度"):
        return 1000 <= value < 2200 and len(piece[: piece.index("年")].strip()) >= _YEAR_DIGITS
    return bool(numbers) and min(numbers) > 0 and max(numbers) <= _LIMITS.get(unit, 0)


def _value(numeral: str) -> int | None:
    if numeral.isdecimal():
        return int(numeral)
    if len(numeral) != _YEAR_DIGITS and _ABOUT.search(numeral):
        return None
    found = number(numeral)
    return None if found is None else int(found)


def _length(piece: str, parts: re.Match[str], value: int | None) -> tuple[int, int]:
    """A span of time as (half units, 1 when there is more); -1 for an unknown number."""
    halves = 1 if value is None and piece[0] == "半" else -1 if value is None or parts["to"] else 2 * value
    more = "多" in (parts["more"], parts["odd"]) or parts["more"] == "余"
    return halves + int(parts["odd"] == "半" and halves > 0), int(more)


def _span(text: str, start: int, end: int, said: Said) -> Atom | None:
    """A length of time; ordinals are none."""
    unit = SPAN_UNITS[said.unit]
    if not unit or text[start - 1 : start] == "第":
        return Atom("decoy", start, end, ())
    return Atom("span", start, end, said.length, unit)


def _year(text: str, start: int, end: int, said: Said) -> Atom | None:
    value, before = said.value, text[start - 1 : start]
    if before == "国" and value < 200 and text[start - 2 : start - 1] == "民":
        return Atom("year", start - 2, end, (value + _MINGUO,))
    if before == "第" or (before == "前" and text.endswith("公元前", 0, start)):
        return Atom("decoy", start, end, ())
    if said.fits:
        return _common_year(text, start, end, said)
    if value < 150 and _MONTH_BEHIND.match(text, end):
        if value >= 100:
            return Atom("year", start, end, (value + _MINGUO,))
        if said.figures and before in _OPENING:
            return Atom("year", start, end, (value + (2000 if value < 50 else 1900),))
    return _span(text, start, end, said)


def _common_year(text: str, start: int, end: int, said: Said) -> Atom | None:
    value = said.value
    if value < 1600 and text.startswith(("历史", "的历史", "来", "以上", "之久", "前"), end):
        return Atom("span", start, end, (2 * value, 0), "year")
    if not said.ranged:
        return Atom("year", start, end, said.numbers)
    if not said.numbers:
        return None
    last = said.numbers[1] + (value // 100 * 100 if said.numbers[1] < 100 else 0)
    return Atom("years", start, end, (value, last)) if last and value < last < 2200 else None


def _month(text: str, start: int, end: int, said: Said) -> Atom | None:
    if not said.fits or text[end : end + 1] in _NO_MONTH_AFTER or text[start - 1 : start] in _NO_MONTH_BEFORE:
        return None
    return Atom("months" if said.ranged else "month", start, end, said.numbers)


def _day(text: str, start: int, end: int, said: Said) -> Atom | None:
    """A day of the month: 7日, 5号, 廿一日, 6至7日; not 近5日, 5日元, 3号线, 第7日."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if said.unit == "日":
        if before in _NO_DAY_BEFORE or after in _NO_DAY_AFTER:
            return _after_guard(text, start, end, said)
    elif _numbered(before, after) or not (said.ranged or before in _DATE_BEFORE or after in _DATE_AFTER):
        return None  # beside other words of time (3月5号, 5号上午, 自5号) a day; a bare 5号 is mostly a number
    if not said.fits or (not said.figures and end - start < 3 and before not in _OPENING):
        return None
    return Atom("days", start, end, said.numbers)


def _numbered(before: str, after: str) -> bool:
    """True for 3号线, 中山路5号, A5号: a number of a thing, not of a day."""
    return before in _ADDRESS_BEFORE or after in _NO_NUMBER_AFTER or (before.isascii() and before.isalpha())


def _after_guard(text: str, start: int, end: int, said: Said) -> Atom | None:
    """前7日 and 近5日 are spans; 日本 behind a day (5日本报讯) is read as a day."""
    if text.startswith(("本报", "本台", "本社", "本市", "本省", "本院"), end):
        return Atom("days", start, end, (said.value,)) if 1 <= said.value <= 31 else None
    return _span(text, start, end, said)


def _hour(text: str, start: int, end: int, said: Said) -> Atom | None:
    """An hour as (hour, or two hours ..., 1 when it stands only beside a day or a part of one)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if not said.numbers or max(said.numbers) > 24 or before in _NO_HOUR_BEFORE or after in _NO_HOUR_AFTER:
        return None
    sure = (said.unit == "时" and said.figures) or after in _HOUR_AFTER or before == "约" or _minute_follows(text, end)
    return Atom("hour", start, end, (*said.numbers, int(not sure)))


def _minute_follows(text: str, end: int) -> bool:
    return _MINUTES.match(text, end) is not None


def _small(kind: str) -> Family:
    """A minute or a second; it stands only behind what is coarser."""

    def made(_text: str, start: int, end: int, said: Said) -> Atom | None:
        return Atom(kind, start, end, (said.value,)) if said.value < 60 else None

    return made


def _quarter(text: str, start: int, end: int, said: Said) -> Atom | None:
    before, whole = text[start - 1 : start], said.unit == "季度"
    if before == "前" and whole and 1 < said.value < 4:
        return Atom("quarter", start - 1, end, (1, said.value))
    if not said.numbers or not 1 <= said.value <= 4 or not (before == "第" or whole):
        return None
    return Atom("quarter", start - int(before == "第"), end, said.numbers)


def _decade(_text: str, start: int, end: int, said: Said) -> Atom | None:
    value = said.value
    return Atom("decade", start, end, (value,)) if value % 10 == 0 and (value < 100 or 1000 <= value < 2200) else None


def _century(_text: str, start: int, end: int, said: Said) -> Atom | None:
    return Atom("century", start, end, (said.value,)) if 1 <= said.value <= 21 else None


def _week(text: str, start: int, end: int, said: Said) -> Atom | None:
    """第二周 counts weeks of what stands before it; 两周 is a span."""
    if text[start - 1 : start] == "第":
        return Atom("nthweek", start - 1, end, (said.value,))
    return _span(text, start, end, said)


_FAMILIES: dict[str, Family] = {
    "年": _year, "年度": _year, "月": _month, "月份": _month, "日": _day, "号": _day, "时": _hour, "点": _hour,
    "季度": _quarter, "季": _quarter,
    "年代": _decade, "世纪": _century, "分": _small("minute"), "秒": _small("second"), "周": _week, "星期": _week,
}  # fmt: skip
