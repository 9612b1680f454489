"""Numbers that the text says nobody knows: 乘客伤亡人数不详, 死亡人数有待核实."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shilu.lang.patterns import spots
from shilu.model.marks import QuantityMark
from shilu.model.patterns import late

_NOUNS = {"数": ("人数", "数字", "数目", "数量"), "伤": ("伤亡", "死伤"), "损": ("损失",)}  # by a character that is rare
_SIZE = 2
_BEFORE = late(r"[\u4e00-\u9fff]{0,4}\Z")
_STATE = (
    r"(?:不详|不明(?!确)|未知|未明|不清楚|无法(?:确定|核实|统计)|有待?(?:确认|核实|统计|查证)|待(?:确认|核实|统计|查)"
    r"|(?:在|正在)?(?:进一步)?(?:调查|统计|核实|核查|清点|确认)(?:之?中|当中)|未(?:公布|公开|确定|统计|核实|证实|获证实|经证实|确认|透露))"
)
_TAIL = re.compile(rf"(?:人数|金额)?(?:情况|状况)?(?:目前|现时|暂时|暂|仍然|仍|尚|还|均|也|都|现|正|亦)*{_STATE}")
_NOT_KNOWN = late("不清楚|不知|未知|不确定|无法确定")
_HOW_MANY = late(r"道?(?:到底|究竟|具体|事件|事故|是否)?[\u4e00-\u9fff]{0,4}?多少(?:名|个|位)?[\u4e00-\u9fff]{0,4}")


def unknown(text: str) -> Iterator[QuantityMark]:
    """Every passage that says a number is unknown; the mark's number is the passage itself, its value and bounds `None`."""
    at = 0
    for start in _nouns(text):
        if start >= at and (tail := _TAIL.match(text, start + _SIZE)):
            at = tail.end()
            before = _BEFORE.search(text, max(0, start - 4), start)
            yield _mark(before.start() if before else start, tail.end())
    for denial in _NOT_KNOWN.finditer(text) if "多少" in text else ():
        if many := _HOW_MANY.match(text, denial.end()):
            yield _mark(denial.start(), many.end())


def _nouns(text: str) -> list[int]:
    """Where the nouns stand, in order."""
    signs = [(at, nouns) for sign, nouns in _NOUNS.items() for at in spots(text, sign)]
    starts = [start for at, nouns in signs for start in (at - 1, at) if text[start : start + _SIZE] in nouns]
    found: list[int] = []
    for start in sorted(starts):
        if not found or start >= found[-1] + _SIZE:  # 死伤亡: none over another
            found.append(start)
    return found


def _mark(start: int, end: int) -> QuantityMark:
    """The mark of a passage."""
    return QuantityMark(start, end, start, end, None, None, None, "unknown", None, None, "count", None, "annotate.quantity.unknown")
