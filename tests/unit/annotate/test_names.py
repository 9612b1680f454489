from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import article
from shilu.annotate.names import mark_names
from shilu.annotate.reading import reading
from shilu.model.marks import NameMark
from shilu.model.protocols import Tag


class OneName:
    """A tagger that knows one name, or lies about its offsets."""

    types = frozenset({"PER"})
    name = "test/1"

    def __init__(self, known: str, shift: int = 0) -> None:
        self.known, self.shift = known, shift

    def tag(self, sentences: list[str]) -> list[list[Tag]]:
        return [
            [Tag(i + self.shift, i + len(self.known) + self.shift, "PER", 0.8, self.known)]
            if (i := s.find(self.known)) >= 0
            else []
            for s in sentences
        ]


def names(text: str, kind: str, **more: str) -> list[str]:
    made = article(text, **more)
    return [made.text[m.start : m.end] for m in mark_names(reading(made), None) if m.type == kind]


def one(text: str, words: str) -> NameMark:
    made = article(text)
    return next(m for m in mark_names(reading(made), None) if made.text[m.start : m.end] == words)


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("救援队昨晚抵达阿拉木图。", "place", ["阿拉木图"]),
        ("印度洋上空没有云，印度队赢了。", "place", ["印度洋", "印度"]),
        ("总统的丈夫安东·萨蒂科夫和哥哥马丁·萨蒂科夫到场。", "person", ["安东·萨蒂科夫", "马丁·萨蒂科夫"]),
        ("船在大运河内搁浅，他戴一副金边眼镜。", "place", []),
        ("代表团从河内飞往金边。", "place", ["河内", "金边"]),
        ("雨下在肯塔基州和田纳西州。", "place", ["肯塔基州", "田纳西州"]),
        ("车队从西南通往边境。", "place", []),
        ("代理县长没有到场。", "place", []),
        ("甘肃省积石山县发生地震。", "place", ["甘肃省", "积石山县"]),
        ("洪水夜里淹没了岭桥镇，岭桥的居民已撤离。", "place", ["岭桥镇", "岭桥"]),
        ("洪水夜里淹没了整座城市和灾区。", "place", []),
        ("军队占领了阿拉木图机场。", "place", ["阿拉木图机场"]),
        ("巴西外交部召见了大使。", "organisation", ["巴西外交部"]),
        ("美国国务院发表声明，俄国防部否认。", "organisation", ["美国国务院", "俄国防部"]),
        ("内政部公布了名单。", "organisation", ["内政部"]),
        ("外交部长们举行会谈。", "organisation", []),
        ("岭桥县应急管理局通报了灾情。", "organisation", ["岭桥县应急管理局"]),
        ("第12摩托化步兵旅正在集结，第12名选手退赛。", "organisation", ["第12摩托化步兵旅"]),
        ("世卫组织和无国界医生组织派出专家。", "organisation", ["世卫组织", "无国界医生组织"]),
        ("法新社援引目击者的话，世界报道了此事。", "outlet", ["法新社"]),
        ("据青屿晚报报道，桥已封闭。", "outlet", ["青屿晚报"]),
        ("各家日报都报道了。", "outlet", []),
        ("总统萨蒂科夫表示遗憾。", "person", ["萨蒂科夫"]),
        ("总统办公室表示遗憾。", "person", []),
        ("作家伊莲娜·索科娃到场，索科娃没有说话。", "person", ["伊莲娜·索科娃", "索科娃"]),
        ("发言人周日表示，谈判继续。", "person", []),
        ("（编辑：陆知远）", "person", ["陆知远"]),
        ("当地将推动湾区发展，建设示范区，确保煤矿安全。", "place", []),
        ("患者从巴西前往青屿医院就诊。", "organisation", []),
        ("巴西多家医院收治了伤者。", "organisation", []),
        ("作家伊莲娜·索科娃于9日到场。", "person", ["伊莲娜·索科娃"]),
        ("候选人伊莲娜·索科娃代表该党到场。", "person", ["伊莲娜·索科娃"]),
        ("总统曾表示遗憾。", "person", []),
        ("巴西岭桥医院（以下简称“岭医”）关闭，岭医的病人已转移。", "organisation", ["巴西岭桥医院", "岭医", "岭医"]),
        ("巴西岭桥大学（BLU）关闭。学生离开了BLU，没有带走BLUE牌电脑。", "organisation", ["巴西岭桥大学", "BLU", "BLU"]),
        ("岭医关闭。巴西岭桥大学发表意见（简称《意见》）。", "organisation", ["巴西岭桥大学"]),
    ],
)  # fmt: skip
def test_names_are_found_and_what_only_looks_like_one_is_not(text: str, kind: str, found: list[str]) -> None:
    assert names(text, kind) == found


def test_a_latin_form_in_brackets_names_the_same_person() -> None:
    made = article("居民普利兹纳（Mark Plizner）逃了出来。")
    persons = [m for m in mark_names(reading(made), None) if m.type == "person"]
    assert [(made.text[m.start : m.end], m.name) for m in persons] == [("普利兹纳", "普利兹纳"), ("Mark Plizner", "普利兹纳")]


def test_traditional_script_gives_the_same_keys_with_spans_in_the_original() -> None:
    marks = {
        made.text[m.start : m.end]: m.key
        for made in [article("甘肅省積石山縣發生地震，新華社報導。")]
        for m in mark_names(reading(made), None)
    }
    assert marks == {"甘肅省": "gb:620000", "積石山縣": "gb:622927", "新華社": "outlet:xinhua"}


def test_among_places_of_one_name_the_one_of_the_region_named_here_is_meant() -> None:
    assert one("龙卷风袭击肯塔基州，位于梅菲尔德的工厂倒塌。", "梅菲尔德").key == "geonames:4300105"
    assert one("华盛顿发表声明。", "华盛顿").key == "geonames:4140963"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("广州", "gb:440100"), ("湖南", "gb:430000"), ("上海", "gb:310000"), ("上海市", "gb:310000"), ("甘南", "gb:623000"),
        ("吉林", "gb:220000"), ("吉林市", "gb:220200"), ("香港", "iso:HK"), ("德州", "iso:US-TX"),
        ("昆士兰", "iso:AU-QLD"), ("奥克兰", "geonames:2193733"), ("北海", "gb:450500"), ("哈萨克", "iso:KZ"),
    ],
)  # fmt: skip
def test_a_name_is_that_of_the_division_or_the_far_larger_place(name: str, key: str) -> None:
    assert one(f"记者昨天抵达{name}采访。", name).key == key


def test_a_county_called_like_a_town_elsewhere_is_in_the_region_its_sentence_names() -> None:
    county = one("俄勒冈州的电台报道，大火烧到了圣查尔斯郡，伊利诺伊州派出援兵。", "圣查尔斯郡")
    assert (county.key, county.country) == ("in:iso:US-OR", "US")
    assert one("伊利诺伊州的电台报道，大火烧到了圣查尔斯郡。", "圣查尔斯").key == "geonames:4908737"
    assert one("俄勒冈州起火。伊利诺伊州的电台报道，大火烧到了圣查尔斯郡。", "圣查尔斯").key == "geonames:4908737"


def test_a_ministry_alone_belongs_to_the_country_named_before() -> None:
    assert one("巴西内政部发表声明。次日，内政部更正。", "内政部").country == "BR"


def test_the_publisher_is_known_by_its_own_name() -> None:
    assert names("这是南岭晨星独家消息。", "outlet", outlet="南岭晨星") == ["南岭晨星"]


def test_a_tagger_s_person_carries_its_name_and_is_found_again() -> None:
    made = article("潘明远到场。后来潘明远走了。")
    marks = [m for m in mark_names(reading(made), OneName("潘明远")) if m.type == "person"]
    assert [m.maker for m in marks] == ["test/1", "annotate.name.person_again"] or [m.maker for m in marks] == ["test/1", "test/1"]


def test_a_short_town_does_not_take_the_beginning_of_a_foreign_name() -> None:
    made = article("白宫发言人佩斯科娃表示遗憾。")
    marks = [m for m in mark_names(reading(made), OneName("佩斯科娃")) if m.type in ("person", "place")]
    assert [(m.name, m.type) for m in marks] == [("佩斯科娃", "person")]
    assert names("佩斯市郊区发生爆炸。", "place") == ["佩斯市"]


def test_what_is_done_to_a_site_is_no_part_of_its_name() -> None:
    assert names("守卫机场的部队被撤离，警方守卫重要设施。", "place") == []


def test_a_tagger_s_span_whose_words_are_not_the_text_is_dropped() -> None:
    made = article("今天潘明远到场。")
    assert all(m.maker != "test/1" for m in mark_names(reading(made), OneName("潘明远", shift=1)))


_WORDS = st.sampled_from(
    [
        "哈萨克斯坦",
        "总统",
        "萨蒂科夫",
        "表示",
        "，",
        "。",
        "内政部",
        "梅菲尔德",
        "市",
        "伊莲娜·索科娃",
        "的",
        "法新社",
        "(A Bc)",
        "記者",
        "19日電",
        "岭桥",
        "镇",
        "和",
        "😀",
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(_WORDS, min_size=1, max_size=30))
def test_marks_are_ordered_disjoint_slices(words: list[str]) -> None:
    made = article("".join(words))
    marks = mark_names(reading(made), None)
    assert all(0 <= a.start < a.end <= b.start < b.end <= len(made.text) for a, b in pairwise(marks))
    assert marks == mark_names(reading(made), None)


def test_a_short_name_names_the_same() -> None:
    text = "巴西岭桥医院（简称岭医）关闭。岭医的病人已转移。"
    assert {m.name for m in mark_names(reading(article(text)), None) if m.type == "organisation"} == {"巴西岭桥医院"}


def keys(text: str) -> list[tuple[str, str | None]]:
    return [(mark.name, mark.key) for mark in mark_names(reading(article(text)), None) if mark.type == "place"]


def test_a_road_that_is_named_after_a_town_is_not_that_town() -> None:
    assert [name for name, _ in keys("吉林省长春市红旗街发生一起事故。")] == ["吉林省", "长春市"]
    assert keys("在新华立交和南京路，积水很深。") == []
    assert [name for name, _ in keys("郑州路段发生事故，北京街头有人。")] == ["郑州市", "北京市"]


def test_a_township_is_not_its_namesake_in_another_province() -> None:
    assert keys("甘肃徽县榆树乡遭遇暴雨。")[-1] == ("榆树乡", None)
    assert keys("吉林省榆树乡遭遇暴雨。")[-1][1] is not None
    assert keys("榆树乡遭遇暴雨。")[-1][1] is not None


def test_the_number_of_a_road_is_no_part_of_a_name() -> None:
    assert keys("新建区G320国道石埠镇发生事故。")[-1][0] == "石埠镇"


def test_a_name_may_begin_with_many() -> None:
    assert names("袭击多瑙河港口的船已经离开。", "place") == ["多瑙河港口"]
