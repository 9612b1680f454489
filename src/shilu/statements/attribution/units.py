"""Units of attribution: sentences of speaking blocks, joined where a quotation runs over the end of one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from shilu.model.article import Article
from shilu.model.marks import Annotations, QuoteMark

SILENT = frozenset({"caption", "byline", "boilerplate"})  # these carry no sayings


class Unit(NamedTuple):
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
        low, high = bisect_left(self._all_starts, start), bisect_left(self._all_starts, end)
        if low and self.all[low - 1].end > start:
            low -= 1
        return self.all[low:high]


def units(article: Article, marks: Annotations, speech: Speech) -> list[Unit]:
    """All units in text order."""
    starts = [s for s, _ in marks.sentences]
    open_ends = _open_ends(marks, speech)
    found: list[Unit] = []
    for number, block in enumerate(article.blocks):
        if block.kind in SILENT:
            continue
        here = marks.sentences[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        found += _joined(article.text, here, open_ends, number, block.kind)
    return found


def _open_ends(marks: Annotations, speech: Speech) -> set[int]:
    """The ends of sentences behind which a quotation goes on."""
    ends = [e for _, e in marks.sentences]
    return {end for q in speech.spoken for end in ends[bisect_left(ends, q.start) : bisect_left(ends, q.end)]}


def _joined(text: str, sentences: tuple[tuple[int, int], ...], open_ends: set[int], block: int, kind: str) -> Iterator[Unit]:
    """The sentences of one block; one goes on behind a semicolon and while a quotation is open."""
    first, begun = True, -1
    for start, end in sentences:
        begun = start if begun < 0 else begun
        if end not in open_ends and text[end - 1] not in "；;":
            yield Unit(begun, end, first, block, kind)
            first, begun = False, -1
    if begun >= 0:
        yield Unit(begun, sentences[-1][1], first, block, kind)
