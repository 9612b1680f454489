"""What headlines call a case, and what places do to stories of one kind."""

from __future__ import annotations

import random

import pytest

from fakes import article
from shilu.model.article import Article
from shilu.stories.cases import designations, designations_of, is_plain
from shilu.stories.grouping import StoryStream, group


@pytest.mark.parametrize(
    ("headline", "found"),
    [
        ("“闻竹溪事件”之后谁来管", {"闻竹溪"}),
        ("再谈「聞竹溪案」的判決", {"闻竹溪", "谈闻竹溪"}),
        ("柳桥镇闻竹溪案开庭", {"镇闻竹溪", "闻竹溪"}),
        ("故意杀人案两人受审", {"故意杀人"}),  # a kind of crime, of known words: its last characters alone name nothing
        ("法院今日开庭", set()),
        ("案", set()),
    ],
)
def test_designations_are_the_words_before_the_case(headline: str, found: set[str]) -> None:
    assert designations(headline) == found


def test_known_words_alone_make_no_name() -> None:
    assert is_plain("故意杀人")
    assert not is_plain("闻竹溪")


def test_an_event_is_called_what_enough_of_its_headlines_call_it() -> None:
    one, other, none = designations("闻竹溪案开庭"), designations("某某侵权案开庭"), designations("开庭")
    assert "闻竹溪" in designations_of([one, one, none])
    assert "闻竹溪" not in designations_of([one, *[other] * 9])
    assert designations_of([]) == frozenset()


FLOODS = {
    "赣州市": (
        "赣州市昨夜暴雨，赣江水位上涨，消防员转移被困居民。古浮桥拆解避险，脐橙果农冒雨抢收，城墙一段坍塌。",
        "赣州市暴雨停歇，赣江水位回落，古浮桥重新合拢，果农清点脐橙损失，城墙坍塌处搭起脚手架。",
    ),
    "哈尔滨市": (
        "哈尔滨市遭遇暴雨，松花江水位超过警戒线，消防员转移被困居民。冰雪馆停电闭馆，铁路桥限速，啤酒节推迟开幕。",
        "哈尔滨市雨后天晴，松花江水位平稳，冰雪馆恢复供电，铁路桥解除限速，推迟的啤酒节周末开幕。",
    ),
    "宜昌市": (
        "宜昌市发布暴雨预警，三峡库区水位抬升，消防员转移被困居民。船闸停航，游轮滞留码头，柑橘园发生滑坡。",
        "宜昌市解除预警，三峡库区船闸复航，滞留的游轮离开码头，柑橘园滑坡体正在清理。",
    ),
}


def flood(town: str, n: int) -> Article:
    line = FLOODS[town][n]
    return article(line, title=line[:10], published=f"2024-07-0{n + 1}T09:00:00+08:00", path=f"posts/{town}{n}.md")


def test_floods_of_two_cities_are_two_stories() -> None:
    news = {town: [flood(town, n) for n in (0, 1)] for town in FLOODS}
    found = {frozenset(story.articles) for story in group(one for posts in news.values() for one in posts)}
    assert found == {frozenset(one.id for one in posts) for posts in news.values()}


def test_pieces_on_the_consequences_of_a_case_go_to_it_by_its_designation() -> None:
    opened = [
        article(
            f"闻竹溪案{word}，法院认定医院的广告误导病人，闻竹溪的父亲说要继续追究医院与平台的责任。",
            title=f"闻竹溪案{word}",
            published=f"2024-03-0{n}T09:00:00+08:00",
            path=f"posts/{n}.md",
        )
        for n, word in enumerate(("开庭", "宣判", "上诉"), 1)
    ]
    later = article(
        "监管部门要求搜索平台整改医院广告，误导病人的医院要下架，平台的责任写入新规，病人可以投诉。",
        title="“闻竹溪事件”推动广告新规",
        published="2024-09-01T09:00:00+08:00",
        path="posts/later.md",
    )
    unnamed = article(later.text.split("\n")[1], title="广告新规今起施行", published="2024-09-01T09:00:00+08:00", path="posts/x.md")
    assert len(group([*opened, later])) == 1
    assert len(group([*opened, unnamed])) == 2


def test_articles_that_come_late_lie_as_if_they_had_come_in_time() -> None:
    news = [flood(town, n) for town in FLOODS for n in (0, 1)]
    for seed in range(4):
        stream = StoryStream()
        for one in random.Random(seed).sample(news, len(news)):
            stream.add(one)
        assert stream.stories() == group(news)
        assert set(stream.nearest()) == {one.id for story in group(news) for one in news if one.id in story.articles[1:]}
