"""Figures that are measured, not counted: money, magnitudes, durations, shares, and numbers said to be unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shilu.model.marks import QuantityMark
from shilu.statements.figures.clauses import Kind
from shilu.statements.figures.counted import GAUGED, clip
from shilu.statements.figures.lexicon import Word

_MONEY = (
    ("damage_value", re.compile(r"损失|受损|毁损|损害")),
    ("aid_value", re.compile(r"拨款|援助|拨付|下拨|预拨|划拨|捐|救助|补助|补贴|赈灾|救灾|抚恤|援款|资助|慰问|专项资金")),
    ("price", re.compile(r"价格|售价|单价|票价|油价|气价|涨至|涨到|跌至|每[升桶吨公克立千]|一[升桶吨]")),
)
_TAKEN = re.compile("(?:[骗盗抢卷]走|骗[取得去光]|诈骗|被骗|被盗|失窃)[^，。；]{0,12}\\Z")
_LASTING = re.compile(r"(?:长达|持续了?|历时|为期|经过了?|时长|延续了?|已有|达|前|仅)(?:约|近|超过|至少|[ \u00a0])*\Z")
_EVENT = re.compile(
    r"[ \u00a0]?(?:的|里)?(?:大?规模)?"
    r"(?:骚乱|动荡|动乱|冲突|战争|战斗|紧急状态|停火|哀悼|宵禁|罢工|抗议|示威|谈判|围困|封锁|停电|国丧|休战|暴乱|枪战|交火|搜救|救援)"
)
_UNKNOWN = (
    ("casualties", re.compile(r"伤亡|死伤")),
    ("killed", re.compile(r"死亡|遇难|罹难|丧生|死者")),
    ("missing", re.compile(r"失踪|失联|下落")),
    ("injured", re.compile(r"受伤|伤者")),
    ("affected", re.compile(r"被困|受困|受灾")),
    ("detained", re.compile(r"被捕|拘留")),
    ("damage_value", re.compile(r"损失")),
)  # fmt: skip
_GAUGES = re.compile(
    "超警戒水位|超警|警戒水位|水位|水深|积水|降雨量?|降水量?|雨量|积雪|雪深|风速|阵风|时速|车速|震源深度|浪高|潮位|流量|库容|蓄水量?|气温|温度|最高温|最低温"
    "|过火面积|受灾面积|受淹面积|淹没面积|泄漏量?|下泄|决口|溃口|缺口|裂缝"
)
_GAUGED_BEHIND = re.compile(
    r"[ \u00a0]?的?(?:强|大|暴|持续)?(?:降雨|降水|降雪|雨量|积水|积雪|阵风|大浪|巨浪|海浪|裂缝|缺口|决口|溃口)"
)
_GAUGE_REACH = 16
_CALENDAR = frozenset({"年", "个月", "月", "天", "日", "周", "个星期", "个季度", "季度"})  # 前5个月 is a date
_AGO = re.compile(r"多?[ \u00a0]?(?:前|以前|之前|后|之后|以来|来)")

Measured = tuple[QuantityMark, Kind, tuple[int, int]]


def measured(text: str, marks: Sequence[tuple[QuantityMark, int]], parts: Sequence[tuple[int, int]]) -> Iterator[Measured]:
    """Every measured quantity that says something about the event, with its clause; `marks` with the index of theirs."""
    for mark, at in marks:
        clause = clip(parts[at], mark.start, mark.end)
        if mark.dimension in GAUGED and mark.operator != "unknown":
            if gauge := _gauge(text, mark, clause):
                yield mark, gauge, clause
            continue
        kind = _kind(text, mark, clause, parts[max(0, at - 1)])
        if kind:
            yield mark, Kind(kind, f"statements.figure.{_family(mark)}", mark.start, mark.end), clause


def _gauge(text: str, mark: QuantityMark, clause: tuple[int, int]) -> Kind | None:
    """水位升至31.2米, 降雨量达210毫米: a length, an area, a speed beside the word for what is gauged."""
    found = list(_GAUGES.finditer(text, max(clause[0], mark.start - _GAUGE_REACH), mark.start))
    if found:
        noun = found[-1]
        return Kind("other", "statements.figure.gauge", noun.start(), mark.end, Word(*noun.span(), "noun", "gauge", noun[0]))
    behind = _GAUGED_BEHIND.match(text, mark.end)
    return Kind("other", "statements.figure.gauge", mark.start, behind.end()) if behind else None


def _family(mark: QuantityMark) -> str:
    """The rule that a dimension belongs to."""
    return "unknown" if mark.operator == "unknown" else mark.dimension


def _kind(text: str, mark: QuantityMark, clause: tuple[int, int], before: tuple[int, int]) -> str | None:
    """The kind of a measured quantity, `None` for one that is no figure."""
    if mark.operator == "unknown":
        return _first(_UNKNOWN, text, mark.start, mark.end) or "other"
    if mark.dimension == "money":
        if _TAKEN.search(text, clause[0], mark.start):
            return "damage_value"
        return _first(_MONEY, text, *clause) or _first(_MONEY, text, *clip(before, mark.start, mark.end)) or "other"
    if mark.dimension == "duration":
        return "duration" if _lasts(text, mark) else None
    if mark.dimension == "magnitude" and mark.operator in (">=", "<="):
        return None  # 5级以上余震: a class of quakes, of which none is measured
    return mark.dimension  # a magnitude or a share


def _first(table: tuple[tuple[str, re.Pattern[str]], ...], text: str, start: int, end: int) -> str | None:
    """The first kind whose words stand in a range."""
    return next((kind for kind, pattern in table if pattern.search(text, start, end)), None)


def _lasts(text: str, mark: QuantityMark) -> bool:
    """长达一周, 40分钟的交火: a length of something, no distance in time (一周前)."""
    if _AGO.match(text, mark.end) or (text[mark.start - 1 : mark.start] == "前" and mark.unit in _CALENDAR):
        return False
    return bool(_EVENT.match(text, mark.end) or _LASTING.search(text, max(0, mark.start - 8), mark.start))
