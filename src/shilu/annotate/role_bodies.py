"""The body that an office belongs to, by what stands before it: 巴西|总统, 美国|驻巴西大使, 气象局|台风中心主任, 某网电（|记者."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shilu.annotate.named import Named
from shilu.lang.bodies import short_countries
from shilu.lang.patterns import HAN, without
from shilu.model.patterns import late

Range = tuple[int, int]

_NO_PART = (
    "的在是被将对向从到了着过说称为等于由任免访请问原前见报邀派示告诉命求批准宣布指选其该这那每各有"
    "无没不未曾已正再又也还都就才把让使给并而但或若因所以时日月年长员讯电兼相有"
)
_PART = re.compile(f"{without(_NO_PART + '和与及')}{{1,6}}")
_UNIT = late(f"{without(_NO_PART)}{{1,14}}(?:[司处科室部局院所系组办厅署]|中心|支队|大队|总队|分局|分会|委员会|学会)|党[组委]")
_IN_A_ROW = frozenset("、和及与兼是任")
_SHARED_LAST = frozenset("州市省县区镇部局署厅司处院")
_BEFORE_TITLE = frozenset("的”》")
_CLOSING = {"）": "（", ")": "("}
_BRACKET = 80  # characters of a name's other form in brackets
_SENT = frozenset(("大使", "总领事", "领事", "代表", "常驻代表", "代办", "特使", "公使", "武官", "发言人"))
_REPORTERS = frozenset(("记者", "特派记者", "特约记者"))
OWN = re.compile(r"本[报台网社刊]|本报讯")
_DATELINE = late(
    rf"[{HAN}]{{0,10}}(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:专?电|讯|消息|(?:综合)?报道)[\s　]*[（(]?[\s　]*"
    r"(?:见习|实习|特派|特约|驻外)?"
)
_FARTHEST = 30  # characters of a dateline between the outlet and its reporter


def body_before(text: str, names: Named, at: int, title_end: int) -> Range | None:
    """The body or country in front: a name, a name and 的, a one-character country, or a place that shares 州, 市, 省."""
    for end in _ends(text, at, title_end):
        mark = names.ends.get(end)
        if mark and mark.type != "person" and mark.start < at:
            return _sender(text, names, mark.start) if _is_posting(text, mark.start, at, title_end) else (mark.start, mark.end)
    if not _is_short(text, names, at - 1):
        return None
    return _sender(text, names, at - 1) if _is_posting(text, at - 1, at, title_end) else (at - 1, at)


def _ends(text: str, at: int, title_end: int) -> Iterator[int]:
    """Where the name of the body of an office that begins at a position can end."""
    yield at
    if text[title_end - 1] == "长" and title_end - 1 > at:
        yield title_end - 1
    if text[at] in _SHARED_LAST:
        yield at + 1
    before = text[at - 1 : at]
    if before in _BEFORE_TITLE:
        yield at - 1
    if before in _CLOSING and (opening := text.rfind(_CLOSING[before], max(0, at - _BRACKET), at)) > 0:
        yield from (opening, opening - 1)  # “某某论坛”（Some Forum）主任


def _is_short(text: str, names: Named, at: int) -> bool:
    """True for the one-character name of a country: 俄|外长."""
    short = short_countries().get(text[at : at + 1]) if at >= 0 else None
    return bool(short and (short[1] or short[0] in names.countries) and not names.covering(at, at + 1))


def _is_posting(text: str, place: int, at: int, title_end: int) -> bool:
    """驻巴西大使 stands for the country that sent him."""
    return text[place - 1 : place] == "驻" and text[at:title_end].lstrip("前副总") in (_SENT | _REPORTERS)


def _sender(text: str, names: Named, place: int) -> Range | None:
    """Who sent the envoy to a place: the name before 驻."""
    end = place - 1
    end -= text[end - 1 : end] == "常"
    mark = names.ends.get(end)
    if mark and mark.type != "person":
        return mark.start, mark.end
    return (end - 1, end) if _is_short(text, names, end - 1) else None


def body_around(text: str, names: Named, title: int, *, listed_before_only: bool) -> Range | None:
    """The body before the office of a part of it: 气象局|台风中心主任, 大学|历史系教授; beside a person or a row of offices."""
    mark = names.last_before(title)
    if mark is None or mark.type not in ("organisation", "outlet"):
        return None
    if not (_PART.fullmatch(text, mark.end, title) or _UNIT.fullmatch(text, mark.end, title)):
        return None
    return (mark.start, mark.end) if not listed_before_only or text[mark.start - 1 : mark.start] in _IN_A_ROW else None


def reporter_outlet(text: str, names: Named, title: int, end: int) -> Range | None:
    """The outlet of a reporter in a dateline: 青屿网12日消息（记者某某）, 【青屿网报道 记者某某】, 本报记者某某."""
    if text[title:end] not in _REPORTERS:
        return None
    own = OWN.search(text, max(0, title - 4), title)
    if own and not text[own.end() : title].strip("见习实特派约 "):
        return own.span()
    mark = names.last_before(title)
    while mark and mark.type == "place":
        mark = names.last_before(mark.start)
    if mark is None or mark.type != "outlet" or title - mark.end > _FARTHEST:
        return None
    return (mark.start, mark.end) if _DATELINE.fullmatch(text, mark.end, title) else None
