"""The body of an office that names none: by the office above it, by the same article, by the publisher."""

from __future__ import annotations

import pytest

from fakes import article
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.model.article import Article
from shilu.model.entities import Entities, Entity


def build(*texts: str) -> tuple[list[Article], Entities]:
    articles = [article(text, path=f"posts/{i}.md", title=f"第{i}篇") for i, text in enumerate(texts)]
    return articles, resolve(articles, [annotate(one) for one in articles])


def named(entities: Entities, name: str) -> Entity:
    return next(e for e in entities.by_id.values() if name in e.names)


def bodies(name: str, *texts: str) -> dict[str, str | None]:
    """Title -> name of its body, for one person."""
    _, entities = build(*texts)
    return {r.title: entities.by_id[r.org].name if r.org else None for r in named(entities, name).roles}


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("巴西总统的顾问林索夫到场。",), {"顾问": "巴西"}),
        (("巴西前总统安东·萨蒂科夫到场。", "巴西前总统的顾问林索夫到场。"), {"顾问": "安东·萨蒂科夫"}),
        (("巴西前总统安东·萨蒂科夫到场。", "巴西前总统玛丽·奥尔洛娃到场。", "巴西前总统的顾问林索夫到场。"), {"顾问": None}),
        (("巴西总统气候问题特使林索夫到场。",), {"特使": "巴西"}),
        (("巴西总统到场，顾问林索夫表示遗憾。",), {"顾问": None}),
    ],
    ids=["of a president", "of the only former one", "of one of two former ones", "for a matter", "beside a president"],
)
def test_an_aide_belongs_to_whom_he_serves(texts: tuple[str, ...], found: dict[str, str | None]) -> None:
    assert bodies("林索夫", *texts) == found


def test_an_office_belongs_to_the_body_that_the_article_gives_its_holder() -> None:
    _, entities = build("巴西总理安东·萨蒂科夫到场。萨蒂科夫总理随后离开。", "总理安东·萨蒂科夫表示遗憾。")
    held = named(entities, "安东·萨蒂科夫").roles
    assert sorted((r.title, r.org is not None) for r in held) == [("总理", False), ("总理", True), ("总理", True)]


def test_a_reporter_of_this_paper_belongs_to_the_publisher() -> None:
    (made,), entities = build("本报记者陆知远，林岚报道。")
    (role,) = named(entities, "陆知远").roles
    assert role.org == entities.outlets[made.id]


def test_the_label_of_a_byline_says_what_its_person_is() -> None:
    assert bodies("陆知远", "【文/新华社 陆知远】今天下雨。") == {"作者": "新华社"}
    assert bodies("陆知远", "今天下雨。（责任编辑：陆知远）") == {"编辑": None}
