"""Units of attribution: sentences of speaking blocks, joined where a quotation runs over the end of one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from msgspec import Struct

from shilu.model.article import Article
from shilu.model.marks import Annotations, QuoteMark

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


def units(article: Article, marks: Annotations, speech: Speech) -> list[Unit]:
    """All units in text order: sentences, joined behind a semicolon and while a quotation is open; none crosses a block."""
    text, sentences = article.text, marks.sentences
    open_ends = _open_ends(marks, speech)
    found: list[Unit] = []
    high = 0
    for number, block in enumerate(article.blocks):
        low = bisect_left(sentences, (block.start,), high)
        high = bisect_left(sentences, (block.end,), low)
        kind = block.kind
        if kind in SILENT or low == high:
            continue
        here = sentences[low:high]
        if low + 1 < high and (open_ends or "；" in text or ";" in text):
            here = _joined(here, open_ends, text)
        found.append(Unit(*here[0], True, number, kind))
        found += [Unit(start, end, False, number, kind) for start, end in here[1:]]
    return found


def _joined(sentences: tuple[tuple[int, int], ...], open_ends: frozenset[int], text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of one block, each joined with the next where it goes on."""
    found: list[tuple[int, int]] = []
    begun, last = -1, sentences[-1][1]
    for start, end in sentences:
        if begun < 0:
            begun = start
        if end == last or not (text[end - 1] in "；;" or end in open_ends):
            found.append((begun, end))
            begun = -1
    return tuple(found)


def _open_ends(marks: Annotations, speech: Speech) -> frozenset[int]:
    """The ends of sentences behind which a quotation goes on."""
    if not speech.spoken:
        return frozenset()
    ends = [e for _, e in marks.sentences]
    return frozenset([end for q in speech.spoken for end in ends[bisect_left(ends, q.start) : bisect_left(ends, q.end)]])
