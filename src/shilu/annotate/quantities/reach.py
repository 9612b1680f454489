"""How far a quantity reaches: bound word before, second end of a range, unit, bound word behind; and what they make of it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from shilu.annotate.quantities.bounds import Bound, after, before, limits, more
from shilu.annotate.quantities.numbers import Said, number_at, said
from shilu.annotate.quantities.units import Unit, unit_at

_LINK = re.compile(r"[ \u00a0]?(?:至|到|或|-|－|—|–|~|～|〜|、(?=[一二三四五六七八九两]))[ \u00a0]?")
_LOOSE = re.compile(r"(?P<word>至少|最少|起码|最多|至多)[^0-9，。、；：！？\s]{1,6}\Z")
_MORE_BEHIND = re.compile(r"多(?![国边方元数媒])")
_MONEY = re.compile(
    r"(?:人民币|新台币|(?<!新)台币|港币|港元|美金|美元|欧元|日币|澳门币|RMB|USD|(?:US|HK|NT)?[$＄]|[€£¥￥])\Z"
)  # 约新台币10亿元
_MONEY_ENDS = frozenset("币元金BD$＄€£¥￥")
_SPACES = frozenset(" \u00a0\u3000")
_LINK_STARTS = frozenset("至到或-－—–~～〜、 \u00a0")


class Reach(NamedTuple):
    """One or two numbers with what stands around them. `start:end` covers all of it."""

    start: int
    end: int
    first: Said
    second: Said | None
    number_end: int
    unit: Unit | None
    unit_start: int
    bound: Bound | None
    tail: Bound | None
    odd: bool
    floor: int
    money: str | None

    def marker(self, text: str) -> str | None:
        """The bound words as written, or `None`."""
        words = [text[bound.start : bound.end] for bound in (self.bound, self.tail) if bound]
        if self.first.form == "more":
            words.append(next(word for word in "多余几来" if word in text[self.first.start : self.first.end]))
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
        return self._single(first.value, countable)

    def _single(self, value: Decimal, countable: bool) -> tuple[Decimal | None, Decimal | None, Decimal | None, str]:
        """One number with its bound words."""
        operators = [bound.operator for bound in (self.tail, self.bound) if bound and bound.operator != "="]
        if self.first.form == "more" or self.odd:
            low, high = more(value, self.first.places, self.first.scale, whole=countable and not self.odd)
            if ">" in operators or ">=" in operators:
                high = high if high is not None and high > value + 1 else None
            return low, high, value, "~" if "~" in operators else ">"
        operator = operators[0] if operators else "="
        low, high = limits(value, operator, whole=countable)
        return low, high, value, "<" if operator == "near" else operator


def _top(number: Said) -> Decimal | None:
    """The upper end that a number stands for."""
    return number.high if number.high is not None else number.value


def reach(text: str, number: Said, floor: int) -> Reach:
    """Everything that belongs to a number; `floor` is where its clause begins."""
    unit, unit_start = _unit(text, number.end)
    end = unit_start + len(unit.word) if unit else number.end
    second = _second(text, number, end)
    number_end = number.end
    if second is not None:
        number_end = second.end
        unit, unit_start = _unit(text, second.end)
        end = unit_start + len(unit.word) if unit else second.end
        number = _scaled_like(number, second)
    odd = bool(unit and second is None and number.form == "exact" and _MORE_BEHIND.match(text, end))
    end += odd
    money = _currency(text, number.start, floor)
    bound, tail = _bound(text, number, floor, number.start - len(money or "")), after(text, end)
    start = bound.start if bound else number.start
    return Reach(start, tail.end if tail else end, number, second, number_end, unit, unit_start, bound, tail, odd, floor, money)


def _currency(text: str, start: int, floor: int) -> str | None:
    """The currency right before a number, as written."""
    if text[start - 1 : start] not in _MONEY_ENDS:
        return None
    found = _MONEY.search(text, max(floor, start - 4), start)
    return found[0] if found else None


def _unit(text: str, end: int) -> tuple[Unit | None, int]:
    """The unit behind a number, over one space."""
    start = end + 1 if text[end : end + 1] in _SPACES else end
    return unit_at(text, start), start


def _second(text: str, number: Said, end: int) -> Said | None:
    """The other end of a range: 70至100人, 20人到30人, 3-5天."""
    at = number.end
    if text[at : at + 1] not in _LINK_STARTS and text[end : end + 1] not in _LINK_STARTS:
        return None
    link = _LINK.match(text, at) or _LINK.match(text, end) if number.form in ("exact", "more") else None
    found = number_at(text, link.end()) if link else None
    other = said(text, found) if found else None
    if other is None or other.form not in ("exact", "more") or number.value is None or other.value is None:
        return None
    return other if _scaled_like(number, other).value < other.value else None  # type: ignore[operator]  # both have values


def _scaled_like(number: Said, other: Said) -> Said:
    """3至5万 means 30,000 to 50,000: a small first end takes the unit that only the second one names."""
    if number.value is None or other.value is None or number.value >= 1000 or other.value < 10000 or not number.value:
        return number
    unit = Decimal(10**8) if other.value >= 10**8 else Decimal(10**4)
    value = number.value * unit
    return number if value >= other.value else number._replace(value=value, low=value, high=value)


def _bound(text: str, number: Said, floor: int, start: int) -> Bound | None:
    """The bound word before a number: right before it, or 至少 a verb away (至少造成三人死亡)."""
    bound = before(text, start, floor)
    if bound and bound.operator.endswith("round"):
        bound = bound._replace(operator=bound.operator.removesuffix("round")) if text[number.start] in "十百千万亿半" else None
    if bound is None or bound.operator == "=":
        loose = _LOOSE.search(text, max(floor, number.start - 9), number.start)
        if loose:
            return Bound(
                loose.start("word"), loose.end("word"), ">=" if loose["word"][0] in "至最起" and "多" not in loose["word"] else "<="
            )
    return bound
