"""Words that move factuality and realis."""

import pytest

from fakes import article
from shilu import annotate


def hedges(text: str) -> list[tuple[str, str, str | None]]:
    """Words, values and realis of the hedges of one paragraph."""
    post = article(text)
    return [(post.words(h.start, h.end), h.value, h.realis) for h in annotate.annotate(post).hedges]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("损失可能超过百万元。", [("可能", "PS+", "estimated")]),
        ("渡轮预计周末复航。", [("预计", "PR+", "forecast")]),
        ("恐已有十人遇难。", [("恐已", "PR+", "estimated")]),
        ("渡轮或将停航。", [("或将", "PS+", "forecast")]),
        ("死亡人数或超百人。", [("或", "PS+", "estimated")]),
        ("如果风停，渡轮将复航。", [("如果", "Uu", "conditional"), ("将", "PR+", "planned")]),
        ("這一消息未經證實。", [("未經證實", "Uu", "alleged")]),
    ],
)
def test_hedges(text: str, wanted: list[tuple[str, str, str | None]]) -> None:
    assert hedges(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "乘客可以改乘火车或汽车。",
        "恐怖分子和恐慌的人群。",
        "两名将军即位。",
        "这是个好材料。",
        "他提出质疑和疑问。",
        "人们感到恐惧。",
        "这项计划的细节公布了。",
    ],
)
def test_no_hedges(text: str) -> None:
    assert hedges(text) == []
