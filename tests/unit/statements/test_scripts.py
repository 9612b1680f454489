"""Who says what does not depend on the script: a post in the other script has the same sayings at the same places."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import opencc
import pytest
from msgspec.structs import replace

from shilu import sources
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.lang.script import simplify
from shilu.model.article import Article, Raw
from shilu.statements import state

SAMPLE = Path(__file__).parents[3] / "examples"
Row = tuple[object, ...]


def posts(folder: Path) -> list[Article]:
    """The articles of a folder."""
    read = (sources.read(Raw(path.name, path.read_bytes())) for path in sorted(folder.rglob("*.md")))
    return [one for one in read if isinstance(one, Article)]


def turned(text: str) -> str:
    """The text in the other script, character for character; simplified again it is what it was."""
    plain = simplify(text)
    if plain != text:
        return plain
    other = opencc.OpenCC("s2t").convert(text)
    if len(other) != len(text):
        other = "".join(opencc.OpenCC("s2t").convert(one) for one in text)
    back = simplify(other)
    other = "".join(new if again == old else old for new, again, old in zip(other, back, text, strict=True))
    return other if simplify(other) == text else text


def rows(articles: Iterable[Article]) -> list[Row]:
    """What each saying says, with the names in simplified script."""
    kept = list(articles)
    marks = [annotate(one) for one in kept]
    entities = resolve(kept, marks)
    found: list[Row] = []
    for article, marked in zip(kept, marks, strict=True):
        stated = state(article, marked, entities)
        agents = entities.by_id | {agent.id: agent for agent in stated.agents}
        for s in stated.sayings:
            speaker = agents[s.speaker]
            words = simplify(speaker.name) if speaker.name else [simplify(name) for name in speaker.names]
            found.append((s.cue, s.content, speaker.type, words, len(s.chain), s.relations, s.mode, s.act, s.said_on,
                          s.factuality, s.carried_over, s.rule))  # fmt: skip
    return found


def in_other_script(articles: Iterable[Article]) -> list[Article]:
    return [replace(one, text=turned(one.text)) for one in articles]


def test_the_sample_says_the_same_in_both_scripts() -> None:
    articles = posts(SAMPLE)
    other = in_other_script(articles)
    assert sum(one.text != two.text for one, two in zip(articles, other, strict=True)) > 10
    assert rows(other) == rows(articles)


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["posts/seeds", "benchmarks/events/tornado", "benchmarks/events/jishishan"])
def test_real_posts_say_the_same_in_both_scripts(shared: Path, folder: str) -> None:
    articles = posts(shared / folder)
    other = in_other_script(articles)
    changed = sum(one.text != two.text for one, two in zip(articles, other, strict=True))
    assert changed == len(articles) > 4
    expected = rows(articles)
    assert [(left, right) for left, right in zip(rows(other), expected, strict=True) if left != right] == []


@pytest.mark.parametrize("text", ["岚州港务局局长：“渡轮已经复航。”测试晚报称，码头平静。", "该局发言人在声明里说，检查还在进行。"])
def test_turning_twice_is_the_text_again(text: str) -> None:
    assert turned(text) != text
    assert turned(turned(text)) == text
