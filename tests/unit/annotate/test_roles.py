from __future__ import annotations

import pytest

from fakes import article
from shilu.annotate.named import Named
from shilu.annotate.names import mark_names
from shilu.annotate.reading import reading
from shilu.annotate.roles import mark_roles

Read = tuple[str, str | None, str | None, str | None]


def roles(text: str) -> list[Read]:
    """(title, org, holder, change) of each office."""
    read = reading(article(text))
    t = read.text

    def words(start: int | None, end: int | None) -> str | None:
        return t[start:end] if start is not None else None

    return [
        (t[m.title_start : m.title_end], words(m.org_start, m.org_end), words(m.holder_start, m.holder_end), m.change)
        for m in mark_roles(read, Named.of(mark_names(read, None)))
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("巴西总统萨蒂科夫表示遗憾。", ("总统", "巴西", "萨蒂科夫", None)),
        ("俄外长周五抵达。", ("外长", "俄", None, None)),
        ("巴西国防部长萨蒂科夫表示遗憾。", ("国防部长", "巴西国防部", "萨蒂科夫", None)),
        ("巴西外交部副发言人萨蒂科夫表示遗憾。", ("副发言人", "巴西外交部", "萨蒂科夫", None)),
        ("巴西内政部代理部长萨蒂科夫表示遗憾。", ("代理部长", "巴西内政部", "萨蒂科夫", "acting")),
        ("巴西前总统萨蒂科夫表示遗憾。", ("总统", "巴西", "萨蒂科夫", "ended")),
        ("肯塔基州州长萨蒂科夫表示遗憾。", ("州长", "肯塔基州", "萨蒂科夫", None)),
        ("肯塔基州长萨蒂科夫表示遗憾。", ("州长", "肯塔基州", "萨蒂科夫", None)),
        ("警方逮捕了被革职的巴西国防部长萨蒂科夫。", ("国防部长", "巴西国防部", "萨蒂科夫", "dismissed")),
        ("巴西总理萨蒂科夫辞职。", ("总理", "巴西", "萨蒂科夫", "resigned")),
        ("巴西外交部发言人没有露面。", ("发言人", "巴西外交部", None, None)),
        ("作家萨蒂科夫是巴西外交部顾问、巴西红十字会秘书长。", ("秘书长", "巴西红十字会", "萨蒂科夫", None)),
        ("巴西红十字会秘书长、巴西外交部顾问萨蒂科夫到场。", ("秘书长", "巴西红十字会", "萨蒂科夫", None)),
        ("巴西副总理兼财长萨蒂科夫到场。", ("副总理", "巴西", "萨蒂科夫", None)),
        ("巴西副总理兼财长萨蒂科夫到场。", ("财长", "巴西", "萨蒂科夫", None)),
        ("巴西红十字会副会长、新闻发言人萨蒂科夫到场。", ("新闻发言人", "巴西红十字会", "萨蒂科夫", None)),
        ("巴西红十字会副会长、教授萨蒂科夫到场。", ("教授", None, "萨蒂科夫", None)),
        ("巴西驻阿根廷大使萨蒂科夫到场。", ("大使", "巴西", "萨蒂科夫", None)),
        ("俄常驻联合国代表萨蒂科夫到场。", ("代表", "俄", "萨蒂科夫", None)),
        ("他解除了驻阿根廷大使萨蒂科夫的职务。", ("大使", None, "萨蒂科夫", "dismissed")),
        ("巴西气象局减灾与公共服务司负责人萨蒂科夫到场。", ("减灾与公共服务司负责人", "巴西气象局", "萨蒂科夫", None)),
        ("巴西红十字会（Cruz Vermelha）主任萨蒂科夫到场。", ("主任", "巴西红十字会", "萨蒂科夫", None)),
        ("巴西渔业与港口部部长萨蒂科夫到场。", ("部长", "巴西渔业与港口部", "萨蒂科夫", None)),
        ("巴西渔业与港口部长萨蒂科夫到场。", ("部长", "巴西渔业与港口部", "萨蒂科夫", None)),
        ("巴西东部官员萨蒂科夫到场。", ("官员", None, "萨蒂科夫", None)),
        ("新华社圣保罗3月4日电（记者 陆知远）河水上涨。", ("记者", "新华社", "陆知远", None)),
        ("【新华社驻巴西特约记者 陆知远】", ("特约记者", "新华社", "陆知远", None)),
        ("本报记者陆知远，教授林岚到场。", ("记者", "本报", "陆知远", None)),
        ("新华社3月4日援引一名官员的话，另一记者陆知远到场。", ("记者", None, "陆知远", None)),
        ("【文/新华社 陆知远】", ("文", "新华社", "陆知远", None)),
        ("巴西气象局台风中心主任萨蒂科夫到场。", ("台风中心主任", "巴西气象局", "萨蒂科夫", None)),
        ("总统萨蒂科夫到场。萨蒂科夫辞去总理职务。", ("总理", None, "萨蒂科夫", "resigned")),
        ("总统免去萨蒂科夫的财政部长职务。教授萨蒂科夫到场。", ("财政部长", None, "萨蒂科夫", "dismissed")),
    ],
)
def test_an_office_has_its_body_its_holder_and_what_became_of_the_holder(text: str, found: Read) -> None:
    assert found in roles(text)


def test_who_dismisses_is_not_dismissed() -> None:
    assert {(h, c) for _, _, h, c in roles("巴西总统萨蒂科夫解雇了财政部长林索夫。")} == {
        ("萨蒂科夫", None),
        ("林索夫", "dismissed"),
    }


@pytest.mark.parametrize(
    "text", ["总统府外聚集了人群。", "总统选举定于周日举行。", "部长级会议闭幕。", "总统职位空缺。", "大使馆关闭。", "代表作问世。"]
)
def test_a_word_with_an_office_in_it_is_no_office(text: str) -> None:
    assert roles(text) == []


def test_a_post_is_lost_by_each_of_those_who_lose_it() -> None:
    found = roles("安东·萨蒂科夫和玛丽·林索娃被免去巴西红十字会副主席职务。")
    assert [(h, c) for title, _, h, c in found if title == "副主席"] == [
        ("安东·萨蒂科夫", "dismissed"),
        ("玛丽·林索娃", "dismissed"),
    ]


def test_the_offices_of_two_countries_are_held_by_two() -> None:
    assert ("总统", "巴西", None, None) in roles("巴西总统、阿根廷总理林索夫到场。")


def test_many_holders_are_plural() -> None:
    read = reading(article("多名官员和议员们离场。"))
    assert all(mark.plural for mark in mark_roles(read, Named.of(mark_names(read, None))))
