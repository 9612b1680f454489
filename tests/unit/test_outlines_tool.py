"""The compiler of the map's outlines: lines keep their course, land its area, and every cell what is in it."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

Point = tuple[int, int]


@pytest.fixture(scope="module")
def tool() -> Any:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
    try:
        return __import__("outlines")
    finally:
        sys.path.pop(0)


def area(ring: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


@settings(max_examples=40, deadline=None)
@given(st.integers(-3000, 3000), st.integers(-3000, 3000), st.integers(10, 2400), st.integers(10, 2400))
def test_the_parts_of_a_field_in_all_cells_are_the_field(tool: Any, x: int, y: int, wide: int, high: int) -> None:
    ring = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
    parts = list(tool.pieces(ring))
    assert sum(area(part) for _, part in parts) == wide * high
    for (column, row), part in parts:
        assert all(column * tool.SIZE <= px <= (column + 1) * tool.SIZE for px, _ in part)
        assert all(row * tool.SIZE <= py <= (row + 1) * tool.SIZE for _, py in part)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(-2000, 2000), st.integers(-2000, 2000)), min_size=2, max_size=12))
def test_the_stretches_of_a_line_are_the_line(tool: Any, line: list[Point]) -> None:
    runs = [run for _, run in tool.stretches(line)]
    assert [runs[0][0], *(point for run in runs for point in run[1:])] == line
    assert all(before[-1] == after[0] for before, after in pairwise(runs))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-10, 10), st.floats(-10, 10)), min_size=2, max_size=30))
def test_a_simpler_line_keeps_its_ends_and_stays_near(tool: Any, line: list[tuple[float, float]]) -> None:
    found = tool.simplified(line)
    assert found[0] == tool.steps(*line[0])
    assert found[-1] == tool.steps(*line[-1])
    assert len(found) <= len(line)


def test_points_are_told_from_the_one_before_and_twice_is_once(tool: Any) -> None:
    assert tool.told([(5, 5), (7, 4), (7, 4), (7, 9)]) == [5, 5, 2, -1, 0, 5]
