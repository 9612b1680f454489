from __future__ import annotations

from itertools import permutations

from ledger_builders import article, at
from shilu.stories import one_story


def test_articles_stand_in_order_of_publication_undated_last() -> None:
    late, early, undated = article("late", at(2)), article("early", at(1)), article("undated", None)
    story = one_story([undated, late, early])
    assert story.articles == (early.id, late.id, undated.id)
    assert (story.title, story.first, story.last) == ("late", at(1), at(2))
    assert [reason.article for reason in story.reasons] == list(story.articles)


def test_the_order_of_arrival_is_irrelevant() -> None:
    articles = [article("a", at(1)), article("b", at(1)), article("c", None)]
    assert len({one_story(order) for order in permutations(articles)}) == 1


def test_no_articles_make_an_empty_story() -> None:
    story = one_story([])
    assert (story.articles, story.title, story.first, story.last) == ((), "", None, None)
