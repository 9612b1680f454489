"""Offices and who holds them: 哈萨克斯坦|总统|托卡耶夫, 俄|外长, 内务部|代理部长|…, and what became of the holder."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from shilu.annotate.named import Named
from shilu.annotate.names.people import BYLINE as PERSON_BYLINE
from shilu.annotate.reading import Reading
from shilu.annotate.role_bodies import body_around, body_before, reporter_outlet
from shilu.annotate.role_changes import changed
from shilu.annotate.role_lists import LOST, POSTS, listed, losers
from shilu.annotate.role_lists import RULES as LISTS
from shilu.lang.bodies import organs
from shilu.lang.people import Office
from shilu.model.marks import NameMark, RoleMark
from shilu.model.patterns import late
from shilu.model.rules import Rule

OFFICE = Rule(
    "annotate.role.office", "an office word, with the country or body before it and the holder behind it where they stand there",
    "该组织的[秘书长]没有露面。", "总统府外聚集了人群。",
)  # fmt: skip
TITLE = Rule(
    "annotate.role.behind_name", "an office word behind the name of its holder",
    "人们要求[萨蒂科夫总统]让步。萨蒂科夫称，他不同意。",
    "总统选举定于周日举行。",
)  # fmt: skip
NAMED = Rule(
    "annotate.role.named_to", "a person is said to be, or to become, the holder of an office",
    "[安东·萨蒂科夫被任命为财政部长]。", "萨蒂科夫会见了财政部长。",
)  # fmt: skip
BYLINE = Rule(
    "annotate.role.byline", "who wrote, translated or edited a report by its byline, and the outlet that the byline names",
    "【[文/岭桥网 陆知远]】", "这篇文章没有署名。",
)  # fmt: skip

_IN_BYLINE = PERSON_BYLINE.id
_BYLINE = late(r"(?P<label>文|撰文|作者|译者|编译|责编|责任编辑|编辑)[/／|｜：:\s]\s*(?P<outlet>[^】\s]{0,12}\s)?\Z")
_PREFIX = re.compile(r"(?:副|代理|助理|首席|常务|第一|高级|临时|署理|执行)+\Z")
_FORMER = late(r"(?:前|原|首任|时任|卸任|已故|前任|现任|候任|新任)\Z")
_FORMER_LAST = frozenset("前原任故")
_PREFIX_LAST = frozenset("副理席务一级时行")
_MANY_LAST = frozenset("名些分国各多众数位等")
_NOT_BEHIND = late(
    r"[府制级馆团处国室部厅]|大选|选举|办公|会议|候选|任期|职|[一二三四五六七八九十]处|宝座|医师|竞选|令|座机|专机|夫人|卫队|官邸|任命|身份"
)
_NOT_BEHIND_FIRST = frozenset("一二三四五六七八九十府制级馆团处国室部厅大选办公会候任职宝座医竞令专夫卫官身")
_MANY = re.compile(r"(?:多名|数名|几名|一些|部分|各国|各|许多|众|多位|几位|数位|两名|两位|三名|等)\Z")
_NEEDS_ONE = frozenset(
    (
        "代表",
        "顾问",
        "编辑",
        "秘书",
        "队长",
        "干事",
        "作者",
        "导演",
        "主任",
        "书记",
        "领袖",
        "专家",
        "官员",
        "会长",
        "所长",
        "教授",
        "作家",
    )
)
_TO_BE = late(
    r"(?:被)?(?:任命|委任|推选|选举|提名|选)为|出任|担任|就任|接任|当选为?|升任|兼任|曾任|现任|成为|[,，]?(?:他|她)?是|系"
)
_TO_BE_LAST = frozenset("为任选是系")
_APPOINTS = late(r"任命|委任|选|出任|就任|接任|升任")
_STOP = late(r"[。！？；\n]|，.*，")
_FAR = 30
_LONGEST_BYLINE = 20
_LONGEST_ORGAN = 9


def mark_roles(read: Reading, names: Named) -> tuple[RoleMark, ...]:
    """Mark one article; sorted by (start, end)."""
    signed = _signed(read.text, names)
    if not read.offices:
        return tuple(signed)
    found = (_role(read, names, start, end, office) for start, end, office in read.offices)
    roles = listed(read.text, _without_nested([role for role in found if role]), names.starts, NAMED.id)
    roles = [_with_change(read, role) for role in roles]
    lost = [role for start, end in _posts(read) for role in _lost(read.text, names, start, end)]
    signed = [s for s in signed if not any(r.holder_start == s.holder_start for r in roles)] if signed else []
    more = [*lost, *signed]
    return tuple(sorted([*roles, *more], key=lambda r: (r.start, r.end, r.title_start)) if more else roles)


def _signed(text: str, names: Named) -> list[RoleMark]:
    """The roles that bylines tell: the label stands for the title."""
    found: list[RoleMark] = []
    for mark in [mark for mark in names.marks if mark.maker == _IN_BYLINE]:
        label = _BYLINE.search(text, max(0, mark.start - _LONGEST_BYLINE), mark.start)
        if label:
            outlet = names.starts.get(label.start("outlet")) if label["outlet"] else None
            org_start, org_end = (outlet.start, outlet.end) if outlet and outlet.type != "person" else (None, None)
            start, end = label.span("label")
            found.append(RoleMark(start, mark.end, start, end, org_start, org_end, mark.start, mark.end, None, False, BYLINE.id))
    return found


def _posts(read: Reading) -> list[tuple[int, int]]:
    """The offices that the text calls posts: 主席职务."""
    text = read.text
    return [(start, end) for start, end, _ in read.offices if text.startswith(POSTS, end)] if "职" in text else []


def _lost(text: str, names: Named, start: int, end: int) -> list[RoleMark]:
    """某某和某某被免去…副主席职务: the post once for each who loses it."""
    title = _title_start(text, start, end)
    org_start, org_end = body_before(text, names, title, end) or (None, None)
    first = title if org_start is None else org_start
    holders, change = losers(text, names.ends, first)
    return [
        RoleMark(min(first, h.start), end, title, end, org_start, org_end, h.start, h.end, change, False, LOST.id) for h in holders
    ]


def _with_change(read: Reading, role: RoleMark) -> RoleMark:
    """The office with what its clause tells of the holder, where its own words tell nothing."""
    change = None if role.change or role.rule == NAMED.id else changed(read, role)
    return replace(role, change=change) if change else role


def _role(read: Reading, names: Named, start: int, end: int, office: Office) -> RoleMark | None:
    """The office at one office word, or `None` when the word is a part of another."""
    text = read.text
    if text[end : end + 1] in _NOT_BEHIND_FIRST and end not in names.starts and _NOT_BEHIND.match(text, end):
        return None
    over = names.covering(start, end)
    if over and over.type != "person":
        return None
    plural = text.startswith("们", end) or (
        text[start - 1 : start] in _MANY_LAST and _MANY.search(text, max(0, start - 3), start) is not None
    )
    title = _title_start(text, start, end)
    former = _FORMER.search(text, max(0, title - 2), title) if text[title - 1 : title] in _FORMER_LAST else None
    org = body_before(text, names, former.start() if former else title, end)
    holder, rule, change = _holder(text, names, title, end)
    if org is None and former is None and (within := body_around(text, names, title, listed_before_only=holder is None)):
        org, title = within, within[1]
    org = org or reporter_outlet(text, names, title, end)
    if holder is None and not plural:
        holder, rule, change = _named_to(read, names, org[0] if org else title)
    if holder is None and org is None and office.word in _NEEDS_ONE and title == start:
        return None
    org_start, org_end = org or (None, None)
    holder_start, holder_end = (holder.start, holder.end) if holder else (None, None)
    first = min(title, title if org_start is None else org_start, title if holder_start is None else holder_start)
    last = max(end, org_end or end, holder_end or end)
    change = change or _by_prefix(former[0] if former else "", text[title:end])
    return RoleMark(first, last, title, end, org_start, org_end, holder_start, holder_end, change, plural, rule)


def _by_prefix(former: str, title: str) -> str | None:
    """前 and 原 say that it is over, 代理 that it is for the time being."""
    if former in ("前", "原", "首任", "卸任", "前任", "已故"):
        return "ended"
    return "acting" if title.startswith(("代理", "署理", "临时")) else None


def _title_start(text: str, start: int, end: int) -> int:
    """Where the title begins: 副国防部|长 takes the body's word with it, and 副, 代理, 首席 before it."""
    if text[end - 1] == "长":
        known = organs()
        longer = [end - 1 - size for size in range(2, _LONGEST_ORGAN) if text[max(0, end - 1 - size) : end - 1] in known]
        start = min([start, *longer])
    prefix = _PREFIX.search(text, max(0, start - 4), start) if text[start - 1 : start] in _PREFIX_LAST else None
    return prefix.start() if prefix else start


Held = tuple[NameMark | None, str, str | None]  # the holder, by which rule, and the change that the words say
_NOBODY: Held = (None, OFFICE.id, None)


def _holder(text: str, names: Named, title: int, end: int) -> Held:
    """The person behind the office, or directly before it."""
    for at in (end, end + 1 if text[end : end + 1] in " 　" else end):
        mark = names.starts.get(at)
        if mark and mark.type == "person":
            return mark, OFFICE.id, None
    before = names.ends.get(title)
    return (before, TITLE.id, None) if before and before.type == "person" else _NOBODY


def _named_to(read: Reading, names: Named, at: int) -> Held:
    """The last person of the clause before 被任命为, 担任, 是 that stands directly before the office."""
    verb = _TO_BE.search(read.text, max(0, at - 8), at) if read.text[at - 1 : at] in _TO_BE_LAST else None
    if verb is None or verb.end() != at:
        return _NOBODY
    i = bisect_right(names.firsts, at) - 1
    while i >= 0 and names.marks[i].end > at - _FAR and not _STOP.search(read.text, names.marks[i].end, at):
        if names.marks[i].type == "person":
            return names.marks[i], NAMED.id, "appointed" if _APPOINTS.search(verb[0]) else None
        i -= 1
    return _NOBODY


def _without_nested(roles: Sequence[RoleMark]) -> list[RoleMark]:
    """Of two titles over the same words, the longer one."""
    kept: list[RoleMark] = []
    for role in sorted(roles, key=lambda r: (r.title_start, -r.title_end)):
        if kept and role.title_start < kept[-1].title_end:
            continue
        kept.append(role)
    return sorted(kept, key=lambda r: (r.start, r.end, r.title_start))


RULES: tuple[Rule, ...] = (OFFICE, TITLE, NAMED, BYLINE, *LISTS)
