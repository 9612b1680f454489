from __future__ import annotations

import numpy as np
import pytest

from news_builders import post, sentences, strange
from shilu.model.article import Article, Span
from shilu.model.stories import Reuse
from shilu.stories.reuse import ReuseIndex, families, folding, reused, voices

TEXT = sentences(1)


def kinds(*articles: Article) -> set[str]:
    return {reuse.kind for reuse in reused(articles)}


def words(article: Article, span: Span) -> str:
    assert span.article == article.id
    return article.text[span.start : span.end]


def test_the_same_words_under_another_headline_are_a_copy_with_both_passages() -> None:
    first, second = post("a", TEXT, title="白芷水库放水"), post("b", TEXT, title="闸门昨夜打开", outlet="南风晨报")
    [reuse] = reused([first, second])
    assert (reuse.kind, reuse.whole, reuse.similarity) == ("copy", True, 1.0)
    assert words(second, reuse.a) == words(first, reuse.b)
    assert words(first, reuse.b).startswith(TEXT[0])


def test_traditional_script_and_other_punctuation_hide_no_copy() -> None:
    plain = [
        "柳桥镇的总管说，闸门将于明天上午关闭，下游两个村的居民可以回家，学校和医院的电力也会恢复，请各家检查门窗、煤气与电线。"
    ]
    other = [
        "柳橋鎮的總管說：閘門將於明天上午關閉；下游兩個村的居民可以回家，學校和醫院的電力也會恢復，請各家檢查門窗，煤氣與電線。"
    ]
    assert kinds(post("a", plain), post("b", other)) == {"copy"}


def test_a_quarter_of_an_article_is_an_excerpt_and_one_voice() -> None:
    whole, part = post("a", TEXT), post("b", TEXT[4:8])
    [reuse] = reused([whole, part])
    assert (reuse.kind, reuse.whole) == ("excerpt", True)
    assert families([reuse]) == {whole.id: min(whole.id, part.id), part.id: min(whole.id, part.id)}


def test_a_passage_inside_another_article_is_an_excerpt_and_the_articles_stay_two_voices() -> None:
    source, host = post("a", TEXT), post("b", [*sentences(2), *TEXT[5:8], *sentences(3, 5)])
    found = [reuse for reuse in reused([source, host]) if reuse.a.end - reuse.a.start > 100]
    assert [(reuse.kind, reuse.whole) for reuse in found] == [("excerpt", False)]
    assert words(host, found[0].a).replace("\n", "") == words(source, found[0].b).replace("\n", "")
    assert families(found) == {}


def test_a_new_lead_over_an_old_background_is_an_update() -> None:
    assert kinds(post("a", TEXT), post("b", [*sentences(4, 6), *TEXT[6:]])) == {"update"}


def test_one_form_filled_in_twice_is_a_template_and_no_voice() -> None:
    form = (
        "{0}今天下午在公司网站上公布了今年上半年的经营成绩：营业收入{1}万元，与去年上半年相比增长{2}%，扣除各项费用后净利{3}万元。"
    )
    form += "{0}在公告里表示，全年目标{4}万元维持不变，上半年已有{5}家门店按照计划开张营业，下半年{0}还将再开{6}家。"
    one = post("a", form.format("白芷面业", 8120, 31, 977, 20500, 64, 12), title="白芷面业公布成绩")
    two = post("b", form.format("云门纸品", 4353, 18, 620, 11300, 27, 39), title="云门纸品公布成绩")
    found = reused([one, two])
    assert {reuse.kind for reuse in found} == {"template"}
    assert families(found) == {}


def test_a_formula_of_an_outlet_is_learned_and_then_is_no_excerpt() -> None:
    closing = "想知道更多河边小镇的往事，请在每个周末的早晨收听主编与三位老记者的闲谈，"
    closing += "听众也可以寄来自己拍下的照片与写好的短文，入选的作者将得到一册新印的地图。"
    posts = [post(f"p{n}", [*strange(n), closing], outlet="青禾社") for n in range(6)]
    index = ReuseIndex()
    found = [reuse for article in posts for reuse in index.add(article)]
    assert any(closing[:20] in posts[0].text[reuse.b.start : reuse.b.end] for reuse in found)
    assert reused(posts) == []


def test_unrelated_articles_share_nothing() -> None:
    assert reused([post(f"p{n}", sentences(30 + n)) for n in range(8)]) == []


@pytest.mark.parametrize("text", ["", "短。", "一二三四五六七八"])
def test_short_texts_are_no_fault(text: str) -> None:
    assert reused([post("a", [text or "甲"]), post("b", [text or "甲"])]) == [] or text


def test_the_same_articles_in_the_same_order_give_the_same_values() -> None:
    posts = [post("a", TEXT), post("b", TEXT[:7]), post("c", [*sentences(5), *TEXT[8:11]])]
    assert reused(posts) == reused(posts)


def test_the_index_grows_beyond_its_first_table() -> None:
    index = ReuseIndex()
    for number in range(120):
        index.add(post(f"p{number}", sentences(100 + number, 40)))
    assert len(index) == 120
    assert {reuse.b.article for reuse in index.add(post("again", sentences(107, 40)))} == {post("p7", sentences(107, 40)).id}


def test_a_sentence_that_two_articles_share_is_one_report_and_the_rest_is_two() -> None:
    a, b = Span("a", 100, 140), Span("b", 300, 340)
    shared = Reuse(a=Span("a", 90, 200), b=Span("b", 290, 400), similarity=1.0, kind="excerpt", whole=False)
    other = Span("b", 500, 520)
    assert voices([shared], [a, b, other]) == {a: a, b: a}
    assert voices([Reuse(a=shared.a, b=shared.b, similarity=0.9, kind="template", whole=False)], [a, b]) == {}


def test_characters_are_compared_alike_whatever_was_met_before() -> None:
    points = np.arange(0x4D00, 0x5200, dtype=np.uint32)
    mixed = points.copy()
    np.random.default_rng(1).shuffle(mixed)
    at_once, by_pieces = folding._Table(), folding._Table()
    for piece in np.array_split(mixed, 40):
        by_pieces[piece]
    assert (at_once[points] == by_pieces[points]).all()
    assert at_once[np.array([ord("水"), ord("庫"), ord("Ｂ"), ord("。")], np.uint32)].tolist() == [*map(ord, "水库b"), 0]
