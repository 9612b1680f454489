"""Which building a count of people speaks of, and what that does to its series."""

from __future__ import annotations

import pytest

from ledger_builders import Case, at
from shilu.ledger.agents import Agents
from shilu.ledger.sites import site_of
from shilu.model.article import Span
from shilu.model.statements import Figure


def figure_in(text: str, words: str, population: str | None = None) -> Figure:
    case = Case()
    case.say("f", 8, at(1), population=population)
    made: Figure = case.figures["f"][0]
    start = text.index(words)
    return Figure(**{**{k: getattr(made, k) for k in made.__struct_fields__}, "span": Span("art:f", start, start + len(words))})


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("河谷镇一处仓库的屋顶被掀开，8人遇难", "仓库"),
        ("一間護老院受損，當地官員說8人遇难", "养老院"),
        ("冬青镇的蜡烛厂被毁，厂方发言人说8人遇难", "工厂"),
        ("仓库倒塌，全省8人遇难", ""),
        ("仓库倒塌，估计当地8人遇难", ""),
        ("仓库倒塌。大风中8人遇难", ""),
        ("仓库倒塌，而西原省8人遇难", ""),
        ("大风中8人遇难，仓库倒塌", ""),
    ],
)
def test_the_building_named_before_the_count_in_its_sentence(text: str, site: str) -> None:
    figure = figure_in(text, "8人遇难")
    assert site_of(figure, text, text.rfind("。", 0, figure.span.start), ("西原省",)) == site


def test_the_population_names_the_building() -> None:
    text = "8人遇难"
    assert site_of(figure_in(text, text, "蜡烛厂的工人"), text, -1, ()) == "工厂"


def test_agents_tell_all_names_of_a_place() -> None:
    assert Agents().names(None) == ()


def in_a_warehouse(case: Case) -> None:
    """12人死亡 in the whole place and 8 in a warehouse there, by one article."""
    case.say("whole", 12, at(1), text="12人死亡。仓库塌毁8人遇难。" + "甲" * 40)
    case.say("site", 8, at(1), into="whole")


def test_a_building_is_told_apart_from_its_town_and_is_a_part_of_it() -> None:
    case = Case()
    in_a_warehouse(case)
    assert case.series("site").id != case.series("whole").id
    assert case.relations() == {("site", "whole"): ("part_of", "R10")}


def test_a_building_where_all_happened_is_one_matter_with_its_town() -> None:
    case = Case()
    case.say("nothing", 3, at(1), kind="injured", text="3人受伤。仓库塌毁8人遇难。" + "甲" * 40)
    case.say("site", 8, at(1), into="nothing")
    case.say("town", 9, at(2), outlet="o:south")
    assert case.series("site").id == case.series("town").id


def test_a_building_whose_numbers_grow_as_the_towns_do_is_one_matter_with_it() -> None:
    case = Case()
    case.say("site9", 9, at(1), text="学校屋顶塌下9人遇难。" + "甲" * 40, number=(6, 7), span=Span("art:site9", 6, 10))
    case.say(
        "town10",
        10,
        at(2),
        text="学校屋顶塌下9人遇难。此后升至10人遇难。" + "甲" * 40,
        number=(15, 17),
        span=Span("art:town10", 15, 20),
    )
    case.say("site10", 9, at(2), into="town10", number=(6, 7), span=Span("art:town10", 6, 10))
    case.say("town9", 9, at(1, 12), outlet="o:south")
    case.say("late", 10, at(3), text="学校屋顶塌下10人遇难。" + "甲" * 40, number=(6, 8), span=Span("art:late", 6, 11))
    assert len({case.series(name).id for name in ("site9", "town10", "site10", "town9", "late")}) == 1
