"""How much two short passages share: pairs of neighbouring characters, with days, marks and grammar words left out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from shilu.lang.script import simplify

_LEFT_OUT = re.compile(
    r"[^一-鿿]+|[0-9一二三四五六七八九十]+[年月日时点分号]|(?:上午|下午|凌晨|晚间|前后|以前|之前|当地时间|预计|预料|可能会?|或将|将会?|计划|承诺|准备|"
    r"打算|表示|宣布|目前|已经?|正在|仍|于|在|的|了|和|与|及|以|会|也|还|被|从|至|到|为|是|并|就|对|向|把|他|她|我们|其|该|这|那)"
)
_COMMON = 400  # passages that share a pair beyond which it tells nothing


def pairs(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters of the words that carry meaning, in simplified script."""
    return frozenset(
        piece[i : i + 2] for piece in _LEFT_OUT.split(simplify(words)) if len(piece) > 1 for i in range(len(piece) - 1)
    )


def alike(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the smaller one's pairs that both have, 0 to 1."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


class Index:
    """Passages by their pairs, so that the like of one is found among many thousands."""

    def __init__(self, passages: Iterable[frozenset[str]] = ()) -> None:
        """Passages are known by their number in order."""
        self._all: list[frozenset[str]] = []
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for passage in passages:
            self.add(passage)

    def add(self, passage: frozenset[str]) -> int:
        """Take one more passage and give its number."""
        self._all.append(passage)
        for pair in passage:
            self._by_pair[pair].append(len(self._all) - 1)
        return len(self._all) - 1

    def sharing(self, passage: frozenset[str], least: int) -> Sequence[tuple[int, int]]:
        """(number, pairs shared) of every passage that shares at least so many pairs, the lowest numbers first."""
        found: Counter[int] = Counter()
        for pair in passage:
            known = self._by_pair.get(pair, ())
            if len(known) <= _COMMON:
                found.update(known)
        return sorted((number, shared) for number, shared in found.items() if shared >= least)

    def __getitem__(self, number: int) -> frozenset[str]:
        return self._all[number]
