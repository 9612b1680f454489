"""The bodies of offices that name none beside them: what an aide serves, and what the article says elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from shilu.model.article import Span
from shilu.model.marks import Annotations, RoleMark

_AIDES = re.compile(r"(?:首席|高级|特别|新闻)*(?:顾问|助理|秘书|发言人|特使|幕僚长|办公室主任)")
_MATTER = re.compile(r"的?(?:[一-鿿]{1,8}(?:问题|事务|政策|安全))?的?")  # 总统|气候问题|特使
_LONGEST_MATTER = 12


class Office(Struct, frozen=True):
    """One role mark with its words and the entities around it."""

    mark: RoleMark
    span: Span
    title: str
    org: str | None
    holder: str | None
    marks: Annotations


def aides(found: Sequence[Office]) -> list[Office]:
    """Offices under another office: 总统顾问 belongs to what the president heads, and an aide of a former one to that person."""
    ends = {(one.span.article, one.mark.title_end): one for one in found if one.holder is None and not one.mark.plural}
    former = _former(found)
    return [
        replace(one, org=_above(one, ends, former)) if one.org is None and _AIDES.fullmatch(one.title) else one for one in found
    ]


def _above(aide: Office, ends: Mapping[tuple[str, int], Office], former: Mapping[tuple[str, str], set[str]]) -> str | None:
    """Whom an aide serves, by the office that stands before his."""
    text, start = aide.marks.simplified, aide.mark.title_start
    ways = range(start, max(0, start - _LONGEST_MATTER), -1)
    above = ((at, ends.get((aide.span.article, at))) for at in ways)
    over = next((one for at, one in above if one and _MATTER.fullmatch(text, at, start)), None)
    if over is None or over.mark.change != "ended":
        return over.org if over else None
    persons = former.get((over.org or "", over.title), set())
    return next(iter(persons)) if len(persons) == 1 else None


def _former(found: Iterable[Office]) -> dict[tuple[str, str], set[str]]:
    """(body, title) -> who held it before."""
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in found:
        if one.holder and one.mark.change == "ended":
            holders[one.org or "", one.title].add(one.holder)
    return holders


def as_elsewhere(found: Sequence[Office]) -> list[Office]:
    """Offices that name no body, with the one that the article gives the same holder and office elsewhere: 某国总理甲, 甲总理."""
    told: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for one in found:
        if one.org and one.holder:
            told[one.span.article, one.holder, one.title].add(one.org)

    def completed(one: Office) -> Office:
        bodies = told.get((one.span.article, one.holder or "", one.title), set()) if one.org is None else set()
        return replace(one, org=next(iter(bodies))) if len(bodies) == 1 else one

    return [completed(one) for one in found]
