from __future__ import annotations

from collections.abc import Sequence

from fakes import article
from shilu.annotate import annotate, annotate_all
from shilu.model.protocols import Tag

TEXTS = ("镇长何望舒说，水已经退了。\n今天下雨。", "今天下雨。\n医生伊莲娜到场。", "晴", "何望舒没有回答。")


class Counting:
    """Finds one name, and counts what it is asked."""

    name, types = "counting/1", frozenset({"PER"})

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def tag(self, sentences: Sequence[str]) -> list[list[Tag]]:
        self.asked.append(list(sentences))
        return [[Tag(at, at + 3, "PER", 0.9, "何望舒")] if (at := text.find("何望舒")) >= 0 else [] for text in sentences]


def test_articles_are_marked_together_as_each_alone() -> None:
    articles = [article(text) for text in TEXTS]
    assert annotate_all(articles, Counting()) == [annotate(one, Counting()) for one in articles]
    assert annotate_all(articles) == [annotate(one) for one in articles]
    assert annotate_all([], Counting()) == []


def test_a_tagger_is_asked_once_and_about_each_sentence_once() -> None:
    tagger = Counting()
    annotate_all([article(text) for text in TEXTS], tagger)
    assert len(tagger.asked) == 1
    assert sorted(tagger.asked[0]) == sorted(set(tagger.asked[0]))
