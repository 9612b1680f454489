"""Quantities as they stand in their clauses: which ones count, and which words belong to each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from shilu.model.article import Article
from shilu.model.marks import Annotations, QuantityMark
from shilu.model.patterns import late
from shilu.statements.figures.frame import Frame
from shilu.statements.figures.lexicon import Word, Words

_WIDE_SPACE = re.compile("(?<!人数)(?<!数字)(?<!总数)\u3000+")
_HEADLINE_SPACE = late(
    "(?<!人数)(?<!数字)(?<!总数)(?<=[\u4e00-\u9fff」”])[ \u00a0\u3000]+(?=[\u4e00-\u9fff「“])|(?<!人数)(?<!数字)(?<!总数)\u3000+"
)
_COUNTING = ("count", "other")
GAUGED = frozenset({"length", "area", "temperature", "mass", "volume"})
MEASURED = frozenset({"money", "duration", "magnitude", "share"}) | GAUGED
REACH = 120  # characters; the clauses of prose are shorter
_SEPARATOR = re.compile("以及|、|和|及|与|并|而")
_PERSON = frozenset("人名位口员") | {"人次"}
_AT_ONE = _PERSON | {"例"}
_PLACES = frozenset("国省市县区州镇乡村城地方岛港街里里弄师旅团营连排军届期版") | {"里弄"}
_SEIZED = re.compile(r"(?:查获|缴获|击落|摧毁|炸毁|搜获|起获|击沉|烧毁|查扣|破获)了?\Z")
_WITHIN = late(r"[^，。；、\d]{0,6}?(?:村|镇|乡|县|市|州|省|区|街道|国家?|学校|工厂|家庭|单位)的?")  # 三个村的|200名村民
_RANKED, _RANK = frozenset({"名", "位", "强"}), ("前", "居", "列")
_CALLED = frozenset({"平台", "热线", "条热线"})
_SHORTEST_CALL = 10000  # 12345平台: a number to dial
_ONE = frozenset("一1１")


class Counted(Struct, frozen=True):
    """A quantity that counts something, its clause, and the stretch of the clause that is its own.

    `before` and `behind` are the lexicon's words of the stretch on either side of the number. `person`: the classifier
    is one for people; `quantifier`: 许多, 大量, 所有, a count of which nothing is known; `single`: an indefinite 一.
    """

    mark: QuantityMark
    clause: tuple[int, int]
    left: int
    right: int
    linked: bool
    before: Sequence[Word]
    behind: Sequence[Word]
    person: bool
    quantifier: bool
    single: bool


def clauses_of(article: Article, marks: Annotations) -> Sequence[tuple[int, int]]:
    """The clauses of an article; a headline's are also cut at the spaces that part its two halves."""
    text, clauses = marks.simplified, marks.clauses
    headline = next(((block.start, block.end) for block in article.blocks if block.kind == "headline"), (0, 0))
    if "\u3000" not in text and not any(text.find(space, *headline) >= 0 for space in " \u00a0"):
        return clauses
    first, last = (bisect_left(clauses, (edge,)) for edge in headline)
    above, head, body = clauses[:first], _split(text, clauses[first:last], _HEADLINE_SPACE), clauses[last:]
    if "\u3000" in text:
        return [*_split(text, above, _WIDE_SPACE), *head, *_split(text, body, _WIDE_SPACE)]
    return [*above, *head, *body]


def _split(text: str, clauses: Sequence[tuple[int, int]], spaces: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Clauses cut at spaces."""
    for start, end in clauses:
        at = start
        for space in spaces.finditer(text, start, end):
            yield at, space.start()
            at = space.end()
        yield at, end


def counted(frame: Frame, groups: Iterable[tuple[tuple[int, int], list[QuantityMark]]], words: Words) -> list[Counted]:
    """The counting quantities of an article in order, each with its stretch of its clause; `groups` by clause."""
    found: list[Counted] = []
    for clause, inside in groups:
        if len(inside) == 1:
            found.append(_counted(words, inside[0], clause, *clause, linked=False))
            continue
        cuts = [_cut(frame.text, one.end, two.start) for one, two in pairwise(inside)]
        lefts = [clause[0], *(cut[1] for cut in cuts)]
        rights = [*(cut[0] for cut in cuts), clause[1]]
        for at, (one, two) in enumerate(pairwise(inside)):
            if one.unit == "个" and _WITHIN.fullmatch(frame.text, one.end, two.start):
                lefts[at + 1] = lefts[at]  # the places only say whose people: the words before them are about these
        linked = [*(cut[2] for cut in cuts), False]
        for mark, left, right, link in zip(inside, lefts, rights, linked, strict=True):
            found.append(_counted(words, mark, clause, left, right, linked=link))
    return found


def _counted(words: Words, mark: QuantityMark, clause: tuple[int, int], left: int, right: int, *, linked: bool) -> Counted:
    """A counted quantity; what stands further away than any clause of prose is long is not its own."""
    near = clip(clause, mark.start, mark.end)
    if near is not clause:
        left, right = max(left, near[0]), min(right, near[1])
    before, behind = words.within(left, mark.start), words.within(mark.end, right)
    person, single = mark.unit in _PERSON, mark.value == 1 and mark.marker is None
    return Counted(mark, near, left, right, linked, before, behind, person, mark.rule.endswith(".quantifier"), single)


def clip(clause: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """A clause cut down to the surroundings of a number, so that time grows with the text and no faster."""
    if start - clause[0] <= REACH and clause[1] - end <= REACH:
        return clause
    return max(clause[0], start - REACH), min(clause[1], end + REACH)


def sorted_out(marks: Annotations, starts: Sequence[int]) -> tuple[dict[int, list[QuantityMark]], list[tuple[QuantityMark, int]]]:
    """The quantities that count by the index of their clause, and those that are measured with it; `starts` of the clauses."""
    groups: dict[int, list[QuantityMark]] = {}
    others: list[tuple[QuantityMark, int]] = []
    for mark in marks.quantities:
        if mark.dimension in MEASURED or mark.operator == "unknown":
            if (at := bisect_right(starts, mark.number_start) - 1) >= 0:
                others.append((mark, at))
        elif _counts(marks.simplified, mark) and (at := bisect_right(starts, mark.number_start) - 1) >= 0:
            groups.setdefault(at, []).append(mark)
    return groups, others


def _counts(text: str, mark: QuantityMark) -> bool:
    """People, things and events; not areas, ages or an indefinite 一座 in passing."""
    if mark.unit is None:
        return mark.dimension in _COUNTING
    if mark.dimension != "count" or mark.unit in _PLACES or text[mark.end : mark.end + 1] == "/":  # 50万桶/日: a rate
        return False
    if mark.unit in _CALLED and mark.value is not None and mark.value > _SHORTEST_CALL:
        return False
    if mark.unit in _RANKED and text[max(0, mark.start - 2) : mark.start].rstrip()[-1:] in _RANK:
        return False  # 前5名的省份: a rank
    if mark.value == 1 and mark.marker is None and mark.unit not in _AT_ONE:
        return text[mark.number_start] not in _ONE or _seized(text, mark)
    return True


def _seized(text: str, mark: QuantityMark) -> bool:
    """一个 counts only as the object of finding or destroying: 查获一个仓库."""
    return _SEIZED.search(text, max(0, mark.start - 4), mark.start) is not None


def _cut(text: str, end: int, start: int) -> tuple[int, int, bool]:
    """Where one quantity's words end and the next one's begin; linked when only a conjunction stands between the two."""
    separators = list(_SEPARATOR.finditer(text, end, start))
    if not separators:
        return start, end, False
    last = separators[-1]
    return last.start(), last.end(), True
