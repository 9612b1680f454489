"""Offices and holders in a row: 他是…主任、…顾问和…专家; …主任、…顾问某某; 某某和某某被免去…职务."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from shilu.model.marks import NameMark, RoleMark
from shilu.model.patterns import late
from shilu.model.rules import Rule

LISTED = Rule(
    "annotate.role.listed", "an office in a row of offices of one person, who stands before or behind the row",
    "作家萨蒂科夫是巴西外交部顾问、[巴西红十字会秘书长]。", "巴西总统萨蒂科夫、阿根廷总理林索夫到场。",
)  # fmt: skip
LOST = Rule(
    "annotate.role.lost", "a post that persons are relieved of, or give up: 被免去…职务, 辞去…职务",
    "[萨蒂科夫被免去财政部长职务]。总统萨蒂科夫表示遗憾。", "总统职位空缺。",
)  # fmt: skip

POSTS = ("职务", "职位", "一职", "之职")
_LOSS = late(r"(?:免去|解除|撤销|罢免|辞去|请辞|卸任|卸下)(?:了|其|他的|她的|他|她)?\Z")
_LOSS_LAST = frozenset("去除销免辞任下了其的他她")
_CHANGE = {"免去": "dismissed", "解除": "dismissed", "撤销": "dismissed", "罢免": "dismissed", "卸任": "ended", "卸下": "ended"}
_OF_COUNTRY = late(r"(?:部长|大臣|外长|外相|防长|财长)\Z")  # 某国副总理兼财长
_AROUND_LOSS = 8
_BETWEEN = re.compile(r"(?:已|已经|今天|昨天|当天|随后|同日)?(?:被|遭|宣布|决定|获准|申请)?\Z")
_AND = ("、", "和", "与", "及", "以及")
_ALSO = re.compile(r"(?:[、，]?(?:以及|兼任|兼|暨|和|及|与)|、)")
_BOTH = re.compile(r"[、，]?(?:兼|暨)|、")
_OF_BODY = late(
    r"(?:副|代理?|第一|常务)*(?:(?:新闻)?发言人|(?:党[组委])?书记|党组成员|主任|秘书长|局长|部长|司长|处长|署长|厅长|总经理|总裁|"
    r"董事长|首席执行官|理事长|会长|院长|校长|所长|台长|行长|政委|参谋长|负责人)"
)  # no office of its own: that of the body which the row has named


def listed(text: str, roles: Sequence[RoleMark], names: Mapping[int, NameMark], naming: str) -> list[RoleMark]:
    """The offices, with the holder of their neighbours where they stand in one row with them.

    `names` are the marks by where they begin, `naming` the id of the rule by which a verb tells who holds an office.
    """
    found = list(roles)
    for i in range(1, len(found)):  # 他是甲、乙和丙: from the first to the last
        before, role = found[i - 1], found[i]
        if before.rule in (naming, LISTED.id) and _open(role) and _ALSO.fullmatch(text, before.title_end, role.start):
            found[i] = _held(role, before)
    for i in range(len(found) - 1, 0, -1):  # 甲、乙某某: from the last to the first
        role, behind = found[i - 1], found[i]
        named_behind = behind.holder_start is not None and behind.holder_start >= behind.title_end
        if named_behind and _open(role) and _BOTH.fullmatch(text, role.title_end, behind.start) and _of_one(role, behind, names):
            found[i - 1] = _held(role, behind)
    for i in range(1, len(found)):  # 某局副局长、发言人某某: of one body
        if _ALSO.fullmatch(text, found[i - 1].title_end, found[i].start):
            found[i] = _of_body(text, found[i], found[i - 1], names)
    return found


def _of_body(text: str, role: RoleMark, before: RoleMark, names: Mapping[int, NameMark]) -> RoleMark:
    """The office with the body of the one before it in the row, when it is an office of some body and names none."""
    one = role.holder_start is not None and role.holder_start == before.holder_start
    if not one or role.org_start is not None or before.org_start is None:
        return role
    over = names.get(before.org_start)
    fits = _OF_BODY.fullmatch(text, role.title_start, role.title_end) or (
        over is not None and over.type == "place" and _OF_COUNTRY.search(text, role.title_start, role.title_end)
    )
    return replace(role, org_start=before.org_start, org_end=before.org_end) if fits else role


def _open(role: RoleMark) -> bool:
    return role.holder_start is None and not role.plural


def _held(role: RoleMark, like: RoleMark) -> RoleMark:
    return replace(role, holder_start=like.holder_start, holder_end=like.holder_end, rule=LISTED.id)


def _of_one(role: RoleMark, behind: RoleMark, names: Mapping[int, NameMark]) -> bool:
    """False for the offices of two countries, which two persons hold."""
    first, second = (names.get(r.org_start) if r.org_start is not None else None for r in (role, behind))
    if second is None:
        return behind.org_start is None
    return first is not None and (first.type != "place" or second.type != "place")


def losers(text: str, ends: Mapping[int, NameMark], at: int) -> tuple[list[NameMark], str]:
    """Who loses the post that begins at a position, and how; nobody when the words before it tell of no loss."""
    behind = ends.get(at) or (ends.get(at - 1) if text[at - 1 : at] == "的" else None)
    object_ = behind if behind and behind.type == "person" else None
    at = object_.start if object_ else at
    verb = _LOSS.search(text, max(0, at - _AROUND_LOSS), at) if text[at - 1 : at] in _LOSS_LAST else None
    if verb is None:
        return [], ""
    change = _CHANGE.get(verb[0][:2], "resigned")
    return ([object_] if object_ else _before(text, ends, verb.start())), change


def _before(text: str, ends: Mapping[int, NameMark], verb: int) -> list[NameMark]:
    """The persons in a row directly before a verb, in the order of the text."""
    link = _BETWEEN.search(text, max(0, verb - _AROUND_LOSS), verb)
    at = link.start() if link else verb
    found: list[NameMark] = []
    while (mark := ends.get(at)) and mark.type == "person":
        found.append(mark)
        joint = next((word for word in _AND if text.endswith(word, 0, mark.start)), "")
        at = mark.start - len(joint)
        if not joint:
            break
    return found[::-1]


RULES: tuple[Rule, ...] = (LISTED, LOST)
