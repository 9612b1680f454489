"""Which figures are comparable, and the range of reports over time."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_builders import ENTITIES, Case, article, at, day, utc
from shilu.ledger import RULES, estimate_at, judge
from shilu.model.article import Span
from shilu.model.statements import Stated
from shilu.stories import one_story


def test_a_figure_without_a_place_speaks_of_the_main_place() -> None:
    case = Case()
    case.say("land", 10, at(1), place="p:land")
    case.say("east", 4, at(1), place="p:east", into="land")
    case.say("bare", 12, at(3), outlet="o:south")
    assert case.series("bare").id == case.series("land").id
    assert case.series("bare").place == "p:land"


def test_the_main_place_is_what_holds_both_provinces() -> None:
    case = Case()
    case.say("east", 8, at(1), place="p:east")
    case.say("west", 4, at(1), place="p:west", into="east")
    case.say("bare", 12, at(1), into="east")
    assert case.series("bare").place == "p:land"
    assert len(case.judge().series) == 3


def test_the_town_where_it_happened_and_its_province_are_one_matter() -> None:
    case = Case()
    case.say("town", 6, at(1), place="p:town")
    case.say("east", 7, at(2), place="p:east", outlet="o:south")
    assert case.series("town").points == ("fig:town", "fig:east")
    assert case.series("town").place == "p:east"


def test_the_next_count_is_of_the_part_only_where_that_says_what_befell_its_own() -> None:
    for end, place in ((33, "p:west"), (31, "p:land")):  # 西原省死亡8人，2人失联; 西原省8人，2人失联
        case = Case()
        case.say("all", 28, at(1), place="p:land", span=Span("art:all", 2, 9), number=(2, 4))
        case.say("east", 20, at(1), place="p:east", into="all", span=Span("art:all", 15, 18), number=(15, 17), part_of="fig:all")
        case.say("west", 8, at(1), place="p:west", into="all", span=Span("art:all", 28, end), number=(29, 30), part_of="fig:all")
        span = Span("art:all", end + 1, end + 6)
        case.say("lost", 2, at(1), kind="missing", place="p:west", into="all", span=span, number=(end + 1, end + 2))
        assert case.series("lost").place == place


def test_the_rest_of_the_defendants_are_not_all_of_them() -> None:
    case = Case()
    case.say("all", 7, at(1), kind="charged", text="7名被告人受审。" + "甲" * 40, span=Span("art:all", 0, 7), number=(0, 1))
    text = "主犯被判无期徒刑，其他6名被告人获刑。" + "甲" * 40
    case.say("rest", 6, at(2), kind="charged", text=text, span=Span("art:rest", 11, 18), number=(11, 12))
    assert case.series("all").points == ("fig:all",)
    assert case.relations() == {}


def test_losses_by_fraud_are_one_matter_where_the_number_is_one() -> None:
    case = Case()
    for name, value, text in (("one", 9900, "被骗走9900元"), ("two", 9900, "骗取学费9900元"), ("other", 6800, "又骗走6800元")):
        at_ = text.index(str(value))
        span = Span(f"art:{name}", at_, at_ + 5)
        case.say(name, value, at(1), kind="damage_value", text=text + "甲" * 40, span=span, number=(at_, at_ + 4))
    assert case.series("one").points == ("fig:one", "fig:two")
    assert case.series("other").points == ("fig:other",)


def test_one_matter_is_called_as_most_articles_call_it() -> None:
    case = Case()
    case.say("town", 6, at(1), place="p:town")
    case.say("again", 6, at(2), place="p:town", outlet="o:west")
    case.say("land", 7, at(3), place="p:land", outlet="o:south")
    assert case.series("land").points == ("fig:town", "fig:again", "fig:land")
    assert case.series("land").place == "p:town"


def test_the_event_itself_is_no_wider_than_the_place_of_all_its_numbers() -> None:
    case = Case()
    case.say("lead", 3, at(1), kind="missing", place="p:town", text="甲" * 9 + "，此次事故共造成" + "甲" * 40)
    case.say("dead", 25, at(1), place="p:town", into="lead", number=(18, 20))
    case.say("other", 25, at(2), place="p:town", outlet="o:south")
    assert case.series("dead").place == "p:town"
    assert case.series("dead").id == case.series("other").id


def test_those_who_died_in_care_are_not_all_who_died() -> None:
    case = Case()
    case.say("all", 11, at(1), text="。" * 4 + "11人遇难。另有6人经抢救无效死亡。" + "甲" * 40)
    case.say("care", 6, at(1), into="all", span=Span("art:all", 13, 23), number=(13, 14))
    assert case.series("all").points == ("fig:all",)
    assert case.last("all")[1] == 11


def test_what_a_bracket_counts_did_not_die_in_care() -> None:
    text = "6人经抢救无效死亡（目前已造成10人死亡）" + "甲" * 40
    case = Case()
    case.say("all", 10, at(1), text=text, span=Span("art:all", 15, 20), number=(15, 17))
    case.say("care", 6, at(1), into="all", span=Span("art:all", 0, 9), number=(0, 1))
    case.say("plain", 10, at(2), outlet="o:south")
    assert case.series("all").id == case.series("plain").id != case.series("care").id


def test_those_who_died_in_care_are_all_the_dead_where_nobody_counts_others() -> None:
    case = Case()
    case.say("care", 6, at(1), text="6人经抢救无效死亡。" + "甲" * 40, span=Span("art:care", 0, 10), number=(0, 1))
    case.say("plain", 6, at(2), outlet="o:south")
    assert case.series("care").id == case.series("plain").id


@pytest.mark.parametrize("other", [{"place": "p:east", "into": "town"}, {"place": "p:west"}])
def test_a_town_that_is_told_apart_keeps_its_series(other: dict[str, str]) -> None:
    case = Case()
    case.say("land", 20, at(1), place="p:land", into="town")
    case.say("town", 8, at(1), place="p:town", into="town")
    case.say("other", 9, at(1), **{"into": "town", **other})
    assert case.series("town").points == ("fig:town",)


def test_a_total_of_two_provinces_speaks_of_what_holds_both() -> None:
    case = Case()
    case.say("total", 118, at(1), place="p:town")
    case.say("east", 105, at(1), place="p:east", into="total")
    case.say("west", 13, at(1), place="p:west", into="total")
    assert case.series("total").place == "p:land"
    assert case.relations()["east", "total"] == ("part_of", "R10")


def test_words_that_count_over_several_places_lift_the_place() -> None:
    case = Case()
    case.say("both", 40, at(1), place="p:east", text="两省共40人遇难，救援仍在继续")
    case.say("east", 30, at(1), place="p:east", into="both")
    case.say("west", 9, at(2), place="p:west")
    assert case.series("both").place == "p:land"


def test_after_a_list_of_parts_the_whole_has_the_word_again() -> None:
    case = Case()
    case.say("killed", 17, at(1), place="p:land")
    case.say("east", 12, at(1), place="p:east", into="killed", part_of="fig:killed")
    case.say("west", 5, at(1), place="p:west", into="killed", part_of="fig:killed")
    case.say("missing", 41, at(1), kind="missing", basis="stock", place="p:west", into="killed")
    assert case.series("missing").place == "p:land"


def test_one_large_number_in_one_article_is_one_matter() -> None:
    case = Case()
    case.say("land", 40, at(1), place="p:land")
    case.say("again", 40, at(1), place="p:town", into="land")
    case.say("west", 2, at(1), place="p:west", into="land")
    assert case.series("again").points == ("fig:land", "fig:again")


def test_words_that_leave_a_place_out_stand_apart() -> None:
    case = Case()
    case.say("rest", 9, at(1), place="p:east", text="其他州9人遇难，救援仍在继续")
    case.say("east", 30, at(1), place="p:east", into="rest")
    assert case.series("rest").points == ("fig:rest",)


def test_a_whole_with_a_part_at_its_own_place_is_wider() -> None:
    case = Case()
    case.say("whole", 164, at(1), place="p:town", text="共有遇难，其中柳桥镇" + "甲" * 40)
    case.say("part", 103, at(1), place="p:town", into="whole", part_of="fig:whole")
    case.say("west", 2, at(2), place="p:west")
    assert case.series("whole").place == "p:land"
    assert case.series("part").place == "p:town"


def test_a_part_that_names_no_place_does_not_widen_its_whole() -> None:
    case = Case()
    case.say("whole", 164, at(1), place="p:town", kind="injured")
    case.say("part", 103, at(1), place="p:town", into="whole", part_of="fig:whole", kind="injured")
    case.say("west", 2, at(2), place="p:west")
    assert case.series("whole").place == "p:town"


def test_a_lifted_number_takes_nothing_along_across_a_sentence_end() -> None:
    for mark, place in (("、", "p:east"), ("。", "p:town")):
        case = Case()
        case.say("other", 9, at(1), place="p:west", text="甲" * 8 + "多县" + "甲" * 7 + mark + "甲" * 40)
        case.say("wide", 30, at(1), place="p:town", into="other")
        case.say("after", 7, at(1), place="p:town", into="other", kind="missing")
        case.say("far", 2, at(2), place="p:far")
        assert case.series("after").place == place


def test_places_that_no_map_knows_are_one_until_an_article_tells_them_apart() -> None:
    case = Case()
    case.say("a", 20, at(1), place="p:hollow")
    case.say("b", 24, at(2), place="p:ford", outlet="o:south")
    case.say("c", 31, at(3), place="p:hollow")
    assert case.series("a").points == ("fig:a", "fig:b", "fig:c")
    case.say("d", 3, at(3), place="p:ford", into="c")
    assert case.series("b").points == ("fig:b", "fig:d")


def test_places_on_the_map_are_not_one_because_nothing_tells_them_apart() -> None:
    case = Case()
    case.say("a", 20, at(1), place="p:east")
    case.say("b", 24, at(2), place="p:west", outlet="o:south")
    assert case.series("a").points == ("fig:a",)


def test_several_sites_of_one_event_are_one_with_the_area_around_them() -> None:
    case = Case()
    case.say("area", 31, at(3), place="p:land")
    case.say("dam", 20, at(1), place="p:dam")
    case.say("early", 6, at(1), place="p:dam", outlet="o:west")
    case.say("weir", 6, at(1), place="p:weir", outlet="o:south")
    assert case.series("area").points == ("fig:dam", "fig:early", "fig:weir", "fig:area")


def test_a_forecast_is_never_kept_apart_as_a_part() -> None:
    case = Case()
    case.say("now", 80, at(1))
    case.say("feared", 100, at(1), realis="forecast", part_of="fig:now", into="now")
    assert case.series("now").points == ("fig:now", "fig:feared")


def test_both_scripts_write_the_same_words() -> None:
    case = Case()
    case.say("a", 30, at(1), kind="other", unit="个", population="龙卷风")
    case.say("b", 36, at(2), kind="other", unit="個", population="龍捲風", outlet="o:south")
    assert case.relations() == {("a", "b"): ("superseded_by", "R6")}


def test_groups_kinds_and_increments_stand_apart() -> None:
    case = Case()
    case.say("all", 10, at(1))
    case.say("police", 3, at(1), group="security", into="all")
    case.say("hurt", 30, at(1), kind="injured", into="all")
    case.say("badly", 5, at(1), kind="injured", population="重伤者", into="all")
    case.say("more", 2, at(1), basis="increment", into="all")
    assert len(case.judge().series) == 5


def test_money_is_compared_in_one_currency() -> None:
    case = Case()
    case.say("eur", 100, at(1), kind="damage_value", unit="EUR")
    case.say("usd", 110, at(1), kind="damage_value", unit="USD", into="eur")
    assert len(case.judge().series) == 2


def test_other_things_without_words_are_compared_by_their_number_only() -> None:
    case = Case()
    case.say("a", 8, at(1), kind="other", unit="个")
    case.say("b", 26000, at(1), kind="other", unit="个", into="a")
    case.say("c", 8, at(2), kind="other", unit="个", outlet="o:south")
    assert case.series("a").points == ("fig:a", "fig:c")


def test_houses_and_substations_are_not_counted_together() -> None:
    case = Case()
    case.say("a", 4200, at(1), kind="buildings_damaged", unit="间")
    case.say("b", 2, at(1), kind="buildings_damaged", unit="座", into="a")
    assert len(case.judge().series) == 2


def test_a_series_of_forecasts_has_its_own_range() -> None:
    case = Case()
    case.say("a", 40, at(1), realis="forecast", kind="evacuated")
    assert (case.series("a").realis, case.last("a")) == ("forecast", (40, 40, 40, False))


def test_losses_are_told_apart_by_the_words_before_them() -> None:
    case = Case()
    more = {"kind": "damage_value", "unit": "CNY"}
    case.say("crops", 1, at(1), text="种植业经济损失1亿元，渔业经济损失2亿元", number=(7, 8), **more)
    case.say("fish", 2, at(1), into="crops", number=(18, 19), **more)
    assert len(case.judge().series) == 2


def test_other_things_are_compared_in_the_same_words_only() -> None:
    case = Case()
    case.say("tents", 100, at(1), kind="other", unit="顶", population="帐篷")
    case.say("coats", 200, at(1), kind="other", unit="件", population="大衣", into="tents")
    case.say("tents2", 150, at(2), kind="other", unit="顶", population="帐篷")
    assert len(case.judge().series) == 2


def test_a_forecast_stands_with_its_actual_but_never_in_the_range() -> None:
    case = Case()
    case.say("now", 70, at(1), op=">=")
    case.say("later", 100, at(1), op=">=", realis="forecast", into="now")
    series = case.series("now")
    assert series.points == ("fig:now", "fig:later")
    assert series.realis == "actual"
    assert [e.best for e in series.estimates] == [70]


def test_estimates_know_only_what_was_published() -> None:
    case = Case()
    case.say("a", 10, at(1), as_of=day(1))
    case.say("b", 14, at(3), as_of=day(3))
    series = case.series("a")
    assert estimate_at(series, utc(0 + 1)) is None
    first, second = estimate_at(series, utc(2)), estimate_at(series, utc(4))
    assert first is not None
    assert first.best == 10
    assert second is not None
    assert second.best == 14


def test_policies_choose_among_the_live_points() -> None:
    case = Case()
    case.say("ministry", 18, at(7), "ministry", as_of=day(7))
    case.say("hospital", 16, at(10), "hospital", as_of=day(10), outlet="o:south")
    assert case.last("ministry")[1] == 18
    assert case.last("ministry", "acled")[1] == 16
    assert case.last("ministry", "ucdp")[1] == 18
    with pytest.raises(KeyError):
        case.judge("by-luck")


def test_disjoint_places_add_up_to_a_floor() -> None:
    case = Case()
    case.say("land", 5, at(1), place="p:land", as_of=day(1))
    case.say("east", 4, at(2), place="p:east", as_of=day(2))
    case.say("town", 3, at(2), place="p:town", as_of=day(2), into="east")
    case.say("west", 4, at(2), place="p:west", as_of=day(2), into="east")
    assert case.last("land") == (8, 8, 8, True)


def test_places_with_one_number_that_nobody_sets_side_by_side_do_not_add_up() -> None:
    case = Case()
    case.say("land", 5, at(1), place="p:land", as_of=day(1))
    case.say("east", 4, at(2), place="p:east", as_of=day(2))
    case.say("west", 4, at(3), place="p:west", as_of=day(3), outlet="o:south")
    assert case.last("land") == (5, 5, 5, False)


def test_places_do_not_add_up_where_one_has_the_number_of_the_whole() -> None:
    case = Case()
    case.say("land", 5, at(1), place="p:land", as_of=day(1))
    case.say("east", 5, at(2), place="p:east", as_of=day(2))
    case.say("west", 4, at(2), place="p:west", as_of=day(2), into="east")
    assert case.last("land") == (5, 5, 5, False)


def test_a_dam_is_no_area_beside_the_towns() -> None:
    case = Case()
    case.say("land", 5, at(1), place="p:land", as_of=day(1))
    case.say("dam", 5, at(2), place="p:dam", as_of=day(2))
    case.say("east", 4, at(2), place="p:east", as_of=day(2), into="dam")
    assert case.last("land") == (5, 5, 5, False)


def test_groups_that_overlap_do_not_add_up() -> None:
    case = Case()
    case.say("all", 5, at(1))
    case.say("children", 4, at(1), group="children", into="all")
    case.say("foreigners", 4, at(1), group="foreigners", into="all")
    assert case.last("all") == (5, 5, 5, False)


def test_what_is_foreseen_for_a_part_does_not_raise_the_count_of_the_whole() -> None:
    case = Case()
    case.say("land", 12, at(1), place="p:land")
    case.say("east", 100, at(2), "ministry", place="p:east", realis="forecast", outlet="o:south")
    case.say("west", 9, at(2), "ministry", place="p:west", into="east", outlet="o:south")
    assert case.last("land") == (12, 12, 12, False)


def test_an_older_state_of_a_part_does_not_raise_a_newer_one_of_the_whole() -> None:
    case = Case()
    case.say("east", 3, at(1), place="p:east", kind="missing", basis="stock")
    case.say("land", 2, at(3), place="p:land", kind="missing", basis="stock", outlet="o:south")
    assert case.last("land") == (2, 2, 2, False)


def test_a_vague_part_does_not_make_up_a_total() -> None:
    case = Case()
    case.say("land", 47, at(1), place="p:land")
    case.say("west", 20, at(1), place="p:west", into="land")
    case.say("east", None, at(2), "ministry", place="p:east", op="vague", bounds=(200, 999), outlet="o:south")
    assert case.last("land") == (47, 47, 47, False)


@pytest.mark.parametrize(("one", "other"), [("疑似病例", "确诊病例"), ("重症患者", "患者"), ("无症状感染者", None)])
def test_stages_of_an_illness_are_counted_apart(one: str, other: str | None) -> None:
    case = Case()
    case.say("one", 12, at(1), kind="infected", population=one)
    case.say("other", 30, at(1, 12), kind="infected", population=other, outlet="o:south")
    assert case.series("one").id != case.series("other").id
    assert not set(case.relations().values()) - {("part_of", "R10")}
    assert bool(case.relations()) == (one == "重症患者")


def test_no_figures_no_series() -> None:
    ledger = judge(one_story([]), [], [], ENTITIES)
    assert (ledger.series, ledger.disagreements) == ((), ())


def test_every_rule_of_a_record_is_declared() -> None:
    numbers = {rule.id.rsplit(".", 1)[1] for rule in RULES}
    assert {f"R{n}" for n in range(1, 15)} <= numbers
    assert all(rule.gloss and rule.example and rule.counter_example for rule in RULES)


FIGURES = st.lists(
    st.tuples(
        st.integers(1, 40), st.sampled_from(["=", ">=", "~", "vague"]), st.integers(1, 5), st.integers(0, 23),
        st.sampled_from(["rescue", "ministry", "hospital", None]), st.sampled_from(["o:north", "o:south", "o:west"]),
        st.sampled_from(["all", "security", "civilians"]), st.sampled_from([None, "p:land", "p:east", "p:west"]),
        st.booleans(), st.sampled_from(["actual", "actual", "forecast"]), st.sampled_from(["killed", "missing"]),
    ),
    max_size=14,
)  # fmt: skip


def build(rows: list[tuple]) -> Case:
    case = Case()
    for i, (value, op, number, hour, root, outlet, group, place, dated, realis, kind) in enumerate(rows):
        bounds = {"~": (value * 0.9, value * 1.1), "vague": (20, 99)}.get(op)
        case.say(
            f"f{i}", None if op == "vague" else value, at(number, hour), root, op=op, bounds=bounds, outlet=outlet, group=group,
            place=place, as_of=day(number) if dated else None, realis=realis, kind=kind,
            basis="stock" if kind == "missing" else "cumulative",
        )  # fmt: skip
    return case


@settings(max_examples=50, deadline=None)
@given(FIGURES)
def test_low_best_high_are_in_order(rows: list[tuple]) -> None:
    case = build(rows)
    figures = {f.id: f for own in case.figures.values() for f in own}
    for series in case.judge().series:
        for estimate in series.estimates:
            best = figures[estimate.best_figure or ""]
            if best.operator == "=" or estimate.computed:
                assert estimate.low is None or estimate.best is None or estimate.low <= estimate.best
            if best.operator == "=" and estimate.high is not None:
                assert estimate.best is not None
                assert estimate.best <= estimate.high
            assert estimate.low is None or estimate.high is None or estimate.low <= estimate.high
            assert set(estimate.live) <= set(series.points)


@settings(max_examples=30, deadline=None)
@given(FIGURES, st.randoms())
def test_the_order_of_arrival_is_irrelevant_and_twice_is_once(rows: list[tuple], chance) -> None:
    case = build(rows)
    articles = list(case.articles.values())
    stated = [Stated(a.id, (), tuple(case.figures[a.path[:-3]]), ()) for a in articles]
    ledger = judge(one_story(articles), articles, stated, ENTITIES)
    mixed, mixed_stated = [*articles, *articles[:2]], [*stated, *stated[:2]]
    chance.shuffle(mixed)
    chance.shuffle(mixed_stated)
    assert judge(one_story(articles), mixed, mixed_stated, ENTITIES) == ledger


def test_every_relation_names_points_and_has_both_reasons() -> None:
    case = build([(n % 37 + 1, "=", n % 5 + 1, n % 24, None, "o:north", "all", None, False, "actual", "killed") for n in range(60)])
    for series in case.judge().series:
        for relation in series.relations:
            assert {relation.a, relation.b} <= set(series.points)
            assert relation.reason.endswith("。")
            assert relation.reason_en.endswith(".")


def test_a_thousand_articles_take_about_a_millisecond_each() -> None:
    outlets, roots = ("o:north", "o:south", "o:west"), ("rescue", "ministry", "hospital", None, "wire")
    case = Case()
    for n in range(1000):
        when, value = at(1 + n // 40, n % 24), 10 + n // 3 + (n * 7) % 5
        case.say(f"f{n:04}", value, when, roots[n % 5], outlet=outlets[n % 3], place=("p:land", "p:east", None)[n % 3])
    begin = perf_counter()
    ledger = case.judge()
    assert perf_counter() - begin < 3  # a loose bound: the machine may be busy
    assert sum(len(s.relations) for s in ledger.series) < 8000


def test_an_article_outside_the_story_is_left_out() -> None:
    case = Case()
    case.say("a", 5, at(1))
    stranger = article("stranger", at(1))
    articles = [*case.articles.values(), stranger]
    stated = [Stated(a.id, (), tuple(case.figures.get(a.path[:-3], ())), ()) for a in articles]
    ledger = judge(one_story([stranger]), articles, stated, ENTITIES)
    assert ledger.series == ()


def test_severe_injuries_and_those_in_hospital_are_counted_apart() -> None:
    case = Case()
    case.say("all", 31, at(1), kind="injured", text="造成31人受伤" + "。" * 40)
    case.say("severe", 5, at(1), kind="injured", text="5人重伤" + "。" * 40, outlet="o:south")
    case.say("inside", 26, at(1), kind="injured", text="26名伤者住院" + "。" * 40, outlet="o:west")
    assert len({case.series(name).id for name in ("all", "severe", "inside")}) == 3


def test_how_a_noun_is_counted_makes_no_other_matter() -> None:
    case = Case()
    case.say("a", 19, at(1), kind="other", unit="个", population="龙卷风")
    case.say("b", 36, at(2), kind="other", unit="股", population="龙卷风")
    case.say("c", 36, at(2), kind="other", unit="公里", population="龙卷风")
    assert case.series("a").points == ("fig:a", "fig:b")


def test_the_number_of_the_event_itself_speaks_of_all_its_places() -> None:
    for words, place in (("这起事故共造成", "p:east"), ("柳桥镇这起事故中", "p:town")):
        case = Case()
        case.say("lead", 3, at(1), kind="missing", place="p:town", text="甲" * 9 + "，" + words + "甲" * 40)
        case.say("here", 1, at(1), kind="detained", place="p:town", into="lead")
        start = 10 + len(words)
        case.say("dead", 25, at(1), place="p:town", into="lead", number=(start, start + 2))
        case.say("far", 21, at(2), place="p:far")
        assert case.series("dead").place == place


def test_one_number_said_of_one_place_alone_is_not_that_of_all() -> None:
    for words, place in (("其中造成多人死亡约", "p:land"), ("仅在该省死亡的约有", "p:east")):
        case = Case()
        case.say("title", 70, at(1), place="p:land", headline=True, text="甲" + words + "甲" * 40)
        case.say("body", 70, at(1), place="p:east", into="title")
        case.say("west", 21, at(2), place="p:west")
        assert case.series("body").place == place


def test_what_counted_things_did_makes_no_other_matter() -> None:
    case = Case()
    case.say("a", 19, at(1), kind="other", unit="个", population="龙卷风")
    case.say("b", 36, at(2), kind="other", unit="个", population="龙卷风横扫数省")
    case.say("c", 12, at(2), kind="other", unit="个", population="龙卷风带")
    assert case.series("a").points == ("fig:a", "fig:b")


def test_a_number_that_its_root_denies_is_no_point_of_a_series() -> None:
    case = Case()
    case.say("count", 11, at(7), "ministry", as_of=day(7))
    case.say("denied", 19, at(7, 12), "president", as_of=day(7), outlet="o:south", factuality=("Uu", "CT-"))
    assert case.last("count") == (11, 11, 11, False)
    assert all("fig:denied" not in series.points for series in case.judge().series)


SHARED_OUT = ["其中300人经海路撤离，其余500人经陆路撤离", "有300人经海路撤离，另有500人经陆路撤离"]


@pytest.mark.parametrize("words", SHARED_OUT)
def test_counts_that_a_sentence_sets_side_by_side_are_parts(words: str) -> None:
    case = Case()
    case.say("all", 800, at(1), kind="evacuated")
    for name, number in (("sea", "300"), ("land", "500")):
        start = words.index(number)
        span = Span("art:sea", start, start + 9)
        case.say(
            name, int(number), at(2), kind="evacuated", text=words + "甲" * 40, into="sea", span=span, number=(start, start + 3)
        )
    assert case.series("all").points == ("fig:all",)
    assert case.last("all")[1] == 800
    assert case.series("sea").id != case.series("land").id


def test_a_count_that_only_names_others_beside_it_counts_all_of_its_kind() -> None:
    text = "其中12人死亡，其余30人受伤" + "甲" * 40
    case = Case()
    case.say("dead", 12, at(1), text=text, span=Span("art:dead", 2, 7), number=(2, 4))
    case.say("hurt", 30, at(1), kind="injured", into="dead", span=Span("art:dead", 10, 15), number=(10, 12))
    case.say("again", 12, at(2), outlet="o:south")
    assert case.series("dead").points == ("fig:dead", "fig:again")
