"""How far a quantity reaches: bound word before, second end of a range, unit, bound word behind; and what they make of it."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from shilu.annotate.quantities.bounds import Bound, after, limits, more, tail_pattern
from shilu.annotate.quantities.leads import Lead
from shilu.annotate.quantities.numbers import HALF, MORE_STARTS, Said, continued, said
from shilu.annotate.quantities.passage import Passage
from shilu.annotate.quantities.units import BEHIND, Unit, behind_numeral, unit_begins, unit_pattern, units
from shilu.annotate.quantities.words import HAN_NUMERALS, number_pattern
from shilu.model.patterns import late

_LINK = re.compile(
    r"[ \u00a0]?(?:至|到|或|-|－|—|–|~|～|〜|(?<=[一二三四五六七八九十两百千])、(?=[一二三四五六七八九两]))[ \u00a0]?"
)
_HALF_BEHIND = late("半(?![导径岛数夜途决载成年月天日小个])")
_MEASURES = frozenset(["duration", "length", "area", "mass", "volume"])
_COUNTED = frozenset(["count", "household"])
_MORE_BEHIND = late(r"多(?![国边方元数媒])")
_SIX = Context(prec=6)
_SPACE = " \u00a0\u3000"
_SPACES = frozenset(_SPACE)
LINKS = frozenset("至到或-－—–~～〜、 \u00a0")


class Reach(Struct, frozen=True):
    """One or two numbers with what stands around them. `start:end` covers all of it."""

    start: int
    end: int
    first: Said
    second: Said | None
    number_start: int
    number_end: int
    unit: Unit | None
    unit_start: int
    bound: Bound | None
    tail: Bound | None
    odd: bool
    money: str | None

    def marker(self, text: str) -> str | None:
        """The bound words as written, or `None`."""
        if self.bound is None and self.tail is None and self.first.form != "more":
            return None
        words = [text[bound.start : bound.end] for bound in (self.bound, self.tail) if bound]
        if self.first.form == "more":
            words.append(next(word for word in "多余几来" if word in text[self.number_start : self.number_end]))
        return "…".join(words) or None

    def judged(self, *, countable: bool) -> tuple[Decimal | None, Decimal | None, Decimal | None, str]:
        """Low, high, value and operator, as the contract bounds them."""
        first = self.first
        if self.second is not None:
            return first.low if first.low is not None else first.value, _top(self.second), None, "range"
        if first.form == "pair":
            return first.low, first.high, None, "range"
        if first.form in ("vague", "several", "quantifier"):
            return first.low, first.high, None, "vague"
        assert first.value is not None
        return self._single(_rounded(first.value) if first.form == "share" else first.value, countable)

    def _single(self, value: Decimal, countable: bool) -> tuple[Decimal | None, Decimal | None, Decimal | None, str]:
        """One number with its bound words."""
        operators = [bound.operator for bound in (self.tail, self.bound) if bound and bound.operator != "="]
        if self.first.form == "more" or self.odd:
            low, high = more(value, self.first.places, self.first.scale, whole=countable and not self.odd)
            if ">" in operators or ">=" in operators:
                high = high if high is not None and high > value + 1 else None
            if "~" in operators:  # 约5000多人: about the number, which is then one of those meant
                return value, high, value, "~"
            return low, high, value, ">"
        operator = operators[0] if operators else "="
        low, high = limits(value, operator, whole=countable)
        return low, high, value, "<" if operator == "near" else operator


def _rounded(share: Decimal) -> Decimal:
    """A share in per cent to six figures: a third is 33.3333."""
    return share if share == (short := _SIX.plus(share)) else short


def _top(number: Said) -> Decimal | None:
    """The upper end that a number stands for."""
    return number.high if number.high is not None else number.value


@cache
def numbers() -> re.Pattern[str]:
    """Number words to begin with, with the unit and the bound word right behind them: a lone numeral before what counts nothing
    (统一, 一直) is none."""
    numerals = "".join(sorted(HAN_NUMERALS))
    figure = rf"(?=[{numerals}壹贰叁柒捌玖佰仟{BEHIND}\-]|[ ][{numerals}]|[兆又][一二三四五六七八九壹]|{unit_begins()})"
    hundreds = f"(?<=[百千万亿])(?=[{''.join(sorted(behind_numeral() - {'-'}))}])"
    number = number_pattern(f"(?:{figure}|{hundreds})")
    return re.compile(rf"({number})(?:[{_SPACE}]?({unit_pattern()}))?({tail_pattern()})?")


@cache
def _lone() -> re.Pattern[str]:
    """Number words in characters behind another one: what follows them does not matter."""
    return re.compile(f"({number_pattern('')})")


def _second_number(text: str, at: int) -> re.Match[str] | None:
    """A number word behind another one. What begins with a figure is the same as elsewhere, and so is most of the rest."""
    found = numbers().match(text, at)
    return _lone().match(text, at) if found is None and text[at : at + 1] in HAN_NUMERALS else found


def reach(passage: Passage, found: re.Match[str], number: Said, lead: Lead | None) -> Reach:
    """Everything that belongs to a number that is found in a passage."""
    text = passage.text
    start, number_end = found.span(1)
    word, unit_start = found[2], found.start(2)
    tail = Bound(*found.span(3), after(found[3])) if found[3] else None
    end = number_end if word is None else found.end(2)
    second: Said | None = None
    if text[number_end : number_end + 1] in MORE_STARTS:
        number, number_end = continued(text, start, number_end, number)
        word, unit_start, end = _unit(text, number_end)
        tail = _tail(text, end)
    if text[number_end : number_end + 1] in LINKS or text[end : end + 1] in LINKS:
        second, number_end = _second(text, number, number_end, end)
        if second is not None:
            word, unit_start, end = _unit(text, number_end)
            tail = _tail(text, end)
            number = _scaled_like(number, second)
    unit = None if word is None else units()[word]
    if unit and unit.dimension in ("half", "more"):  # 两个半小时, 三个多月
        half, odd = unit.dimension == "half", unit.dimension == "more"
        unit = units()[f"个{unit.word[2:]}"]
    else:
        odd = text[end : end + 1] == "多" and _odd(text, number, second, unit, end)
        half = text[end : end + 1] == "半" and _half(text, number, second, unit, end)
        end += odd or half
        tail = _tail(text, end) if odd or half else tail
    if half and number.value is not None:
        number = _moved(number, number.value + HALF)
    bound, money = (lead.bound, lead.money) if lead else (None, None)
    if lead and lead.minus and number.value is not None:
        start, number = start - 1, _moved(number, -number.value)
    first = start if bound is None else bound.start
    last = end if tail is None else tail.end
    return Reach(first, last, number, second, start, number_end, unit, unit_start, bound, tail, odd, money)


def _moved(number: Said, value: Decimal) -> Said:
    """An exact number with another value."""
    return replace(number, value=value, low=value, high=value)


def _half(text: str, number: Said, second: Said | None, unit: Unit | None, end: int) -> bool:
    """三年半, 五公里半: half a unit more."""
    measured = unit is not None and unit.dimension in _MEASURES
    return measured and second is None and number.form == "exact" and _HALF_BEHIND.match(text, end) is not None


def _odd(text: str, number: Said, second: Said | None, unit: Unit | None, end: int) -> bool:
    """三年多, 5公里多: more behind the unit; 两人多次 is two people, many times."""
    return (
        unit is not None
        and unit.dimension not in _COUNTED
        and second is None
        and number.form == "exact"
        and _MORE_BEHIND.match(text, end) is not None
    )


def _tail(text: str, end: int) -> Bound | None:
    """The bound word right behind a number and its unit."""
    found = _tails().match(text, end)
    return Bound(*found.span(), after(found[0])) if found else None


@cache
def _tails() -> re.Pattern[str]:
    return re.compile(tail_pattern())


def _unit(text: str, end: int) -> tuple[str | None, int, int]:
    """The unit behind a number, over one space; where it begins, and where all of it ends."""
    start = end + (text[end : end + 1] in _SPACES)
    for size in _sizes().get(text[start : start + 1], ()):
        if (word := text[start : start + size]) in units():
            return word, start, start + len(word)
    return None, -1, end


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """How many characters units have that begin with a character, the most first."""
    found: dict[str, set[int]] = {}
    for word in units():
        found.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}


def _second(text: str, number: Said, number_end: int, end: int) -> tuple[Said | None, int]:
    """The other end of a range and where it ends: 70至100人, 20人到30人, 3-5天."""
    link = _LINK.match(text, number_end) or _LINK.match(text, end) if number.form in ("exact", "more") else None
    found = _second_number(text, link.end()) if link else None
    other = said(found[1]) if found else None
    if found is None or other is None:
        return None, number_end
    other, other_end = continued(text, *found.span(1), other)
    if other.form not in ("exact", "more") or number.value is None or other.value is None:
        return None, number_end
    return (other, other_end) if _scaled_like(number, other).value < other.value else (None, number_end)  # type: ignore[operator]  # both have values


def _scaled_like(number: Said, other: Said) -> Said:
    """3至5万 means 30,000 to 50,000: a small first end takes the unit that only the second one names."""
    if number.value is None or other.value is None or number.value >= 1000 or other.value < 10000 or not number.value:
        return number
    unit = Decimal(10**8) if other.value >= 10**8 else Decimal(10**4)
    value = number.value * unit
    return number if value >= other.value else replace(number, value=value, low=value, high=value)
