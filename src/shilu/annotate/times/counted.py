"""Numerals with a calendar unit (7日, 二〇二二年, 3月, 上午9时, 三天): which of them name a time, and which only look so."""

from __future__ import annotations

import re
from collections.abc import Callable

from shilu.annotate.times.pieces import Atom
from shilu.lang.zh.numerals import number

SPAN_UNITS = {
    "天": "day", "周": "week", "星期": "week", "礼拜": "week", "年": "year", "月": "month", "日": "day", "季度": "quarter",
    "小时": "hour", "钟头": "hour", "分钟": "minute", "秒钟": "second", "分": "", "秒": "", "时": "", "点": "", "号": "",
    "世纪": "", "年代": "", "年度": "year", "季": "", "月份": "",
}  # fmt: skip
"""Unit words of a span of time; empty where a counted unit is none."""

_NUMERAL = re.compile(r"\d+|[〇零○一二两三四五六七八九十百千廿卅半几数]+")
_ABOUT = re.compile("[一二三四五六七八九]{2}")  # 三四年 is three or four
_YEAR_DIGITS = 4
_MINUTES = re.compile(r"[零〇]?\d{1,2}分|左右")
_MONTH_BEHIND = re.compile(r"\s?\d{1,2}月")
_MINGUO = 1911  # year 1 of the calendar of the Republic is 1912
_NO_DAY_BEFORE = frozenset("第近达满每头连期时数约逾超过去来前后这百各某")
_NO_DAY_AFTER = frozenset("元内游龄均产间圆本历薪")
_NO_NUMBER_AFTER = frozenset("线楼房院航机店厂文矿井住球员选令种坑厅泊码门室车舱堆核反船潜箭星卫病床人物通字桥台馆高铺仓窗染汽柴风")
_ADDRESS_BEFORE = frozenset("路街道巷弄村段区第〔-—/楼栋组队")
_DATE_BEFORE = frozenset("月于自从截至到定期份昨今日")
_DATE_AFTER = frozenset("上凌早晚清中下起至到")
_NO_MONTH_AFTER = frozenset("薪球饼亮龄大嫂经息供租刊费台光色")
_OPENING = frozenset("\n，。、；：:,（(“”》于在自至从到截本昨今日讯年月的 \u3000")


def counted(text: str, match: re.Match[str]) -> Atom | None:
    """The atom that a numeral with its unit makes; `None` when it is no time."""
    numeral = _NUMERAL.match(match[0])
    assert numeral is not None
    unit = match["unit"]
    value = _value(numeral[0])
    if match["each"] or match["more"] or match["odd"] or value is None or numeral[0] == "半":
        return _span(text, match, value)
    return _FAMILIES.get(unit, _span)(text, match, value)


def _value(numeral: str) -> int | None:
    if numeral.isdecimal():
        return int(numeral)
    if len(numeral) != _YEAR_DIGITS and _ABOUT.search(numeral):
        return None
    found = number(numeral)
    return None if found is None else int(found)


def _to(match: re.Match[str], value: int) -> tuple[int, ...]:
    """The one number, or the two of 6至7日; nothing where the second is unreadable."""
    if not match["to"]:
        return (value,)
    last = _value(match["to"])
    return (value, last) if last is not None else ()


def _span(text: str, match: re.Match[str], value: int | None) -> Atom | None:
    """A length of time as (half units, 1 when there is more); -1 for an unknown number. Ordinals are none."""
    unit = SPAN_UNITS[match["unit"]]
    if not unit or text[match.start() - 1 : match.start()] == "第":
        return Atom("decoy", *match.span(), ())
    halves = 1 if value is None and match[0][0] == "半" else -1 if value is None or match["to"] else 2 * value
    extra = int("多" in (match["more"], match["odd"]) or match["more"] == "余")
    return Atom("span", *match.span(), (halves + int(match["odd"] == "半" and halves > 0), extra), unit)


def _year(text: str, match: re.Match[str], value: int) -> Atom | None:
    start, end = match.span()
    before = text[max(0, start - 3) : start]
    if before.endswith("民国") and value < 200:
        return Atom("year", start - 2, end, (value + _MINGUO,))
    if before.endswith(("第", "公元前")):
        return Atom("decoy", start, end, ())
    if 1000 <= value < 2200 and len(match[0].split("年")[0].strip()) >= 4:
        return _common_year(text, match, value)
    monthly = value < 150 and _MONTH_BEHIND.match(text, end) is not None
    if monthly and 100 <= value < 150:
        return Atom("year", start, end, (value + _MINGUO,))
    if monthly and match[0][0].isdecimal() and value < 100 and text[start - 1 : start] in _OPENING:
        return Atom("year", start, end, (value + (2000 if value < 50 else 1900),))
    return _span(text, match, value)


def _common_year(text: str, match: re.Match[str], value: int) -> Atom | None:
    start, end = match.span()
    if value < 1600 and text.startswith(("历史", "的历史", "来", "以上", "之久", "前"), end):
        return Atom("span", start, end, (2 * value, 0), "year")
    if not match["to"]:
        return Atom("year", start, end, (value,))
    last = int(match["to"]) if match["to"].isdecimal() else _value(match["to"])
    if last is not None and last < 100:
        last += value // 100 * 100
    return Atom("years", start, end, (value, last)) if last and value < last < 2200 else None


def _month(text: str, match: re.Match[str], value: int) -> Atom | None:
    start, end = match.span()
    numbers = _to(match, value)
    fits = all(1 <= each <= 12 for each in numbers)
    if not numbers or not fits or text[end : end + 1] in _NO_MONTH_AFTER or text[start - 1 : start] in ("第", "每", "满"):
        return None
    return Atom("month" if len(numbers) == 1 else "months", start, end, numbers)


def _day(text: str, match: re.Match[str], value: int) -> Atom | None:
    """A day of the month: 7日, 5号, 廿一日, 6至7日; not 近5日, 5日元, 3号线, 第7日."""
    start, end = match.span()
    numbers, before, after = _to(match, value), text[start - 1 : start], text[end : end + 1]
    if match["unit"] == "日" and (before in _NO_DAY_BEFORE or after in _NO_DAY_AFTER):
        return _after_guard(text, match, value)
    if match["unit"] == "号" and (_numbered(before, after) or not _dated(text, match)):
        return None
    if not numbers or not all(1 <= each <= 31 for each in numbers):
        return None
    if not match[0][0].isdecimal() and len(match[0]) < 3 and before not in _OPENING:
        return None
    return Atom("days", start, end, numbers)


def _numbered(before: str, after: str) -> bool:
    """True for 3号线, 中山路5号, A5号: a number of a thing, not of a day."""
    return before in _ADDRESS_BEFORE or after in _NO_NUMBER_AFTER or (before.isascii() and before.isalpha())


def _dated(text: str, match: re.Match[str]) -> bool:
    """True for 3月5号, 5号上午, 自5号: beside other words of time; a bare 5号 is mostly a number."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return bool(match["to"]) or before in _DATE_BEFORE or after in _DATE_AFTER


def _after_guard(text: str, match: re.Match[str], value: int) -> Atom | None:
    """前7日 and 近5日 are spans; 日本 behind a day (5日本报讯) is read as a day."""
    if text.startswith(("本报", "本台", "本社", "本市", "本省", "本院"), match.end()):
        return Atom("days", *match.span(), (value,)) if 1 <= value <= 31 else None
    return _span(text, match, value)


def _hour(text: str, match: re.Match[str], value: int) -> Atom | None:
    """An hour as (hour, or two hours ..., 1 when it stands only beside a day or a part of one)."""
    start, end = match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    numbers = _to(match, value)
    if not numbers or max(numbers) > 24 or before in ("第", "东", "西", "涨", "跌") or after in ("区", "代", "速", "长"):
        return None
    sure = (
        (match["unit"] == "时" and match[0][0].isdecimal())
        or after in ("半", "整", "许", "钟")
        or before == "约"
        or _minute_follows(text, end)
    )
    return Atom("hour", start, end, (*numbers, int(not sure)))


def _minute_follows(text: str, end: int) -> bool:
    return _MINUTES.match(text, end) is not None


def _small(kind: str) -> Callable[[str, re.Match[str], int], Atom | None]:
    """A minute or a second; it stands only behind what is coarser."""

    def made(_text: str, match: re.Match[str], value: int) -> Atom | None:
        return Atom(kind, *match.span(), (value,)) if value < 60 else None

    return made


def _quarter(text: str, match: re.Match[str], value: int) -> Atom | None:
    start, end = match.span()
    ordinal = text[start - 1 : start] == "第"
    if text[start - 1 : start] == "前" and match["unit"] == "季度" and 1 < value < 4:
        return Atom("quarter", start - 1, end, (1, value))
    if not 1 <= value <= 4 or not (ordinal or match["unit"] == "季度"):
        return None
    return Atom("quarter", start - int(ordinal), end, _to(match, value))


def _decade(_text: str, match: re.Match[str], value: int) -> Atom | None:
    return Atom("decade", *match.span(), (value,)) if value % 10 == 0 and (value < 100 or 1000 <= value < 2200) else None


def _century(_text: str, match: re.Match[str], value: int) -> Atom | None:
    return Atom("century", *match.span(), (value,)) if 1 <= value <= 21 else None


def _week(text: str, match: re.Match[str], value: int) -> Atom | None:
    """第二周 counts weeks of what stands before it; 两周 is a span."""
    start, end = match.span()
    if text[start - 1 : start] == "第":
        return Atom("nthweek", start - 1, end, (value,))
    return _span(text, match, value)


_FAMILIES: dict[str, Callable[[str, re.Match[str], int], Atom | None]] = {
    "年": _year, "年度": _year, "月": _month, "月份": _month, "日": _day, "号": _day, "时": _hour, "点": _hour,
    "季度": _quarter, "季": _quarter,
    "年代": _decade, "世纪": _century, "分": _small("minute"), "秒": _small("second"), "周": _week, "星期": _week,
}  # fmt: skip
