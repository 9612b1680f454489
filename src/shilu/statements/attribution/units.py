"""Units of attribution: sentences of speaking blocks, joined where a quotation runs over the end of one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from msgspec import Struct

from shilu.model.article import Article
from shilu.model.marks import Annotations, QuoteMark

Range = tuple[int, int]
_END = itemgetter(1)
_SEMICOLONS = frozenset("；;")
SILENT = frozenset({"caption", "byline", "boilerplate"})  # these carry no sayings


class Unit(Struct, frozen=True):
    """A range that is read at once; `first` when it opens its block, `block` the number of the block."""

    start: int
    end: int
    first: bool
    block: int
    kind: str


class Speech:
    """The quoted speech of one article: outermost quotes that are no scare quotes, with quick access by place."""

    def __init__(self, quotes: tuple[QuoteMark, ...]) -> None:
        self.all = [q for q in quotes if q.depth == 0]
        self._all_starts = [q.start for q in self.all]
        self.spoken = [q for q in self.all if not q.scare]
        self._starts = [q.start for q in self.spoken]
        self._ends = [q.end for q in self.spoken]

    def inside(self, position: int) -> QuoteMark | None:
        """The quoted speech that covers a position."""
        index = bisect_right(self._starts, position) - 1
        quote = self.spoken[index] if index >= 0 else None
        return quote if quote and position < quote.end else None

    def ending(self, low: int, high: int) -> QuoteMark | None:
        """The last quoted speech that ends in a range (both ends included)."""
        index = bisect_right(self._ends, high) - 1
        return self.spoken[index] if index >= 0 and self._ends[index] >= low else None

    def within(self, start: int, end: int) -> list[QuoteMark]:
        """All outermost quotes, scare quotes too, that touch a range."""
        if not self.all:
            return self.all
        low, high = bisect_left(self._all_starts, start), bisect_left(self._all_starts, end)
        if low and self.all[low - 1].end > start:
            low -= 1
        return self.all[low:high]


def passages(article: Article, marks: Annotations, speech: Speech) -> Iterator[tuple[int, str, Sequence[Range]]]:
    """The number and kind of each block that speaks, with the ranges of its units in text order.

    These are sentences, joined behind a semicolon and while a quotation is open; none crosses a block.
    """
    sentences, going_on = marks.sentences, sorted(_going_on(article.text, marks, speech))
    high = 0
    for number, block in enumerate(article.blocks):
        low = bisect_left(sentences, (block.start,), high)
        high = bisect_left(sentences, (block.end,), low)
        if block.kind not in SILENT and low < high:
            here, at = sentences[low:high], bisect_left(going_on, block.start)
            inside = at < len(going_on) and going_on[at] < here[-1][1]
            yield number, block.kind, _joined(here, frozenset(going_on)) if inside else here


def _joined(sentences: Sequence[Range], going_on: frozenset[int]) -> list[Range]:
    """The sentences of one block, each joined with the next where it goes on."""
    found: list[Range] = []
    begun, last = -1, sentences[-1][1]
    for start, end in sentences:
        if begun < 0:
            begun = start
        if end == last or end not in going_on:
            found.append((begun, end))
            begun = -1
    return found


def _going_on(text: str, marks: Annotations, speech: Speech) -> Iterator[int]:
    """The ends of sentences behind which what was begun goes on: within a quotation, behind a semicolon."""
    ends = list(map(_END, marks.sentences))
    if any(sign in text for sign in _SEMICOLONS):
        yield from [end for end in ends if text[end - 1] in _SEMICOLONS]
    for quote in speech.spoken:
        yield from ends[bisect_left(ends, quote.start) : bisect_left(ends, quote.end)]
