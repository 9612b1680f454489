from datetime import date, timedelta
from importlib.resources import files

import pytest

from shilu.lang.script import simplify
from shilu.lang.zh.calendar import calendar_words, part_of_day
from shilu.lang.zh.lunar import LAST, solar_day
from shilu.lang.zones import zone

ROWS = [
    line.split("\t")
    for line in files("shilu.lang.zh").joinpath("data/calendar.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
VALUES = {
    "relday": 1, "same": 1, "relyear": 1, "sameyear": 1, "relmonth": 1, "samemonth": 1, "part": 2, "tenday": 2, "yearpart": 2,
    "season": 2, "seasonof": 3, "zone": 0, "holiday": 2, "lunar": 2, "century": 1, "now": 0,
    "lasthour": 0, "present": 0, "vague": 0, "decoy": 0, "lunarsign": 0, "opens": 0,
}  # fmt: skip


def test_every_row_has_a_known_kind_its_numbers_and_stands_once() -> None:
    for text, kind, *values in ROWS:
        assert sum(value.lstrip("-").isdigit() for value in values) == VALUES[kind], text
    assert len({row[0] for row in ROWS}) == len(ROWS)


def test_every_word_is_in_simplified_script() -> None:
    assert [row[0] for row in ROWS if simplify(row[0]) != row[0]] == []


def test_every_zone_and_every_part_of_day_exists() -> None:
    for _, kind, *values in ROWS:
        if kind == "zone" and values != ["-"]:
            assert zone(values[0]).key == values[0]
        if kind in ("relday", "same") and len(values) == 2:
            assert part_of_day(values[1]).kind == "part"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("上上个星期三下午", ["上上个星期三", "下午"]), ("日本周三", ["日本", "周三"]), ("上周边国家", ["上周边"]),
        ("礼拜天和周末", ["礼拜天", "周末"]), ("一周天气", []),
    ],
)  # fmt: skip
def test_words_are_found_leftmost_and_longest(text: str, words: list[str]) -> None:
    assert [word.text for _, _, word in calendar_words(text)] == words


def test_ranges_are_slices() -> None:
    text = "当地时间昨晚至今晨，本周末将有暴雨"
    assert all(text[start:end] == word.text for start, end, word in calendar_words(text))


@pytest.mark.parametrize(
    ("lunar", "day"),
    [
        ((2024, 1, 1), date(2024, 2, 10)), ((2023, 8, 15), date(2023, 9, 29)), ((2023, 12, LAST), date(2024, 2, 9)),
        ((2023, 2, 1), date(2023, 2, 20)), ((2023, 3, 1), date(2023, 4, 20)), ((2024, 2, 30), date(2024, 4, 8)),
    ],
)  # fmt: skip
def test_a_lunar_day_is_its_solar_day(lunar: tuple[int, int, int], day: date) -> None:
    assert solar_day(*lunar) == day


def test_a_lunar_day_outside_the_month_or_the_table_is_none() -> None:
    assert solar_day(2024, 1, 30) is None
    assert solar_day(1899, 1, 1) is None
    assert solar_day(2024, 13, 1) is None


def test_lunar_years_follow_one_another() -> None:
    for year in range(1900, 2100):
        last, first = solar_day(year, 12, LAST), solar_day(year + 1, 1, 1)
        assert last is not None
        assert last + timedelta(days=1) == first


def test_a_zone_that_tzdata_lacks_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        zone("Asia/Jiangkou")
