"""Words inside quotation marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import article
from shilu.annotate.quotes import mark_quotes
from shilu.annotate.reading import reading


def quotes(text: str) -> list[tuple[str, int, bool]]:
    """The quoted words of one paragraph with depth and scare."""
    post = article(text)
    return [(post.words(q.start, q.end), q.depth, q.scare) for q in mark_quotes(reading(post))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("他说：“渡轮已经复航，请放心。”", [("渡轮已经复航，请放心。", 0, False)]),
        ("所谓的“和平集会”已经结束。", [("和平集会", 0, True)]),
        ("他說：「船長表示『沒有危險』，我們相信。」", [("船長表示『沒有危險』，我們相信。", 0, False), ("沒有危險", 1, True)]),
        ('她说，"码头很快开放，不必担心。"', [("码头很快开放，不必担心。", 0, False)]),
        ("他说：“这句话没有结束。", [("这句话没有结束。", 0, False)]),
        ("一个多余的”不算什么。", []),
        ("他说，“是的”。", [("是的", 0, False)]),
    ],
)
def test_marks(text: str, wanted: list[tuple[str, int, bool]]) -> None:
    assert quotes(text) == wanted


def test_an_open_quote_ends_with_its_block() -> None:
    post = article(["他说：“第一段没有结束。", "第二段是另一件事。"])
    (only,) = mark_quotes(reading(post))
    assert post.words(only.start, only.end) == "第一段没有结束。"


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet='“”‘’「」『』"甲乙，。', max_size=40))
def test_quotes_are_slices_and_nest(text: str) -> None:
    post = article(f"前{text}后")
    found = mark_quotes(reading(post))
    assert list(found) == sorted(found, key=lambda q: (q.start, q.end))
    assert all(0 <= q.start < q.end <= len(post.text) for q in found)
    for one in found:
        for other in found:
            assert (
                one.end <= other.start
                or other.end <= one.start
                or one.start <= other.start <= other.end <= one.end
                or (other.start <= one.start <= one.end <= other.end)
            )


def test_quotes_nest_fifty_deep_at_most() -> None:
    assert len(quotes("「" + "“" * 100 + "甲」")) == 50
    assert quotes("「" * 2 + "甲』" * 1000)[0][1] == 0
