"""Chinese and Arabic numerals -> exact values: 两万, 三千五百, 1.75亿, ３８１１, 二〇二三, 廿一, 4,266."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2, "廿": 20, "卅": 30}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
TRILLION = 10**12
FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
HAN = "零〇○一二两俩三四五六七八九十百千万亿廿卅"

LONGEST = 24  # characters: what is longer is an identifier or an attack, and no quantity of a news report

_ARABIC = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*([百千万亿]*)\Z")


def number(text: str) -> Decimal | None:
    """The value of a numeral in simplified script, or `None` when it is none. `number("1.75亿") == Decimal(175000000)`."""
    plain = text.translate(FULL_WIDTH).replace(",", "").replace(" ", "").replace("\u00a0", "").replace("\u3000", "")
    if not plain or len(plain) > LONGEST:
        return None
    if arabic := _ARABIC.match(plain):
        return _scaled(arabic[1], arabic[2])
    if all(c in DIGITS and DIGITS[c] < 10 for c in plain) and len(plain) > 1:
        return Decimal("".join(str(DIGITS[c]) for c in plain))
    above, trillions, below = plain.rpartition("兆")
    if not trillions:
        return _spoken(plain)
    high, low = _spoken(above), _spoken(below)
    return None if high is None or low is None else high * TRILLION + low


def _scaled(digits: str, units: str) -> Decimal | None:
    """Digits with unit characters behind them: 8千, 3.2万亿."""
    try:
        value = Decimal(digits)
    except InvalidOperation:
        return None
    for unit in units:
        value *= (SMALL | LARGE)[unit]
    return value.to_integral_value() if value == value.to_integral_value() else value


def _spoken(text: str) -> Decimal | None:
    """A numeral in place-value characters: 三千五百, 两万零三, 十二, 一亿三千万, 3千5百."""
    total = section = digit = 0
    seen = False
    last_unit = 10
    for c in text:
        if c in LARGE:
            below = section + digit
            if not seen:
                return None
            total = total + below * LARGE[c] if c == "万" and below else (total + below) * LARGE[c]
            section, digit, last_unit = 0, 0, LARGE[c]
        elif c in SMALL:
            section += (digit or (1 if c == "十" or not seen else digit)) * SMALL[c]
            digit, last_unit = 0, SMALL[c]
        elif c in DIGITS:
            digit = DIGITS[c] if DIGITS[c] < 10 else digit
            section += DIGITS[c] if DIGITS[c] >= 10 else 0
            last_unit = 10 if c in "零〇○" else last_unit
        elif c.isascii() and c.isdigit():
            digit = digit * 10 + int(c)
        else:
            return None
        seen = True
    if digit and last_unit > 10 and text[-1] in DIGITS and text[-2:-1] in (*SMALL, *LARGE):
        digit *= last_unit // 10  # 两万五 is 25,000 and 三千二 is 3,200
    return Decimal(total + section + digit)
