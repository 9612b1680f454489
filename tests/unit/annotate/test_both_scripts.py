"""What is said in one script is said in the other: no value of a time or a quantity changes with it."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from fakes import articles, traditional
from shilu.annotate import annotate
from shilu.lang.script import simplify
from shilu.model.article import Article
from shilu.model.marks import QuantityMark, TimeMark


def values(article: Article) -> tuple[list[TimeMark], list[QuantityMark]]:
    """All times, and all quantities with their words in one script."""
    found = annotate(article)
    quantities = [
        replace(mark, unit=mark.unit and simplify(mark.unit), marker=mark.marker and simplify(mark.marker))
        for mark in found.quantities
    ]
    return list(found.times), quantities


def differing(read: list[Article]) -> list[str]:
    """The articles whose values change when their text is turned into simplified or into traditional script."""
    return [
        article.path
        for article in read
        if not values(replace(article, text=simplify(article.text)))
        == values(article)
        == values(replace(article, text=traditional(simplify(article.text))))
    ]


def test_the_sample_has_the_same_values_in_both_scripts(root: Path) -> None:
    read = articles((root / "examples" / "wangxi-dam").glob("*.md"))
    assert len(read) >= 12
    assert any(traditional(one.text) != one.text for one in read)
    assert differing(read) == []


@pytest.mark.shared
def test_real_posts_have_the_same_values_in_both_scripts(shared: Path) -> None:
    folders = ("posts/seeds", "benchmarks/events/tornado", "benchmarks/events/jishishan")
    read = articles(path for folder in folders for path in (shared / folder).rglob("*.md"))
    assert len(read) > 30
    assert differing(read) == []
