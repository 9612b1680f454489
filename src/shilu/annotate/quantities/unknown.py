"""Numbers that the text says nobody knows: 伤亡人数不详, 死亡人数仍在调查中."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shilu.model.marks import QuantityMark

_NOUN = (
    r"(?:[\u4e00-\u9fff]{0,6}(?:人数|数字|数目)|(?:人员)?伤亡(?:情况|状况)?|(?:人员)?死伤(?:情况)?"
    r"|(?:具体)?数量|(?:经济)?损失(?:情况|金额)?)"
)
_STATE = (
    r"(?:不详|不明(?!确)|未知|未明|不清楚|无法(?:确定|核实|统计)|有待?(?:确认|核实|统计|查证)|待(?:确认|核实|统计|查)"
    r"|(?:在|正在)?(?:进一步)?(?:调查|统计|核实|核查|清点|确认)(?:之?中|当中)|未(?:公布|公开|确定|统计|核实|证实|获证实|经证实|确认|透露))"
)
_UNKNOWN = re.compile(rf"{_NOUN}(?:情况)?(?:目前|现时|暂时|暂|仍然|仍|尚|还|均|也|都|现|正|亦)*{_STATE}")
_NOT_KNOWN = re.compile(
    r"(?:尚|还|仍|目前|暂)?(?:不清楚|不知道?|未知|不确定|无法确定)(?:到底|究竟|具体|事件|事故|是否)?[\u4e00-\u9fff]{0,4}?多少(?:名|个|位)?[\u4e00-\u9fff]{0,4}"
)


def unknown(text: str) -> Iterator[QuantityMark]:
    """Every passage that says a number is unknown; the mark's number is the passage itself, its value and bounds `None`."""
    for pattern in (_UNKNOWN, _NOT_KNOWN):
        for found in pattern.finditer(text):
            start, end = found.span()
            yield QuantityMark(
                start, end, start, end, None, None, None, "unknown", None, None, "count", None, "annotate.quantity.unknown"
            )
