"""The decision table R0-R14: the cases of the design, told again with invented names."""

from __future__ import annotations

from msgspec.structs import replace

from ledger_builders import ENTITIES, Case, at, day, unnamed


def test_one_source_twice_repeats() -> None:
    case = Case()
    case.say("a", 5, at(1))
    case.say("b", 5, at(1, 15), outlet="o:south")
    assert case.relations() == {("b", "a"): ("repeats", "R1")}


def test_two_sources_corroborate() -> None:
    case = Case()
    case.say("a", 5, at(1))
    case.say("b", 5, at(1, 15), "hospital", outlet="o:south")
    assert case.relations() == {("b", "a"): ("corroborates", "R2")}


def test_a_chain_through_the_other_outlet_is_no_second_source() -> None:
    case = Case()
    case.say("a", 5, at(1), "hospital", outlet="o:north")
    case.say("b", 5, at(1, 15), "o:north", outlet="o:south")
    assert case.relations() == {("b", "a"): ("repeats", "R1")}


def test_a_number_without_a_source_does_not_corroborate_the_one_with_a_source() -> None:
    case = Case()
    case.say("a", 5, at(1))
    case.say("b", 5, at(2), None, outlet="o:south")
    assert case.relations() == {("b", "a"): ("repeats", "R1")}
    assert case.series("a").estimates[-1].roots == ("rescue",)


def test_one_number_under_two_labels_is_relabelled() -> None:
    case = Case()
    case.say("a", 26, at(7), "ministry", group="attackers", population="武装暴徒")
    case.say("b", 26, at(8), "ministry", group="attackers", population="持枪罪犯", outlet="o:south")
    assert case.relations() == {("a", "b"): ("relabelled", "R3")}
    assert [(d.relation, d.state) for d in case.judge().disagreements] == [("relabelled", "apparent")]


def test_detained_grow_without_any_disagreement() -> None:
    case = Case()
    more = {"kind": "detained", "place": "p:land"}
    case.say("over3000", 3000, at(7, 15), "ministry", op=">", as_of=day(7), **more)
    case.say("n3811", 3811, at(8, 10), "ministry", as_of=day(7), outlet="o:south", **more)
    case.say("n4266", 4266, at(8, 20), "ministry", as_of=day(8), outlet="o:west", **more)
    case.say("vague", None, at(8, 20), "ministry", op="vague", bounds=(2000, 9999), into="n4266", outlet="o:west", **more)
    case.say("near8000", 8000, at(10), "president", op="~", bounds=(7200, 7999), as_of=day(10), **more)
    found = case.relations()
    assert found["over3000", "n3811"] == ("refined_by", "R4")
    assert found["n3811", "n4266"] == ("superseded_by", "R6")
    assert found["vague", "n4266"] == ("refined_by", "R4")
    assert found["n4266", "near8000"] == ("superseded_by", "R6")
    assert case.last("n4266") == (7200, 8000, 7999, False)
    assert case.judge().disagreements == ()
    bests = [e.best for e in case.series("n4266").estimates]
    assert bests == [3000, 3811, 4266, 8000]


def test_a_cumulative_count_that_falls_at_another_source_is_a_conflict() -> None:
    case = Case()
    case.say("n18", 18, at(7), "ministry", group="security", population="警员", as_of=day(7))
    case.say("again", 18, at(8), "ministry", group="security", population="警员", as_of=day(7), outlet="o:south")
    case.say("n16", 16, at(10), "president", group="security", population="部队成员", as_of=day(10), outlet="o:west")
    found = case.relations()
    assert found["again", "n18"] == ("repeats", "R1")
    assert {key for key, value in found.items() if value == ("conflict", "R8")} == {("n18", "n16"), ("again", "n16")}
    assert case.last("n18") == (16, 16, 18, False)
    (dispute,) = case.judge().disagreements
    assert (dispute.relation, dispute.state, dispute.rule) == ("conflict", "open", "R8")
    assert dispute.reason == "累计数字不应减少，而另一来源较晚的数字更低：青禾国内政部（5月7日）：18人；陆望舒（5月10日）：16人。"
    assert [m.chain[-1] for m in dispute.members] == ["ministry", "ministry", "president"]


def test_a_total_that_equals_one_group_has_lost_its_restriction() -> None:
    case = Case()
    case.say("rioters", 26, at(7), "ministry", group="attackers", as_of=day(7))
    case.say("officers", 18, at(7), "ministry", group="security", as_of=day(7), into="rioters")
    case.say("total", 26, at(8), "wire", outlet="o:south")
    found = case.relations()
    assert found["total", "rioters"] == ("scope_drift", "R12")
    assert case.last("total") == (44, 44, 44, True)


def test_a_total_that_equals_no_group_has_not_drifted() -> None:
    case = Case()
    case.say("rioters", 26, at(7), "ministry", group="attackers", as_of=day(7))
    case.say("officers", 18, at(7), "ministry", group="security", as_of=day(7), into="rioters")
    case.say("total", 44, at(8), "wire", outlet="o:south")
    assert "scope_drift" not in {relation for relation, _ in case.relations().values()}
    assert case.last("total") == (44, 44, 44, False)


def test_a_later_count_supersedes_whoever_gives_it() -> None:
    case = Case()
    case.say("a", 26, at(7), "ministry", as_of=day(7))
    case.say("b", 164, at(9), "hospital", as_of=day(9), outlet="o:south")
    assert case.relations() == {("a", "b"): ("superseded_by", "R6")}
    assert case.last("a") == (164, 164, 164, False)


def test_a_report_that_comes_late_about_an_earlier_day_does_not_stand() -> None:
    case = Case()
    case.say("new", 40, at(9), as_of=day(9))
    case.say("old", 30, at(10), "wire", as_of=day(8), outlet="o:south")
    assert case.relations() == {("old", "new"): ("superseded_by", "R6")}
    assert case.last("new") == (40, 40, 40, False)


def test_the_same_source_or_a_stated_correction_revises_down() -> None:
    same, said = Case(), Case()
    same.say("a", 19, at(7), as_of=day(7))
    same.say("b", 17, at(8), as_of=day(8), outlet="o:south")
    said.say("a", 19, at(7), as_of=day(7))
    said.say("b", 17, at(8), "hospital", as_of=day(8), outlet="o:south", correction=True)
    assert same.relations() == said.relations() == {("a", "b"): ("revised_down", "R7")}
    assert same.last("a") == (17, 17, 17, False)


def test_an_authority_below_an_unofficial_count_revises_it() -> None:
    case = Case()
    case.say("media", 94, at(11), None, op=">=")
    case.say("governor", 78, at(13), "rescue", as_of=day(13), outlet="o:south")
    assert case.relations() == {("media", "governor"): ("revised_down", "R7")}
    assert case.last("media") == (78, 78, 78, False)


def test_an_old_number_printed_again_is_no_conflict() -> None:
    case = Case()
    case.say("a", 113, at(1), "wire")
    case.say("b", 117, at(2), "rescue", as_of=day(2), outlet="o:south")
    case.say("c", 113, at(5), None, outlet="o:west")
    found = case.relations()
    assert found["c", "b"] == ("superseded_by", "R6")
    assert case.last("a") == (117, 117, 117, False)


def test_a_rounder_number_later_is_the_same_number() -> None:
    case = Case()
    case.say("a", 117, at(1))
    case.say("b", 100, at(9), None, op=">", outlet="o:south")
    assert case.relations() == {("b", "a"): ("refined_by", "R4")}
    assert case.last("a") == (117, 117, 117, False)


def test_a_vague_number_never_conflicts() -> None:
    case = Case()
    case.say("a", 117, at(1))
    case.say("b", None, at(1, 10), "hospital", op="vague", bounds=(20, 99), outlet="o:south")
    assert case.judge().disagreements == ()


def test_one_stated_hour_two_numbers_two_sources_is_a_conflict() -> None:
    case = Case()
    case.say("a", 30, at(1, 12), "rescue", as_of=at(1, 10))
    case.say("b", 34, at(1, 18), "hospital", as_of=at(1, 10), outlet="o:south")
    assert case.relations() == {("a", "b"): ("conflict", "R5")}


def test_two_numbers_within_three_hours_conflict_unless_one_is_an_update() -> None:
    plain, update = Case(), Case()
    for case, text in ((plain, ""), (update, "升至34人，一家医院说")):
        case.say("a", 30, at(1, 12), "rescue")
        case.say("b", 34, at(1, 13), "hospital", outlet="o:south", text=text)
    assert plain.relations() == {("a", "b"): ("conflict", "R5")}
    assert update.relations() == {("a", "b"): ("superseded_by", "R6")}


def test_higher_and_later_on_one_day_supersedes() -> None:
    case = Case()
    case.say("a", 30, at(1, 8), "rescue")
    case.say("b", 34, at(1, 20), "hospital", outlet="o:south")
    assert case.relations() == {("a", "b"): ("superseded_by", "R6")}


def test_a_state_that_moves_is_never_a_conflict() -> None:
    case = Case()
    case.say("a", 60, at(1), kind="missing", basis="stock")
    case.say("b", 8, at(2), "hospital", kind="missing", basis="stock", outlet="o:south")
    assert case.relations() == {("a", "b"): ("superseded_by", "R9")}


def test_two_flights_of_one_day_are_undetermined() -> None:
    case = Case()
    case.say("a", 12, at(8, 10), "ministry", kind="aircraft", basis="flow", as_of=day(8))
    case.say("b", 20, at(8, 20), "ministry", kind="aircraft", basis="flow", as_of=day(8), outlet="o:south")
    assert case.relations() == {("a", "b"): ("undetermined", "R14")}


def test_two_measured_values_of_two_sources_conflict() -> None:
    case = Case()
    case.say("a", 5.9, at(1), "wire", kind="magnitude", basis="incident")
    case.say("b", 6.2, at(1), "rescue", kind="magnitude", basis="incident", into="a")
    assert case.relations() == {("a", "b"): ("conflict", "R5")}


def test_numbers_of_different_size_speak_of_different_matters() -> None:
    case = Case()
    case.say("a", 94, at(1), "rescue")
    case.say("b", 6, at(2), "hospital", outlet="o:south")
    assert case.relations() == {("a", "b"): ("undetermined", "R14")}


def test_headline_and_body_never_conflict() -> None:
    case = Case()
    case.say("head", 60, at(1), None, headline=True)
    case.say("body", 48, at(1), "rescue", into="head")
    case.say("other", 50, at(1, 20), "hospital", outlet="o:south", into="other")
    found = case.relations()
    assert found["head", "body"] == ("undetermined", "R14")
    assert ("head", "other") not in found
    assert "conflict" not in {relation for relation, _ in found.values()}


def test_a_headline_alone_speaks_but_starts_no_conflict() -> None:
    case = Case()
    case.say("a", 60, at(1), "rescue")
    case.say("head", 58, at(1, 10), None, headline=True, outlet="o:south")
    assert case.relations() == {("a", "head"): ("undetermined", "R14")}


def test_what_the_text_calls_earlier_is_superseded_in_its_own_article() -> None:
    case = Case()
    case.say("now", 32, at(1), "rescue")
    case.say("before", 31, at(1), "rescue", into="now", prior=True)
    assert case.relations() == {("before", "now"): ("superseded_by", "R6")}
    assert case.last("now") == (32, 32, 32, False)


def test_a_city_is_part_of_the_country() -> None:
    case = Case()
    case.say("land", 164, at(9), place="p:land", as_of=day(9))
    case.say("town", 103, at(9), place="p:town", as_of=day(9), into="land", part_of="fig:land")
    assert case.relations() == {("town", "land"): ("part_of", "R10")}


def test_a_later_part_is_no_part_of_an_earlier_whole_but_lifts_it() -> None:
    case = Case()
    case.say("land", 26, at(7), place="p:land", as_of=day(7))
    case.say("town", 103, at(9), place="p:town", as_of=day(9), outlet="o:south")
    assert case.relations() == {}
    assert case.last("land") == (103, 103, 103, True)


def test_a_stated_part_above_its_stated_whole_is_a_conflict() -> None:
    case = Case()
    case.say("land", 20, at(7), "ministry", place="p:land", as_of=day(7))
    case.say("west", 1, at(7), "ministry", place="p:west", as_of=day(7), into="land")
    case.say("town", 23, at(7, 20), "hospital", place="p:town", as_of=day(7), outlet="o:south")
    assert case.relations()["town", "land"] == ("conflict", "R10")


def test_named_parts_stay_beside_their_whole() -> None:
    case = Case()
    more = {"kind": "detained", "place": "p:town", "into": "whole", "op": ">"}
    case.say("whole", 100, at(8), "wire", bounds=(101, 199), **{k: v for k, v in more.items() if k != "into"})
    case.say("x", 70, at(8), "wire", bounds=(71, 79), population="武装分子", part_of="fig:whole", **more)
    case.say("y", 30, at(8), "wire", bounds=(31, 39), population="抢劫者", part_of="fig:whole", **more)
    assert case.relations() == {("x", "whole"): ("part_of", "R10"), ("y", "whole"): ("part_of", "R10")}
    assert len(case.judge().series) == 3


def test_a_forecast_meets_its_outcome_and_never_conflicts() -> None:
    case = Case()
    case.say("hundred", 100, at(11), "president", op=">=", realis="forecast")
    case.say("counted", 64, at(13), "president", as_of=day(13), outlet="o:south")
    assert case.relations() == {("counted", "hundred"): ("outcome_of", "R13")}
    assert case.last("counted") == (64, 64, 64, False)


def test_a_forecast_after_the_count_has_no_outcome_yet() -> None:
    case = Case()
    case.say("counted", 64, at(11), "president", as_of=day(11))
    case.say("hundred", 100, at(13), "president", op=">=", realis="forecast", outlet="o:south")
    assert case.relations() == {}


def test_an_unknown_count_is_never_zero_and_is_refined_later() -> None:
    case = Case()
    case.say("unknown", None, at(10), "president", op="unknown", group="civilians", kind="casualties")
    assert case.series("unknown").estimates == ()
    case.say("known", 12, at(12), "hospital", group="civilians", kind="casualties", outlet="o:south")
    assert case.relations() == {("unknown", "known"): ("refined_by", "R4")}
    assert case.last("known") == (12, 12, 12, False)


def test_another_event_keeps_its_own_series() -> None:
    case = Case()
    case.say("now", 12, at(1))
    case.say("then", 900, at(1), into="now", incident="2008年大震")
    assert case.relations() == {}
    assert len(case.judge().series) == 2


def test_the_same_crowd_number_for_another_crowd_has_drifted() -> None:
    case = Case()
    more = {"kind": "attackers", "op": "~", "bounds": (18000, 22000)}
    case.say("waves", 20000, at(8), "president", population="六波袭击者", as_of=day(8), **more)
    case.say("square", 20000, at(9), "ministry", population="严密团体", as_of=day(5), outlet="o:south", **more)
    assert case.relations() == {("waves", "square"): ("scope_drift", "R12")}


def test_unnamed_sources_in_the_same_words_count_once() -> None:
    case = Case()
    case.agents = (unnamed("anon:1", "当地官员"), unnamed("anon:2", "当地官员"), unnamed("anon:3", "目击者"))
    case.say("a", 5, at(1), "anon:1")
    case.say("b", 5, at(2), "anon:2", outlet="o:south")
    case.say("c", 5, at(3), "anon:3", outlet="o:west")
    assert case.relations() == {("b", "a"): ("repeats", "R1"), ("c", "b"): ("corroborates", "R2")}
    assert case.series("a").estimates[-1].roots == ("anon:1", "anon:3")


def test_parallel_sources_are_several_roots() -> None:
    case = Case()
    case.say("a", 5, at(1), ("rescue", "hospital"))
    assert case.series("a").estimates[-1].roots == ("hospital", "rescue")


def test_a_count_takes_the_place_of_an_estimate() -> None:
    case = Case()
    case.say("feared", None, at(11), "president", op="vague", bounds=(20, 99), realis="estimated")
    case.say("found", 8, at(13), "hospital", outlet="o:south")
    assert case.relations() == {("feared", "found"): ("revised_down", "R7")}
    assert case.last("found") == (8, 8, 8, False)


def test_a_headline_that_drops_the_hedge_of_its_body_is_shown() -> None:
    case = Case()
    case.say("head", 50, at(1), None, op=">=", headline=True)
    case.say("body", 50, at(1), "president", op=">=", into="head", realis="estimated")
    assert case.relations() == {("head", "body"): ("undetermined", "R14")}


def test_an_article_that_knows_the_higher_number_does_not_contradict_it() -> None:
    case = Case()
    case.say("a50", 50, at(1, 9), "rescue")
    case.say("a70", 70, at(1, 9), "hospital", into="a50")
    case.say("b70", 70, at(1, 10), "ministry", outlet="o:south")
    assert "conflict" not in {relation for relation, _ in case.relations().values()}


def test_numbers_read_at_two_places_are_no_conflict() -> None:
    case = Case()
    case.say("town", 7, at(1, 9), "rescue", place="p:town")
    case.say("east", 8, at(1, 10), "hospital", place="p:east", outlet="o:south")
    assert "conflict" not in {relation for relation, _ in case.relations().values()}


def test_one_outlet_may_give_two_independent_sources() -> None:
    case = Case()
    case.say("a", 11, at(1, 20), "rescue", as_of=at(1, 18))
    case.say("b", 19, at(1, 20), "hospital", op=">=", as_of=at(1, 18), into="a")
    assert case.relations() == {("a", "b"): ("conflict", "R5")}


def test_a_single_victim_is_no_count_beside_the_total() -> None:
    case = Case()
    case.say("total", 23, at(1, 9), "rescue", as_of=at(1, 8), kind="missing", basis="stock")
    case.say("one", 1, at(1, 9), "hospital", kind="missing", basis="stock", into="total")
    case.say("two", 2, at(1, 11), "hospital", kind="missing", basis="stock", outlet="o:south")
    assert case.last("total") == (23, 23, 23, False)


def test_a_correction_takes_back_the_number_that_another_body_gave() -> None:
    case = Case()
    case.say("old", 31, at(16), "rescue", as_of=at(16, 7))
    case.say("was", 31, at(17), None, headline=True, correction=True, into="fix")
    case.say("fix", 29, at(17), "president", as_of=at(17, 7), into="fix")
    case.say("late", 31, at(17, 12), None, outlet="o:south")
    found = case.relations()
    assert found["old", "fix"] == ("revised_down", "R7")
    assert found["late", "fix"] == ("superseded_by", "R6")
    assert case.last("old") == (29, 29, 29, False)


def test_what_an_article_recalls_from_an_earlier_day_does_not_stand() -> None:
    case = Case()
    case.say("now", 33, at(18), "rescue", as_of=at(18, 18))
    case.say("then", 35, at(18), None, as_of=day(14), as_of_stated=False, into="now")
    assert case.last("now") == (33, 33, 33, False)


def test_an_aftershock_is_no_second_measure_of_the_quake() -> None:
    case = Case()
    case.say("quake", 6.2, at(1), "rescue", kind="magnitude", basis="flow")
    case.say("after", 4.1, at(2), "hospital", kind="magnitude", basis="flow", outlet="o:south")
    assert case.relations() == {("quake", "after"): ("undetermined", "R14")}
    assert case.last("quake")[:3] == (case.last("quake")[1],) * 3


def test_one_source_that_measures_again_corrects_only_itself() -> None:
    case = Case()
    case.say("a", 6.2, at(1, 9), "rescue", kind="magnitude", basis="flow")
    case.say("b", 6.0, at(1, 9), "hospital", kind="magnitude", basis="flow", outlet="o:south")
    case.say("c", 5.9, at(1, 12), "hospital", kind="magnitude", basis="flow", outlet="o:west", correction=True)
    found = case.relations()
    assert found["b", "c"] == ("superseded_by", "R6")
    assert found["a", "c"] == ("conflict", "R5")


def test_parts_without_a_place_are_known_by_the_words_before_them() -> None:
    case = Case()
    for name, when, north, south in (("six", 15, 12, 5), ("twelve", 17, 21, 8)):
        case.say(name, north + south, at(when), "rescue", as_of=day(when), text="甲乙丙丁戊己庚辛壬，其中桃镇12人、李村5人。")
        case.say(f"{name}-n", north, at(when), "rescue", as_of=day(when), into=name, part_of=f"fig:{name}", number=(14, 16))
        case.say(f"{name}-s", south, at(when), "rescue", as_of=day(when), into=name, part_of=f"fig:{name}", number=(20, 21))
    assert case.series("six-n").points == ("fig:six-n", "fig:twelve-n")
    assert case.relations()["six-s", "twelve-s"] == ("superseded_by", "R6")


def test_an_outlet_that_says_again_what_its_source_says_is_no_second_source() -> None:
    case = Case()
    case.say("lead", 29, at(1), None)
    case.say("said", 29, at(1), "rescue", as_of=day(1), into="lead")
    case.say("next", 30, at(2), "rescue", as_of=day(2), outlet="o:south")
    assert case.relations() == {("said", "next"): ("superseded_by", "R6")}


def test_at_least_and_more_than_are_one_number() -> None:
    case = Case()
    case.say("a", 70, at(1), "rescue", op=">=")
    case.say("b", 70, at(2), "hospital", op=">", outlet="o:south")
    assert case.relations() == {("b", "a"): ("corroborates", "R2")}


def test_an_estimate_does_not_overtake_a_count() -> None:
    case = Case()
    case.say("counted", 80, at(1), "rescue")
    case.say("feared", 100, at(2), "hospital", op=">=", realis="estimated", outlet="o:south")
    assert case.relations() == {("counted", "feared"): ("undetermined", "R14")}
    assert case.last("counted")[1] == 80


def test_a_part_above_an_open_whole_is_no_part() -> None:
    case = Case()
    case.say("west", 5, at(1), place="p:west")
    case.say("land", 94, at(1), None, op=">=", place="p:land", into="west")
    case.say("east", 100, at(1, 12), "hospital", op=">=", place="p:east", outlet="o:south")
    assert ("east", "land") not in case.relations()


def test_a_recalled_number_is_set_beside_the_passage_that_replaces_it() -> None:
    case = Case()
    case.say("main", 29, at(17), "rescue", as_of=at(17, 7))
    case.say("was", 31, at(17), None, prior=True, into="main")
    case.say("now", 29, at(17), "hospital", correction=True, into="main")
    assert case.relations()["was", "now"] == ("revised_down", "R7")


def test_an_estimate_of_another_size_is_no_estimate_of_what_was_counted() -> None:
    case = Case()
    case.say("feared", 84, at(11), "president", realis="estimated")
    case.say("found", 6, at(13), "hospital", outlet="o:south")
    assert case.relations() == {("feared", "found"): ("undetermined", "R14")}


def test_an_outlet_that_withdraws_a_number_leaves_none_in_its_place() -> None:
    case = Case()
    case.say("moved", 26000, at(1), kind="evacuated", outlet="o:south")
    case.say("feared", 40000, at(2), kind="evacuated", root="hospital", realis="estimated")
    case.say("back", 40000, at(3), None, kind="evacuated", text="文中所称四万须转移的说法不属实。")
    assert case.relations()["feared", "back"] == ("superseded_by", "R6")
    assert case.last("moved")[1] == 26000


def test_another_outlet_that_denies_a_number_does_not_withdraw_it() -> None:
    case = Case()
    case.say("said", 40, at(2), root="hospital")
    case.say("denied", 40, at(3), None, text="网上所传四十人死的说法不属实。", outlet="o:south")
    assert ("said", "denied") not in case.relations()
    assert case.last("said")[1] == 40


def test_a_forecast_is_also_set_against_the_count_that_names_it() -> None:
    case = Case()
    case.say("feared", 30000, at(1), kind="evacuated", realis="forecast", op=">")
    case.say("moved", 26000, at(2), kind="evacuated", root="ministry")
    case.say("named", 30000, at(2), kind="evacuated", realis="forecast", into="moved")
    case.say("later", 27000, at(3), kind="evacuated", outlet="o:south")
    assert case.relations()["moved", "feared"] == ("outcome_of", "R13")
    assert case.relations()["later", "feared"] == ("outcome_of", "R13")


def test_a_whole_that_one_part_has_outgrown_is_an_old_number() -> None:
    case = Case()
    case.say("all", 8, at(1), place="p:land")
    case.say("west", 4, at(1), place="p:west", into="all")
    case.say("part", 100, at(1, 20), place="p:east", outlet="o:south")
    assert case.relations()["all", "part"] == ("superseded_by", "R11")
    case.say("stated", 9, at(1), place="p:land", into="part", as_of=day(1))
    assert ("stated", "part") not in case.relations()


def test_a_headline_to_which_its_body_adds_up_may_start_a_conflict() -> None:
    case = Case()
    case.say("a", 60, at(1), "rescue", place="p:land")
    case.say("head", 58, at(1, 10), None, headline=True, outlet="o:south", place="p:land")
    case.say("east", 40, at(1, 10), None, into="head", place="p:east")
    case.say("west", 18, at(1, 10), None, into="head", place="p:west")
    assert case.relations()["a", "head"] == ("conflict", "R5")


def test_a_total_of_an_authoritys_parts_is_as_official_as_they_are() -> None:
    case = Case()
    case.say("feared", 94, at(1), None, outlet="o:south", place="p:land")
    case.say("head", 78, at(3), None, headline=True, realis="estimated", place="p:land")
    case.say("east", 64, at(3), "rescue", into="head", place="p:east")
    case.say("west", 14, at(3), "rescue", into="head", place="p:west")
    assert case.relations()["feared", "head"] == ("revised_down", "R7")
    assert case.last("head")[1] == 78


def test_what_was_said_less_exactly_falls_with_the_number_that_refined_it() -> None:
    case = Case()
    case.say("about", 50, at(1), op="~", bounds=(45, 55))
    case.say("over", 50, at(1), op=">", into="about")
    case.say("later", 70, at(2))
    found = case.relations()
    assert found["about", "over"] == ("refined_by", "R4")
    assert found["about", "later"] == ("superseded_by", "R6")


def test_a_headline_that_drops_a_hedge_is_set_beside_the_first_report_that_hedged() -> None:
    case = Case()
    case.say("feared", 50, at(1), realis="estimated")
    case.say("head", 50, at(1, 12), None, headline=True, outlet="o:south")
    case.say("body", 50, at(1, 12), realis="estimated", into="head", outlet="o:south")
    assert case.relations()["head", "feared"] == ("undetermined", "R14")


def test_an_exact_number_is_finer_than_at_least_that_number() -> None:
    case = Case()
    case.say("least", 2, at(1), op=">=")
    case.say("two", 2, at(2), "hospital", outlet="o:south")
    assert case.relations() == {("least", "two"): ("refined_by", "R4")}


def test_who_measures_the_sky_is_no_authority_on_the_dead() -> None:
    case = Case()
    case.agents = (replace(ENTITIES.by_id["rescue"], id="sky", name="青禾国气象局", names=("青禾国气象局",)),)
    case.say("local", 4, at(1), "o:south", outlet="o:south")
    case.say("sky", 2, at(3), "sky")
    assert case.relations() == {("local", "sky"): ("conflict", "R8")}


def test_an_outcome_is_the_main_count_of_its_article() -> None:
    case = Case()
    case.say("forecast", 100, at(1), op=">", realis="forecast")
    case.say("count", 64, at(3), as_of=day(3))
    case.say("aside", 80, at(3), into="count", op=">")
    assert ("count", "forecast") in case.relations()
    assert ("aside", "forecast") not in case.relations()


def test_nearly_a_number_is_that_number_said_less_exactly() -> None:
    case = Case()
    case.say("nearly", 19000, at(1), op="<", bounds=(17100, 18999))
    case.say("exact", 19000, at(3), "hospital", outlet="o:south")
    assert case.relations() == {("nearly", "exact"): ("refined_by", "R4")}
    assert not case.judge().disagreements
