"""Patterns that are compiled late are as good as those that are compiled at once."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import shilu
from shilu.model.patterns import Late, late


def late_patterns() -> Iterator[tuple[str, Late]]:
    for module in pkgutil.walk_packages(shilu.__path__, "shilu."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, Late):
                    yield f"{module.name}.{name}", value


def test_every_late_pattern_of_the_rooms_can_be_compiled() -> None:
    found = dict(late_patterns())
    assert len(found) > 100
    assert {name for name, one in found.items() if one.compiled.pattern != one.pattern} == set()


def test_nothing_is_compiled_before_it_is_used() -> None:
    broken = late("(")
    with pytest.raises(re.error):
        broken.search("(")


@pytest.mark.parametrize("ask", ["search", "match", "fullmatch", "findall", "split"])
def test_a_late_pattern_answers_as_one_that_is_compiled(ask: str) -> None:
    one, text = late("(?:甲|乙)b?", re.IGNORECASE), "丙甲B丁乙"
    again = [getattr(one, ask)(text), getattr(one, ask)(text)]
    assert list(map(repr, again)) == 2 * [repr(getattr(re.compile("(?:甲|乙)b?", re.IGNORECASE), ask)(text))]


def test_a_late_pattern_keeps_positions_and_replaces() -> None:
    one = late("[甲乙]")
    assert [match.span() for match in one.finditer("甲丙乙甲", 1)] == [(2, 3), (3, 4)]
    assert one.sub("", "甲丙乙") == "丙"
    assert one.pattern == "[甲乙]"
