"""Offices and who holds them: 哈萨克斯坦|总统|托卡耶夫, 俄|外长, 内务部|代理部长|…, and what became of the holder."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from shilu.annotate.reading import Reading
from shilu.annotate.role_changes import changed
from shilu.annotate.role_lists import LOST, POSTS, listed, losers
from shilu.annotate.role_lists import RULES as LISTS
from shilu.lang.bodies import organs, short_countries
from shilu.lang.patterns import without
from shilu.lang.people import Office
from shilu.model.marks import NameMark, RoleMark
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

_PREFIX = re.compile(r"(?:副|代理|助理|首席|常务|第一|高级|临时|署理|执行)+\Z")
_FORMER = re.compile(r"(?:前|原|首任|时任|卸任|已故|前任|现任|候任|新任)\Z")
_FORMER_LAST = frozenset("前原任故")
_PREFIX_LAST = frozenset("副理席务一级时行")
_MANY_LAST = frozenset("名些分国各多众数位等")
_NOT_BEHIND = re.compile(
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
_TO_BE = re.compile(
    r"(?:被)?(?:任命|委任|推选|选举|提名|选)为|出任|担任|就任|接任|当选为?|升任|兼任|曾任|现任|成为|[,，]?(?:他|她)?是|系"
)
_TO_BE_LAST = frozenset("为任选是系")
_APPOINTS = re.compile(r"任命|委任|选|出任|就任|接任|升任")
_STOP = re.compile(r"[。！？；\n]|，.*，")
_FAR = 30
_LONGEST_ORGAN = 9
_PART = re.compile(
    f"{without('的在是和与及被将对向从到了着过说称为等于由任免访请问原前见报邀派示告诉命求批准宣布指选其该这那每各有无没不未曾已正再又也还都就才把让使给并而但或若因所以时日月年长员讯电兼相有')}{{1,6}}"
)
_IN_A_ROW = frozenset("、和及与兼是任")
_SHARED_LAST = frozenset("州市省县区镇")


class _Names(Struct, frozen=True):
    """The names of one article by where they begin and end."""

    marks: tuple[NameMark, ...]
    starts: dict[int, NameMark]
    ends: dict[int, NameMark]
    firsts: list[int]
    countries: frozenset[str | None]

    def covering(self, start: int, end: int) -> NameMark | None:
        """The name that reaches over the last character of a range, if any."""
        i = bisect_right(self.firsts, start) - 1
        return self.marks[i] if i >= 0 and self.marks[i].end >= end else None


def mark_roles(read: Reading, named: tuple[NameMark, ...]) -> tuple[RoleMark, ...]:
    """Mark one article; sorted by (start, end)."""
    if not read.offices:
        return ()
    names = _Names(
        named, {m.start: m for m in named}, {m.end: m for m in named}, [m.start for m in named], frozenset(m.country for m in named)
    )
    found = (_role(read, names, start, end, office) for start, end, office in read.offices)
    roles = listed(read.text, _without_nested([role for role in found if role]), names.starts, NAMED.id)
    roles = [_with_change(read, role) for role in roles]
    lost = [
        role for start, end, _ in read.offices if read.text.startswith(POSTS, end) for role in _lost(read.text, names, start, end)
    ]
    return tuple(sorted([*roles, *lost], key=lambda r: (r.start, r.end, r.title_start)) if lost else roles)


def _lost(text: str, names: _Names, start: int, end: int) -> list[RoleMark]:
    """某某和某某被免去…副主席职务: the post once for each who loses it."""
    title = _title_start(text, start, end)
    org_start, org_end = _org_before(text, names, title, end) or (None, None)
    first = title if org_start is None else org_start
    holders, change = losers(text, names.ends, first)
    return [
        RoleMark(min(first, h.start), end, title, end, org_start, org_end, h.start, h.end, change, False, LOST.id) for h in holders
    ]


def _with_change(read: Reading, role: RoleMark) -> RoleMark:
    """The office with what its clause tells of the holder, where its own words tell nothing."""
    change = None if role.change or role.rule == NAMED.id else changed(read, role)
    return replace(role, change=change) if change else role


def _role(read: Reading, names: _Names, start: int, end: int, office: Office) -> RoleMark | None:
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
    org = _org_before(text, names, former.start() if former else title, end)
    holder, rule, change = _holder(text, names, title, end)
    if org is None and former is None and (within := _org_around(text, names, title, listed_before_only=holder is None)):
        org, title = within, within[1]
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


def _org_before(text: str, names: _Names, at: int, title_end: int) -> tuple[int, int] | None:
    """The body or country in front: a name, a name and 的, a one-character country, or a place that shares 州, 市, 省."""
    ends = [at]
    if text[title_end - 1] == "长" and title_end - 1 > at:
        ends.append(title_end - 1)
    if text[at : at + 1] in _SHARED_LAST:
        ends.append(at + 1)
    if text[at - 1 : at] == "的":
        ends.append(at - 1)
    for end in ends:
        mark = names.ends.get(end)
        if mark and mark.type != "person" and mark.start < at:
            return mark.start, mark.end
    short = short_countries().get(text[at - 1 : at])
    if short and (short[1] or short[0] in names.countries) and not names.covering(at - 1, at):
        return at - 1, at
    return None


def _org_around(text: str, names: _Names, title: int, *, listed_before_only: bool) -> tuple[int, int] | None:
    """The body before the office of a part of it: 气象局|台风中心主任, 大学|历史系教授; beside a person or a row of offices."""
    i = bisect_right(names.firsts, title - 1) - 1
    mark = names.marks[i] if i >= 0 else None
    if mark is None or mark.type not in ("organisation", "outlet") or not _PART.fullmatch(text, mark.end, title):
        return None
    return (mark.start, mark.end) if not listed_before_only or text[mark.start - 1 : mark.start] in _IN_A_ROW else None


Held = tuple[NameMark | None, str, str | None]  # the holder, by which rule, and the change that the words say
_NOBODY: Held = (None, OFFICE.id, None)


def _holder(text: str, names: _Names, title: int, end: int) -> Held:
    """The person behind the office, or directly before it."""
    for at in (end, end + 1 if text[end : end + 1] in " 　" else end):
        mark = names.starts.get(at)
        if mark and mark.type == "person":
            return mark, OFFICE.id, None
    before = names.ends.get(title)
    return (before, TITLE.id, None) if before and before.type == "person" else _NOBODY


def _named_to(read: Reading, names: _Names, at: int) -> Held:
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


RULES: tuple[Rule, ...] = (OFFICE, TITLE, NAMED, *LISTS)
