"""English names of places: a province is not called by its capital, nor a county by its seat."""

from __future__ import annotations

import pytest

from shilu.lang.places import place


@pytest.mark.parametrize(
    ("key", "expected"),
    [("gb:620000", "Gansu"), ("gb:630000", "Qinghai"), ("gb:110000", "Beijing"), ("gb:130200", "Tangshan"), ("gb:110101", None)],
)
def test_a_division_has_its_own_english_name_or_none(key: str, expected: str | None) -> None:
    found = place(key)
    assert found is not None
    assert found.name_en == expected
