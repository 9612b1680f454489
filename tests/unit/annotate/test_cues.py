"""Reporting cues and their traps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import article
from shilu import annotate


def cues(text: str) -> list[tuple[str, str]]:
    """Words and kinds of the cues of one paragraph."""
    post = article(text)
    return [(post.words(c.start, c.end), c.kind) for c in annotate.annotate(post).cues]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("港务局表示，渡轮已经复航。", [("表示", "verb")]),
        ("港務局發言人補充說，渡輪已經復航。", [("補充說", "verb")]),
        ("据北岸通讯社8日报道，渡轮已经复航。", [("据", "according"), ("报道", "verb")]),
        ("另据港务局消息，渡轮已经复航。", [("另据", "according"), ("消息", "noun")]),
        ("北岸通讯社援引港务局的一份声明称，渡轮已经复航。", [("援引", "cite"), ("称", "verb")]),
        ("北岸通讯社报道称，渡轮已经复航。", [("报道称", "verb")]),
        ("港务局总局长称渡轮已经复航。", [("称", "verb")]),
        ("据悉，渡轮已经复航。", [("据悉", "according")]),
        ("警方指，有三人受傷。", [("指", "verb")]),
        ("他举例指出，渡轮已经复航。", [("举例指出", "verb")]),
    ],
)
def test_cues(text: str, wanted: list[tuple[str, str]]) -> None:
    assert cues(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "北岸航运简称北航，职称评定已经结束。",
        "这本小说被称为杰作。",
        "对居民来说，渡轮很重要。",
        "当局没有透露任何细节。",
        "该消息尚未证实。",
        "他被指控受贿。",
        "双方根据协议交换了货物。",
        "数据和证据由法院保管。",
        "相关报道存在偏见。",
        "他的说法没有根据。",
        "请注意安全要求。",
        "指挥部设在码头，手指受伤。",
    ],
)
def test_traps(text: str) -> None:
    assert cues(text) == []


def test_a_headline_colon_belongs_to_its_source() -> None:
    post = article("正文。", title="港务局局长：渡轮明日复航　时间：周三")
    marks = [c for c in annotate.annotate(post).cues if c.kind == "colon"]
    assert [post.words(c.start - 2, c.start) for c in marks] == ["局长"]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(["港务局", "表示", "称", "据", "报道", "消息", "，", "。", "：", "说", "小说", "“", "”", "援引"]),
        max_size=14,
    )
)
def test_cues_are_ordered_slices(parts: list[str]) -> None:
    post = article("甲" + "".join(parts))
    found = annotate.annotate(post).cues
    assert [(c.start, c.end) for c in found] == sorted({(c.start, c.end) for c in found})
    assert all(post.words(c.start, c.end) for c in found)
