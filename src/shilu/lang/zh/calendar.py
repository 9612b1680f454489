"""Calendar words of Chinese: one automaton over the words of `data/calendar.tsv` and the weekday words built from their parts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

import daachorse

WEEK_PREFIXES = {"": 9, "上上": -2, "上": -1, "前一": -1, "本": 0, "这": 0, "今": 0, "下": 1, "下下": 2}
WEEK_HEADS = ("周", "星期", "礼拜")
WEEK_DAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
NO_PREFIX = WEEK_PREFIXES[""]
WEEKEND = 7


class Word(NamedTuple):
    """One calendar word: its kind (see the data file) and its values, numbers as numbers and names as names."""

    text: str
    kind: str
    numbers: tuple[int, ...]
    name: str


def calendar_words(text: str) -> list[tuple[int, int, Word]]:
    """The calendar words of a text in simplified script, with their half-open ranges: leftmost, then longest, none
    overlapping; decoys included."""
    words, automaton = _lexicon()
    return [(start, end, words[index]) for start, end, index in automaton.find(text)]


def part_of_day(name: str) -> Word:
    """The part of day that a short word (晚, 夜, 晨, 早) or a full one (凌晨) names."""
    return _parts()[name]


@cache
def _lexicon() -> tuple[list[Word], daachorse.CharwiseDoubleArrayAhoCorasick]:
    """The words in one list, and the automaton whose patterns have the same order."""
    unique = {word.text: word for word in (*_weekdays(), *_repeated(), *_rows())}
    words = list(unique.values())
    kind = daachorse.MATCH_KIND_LEFTMOST_LONGEST
    return words, daachorse.CharwiseDoubleArrayAhoCorasick([word.text for word in words], kind)


@cache
def _parts() -> dict[str, Word]:
    """Parts of day by word, the short forms of 昨晚 and 7日晚 with the full words they stand for."""
    parts = {word.text: word for word in _rows() if word.kind == "part"}
    short = {"晚": "晚上", "夜": "夜间", "晨": "早晨", "早": "早上"}
    return parts | {name: parts[full] for name, full in short.items()}


def _rows() -> Iterator[Word]:
    """The rows of the data file."""
    data = files("shilu.lang.zh").joinpath("data/calendar.tsv").read_text(encoding="utf-8")
    for line in data.splitlines():
        if line and not line.startswith("#"):
            text, kind, *values = line.split("\t")
            numbers = tuple(int(value) for value in values if value.lstrip("-").isdigit())
            name = next((value for value in values if not value.lstrip("-").isdigit()), "")
            yield Word(text, kind, numbers, name)


def _repeated() -> Iterator[Word]:
    """每天, 每个星期三, 每年: words for what comes again."""
    heads = [f"{prefix}{head}" for prefix in ("每", "每个", "每逢") for head in (*WEEK_HEADS, "周末", "月", "年")]
    days = [
        f"{prefix}{head}{day}"
        for prefix in ("每", "每个", "每逢")
        for head in WEEK_HEADS
        for day in WEEK_DAYS
        if head + day != "周天"
    ]
    for text in ("每天", "每日", "每晚", "每早", "每年", "每小时", "每季度", *heads, *days):
        yield Word(text, "set", (), "")


def _weekdays() -> Iterator[Word]:
    """周一 ... 下下个礼拜天, the weekends and the weeks themselves. A weekday has (prefix, day), a week has (prefix,)."""
    for (prefix, number), middle, head in product(WEEK_PREFIXES.items(), ("", "个"), WEEK_HEADS):
        if middle and not prefix:
            continue
        start = prefix + middle + head
        for day, value in WEEK_DAYS.items():
            if day == "天" and head == "周":
                continue  # 一周天气
            yield Word(start + day, "weekday", (number, value), "")
        yield Word(start + "末", "weekend", (number,), "")
        if prefix:
            yield Word(start, "week", (number,), "")
