"""Which building a count of people speaks of: a factory, a warehouse, a nursing home in a town where others were hit, too."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shilu.model.patterns import late
from shilu.model.statements import Figure

SITES = {
    "工厂": "工[厂廠]|[^，。、\\s]{1,3}[厂廠](?=[房里裡内內被的中，。、]|$)|[厂廠]房",
    "仓库": "[仓倉][库庫]|[仓倉][储儲]中心|物流中心|配送中心",
    "养老院": "[养養]老院|[护護]老院|敬老院|[疗療][养養]院|[护護]理院|老人院|安老院",
    "学校": "[学學]校|小[学學]|中[学學]|[幼][儿兒][园園]",
    "教堂": "教堂|清真寺",
    "酒店": "酒店|[宾賓][馆館]|旅[馆館]|[饭飯]店",
    "商场": "商[场場]|超市",
    "住宅楼": "公寓|居民[楼樓]|住宅[楼樓]|宿舍",
    "矿井": "煤[矿礦]|[矿礦]井",
    "监狱": "[监監][狱獄]|看守所",
}
SITE = late("|".join(f"(?P<s{i}>{words})" for i, words in enumerate(SITES.values())))
NAMES = tuple(SITES)
# what turns from a building back to the place around it
AWAY = late(
    "[当當]地(?![官媒传傳政警居民记記])|[该該全][州省市县縣镇鎮国國]|[州省市县縣][内內]|其[他它余餘]|另[有外]|此外|[总總]共|[总總][计計]|各地|[两兩]地"
)


def site_of(figure: Figure, text: str, sentence: int, names: Iterable[str]) -> str:
    """The kind of building that a count speaks of, an empty text when it speaks of a whole place.

    It is named by the population (工厂的工人), or before the count in its sentence, which begins after `sentence`;
    `names` are those of the place of the figure: named after the building, the place has the word again.
    """
    if figure.population and (named := SITE.search(figure.population)):
        return _kind(named)
    start, last = figure.span.start, None
    for last in SITE.finditer(text, sentence + 1, start):  # noqa: B007 - the last one is wanted
        pass
    if last is None:
        return ""
    between = text[last.end() : start]
    return "" if AWAY.search(between) or any(name in between for name in names) else _kind(last)


def _kind(found: re.Match[str]) -> str:
    return NAMES[int((found.lastgroup or "s0")[1:])]
