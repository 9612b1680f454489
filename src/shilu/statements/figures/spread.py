"""Several places before one or several numbers: 甲省和乙省各有一人死亡, 甲省和乙省分别有3人和5人死亡."""

from __future__ import annotations

import re

from shilu.model.patterns import late
from shilu.statements.figures.where import Places

_EACH = late("各(?!地|级|类|种|方|界|国|省|市|县|区|部|项|个|位|式)")
_RESPECTIVELY = re.compile("分别")
_JOINED = re.compile(r"[ \u00a0]*(?:、|和|与|及|以及|跟|，)[ \u00a0]*\Z")
_LISTED = frozenset("、和与及")
_BESIDE = late(r"[^，。；]{0,6}\Z")

Placed = tuple[int, str]  # where a place is named, and its entity


def each(where: Places, floor: int, start: int) -> list[Placed]:
    """The places that 各 gives one and the same number to, two at least; none without 各 between `floor` and the number."""
    if where.text.find("各", floor, start) < 0:
        return []
    cue = _EACH.search(where.text, floor, start)
    found = _joined(where, floor, cue.start()) if cue else []
    return found if len(found) > 1 else []


def respectively(where: Places, floor: int, start: int) -> str | None:
    """The place of a number among several behind 分别: the third place of the third number."""
    if where.text.find("分别", floor, start) < 0:
        return None
    cue = _RESPECTIVELY.search(where.text, floor, start)
    found = _joined(where, floor, cue.start()) if cue else []
    if found and where.text[found[0][0] - 1] in _LISTED:
        return None  # 联盟、甲国、乙国分别…: who stands before is no place, so nobody knows whose turn it is
    at = where.numbers_between(cue.end(), start) if cue else 0
    return found[at][1] if len(found) > 1 and at < len(found) else None


def _joined(where: Places, floor: int, end: int) -> list[Placed]:
    """The places before a word that nothing but 和, 、 and the like part from each other."""
    found: list[Placed] = []
    after = end
    for start, stop, entity in reversed(where.places_between(floor, end)):
        pattern = _JOINED if found else _BESIDE
        if pattern.match(where.text, stop, after) is None:
            break
        found.append((start, entity))
        after = start
    return found[::-1]
