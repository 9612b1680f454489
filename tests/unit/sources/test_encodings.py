from __future__ import annotations

import pytest

from fakes import post
from shilu import sources
from shilu.model.article import Article, Raw

SIMPLIFIED = ["南屿省政府表示，洪水已造成12人死亡，另有30多人失踪，救援工作仍在进行。", "他说：“我们会尽力。”"]
TRADITIONAL = ["南嶼省政府表示，洪水已造成12人死亡，另有30多人失蹤，救援工作仍在進行。", "他說：「我們會盡力。」"]


def read(body: bytes) -> Article:
    found = sources.read(Raw("posts/old.md", body))
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize(
    ("paragraphs", "codec", "note"),
    [
        (SIMPLIFIED, "gb18030", "not UTF-8: decoded as GB18030"),
        (SIMPLIFIED, "gbk", "not UTF-8: decoded as GB18030"),
        (TRADITIONAL, "big5", "not UTF-8: decoded as BIG5"),
        (TRADITIONAL, "cp950", "not UTF-8: decoded as BIG5"),
        (SIMPLIFIED, "utf-16", "decoded as UTF-16 by its byte order mark"),
    ],
)
def test_other_encodings_are_read_with_a_note(paragraphs: list[str], codec: str, note: str) -> None:
    body = post(paragraphs, title="洪水", author="Test", categories=()).decode().encode(codec)
    made = read(body)
    assert made.text == "\n".join(["洪水", *paragraphs])
    assert made.notes == (note,)
    for position, character in enumerate(made.text):
        if character != "\n":
            place = made.raw_map.raw(position)
            one = body[place : place + len(character.encode(codec.replace("utf-16", "utf-16-le")))]
            assert one.decode(codec.replace("utf-16", "utf-16-le")) == character


def test_utf8_needs_no_note() -> None:
    assert read(post(SIMPLIFIED)).notes == ()


def test_traditional_text_in_gb18030() -> None:
    assert read(post(TRADITIONAL, title="洪水").decode().encode("gb18030")).text.endswith("「我們會盡力。」")


def test_script_is_told_by_the_characters() -> None:
    assert (read(post(SIMPLIFIED)).script, read(post(TRADITIONAL)).script) == ("hans", "hant")
