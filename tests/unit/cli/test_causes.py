"""Misses are told by what they have in common."""

from __future__ import annotations

import pytest

from shilu.cli.causes import cause, lines

ROWS = {
    "figures.value": {"misses": ["not found: a (dead 1)", "b | value want 3 got 4.0", "c | value want 3 got None"], "alarms": []},
    "figures.ladder +value": {"misses": ["not found: a (dead 1)"], "alarms": []},
    "figures.found": {"misses": [], "alarms": ["12 other (a model number)", "13 other (a model number)"]},
}


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("not found: a | value want 1 got None", "not found"),
        ("a 3人 | value want 3 got 4.0", "another value"),
        ("a 3人 | place want ['x'] got None", "nothing given"),
        ("a 3人 | as_of want [] got 2024-03-06", "given where there is none"),
        ("apart: a / b", "apart"),
        ("12 other (a model number)", "a model number"),
        ("out:x <- out:y", "not found"),
    ],
)
def test_a_note_has_one_cause(note: str, expected: str) -> None:
    assert cause(note) == expected


def test_the_most_frequent_cause_comes_first_and_ladders_are_left_out() -> None:
    told = list(lines(ROWS, 1))
    assert told[0] == "    2 + figures.found: a model number"
    assert told[1] == "          12 other (a model number)"
    assert not any("ladder" in line for line in told)
    assert len([line for line in told if not line.startswith(" " * 10)]) == 4
