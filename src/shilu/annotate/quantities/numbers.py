"""Number words: where one stands, what it says, and how exactly it says it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from shilu.annotate.quantities.words import HAN_DIGIT, ORDINARY
from shilu.lang.zh.numerals import LONGEST, number

LARGEST = 24  # digits behind the first: 万万万万万万万 is no number, and exact arithmetic ends at 28
_QUANTIFIERS = "许多|很多|大量|大批|众多|不少|无数|所有"
_CROWDS = "成千上万|成百上千|成百上万"
_WORDS = re.compile(
    rf"""(?P<crowd>{_CROWDS}|数以[十百千万亿]+计)
    |(?P<vague>[几数][十百千万亿]+)
    |(?P<quantifier>{_QUANTIFIERS})
    |(?:(?P<whole>.+)又)?(?P<below>.+)分之(?P<share>.+)
    |(?P<tenths>[一二三四五六七八九两])成(?P<half>[半一二三四五六七八九])
    |(?P<several>若干|[几数多])
    |(?P<figures>[0-9０-９.].*)
    |(?P<han>.+)""",
    re.VERBOSE | re.DOTALL,
)
_MORE = re.compile(r"(?P<gap>[ \u00a0])?(?P<more>[多余来几])(?(gap)[ \u00a0]?)(?P<scale>万亿|[百千]?万|亿)?")
_PAIR = re.compile(
    rf"(?P<head>(?:[{HAN_DIGIT}]?[百十])?)(?P<a>[一二两三四五六七八])(?P<b>[二两三四五六七八九])(?P<tail>[十百千万亿]*)\Z"
)
_NEIGHBOURS = {(a, b) for a, b in zip("一二三四五六七八", "二三四五六七八九", strict=True)} | {
    ("一", "两"),
    ("两", "三"),
    ("三", "五"),
}
_ONE, _HUNDRED = Decimal(1), Decimal(100)
HALF = Decimal("0.5")
MORE_STARTS = frozenset("多余来几 \u00a0")
_ONES = {"几": (3, 9), "数": (3, 9)}
_MAGNITUDE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


class Said(Struct, frozen=True):
    """A number as said. `form`: exact, more, pair, vague, several, quantifier, share.

    `kind`: the pattern that it was written in. `places`: zeros at its end; `scale`: what stands behind 多 (20多万).
    """

    kind: str
    form: str
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    places: int = 0
    scale: Decimal = _ONE
    arabic: bool = False


def said(words: str) -> Said | None:
    """Read the words of a number; `None` when they are none after all."""
    return _common(words) if len(words) <= LONGEST else _said(words)


def _said(words: str) -> Said | None:
    plain = words.translate(ORDINARY).replace(" ", "")
    found = _WORDS.fullmatch(plain)
    assert found is not None
    kind = found.lastgroup or ""
    read = _plain(plain, kind) if kind in ("figures", "han") else _READERS[kind](found)
    absurd = read is not None and read.value is not None and read.value.adjusted() > LARGEST
    return None if absurd else read


_common = lru_cache(maxsize=4096)(_said)  # for the numbers of ordinary length, few of which are met only once


def _quantifier(_found: re.Match[str]) -> Said:
    """许多, 大量: a count of which nothing is known."""
    return Said("quantifier", "quantifier", None)


def _several(found: re.Match[str]) -> Said:
    """多名 is two or more, 几名 and 数名 three to nine."""
    low, high = _ONES.get(found[0], (2, None))
    return Said("several", "several", None, Decimal(low), Decimal(high) if high else None)


def _plain(words: str, kind: str) -> Said | None:
    """Digits or numerals."""
    low, high, places = _numeral(words)
    if low is None:
        return None
    if low != high:
        return Said(kind, "pair", None, low, high)
    return Said(kind, "exact", low, low, low, places, _ONE, kind == "figures")


def continued(text: str, start: int, end: int, number: Said) -> tuple[Said, int]:
    """A number with the 多, 余, 几 or 来 behind it, and the larger unit behind that (20多万); itself where there is none."""
    behind = _MORE.match(text, end) if number.form == "exact" else None
    if behind is None or _no_more(text, text[start:end], behind, number.places):
        return number, end
    scale = _scale(behind["scale"] or "")
    assert number.value is not None
    if behind["more"] == "几":
        low, high = (number.value + 1) * scale, (number.value + 10**number.places) * scale - 1
        return Said(number.kind, "vague", None, low, high), behind.end()
    return Said(number.kind, "more", number.value * scale, None, None, number.places, scale, number.arabic), behind.end()


def _numeral(words: str) -> tuple[Decimal | None, Decimal | None, int]:
    """Both ends of two neighbouring digits (三四十), else a numeral's value twice; and the zeros at its end if it is whole."""
    if pair := _pair(words):
        return *pair, 0
    value = _number(words)
    return value, value, _places(value) if value is not None and value == value.to_integral_value() else 0


def _number(words: str) -> Decimal | None:
    """The value of a numeral, with a bare 百/万 read as one of it and 点 as the decimal point."""
    if words == "半":
        return HALF
    if words[0] in "万亿百千":
        words = "一" + words
    if words.endswith("兆"):
        millions = number(words[:-1])
        return None if millions is None else millions * 10**12
    if "点" not in words:
        return number(words)
    whole, _, rest = words.partition("点")
    digits = rest.rstrip("万亿")
    left, right = number(whole), "".join(str(number(digit)) for digit in digits)
    return None if left is None or not right else (left + Decimal(f"0.{right}")) * _scale(rest[len(digits) :])


def _no_more(text: str, words: str, behind: re.Match[str], places: int) -> bool:
    """多 that belongs to another word (多国, 余震), 来 that is a verb, or 几 behind a number without zeros."""
    after = text[behind.end() : behind.end() + 1]
    if behind["more"] == "几":
        return places == 0
    if behind["more"] == "余":
        return after in ("震", "波")
    if behind["more"] == "来":
        return words[-1] not in "十百0" or after not in tuple("个名人万天年次家件")
    if behind["more"] == "多" and after == "元":
        return text[behind.end() + 1 : behind.end() + 2] in tuple("化文素")  # 多元化
    return behind["more"] == "多" and after in tuple("国边方数")


def _pair(words: str) -> tuple[Decimal, Decimal] | None:
    """Two neighbouring digits are a range: 两三百, 三四十, 十五六."""
    match = _PAIR.match(words)
    if match is None or (match["a"], match["b"]) not in _NEIGHBOURS:
        return None
    low, high = (number(match["head"] + match[side] + match["tail"]) for side in ("a", "b"))
    if low is None or high is None or low >= high:
        return None
    return low, high


def _vague(found: re.Match[str]) -> Said:
    """几十, 数百万: from two of the unit to just under ten of it."""
    unit = _scale(found[0][1:])
    return Said(found.lastgroup or "", "vague", None, 2 * unit, 10 * unit - 1)


def _crowd(found: re.Match[str]) -> Said:
    """成千上万, 数以百计: a lower bound only."""
    words = found[0]
    unit = _scale(words[2:-1]) if words.startswith("数以") else _scale(words[1])
    return Said(found.lastgroup or "", "vague", None, unit, 10 * unit - 1 if words.startswith("数以") else None)


def _share(found: re.Match[str]) -> Said | None:
    """百分之五十 is 50 of a hundred, 三分之一 a third in per cent; 三又二分之一 is a number, not a share."""
    above, below, whole = (_number(found[part] or "0") for part in ("share", "below", "whole"))
    if above is None or whole is None or not below:
        return None
    if found["whole"]:
        value = whole + above / below
        return Said("figures" if found[0][0].isdigit() else "han", "exact", value, value, value, 0, _ONE, found[0][0].isdigit())
    value = above if below == _HUNDRED else _HUNDRED * above / below
    return Said("share", "share", value, value, value)


def _tenths(found: re.Match[str]) -> Said | None:
    """三成半 is 35 per cent, 七成六 is 76."""
    whole, rest = number(found["tenths"]), Decimal(5) if found["half"] == "半" else number(found["half"])
    value = None if whole is None or rest is None else whole * 10 + rest
    return None if value is None else Said(found.lastgroup or "", "share", value, value, value)


def _scale(words: str) -> Decimal:
    """万 -> 10,000; 百万 -> 1,000,000; empty -> 1."""
    scale = Decimal(1)
    for character in words:
        scale *= _MAGNITUDE[character]
    return scale


def _places(value: Decimal) -> int:
    """Zeros at the end of a whole number: 2000 -> 3, 70 -> 1, 0 -> 0."""
    digits = str(int(value))
    return len(digits) - len(digits.rstrip("0")) if value else 0


_READERS = {"share": _share, "half": _tenths, "quantifier": _quantifier, "vague": _vague, "crowd": _crowd, "several": _several}
