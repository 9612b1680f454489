"""Set the quantity marks of one text: find number words, look at what stands before and behind, leave out what counts nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from shilu.annotate.quantities.measures import Measure, measure
from shilu.annotate.quantities.numbers import NUMBER, Said, said
from shilu.annotate.quantities.reach import Reach, reach
from shilu.annotate.quantities.units import rows
from shilu.annotate.reading import Reading
from shilu.model.marks import QuantityMark

_HAN_FIRST = frozenset("第周期曜拜初之这那哪某进统唯任专单首同惟")
_HYPHENS = "-－–—‐"
_QUANTIFIER = frozenset("很许更较太诸众大最差不至繁过极甚好居偏增")
_COUNTING_NOUN = frozenset("人总次指参函系岁度点件票户少无半大倍分基复整对")


def marks(read: Reading, taken: Sequence[tuple[int, int]]) -> Iterator[QuantityMark]:
    """All quantities outside the taken ranges (dates, names), in order."""
    text, at = read.text, 0
    while found := NUMBER.search(text, at):
        at = found.end()
        number = said(text, found)
        if number is None or _counts_nothing(text, number, found.lastgroup or "") or _inside(taken, number):
            continue
        mark = _mark(read, number)
        if mark:
            yield mark
            at = max(at, mark.number_end)


def _mark(read: Reading, number: Said) -> QuantityMark | None:
    """The mark of one number, or `None` when nothing shows that it counts."""
    text = read.text
    whole = reach(text, number, _clause_start(read, number.start))
    what = measure(read, whole)
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


def _inside(taken: Sequence[tuple[int, int]], number: Said) -> bool:
    """True when a date or a name covers part of the number."""
    at = bisect_right(taken, (number.start, 10**9))
    return any(start < number.end and number.start < end for start, end in taken[max(0, at - 3) : at + 1])


def _clause_start(read: Reading, position: int) -> int:
    """Where the clause of a position begins; a comma inside a number does not matter here."""
    at = bisect_right(read.clauses, (position, 10**9)) - 1
    return read.clauses[at][0] if at >= 0 else 0


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """Set phrases by their first character."""
    by_first: dict[str, list[str]] = {}
    for row in rows("quantity_words.tsv"):
        for word in row[0].split():
            by_first.setdefault(word[0], []).append(word)
    return {first: tuple(words) for first, words in by_first.items()}


def _counts_nothing(text: str, number: Said, kind: str) -> bool:
    """Ordinals, model and unit numbers, weekdays, and words that merely hold a numeral."""
    before = text[number.start - 1 : number.start]
    if before == "第" or (kind in ("han", "several", "vague", "half") and _set_phrase(text, number, before)):
        return True
    if kind in ("arabic", "ascale", "mixed"):
        return _identifier(text, number)
    return False


def _set_phrase(text: str, number: Said, before: str) -> bool:
    """一致, 进一步, 周一, 许多 ..."""
    first = text[number.start]
    if any(text.startswith(word, number.start) for word in _phrases().get(first, ())):
        return True
    if first in "几数多":
        return before in (_QUANTIFIER if first == "多" else _COUNTING_NOUN) and before != ""
    return number.end - number.start == 1 and before in _HAN_FIRST and before != ""


def _identifier(text: str, number: Said) -> bool:
    """伊尔-76, 11-M, 08:52, 1101211) and the like."""
    before, behind = text[number.start - 1 : number.start], text[number.end : number.end + 1]
    if before and before in _HYPHENS + "#№_@&=":
        return True
    if (before in (":", "：") and text[number.start - 2 : number.start - 1].isdigit()) or (
        behind in (":", "：") and behind and text[number.end + 1 : number.end + 2].isdigit()
    ):
        return True
    return bool(behind) and (
        behind in "/_@"
        or (
            behind in _HYPHENS
            and text[number.end + 1 : number.end + 2].isascii()
            and text[number.end + 1 : number.end + 2].isalpha()
        )
    )
