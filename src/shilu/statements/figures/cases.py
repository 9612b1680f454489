"""Cases of illness as health bulletins list them: what sort they are, lists of places with numbers, N+M."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from shilu.model.patterns import late
from shilu.statements.figures.clauses import Clauses, Kind
from shilu.statements.figures.counted import REACH, Counted

SORT = late(
    r"(?:境外输入|本土|本地|无症状|疑似|重症|危重|轻症|新冠|肺炎|治愈|康复|出院|解除|隔离|医学观察|密切接触|[性的、])*"
    r"(?:境外输入|本土|本地|无症状|疑似|重症|危重|轻症|治愈|康复|出院|医学观察|密切接触)的?(?:确诊病例|病例|感染者|接触者|患者|个案|者)?"
)
_CASE = "例"
_LISTED = late(r"[，,、；;（(]|其中|分别|包括|[为是在]|和|以及|另有|另外")
_OWN_PLACE = 12  # characters that the name of a place in a list may have
_PARTED = frozenset("；;")
_PLUS = frozenset("+＋")
_BARE = late(r"(?:新增|本土|本地|感染者|阳性)(?:[ \u00a0])*\Z")


def carry_cases(clauses: Clauses, items: Sequence[Counted], kinds: list[Kind | None], starts: Sequence[int]) -> None:
    """甲省3例，乙省2例; （甲市2例）; 12+35例: a number whose noun is left out takes the kind of the one before in its sentence."""
    for at, item in enumerate(items):
        if kinds[at] is None and _plus_behind(clauses.text, item) and _BARE.search(clauses.text, item.clause[0], item.mark.start):
            kinds[at] = Kind("infected", "statements.figure.sum", item.mark.start, item.mark.end)
        if at == 0 or kinds[at] is not None:
            continue
        before, last = kinds[at - 1], items[at - 1]
        if before is None or item.mark.start - last.mark.end > REACH or not _one_list(clauses.text, starts, last, item):
            continue
        rule = _rule(clauses.text, item, last, before)
        if rule:
            kinds[at] = replace(before, rule=f"statements.figure.{rule}", start=item.mark.start, end=item.mark.end)


def _rule(text: str, item: Counted, last: Counted, before: Kind) -> str | None:
    """Why a number without a noun of its own counts what the one before does."""
    if text[last.mark.end : item.mark.start] in _PLUS:
        return "sum"
    opened = max(text.rfind("（", item.left, item.mark.start), text.rfind("(", item.left, item.mark.start))
    if item.behind or (item.before and item.before[-1].end > opened):
        return None
    if item.mark.unit == _CASE == last.mark.unit:
        return "listed"
    if not before.rule.endswith((".labelled", ".listed")) or item.mark.unit != last.mark.unit:
        return None
    alone = item.mark.end == item.clause[1] and item.mark.start - item.clause[0] <= _OWN_PLACE
    return "listed" if alone and _LISTED.match(text, last.mark.end) else None


def _plus_behind(text: str, item: Counted) -> bool:
    """True for the first of N+M."""
    return text[item.mark.end : item.mark.end + 1] in _PLUS


def _one_list(text: str, starts: Sequence[int], one: Counted, two: Counted) -> bool:
    """True when two numbers stand in one sentence, or in members of a list that semicolons part."""
    return text[one.mark.end : one.mark.end + 1] in _PARTED or bisect_right(starts, one.mark.start) == bisect_right(
        starts, two.mark.start
    )


def sort_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a range ends in the words for a sort of cases: 疑似病例, 治愈出院, 无症状感染者; `None` without such words."""
    found = list(SORT.finditer(text, start, end))
    return found[-1].span() if found else None
