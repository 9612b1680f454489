"""Set the quantity marks of one text: find number words, look at what stands before and behind, leave out what counts nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from shilu.annotate.quantities.measures import Measure, measure
from shilu.annotate.quantities.numbers import NUMBER, TRIGGER, Said, said
from shilu.annotate.quantities.reach import Reach, reach
from shilu.annotate.quantities.units import countable_at, rows
from shilu.annotate.reading import Reading
from shilu.model.marks import QuantityMark

_HAN_FIRST = frozenset("第周期曜拜初之这那哪某进统唯任专单首同惟")
_ROUND = frozenset("上近过逾破超约满足达")
_FAR = 10**9
_HYPHENS = "-－–—‐"
_QUANTIFIER = frozenset("很许更较太诸众大最差不至繁过极甚好居偏增")
_COUNTING_NOUN = frozenset("人总次指参函系岁度点件票户少无半大倍分基复整对")


def marks(read: Reading, taken: Sequence[tuple[int, int]]) -> Iterator[QuantityMark]:
    """All quantities outside the taken ranges (dates, names), in order."""
    text, at = read.text, 0
    while trigger := TRIGGER.search(text, at):
        at = trigger.start() + 1
        found = NUMBER.match(text, trigger.start())
        if found is None:
            continue
        at = found.end()
        if _counts_nothing(text, found) or _inside(taken, found):
            continue
        number = said(text, found)
        mark = _mark(read, number) if number else None
        if mark:
            yield mark
            at = max(at, mark.number_end)


def _mark(read: Reading, number: Said) -> QuantityMark | None:
    """The mark of one number, or `None` when nothing shows that it counts."""
    text = read.text
    whole = reach(text, number, _clause_start(read, number.start))
    what = measure(read, whole)
    if whole.bound and number.value == 1 and text.startswith("不止", whole.bound.start):
        return None  # 不止一次, more than once
    if what is None or not _is_quantity(text, whole, what):
        return None
    low, high, value, operator = whole.judged(countable=what.dimension in ("count", "other"))
    if what.factor is not None:
        low, high, value = (None if part is None else part * what.factor for part in (low, high, value))
    return QuantityMark(
        whole.start if what.start is None else min(what.start, whole.start),
        max(whole.end, what.end),
        number.start,
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
    return large or whole.bound is not None or number.form in ("vague", "more") or behind in "死伤亡"


def _rule(whole: Reach, what: Measure, operator: str) -> str:
    """The id of the rule that made a mark."""
    if what.dimension in ("money", "share", "magnitude", "duration"):
        return f"annotate.quantity.{what.dimension}"
    if whole.second is not None or whole.first.form == "pair":
        return "annotate.quantity.range"
    if whole.first.form in ("vague", "several", "quantifier"):
        return f"annotate.quantity.{whole.first.form}"
    names = {"=": "exact", ">": "over", ">=": "at_least", "<": "under", "<=": "at_most", "~": "about"}
    return f"annotate.quantity.{'more' if whole.first.form == 'more' and operator == '>' else names[operator]}"


def _inside(taken: Sequence[tuple[int, int]], found: re.Match[str]) -> bool:
    """True when a date or a name covers part of the number."""
    start, end = found.span()
    at = bisect_right(taken, (start, _FAR))
    return any(one[0] < end and start < one[1] for one in taken[max(0, at - 3) : at + 1])


def _clause_start(read: Reading, position: int) -> int:
    """Where the clause of a position begins; a comma inside a number does not matter here."""
    at = bisect_right(read.clauses, (position, _FAR)) - 1
    return read.clauses[at][0] if at >= 0 else 0


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """Set phrases by their first character."""
    by_first: dict[str, list[str]] = {}
    for row in rows("quantity_words.tsv"):
        for word in row[0].split():
            by_first.setdefault(word[0], []).append(word)
    return {first: tuple(words) for first, words in by_first.items()}


def _counts_nothing(text: str, found: re.Match[str]) -> bool:
    """Ordinals, model and unit numbers, weekdays, and words that merely hold a numeral."""
    start, kind = found.start(), found.lastgroup
    before = text[start - 1 : start]
    if before == "第":
        return True
    if kind in ("han", "several", "vague", "half"):
        return _set_phrase(text, found, before)
    return kind in ("arabic", "ascale", "mixed") and _identifier(text, *found.span())


def _set_phrase(text: str, found: re.Match[str], before: str) -> bool:
    """一致, 进一步, 周一, 许多, and a lone numeral before a character that counts nothing."""
    start, end = found.span()
    first = text[start]
    if first in "几数多":
        unlike = before in (_QUANTIFIER if first == "多" else _COUNTING_NOUN)
        return unlike or text.startswith(_phrases().get(first, ()), start)
    if before in ("唯", "逐") or text[start : start + 2] == "一一":
        return True
    if end - start == 1 and text[start] in "百千万亿" and not _bounded(text, start, end):
        return True
    if end - start == 1 and (before in _HAN_FIRST or not countable_at(text, end)):
        return True
    return text.startswith(_phrases().get(first, ()), start)


def _bounded(text: str, start: int, end: int) -> bool:
    """上百人, 百余人: a bare 百, 千, 万, 亿 is a number only beside a bound word."""
    return text[start - 1 : start] in _ROUND or text[end : end + 1] in ("多", "余")


def _identifier(text: str, start: int, end: int) -> bool:
    """伊尔-76, 11-M, 08:52 and the like."""
    before, behind, next_one = text[start - 1 : start], text[end : end + 1], text[end + 1 : end + 2]
    if before and before in _HYPHENS + "#№_@&=":
        return True
    clock = before in (":", "：") and text[start - 2 : start - 1].isdigit()
    if clock or (behind in (":", "：") and next_one.isdigit()):
        return True
    model = behind != "" and behind in _HYPHENS and next_one.isascii() and next_one.isalpha()
    return model or (behind != "" and behind in "/_@")
