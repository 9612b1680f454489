"""The view holds what the ledger holds: every passage is a slice, every figure has its row, order of arrival is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dossier_builders import article, case, entity, figure, landslide, saying
from shilu.dossier import Dossier, arrange
from shilu.dossier.laid import Laid
from shilu.dossier.terms import Passage, Words
from shilu.model.ledger import Disagreement, Estimate, Member, Series
from shilu.model.statements import Figure


def walk(value: object) -> Iterator[object]:
    """Every value inside a dossier."""
    yield value
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from walk(getattr(value, name))
    elif isinstance(value, tuple | Laid):
        for one in value:
            yield from walk(one)


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return landslide().dossier()


def test_every_passage_is_a_slice_of_its_article(dossier: Dossier) -> None:
    texts = {one.id: one.text for one in dossier.articles}
    passages = [one for one in walk(dossier) if isinstance(one, Passage)]
    assert passages
    assert all(texts[one.article][one.start : one.end] == one.exact for one in passages)


def test_no_label_is_markup_or_missing(dossier: Dossier) -> None:
    labels = [one for one in walk(dossier) if isinstance(one, Words)]
    assert labels
    assert not [one for one in labels if "<" in one.zh + one.en or bool(one.zh) != bool(one.en)]


def test_header_counts_the_articles_outlets_roots_and_failures(dossier: Dossier) -> None:
    header = dossier.header
    assert (header.articles, header.outlets, header.roots, header.failures, header.open_disagreements) == (4, 3, 2, 1, 1)
    assert header.as_of is not None
    assert header.as_of.iso == "2024-03-05T10:00:00+08:00"


def test_every_figure_stands_in_exactly_one_row(dossier: Dossier) -> None:
    rows = [*dossier.figures, *dossier.outlook, *dossier.elsewhere]
    shown = [one.id for row in rows for one in row.history]
    assert len(shown) == len(set(shown)) == dossier.header.figures


def test_a_town_is_found_through_the_region_around_it() -> None:
    post = article("x", "海湾社", "青石县3人死亡", [], None)
    places = (
        entity("yun", "place", "云州", precision="region", parent="ent:land"),
        entity("land", "place", "海国", precision="country"),
        entity("town", "place", "青石县", precision="city", parent="ent:county"),
        entity("county", "place", "石郡", precision="city", parent="ent:yun"),
    )
    told = figure(post, "3人死亡", "3", 3, ("ent:海湾社",), place="ent:town")
    row = case([post], (told,), places).dossier().figures[0]
    assert row.measure.within is not None
    assert row.measure.within.name == "云州"


def test_a_place_on_no_map_is_found_through_the_region_it_stands_in() -> None:
    post = article("x", "海湾社", "青石郡3人死亡", [], None)
    yun = entity("yun", "place", "云州", precision="region", parent="ent:land")
    land = entity("land", "place", "海国", precision="country")
    county = entity("county", "place", "青石郡", precision="region", parent="ent:yun")
    told = figure(post, "3人死亡", "3", 3, ("ent:海湾社",), place="ent:county")
    for lat, region in ((41.5, "云州"), (40.0, None)):
        places = (replace(yun, lat=41.5, lon=2.0), land, replace(county, lat=lat, lon=2.0))
        within = case([post], (told,), places).dossier().figures[0].measure.within
        assert (within.name if within else None) == region


def test_prime_and_minor_rows_are_the_figures_and_cards_the_key(dossier: Dossier) -> None:
    assert sorted(row.id for row in (*dossier.prime, *dossier.minor)) == sorted(row.id for row in dossier.figures)
    assert tuple(row.id for row in dossier.cards) == dossier.key


def test_spans_say_where_every_report_and_saying_stands(dossier: Dossier) -> None:
    rows = (*dossier.figures, *dossier.outlook, *dossier.elsewhere)
    shown = [*(one for row in rows for one in row.history), *(one for voice in dossier.voices for one in voice.sayings)]
    for one in shown:
        assert dossier.spans[one.passage.article][one.id] == (one.passage.start, one.passage.end)
    assert sum(map(len, dossier.spans.values())) == len(shown)


def test_a_laid_list_is_its_tuple_made_when_read() -> None:
    made: list[int] = []
    laid = Laid((1, 2, 3), lambda one: made.append(one) or one * 2)
    assert (len(laid), made) == (3, [])
    assert laid[1:] == (4, 6)
    assert made == [2, 3]
    assert laid == (2, 4, 6) == tuple(laid)
    assert hash(laid) == hash((2, 4, 6))
    assert laid != (2, 4)


def test_the_best_value_keeps_the_range_of_all_live_reports(dossier: Dossier) -> None:
    row = next(one for one in dossier.figures if one.id == "ser:killed")
    assert (row.amount.low, row.amount.value, row.amount.high) == (7, 7, 9)
    assert row.contested
    assert [agent.name for agent in row.roots] == ["青石县应急管理局", "县医院"]


def test_history_tells_what_became_of_each_report(dossier: Dossier) -> None:
    row = next(one for one in dossier.figures if one.id == "ser:killed")
    assert [one.status for one in row.history] == ["superseded", "repeated", "live", "live"]
    first = row.history[0]
    assert first.replaced_by == row.history[3].id
    assert first.replaced_value is not None
    assert first.replaced_value.value == 7
    assert first.reason == Words("同一信源后来给出更高的累计数", "the same source later gives a higher cumulative count")


def test_unknown_is_a_value_and_never_zero(dossier: Dossier) -> None:
    row = next(one for one in dossier.figures if one.amount.operator == "unknown")
    assert (row.amount.value, row.amount.low, row.amount.high) == (None, None, None)
    assert row.amount.written == "仍在调查中"


def test_plans_are_not_shown_among_facts(dossier: Dossier) -> None:
    assert [row.realis for row in dossier.outlook] == ["planned"]
    assert "planned" not in {row.realis for row in dossier.figures}


def test_figures_of_another_incident_stand_apart() -> None:
    post = article("x", "海湾社", "青石滑坡", ["2011年的滑坡曾造成12人死亡。"], None)
    old = figure(post, "12人死亡", "12", 12, ("ent:海湾社",), incident="2011年的滑坡")
    made = case([post], (old,)).dossier()
    assert (made.figures, len(made.elsewhere)) == ((), 1)


def test_changes_run_newest_first_with_both_values(dossier: Dossier) -> None:
    moves = [(one.before and one.before.value, one.after.value) for one in dossier.changes if one.series == "ser:killed"]
    assert moves == [(3, 7), (None, 3)]


def test_the_chain_is_told_in_names_from_the_outlet_to_the_root(dossier: Dossier) -> None:
    repeated = next(one for row in dossier.figures for one in row.history if one.status == "repeated")
    assert [[agent.name for agent in link] for link in repeated.chain.links] == [["清河报"], ["海湾社"], ["青石县应急管理局"]]


def test_an_unnamed_source_goes_by_the_words_as_written(dossier: Dossier) -> None:
    witness = next(one for one in dossier.voices if not one.agent.named)
    assert (witness.agent.name, witness.agent.tier) == ("一位目击者", 4)


def test_the_timeline_has_a_lane_for_events_and_one_for_reports(dossier: Dossier) -> None:
    assert [(one.day, len(one.reports)) for one in dossier.timeline] == [("2024-03-04", 2), ("2024-03-05", 2)]
    second = dossier.timeline[1]
    assert {one.kind for one in second.events} == {"figure", "saying"}
    assert {one.when.precision for one in second.events} == {"day", "instant"}


def test_both_readings_of_a_corrected_time_are_kept(dossier: Dossier) -> None:
    river = next(one for one in dossier.articles if one.outlet.name == "清河报")
    assert river.clock_corrected
    assert river.published_raw == "Mon, 04 Mar 2024 18:05:00 GMT"
    assert river.published is not None
    assert river.published.iso == "2024-03-04T18:05:00+08:00"


def test_no_articles_make_an_honest_dossier() -> None:
    made = case([]).dossier()
    assert (made.header.as_of, made.header.articles, made.figures, made.timeline) == (None, 0, (), ())


def test_an_agent_that_nobody_names_is_shown_as_unknown() -> None:
    post = article("x", "海湾社", "青石滑坡", ["据称有3人死亡。"], None)
    made = case([post], (figure(post, "3人死亡", "3", 3, ("ent:海湾社", "ent:nowhere")),)).dossier()
    assert made.figures[0].best.chain.root[0].name == "不详"


def test_parallel_sources_share_a_link() -> None:
    post = article("x", "海湾社", "青石滑坡", ["县医院和县政府说，3人死亡。"], None)
    both = (entity("a", "organisation", "县医院"), entity("b", "organisation", "县政府"))
    said = saying(post, "县医院和县政府说，3人死亡", "3人死亡", ("ent:海湾社", ("ent:a", "ent:b")))
    made = case([post], (), both, sayings=(said,)).dossier()
    assert [agent.name for agent in made.voices[0].sayings[0].chain.root] == ["县医院", "县政府"]


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_order_of_arrival_is_nothing(random: Random) -> None:
    told = landslide()
    articles, stated, failures = list(told.articles), list(told.stated), list(told.failures)
    for one in (articles, stated, failures):
        random.shuffle(one)
    assert arrange(told.ledger, articles, stated, told.entities, failures) == told.dossier()


def test_the_key_figure_is_of_everybody_in_the_widest_place() -> None:
    post = article("x", "海湾社", "青石滑坡", ["县里4人死亡，全省6人死亡，其中3名儿童死亡，预计9人死亡。"], None)
    places = (entity("county", "place", "青石县", precision="city"), entity("province", "place", "西省", precision="region"))
    bay = ("ent:海湾社",)
    county = figure(post, "4人死亡", "4", 4, bay, place="ent:county")
    province = figure(post, "6人死亡", "6", 6, bay, place="ent:province")
    kids = figure(post, "3名儿童死亡", "3", 3, bay, group="children", place="ent:province")
    guess = figure(post, "预计9人死亡", "9", 9, bay, realis="estimated", place="ent:province")
    made = case([post], (county, province, kids, guess), places).dossier()
    assert made.key == (province.id,)


def test_an_unknown_is_a_key_figure_when_an_authority_says_so() -> None:
    post = article("x", "海湾社", "青石滑坡", ["已有6人死亡，受伤人数不详，失踪人数不详。"], None)
    voices = (entity("bureau", "organisation", "青石县应急管理局", tier=1), entity("passer", "person", None, tier=4))
    killed = figure(post, "6人死亡", "6", 6, ("ent:海湾社", "ent:passer"))
    told = figure(post, "受伤人数不详", "不详", None, ("ent:海湾社", "ent:bureau"), kind="injured", operator="unknown")
    heard = figure(post, "失踪人数不详", "不详", None, ("ent:海湾社", "ent:passer"), kind="missing", operator="unknown")
    assert case([post], (killed, told, heard), voices).dossier().key == (killed.id, told.id)
    assert case([post], (heard,), voices).dossier().key == (heard.id,)


def test_a_disagreement_is_named_as_its_row_is() -> None:
    post = article("x", "海湾社", "青石滑坡", ["县里说6人死亡，医院说9人死亡。"], None)
    places = (entity("town", "place", "青石镇", precision="city"), entity("province", "place", "西省", precision="region"))
    six = figure(post, "6人死亡", "6", 6, ("ent:海湾社",), place="ent:town")
    nine = figure(post, "9人死亡", "9", 9, ("ent:海湾社",), place="ent:province")
    members = tuple(Member(one.span, one.chain, "", one.id) for one in (six, nine))
    clash = Disagreement("dis:x", "conflict", "死亡 · 西省", members, "open", "R5", "不同。", "They differ.")
    series = Series("ser:x", "killed", "all", "ent:province", "cumulative", "actual", "人", None, (six.id, nine.id), (), ())
    made = case([post], (six, nine), places, series=(series,), disagreements=(clash,)).dossier()
    assert made.disputes[0].measure == made.figures[0].measure


def test_a_plan_without_an_estimate_shows_its_own_value() -> None:
    post = article("x", "海湾社", "青石滑坡", ["县里将派出500名救援人员。"], None)
    sent = figure(post, "500名救援人员", "500", 500, ("ent:海湾社",), kind="troops_sent", realis="planned")
    empty = Estimate(None, None, None, None, "latest-official", (), None, (), (), computed=False)
    series = Series("ser:x", "troops_sent", "all", None, "stock", "planned", "名", None, (sent.id,), (), (empty,))
    made = case([post], (sent,), series=(series,)).dossier()
    assert made.outlook[0].amount == made.outlook[0].best.amount
    assert made.outlook[0].amount.value == 500


def test_who_repeats_a_value_adds_nothing_to_its_day(dossier: Dossier) -> None:
    first = dossier.timeline[0]
    killed = [one for one in first.events if one.measure and one.measure.kind == "killed"]
    assert [one.when.precision for one in killed] == ["day", "instant"]  # said of the day, and of 18:00


def test_what_one_article_of_many_counts_is_no_key_figure_of_their_story() -> None:
    posts = [
        article(f"x{n}", "海湾社", "粮价", ["粮价上涨15%。", "途中1人死亡。"] if n < 2 else ["粮价上涨。"], None) for n in range(20)
    ]
    bay = ("ent:海湾社",)
    risen = [figure(post, "上涨15%", "15", 15, bay, kind="share", unit="%") for post in posts[:2]]
    killed = figure(posts[0], "1人死亡", "1", 1, bay)
    series = tuple(one_series(found) for found in (risen, [killed]))
    assert [row.measure.kind for row in case(posts, (*risen, killed), series=series).dossier().cards] == ["share"]
    few = case(posts[:2], (*risen, killed), series=series).dossier()
    assert [row.measure.kind for row in few.cards] == ["killed"]


def test_some_of_the_dead_on_better_authority_are_no_key_figure_beside_all_of_them() -> None:
    posts = [article(f"x{n}", "海湾社", "滑坡", ["已有11人死亡，6人经抢救无效死亡。"], None) for n in range(2)]
    bureau = entity("bureau", "organisation", "青石县应急管理局", tier=1)
    all_ = [figure(post, "11人死亡", "11", 11, ("ent:海湾社",)) for post in posts]
    some = figure(posts[0], "6人经抢救无效死亡", "6", 6, ("ent:海湾社", "ent:bureau"))
    series = tuple(one_series(found) for found in (all_, [some]))
    made = case(posts, (*all_, some), (bureau,), series=series).dossier()
    assert [row.amount.value for row in made.cards] == [11]


def one_series(found: list[Figure]) -> Series:
    """A series of figures with one best value."""
    first = found[0]
    return Series(
        id=f"ser:{first.id}", kind=first.kind, group="all", place=None, basis="cumulative", realis="actual", unit=first.unit,
        incident=None, points=tuple(f.id for f in found), relations=(), estimates=(),
    )  # fmt: skip
