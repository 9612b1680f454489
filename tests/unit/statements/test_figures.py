"""Typed figures: kinds by what the text says befell whom, lists, parts, groups, realis, and what is no figure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import article
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.model.entities import Entities
from shilu.model.statements import Figure
from shilu.statements import state
from shilu.statements.attribution import Attribution
from shilu.statements.figures import figures

OUTLET = "ent:outlet"


def read(text: str, kind: str = "paragraph") -> tuple[Figure, ...]:
    """The figures of a paragraph or a headline, in the outlet's own voice and with no entities."""
    post = article(text, title=None) if kind == "paragraph" else article("正文。", title=text)
    return figures(post, annotate(post), Entities({}, {}, {post.id: OUTLET}), Attribution(OUTLET, (), ()))


def stated(text: str, title: str | None = None) -> list[tuple[Figure, str | None]]:
    """The figures of a paragraph with the names of their places."""
    post = article(text, title=title)
    marks = annotate(post)
    entities = resolve([post], [marks])
    return [
        (figure, entities.by_id[figure.place].name if figure.place else None) for figure in state(post, marks, entities).figures
    ]


def kinds(text: str) -> list[tuple[str, int | None]]:
    return [(figure.kind, None if figure.value is None else int(figure.value)) for figure in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("塌方造成17人死亡、31人受伤，另有5人失踪。", [("killed", 17), ("injured", 31), ("missing", 5)]),
        ("塌方造成大量民房倒塌。", [("buildings_damaged", None)]),
        ("死亡人数会超过100人：“我很确定这个数字超过70人。”", [("killed", 100), ("killed", 70)]),
        ("市政府出动400名救援人员营救受困员工。", [("other", 400)]),
        ("33个失联村庄恢复了通信，18个受灾地区的学校停课。", [("other", 33), ("other", 18)]),
        ("供电受影响的270个村中，124个已恢复用电。", [("other", 270), ("other", 124)]),
        ("82个因灾断电的居民社区恢复供电，270名村民失联。", [("other", 82), ("missing", 270)]),
        ("240个工作组进驻受灾村屯。", [("other", 240)]),
        ("镇上有13个村部分房屋倒塌，40间民房倒塌。", [("other", 13), ("buildings_damaged", 40)]),
        ("监狱里有90名狱警被囚犯扣押，另有12名囚犯被警方扣押。", [("hostages", 90), ("detained", 12)]),
        ("消防救援支队115名队员赶赴灾区，救援120名村民。", [("other", 115), ("evacuated", 120)]),
        ("省里一天新发布了12个疏散令。", [("other", 12)]),
        ("市政府疏散了三个村镇的民众。", []),
        ("市政府疏散了三个村的200名村民。", [("evacuated", 200)]),
        ("该县报告1起中毒事件，发病87例，无死亡。", [("infected", 87)]),
        ("造成至少4人伤亡的枪击事件已达400起。", [("other", 4), ("other", 400)]),
        ("造成3人死亡的枪击事件是今年第二起。", [("killed", 3)]),
        ("塌方造成死亡17人、受伤31人。", [("killed", 17), ("injured", 31)]),
        ("塌方釀17死31傷。", [("killed", 17), ("injured", 31)]),
        ("一死五伤。", [("killed", 1), ("injured", 5)]),
        ("死亡人数已上升至29人，失踪人数减至4人。", [("killed", 29), ("missing", 4)]),
        ("死者增至29人。", [("killed", 29)]),
        ("在冲突中被捕的人数已升至412人。", [("detained", 412)]),
        ("截至6日，已有412被逮捕。", [("detained", 412)]),
        ("警方逮捕了近400名示威者。", [("detained", 400)]),
        ("6名暴徒被警方击毙。", [("killed", 6)]),
        ("有14名警察被杀。", [("killed", 14)]),
        ("26名船员被扣为人质。", [("hostages", 26)]),
        ("甲国派遣了240名士兵、6辆装甲车和3架直升机。", [("troops_sent", 240), ("vehicles", 6), ("aircraft", 3)]),
        ("三名矿工和两名消防员死亡。", [("killed", 3), ("killed", 2)]),
        ("警方拘留了90多名球迷，包括50多名纵火者和20多名醉汉。", [("detained", 90), ("detained", 50), ("detained", 20)]),
        ("死亡人数可能超过60人，甚至超过90人。", [("killed", 60), ("killed", 90)]),
        ("洪水带走了48人的生命。", [("killed", 48)]),
        ("搜救队找到5名店员的遗体。", [("killed", 5)]),
        ("3名伤者送医后不治身亡。", [("killed", 3)]),
        ("救援人员救出38名幸存者。", [("evacuated", 38)]),
        ("累计转移群众2.6万人。", [("evacuated", 26000)]),
        ("60多辆汽车被毁，30多家超市被洗劫。", [("vehicles_destroyed", 60), ("shops_looted", 30)]),
        ("3600多间房屋受损，两座大坝受损。", [("buildings_damaged", 3600), ("other", 2)]),
        ("12万多用户断电。", [("affected", 120000)]),
        ("海盗约三千。", [("attackers", 3000)]),
        ("经济损失达到人民币5.5亿元。", [("damage_value", 550000000)]),
        ("财政部拨款2亿元。", [("aid_value", 200000000)]),
        ("当地发生6.1级地震。", [("magnitude", 6)]),
        ("确诊：9例。", [("infected", 9)]),
        ("执政党失去上千个议席。", [("other", 1000)]),
        ("洪水带走3个孩子的生命。", [("killed", 3)]),
        ("球队夺得17枚金牌。", [("other", 17)]),
        ("暴徒分6个阶段发动袭击。", [("attacks", 6)]),
        ("两座城市遭到袭击。", []),
        ("失踪的3名潜水员当晚被找到，确认他们遇难。", [("killed", 3)]),
        ("火灾造成包括3名船员在内的9人遇难。", [("killed", 3), ("killed", 9)]),
        ("警方逮捕了包括3名学生在内的9人。", [("detained", 3), ("detained", 9)]),
        ("40多名武装分子投降被俘。", [("detained", 40)]),
        ("甲军俘虏了12名士兵。", [("detained", 12)]),
        ("29名遇难者中，甲镇21人，乙村8人。", [("killed", 29), ("killed", 21), ("killed", 8)]),
    ],
)
def test_kinds(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一名发言人说，抢修已经开始。",
        "一艘货船停在港口。",
        "双方谈到了两个问题。",
        "第一批救援人员抵达。",
        "他曾两度当选。",
        "这是第17次会议。",
        "两国领导人通话。",
        "三年前他来到这里。",
        "我们不会放弃任何一名失踪者。",
        "事故原因仍在调查中。",
        "游客遭一名男子刺伤后身亡。",
        "这套房归原告所有，被告三年后搬走。",
        "多个地区发生冲突，造成伤亡。",
        "众多罹难者是一座工厂的员工。",
        "地震后，应急响应提升至二级。",
        "该地百年来发生过6级以上地震。",
        "北岸银行(3.87, 0.01, 0.26%)公布了利润。",
        "岚州的幸福指数仅排名59位。",
    ],
)
def test_no_figure(text):
    assert read(text) == ()


def test_one_record_a_number():
    found = read("塌方造成17人死亡，其中5人是儿童，至少20人被困，经济损失约3亿元。")
    numbers = [figure.number for figure in found]
    assert len(set(numbers)) == len(numbers)


def test_those_who_are_included_point_to_the_whole_behind_them():
    part, whole = read("火灾造成包括3名船员在内的9人遇难。")
    assert (part.part_of, whole.part_of) == (whole.id, None)


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("26个区县将出现暴雨。", "forecast"),
        ("港务局将派出26艘船。", "planned"),
        ("如果以周一收盘价与上月油价相比，涨幅为5%。", "actual"),
        ("如果再下雨，涨幅为5%。", "conditional"),
        ("12月交割的白银期货涨幅为5%。", "actual"),
    ],
)
def test_what_nature_will_do_is_forecast_and_a_comparison_supposes_nothing(text, realis):
    assert [figure.realis for figure in read(text)] == [realis]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("岚州市青屿区降雨，上官乡大盛村雨量最大。至夜里，全区5人死亡。", "青屿区"),
        ("岚州市青屿区降雨，上官乡大盛村雨量最大。至夜里，全市5人死亡。", "岚州市"),
        ("岚州市青屿区降雨，上官乡大盛村雨量最大。至夜里，全市大盛村5人死亡。", "大盛村"),
        ("岚州市青屿区降雨，海角市大盛村雨量最大。海角市说，全市5人死亡。", "海角市"),
    ],
)
def test_the_whole_district_is_the_last_one_named(text, where):
    assert [place for _, place in stated(text)] == [where]


def test_a_list_of_parts_of_regions_is_in_what_holds_them_and_both_prices_are_where_they_are_told_of():
    assert [place for _, place in stated("广西南部、海南、四川西部、云南等地降雨40毫米。")] == ["中国"]
    assert [place for _, place in stated("上半年浙江出厂价格、购进价格分别下降2%和4%。")] == ["浙江", "浙江"]
    assert [place for _, place in stated("上半年浙江、联盟分别下降2%和4%。")] == [None, None]


def test_the_navy_of_an_island_and_big_cities_are_no_places():
    assert [place for _, place in stated("台海军翻船造成3人死亡。")] == [None]
    assert [place for _, place in stated("希腊第三大城市帕岚发生垮桥，3人死亡。")] == ["希腊"]


def test_parts_point_to_their_whole():
    whole, one, two = read("共造成97人遇难，其中甲省80人死亡，乙省17人丧生。")
    assert whole.part_of is None
    assert one.part_of == two.part_of == whole.id


def test_a_number_set_apart_is_no_part():
    _, part, apart = read("共造成97人遇难，其中80人在甲省，另有3人遇难。")
    assert part.part_of is not None
    assert apart.part_of is None


def test_what_became_of_some_of_them_is_a_part():
    injured, hospitalised = read("目前有124人受伤，伤者中有41人仍在住院。")
    assert hospitalised.part_of == injured.id


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("18名警察死亡。", "security"),
        ("26名武装分子被击毙。", "attackers"),
        ("9名平民死亡。", "civilians"),
        ("4名儿童死亡。", "children"),
        ("3名记者受伤。", "journalists"),
        ("17人死亡。", "all"),
    ],
)
def test_groups(text, group):
    (figure,) = read(text)
    assert figure.group == group


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("塌方造成17人死亡。", "actual"),
        ("最终可能有超过100人遇难。", "forecast"),
        ("甲国计划派出500名士兵。", "planned"),
        ("初步估计，损失约为3亿元。", "estimated"),
        ("海盗约三千。", "actual"),
    ],
)
def test_realis(text, realis):
    (figure,) = read(text)
    assert figure.realis == realis


def test_a_hedge_that_opens_a_list_rules_all_of_it():
    assert {figure.realis for figure in read("据悉，预计甲国派出2600人，乙国派出450人。")} == {"forecast"}


def test_an_older_number_is_marked_and_keeps_its_own_day():
    old, new = read("死亡人数一度被报告为31人，后更正为29人。")
    assert (old.prior, new.prior) == (True, False)
    assert old.as_of is None
    assert new.as_of == date(2024, 3, 6)


def test_before_the_end_of_the_day_is_not_before():
    (figure,) = read("死亡人数在今天结束之前可能会超过80人。")
    assert not figure.prior


def test_corrected_from_and_to():
    old, new = read("该厅将死亡人数从31人下调至29人。")
    assert (old.prior, new.prior, old.kind, new.kind) == (True, False, "killed", "killed")
    assert old.correction
    assert new.correction


def test_what_a_country_holds_is_not_in_it():
    assert [place for _, place in stated("乌克兰大坝溃坝。在俄罗斯控制的区域，8人死亡。")] == ["乌克兰"]


def test_what_moves_a_number_plans_nothing_however_long_its_name():
    old, new = read("该厅将临澜县北部山区列车脱轨相撞事故的死亡人数从31人修正为29人。")
    assert (old.realis, new.realis) == ("actual", "actual")


def test_the_stated_day_holds_for_the_paragraph():
    found = read("截至3月5日，塌方已造成17人死亡。31人受伤。")
    assert [(figure.as_of, figure.as_of_stated) for figure in found] == [(date(2024, 3, 5), True)] * 2


def test_another_event_is_named():
    (figure,) = read("2008年的地震造成540人死亡。")
    assert figure.incident is not None
    assert "2008" in figure.incident
    assert figure.as_of is not None
    assert figure.as_of.year == 2008


def test_since_a_year_is_no_other_event():
    (figure,) = read("发生了自2008年建市以来最严重的事故，造成57人死亡。")
    assert figure.incident is None


def test_an_unknown_number_has_no_number():
    (figure,) = read("平民死伤人数尚未公布。")
    assert (figure.kind, figure.number, figure.value, figure.operator, figure.group) == (
        "casualties",
        None,
        None,
        "unknown",
        "civilians",
    )


def test_durations_of_days_are_in_days():
    (week,) = read("经过约两周的骚乱，城市恢复平静。")
    assert (week.kind, week.value, week.unit) == ("duration", 14, "天")


def test_money_is_in_iso_codes():
    (figure,) = read("损失约3亿欧元。")
    assert figure.unit == "EUR"


def test_the_halves_of_a_headline_are_apart():
    killed, *_ = read("塌方死亡人数升至17人　洪峰预计今晚抵达", "headline")
    assert (killed.realis, killed.headline, killed.population) == ("actual", True, None)


people = st.sampled_from(["人", "名矿工", "名士兵", "名儿童", "名武装分子"])
fates = st.sampled_from(["死亡", "受伤", "失踪", "被捕", "遇难"])
bounds = st.sampled_from(["", "约", "至少", "超过", "近", "不到"])


@settings(max_examples=40)
@given(st.lists(st.tuples(bounds, st.integers(2, 10**6), people, fates), min_size=1, max_size=4), st.sampled_from("，、；"))
def test_properties_of_lists(parts, separator):
    text = "塌方造成" + separator.join(f"{bound}{number}{who}{fate}" for bound, number, who, fate in parts) + "。"
    found = read(text)
    assert len(found) == len(parts)
    for figure, (_, number, _, _) in zip(found, parts, strict=True):
        assert figure.number is not None
        assert figure.span.start <= figure.number[0] < figure.number[1] <= figure.span.end <= len(text)
        assert text[slice(*figure.number)] == str(number) == str(figure.value)
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high


@settings(max_examples=30)
@given(
    st.integers(2, 10**6),
    st.sampled_from([("人", "死亡", "人", "死亡"), ("间", "房屋受损", "間", "房屋受損"), ("人", "受伤", "人", "受傷")]),
)
def test_both_scripts_and_spaces_read_alike(number, words):
    simple, simple_tail, traditional, traditional_tail = words

    def core(text):
        return [(f.kind, f.value, f.low, f.high, f.operator, f.group) for f in read(text)]

    assert core(f"塌方造成{number}{simple}{simple_tail}。") == core(f"塌方造成 {number} {simple}{simple_tail}。")
    assert core(f"塌方造成{number}{simple}{simple_tail}。") == core(f"塌方造成{number}{traditional}{traditional_tail}。")


def test_twice_is_once():
    text = "塌方造成17人死亡、31人受伤，损失约3亿元。"
    assert read(text) == read(text)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("岚州省卫生厅8日表示，这是前所未有的事故，造成164人死亡。", ["CT+"]),
        ("省长否认事故造成12人死亡。", ["CT-"]),
        ("警方称，可能有12人死亡，另有3人受伤。", ["PS+", "CT+"]),
        ("事故没有造成3人死亡。", ["CT-"]),
    ],
)
def test_a_figure_is_as_sure_as_its_own_clause(text: str, sure: list[str]) -> None:
    post = article(text)
    marks = annotate(post)
    found = state(post, marks, resolve([post], [marks])).figures

    assert [figure.factuality[-1] for figure in found] == sure


@pytest.mark.parametrize("when", ["至4日中午", "到4日12时为止", "截至4日中午"])
def test_a_clause_of_its_own_with_until_states_the_day(when):
    (figure,) = read(f"郑远山3月5日说，{when}，塌方已造成17人死亡。")
    assert (figure.as_of_stated, getattr(figure.as_of, "day", None)) == (True, 4)


def test_each_place_of_a_list_has_its_own_record():
    found = stated("湖北省有2人死亡，湖南省和江西省各有一人死亡。")
    assert [(place, figure.value) for figure, place in found] == [("湖北省", 2), ("湖南省", 1), ("江西省", 1)]
    assert len({figure.id for figure, _ in found}) == 3
    assert found[1][0].number == found[2][0].number


def test_each_number_behind_respectively_has_its_own_place():
    found = stated("湖南省和江西省分别有3人、5人死亡。")
    assert [(place, figure.value) for figure, place in found] == [("湖南省", 3), ("江西省", 5)]


BULLETIN = (
    "湖北省新增确诊病例61例，其中境外输入4例（武汉市3例，宜昌市1例），本土57例；新增死亡病例2例，新增疑似病例1例。"
    "累计治愈出院病例1005例，现有确诊病例89例。"
)


def test_a_bulletin_keeps_new_standing_and_running_totals_apart():
    found = [(figure.kind, figure.value, figure.basis, figure.population) for figure, _ in stated(BULLETIN)]
    assert found == [
        ("infected", 61, "increment", None),
        ("infected", 4, "increment", "境外输入"),
        ("infected", 3, "increment", "境外输入"),
        ("infected", 1, "increment", "境外输入"),
        ("infected", 57, "increment", "本土"),
        ("killed", 2, "increment", None),
        ("infected", 1, "increment", "疑似病例"),
        ("other", 1005, "cumulative", "治愈出院病例"),
        ("infected", 89, "stock", None),
    ]


def test_a_bulletin_links_parts_and_leaves_a_closed_bracket_behind():
    found = stated(BULLETIN)
    whole, abroad, wuhan, yichang, home, *apart = [figure for figure, _ in found]
    assert [abroad.part_of, home.part_of] == [whole.id, whole.id]
    assert [wuhan.part_of, yichang.part_of] == [abroad.id, abroad.id]
    assert {figure.part_of for figure in apart} == {None}
    assert [place for _, place in found][:5] == ["湖北省", "湖北省", "武汉市", "宜昌市", "湖北省"]


@pytest.mark.parametrize("separator", ["，", "、", "；"])
def test_a_labelled_list_counts_at_each_place_what_its_label_says(separator):
    found = stated("死亡详情：" + separator.join(["武汉市3例", "宜昌市1例", "荆州市12例"]) + "。")
    assert [(figure.kind, figure.value, place) for figure, place in found] == [
        ("killed", 3, "武汉市"),
        ("killed", 1, "宜昌市"),
        ("killed", 12, "荆州市"),
    ]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("新增确诊病例12+35例。", [12, 35]), ("新增感染者2494＋16407。", [2494, 16407]), ("昨日新增本土12+3。", [12, 3])],
)
def test_both_parts_of_a_sum_are_cases(text, numbers):
    assert [(figure.kind, figure.value, figure.basis) for figure in read(text)] == [("infected", n, "increment") for n in numbers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县医院收治12名伤者。", [("hospitalised", 12)]),
        ("仍有15人留院治疗。", [("hospitalised", 15)]),
        ("3名伤者已出院。", [("other", 3)]),
        ("失联两人凌晨被发现，确定死亡。", [("killed", 2)]),
        ("水库水位升至31.2米。", [("other", 31)]),
        ("24小时降雨量达210毫米。", [("other", 210)]),
        ("车队行驶了31公里。", []),
        ("患者视力提高至0.8。", []),
        ("29个样本呈阳性。", []),
        ("31个省份报告确诊病例20例。", [("infected", 20)]),
    ],
)
def test_hospitals_levels_and_fates(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("至6日中午，塌方已造成17人死亡。", date(2024, 3, 6)),
        ("搜救持续至6日，17人死亡。", None),
    ],
)
def test_an_end_at_the_head_of_a_clause_is_the_stated_day(text, day):
    (figure,) = read(text)
    assert figure.as_of_stated is (day is not None)
    assert day is None or (figure.as_of is not None and str(figure.as_of)[:10] == day.isoformat())


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("没有造成3人死亡。", "CT-"),
        ("10名乘客没有受伤。", "CT-"),
        ("未经批准越境的3名士兵被捕。", "CT+"),
        ("厂方没有说明起火原因的事故造成3人死亡。", "CT+"),
    ],
)
def test_a_denial_holds_for_what_stands_right_behind_it(text, sure):
    (figure,) = read(text)
    assert figure.factuality[-1] == sure


def test_what_rises_from_an_older_number_is_the_newer_one():
    old, new = read("会员从最初的30家增至90家。")
    assert (old.prior, new.prior) == (True, False)


@pytest.mark.parametrize("text", ["这是建州史上最严重的矿难，造成31人死亡。", "今年火灾死亡人数比2019年增加31人。"])
def test_a_superlative_or_a_base_year_is_no_other_event(text):
    (figure,) = read(text)
    assert figure.incident is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("校舍倒塌致3名学生重伤、5人轻伤。", ["学生", "轻伤"]),
        ("重伤8人，轻伤16人。", ["重伤", "轻伤"]),
        ("塌方造成31人受伤，其中4人受重伤。", [None, "重伤"]),
    ],
)
def test_how_badly_they_are_hurt_is_said_where_nothing_names_them(text, who):
    assert [figure.population for figure in read(text)] == who


def _placed(text):
    return [(place, figure.kind, figure.value) for figure, place in stated(text)]


def test_a_number_behind_a_list_of_places_is_of_what_holds_them_all():
    assert _placed("昨夜的暴雨波及湖北省、湖南省，共有12人死亡。") == [("中国", "killed", 12)]
    assert _placed("武汉市和宜昌市昨夜停水，3人受伤。") == [("湖北省", "injured", 3)]


def test_behind_a_list_of_places_that_no_map_knows_the_place_before_it_counts():
    text = "宜昌市昨夜降雨，涉及云栖坳镇、鹿鸣涧乡等地。截至今晨，共有5人死亡。"
    assert _placed(text) == [("宜昌市", "killed", 5)]


def test_a_list_that_goes_on_with_places_on_no_map_is_a_list():
    text = "宜昌市昨夜降雨，夷陵区、云栖坳镇、鹿鸣涧乡等3个乡镇1756人受灾。"
    assert _placed(text)[-1] == ("宜昌市", "affected", 1756)
    assert _placed("宜昌市夷陵区昨夜停水，3人受伤。") == [("夷陵区", "injured", 3)]


def test_a_number_that_each_place_of_a_list_has_is_not_lifted():
    assert _placed("武汉市和宜昌市分别有3人、5人受伤。") == [("武汉市", "injured", 3), ("宜昌市", "injured", 5)]


def test_behind_ren_nobody_is_named_but_how_some_of_them_fared():
    for words, population in (("6人送医后不治身亡", None), ("6人当场死亡", None), ("6人经抢救无效死亡", "经抢救无效")):
        assert [(f.kind, f.population) for f, _ in stated(f"矿难中{words}。")] == [("killed", population)]
    assert [f.population for f, _ in stated("现场有30人的救援队。")] == ["救援队"]


def test_the_found_are_not_the_saved_and_those_not_found_are_missing():
    assert [f.kind for f, _ in stated("已有5人被找到。")] == ["other"]
    assert [f.kind for f, _ in stated("还有两名村民没有被找到。")] == ["missing"]
    assert [f.kind for f, _ in stated("已有5人被救出。")] == ["evacuated"]


@pytest.mark.parametrize(
    ("text", "population"),
    [
        ("6人经抢救无效死亡。", "经抢救无效"),
        ("4名矿工自行脱险。", "矿工"),
        ("7名犯罪嫌疑人分别被判刑。", "犯罪嫌疑人"),
        ("2名辅警赶到现场。", "辅警"),
        ("约3000人经海路撤离。", "经海路"),
        ("3名未成年人受伤。", "未成年人"),
        ("多名游客拖着行李撤离。", "游客"),
        ("12名消防员赶赴现场处置。", "消防员"),
        ("两名飞行员的家属受伤。", "飞行员的家属"),
        ("320万人口的小邦受灾。", None),
        ("两人凌晨死亡。", None),
    ],
)
def test_a_population_ends_before_what_its_people_do(text: str, population: str | None) -> None:
    assert read(text)[0].population == population


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("甘肃青海至少95人遇难。", "中国"),
        ("甘肃省兰州市至少95人遇难。", "兰州市"),
        ("据“日本消防救助”消息，坍塌造成3人受伤。", None),
        ("对日本、联盟、韩国分别出口2万辆、3万辆和4万辆汽车。", None),
        ("甘肃的林场受灾。据介绍，目前已建成林场约50个。", None),
        ("甘肃的林场受灾。地震造成50人受伤。", "甘肃"),
        ("甘肃的林场受灾。震中在兰州市西南方约90公里处，另有几次余震。", "甘肃"),
        ("日本用两架无人机对兰州市发动袭击。", "兰州市"),
        ("日本三人在甘肃受伤。", "甘肃"),
        ("对联盟、日本、韩国分别出口2万辆、3万辆和4万辆汽车。", None),
    ],
)
def test_a_place_is_of_the_number_or_none_is_given(text: str, place: str | None) -> None:
    assert stated(text)[-1][1] == place


@pytest.mark.parametrize(
    "text",
    [
        "今年前5个月出口木材。",
        "《林场报》（2024年3月6日01版）",
        "在东、南等3个方向切割坍塌建筑。",
        "他多次警告称林场有险。",
        "山火威胁众多游客的安全。",
        "记者从多位知情者处获悉。",
    ],
)
def test_dates_pages_and_ways_are_no_figures(text: str) -> None:
    assert read(text) == ()


def test_a_count_over_years_is_no_count_of_the_event():
    (figure,) = read("自1900年以来仅发生3次山崩。")
    assert figure.incident == "1900年以来"


def test_even_more_is_as_certain_as_the_number_before_it():
    first, second = read("我们相信死者将超过60人，甚至超过90人。")
    assert (first.realis, second.realis) == ("forecast", "forecast")


def test_an_estimate_is_not_of_the_next_statement():
    found = stated("港务局表示，初步估计，损失约为2亿欧元，据港务局通报，70多家鱼行被洗劫。")
    assert [figure.realis for figure, _ in found] == ["estimated", "actual"]


def test_about_stands_before_the_frost():
    (figure,) = read("气温大约零下13度。")
    assert (figure.value, figure.operator) == (-13, "~")


def test_words_with_numerals_or_verdicts_that_count_nobody():
    assert stated("他们经历了九死一生。") == []
    assert [f.kind for f, _ in stated("两名患者被判只能活几个月。") if f.value == 2] == ["other"]
    assert [f.kind for f, _ in stated("两名被告被判十年。") if f.value == 2] == ["charged"]


def test_harm_is_no_injury():
    assert kinds("给多个家庭造成严重伤害。") in ([], [("other", None)])


def test_a_share_is_of_today_where_last_year_is_what_it_is_compared_with():
    assert [figure.incident for figure in read("销售额同比去年分别增长17.4%和37.1%。")] == [None, None]


def test_what_is_expected_is_a_forecast_and_no_plan():
    assert [figure.realis for figure in read("报告预计木材贸易量将增长1.7%。")] == ["forecast"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今年1月至2月，该港装卸列车383列。", date(2024, 2, 29)),
        ("2月，该市物价同比上涨3%。", date(2024, 2, 29)),
        ("2023年，该港收入增长3%；支出减少2%。", date(2023, 12, 31)),
        ("今年1月至2月，旅客人次与2019年同期相比增长了15%。", date(2024, 2, 29)),
        ("鸟类由2017年的36种增长到现在的75种。", None),
        ("今年以来，该港装卸列车383列。", None),
        ("截至2030年3月，入学率要达到90%。", None),
    ],
)
def test_a_number_over_a_period_holds_for_its_end(text: str, day: date | None) -> None:
    last = read(text)[-1]
    assert last.as_of == (day or date(2024, 3, 6))
    assert not last.as_of_stated


@pytest.mark.parametrize(
    "text", ["绝大多数席位归了该党。", "收入居前5名的省份都在东部。", "产量达到50万桶/日。", "电量相当于2万户家庭一年所用。"]
)
def test_ranks_rates_and_likenesses_count_nothing(text: str) -> None:
    assert read(text) == ()


def test_a_company_named_after_a_place_is_not_there() -> None:
    assert [place for _, place in stated("南京时代营收达到488亿元。")] == [None]
    assert [place for _, place in stated("南京停着12架运输机。")] == ["南京"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("骗子还骗了多名被害人。", [("other", None)]),
        ("众多被害幼儿的家长到庭。", []),
        ("昨夜有3人被害。", [("killed", 3)]),
        ("两名法医就陆望舒死亡的原因出庭。", [("other", 2)]),
        ("7名被告人是否要为陆望舒的死亡负责？", [("charged", 7)]),
        ("猝死案中已被抓获的6名嫌疑人来自邻县。", [("detained", 6)]),
        ("死亡病例6例。", [("killed", 6)]),
        ("遇难者家属：八千多的学费还没凑够。", []),
        ("被告人骗得的金额已经超过50万。", []),
        ("公诉机关请来两位教授作证。", [("other", 2)]),
        ("除陆望舒死亡外，其余5人落网。", [("detained", 5)]),
        ("团伙的18名成员除陆望舒死亡外均已落网。", [("other", 18)]),
        ("5名老师被警方带走。", [("detained", 5)]),
        ("几名男子围在溺亡女子身边。", [("other", None)]),
        ("她先后住院3次。", [("other", 3)]),
        ("团伙被控9宗罪。", [("other", 9)]),
        ("她在307医院住院，家在8楼住院部旁。", []),
        ("她花费大量医药费后不治身亡。", []),
        ("做完两个疗程后还是去世了。", []),
        ("不少当年从死亡线上救回的人到场。", []),
        ("我愿下十八层地狱。", []),
        ("5名旅客很受伤，6名旅客受伤。", [("other", 5), ("injured", 6)]),
        ("机构失去了绝大多数人的信任。", []),
        ("他们入院花了7万多元。", [("other", 70000)]),
        ("她被骗走7000多元。", [("damage_value", 7000)]),
        ("当地推进多元化经营，3多元素并存。", []),
    ],
)
def test_who_died_or_suffered_is_who_is_counted(text: str, wanted: list[tuple[str, int | None]]) -> None:
    assert [pair for pair in kinds(text) if pair[0] != "duration"] == wanted


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("即将入学的她被骗走9900元。", "actual"),
        ("他将自己的9900元存入银行。", "actual"),
        ("警方将二人押回邻县。", "actual"),
        ("政府将拨款9900万元。", "planned"),
        ("政府将向灾区派出500人。", "planned"),
    ],
)
def test_what_describes_the_victim_or_moves_the_object_plans_nothing(text: str, realis: str) -> None:
    assert [figure.realis for figure in read(text)] == [realis]


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("通道内总共要安装25个电风扇。", "planned"),
        ("根据计划，乘组将完成3次安装任务。", "planned"),
        ("通道内已经安装25个电风扇。", "actual"),
    ],
)
def test_what_is_yet_to_be_done_is_planned(text: str, realis: str) -> None:
    assert [figure.realis for figure in read(text)] == [realis]


@pytest.mark.parametrize("text", ["两人一起步入殿堂。", "他改过一次7位数号码。", "全面推进12345平台工作。"])
def test_a_pronoun_and_a_number_to_dial_count_nobody(text: str) -> None:
    assert read(text) == ()


def test_shares_of_a_company_are_not_at_the_place_of_its_name() -> None:
    assert [place for _, place in stated("重庆港（600279）净流出88.32万元。")] == [None]


def test_what_was_done_on_a_day_holds_for_it_and_not_for_the_report() -> None:
    assert [str(figure.as_of) for figure, _ in stated("据北岸通讯社5日报道，该国2日发射2枚导弹。")] == ["2024-03-02"]
    assert [str(figure.as_of) for figure, _ in stated("据北岸通讯社5日报道，2日发生的塌方造成3人死亡。")] == ["2024-03-05"]


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("受台风影响，未来2天，流域累计降雨量有25至50毫米。", "forecast"),
        ("比赛定在3月20日，售票处已售出5000张票。", "actual"),
        ("昨天，流域累计降雨量有25毫米。", "actual"),
    ],
)
def test_a_number_of_a_day_to_come_is_a_forecast(text: str, realis: str) -> None:
    assert [figure.realis for figure in read(text)] == [realis]


def test_where_a_dispatch_was_filed_is_not_where_it_happened() -> None:
    assert [place for _, place in stated("北岸社南京3月5日电 昆明的码头停着12艘渡轮。")] == ["昆明"]
    assert [figure.as_of for figure, _ in stated("2月3日，渡轮公司向码头投放12艘渡轮。")] == [date(2024, 2, 3)]
    assert [(figure.kind, figure.unit) for figure, _ in stated("央行加息25个基点。")] == [("share", "个基点")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("该院累计派驻工作人员260名。", [("other", 260)]),
        ("该市派遣志愿者30名。", [("volunteers", 30)]),
        ("该国派遣士兵30名。", [("troops_sent", 30)]),
        ("“815大停电”差点重演。", []),
    ],
)
def test_who_is_sent_and_the_day_that_names_an_event(text: str, wanted: list[tuple[str, int | None]]) -> None:
    assert kinds(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("她准备带走两个孩子。", [("other", 2)]),
        ("警察带走3人。", [("detained", 3)]),
        ("10名退役军人受到表彰。", [("other", 10)]),
        ("随后两人再也没有回来。", []),
        ("他将进行1对10车轮战。", []),
    ],
)
def test_who_is_taken_along_and_who_has_left_the_army(text: str, wanted: list[tuple[str, int | None]]) -> None:
    assert [pair for pair in kinds(text) if pair[1] != 1] == wanted


def test_the_highest_five_are_no_more_than_five_nor_at_most() -> None:
    assert [(figure.operator, figure.low) for figure in read("净利润最高的5家公司在北岸。")] == [("=", 5)]
    assert stated("南京老窖(239.790, 16.72, 7.50%)领涨。") == []


@pytest.mark.parametrize(
    "text", ["毕业生可以零门槛落户。", "第 20 万辆车下线。", "这饼切得够多片了。", "他公布了两人已经结婚的消息。"]
)
def test_a_threshold_an_ordinal_with_a_space_and_enough_are_no_figures(text: str) -> None:
    assert read(text) == ()


def test_a_day_to_come_in_another_line_of_the_headline_foretells_nothing() -> None:
    assert [figure.realis for figure in read("停航延长至3月24日　死亡人数升至31人", "headline")] == ["actual"]
    assert [figure.realis for figure in read("预报说，明天最高气温36度。")] == ["forecast"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("成都市武侯区仍在预警中，其他区已经解除。全市平均降雨80毫米，造成11人遇难。", "成都市"),
        ("四川绵阳市连日大雨。全省已转移3万人。", "四川"),
        ("昨夜起，上海嘉定区雷雨不断。全市有11人受伤。", "上海"),
        ("四川绵阳市连日大雨。全省场馆已关闭，11人受伤。", "绵阳市"),
        ("连日大雨，四川全省有11人受伤。湖北无恙。", "四川"),
        ("全市有11人受伤。", None),
        ("四川绵阳市连日大雨，全县有11人受伤。", "绵阳市"),  # which county, nobody says
    ],
)
def test_a_word_for_the_whole_means_the_place_around_the_last_one(text: str, place: str | None) -> None:
    assert {where for figure, where in stated(text) if figure.kind in ("killed", "injured", "evacuated")} == {place}


def test_out_of_those_that_were_counted_before_are_parts() -> None:
    text = "甲国出动飞机。乙国称，在上述28架飞机中，有17架被防空部队击落，另外11架在山区坠毁。"
    whole, *parts = read(text)
    assert [(one.kind, int(one.value or 0)) for one in (whole, *parts)] == [("aircraft", 28), ("aircraft", 17), ("aircraft", 11)]
    assert {one.part_of for one in parts} == {whole.id}
    more = read("乙国称，在上述28架飞机中，有17架被防空部队击落，另外31架坠毁。")
    assert more[2].part_of is None  # they are more than all
    assert all(one.part_of is None for one in read("乙国集中28架飞机，有17架已经起飞。"))


def test_what_happened_over_the_last_years_is_no_part_of_this_event() -> None:
    (long_ago,), (now,) = read("近年来，该监狱有120名囚犯被杀害。"), read("这是近年来最严重的骚乱，造成12人死亡。")
    assert long_ago.incident == "近年来"
    assert now.incident is None
