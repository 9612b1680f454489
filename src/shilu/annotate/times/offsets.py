"""The zone in which a clock time is to be read: that of the place named nearest in its sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from datetime import tzinfo

from shilu.lang.places import place
from shilu.lang.zones import zone
from shilu.model.marks import NameMark

_IN_USE = {"Asia/Urumqi": "Asia/Shanghai", "Asia/Kashgar": "Asia/Shanghai"}  # all of China reports in Beijing's time


class Offsets:
    """The places of one article that have a zone, looked up when the first clock time needs one."""

    def __init__(self, named: tuple[NameMark, ...]) -> None:
        self._named = named
        self._found: list[tuple[int, int, tzinfo]] | None = None

    def at(self, start: int, end: int, sentence: tuple[int, int]) -> tzinfo | None:
        """The zone for an expression in a sentence: of the nearest place there, else of the place named most, if any."""
        if self._found is None:
            self._found = _places(self._named)
        low, high = (bisect_left(self._found, edge, key=lambda entry: entry[0]) for edge in sentence)
        if low < high:
            return min(self._found[low:high], key=lambda entry: start - entry[1] if entry[0] < start else entry[0] - end)[2]
        return Counter(zone for _, _, zone in self._found).most_common(1)[0][0] if self._found else None


def _places(named: tuple[NameMark, ...]) -> list[tuple[int, int, tzinfo]]:
    """Where a place with a known zone is named, in the order of the text."""
    found: list[tuple[int, int, tzinfo]] = []
    for mark in named:
        known = place(mark.key) if mark.type == "place" and mark.key else None
        if known and known.zone:
            found.append((mark.start, mark.end, zone(_IN_USE.get(known.zone, known.zone))))
    return found
