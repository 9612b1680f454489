"""Which place a name means in this article, how far the name reaches, and places that no table knows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from operator import attrgetter

from shilu.annotate.names.known import Hit, occurrences
from shilu.annotate.names.shapes import run_start
from shilu.annotate.reading import Reading
from shilu.lang.people import characters
from shilu.lang.places import Place, ancestors, place, place_names
from shilu.model.marks import NameMark
from shilu.model.patterns import late
from shilu.model.rules import Rule

TABLE = Rule(
    "annotate.name.place",
    "a name of the place table; among places of one name, the one whose region or country the article names, else the largest",
    "救援队昨晚抵达[阿拉木图]。",
    "印度教的节日到了。",
)
SUFFIX = Rule(
    "annotate.name.place_suffix",
    "a small place: behind 在, 位于 or its region, or with 市 县 镇 村 behind it",
    "肯塔基州的[梅菲尔德]几乎被夷平。",
    "他在市场买了三斤苹果。",
)
COUNTY = Rule(
    "annotate.name.place_county",
    "a county with the name of a town of the table that lies elsewhere: it is in the region named before it in its sentence",
    "宾夕法尼亚州的电台报道，大火烧到了[圣查尔斯郡]。",
    "他去过圣查尔斯。",
)
SITE = Rule(
    "annotate.name.place_site",
    "a building, square, street or airport that is named after a place or by its function",
    "示威者占领了[阿拉木图机场]。",
    "我们去机场接人。",
)

_TAIL = late(r"(?:市|县|州|省|镇|乡|区|村|地区|半岛|岛)(?![长委政民场级属容议直际府立辖域])")
_TAIL_FIRST = frozenset("市县州省镇乡区村地半岛")
_SMALL = frozenset("镇乡")
_TAIL_ONE = frozenset("市县州省镇乡区村岛")
_COUNTY = "郡"  # what a county of another country is called
_BRACKETS = frozenset("（(")
_SITE = re.compile(
    r"(?:市)?(?:国际|中心|中央|主要|市政府|火车)?(?:机场|广场|火车站|核电站|水电站|大桥|大街|大道|港口|动物园|体育场|监狱|难民营|口岸|隧道)"
)
# 红旗街, 新华立交: named after a place, and nowhere near it; not 郑州路段, 北京街头
_ROAD = late(r"街(?![头区坊边上])|路(?![段线况透边上口过面程网途由人政])|立交|胡同|巷(?!战)|小区")
_BIG_TOWNS = ("大城市", "小城市", "新城市", "老城市")
_ROAD_FIRST = frozenset("街路立胡巷小市")  # with one of these a road begins, or 大城|市 goes on
_SITE_FIRST = frozenset("市国中主火机广核水大港动体监难口隧")
_GOES_ON = _TAIL_FIRST | _SITE_FIRST
_TABLE = TABLE.id
_LONE_LASTS = ("广场", "大楼", "大厦")
_HALL = re.compile(r"(?:市?中心|市政府|总统府|国会|议会|市政厅|州政府|独立|自由|解放|共和国)\Z")
_SIDE = re.compile("该国(?:东|西|南|北|中|东南|东北|西南|西北)部")
_FOREIGN = f"[{characters('transliteration')}]"
_STREET_FIRST = 5
_STREET = late(rf"{_FOREIGN}{{1,{_STREET_FIRST}}}[-－]{_FOREIGN}{{2,5}}(?:大街|大道|路|街)")
_HYPHENS = "-－"
_BEFORE = re.compile(
    r"(?:在|位于|于|至|到|往|抵达|来自|赴|从|前往|飞往|袭击|小镇|城镇|城市|首府|首都|县城|距|占领|控制|撤出|夺取|夺回|途经|、)$"
)


_REGION = 2
_CLEAR = 3  # characters of a name that is a place where its region is named and nobody of that name speaks
_OFFICE = (*"长统理相人员手授家官·-", "先生", "女士")
_SPEAKS = (*"称说·-", "表示", "指出", "强调", "认为", "告诉", "透露", "宣布", "夫人", "夫妇", "先生", "女士")
_FAR_LARGER = 50  # 华盛顿 is the capital even in a story from a state that has a small town of that name
_REGION_LARGER, _CITY_LARGER = 15, 3  # 奥克兰 is Auckland rather than Oakland; 华盛顿 is not the state
_LATIN = late(r"[（(]([A-Z][A-Za-z .'’-]+)[）)]")


def place_marks(read: Reading, hits: Sequence[Hit], weak: Sequence[Hit]) -> list[NameMark]:
    """All places of one article."""
    text = read.text
    sure = [hit for hit in hits if hit.keys and not (text[hit.end : hit.end + 1] in _ROAD_FIRST and _names_a_road(text, hit))]
    weak = [hit for hit in weak if not (text[hit.end : hit.end + 1] in _ROAD_FIRST and _names_a_road(text, hit))]
    context = _context(sure)
    chosen: dict[str, Place] = {}
    marks: list[NameMark] = []
    ahead: list[NameMark] = []  # with what may be the end of their names, or of a site's, behind them
    for hit in sure:
        start, end = hit.start, hit.end
        words = text[start:end]
        here = chosen.get(words)
        if here is None:
            chosen[words] = here = _choose(hit, context, words)
        if text[end : end + 1] not in _GOES_ON:
            marks.append(NameMark(start, end, "place", here.name, here.key, here.country, _TABLE, 0.9))
        else:
            marks.append(mark := _longer(text, hit, here, sure))
            ahead.append(mark)
    small = _weak_marks(read, weak, hits, sure, context)
    marks += small
    marks += _sites(read, marks, [*ahead, *small])
    return marks


def _longer(text: str, hit: Hit, here: Place, sure: Sequence[Hit]) -> NameMark:
    """The mark of a place with a character behind it that may be the end of its name."""
    start, end = hit.start, hit.end
    if text[end] in _SMALL and here.country == "CN" and _elsewhere(here, text[start:end], sure, text):
        return NameMark(start, end + 1, "place", text[start : end + 1], None, "CN", _TABLE, 0.6)
    return _mark(text, start, end, here, _TABLE, 0.9)


def _names_a_road(text: str, hit: Hit) -> bool:
    """True when the name of a place is only the name of a road, or of a quarter of some town, or no name at all: 大城市."""
    return text.startswith(_BIG_TOWNS, hit.start) or _ROAD.match(text, hit.end) is not None


def _elsewhere(here: Place, words: str, sure: Iterable[Hit], text: str) -> bool:
    """True when the article names Chinese regions, and none around a town of this name: there are many of one name."""
    named = {hit.keys[0] for hit in sure if len(hit.keys) == 1 and text[hit.start : hit.end] != words}
    regions = {region for key in named for region in _regions(key)}
    return bool(regions) and regions.isdisjoint(_regions(here.key))


@cache
def _regions(key: str) -> tuple[str, ...]:
    """The Chinese provinces that are a place or around it."""
    return tuple(k for k in (key, *ancestors(key)) if k.startswith("gb:") and k.endswith("0000"))


def _context(hits: Iterable[Hit]) -> frozenset[str]:
    """The places that are named without doubt, and all places around them."""
    named = {keys[0] for keys in {hit.keys for hit in hits} if len(keys) == 1}
    return frozenset(named.union(*map(ancestors, named)))


def _choose(hit: Hit, context: frozenset[str], words: str) -> Place:
    """One place among those of one name: in a region named here, of exactly this name, the largest."""
    if len(hit.keys) == 1 and (only := place(hit.keys[0])):
        return only
    found, large = _alike(hit.keys)
    called = _called(hit.keys, words)
    return max(found, key=lambda p: (_near(p, context) if p.population >= large else 0, p.key in called, p.population, p.key))


@cache
def _called(keys: tuple[str, ...], words: str) -> frozenset[str]:
    """Those among places of one name whose name it is.

    A division of China goes without the word for what it is (广州, 甘南), and so does a far larger place elsewhere: who says
    昆士兰 does not mean a village in Illinois. 德州 is nobody's name but a Chinese city's, and Texas is meant as often.
    """
    found, _ = _alike(keys)
    exact = [here.population for here in found if here.name == words]
    alone = not any("-" in here.key for here in found)
    longer = [here for here in found if here.name.startswith(words)]
    larger = [
        here
        for here in longer
        if exact and here.population >= max(exact) * (_REGION_LARGER if _is_region(here.key) else _CITY_LARGER)
    ]
    return frozenset(
        here.key
        for here in found
        if here.name == words or here in larger or (alone and here.key.startswith("gb:") and here in longer)
    )


def _is_region(key: str) -> bool:
    """True for a country, and for a region of another one."""
    return key.startswith("iso:")


def _whole(key: str) -> bool:
    """True for a division of China, and for a country."""
    return key.startswith("gb:") or _is_country(key)


@cache
def _alike(keys: tuple[str, ...]) -> tuple[tuple[Place, ...], int]:
    """The places of one name, and how many people make one of them large among those.

    A city and the division of its name around it are one place: 上海 is 上海市, and 吉林 is the province.
    """
    there = [here for key in keys if (here := place(key))]
    found = tuple(
        [here for here in there if not any(key != here.key and key in keys and _whole(key) for key in ancestors(here.key))]
    )
    found = found or tuple(there)
    return found, max(here.population for here in found) // _FAR_LARGER


def _near(here: Place, context: frozenset[str]) -> int:
    """2: its own region is named; 1: its country is; 0: neither."""
    regions, countries = _around(here.key)
    return _REGION if not context.isdisjoint(regions) else 0 if context.isdisjoint(countries) else 1


@cache
def _around(key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The regions around a place, and its countries."""
    above = ancestors(key)
    return tuple(k for k in above if not _is_country(k)), tuple(k for k in above if _is_country(k))


def _is_country(key: str) -> bool:
    return key.startswith("iso:") and len(key) == 6


def _weak_marks(
    read: Reading, weak: Sequence[Hit], hits: Sequence[Hit], sure: Sequence[Hit], context: frozenset[str]
) -> list[NameMark]:
    """Small places: anchored at least once, in a country or region that the article names; then everywhere."""
    text = read.text
    starts = [hit.start for hit in hits]
    alike: dict[str, list[Hit]] = {}
    for hit in weak:
        before = bisect_left(starts, hit.end)
        if not before or hits[before - 1].end <= hit.start:
            alike.setdefault(text[hit.start : hit.end], []).append(hit)
    ends = {hit.end for hit in hits if hit.keys} if alike else set()
    marks: list[NameMark] = []
    for words, group in alike.items():
        here = _choose(group[0], context, words)
        near = _near(here, context)
        if (near or len(words) > _CLEAR) and any(_anchored(text, hit, words, ends, near) for hit in group):
            counties = [hit for hit in group if text[hit.end : hit.end + 1] == _COUNTY]
            marks += [_mark(text, hit.start, hit.end, here, SUFFIX.id, 0.7) for hit in group if hit not in counties]
            marks += [_county(read, hit, here, sure) for hit in counties]
    return sorted(marks, key=attrgetter("start")) if len(alike) > 1 else marks


def _county(read: Reading, hit: Hit, town: Place, sure: Sequence[Hit]) -> NameMark:
    """A county that is called like a town: in the last region named before it in its sentence, else where the town is."""
    text, floor = read.text, next(start for start, end in read.sentences if start <= hit.start < end)
    named = [other for other in sure if floor <= other.start < hit.start]
    before = (_choose(other, frozenset(), text[other.start : other.end]) for other in reversed(named))
    region = next((here for here in before if here.country == town.country and here.precision == "region"), None)
    if region is None or any(region.key in ancestors(key) for key in hit.keys):
        return _mark(text, hit.start, hit.end, town, SUFFIX.id, 0.7)
    end = hit.end + len(_COUNTY)
    return NameMark(hit.start, end, "place", text[hit.start : end], f"in:{region.key}", town.country, COUNTY.id, 0.6)


def _anchored(text: str, hit: Hit, words: str, ends: Collection[int], near: int) -> bool:
    """True where the words around a small place's name say that it is a place: near 0 only a long name with a suffix is one."""
    start, end = hit.start, hit.end
    if start in ends or (start - 1 in ends and text[start - 1] == "的"):
        return near > 0
    if text[end : end + 1] == _COUNTY:
        return near > 0
    if words[-1] in _TAIL_ONE or (text[end : end + 1] in _TAIL_FIRST and _TAIL.match(text, end)):
        return near > 0 or len(words) > _CLEAR
    if not near:
        return False
    if near == _REGION and len(words) >= _CLEAR and not _is_person(text, words):
        return True
    return _in_latin(text, hit) or _BEFORE.search(text, max(0, start - 3), start) is not None


def _in_latin(text: str, hit: Hit) -> bool:
    """True where the Latin name of the place stands in brackets behind its name."""
    latin = _LATIN.match(text, hit.end) if text[hit.end : hit.end + 1] in _BRACKETS else None
    return latin is not None and any(here.name_en == latin[1] for key in hit.keys if (here := place(key)))


def _is_person(text: str, words: str) -> bool:
    """True when the words stand somewhere behind an office, before a reporting verb, or in a name in parts."""
    at = text.find(words)
    while at >= 0:
        if text.endswith(_OFFICE, 0, at) or text.startswith(_SPEAKS, at + len(words)):
            return True
        at = text.find(words, at + 1)
    return False


def _mark(text: str, start: int, end: int, here: Place, maker: str, score: float) -> NameMark:
    """The mark of a place, with the 市, 县 ... behind its name."""
    tail = _TAIL.match(text, end) if text[end : end + 1] in _TAIL_FIRST and text[end - 1] not in "市县州省镇乡区村岛" else None
    if tail:
        end = tail.end()
        fuller = place_names().always.get(text[start:end], ())
        here = next((found for key in fuller if (found := place(key)) and found.country == here.country), here)
    return NameMark(start, end, "place", here.name, here.key, here.country, maker, score)


def _sites(read: Reading, marks: Sequence[NameMark], ahead: Sequence[NameMark]) -> list[NameMark]:
    """Squares, airports, streets: beside a place (one of those `ahead`), or by themselves (then at the city named last before)."""
    text = read.text
    found = [
        NameMark(m.start, site.end(), "place", text[m.start : site.end()], _site_key(m, site[0]), m.country, SITE.id, 0.8)
        for m in ahead
        if text[m.end : m.end + 1] in _SITE_FIRST and (site := _SITE.match(text, m.end))
    ]
    cities: list[NameMark] = []
    for start, end in (*_lone_sites(text), *_streets(text)):
        words = text[start:end]
        cities = cities or sorted((m for m in marks if m.key), key=lambda m: m.start)
        near = _last_before(cities, start, wide=words.startswith("该国"))
        key = _site_key(near, words) if near else None
        found.append(NameMark(start, end, "place", words, key, near.country if near else None, SITE.id, 0.6))
    return found


def _lone_sites(text: str) -> Iterable[tuple[int, int]]:
    """市中心广场, 国会大厦, 该国东部: from their last words, which are rare."""
    for last in [last for last in _LONE_LASTS if last[-1] in text]:
        for start, end in occurrences(text, last):
            if hall := _HALL.search(text, max(0, start - 3), start):
                yield hall.start(), end
    yield from (side.span() for side in _SIDE.finditer(text))


def _streets(text: str) -> Iterable[tuple[int, int]]:
    """萨蒂-科夫大街: from their hyphens, which are rare."""
    reached = 0
    for hyphen in sorted(at for sign in _HYPHENS if sign in text for at, _ in occurrences(text, sign)):
        start = run_start(text, hyphen, max(reached, hyphen - _STREET_FIRST))
        if start < hyphen and (street := _STREET.match(text, start)):
            reached = street.end()
            yield street.span()


def _site_key(near: NameMark, words: str) -> str | None:
    return f"site:{near.key}:{words}" if near.key else None


def _last_before(marks: Sequence[NameMark], position: int, *, wide: bool) -> NameMark | None:
    """The last city (or, for 该国, country) named before a position."""
    fitting = (m for m in reversed(marks) if m.start < position and m.key and (_is_country(m.key) == wide))
    return next(fitting, None)


RULES: tuple[Rule, ...] = (TABLE, SUFFIX, COUNTY, SITE)
