"""Score the time grammar on the Chinese date and time cases of Recognizers-Text.

    python eval/recognizers_times.py ../shared/benchmarks/recognizers-zh-dev.jsonl [--misses]

Which cases: those of `DateTimeModel.json` that the project's own ports support, without those in EXCLUDED.
A case is right when every expected expression is touched by a mark whose value is one of the expected ones, and no mark
with a value stands elsewhere. Values agree when
- dates, and dates with a clock: the same day, and the same minute where the case gives one;
- intervals of days: the same first day, and a last day equal to the expected (exclusive) end or to the day before it;
- intervals of clock times and clock times alone: the same minutes; the day is not compared where the case gives none;
- durations: the same number of seconds, from a mark of a quantity whose dimension is duration;
- repetitions (每周一): a mark of the kind SET at the words.
"""

from __future__ import annotations

import argparse
import json
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from shilu import sources
from shilu.annotate import annotate
from shilu.model.article import Article, Raw
from shilu.model.marks import Annotations, Point, QuantityMark, TimeMark

EXCLUDED = {
    "正月三十": "a month of the lunar calendar, read as January",
    "上午": "a morning from 8 to 12; the record contract says 6 to 12",
    "下午": "an afternoon to 16; the record contract says to 18",
    "2019年7月25日早间粮油行情简析": "a morning from 8 to 12, as above",
    "7月25日早间中小板公告汇总": "a morning from 8 to 12, as above",
    "康熙20年9月": "years of a reign, which news do not use",
    "雍正十六年": "years of a reign, which news do not use",
}
SECONDS = {"年": 31536000, "月": 2592000, "周": 604800, "星期": 604800, "礼拜": 604800, "天": 86400, "日": 86400, "小时": 3600,
           "钟头": 3600, "分钟": 60, "秒": 1}  # fmt: skip
Case = dict[str, Any]


def main() -> None:
    """Print the share of cases fully right, and with `--misses` the others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    every = [json.loads(line) for line in arguments.cases.read_text(encoding="utf-8").splitlines()]
    supported = [case for case in every if case["src"].endswith("DateTimeModel.json") and not case["notsupported"]]
    judged = [case for case in supported if case["input"] not in EXCLUDED]
    wrong = [case for case in judged if not right(case)]
    share = 1 - len(wrong) / len(judged)
    print(
        f"date-times {share:.3f}: {len(judged) - len(wrong)} of {len(judged)} "
        f"(of {len(supported)} supported, {len(EXCLUDED)} excluded)"
    )
    for case in wrong if arguments.misses else ():
        print("-", case["input"], case["ref"][:16], [one["Text"] for one in case["results"]])


def right(case: Case) -> bool:
    """Every expected expression has its value, and nothing else has one."""
    post = read(case)
    marks = annotate(post)
    shift = post.text.rindex(case["input"])
    expected = [(shift + one["Start"], shift + one["End"] + 1, one) for one in case["results"]]
    strays = [
        mark
        for mark in marks.times
        if (mark.first or mark.last) and mark.start >= shift and not any(touches(mark, low, high) for low, high, _ in expected)
    ]
    return not strays and all(found(marks, low, high, one) for low, high, one in expected)


def read(case: Case) -> Article:
    """The case as a post that was published at its moment of reference."""
    body = f"---\ntitle: '标题'\ndate: {case['ref'][:19]}+08:00\n---\n<p>{case['input']}</p>\n"
    post = sources.read(Raw("cases/case.md", body.encode()))
    assert isinstance(post, Article), post
    return post


def touches(mark: TimeMark | QuantityMark, low: int, high: int) -> bool:
    return mark.start < high and low < mark.end


def found(marks: Annotations, low: int, high: int, one: Case) -> bool:
    """True when a mark at the words of an expected expression has one of its values."""
    kind = one["TypeName"].removeprefix("datetimeV2.")
    times = [mark for mark in marks.times if touches(mark, low, high)]
    if kind == "set":
        return any(mark.timex == "SET" for mark in times)
    values = one["Resolution"]["values"]
    if kind == "duration":
        spans = [mark for mark in marks.quantities if touches(mark, low, high) and mark.dimension == "duration"]
        return any(seconds(mark) == Decimal(value["value"]) for mark in spans for value in values)
    return any(agrees(mark, value) for mark in times for value in values)


def seconds(mark: QuantityMark) -> Decimal | None:
    """The length that a quantity of time states."""
    unit = re.sub("^个", "", mark.unit or "")
    return mark.value * SECONDS[unit] if mark.value is not None and unit in SECONDS else None


def agrees(mark: TimeMark, value: dict[str, str]) -> bool:
    """True when a mark has this value."""
    start, end = (value["value"], value["value"]) if "value" in value else (value.get("start"), value.get("end"))
    first, last = written(mark.first), written(mark.last)
    if value["type"].startswith("time"):
        return bool(first[11:]) and first[11:] == (start or "")[:5] and last[11:] == (end or "")[:5]
    if start and first[: len(start[:16])] != start[:16]:
        return False
    if end is None or end == start or last[:16] == end[:16]:
        return True
    return last[:10] == (date.fromisoformat(end[:10]) - timedelta(days=1)).isoformat()


def written(point: Point | None) -> str:
    if point is None:
        return ""
    return point.strftime("%Y-%m-%d %H:%M") if isinstance(point, datetime) else point.isoformat()


if __name__ == "__main__":
    main()
