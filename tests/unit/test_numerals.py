from decimal import Decimal

import pytest

from shilu.lang.zh.numerals import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两万", 20000), ("三千五百", 3500), ("1.75亿", 175000000), ("３８１１", 3811), ("二〇二三", 2023), ("廿一", 21),
        ("4,266", 4266), ("十二", 12), ("两万五", 25000), ("2.97万", 29700), ("一亿三千万", 130000000), ("一万亿", 10**12),
        ("一千零五", 1005), ("1.5 万", 15000), ("3千5百", 3500), ("两兆三十亿", 2_003_000_000_000),
    ],
)  # fmt: skip
def test_numerals_have_their_exact_value(text: str, value: int) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "万", "人", "三人", "12a", "9" * 5000, "亿" * 5000])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert number(text) is None
