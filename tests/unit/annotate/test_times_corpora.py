"""How much of other people's cases the time grammar reads; `pytest -s` prints the rates, the floors are kept here."""

import json
import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fakes import article
from shilu.annotate.named import Named
from shilu.annotate.reading import reading
from shilu.annotate.times import mark_times
from shilu.model.article import Article
from shilu.model.marks import Point, TimeMark

CASES = Path(__file__).parents[2] / "data" / "recognizers" / "datetime.jsonl"
READ = 0.70  # of 96 cases, all values right; that project's own engine reads 42 % of its date and time cases
SUPPORTED = 0.85  # of the cases that its own ports support (eval/recognizers_times.py)
SPANS = 0.88  # of the time arguments of CEC, durations and words such as 当场 among them


def read(text: str, published: str | None) -> tuple[Article, tuple[TimeMark, ...]]:
    post = article(text, published=published)
    return post, mark_times(reading(post), Named.of(()))


def written(point: Point | None) -> str:
    return "" if point is None else point.strftime("%Y-%m-%d %H:%M") if isinstance(point, datetime) else point.isoformat()


def agrees(mark: TimeMark, kind: str, start: str | None, end: str | None) -> bool:
    """Equal values: clocks by the minute, days by the day, an exclusive end by the day before it."""
    first, last = written(mark.first), written(mark.last)
    if kind.startswith("time"):
        return first[11:] == (start or first[11:])[:5] and last[11:] == (end or last[11:])[:5]
    if start and first[: len(start[:16])] != start[:16]:
        return False
    if end is None or (kind in ("date", "datetime")) or last[:16] == end[:16]:
        return True
    return last[:10] == (date.fromisoformat(end[:10]) - timedelta(days=1)).isoformat()


def fully_read(case: dict[str, Any]) -> bool:
    """Every expected expression has a mark with one of its values, and nothing else has a value."""
    post, marks = read(case["text"], case["reference"][:19] + "+08:00")
    shift = post.text.rindex(case["text"])
    dated = [mark for mark in marks if (mark.first or mark.last) and mark.start >= shift]
    expected = [(shift + one["start"], shift + one["end"], one["values"]) for one in case["expected"]]
    known = all(any(mark.start < end and start < mark.end for start, end, _ in expected) for mark in dated)
    right = all(
        any(mark.start < end and start < mark.end and any(agrees(mark, *value) for value in values) for mark in dated)
        for start, end, values in expected
    )
    return known and right


def test_recognizers_cases_are_read() -> None:
    cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    share = sum(fully_read(case) for case in cases) / len(cases)
    print(f"Recognizers-Text, Chinese dates and times: {share:.3f} of {len(cases)} cases fully right")
    assert share >= READ


@pytest.mark.shared
def test_the_supported_cases_are_scored_by_their_own_definition(shared: Path, root: Path) -> None:
    cases = shared / "benchmarks" / "recognizers-zh-dev.jsonl"
    command = [sys.executable, str(root / "eval" / "recognizers_times.py"), str(cases)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root, env={**os.environ, "PYTHONPATH": "src"})
    print(answer.stdout)
    assert float(answer.stdout.split()[1].rstrip(":")) >= SUPPORTED


@pytest.mark.shared
def test_time_arguments_of_cec_are_found(shared: Path) -> None:
    found = total = 0
    for line in (shared / "benchmarks" / "cec-dev.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        post, marks = read(case["text"].replace("\n", "，"), None)
        body = post.text.rfind(case["text"].replace("\n", "，")[:20])
        for event in case["events"]:
            for argument in event["args"]:
                if argument["role"] == "Time" and body >= 0:
                    total += 1
                    start, end = body + argument["start"], body + argument["end"]
                    found += any(mark.start < end and start < mark.end for mark in marks)
    print(f"CEC: {found} of {total} time arguments touched")
    assert found / total >= SPANS
