"""Measures over several articles: one from its first act to its last, and its status when the newest article is out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import article
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.ledger.measures import measures_of
from shilu.model.article import Article
from shilu.model.ledger import Measure
from shilu.statements import state

POSTS = (
    ("2024-03-06T10:00:00+08:00", "临澜市政府6日宣布，全市即日起实施宵禁，有效期至3月8日。"),
    ("2024-03-07T10:00:00+08:00", "临澜市的宵禁延长至3月12日，临澜市政府7日宣布。"),
    ("2024-03-07T12:00:00+08:00", "临澜市政府7日关闭两座大桥。"),
    ("2024-03-09T10:00:00+08:00", "临澜市政府9日宣布解除宵禁。"),
    ("2024-03-09T12:00:00+08:00", "临澜市的两座大桥将于10日重新开放。"),
)


def posts(upto: int = len(POSTS)) -> list[Article]:
    return [article(text, published=day, title=f"第{rank}条") for rank, (day, text) in enumerate(POSTS[:upto])]


def judged(articles: list[Article]) -> dict[str, Measure]:
    marks = [annotate(one) for one in articles]
    entities = resolve(articles, marks)
    stated = [state(one, found, entities) for one, found in zip(articles, marks, strict=True)]
    return {measure.type: measure for measure in measures_of(articles, stated, entities)}


def test_a_measure_is_imposed_extended_and_lifted() -> None:
    states = [judged(posts(upto))["curfew"] for upto in (1, 2, 4)]

    assert [one.status for one in states] == ["in_force", "extended", "lifted"]
    assert [str(one.last)[:10] for one in states] == ["2024-03-08", "2024-03-12", "2024-03-09"]
    assert len({one.id for one in states}) == 1
    assert [one.act for one in states[-1].mentions] == ["impose", "extend", "lift"]


def test_a_lifting_to_come_has_not_happened() -> None:
    bridges = judged(posts())["movement_restriction"]

    assert (bridges.status, str(bridges.last)) == ("in_force", "2024-03-10")


def test_what_has_run_out_is_expired() -> None:
    later = article("临澜市的渡轮恢复了平静。", published="2024-03-20T10:00:00+08:00", title="后来")

    assert judged([*posts(1), later])["curfew"].status == "expired"


@settings(deadline=None, max_examples=20)
@given(st.permutations(range(len(POSTS))))
def test_the_order_of_arrival_does_not_matter(order: list[int]) -> None:
    made = posts()

    assert judged([made[rank] for rank in order]) == judged(made)
