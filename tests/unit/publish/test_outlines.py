"""Outlines inside a frame: what is drawn stays near the frame, a place stands where it should, the file is what it says."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shilu.publish.outlines import MARGIN, Frame, frame, outlines

NUMBERS = re.compile(r"([Ml])(-?\d+) (-?\d+)")


def drawn(path: str) -> list[tuple[int, int]]:
    """All points of path data."""
    at, found = (0, 0), []
    for letter, x, y in NUMBERS.findall(path):
        at = (int(x), int(y)) if letter == "M" else (at[0] + int(x), at[1] + int(y))
        found.append(at)
    return found


def test_the_file_is_the_one_that_its_sources_tell_of() -> None:
    data = files("shilu.publish").joinpath("data")
    told = json.loads(data.joinpath("outlines.sources.json").read_text("utf-8"))
    assert hashlib.sha256(data.joinpath(told["file"]).read_bytes()).hexdigest() == told["sha256"]
    assert all("public domain" in one["licence"] for one in told["sources"])


def test_a_frame_has_its_box_in_the_middle_and_keeps_its_shape() -> None:
    view = frame(10.0, 40.0, 12.0, 41.0, 1000, (0.4, 0.6))
    assert view.place(11.0, 40.5) == pytest.approx((500, view.height / 2))
    assert 400 <= view.height <= 600
    assert view.west <= 10.0
    assert view.north >= 41.0


@settings(max_examples=25, deadline=None)
@given(st.floats(-170, 165), st.floats(-55, 70), st.floats(2, 12))
def test_land_is_cut_at_the_frame(west: float, south: float, span: float) -> None:
    view = frame(west, south, west + span, south + span / 2, 800, (0.4, 0.7))
    made = outlines(view, ())
    for x, y in (*drawn(made.land), *drawn(made.own)):
        assert -MARGIN - 1 <= x <= view.width + MARGIN + 1
        assert -MARGIN - 1 <= y <= view.height + MARGIN + 1


def test_the_land_of_a_country_is_told_from_other_land() -> None:
    view = frame(5.0, 45.0, 12.0, 48.0, 1000, (0.4, 0.7))
    swiss = outlines(view, ["CH"])
    assert swiss.own
    assert swiss.land
    assert swiss.border
    nobody = outlines(view, ())
    assert nobody.own == ""
    assert len(nobody.land) == len(swiss.own) + len(swiss.land)


def test_the_open_sea_is_empty() -> None:
    made = outlines(Frame(-40.0, 30.0, -36.0, 32.0, 1000, 500), ["US"])
    assert (made.own, made.land, made.coast, made.border, made.region) == ("", "", "", "", "")


def test_a_place_inland_is_on_land_and_a_coast_is_near_the_sea() -> None:
    made = outlines(frame(120.0, 30.0, 123.0, 32.0, 1000, (0.4, 0.7)), ["CN"])
    assert made.own
    assert made.coast
    assert made.region
