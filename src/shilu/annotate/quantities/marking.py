"""Set the quantity marks of one text: find number words, look at what stands before and behind, leave out what counts nothing."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec.structs import replace

from shilu.annotate.quantities import bounds
from shilu.annotate.quantities.leads import leading, negative
from shilu.annotate.quantities.measures import CALENDAR, NO_UNIT_BEHIND, Measure, measure
from shilu.annotate.quantities.numbers import MORE_STARTS, Said, said
from shilu.annotate.quantities.passage import Passage
from shilu.annotate.quantities.reach import LINKS, Reach, numbers, reach
from shilu.annotate.quantities.units import behind_numeral, rows, units
from shilu.annotate.quantities.words import HAN_NUMERALS
from shilu.annotate.reading import Reading
from shilu.model.marks import QuantityMark

_HAN_FIRST = frozenset("第周期曜拜初之这那哪某进统唯任专单首同惟")
_ROUND = frozenset("上近过逾破超约满足达")
_HYPHENS = frozenset("-－–—‐")
_COLON = frozenset(":：")
_CODE_BEFORE = _HYPHENS | frozenset("#№_@&=")
_CODE_BEHIND = _HYPHENS | _COLON | frozenset("/_@")
_CODE_BESIDE = _CODE_BEFORE | _COLON
_NAMED_BY_NUMBER = ("楼", "号楼", "医院", "国道", "省道", "高地", "部队", "事件")  # 8楼, 307医院, 318国道, 911事件
_PHRASED = frozenset({"han", "several", "vague", "half"})
_BEFALLEN = "死伤亡"
_FROST = re.compile(r"(?:摄氏|华氏)?零下(?:摄氏|华氏)?\Z")
_DAY_CODE = 3
_EVENT = re.compile("大?(?:事件|地震|停电|惨案|事变|政变|空难)")
_NAMED_FIRST = frozenset("大地停惨空").union([word[0] for word in _NAMED_BY_NUMBER])
_NO_MORE = (sys.maxsize, sys.maxsize)  # a range that no number reaches
_SPACES = (" ", "\u00a0")
_MIRRORED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
_RULE_OF = {"=": "exact", ">": "over", ">=": "at_least", "<": "under", "<=": "at_most", "~": "about"}
_QUANTIFIER = frozenset("很许更较太诸众大最差不至繁过极甚好居偏增够")
_COUNTING_NOUN = frozenset("人总次指参函系岁度点件票户少多无半大倍分基复整对")


def marks(read: Reading, taken: Sequence[tuple[int, int]]) -> list[QuantityMark]:
    """All quantities outside the taken ranges (dates and names, in any order), in order of their numbers."""
    text, past, made = read.text, 0, list[QuantityMark]()
    passage, find, ahead = Passage(text, read), numbers().search, iter(sorted(taken))
    first = last = 0  # the first taken range that ends behind a number's start
    while found := find(text, past):
        start, past = found.span(1)
        while last <= start:
            first, last = next(ahead, _NO_MORE)
        if first < past:
            if last > past and text[last - 1] not in HAN_NUMERALS:  # else the next number would begin within this one
                past = last
            continue
        words = found[1]
        if words == "多" and text.startswith("多", past):
            continue  # 多多
        if (number := said(words)) is None or _counts_nothing(text, number.kind, start, past):
            continue
        if mark := _read(passage, found, number):
            made.append(mark)
            past = max(past, mark.end)
    return made


def _read(passage: Passage, found: re.Match[str], number: Said) -> QuantityMark | None:
    """The mark of a number: the one that its words make by themselves, where nothing around them adds to it."""
    start, end = found.span()
    lead = leading(passage, start)
    if lead is None and passage.text[end : end + 1] not in _adding(found[2]) and not (found[2] is None and passage.quakes):
        settled, mark = _alone(*found.groups(""), end - start)
        if settled:
            return mark and _moved(mark, start)
    return _mark(passage, reach(passage, found, number, lead))


@cache
def _adding(unit: str | None) -> frozenset[str]:
    """Characters that behind a unit, or none, may mean more than the end of the quantity; the end of the text is one."""
    return frozenset(NO_UNIT_BEHIND.get(unit, "") if unit else f"{CALENDAR}{_BEFALLEN}") | MORE_STARTS | LINKS | {"半", ""}


@lru_cache(maxsize=8192)
def _alone(number: str, unit: str, tail: str, length: int) -> tuple[bool, QuantityMark | None]:
    """Whether words settle what they mean, and their mark at 0, if they make one."""
    text, read = number + unit + tail, said(number)
    found = numbers().match(text + "。")
    if found is None or read is None or found.groups("") != (number, unit, tail) or len(text) != length:
        return False, None
    if unit == "度" or (unit and units()[unit].dimension == "grade"):
        return False, None
    passage = Passage(text + "。")
    return True, _mark(passage, reach(passage, found, read, None))


def _moved(mark: QuantityMark, by: int) -> QuantityMark:
    """A mark at 0 where it stands in the text."""
    return QuantityMark(
        by,
        mark.end + by,
        by,
        mark.number_end + by,
        mark.value,
        mark.low,
        mark.high,
        mark.operator,
        mark.unit,
        mark.currency,
        mark.dimension,
        mark.marker,
        mark.rule,
    )


def _mark(passage: Passage, whole: Reach) -> QuantityMark | None:
    """The mark of one number, or `None` when nothing shows that it counts."""
    text = passage.text
    if whole.bound and whole.first.value == 1 and text.startswith("不止", whole.bound.start):
        return None  # 不止一次, more than once
    what = measure(passage, whole)
    if what is None or not _is_quantity(text, whole, what):
        return None
    low, high, value, operator = whole.judged(countable=what.dimension in ("count", "other"))
    if what.factor is not None:
        low, high, value = (None if part is None else part * what.factor for part in (low, high, value))
    if what.dimension == "temperature" and (frost := _FROST.search(text, max(0, whole.start - 4), whole.start)):
        low, high, value = (None if part is None else -part for part in (high, low, value))
        operator, what = _MIRRORED.get(operator, operator), replace(what, start=frost.start())
        bound = bounds.before(text, frost.start()) if operator == "=" else None
        if bound and bound.operator == "~" and value is not None:  # 大约|零下13度
            (high, low), operator, what = bounds.limits(value, "~", whole=False), "~", replace(what, start=bound.start)
    return QuantityMark(
        whole.start if what.start is None else min(what.start, whole.start),
        what.end if what.dimension == "magnitude" and what.unit is None else max(whole.end, what.end),  # 规模6.2|地震
        whole.number_start,
        whole.number_end,
        value,
        low,
        high,
        operator,
        what.unit,
        what.currency,
        what.dimension,
        whole.marker(text),
        _rule(whole, what, operator),
    )


def _is_quantity(text: str, whole: Reach, what: Measure) -> bool:
    """A number without a unit counts only in digits, beside a bound word, or before 死 and 伤."""
    number = whole.first
    if what.unit is not None or number.form in ("share", "quantifier"):
        return True
    if number.arabic:
        return True
    if number.form == "several":
        return False
    behind = text[whole.number_end : whole.number_end + 1]
    large = number.value is not None and number.value >= 100
    return large or whole.bound is not None or number.form in ("vague", "more") or behind in _BEFALLEN


def _rule(whole: Reach, what: Measure, operator: str) -> str:
    """The id of the rule that made a mark."""
    if what.dimension in ("money", "share", "magnitude", "duration"):
        return f"annotate.quantity.{what.dimension}"
    if whole.second is not None or whole.first.form == "pair":
        return "annotate.quantity.range"
    if whole.first.form in ("vague", "several", "quantifier"):
        return f"annotate.quantity.{whole.first.form}"
    return f"annotate.quantity.{'more' if whole.first.form == 'more' and operator == '>' else _RULE_OF[operator]}"


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """Set phrases by their first two characters."""
    by_first: dict[str, list[str]] = {}
    for row in rows("quantity_words.tsv"):
        for word in row[0].split():
            by_first.setdefault(word[:2], []).append(word)
    return {first: tuple(words) for first, words in by_first.items()}


def _phrase_at(text: str, start: int) -> bool:
    """True when a set phrase starts at a place."""
    words = _phrases().get(text[start : start + 2])
    return words is not None and text.startswith(words, start)


def _counts_nothing(text: str, kind: str, start: int, end: int) -> bool:
    """Ordinals, model and unit numbers, weekdays, and words that merely hold a numeral."""
    before = text[start - 1 : start]
    if before == "第" or (before in _SPACES and text.startswith("第", start - 2)):
        return True
    if kind != "figures":
        return kind in _PHRASED and _set_phrase(text, start, end, before)
    behind = text[end : end + 1]
    if behind in _NAMED_FIRST and (text.startswith(_NAMED_BY_NUMBER, end) or _is_event(text, start, end)):
        return True
    if text[start] == "0" and text[start + 1 : start + 2].isdigit():
        return True  # 01版, 007: nobody counts with a nought in front
    return (before in _CODE_BESIDE or behind in _CODE_BEHIND) and _identifier(text, start, end)


def _is_event(text: str, start: int, end: int) -> bool:
    """921大地震: the month and day of an event."""
    return end - start == _DAY_CODE and _EVENT.match(text, end) is not None


def in_set_phrase(text: str, kind: str, start: int, end: int) -> bool:
    """True for a number word of some kind that is part of a phrase which counts nothing (一致, 进一步)."""
    return kind in _PHRASED and _set_phrase(text, start, end, text[start - 1 : start])


def _set_phrase(text: str, start: int, end: int, before: str) -> bool:
    """一致, 进一步, 周一, 许多, and a lone numeral before a character that counts nothing."""
    first = text[start]
    if first in "几数多":
        if before == "多" and first == "数":
            return True  # 大多数人
        return before in (_QUANTIFIER if first == "多" else _COUNTING_NOUN) or _phrase_at(text, start)
    if end - start == 1 and (before in _HAN_FIRST or text[end : end + 1] not in behind_numeral()):
        return True
    if before in ("唯", "逐") or text.startswith("一一", start):
        return True
    if end - start == 1 and first in "百千万亿" and not _bounded(text, start, end):
        return True
    return _phrase_at(text, start)


def _bounded(text: str, start: int, end: int) -> bool:
    """上百人, 百余人: a bare 百, 千, 万, 亿 is a number only beside a bound word."""
    return text[start - 1 : start] in _ROUND or text[end : end + 1] in ("多", "余")


def _identifier(text: str, start: int, end: int) -> bool:
    """伊尔-76, 11-M, 08:52 and the like."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if (before in _CODE_BEFORE and not negative(text, start)) or (before in _COLON and text[start - 2 : start - 1].isdigit()):
        return True
    if behind not in _CODE_BEHIND:
        return False
    next_one = text[end + 1 : end + 2]
    if behind in _COLON:
        return next_one.isdigit()
    return behind not in _HYPHENS or (next_one.isascii() and next_one.isalpha())
