"""How much two short passages share: pairs of neighbouring characters, with days, marks and grammar words left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from operator import add

from shilu.lang.patterns import without
from shilu.lang.script import simplify
from shilu.ledger.memory import Memory
from shilu.model.article import Article

_GRAMMAR = frozenset("的了和与及以会也还被从至到为是并就对向把他她其该这那于在仍将年月日时点分")
_MEANING = re.compile(without(_GRAMMAR) + "{2,}")
_COMMON_WORDS = frozenset(
    {"预计", "预料", "可能", "或将", "计划", "承诺", "准备", "打算", "表示", "宣布", "目前", "已经", "正在", "我们", "上午", "下午"}
    | {"凌晨", "晚间", "前后", "以前", "之前", "当地", "时间", "此前"}
)
_RAREST = 5  # pairs of a passage that are looked up
_COMMON = 400  # passages that share a pair beyond which it tells nothing


def plain_text(article: Article, memory: Memory) -> str:
    """The text of an article in simplified script, as long as the text itself."""
    return memory.get("text", article.id, (article.text, article.script), partial(_plain, article))


def _plain(article: Article) -> str:
    return article.text if article.script == "hans" else simplify(article.text)


def pairs(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters of the words that carry meaning, of words in simplified script."""
    found = {pair for run in _MEANING.findall(words) for pair in map(add, run, run[1:])}
    return frozenset(found - _COMMON_WORDS)


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
        number, postings = len(self._all), self._by_pair
        self._all.append(passage)
        for pair in passage:
            postings[pair].append(number)
        return number

    def cut(self, number: int) -> None:
        """Forget the passages from a number on."""
        for passage in reversed(self._all[number:]):
            for pair in passage:
                self._by_pair[pair].pop()
        for pair in {pair for passage in self._all[number:] for pair in passage}:
            if not self._by_pair[pair]:
                del self._by_pair[pair]
        del self._all[number:]

    def met(self, passage: frozenset[str], since: int = 0) -> Sequence[int]:
        """The passages from number `since` on that share one of the rarest pairs of this one, the lowest first."""
        postings = self._by_pair
        rarest = sorted([(len(postings[pair]), pair) for pair in passage if pair in postings])[:_RAREST]
        found = [postings[pair] for count, pair in rarest if count <= _COMMON]
        return sorted(set().union(*(numbers[bisect_left(numbers, since) :] for numbers in found) if since else found))

    def like(self, passage: frozenset[str], share: float, least: int) -> Iterator[int]:
        """The passages that share so many pairs with this one, of all those of the shorter, and so many at the least."""
        size = len(passage)
        for number in self.met(passage):
            shared = len((one := self._all[number]) & passage)
            if shared >= least and shared / min(len(one), size) >= share:
                yield number

    def holding(self, passage: frozenset[str], share: float, since: int) -> Iterator[tuple[int, int]]:
        """The passages from number `since` on that hold such a share of this one's pairs, with how many they hold."""
        size = len(passage)
        for number in self.met(passage, since):
            one = self._all[number]
            if len(one) / size >= share and (shared := len(one & passage)) / size >= share:  # mostly there are not enough to hold
                yield number, shared

    def __getitem__(self, number: int) -> frozenset[str]:
        return self._all[number]
