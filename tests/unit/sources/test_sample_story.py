"""The sample story is what its README says: whole, read without notes, and its gold quotes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shilu import sources
from shilu.model.article import Article, Raw
from shilu.model.errors import Skipped

EXAMPLES = Path(__file__).parents[3] / "examples"
POSTS = sorted((EXAMPLES / "wangxi-dam").glob("*.md"))
GOLD = json.loads((EXAMPLES / "gold" / "gold.json").read_text(encoding="utf-8"))


def read(path: Path) -> Article:
    found = sources.read(Raw(path.relative_to(EXAMPLES).as_posix(), path.read_bytes()))
    assert isinstance(found, Article), found
    return found


@pytest.fixture(scope="module")
def story() -> dict[str, Article]:
    return {article.path: article for article in map(read, POSTS)}


def test_fifteen_posts_by_five_outlets_over_five_days(story: dict[str, Article]) -> None:
    made = list(story.values())
    assert len(made) == len({article.id for article in made}) == 15
    assert len({article.outlet.key for article in made}) == 5
    assert len({article.published.date() for article in made if article.published}) == 5
    assert {article.script for article in made} == {"hans", "hant"}
    assert [article.published for article in made] == sorted(article.published for article in made if article.published)
    assert all(article.notes == () for article in made)


def test_the_wire_stands_word_for_word_in_three_other_articles(story: dict[str, Article]) -> None:
    wire = next(words for words in story["wangxi-dam/01-lantong.md"].text.split("\n") if "6人死亡" in words and "通报" in words)
    lead = wire.split("）", 1)[1]
    assert [path for path, article in story.items() if lead in article.text] == [
        "wangxi-dam/01-lantong.md",
        "wangxi-dam/02-wanbao.md",
        "wangxi-dam/03-xian.md",
        "wangxi-dam/04-lansheng.md",
    ]


def test_every_quotation_of_the_gold_stands_once_in_its_article(story: dict[str, Article]) -> None:
    for article in GOLD["articles"]:
        text = story[article["file"]].text
        end = story[article["file"]].blocks[0].end
        for figure in article["figures"]:
            within = text[:end] if figure["quote_in"] == "title" else text[end:]
            assert within.count(figure["quote"]) == 1, figure


def test_series_and_relations_of_the_gold_name_its_figures() -> None:
    known = [figure["id"] for article in GOLD["articles"] for figure in article["figures"]]
    assert len(known) == len(set(known))
    named = {point["figure"] for points in GOLD["series"].values() for point in points}
    assert named | {row[side] for row in GOLD["relations"] for side in "ab"} <= set(known)


def test_the_readme_is_no_post() -> None:
    assert sources.read(Raw("README.md", (EXAMPLES / "README.md").read_bytes())) == Skipped("README.md", "no front matter")
