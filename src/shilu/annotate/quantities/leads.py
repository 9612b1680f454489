"""What belongs to a number before it: a bound word, a currency, a minus sign."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from shilu.annotate.quantities.bounds import Bound, before, beside
from shilu.annotate.quantities.passage import LOOSE, Passage
from shilu.model.patterns import late

_LOOSE = re.compile(rf"(?P<word>{'|'.join(LOOSE)})[^0-9，。、；：！？\s]{{1,6}}\Z")
_MAY = late("(?:可能会?|或许?会?|恐怕?会?|也许)(?:多达|高达|长达)$")
_MONEY = late(
    r"(?:人民币|新台币|(?<!新)台币|港币|港元|美金|美元|欧元|日币|澳门币|RMB|USD|(?:US|HK|NT)?[$＄]|[€£¥￥])\Z"
)  # 约新台币10亿元
_MONEY_ENDS = frozenset("币元金BD$＄€£¥￥")
_MINUS = frozenset("-－−")
_SIGNS = _MINUS | {"负"}
_BEFORE_MINUS = frozenset(["", *" \n\u3000（(，。、；：=“"])
_NO_MINUS_BEHIND = frozenset("胜正肩身担背抱辜欠自平亏")
_FLOOR = late(r"[0-9一二三四五六七八九十]{1,2}[层楼号]")


class Lead(Struct, frozen=True):
    """At least one of a bound word, a currency as written, and a minus sign."""

    bound: Bound | None
    money: str | None
    minus: bool


@cache
def _before_number() -> frozenset[str]:
    """Characters right before a number that may belong to it: the ends of bound words and of currencies, fillers, signs."""
    return beside() | _MONEY_ENDS | _SIGNS


def leading(passage: Passage, number: int) -> Lead | None:
    """What belongs to the number at a place, before it; `None` where nothing does."""
    text = passage.text
    sign = text[number - 1 : number]
    if sign not in _before_number():
        bound = _distant(passage, number) if passage.loose else None
        return Lead(bound, None, False) if bound else None
    minus = sign in _SIGNS and negative(text, number)
    start = number - minus
    money = _MONEY.search(text, max(0, start - 4), start) if text[start - 1 : start] in _MONEY_ENDS else None
    bound = _bound(text, number, start - len(money[0]) if money else start)
    if passage.loose and (bound is None or bound.operator == "="):
        bound = _distant(passage, number) or bound
    return Lead(bound, money[0] if money else None, minus) if bound or money or minus else None


def negative(text: str, start: int) -> bool:
    """True for a number with a minus sign: 负10, -10 at the head of a phrase; not for 伊尔-76, 身负3处伤, 负二层."""
    sign = text[start - 1 : start]
    if sign == "负":
        before_it = text[max(0, start - 2) : start - 1]
        return before_it not in _NO_MINUS_BEHIND and not before_it.isdecimal() and not _FLOOR.match(text, start)
    return sign in _MINUS and text[max(0, start - 2) : start - 1] in _BEFORE_MINUS


def _bound(text: str, number: int, start: int) -> Bound | None:
    """The bound word right before a number, or before its currency; no such word holds what parts clauses."""
    bound = before(text, start)
    if bound is None:
        return None
    if bound.operator.endswith("round"):
        return bound._replace(operator=bound.operator.removesuffix("round")) if text[number] in "十百千万亿半" else None
    if bound.operator == "=" and text[bound.end - 1] == "达" and (may := _MAY.search(text, max(0, bound.start - 4), bound.end)):
        return Bound(may.start(), bound.end, "<=")  # 可能多达30人
    return bound


def _distant(passage: Passage, number: int) -> Bound | None:
    """A bound word a verb away from its number (至少造成三人死亡), in the same clause."""
    found = _LOOSE.search(passage.text, max(passage.clause(number), number - 9), number)
    if found is None:
        return None
    least = found["word"][0] in "至最起" and "多" not in found["word"]
    return Bound(found.start("word"), found.end("word"), ">=" if least else "<=")
