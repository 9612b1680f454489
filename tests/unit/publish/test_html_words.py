"""Numbers and days as the eye meets them, in both languages."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.dossier.terms import Amount, When, Words
from shilu.publish.html_text import clip, safe_url
from shilu.publish.html_words import Calendar, amount_words, bound_words, calendar, full, number, offset_words, range_words, unit


def amount(
    value: str | None = None, low: str | None = None, high: str | None = None, operator: str = "=", **more: str | None
) -> Amount:
    bounds = [None if one is None else Decimal(one) for one in (value, low, high)]
    return Amount(*bounds, operator, more.get("unit", "人"), more.get("written"))


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("7", "7", "7"),
        ("3811", "3811", "3,811"),
        ("20000", "2万", "20,000"),
        ("20350", "20,350", "20,350"),
        ("157500000", "1.575亿", "157.5 million"),
        ("175000000", "1.75亿", "175 million"),
        ("6.2", "6.2", "6.2"),
        ("0", "0", "0"),
    ],
)
def test_numbers_are_read_in_each_language(value: str, zh: str, en: str) -> None:
    shown = number(Decimal(value))
    assert (shown.zh, shown.en) == (zh, en)


@given(st.integers(0, 10**12))
def test_a_number_is_never_rounded(value: int) -> None:
    shown = number(Decimal(value))
    sizes = {"亿": 10**8, "万": 10**4}
    digits, size = (shown.zh[:-1], sizes[shown.zh[-1]]) if shown.zh[-1] in sizes else (shown.zh, 1)
    assert Decimal(digits.replace(",", "")) * size == value


@pytest.mark.parametrize(
    ("given_", "zh", "en"),
    [
        (amount(operator="unknown", written="仍在调查中"), "不详", "Unknown"),
        (amount(operator="none"), "无", "None"),
        (amount(None, "20", "99", "vague", written="数十"), "数十", "20–99 (数十)"),
        (amount("4", "3", "5", "range"), "3–5", "3–5"),
        (amount(None, "3", "5", "range"), "3–5", "3–5"),
        (amount("3000", "3001", None, ">"), "3000", "3,000"),
        (amount(None, None, None, "vague"), "不详", "Unknown"),
    ],
)
def test_amounts_are_said_and_unknown_is_never_zero(given_: Amount, zh: str, en: str) -> None:
    assert amount_words(given_) == Words(zh, en)


@pytest.mark.parametrize(
    ("low", "high", "zh", "en"),
    [
        ("7", "9", "7–9", "7–9"),
        ("7", "7", "7", "7"),
        ("3001", None, "3001 以上", "3,001 or more"),
        (None, "79", "79 以下", "up to 79"),
        (None, None, "", ""),
    ],
)
def test_open_ends_are_said_in_words(low: str | None, high: str | None, zh: str, en: str) -> None:
    assert range_words(amount("7", low, high)) == Words(zh, en)


def test_the_bound_is_apart_from_the_number() -> None:
    assert bound_words(amount("70", "71", "79", ">")) == Words("超过", "more than")
    assert bound_words(amount("8000", "7200", "7999", "<")) == Words("近", "nearly")
    assert bound_words(amount("8000", None, "7999", "<")) == Words("不到", "fewer than")
    assert bound_words(amount("70")) is None
    assert bound_words(amount(None, "20", "99", "vague")) is None


def test_units_of_people_need_no_word_in_english() -> None:
    assert unit(amount("7")) == Words("人", "")
    assert unit(amount("7", unit="CNY")) == Words("元", "yuan")
    assert unit(amount("7", unit="头")) == Words("头", "头")


def test_days_leave_out_the_year_and_offset_of_the_page() -> None:
    home = Calendar(2024, timedelta(hours=8))
    assert home.short(When("2024-03-05T10:00:00+08:00", "instant")) == Words("3月5日 10:00", "5\u00a0Mar 10:00")
    assert home.short(When("2024-03-05T10:00:00+06:00", "instant")) == Words("3月5日 10:00 UTC+6", "5\u00a0Mar 10:00 UTC+6")
    assert home.short(When("2023-12-31", "day")) == Words("2023年12月31日", "31\u00a0Dec 2023")
    assert full(When("2024-03-05T10:00:00+05:30", "instant")) == Words(
        "2024年3月5日 10:00（UTC+5:30）", "5\u00a0Mar 2024 10:00 (UTC+5:30)"
    )


def test_a_page_without_dates_has_no_home_year() -> None:
    assert calendar(None) == Calendar(None, None)


def test_offsets() -> None:
    assert offset_words(datetime.fromisoformat("2024-03-05T10:00:00-03:30")) == "UTC-3:30"
    assert offset_words(datetime.fromisoformat("2024-03-05T10:00:00+00:00")) == "UTC"


@pytest.mark.parametrize("url", ["http://bay.example/1", "https://bay.example/a?b=c#d", "HTTPS://bay.example/"])
def test_web_addresses_are_linked(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [None, "", "javascript:alert(1)", " https://x", "java\nscript:alert(1)", "data:text/html,x", "//bay.example", "https://", "ftp://a/b",
     "https://[x", "https://bay.example/\u202egpj.exe"],
)  # fmt: skip
def test_all_else_is_not(url: str | None) -> None:
    assert safe_url(url) is None


def test_long_words_are_cut_with_a_mark() -> None:
    assert clip("甲乙\n丙", 3) == "甲乙…"
    assert clip("𠮷" * 5, 4) == "𠮷𠮷𠮷…"
    assert clip("甲乙", 2) == "甲乙"
