"""Commitments and forecasts: who will do what, how strongly it binds, by when and on what condition; what is none."""

from __future__ import annotations

import pytest

from fakes import article
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.model.statements import CommitmentMention
from shilu.statements import state


def read(text: str) -> tuple[CommitmentMention, ...]:
    post = article(text, published="2024-03-06T10:30:00+08:00")
    marks = annotate(post)
    return state(post, marks, resolve([post], [marks])).commitments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("临澜市政府将于8日公布结果。", [("provide_evidence_or_report", "plan")]),
        ("临澜市政府承诺赔偿每户居民。", [("compensate_or_supply", "pledge")]),
        ("临澜市政府愿提供援助。", [("compensate_or_supply", "offer")]),
        ("渡轮预计8日恢复开行。", [("other", "expectation")]),
        ("临澜市的水位将上升两米。", [("other", "forecast")]),
        ("最高水位可能达到三米。", [("other", "forecast")]),
        ("事故原因仍在调查中。", [("investigate", "plan")]),
        ("临澜市政府下令彻查事故原因。", [("investigate", "order")]),
        ("船工们威胁要罢工。", [("other", "threat")]),
        ("局长林知夏说：“我们不会放弃任何人。”", [("refrain", "pledge")]),
        ("增援部队应在8日撤离。", [("withdraw_by", "plan")]),
        ("救护车将两名伤者送医。", []),
        ("消防员将被困的老人救出。", []),
        ("临澜市政府没有计划撤离居民。", []),
        ("是否将召开会议，尚不清楚。", []),
        ("转移的人数少于此前预计的三千人。", []),
        ("志愿者提供了饮水。", []),
        ("该计划于去年完成。", []),
        ("这位将军已经退休。", []),
    ],
)
def test_the_strength_of_a_commitment(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.type, one.strength) for one in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("临澜市政府承诺在3月8日以前恢复供水。", "2024-03-08"),
        ("临澜市政府将在三天内公布名单。", "2024-03-09"),
        ("临澜市政府将在两周内公布名单。", "2024-03-20"),
        ("临澜市政府将公布名单。", None),
        ("临澜市政府5日表示将公布名单。", None),
    ],
)
def test_the_day_that_is_due(text: str, due: str | None) -> None:
    (one,) = read(text)

    assert (one.due.isoformat() if one.due else None) == due


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("如果水位再涨，临澜市政府将撤离居民。", "水位再涨"),
        ("搜救将继续，直到找到所有失踪者。", "找到所有失踪者"),
        ("临澜市政府将撤离居民。", None),
    ],
)
def test_the_condition(text: str, condition: str | None) -> None:
    (one,) = read(text)

    assert one.condition == condition


def test_the_traditional_script_gives_the_same() -> None:
    (one,) = read("臨瀾市政府將於3月8日公布結果。")

    assert (one.type, one.strength, str(one.due)) == ("provide_evidence_or_report", "plan", "2024-03-08")
