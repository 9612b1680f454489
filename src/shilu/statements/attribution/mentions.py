"""Who could be speaking: the mentions of one article that may head a source, from names, offices, nouns and pronouns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from shilu.lang.lexicon import Lexicon
from shilu.lang.tables import rows
from shilu.model.article import Article
from shilu.model.marks import Annotations, NameMark, RoleMark

_SPEAKING = frozenset({"person", "organisation", "outlet", "place"})
_MODIFIERS = re.compile(
    r"(?:不愿透露姓名的|不愿具名的|不具名的?|匿名的?|当地的?|地方|官方|国内|境外|西方|外国|国际|多[名位家国]|[一两几数三四五六]+[名位家个]|"
    r"另[一外][名位家个]?|有关|相关|该[国州省市县地]|我国|本[国州市]|部分|一些|许多|众多|主流|前任?|首任|现任|时任|原|新任|候任|临时|助理|常务|执行|副|代理|高级|资深|首席|该|这[名位家个]|那[名位家个]|此[名位]?|有)+$"
)
_REMEMBERED = 200  # mentions: a pronoun or a short name does not look farther back
_LAST = frozenset("的名位家个国方当地分些多流前副理级席该这那此有外内际任原关县市省州时")  # how a modifier may end


class Mention(NamedTuple):
    """A stretch that may speak. `kind`: name, or a class of `sources.tsv`; `type` an entity type."""

    start: int
    end: int
    kind: str
    type: str
    name: NameMark | None


class Mentions:
    """The mentions of one article in text order, none overlapping, with quick access by range."""

    def __init__(self, items: list[Mention]) -> None:
        self._items = items
        self._starts = [item.start for item in items]

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie wholly in a range."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [item for item in self._items[low:high] if item.end <= end]

    def phrase(self, start: int, end: int, adjoins: Callable[[Mention, Mention], bool]) -> list[Mention]:
        """The first mentions in a range of which each adjoins the one before."""
        chain: list[Mention] = []
        for index in range(bisect_left(self._starts, start), len(self._items)):
            item = self._items[index]
            if item.end > end or (chain and not adjoins(chain[-1], item)):
                break
            chain.append(item)
        return chain

    def before(self, position: int) -> Iterator[Mention]:
        """The mentions that begin before a position, nearest first, as far back as anything is remembered."""
        index = bisect_left(self._starts, position)
        return reversed(self._items[max(0, index - _REMEMBERED) : index])

    def everything(self) -> list[Mention]:
        """All mentions in text order."""
        return self._items


@cache
def _nouns() -> Lexicon[tuple[str, str]]:
    """The table of nouns: word to entity type and class."""
    return Lexicon({word: (kind, group) for word, kind, group in rows("sources.tsv", "statements")})


@cache
def _classes() -> dict[str, str]:
    """Word -> class of the nouns that are persons."""
    return {word: group for word, (kind, group) in _nouns().items() if kind == "person" and group != "trap"}


def mentions(article: Article, marks: Annotations) -> Mentions:
    """All mentions that may speak; names first, the longer before the shorter, then nouns in what is left."""
    text = marks.simplified
    named = [Mention(n.start, n.end, "name", n.type, n) for n in marks.names if n.type in _SPEAKING]
    named.sort(key=_length, reverse=True)  # stable: of two as long the first
    offices = [Mention(r.title_start, r.title_end, _office(text, r), "person", None) for r in marks.roles]
    found = [_noun(text, start, end, group, kind) for start, end, (kind, group) in _nouns().find(text) if group != "trap"]
    return Mentions(sorted(_apart((*named, *offices, *found), len(article.text))))


def _apart(items: Iterable[Mention], length: int) -> Iterator[Mention]:
    """Those that overlap none before them; one widened into a name begins where that name ends."""
    taken = bytearray(length + 1)
    for item in items:
        begin, end = item.start, item.end
        start = taken.find(0, begin, end)
        if start >= 0 and taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            yield item if start == begin else item._replace(start=start)


def _length(item: Mention) -> int:
    return item.end - item.start


def _office(text: str, role: RoleMark) -> str:
    """The class of an office word: 发言人 speaks for a body, several officials are nobody in particular."""
    title = text[role.title_start : role.title_end]
    if role.plural or title.endswith(("官员", "人士")):
        return "person"
    return "spokes" if title.endswith("发言人") else _classes().get(title, "office")


def _noun(text: str, start: int, end: int, group: str, kind: str) -> Mention:
    """A noun with its modifiers; 国防部 in 国防部长 is the office and not the body."""
    begin = start if start == 0 or text[start - 1] not in _LAST else _widened(text, start)
    if group == "body" and text.startswith("长", end) and text[end - 1] in "部局厅署院会":
        return Mention(begin, end + 1, "office", "person", None)
    return Mention(begin, end, group, kind, None)


def _widened(text: str, start: int) -> int:
    """The start of a noun phrase with its quantity and modifiers: 一名不愿透露姓名的|官员."""
    match = _MODIFIERS.search(text, max(0, start - 14), start)
    return match.start() if match else start
