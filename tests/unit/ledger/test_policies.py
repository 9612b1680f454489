"""How best is chosen, and what was known at any instant."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger_builders import ENTITIES, Case, at, day
from shilu.ledger import POLICIES, estimate_at, judge
from shilu.model.ledger import Estimate
from shilu.model.statements import Stated
from shilu.stories import one_story


def estimate(case: Case, name: str, policy: str) -> Estimate:
    return case.series(name, policy).estimates[-1]


def against_each_other() -> Case:
    """An authority, a hospital and a president, none of whom replaces another."""
    case = Case()
    case.say("president", 17, at(7), "president", outlet="o:west", as_of=day(7))
    case.say("rescue", 19, at(7, 10), "rescue", as_of=day(7))
    case.say("hospital", 16, at(7, 11), "hospital", outlet="o:south", as_of=day(7))
    return case


@pytest.mark.parametrize(
    ("policy", "best"),
    [("latest-official", "rescue"), ("ucdp", "president"), ("acled", "hospital"), ("preferred", "rescue")],
)
def test_what_each_policy_takes_of_numbers_that_stand_against_each_other(policy: str, best: str) -> None:
    """latest-official: of the highest tier the newest; ucdp: of the most reliable the lower; acled: the lowest of all."""
    found = estimate(against_each_other(), "rescue", policy)
    assert found.best_figure == f"fig:{best}"
    assert found.policy == policy


def test_a_ranked_number_is_best_where_the_policy_asks_for_it_and_nowhere_else() -> None:
    case = Case()
    case.say("rescue", 19, at(7), "rescue", as_of=day(7), preferred=True)
    case.say("president", 17, at(8), "president", outlet="o:west", as_of=day(8))
    assert estimate(case, "rescue", "preferred").best == 19
    assert estimate(case, "rescue", "latest-official").best == 17


@pytest.mark.parametrize(("policy", "best", "low"), [("acled", 10, 10), ("ucdp", None, 20), ("latest-official", None, 20)])
def test_acled_reads_tens_as_ten_and_the_others_leave_them_open(policy: str, best: int | None, low: int) -> None:
    case = Case()
    case.say("tens", None, at(1), op="vague", bounds=(20, 99))
    found = estimate(case, "tens", policy)
    assert (found.best, found.low, found.high) == (best, low, 99)


def test_an_unknown_policy_is_an_error() -> None:
    with pytest.raises(KeyError):
        against_each_other().judge("fairest")


def test_best_rests_on_the_body_that_gave_the_number_not_on_who_repeats_it() -> None:
    case = Case()
    person = ENTITIES.by_id["president"]
    case.agents = (type(person)(**{**{k: getattr(person, k) for k in person.__struct_fields__}, "type": "person"}),)
    case.say("ministry", 164, at(9), "rescue", as_of=day(9))
    case.say("president", 164, at(10), "president", outlet="o:south")
    assert estimate(case, "ministry", "latest-official").best_figure == "fig:ministry"


def test_what_fell_to_a_number_that_is_taken_back_stands_again() -> None:
    case = Case()
    case.say("first", 12, at(1), "rescue")
    case.say("wrong", 40, at(2), "hospital", outlet="o:south")
    case.say("back", 40, at(3), None, text="所传四十人死的说法不属实。", outlet="o:south")
    assert case.relations()["first", "wrong"] == ("superseded_by", "R6")
    assert [e.best for e in case.series("first").estimates] == [12, 40, 12]


REPORTS = st.lists(
    st.tuples(
        st.integers(1, 9), st.integers(0, 60), st.sampled_from(["rescue", "hospital", "president", None]),
        st.sampled_from(["=", "=", ">=", "~"]), st.sampled_from(["killed", "missing"]), st.sampled_from([None, "p:east", "p:west"]),
        st.booleans(),
    ),
    min_size=1, max_size=9,
)  # fmt: skip


def story_of(reports: list[tuple[int, int, str | None, str, str, str | None, bool]]) -> Case:
    case = Case()
    for number, (on, value, root, op, kind, place, headline) in enumerate(reports):
        bounds = (value * 0.9, value * 1.1) if op == "~" else None
        outlet = ("o:north", "o:south", "o:west")[number % 3]
        case.say(
            f"r{number}",
            value,
            at(on, number),
            root,
            op=op,
            bounds=bounds,
            kind=kind,
            place=place,
            headline=headline,
            outlet=outlet,
        )
    return case


@settings(max_examples=60, deadline=None)
@given(REPORTS, st.randoms(use_true_random=False), st.sampled_from(sorted(POLICIES)))
def test_neither_order_nor_repetition_changes_the_ledger(reports: list[tuple[object, ...]], chance: object, policy: str) -> None:
    case = story_of(reports)  # type: ignore[arg-type]
    articles = list(case.articles.values())
    stated = [Stated(a.id, (), tuple(case.figures[a.path[:-3]]), ()) for a in articles]
    story, made = one_story(articles), judge(one_story(articles), articles, stated, ENTITIES, policy)
    mixed, told = articles * 2, stated * 2
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    chance.shuffle(told)  # type: ignore[attr-defined]
    assert judge(story, mixed, told, ENTITIES, policy) == made


@settings(max_examples=60, deadline=None)
@given(REPORTS, st.sampled_from(sorted(POLICIES)))
def test_low_best_and_high_are_in_order_and_rest_on_what_was_published(reports: list[tuple[object, ...]], policy: str) -> None:
    case = story_of(reports)  # type: ignore[arg-type]
    figures = {f.id: (f, case.articles[name].published) for name, own in case.figures.items() for f in own}
    ledger = case.judge(policy)
    for series in ledger.series:
        for found in series.estimates:
            bounds = [b for b in (found.low, found.best if _closed(found) else None, found.high) if b is not None]
            assert bounds == sorted(bounds)
            assert found.live
            assert found.best_figure in found.live
            assert all((figures[p][1] or at(31)) <= (found.at or at(31)) for p in found.live)
        assert all({r.a, r.b} <= figures.keys() for r in series.relations)
    assert sorted(p for s in ledger.series for p in s.points) == sorted(figures)
    assert all(m.figure in figures for d in ledger.disagreements for m in d.members)


@settings(max_examples=60, deadline=None)
@given(REPORTS, st.integers(1, 9), st.sampled_from(sorted(POLICIES)))
def test_on_any_day_best_is_a_number_that_was_out_by_then_or_a_sum_of_such(
    reports: list[tuple[object, ...]], on: int, policy: str
) -> None:
    case = story_of(reports)  # type: ignore[arg-type]
    then = at(on, 23)
    published = [f for name, own in case.figures.items() if (case.articles[name].published or at(31)) <= then for f in own]
    numbers = {f.value for f in published if f.value is not None}
    lows = [f.low or f.value or 0 for f in published]
    for ledger in (case.judge(policy), case.judge(policy, until=then)):
        for series in ledger.series:
            found = estimate_at(series, then)
            if found is None or found.best is None:
                continue
            assert found.best in numbers or (found.computed and sums(found.best, lows))
            assert {found.best_figure, *found.live} <= {f.id for f in published}


def sums(best: Decimal, numbers: Sequence[Decimal | int]) -> bool:
    """Whether a number is the sum of some others."""
    reached = {Decimal(0)}
    for number in numbers:
        reached |= {total + number for total in reached}
    return best in reached


def _closed(found: Estimate) -> bool:
    """An open bound has its number as best and the next one as low."""
    return found.high is not None


@settings(max_examples=40, deadline=None)
@given(REPORTS, st.integers(1, 9))
def test_one_article_more_removes_no_statement_and_the_past_stays(reports: list[tuple[object, ...]], on: int) -> None:
    case = story_of(reports)  # type: ignore[arg-type]
    then = case.judge(until=at(on, 23))
    case.say("late", 33, at(11), "hospital", outlet="o:west")
    assert case.judge(until=at(on, 23)) == then
    before = {p for s in then.series for p in s.points}
    assert before < {p for s in case.judge().series for p in s.points}


def test_what_was_known_of_a_series_at_an_instant() -> None:
    series = against_each_other().series("rescue")
    first = estimate_at(series, at(7, 9))
    assert first is not None
    assert first.best == 17
    assert estimate_at(series, at(6)) is None
