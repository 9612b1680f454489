"""Events over several articles: one from its mentions by type, place and day; the order of arrival does not matter."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import article
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.ledger.events import events_of
from shilu.model.article import Article
from shilu.model.ledger import Event
from shilu.statements import state

POSTS = (
    ("2024-03-05T18:00:00+08:00", "临澜市5日发生山体滑坡，公路中断。"),
    ("2024-03-06T10:00:00+08:00", "5日，临澜市发生山体滑坡。"),
    ("2024-03-06T11:00:00+08:00", "临澜市发生的山体滑坡造成三人死亡。"),
    ("2024-03-07T10:00:00+08:00", "临澜市7日发生第二次山体滑坡。"),
    ("2024-03-07T11:00:00+08:00", "警方7日逮捕了矿主。"),
)


def posts() -> list[Article]:
    return [article(text, published=day, title=f"第{rank}条") for rank, (day, text) in enumerate(POSTS)]


def judged(articles: list[Article]) -> tuple[Event, ...]:
    marks = [annotate(one) for one in articles]
    entities = resolve(articles, marks)
    stated = [state(one, found, entities) for one, found in zip(articles, marks, strict=True)]
    return events_of(articles, stated, entities)


def test_mentions_of_one_day_are_one_event_and_of_two_days_two() -> None:
    slides = sorted((one for one in judged(posts()) if one.type == "accident_disaster" and one.dated), key=lambda e: str(e.first))

    assert [str(one.first) for one in slides] == ["2024-03-05", "2024-03-07"]
    assert len(slides[0].mentions) >= 2


def test_events_of_other_types_stay_apart() -> None:
    assert {one.type for one in judged(posts())} == {"accident_disaster", "arrest"}


@settings(deadline=None, max_examples=20)
@given(st.permutations(range(len(POSTS))))
def test_the_order_of_arrival_does_not_matter(order: list[int]) -> None:
    made = posts()

    assert judged([made[rank] for rank in order]) == judged(made)
