"""Bound words and what they do to a number: the contract's inclusive bounds."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from typing import NamedTuple

from shilu.annotate.quantities.units import rows
from shilu.lang.patterns import longest

_FILLER = "有了为在是达的已共将「“\"'『 \u00a0"  # may stand between a bound word and its number: 至少有3人, 「远超过」50人
_CLOSING = "」”\"'』"
_PASSED = frozenset(_FILLER + _CLOSING)
_STEP, _NO_STEP = Decimal(1), Decimal(0)
_LESS, _MORE = Decimal("0.9"), Decimal("1.1")


class Bound(NamedTuple):
    """A bound word at `start:end` with its operator (`=`, `>`, `>=`, `<`, `<=`, `~`, `near`)."""

    start: int
    end: int
    operator: str


@cache
def _words(side: str) -> dict[str, str]:
    """Bound words of one side -> operator."""
    return {word: operator for words, at, operator in rows("quantity_bounds.tsv") if at == side for word in words.split()}


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """The last character of a bound word before a number -> lengths of such words, longest first; fillers too."""
    sizes: dict[str, set[int]] = {character: set() for character in _PASSED}
    for word in _words("pre"):
        sizes.setdefault(word[-1], set()).add(len(word))
    return {character: tuple(sorted(lengths, reverse=True)) for character, lengths in sizes.items()}


def before(text: str, start: int) -> Bound | None:
    """The bound word that stands right before a number, over fillers."""
    sizes, words = _sizes(), _words("pre")
    for end in range(start, max(0, start - 4), -1):
        lengths = sizes.get(text[end - 1])
        if lengths is None:
            return None
        for size in lengths:
            operator = words.get(text[end - size : end]) if end >= size else None
            if operator:
                if text[end : end + 1] == "的" and text[end - size] == "最":
                    return None  # 净利润最高的五家: the first five, not five at most
                return None if operator == "-" else Bound(end - size, end, operator)
        if text[end - 1] not in _PASSED:
            return None
    return None


@cache
def beside() -> frozenset[str]:
    """What a number with a bound word has right before it: the end of such a word, or a filler."""
    return frozenset(_sizes())


@cache
def tail_pattern() -> str:
    """A pattern for the longest bound word behind a number and its unit."""
    return longest(_words("post"))


def after(word: str) -> str:
    """The operator of a bound word behind."""
    return _words("post")[word]


Limits = tuple[Decimal | None, Decimal | None]


def limits(value: Decimal, operator: str, *, whole: bool) -> Limits:
    """Inclusive bounds of a value under an operator; `whole` for countable things, where more than N begins at N + 1."""
    if operator == "=":
        return value, value
    if operator == ">=":
        return value, None
    if operator == "<=":
        return None, value
    step = _STEP if whole and value == value.to_integral_value() else _NO_STEP
    if operator == ">":
        return value + step, None
    return (None, value - step) if operator == "<" else _around(value, step, near=operator == "near")


def _around(value: Decimal, step: Decimal, *, near: bool) -> Limits:
    """A tenth either way (约), or only downwards (近); in whole numbers when `step` is one."""
    low, high = value * _LESS, value * _MORE
    if step:
        low, high = low.to_integral_value(ROUND_CEILING), high.to_integral_value(ROUND_FLOOR)
    if near:
        return min(low, value - step), value - step  # below ten, nine tenths round up to the number itself
    return low, high


def more(value: Decimal, places: int, scale: Decimal, *, whole: bool) -> Limits:
    """Bounds of `100多` (101 to 199) and `20多万`: up to the next unit of the last place that was said.

    `value` is the number with `scale` (万, 亿 behind 多) applied; `places` the zeros at the end of what was said.
    """
    step = _STEP if whole else _NO_STEP
    room = Decimal(10) ** places * scale
    return value + step, (value + room - step if room > 1 or not whole else None)
