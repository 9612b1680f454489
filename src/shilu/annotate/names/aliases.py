"""Short names that an article introduces: 某公司（以下简称“某某”）, 某组织（WXO）; from there on they name the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shilu.annotate.names.known import occurrences
from shilu.annotate.reading import Reading
from shilu.model.marks import NameMark
from shilu.model.patterns import late
from shilu.model.rules import Rule

ALIAS = Rule(
    "annotate.name.alias",
    "the short name that a body or place is given in brackets or quotes behind 简称 or 下称, or its capitals in brackets",
    "巴西岭桥医院（以下简称“[岭医]”）关闭，岭医的病人已转移。", "这项意见（以下简称《意见》）已公布。",
)  # fmt: skip

_CALLED = ("简称", "下称")
_GIVEN = late(r"[（(，](?:以下|下文|下)?(?:简称|称)[为：:]?[“\"「]?(?P<alias>[一-鿿A-Za-z]{2,10})[”\"」]?[）)，；。]")
_CAPITALS = tuple(re.compile(rf"{bracket}(?P<alias>[A-Z]{{2,8}})[）)]") for bracket in ("（", r"\("))  # one character first is fast
_KINDS = ("organisation", "outlet", "place")


def alias_marks(read: Reading, found: Sequence[NameMark]) -> list[NameMark]:
    """Every place where such a name stands, from its introduction on, with the name and key of what it is short for."""
    text = read.text
    given = [match for pattern in _CAPITALS for match in pattern.finditer(text)]
    if any(word[0] in text and word in text for word in _CALLED):
        given += _GIVEN.finditer(text)
    if not given:
        return []
    ends = {mark.end: mark for mark in found if mark.type in _KINDS}
    known = {(mark.start, mark.end) for mark in found}
    marks: list[NameMark] = []
    taken: set[str] = set()
    for match in given:
        whole, alias = ends.get(match.start()), match["alias"]
        if whole is not None and alias not in taken and match.span("alias") not in known and alias != text[whole.start : whole.end]:
            taken.add(alias)
            spans = [(s, e) for s, e in occurrences(text, alias) if s >= match.start() and not _inside_latin(text, s, e)]
            marks += [NameMark(s, e, whole.type, whole.name, whole.key, whole.country, ALIAS.id, 0.8) for s, e in spans]
    return marks


def _inside_latin(text: str, start: int, end: int) -> bool:
    """True for capitals that are a piece of a longer word."""
    if not text[start].isascii():
        return False
    around = text[start - 1 : start] + text[end : end + 1]
    return any(character.isascii() and character.isalnum() for character in around)


RULES: tuple[Rule, ...] = (ALIAS,)
