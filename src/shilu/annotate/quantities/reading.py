"""The number words of a text with their values, whether or not they count anything: what the grammar reads before it judges."""

from __future__ import annotations

from decimal import Decimal

from shilu.annotate.quantities.leads import negative
from shilu.annotate.quantities.marking import in_set_phrase
from shilu.annotate.quantities.numbers import continued, said
from shilu.annotate.quantities.reach import numbers

_HUNDREDTH = Decimal("0.01")


def read_numbers(text: str) -> list[tuple[int, int, Decimal]]:
    """(start, end, value) of each number of a text in simplified script; shares as fractions. Set phrases (一致) are none."""
    found: list[tuple[int, int, Decimal]] = []
    past = 0
    while match := numbers().search(text, past):
        start, past = match.span(1)
        number = said(match[1])
        if number is None or in_set_phrase(text, number.kind, start, past):
            continue
        number, past = continued(text, start, past, number)
        if number.value is not None:
            value = number.value * _HUNDREDTH if number.form == "share" else number.value
            found.append((start, past, -value if negative(text, start) else value))
    return found
