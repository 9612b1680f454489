"""The zone in which a clock time is to be read: that of the place named nearest in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from datetime import tzinfo
from functools import cache
from operator import itemgetter

from shilu.lang.places import place
from shilu.lang.zones import zone
from shilu.model.marks import NameMark

_NOT_THERE = re.compile("[人籍驻]|公民|国民|专家|媒体|记者|官员|外交")  # 以色列人: of the place, not at it
_NOT_THERE_SIGNS = frozenset("人籍驻公国专媒记官外")  # with one of these it begins
_START = itemgetter(0)
_IN_USE = {"Asia/Urumqi": "Asia/Shanghai", "Asia/Kashgar": "Asia/Shanghai"}  # all of China reports in Beijing's time


class Offsets:
    """The places of one article that have a zone, looked up when the first clock time needs one."""

    def __init__(self, text: str, named: tuple[NameMark, ...]) -> None:
        self._text = text
        self._named = named
        self._main: tzinfo | None = None  # the zone of the places named most
        self._found: list[tuple[int, int, tzinfo]] | None = None

    def at(self, start: int, end: int, sentence: tuple[int, int]) -> tzinfo | None:
        """The zone for an expression in a sentence: of the nearest place there, else of the place named most, if any."""
        if self._found is None:
            self._found = _places(self._text, self._named)
        after = bisect_left(self._found, start, key=_START)
        near = [entry for entry in self._found[max(0, after - 1) : after + 1] if sentence[0] <= entry[0] < sentence[1]]
        if near:
            return min(near, key=lambda entry: start - entry[1] if entry[0] < start else entry[0] - end)[2]
        if self._main is None and self._found:
            self._main = Counter([entry[2] for entry in self._found]).most_common(1)[0][0]
        return self._main


def _places(text: str, named: tuple[NameMark, ...]) -> list[tuple[int, int, tzinfo]]:
    """Where something may happen: places with a known zone in the order of the text, nationalities and parts of names left out."""
    found: list[tuple[int, int, tzinfo]] = []
    covered = 0
    for mark in named:
        start, end = mark.start, mark.end
        if mark.type != "place":
            covered = max(covered, end)
            while found and found[-1][0] >= start:
                found.pop()
        elif start >= covered and mark.key and (there := _zone_of(mark.key)) and not _of_there(text, end):
            found.append((start, end, there))
    return found


def _of_there(text: str, end: int) -> bool:
    """True for what follows a place in 以色列人, 驻华大使."""
    return text[end : end + 1] in _NOT_THERE_SIGNS and _NOT_THERE.match(text, end) is not None


@cache
def _zone_of(key: str) -> tzinfo | None:
    """The zone in use at a place; `None` for a place that has none, as a large country has."""
    known = place(key)
    return zone(_IN_USE.get(known.zone, known.zone)) if known and known.zone else None
