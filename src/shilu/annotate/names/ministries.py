"""Public bodies that no table knows, between the name of a country or region and the office of whoever heads or speaks for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from shilu.annotate.names.known import occurrences
from shilu.annotate.reading import Reading
from shilu.lang.patterns import without
from shilu.model.marks import NameMark
from shilu.model.patterns import late
from shilu.model.rules import Rule

MINISTRY = Rule(
    "annotate.name.ministry", "a country or region, the words of an authority and an office of it: 某国|渔业与港口部|部长",
    "[巴西渔业与港口部]部长萨蒂科夫到场。", "巴西各地的俱乐部负责人到场。",
)  # fmt: skip

_LEADS = "前|原|时任|新任|现任|候任|副|代理|助理|首席|常务|新闻|有关|相关|一名|一位|的"
_BEFORE_TITLE = re.compile(rf"(?:{_LEADS})+\Z")
_LEADS_LAST = frozenset(word[-1] for word in _LEADS.split("|"))
_SHARED = ("部长", "副部长", "局长", "副局长", "署长", "厅长")
_LAST = frozenset("部署局厅")
_NO_AUTHORITY = late(
    r"(?:[内外东西南北中全总分支党]|干|俱乐|指挥|司令|本|该|门诊|营业|小卖|编辑|邮|支|书|残|结|格|布|当|时|大)[部局]\Z|各地|多名|部署|总理|总统|首相|主席|兼"
)
_NO_WORD = (
    "的在是被将对向从到了着过说称为等由任免访请问原前见报邀派示告诉命求准宣指其该这那每各"
    "无没不未曾已正再又也还都就才把让使给并而但或若因时日月年员讯"
)
_WORDS = late(rf"{without(_NO_WORD)}{{1,12}}[部署局厅]")
_FARTHEST = 14  # characters between a country and the last one of its ministry


def ministry_marks(read: Reading, places: Iterable[NameMark], taken: Iterable[NameMark]) -> list[NameMark]:
    """Authorities of one article, everywhere they are named so."""
    text = read.text
    ends: dict[int, NameMark] | None = None
    found: dict[str, NameMark] = {}
    for start, _, office in read.offices:
        last = _last(text, start, office.word)
        if last is None:
            continue
        ends = {m.end: m for m in places} if ends is None else ends
        if mark := _authority(text, ends, last):
            found.setdefault(mark.name, mark)
    known = {(m.start, m.end) for m in taken} if found else set()
    return [
        NameMark(s, e, "organisation", name, mark.key, mark.country, MINISTRY.id, mark.score)
        for name, mark in found.items()
        for s, e in occurrences(text, name)
        if (s, e) not in known
    ]


def _last(text: str, start: int, word: str) -> int | None:
    """Where the authority before an office ends; None when no such word stands there."""
    last = text[start - 1 : start]
    if last in _LAST:
        return start
    led = last in _LEADS_LAST
    if word in _SHARED and text[start] in _LAST and not (led and _BEFORE_TITLE.search(text, max(0, start - 4), start)):
        return start + 1
    before = _BEFORE_TITLE.search(text, max(0, start - 8), start) if led else None
    return before.start() if before and text[before.start() - 1 : before.start()] in _LAST else None


def _authority(text: str, places: Mapping[int, NameMark], end: int) -> NameMark | None:
    """The authority that ends at a position, with the nearest place before it."""
    for at in range(end - 3, max(0, end - _FARTHEST), -1):
        place = places.get(at)
        if place and place.country and _WORDS.fullmatch(text, at, end) and not _NO_AUTHORITY.search(text, at, end):
            return NameMark(place.start, end, "organisation", text[place.start : end], None, place.country, MINISTRY.id, 0.75)
    return None


RULES: tuple[Rule, ...] = (MINISTRY,)
