"""The step chart keeps every report inside its frame, and draws none where there is no course."""

from __future__ import annotations

import re

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier_builders import landslide
from shilu.dossier.terms import When
from shilu.dossier.view import FigureRow, Step
from shilu.publish.html_steps import CROWDED, SPARK, chart

ROW = next(row for row in landslide().dossier().figures if row.id == "ser:killed")


def test_a_course_has_a_line_a_band_and_a_dot_for_each_report() -> None:
    drawn = chart(ROW)
    assert drawn is not None
    assert (drawn.first, drawn.last) == (3, 7)
    assert [dot.old for dot in drawn.dots] == [True, False, False, False]
    assert drawn.line.startswith("M")
    assert drawn.band


def test_one_value_makes_no_course() -> None:
    assert chart(msgspec.structs.replace(ROW, steps=ROW.steps[:1])) is None
    assert chart(msgspec.structs.replace(ROW, steps=ROW.steps[:2])) is None


def test_many_reports_are_drawn_as_a_line_alone() -> None:
    drawn = chart(msgspec.structs.replace(ROW, history=ROW.history * CROWDED))
    assert drawn is not None
    assert len(drawn.dots) <= CROWDED


@given(st.lists(st.tuples(st.datetimes(), st.decimals(0, 10**6, places=1)), min_size=2, max_size=6, unique=True))
@settings(max_examples=40, deadline=None)
def test_everything_stays_inside_the_frame(values: list[tuple[object, object]]) -> None:
    steps = tuple(Step(When(f"{at.isoformat()}+00:00", "instant"), None, value, None) for at, value in sorted(values))  # type: ignore[attr-defined]
    row: FigureRow = msgspec.structs.replace(ROW, steps=steps)
    drawn = chart(row)
    if drawn is None:
        return
    assert all(0 <= dot.x <= SPARK.width and 0 <= dot.y <= SPARK.height for dot in drawn.dots)
    across = [float(number) for number in re.findall(r"[MH]([\d.]+)", drawn.line + drawn.band)]
    assert all(0 <= number <= SPARK.width for number in across)
