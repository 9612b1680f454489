"""全市, 全省, 全县: the place around the one that was named last, at the level that the word says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from shilu.entities.areas import ancestors
from shilu.model.entities import Entities, Entity

_WHOLE = re.compile("全([省市县区州镇乡])(?![场值域间委直])")
_BACK = 12  # places named before
_MUNICIPALITIES = frozenset({"北京", "上海", "天津", "重庆"})
_AUTONOMOUS = frozenset({"内蒙古", "新疆", "西藏", "宁夏", "广西"})
_SMALLER = tuple("县区镇乡村旗州盟省国岛")


def wholes(text: str, named: tuple[Sequence[int], Sequence[str]], entities: Entities) -> Iterator[tuple[int, str]]:
    """Where such a word stands, and the place that it means, if it is known; `named`: where places begin, and which they are."""
    starts, places = named
    for match in _WHOLE.finditer(text):
        at = bisect_left(starts, match.start()) - 1
        if at < 0 or starts[at] == match.start():
            continue
        around = (entities.by_id[key] for key in ancestors(places[at], entities) if key in entities.by_id)
        whole = next((one.id for one in around if _is_such(one, match[1])), None) or _named(text, named, at, match, entities)
        if whole:
            yield match.start(), whole


def _named(
    text: str, named: tuple[Sequence[int], Sequence[str]], last: int, whole: re.Match[str], entities: Entities
) -> str | None:
    """The last place named that is one of this level, where no map says what is around: 某区降雨，某村雨量最大，全区….

    None when another of this level is named behind it, of which nothing more is known.
    """
    starts, places = named
    for at in range(last, max(-1, last - _BACK), -1):
        here = entities.by_id[places[at]]
        if not _is_such(here, whole[1]):
            continue
        end = starts[at] + max((len(name) for name in here.names if text.startswith(name, starts[at])), default=1)
        return None if re.search(f"(?<!全){whole[1]}", text[end : whole.start()]) else here.id
    return None


def _is_such(place: Entity, level: str) -> bool:
    """Whether a place is a province, a city ..., by its name or by what the map says."""
    names = {place.name or "", *place.names}
    if any(name.endswith(level) and len(name) > 1 for name in names):
        return level != "市" or place.precision != "exact"
    if level == "市":
        return bool(names & _MUNICIPALITIES) or (place.precision == "city" and not any(name.endswith(_SMALLER) for name in names))
    if level == "区":
        return bool(names & _AUTONOMOUS)
    return level == "省" and place.precision == "region" and not names & (_MUNICIPALITIES | _AUTONOMOUS)
