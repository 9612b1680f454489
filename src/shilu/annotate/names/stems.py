"""Names that no table knows, read from their last word: 某某县, 某某水库, 某某通讯社, 某某医院; then their bare stems."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from shilu.annotate.names.known import occurrences
from shilu.annotate.names.shapes import foreign_characters
from shilu.annotate.reading import Reading
from shilu.lang.lexicon import Lexicon
from shilu.lang.ordinary import ordinary
from shilu.lang.patterns import HAN, led, without
from shilu.model.marks import NameMark
from shilu.model.patterns import late
from shilu.model.rules import Rule

PLACE = Rule(
    "annotate.name.place_stem", "an unknown place by its last word (省 市 县 镇 村 水库 ...), between a boundary and that word",
    "洪水在夜里淹没了[岭桥镇]。", "洪水在夜里淹没了整个乡镇。",
)  # fmt: skip
BARE = Rule(
    "annotate.name.place_stem_again", "the stem of such a place, without its last word",
    "[岭桥]的居民撤离了。洪水在夜里淹没了岭桥镇。", "铁桥的居民撤离了。洪水在夜里淹没了岭桥镇。",
)  # fmt: skip
MEDIUM = Rule(
    "annotate.name.medium_stem",
    "an unknown medium by its last word (通讯社, 日报, 电视台 ...)",
    "据[青屿晚报]报道，桥已封闭。",
    "据日报报道，桥已封闭。",
)
BODY = Rule(
    "annotate.name.body_stem", "an organisation by its last word, behind a place, another body, 国际 or 世界, or by its quotes",
    "[四川岭桥医院]收治了伤者。", "当地医院收治了伤者。",
)  # fmt: skip
UNIT = Rule("annotate.name.unit", "a numbered military unit", "[第12摩托化步兵旅]正在集结。", "第12名选手正在集结。")

_BREAK = (
    "的在于从到至往向对与和及或是为由被把将经距离据了后前日时月年等着过给让使并而但也都就还再已曾可能会要应该每各本某全多几两一二三四五六七八九十百千万个名座条次场起号点分有无不没这那其他她它我你此因如若则以用所"
    "称说住叫问去来赴比按靠沿"
)
_WORDS = (
    "国道|省道|县道|高速|位于|抵达|前往|途经|发生|造成|报道|记者|来自|袭击|进入|通过|导致|包括|以及|其中|附近|下游|上游|中部|东部|西部|南部|北部|东北部|西北部|东南部|西南部|淹没|冲毁|"
    "返回|赶赴|撤离|疏散|首府|省会|首都|邻近|毗邻|连接|通往|沿岸|转移|波及|影响|威胁|目前|当地|另外|同时|随后|此前|昨天|今天|凌晨|上午|下午|晚间|当晚|灾区|副|"
    "访问|视察|考察|担任|任命|原|现|驻|赴|离开|穿过|覆盖|殃及|席卷|重创|支援|通报|通知|要求|表示|宣布|援引|引述|根据|接受|告诉|对于|关于|封锁|封闭|关闭|炸毁|击中|炮击|轰炸|守卫|占领|控制|攻占|夺取|冲进|保卫|包围|围攻|撤出|接管|修建|重建|检查|关停|震中|震央|深夜|恢复|更正|运抵|送往|流经|直达|开往|距离|紧邻|坐落|注入|横跨|首站|波及到|小镇|东北部|西北部|东南部|西南部|中西部"
)

_ADMIN = "省|自治区|市|县|区|州|镇|乡|村"
_SITES = "水库|机场|大坝|大桥|水电站|核电站|火车站|隧道|煤矿|港口|口岸|半岛|群岛|河谷|山谷|盆地|堤坝"
_MEDIA = "通讯社|日报|晚报|早报|晨报|时报|邮报|新闻网|新闻社|电视台|广播电台|电台|周刊|卫视"
_NO_PLACE = late(
    r"(?:城市|地区|社区|小区|灾区|山区|市区|城区|郊区|园区|校区|辖区|景区|震区|库区|战区|农村|乡村|城镇|省区|牧区|林区|疫区|矿区|港区|新区|选区|街区|时区|禁区|片区|厂区|营区|宅区|民区|业区|发区|治区|特区|险区|害区|"
    r"超市|股市|都市|门市|夜市|上市|集市|菜市|省市|县市|本市|该市|全市|小镇|古镇|乡镇|村镇|集镇|山村|新村|渔村|该村|全县|该县|郡县|该州|全州|周边.|沿线.|外省|内陆.|贫困县|直辖市|地级市|县级市|自治.|区县|市县|"
    r"山区乡|家乡|华人区|军事.|级市|府州|个.|的.|房市|楼市|入市|应市|救市|大州|腾退区|跨[省市县区州]|保护区|缓冲区|隔离区|安全区|占领区|冲突区|[东西南北中]部.*)$"
)
_NOT_AFTER = frozenset("长委政民场级属容议际府立辖内中井口落庄域")
_COMMON = late(
    r"军事|银行|公安|山区|华人|自己|家乡|商业|工业|农业|学校|新闻|中心|人民|国家|政府|社会|主要|第.|老|旅游|住宅|灾民|难民|边境|沿海|内陆"
)
_LEADING = late(led(_WORDS.split("|")))
_LEADS = frozenset(_WORDS.split("|"))
_LEADS_FIRST, _LEADS_LAST = frozenset(word[0] for word in _LEADS), frozenset(word[-1] for word in _LEADS)
_LASTS = re.compile(rf"[{HAN}]?(?:{_SITES})")
_SHORTEST = 2
_NAMED_MANY = frozenset({"多瑙", "多伦", "多佛"})  # names in which 多 counts nothing
_NO_MEDIUM = late(r"^(?:外国|当地|国家|官方|国营|多家|各大|主流|本地|地方|西方|海外|私营|新闻|其他|有关|该|本)|^.?(?:报|台)$")
_QUOTED = re.compile(r"“(?P<name>[^“”，。]{2,10}(?:党|阵线|运动|联盟|组织|基金会))”")
_H = without("的在是和与及被将对向从到了着过说称为等于由")
_RUN = re.compile(f"{_H}*")
_FARTHEST = 10  # characters between an anchor and the last word of the body behind it
_BODIES = (
    "大学|学院|医院|公司|集团|银行|研究所|研究中心|研究院|协会|学会|基金会|委员会|指挥部|救援队|救援中心|联合会|出版社|博物馆|"
    "总工会|社科院|科学院|数据中心|控制中心|预警中心|疾控中心"
)
_NO_BODY = late(
    "[一多几两数各][家所个地]|当地|本地|该|跨国|前往|赶往|转到|转入|寻求|吸引|持续|保持|授权|致电|举办|举行|召开|多次|记者|担任|任职|来到|访问|毕业|"
    "就读|考入|入职|加入|收购|起诉|指控|位于|重大|统一|主要|大型|知名|著名|最大|首家|援引|引述|引用|转引|报道|联合"
)
_STATE = late(rf"国家{_H}{{2,7}}?(?:总局|局|(?<!部)署|办(?!公|法|理|事)|中心|委员会)")
_WORLDWIDE = re.compile(
    rf"[国世全泛亚](?<!{without('据和与由向对的是在及')}.)(?:(?<=国)际|(?<=世)界|(?<=全)球|(?<=泛)美|(?<=亚)太){_H}{{1,10}}?"
    r"(?:联合会|联盟(?!杯)|协会|理事会|总会|学会|基金会|委员会|总署|论坛)"
)
_UNIT = late(
    rf"第(?:\d{{1,4}}|[一二三四五六七八九十]{{1,3}}){_H}{{0,9}}?(?:旅|师(?!傅|生|范|资|长)|团(?!队|结|圆|伙)|集团军|舰队|特战营|步兵营|空降营)(?!游|行|客|店|程)"
)
_AGENCY_LAST = re.compile(r"社(?=报道|报导|记者|援引|引述|消息|[^，。]{0,8}电[）)]|[、）)]|称|\d{1,2}日)")
_AGENCY = late(rf"[{HAN}]{{2}}社")
_BEFORE_AGENCY = frozenset("据（(、，。：“\n引")
_NO_AGENCY = re.compile(r"(?:报|会|公|本|该|旅|合作|出版|通讯|旅行|新闻|大)社$|^(?:多家|各家|两家|该|本)")


Spans = list[tuple[int, int]]


class Lasts(Struct, frozen=True):
    """Where the last words of names stand in one article, in order: of places, of media, of organisations."""

    places: Spans
    media: Spans
    bodies: Spans


@cache
def _last_words() -> Lexicon[int]:
    """Last words with the number of their kind; 分公司 is a word that ends as one, but none."""
    kinds = (f"{_ADMIN}|{_SITES}", _MEDIA, _BODIES, "分公司")
    return Lexicon({word: kind for kind, words in enumerate(kinds) for word in words.split("|")})


def last_words(read: Reading) -> Lasts:
    """All last words of one article, found together: the text is long, and they are few."""
    found: tuple[Spans, Spans, Spans, Spans] = ([], [], [], [])
    kinds = _last_words().values
    for start, end, number in _last_words().numbered(read.text):
        found[kinds[number]].append((start, end))
    return Lasts(*found[:3])


_INSIDE = frozenset(map(chr, range(ord(HAN[0]), ord(HAN[-1]) + 1))).difference(_BREAK)  # what can stand inside a stem
_NOT_REPORTS = frozenset("道告导")  # 世界日报道: what the day reports
_STEMS, _MEDIA_STEMS = (2, 3, 4), (2, 3, 4, 5, 6, 7)


def _edge(text: str, at: int) -> bool:
    """True where a name may begin: behind no Han character, behind a particle, or behind a leading word."""
    before = text[at - 1 : at]
    if before not in _INSIDE:
        return True
    if before not in _LEADS_LAST:
        return False
    return before in _LEADS or text[max(0, at - 2) : at] in _LEADS or text[max(0, at - 3) : at] in _LEADS


def _stem_start(text: str, last: int, sizes: Iterable[int]) -> int | None:
    """Where a stem before `last` begins: the nearest edge, else the run of transliteration characters."""
    if not last or text[last - 1] not in _INSIDE:
        return None
    for size in sizes:
        start = last - size
        if start < 0 or text[start] not in _INSIDE:
            return None
        if _edge(text, start):
            return start
    start = last
    foreign = foreign_characters()
    while start > 0 and text[start - 1] in foreign and last - start <= _FOREIGN[1]:
        start -= 1
    return start if _FOREIGN[0] <= last - start <= _FOREIGN[1] else None


_FOREIGN = (3, 8)


def stem_places(read: Reading, lasts: Lasts, known: Sequence[NameMark]) -> list[NameMark]:
    """Unknown places with their last word, chains of them (省 + 县 + 镇) cut, and bare stems; `known` are places, in order."""
    text, ends = read.text, {m.end: m for m in known}
    chains = _Chains(text, lasts.places)
    spans = [*_runs(text, chains, ends), *chains.behind(*chains.near(ends))]
    starts = [m.start for m in known] if spans else []
    found: set[str] = set()
    for start, end in spans:
        before = bisect_left(starts, end)
        found.update(_trimmed(text, start, end, known[before - 1].end if before else 0))
    named = {name: occurrences(text, name) for name in found if _may_be_place(name)}
    inside = {name: _located(text, there, ends) for name, there in named.items()}
    fair = {name for name, around in inside.items() if not _ordinary(name) or (around and name[-1] != "区")}
    if not fair:
        return []
    apart = {name for name in fair if not any(name.endswith(other) and name != other for other in fair)}
    around = {name: inside[name] or _whole(text, name, named[name], apart) for name in sorted(apart)}
    full = [NameMark(s, e, "place", name, key, None, PLACE.id, 0.7) for name, key in around.items() for s, e in named[name]]
    return [*full, *_bare(read, around, known)]


@lru_cache(maxsize=10_000)
def _may_be_place(name: str) -> bool:
    """False for common words that end as places do."""
    return _NO_PLACE.search(name) is None


@lru_cache(maxsize=10_000)
def _ordinary(name: str) -> bool:
    """True for a name that is made of ordinary words, as those of no place need be that no known place stands before."""
    return ordinary(_WITHOUT_LAST.sub("", name).removesuffix("国际"))


def _trimmed(text: str, start: int, end: int, reached: int) -> Iterable[str]:
    """A run without the words and known places that it begins with; nothing when too little is left, or a known name ends it.

    `reached` is where the last known place that begins before the run's end has its own end.
    """
    moved = True
    while moved:
        word = _LEADING.match(text, start, end) if text[start : start + 1] in _LEADS_FIRST else None
        moved = word is not None or reached > start
        start = max(word.end() if word else start, reached)
    if text[start - 1 : start + 1] in _NAMED_MANY:
        start -= 1
    if end - start > _SHORTEST and text[end : end + 1] not in _NOT_AFTER and not _LASTS.fullmatch(text, start, end):
        yield text[start:end]


def _runs(text: str, chains: _Chains, known: Collection[int]) -> Iterable[tuple[int, int]]:
    """The first place of each run, and those that follow it without a break; not where a known place ends."""
    for at, end in chains.lasts:
        if end in known or text[at - 1 : at] not in _INSIDE:
            continue
        start = _stem_start(text, at, _STEMS)
        if start is not None:
            yield start, end
            yield from chains.behind(end)


class _Chains:
    """岚州省|柳溪县|…: what stands directly behind a place is one too."""

    def __init__(self, text: str, lasts: Spans) -> None:
        """The last words of places in one text, in order."""
        self.lasts = lasts
        self._text = text
        self._starts = [start for start, _ in lasts]

    def near(self, ends: Collection[int]) -> set[int]:
        """Those among some ends that have a last word where a place behind them would have it."""
        return {start - size for start in self._starts for size in _STEMS}.intersection(ends)

    def behind(self, *ends: int) -> Iterable[tuple[int, int]]:
        """The places that follow each of some ends, one upon the other: two to four characters and a last word each."""
        text, starts = self._text, self._starts
        for end in ends:
            at = end
            while text[at : at + 1] in _INSIDE:
                i = bisect_left(starts, at + _STEMS[0])
                if i == len(starts) or starts[i] > at + _STEMS[-1] or not _INSIDE.issuperset(text[at : starts[i]]):
                    break
                yield at, self.lasts[i][1]
                at = self.lasts[i][1]


def _whole(text: str, name: str, there: Spans, names: Iterable[str]) -> str | None:
    """The unknown place that stands directly before this one somewhere, as a key, or nothing; `there` is where this one stands."""
    others = sorted(other for other in names if other != name)
    return next((f"in:name:{other}" for other in others if any(text.endswith(other, 0, at) for at, _ in there)), None)


def _located(text: str, there: Spans, ends: Mapping[int, NameMark]) -> str | None:
    """The key of the first known place that stands before this one, directly or with 的 between."""
    for at, _ in there:
        for mark in (ends.get(at - 1) if text[at - 1 : at] == "的" else None, ends.get(at)):
            if mark and mark.key and not mark.key.startswith(("in:", "site:")):
                return f"in:{mark.key}"
    return None


def _bare(read: Reading, around: dict[str, str | None], known: Sequence[NameMark]) -> Iterable[NameMark]:
    """Stems of two and more characters, where they are no known name."""
    taken = {m.name for m in known}
    stems: dict[str, str] = {}
    for name in sorted(around, key=lambda n: (_rank(n), n)):
        stem = _WITHOUT_LAST.sub("", name)
        if len(stem) > 1 and stem not in taken and not name.endswith("区") and not _COMMON.fullmatch(stem):
            stems.setdefault(stem, name)
    for stem, name in stems.items():
        for start, end in occurrences(read.text, stem):
            yield NameMark(start, end, "place", name, around[name], None, BARE.id, 0.82)


_WITHOUT_LAST = late(rf"(?:{_ADMIN}|{_SITES})$")


@lru_cache(maxsize=10_000)
def _rank(name: str) -> int:
    """Larger places first: 岚州 alone is 岚州省, not 岚州水库."""
    return next((i for i, last in enumerate([*_ADMIN.split("|"), *_SITES.split("|")]) if name.endswith(last)), 99)


def stem_media(read: Reading, lasts: Lasts) -> list[NameMark]:
    """Unknown media, and the article's own outlet by its name."""
    text = read.text
    starts = [(_stem_start(text, at, _MEDIA_STEMS), end) for at, end in lasts.media if text[end : end + 1] not in _NOT_REPORTS]
    found = [(_behind_words(text, s, e), e) for s, e in starts if s is not None]
    found = [(s, e) for s, e in found if e - s > _SHORTEST + 1 and not _NO_MEDIUM.search(text[s:e])]
    found += _agencies(text)
    return [NameMark(s, e, "outlet", text[s:e], None, None, MEDIUM.id, 0.7) for s, e in found]


def _agencies(text: str) -> list[tuple[int, int]]:
    """Agencies of three characters, 某某社, behind a boundary and before 报道, 记者, 电."""
    found: list[tuple[int, int]] = []
    for last in _AGENCY_LAST.finditer(text):
        start = last.start() - _SHORTEST
        if start >= 0 and (start == 0 or text[start - 1] in _BEFORE_AGENCY) and (agency := _AGENCY.match(text, start)):
            found += [] if _NO_AGENCY.search(agency[0]) else [agency.span()]
    return found


def _behind_words(text: str, start: int, end: int) -> int:
    """Where a run begins behind the words that lead to it."""
    while text[start : start + 1] in _LEADS_FIRST and (word := _LEADING.match(text, start, end)):
        start = word.end()
    return start


def stem_bodies(read: Reading, lasts: Lasts, anchors: Iterable[NameMark]) -> list[NameMark]:
    """Organisations behind a place or body, those that begin with 国家, those in quotes, numbered units."""
    text = read.text
    starts = [start for start, _ in lasts.bodies]
    near = {start - away for start in starts for away in range(_FARTHEST + 1)}  # where an anchor may end
    marks: list[NameMark] = []
    for anchor in [anchor for anchor in anchors if anchor.end in near] if near else ():
        at = anchor.end
        i = bisect_left(starts, at)  # the next last word, within a run of name characters
        if (
            i < len(starts)
            and starts[i] <= at + _FARTHEST
            and _RUN.fullmatch(text, at, starts[i])
            and not _NO_BODY.search(text, at, lasts.bodies[i][1])
        ):
            words = text[anchor.start : lasts.bodies[i][1]]
            marks.append(NameMark(anchor.start, lasts.bodies[i][1], "organisation", words, None, anchor.country, BODY.id, 0.75))
    marks += [_body(read, *m.span("name"), BODY.id) for m in _QUOTED.finditer(read.text)]
    marks += [_body(read, *m.span(), BODY.id) for m in _STATE.finditer(read.text)]
    marks += [_body(read, *m.span(), BODY.id) for m in _WORLDWIDE.finditer(read.text)]
    return marks + [_body(read, *m.span(), UNIT.id) for m in _UNIT.finditer(read.text)]


def _body(read: Reading, start: int, end: int, maker: str) -> NameMark:
    return NameMark(start, end, "organisation", read.text[start:end], None, None, maker, 0.7)


RULES: tuple[Rule, ...] = (PLACE, BARE, MEDIUM, BODY, UNIT)
