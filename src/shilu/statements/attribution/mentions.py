"""Who could be speaking: the mentions of one article that may head a source, from names, offices, nouns and pronouns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from shilu.lang.lexicon import Lexicon
from shilu.lang.tables import rows
from shilu.model.marks import Annotations, NameMark, RoleMark
from shilu.model.patterns import late

_MODIFIERS = late(
    r"(?:不愿透露姓名的|不愿具名的|不具名的?|匿名的?|当地的?|地方|官方|国内|境外|西方|外国|国际|多[名位家国]|[一两几数三四五六]+[名位家个]|"
    r"另[一外][名位家个]?|有关|相关|该[国州省市县地]|我国|本[国州市]|部分|一些|许多|众多|主流|前任?|首任|现任|时任|原|新任|候任|临时|助理|常务|执行|副|代理|高级|资深|首席|该|这[名位家个]|那[名位家个]|此[名位]?|有)+$"
)
_OF_FIGURES = re.compile("(?:管理|资源|服务)?[局部署司厅]")  # 统计|局, 数据|管理局: a body and no figures
_LONGEST = 8  # characters of the longest noun
_REMEMBERED = 100  # names: a pronoun or a short name does not look farther back
_START = attrgetter("start")
_LAST = frozenset("的名位家个国方当地分些多流前副理级席该这那此有外内际任原关县市省州时")  # how a modifier may end


class Mention(Struct, frozen=True):
    """A stretch that may speak. `kind`: name, or a class of `sources.tsv`; `type` an entity type."""

    start: int
    end: int
    kind: str
    type: str
    name: NameMark | None


class Mentions:
    """The mentions of one article in text order, none overlapping, made where somebody asks: around the cues.

    Names go first, the longer before the shorter, then offices, then nouns in what is left.
    """

    def __init__(self, text: str, marks: Annotations) -> None:
        self._text = text  # in simplified script
        self._names = marks.names
        self._name_starts = [n.start for n in self._names]
        self._roles = sorted(marks.roles, key=attrgetter("title_start"))
        self._role_starts = [r.title_start for r in self._roles]
        self._low = self._high = -1  # the range for which the items are made
        self._items: list[Mention] = []  # a handful

    def _open(self, start: int, end: int) -> None:
        """Make the mentions that begin in a range; a word that runs over its end hides the shorter one in it."""
        self._low, self._high = start, end
        self._items = self._made(start, end, end + _LONGEST)

    def _made(self, start: int, end: int, stop: int) -> list[Mention]:
        """The mentions that begin in a range, of a text that is read up to `stop`."""
        text, low = self._text, bisect_left(self._name_starts, start)
        low -= low > 0 and self._names[low - 1].end > start
        found = [Mention(n.start, n.end, "name", n.type, n) for n in self._names[low : bisect_left(self._name_starts, end, low)]]
        if len(found) > 1:
            found.sort(key=_length, reverse=True)  # stable: of two as long the first
        if self._roles:
            first = bisect_left(self._role_starts, start)
            roles = self._roles[first : bisect_left(self._role_starts, end, first)]
            found += [Mention(role.title_start, role.title_end, _office(text, role), "person", None) for role in roles]
        for first, last, (kind, group) in _nouns().find(text[start:stop]):
            if start + first >= end:
                break
            if group != "trap" and not (group == "data" and _OF_FIGURES.match(text, start + last)):
                found.append(_noun(text, start + first, start + last, group, kind))
        return _apart(found) if len(found) > 1 else found

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie wholly in a range."""
        if start < self._low or end > self._high:
            self._open(start, end)
        return [item for item in self._items if item.start >= start and item.end <= end]

    def phrase(self, start: int, end: int, adjoins: Callable[[Mention, Mention], bool]) -> list[Mention]:
        """The first mentions in a range of which each adjoins the one before."""
        if start < self._low or end > self._high:
            self._open(start, end)
        chain: list[Mention] = []
        for item in self._items:
            if item.start < start:
                continue
            if item.end > end or (chain and chain[-1].end != item.start and not adjoins(chain[-1], item)):
                break
            chain.append(item)
        return chain

    def before(self, position: int) -> Iterator[NameMark]:
        """The names that begin before a position, nearest first, as far back as anything is remembered."""
        index = bisect_left(self._name_starts, position)
        return reversed(self._names[max(0, index - _REMEMBERED) : index])

    @cached_property
    def people(self) -> list[NameMark]:
        """The persons named, in text order."""
        return [name for name in self._names if name.type == "person"]

    def just_before(self, position: int) -> Mention | None:
        """The mention that ends at a position."""
        begin = max(self._text.rfind(mark, 0, position) for mark in "。\n") + 1
        return next((item for item in reversed(self._made(begin, position, position)) if item.end == position), None)


@cache
def _nouns() -> Lexicon[tuple[str, str]]:
    """The table of nouns: word to entity type and class."""
    return Lexicon(_table())


@cache
def _table() -> dict[str, tuple[str, str]]:
    return {word: (kind, group) for word, kind, group in rows("sources.tsv", "statements")}


@cache
def _classes() -> dict[str, str]:
    """Word -> class of the nouns that are persons."""
    return {word: group for word, (kind, group) in _table().items() if kind == "person" and group != "trap"}


def _apart(items: list[Mention]) -> list[Mention]:
    """Those that overlap none before them, in text order; one widened into a name begins where that name ends."""
    ordered, end = sorted(items, key=_START), 0
    for item in ordered:
        if item.start < end:
            return _cut(items)
        end = item.end
    return ordered


def _cut(items: list[Mention]) -> list[Mention]:
    """The same of items of which some overlap."""
    floor = min([item.start for item in items])
    taken = 0  # a bit for each character
    found: list[Mention] = []
    for item in items:
        here = (1 << item.end - floor) - (1 << item.start - floor)
        free = here & ~taken
        if free == here:
            found.append(item)
        elif free and free == here & -(free & -free):  # what is free runs to the end
            found.append(replace(item, start=floor + (free & -free).bit_length() - 1))
        else:
            continue
        taken |= free
    found.sort(key=_START)
    return found


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
