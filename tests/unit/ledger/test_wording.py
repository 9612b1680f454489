"""Agreement between statements: the same words, and one speaker in other words."""

from __future__ import annotations

from collections.abc import Iterable

from ledger_builders import ENTITIES, article, at
from shilu.ledger import judge
from shilu.model.article import Article, Span
from shilu.model.ledger import Disagreement
from shilu.model.statements import Saying, Stated
from shilu.stories import one_story

REPAIRED = "大坝东侧的三道裂缝已经全部修复完毕"
REWORDED = "大坝东侧三道裂缝已全部修好"
OTHER = "明天起学校恢复上课请家长放心"


def says(name: str, day: int, words: str, speaker: str = "rescue", outlet: str = "o:north") -> tuple[Article, Stated]:
    made = article(name, at(day), outlet, f"{words}。")
    saying = Saying(
        id=f"st:{name}", span=Span(made.id, 0, len(words)), cue=None, content=(0, len(words)), mode="indirect", speaker=speaker,
        chain=(outlet, speaker), relations=(), said_on=None, act="claim", factuality=(), carried_over=False, rule="test",
    )  # fmt: skip
    return made, Stated(made.id, (saying,), (), ())


def agreed(pairs: Iterable[tuple[Article, Stated]]) -> tuple[Disagreement, ...]:
    articles, stated = zip(*pairs, strict=True)
    return judge(one_story(articles), articles, stated, ENTITIES).disagreements


def test_the_same_words_again_are_a_repetition() -> None:
    (found,) = agreed([says("a", 1, REPAIRED), says("b", 2, REPAIRED, outlet="o:south")])
    assert (found.relation, found.state, found.rule) == ("repeats", "none", "R1")
    assert [m.span.article for m in found.members] == ["art:a", "art:b"]


def test_one_speaker_in_other_words_is_a_paraphrase() -> None:
    (found,) = agreed([says("a", 1, REPAIRED), says("b", 2, REWORDED, outlet="o:south")])
    assert (found.relation, found.state) == ("paraphrase", "none")


def test_another_speaker_in_other_words_agrees_in_nothing() -> None:
    assert agreed([says("a", 1, REPAIRED), says("b", 2, REWORDED, "hospital", "o:south")]) == ()


def test_another_matter_agrees_in_nothing() -> None:
    assert agreed([says("a", 1, REPAIRED), says("b", 2, OTHER, outlet="o:south")]) == ()


def test_of_many_repetitions_each_points_at_the_first() -> None:
    found = agreed(says(f"a{n}", n + 1, REPAIRED) for n in range(5))
    assert {d.members[0].span.article for d in found} == {"art:a0"}
    assert len(found) == 4
