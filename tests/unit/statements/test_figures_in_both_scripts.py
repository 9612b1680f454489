"""What is counted in one script is counted in the other: no value, bound, kind, group, basis or place changes with it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from fakes import articles, traditional
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.lang.script import simplify
from shilu.model.article import Article
from shilu.model.statements import Figure
from shilu.statements import state

Values = tuple[object, ...]


def values(figure: Figure) -> Values:
    """All of a figure that must not depend on the script."""
    return (
        figure.number, figure.kind, figure.value, figure.low, figure.high, figure.operator, figure.group, figure.basis,
        figure.realis, figure.place, figure.as_of, figure.prior, figure.incident is None, figure.part_of is None,
    )  # fmt: skip


def figures(read: Sequence[Article]) -> list[tuple[str, list[Values]]]:
    """The figures of some articles that share their entities."""
    marks = [annotate(article) for article in read]
    entities = resolve(read, marks)
    return [
        (article.path, [values(figure) for figure in state(article, mark, entities).figures])
        for article, mark in zip(read, marks, strict=True)
    ]


def differing(read: Sequence[Article]) -> list[tuple[str, list[Values]]]:
    """The figures that change when all texts are turned into traditional script, with their article."""
    simplified = figures([replace(article, text=simplify(article.text)) for article in read])
    other = figures([replace(article, text=traditional(simplify(article.text))) for article in read])
    return [
        (path, [one for one in (*first, *second) if one not in first or one not in second])
        for (path, first), (_, second) in zip(simplified, other, strict=True)
        if first != second
    ]


def test_the_sample_has_the_same_figures_in_both_scripts(root: Path) -> None:
    read = articles((root / "examples" / "wangxi-dam").glob("*.md"))
    assert sum(len(found) for _, found in figures(read)) > 40
    assert differing(read) == []


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["posts/seeds", "benchmarks/events/tornado", "benchmarks/events/jishishan"])
def test_real_posts_have_the_same_figures_in_both_scripts(shared: Path, folder: str) -> None:
    read = articles((shared / folder).rglob("*.md"))
    assert len(read) > 4
    assert differing(read) == []
