from __future__ import annotations

import random
from itertools import permutations

import pytest

from fakes import article
from news_builders import strange
from shilu.model.article import Article
from shilu.stories.calibration import right_of
from shilu.stories.events import EventStream
from shilu.stories.grouping import StoryStream, group
from shilu.stories.vectors import product, vector
from shilu.stories.words import count_words, is_matter, is_name

DAM = [
    "白芷水库的闸门昨夜出现裂缝，柳桥镇连夜转移下游村民，水利局抢修人员赶到大坝。",
    "柳桥镇说，白芷水库闸门裂缝长两米，下游三个村的村民已经转移，抢修仍在进行。",
    "白芷水库抢修完毕，闸门裂缝被钢板封住，柳桥镇的村民开始回家，水利局将调查大坝。",
    "水利局公布白芷水库闸门裂缝的原因：钢材老化。柳桥镇要求赔偿村民的转移费用。",
]
FAIR = [
    "云门乡的陶瓷博览会今天开幕，二百家窑厂展出青瓷和釉料，外国客商参观了龙窑。",
    "陶瓷博览会第二天，云门乡窑厂签下青瓷订单，客商对釉料配方最感兴趣。",
    "云门乡陶瓷博览会闭幕，青瓷订单总额创新高，窑厂主人说明年还要修复龙窑。",
]


def posts(lines: list[str], day: int, name: str) -> list[Article]:
    return [
        article(line, title=line[:12], published=f"2024-03-{day + n:02}T09:00:00+08:00", path=f"posts/{name}{n}.md")
        for n, line in enumerate(lines)
    ]


NEWS = [*posts(DAM, 1, "dam"), *posts(FAIR, 1, "fair")]


def test_two_matters_of_the_same_days_are_two_stories() -> None:
    dam, fair = group(NEWS)
    assert {frozenset(dam.articles), frozenset(fair.articles)} == {
        frozenset(a.id for a in NEWS[:4]),
        frozenset(a.id for a in NEWS[4:]),
    }


def test_every_article_stands_in_one_story_and_one_part_with_a_reason() -> None:
    stories = group(NEWS)
    assert sorted(key for story in stories for key in story.articles) == sorted(a.id for a in NEWS)
    for story in stories:
        assert sorted(key for part in story.parts for key in part) == sorted(story.articles)
        assert [reason.article for reason in story.reasons] == list(story.articles)
        assert all(reason.because and reason.because_en for reason in story.reasons)


def test_a_reason_names_the_nearest_article_and_the_words_in_common() -> None:
    [story] = group(NEWS[:2])
    assert story.reasons[0].because_en == "first of its event"
    assert story.reasons[0].score is None
    assert f"nearest {NEWS[0].id}" in story.reasons[1].because_en
    assert "闸门" in story.reasons[1].because
    score = story.reasons[1].score
    assert score is not None
    assert f"about {100 * score:.0f} in 100 were right" in story.reasons[1].because_en
    assert f"100 篇约有 {100 * score:.0f} 篇归对" in story.reasons[1].because


def test_more_support_is_worth_more_and_what_just_suffices_is_mostly_right() -> None:
    worth = [right_of("support", share / 10) for share in range(10, 40)]
    assert worth == sorted(worth)
    assert 0.7 < worth[0] < worth[-1] < 1
    assert right_of("copy", 1.0) > 0.95


def test_the_stories_are_a_function_of_the_set() -> None:
    orders = [random.Random(n).sample(NEWS, len(NEWS)) for n in range(6)]
    assert len({group(order) for order in orders}) == 1


def test_the_id_is_that_of_the_first_article_whatever_comes_later() -> None:
    assert group(NEWS[:2])[0].id == group(NEWS[:4])[0].id


def test_a_stream_places_articles_as_they_come_in_any_order() -> None:
    for order in list(permutations(NEWS[:3]))[:4]:
        stream = StoryStream()
        for post in order:
            stream.add(post)
        assert len(stream.stories()) == 1


def test_a_copy_stands_with_its_original_whatever_its_headline() -> None:
    original, other = posts([DAM[0] + DAM[3]], 1, "a")[0], article(DAM[0] + DAM[3], title="图片新闻", path="posts/b.md")
    [story] = group([original, other])
    assert f"the same words as {original.id}" in {one.article: one.because_en for one in story.reasons}[other.id]


def test_a_week_without_news_closes_an_event() -> None:
    stream = EventStream()
    words = vector(count_words(NEWS[0]))
    day = 86400.0
    assert stream.add(words, 0.0) == stream.add(words, 6 * day) == stream.add(words, 12 * day)
    assert stream.add(words, 30 * day) != 0


def test_a_story_goes_on_after_months_under_the_same_names() -> None:
    later = article(
        "白芷水库闸门裂缝一案开庭，水利局两名官员因大坝钢材受审，柳桥镇的村民旁听，抢修费用也将裁定。",
        title="白芷水库闸门裂缝案开庭",
        published="2024-11-20T09:00:00+08:00",
        path="posts/later.md",
    )
    stories = group([*NEWS, later])
    [story] = [story for story in stories if later.id in story.articles]
    assert {a.id for a in NEWS[:4]} < set(story.articles)
    assert "goes on with" in str(story.reasons)


@pytest.mark.parametrize("articles", [[], [article("甲。", path="posts/one.md", published=None)]])
def test_few_or_undated_articles_are_no_fault(articles: list[Article]) -> None:
    assert [story.articles for story in group(articles)] == [(a.id,) for a in articles]


def test_articles_with_nothing_in_common_are_stories_of_one() -> None:
    alone = [article(strange(n), title=strange(n)[0][:9], path=f"posts/{n}.md") for n in range(12)]
    assert all(len(story.articles) == 1 for story in group(alone))


def test_both_scripts_have_the_same_words() -> None:
    plain, other = article("白芷水库闸门裂缝，下游村民转移"), article("白芷水庫閘門裂縫，下游村民轉移")
    assert product(vector(count_words(plain)), vector(count_words(other))) == pytest.approx(1.0)


def test_formulas_of_the_outlet_are_no_words_of_the_matter() -> None:
    post = article("闸门裂缝。欢迎收听周末节目")
    start = post.text.index("欢迎")
    assert "节目" in count_words(post).words()
    assert "节目" not in count_words(post, [(start, len(post.text))]).words()


def test_unknown_runs_are_names_without_the_function_words_around_them() -> None:
    words = count_words(article("是蘅垚的")).words()
    assert "蘅垚" in words
    assert is_name("蘅垚")
    assert not is_name("裂缝")


def test_a_piece_of_a_name_says_nothing_of_what_is_told() -> None:
    assert is_matter("裂缝")
    assert not is_matter("集安")  # the first word of an organisation's name
    assert not is_matter("耶夫")  # in no dictionary
    assert not is_matter("白芷县")
