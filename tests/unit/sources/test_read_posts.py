from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import article, post
from shilu import sources
from shilu.model.article import Article, Raw
from shilu.model.errors import Failure, Skipped


def read(body: bytes) -> Article | Failure | Skipped:
    return sources.read(Raw("posts/made.md", body))


def test_headline_first_then_blocks_in_reading_order() -> None:
    made = article(["第一段。", "第二段。"], title="江临大桥封闭")
    assert made.text == "江临大桥封闭\n第一段。\n第二段。"
    assert [(b.kind, made.words(b.start, b.end)) for b in made.blocks] == [
        ("headline", "江临大桥封闭"),
        ("paragraph", "第一段。"),
        ("paragraph", "第二段。"),
    ]


@pytest.mark.parametrize("prefix", [b"", b"\n\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n", b" \n"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_what_stands_before_the_front_matter_does_not_matter(prefix: bytes, newline: bytes) -> None:
    made = read(prefix + post("正文。", title="it's 标题").replace(b"\n", newline))
    assert isinstance(made, Article)
    assert (made.title, made.text) == ("it's 标题", "it's 标题\n正文。")


@settings(max_examples=40, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30),
    st.lists(st.text(st.sampled_from("死亡12人&<>;\u3000 \n\t’“”aé𠮷"), max_size=20), min_size=1, max_size=4),
)
def test_every_character_decodes_from_its_place_in_the_bytes(title: str, paragraphs: list[str]) -> None:
    body = post(["开头。", *paragraphs], title=title.replace("\n", " ").replace("\r", " "))
    made = read(body)
    if isinstance(made, Article):
        check_offsets(made, body)


def check_offsets(made: Article, body: bytes, encoding: str = "utf-8") -> None:
    places = [made.raw_map.raw(position) for position in range(len(made.text))]
    assert places == sorted(places)
    for position, place in enumerate(places):
        character = made.text[position]
        found = body[place:].decode(encoding, "ignore")[:1]
        assert found == character or character.isspace() or found == "&"
