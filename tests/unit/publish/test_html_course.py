"""The full chart: every judged report is a point inside the frame, values do not cover one another, the days are the course's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dossier_builders import landslide
from shilu.dossier.terms import When
from shilu.dossier.view import FigureRow, Step
from shilu.publish.html_course import FULL, bounds, course
from shilu.publish.html_words import calendar

DOSSIER = landslide().dossier()
ROW = next(row for row in DOSSIER.figures if row.id == "ser:killed")
CALENDAR = calendar(DOSSIER.header.as_of)


def test_points_are_the_reports_the_replaced_and_the_contested_marked() -> None:
    drawn = course(ROW, CALENDAR)
    assert drawn is not None
    assert [(point.old, point.contested) for point in drawn.points] == [(True, False), (False, False), (False, True), (False, True)]
    assert [mark.words.en for mark in drawn.values] == ["7", "3"]
    assert [bounds(step).en for step in drawn.steps] == ["3", "3", "3–9", "7–9"]


def test_a_forecast_and_what_is_only_also_reported_are_no_points() -> None:
    later = replace(ROW.history[-1], id="fig:later", realis="forecast", status="live")
    aside = replace(ROW.history[-1], id="fig:aside", status="stated")
    drawn = course(replace(ROW, history=(*ROW.history, later, aside)), CALENDAR)
    assert drawn is not None
    assert [point.report.id for point in drawn.points] == [one.id for one in ROW.history]


def test_what_never_moves_has_no_chart() -> None:
    assert course(replace(ROW, steps=ROW.steps[:1]), CALENDAR) is None


def test_a_course_within_a_day_has_hours() -> None:
    start = datetime(2024, 3, 5, 8, tzinfo=UTC)
    drawn = course(moving([(start, 1), (start + timedelta(hours=5), 2)]), CALENDAR)
    assert drawn is not None
    assert [mark.words.zh for mark in drawn.days] == ["08:00", "13:00"]


def moving(values: list[tuple[datetime, int]]) -> FigureRow:
    steps = tuple(Step(When(at.isoformat(), "instant"), None, Decimal(value), None) for at, value in values)
    return replace(ROW, steps=steps, history=())


@given(st.lists(st.tuples(st.integers(0, 10**5), st.integers(0, 10**6)), min_size=2, max_size=12, unique_by=lambda one: one[0]))
@settings(max_examples=40, deadline=None)
def test_values_stay_apart_and_days_in_order(values: list[tuple[int, int]]) -> None:
    start = datetime(2024, 1, 1, tzinfo=UTC)
    drawn = course(moving([(start + timedelta(minutes=minute), value) for minute, value in sorted(values)]), CALENDAR)
    if drawn is None:
        return
    assert all(abs(one.x - other.x) > 5 or abs(one.y - other.y) > 5 for one, other in combinations(drawn.values, 2))
    places = [mark.x for mark in drawn.days]
    assert places == sorted(places)
    assert all(0 <= place <= FULL.width for place in places)
