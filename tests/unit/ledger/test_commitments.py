"""Commitments over several articles: one from its mentions, and what later articles say of its outcome."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import article
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.ledger import judge
from shilu.model.article import Article
from shilu.model.ledger import Commitment
from shilu.statements import state
from shilu.stories import one_story

PROMISE = ("2024-03-06T10:00:00+08:00", "临澜供水公司承诺在3月8日以前恢复北岸新村的全部供水。")


def judged(*posts: tuple[str, str]) -> tuple[Commitment, ...]:
    return of([article(text, published=day, title=f"第{rank}条") for rank, (day, text) in enumerate(posts)])


def of(articles: list[Article]) -> tuple[Commitment, ...]:
    marks = [annotate(one) for one in articles]
    entities = resolve(articles, marks)
    stated = [state(one, found, entities) for one, found in zip(articles, marks, strict=True)]
    return judge(one_story(articles), articles, stated, entities).commitments


@pytest.mark.parametrize(
    ("day", "text", "status", "verdicts"),
    [
        ("2024-03-07T10:00:00+08:00", "北岸新村的全部供水7日已经恢复。", "met", ["supports"]),
        ("2024-03-09T10:00:00+08:00", "北岸新村的全部供水9日已经恢复。", "late", ["partly"]),
        ("2024-03-09T10:00:00+08:00", "北岸新村的供水仍未全部恢复。", "not_met", ["contradicts"]),
        ("2024-03-07T10:00:00+08:00", "北岸新村的供水仍未全部恢复。", "open", []),
        ("2024-03-07T10:00:00+08:00", "北岸新村的全部供水推迟恢复。", "superseded", ["contradicts"]),
        ("2024-03-07T10:00:00+08:00", "桥上的灯已经修好。", "open", []),
        ("2024-03-08T10:00:00+08:00", "桥上的灯已经修好。", "due", []),
        ("2024-03-20T10:00:00+08:00", "桥上的灯已经修好。", "unverifiable", []),
    ],
)
def test_what_a_later_article_says_of_a_promise(day: str, text: str, status: str, verdicts: list[str]) -> None:
    (one,) = judged(PROMISE, (day, text))

    assert (one.status, [found.verdict for found in one.evidence]) == (status, verdicts)


def test_a_forecast_is_set_against_the_count() -> None:
    found = judged(
        ("2024-03-06T10:00:00+08:00", "临澜市政府预计，洪水造成的死亡人数可能超过30人。"),
        ("2024-03-09T10:00:00+08:00", "临澜市政府9日通报，洪水造成21人死亡。"),
    )

    assert [one.status for one in found if one.strength == "forecast"] == ["not_met"]


@pytest.mark.parametrize(("passed", "status"), [("8日20时40分", "met"), ("7日20时40分", "due"), ("", "due")])
def test_half_of_the_words_do_when_a_passage_names_the_day_that_was_foreseen(passed: str, status: str) -> None:
    found = judged(
        ("2024-03-07T10:00:00+08:00", "岚州省水利厅预计，洪峰将于3月8日20时前后抵达临澜市。"),
        ("2024-03-08T22:00:00+08:00", f"岚州省水利厅通报，洪峰{passed and '于'}{passed}通过临澜市。"),
    )

    assert [one.status for one in found if one.due] == [status]


def test_a_forecast_that_several_repeat_is_set_against_the_count_each_time() -> None:
    found = judged(
        ("2024-03-06T10:00:00+08:00", "临澜市政府预计，洪水造成的死亡人数可能超过30人。"),
        ("2024-03-06T16:00:00+08:00", "洪水还没有退。临澜市政府此前预计，死亡人数最终可能超过30人。"),
        ("2024-03-09T10:00:00+08:00", "临澜市政府9日通报，洪水造成21人死亡。"),
    )

    assert {one.status for one in found} == {"not_met"}
    assert [len(one.evidence) for one in found] == [1] * len(found)


STAY = ("2024-03-06T10:00:00+08:00", "岚州省政府6日宣布，临澜全市即日起实行宵禁，宵禁将持续到3月20日。")


def kept(*posts: tuple[str, str]) -> tuple[str, list[str]]:
    """Status and verdicts of what was said first of the end of a curfew."""
    one = next(found for found in judged(STAY, *posts) if found.due and found.actor)
    return one.status, [found.verdict for found in one.evidence]


def test_a_measure_that_is_said_again_leaves_its_end_open_with_the_passage() -> None:
    assert kept() == ("open", [])
    assert kept(("2024-03-08T10:00:00+08:00", "临澜全市的宵禁将持续到3月20日。")) == ("open", ["restates"])


def test_a_measure_that_is_lifted_before_its_day_was_not_kept_and_one_on_its_day_was() -> None:
    assert kept(("2024-03-12T10:00:00+08:00", "岚州省政府12日解除临澜全市的宵禁。")) == ("not_met", ["contradicts"])
    assert kept(("2024-03-12T10:00:00+08:00", "岚州省政府解除临澜全市的宵禁。")) == ("not_met", ["contradicts"])
    assert kept(("2024-03-20T10:00:00+08:00", "岚州省政府20日解除临澜全市的宵禁。")) == ("met", ["supports"])


def test_a_measure_that_is_extended_supersedes_its_end() -> None:
    assert kept(("2024-03-18T10:00:00+08:00", "岚州省政府18日宣布，临澜全市的宵禁延长至3月31日。")) == (
        "superseded",
        ["contradicts"],
    )


@pytest.mark.parametrize(("said", "status"), [("在电视讲话中说", "met"), ("说", "unverifiable")])
def test_a_speech_is_met_where_it_is_quoted_by_that_word(said: str, status: str) -> None:
    found = judged(
        ("2024-03-06T10:00:00+08:00", "岚州省省长郑远山将于3月6日晚发表电视讲话。"),
        ("2024-03-07T10:00:00+08:00", f"岚州省省长郑远山6日{said}，全省的水库都已加派人手。"),
    )

    assert [one.status for one in found if one.due] == [status]


def test_a_count_under_investigation_stands_beside_the_total_that_is_told() -> None:
    found = judged(
        ("2024-03-06T10:00:00+08:00", "临澜市政府6日表示，平民伤亡人数仍在调查中。"),
        ("2024-03-09T10:00:00+08:00", "临澜市政府9日通报，冲突造成21人死亡。"),
    )

    assert [[one.status, *(proof.verdict for proof in one.evidence)] for one in found] == [["open", "bears"]]


@pytest.mark.parametrize(
    ("later", "status"),
    [
        ("临澜镇小学的教学楼在洪水中倒塌，楼内无人伤亡。", "met"),
        ("临澜镇的桥被冲走，没有人员伤亡。", "open"),
        ("临澜镇中学停课，没有造成人员伤亡。", "open"),
    ],
)
def test_a_count_under_investigation_is_given_by_word_that_nobody_came_to_harm_there(later: str, status: str) -> None:
    found = judged(
        ("2024-03-06T10:00:00+08:00", "临澜镇政府6日表示，临澜镇小学的伤亡人数仍在核实中。"), ("2024-03-09T10:00:00+08:00", later)
    )

    assert [one.status for one in found] == [status]


def test_one_promise_in_two_articles_is_one() -> None:
    again = ("2024-03-07T10:00:00+08:00", "临澜供水公司承诺在8日以前恢复北岸新村的全部供水。")

    assert [len(one.mentions) for one in judged(PROMISE, again)] == [2]


@settings(deadline=None, max_examples=15)
@given(st.permutations(range(4)))
def test_the_order_of_arrival_does_not_matter(order: list[int]) -> None:
    made = [
        article(text, published=day, title=f"第{rank}条")
        for rank, (day, text) in enumerate(
            (
                PROMISE,
                ("2024-03-07T10:00:00+08:00", "临澜供水公司将在3月8日以前恢复北岸新村的全部供水。"),
                ("2024-03-07T12:00:00+08:00", "最高水位可能达到三米。"),
                ("2024-03-09T10:00:00+08:00", "北岸新村的全部供水9日已经恢复，最高水位2米，比此前的预测低1米。"),
            )
        )
    ]

    assert of([made[rank] for rank in order]) == of(made)
