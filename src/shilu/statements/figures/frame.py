"""Where a position stands in its article: its sentence, its block, its clause."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter

from msgspec import Struct

from shilu.model.article import Article, Block
from shilu.model.marks import Annotations
from shilu.statements.figures.cues import CUES

_BEGINNING = itemgetter(0)
_SENTENCE = 400  # characters that a sentence of prose may reach either way
PARAGRAPH = 2000


class Sentence(Struct, frozen=True):
    """A sentence, its block, and whether any word stands in it that could move a figure out of plain assertion."""

    start: int
    end: int
    block: Block | None
    cues: bool


class Frame:
    """Sentences and blocks of one article. All positions are code points of the text."""

    def __init__(self, article: Article, marks: Annotations) -> None:
        """Only the beginnings are noted."""
        self.article = article
        self.marks = marks
        self.text = marks.simplified
        self._blocks = [block.start for block in article.blocks]
        self.clause_starts = list(map(_BEGINNING, marks.clauses))
        self.sentence_starts = list(map(_BEGINNING, marks.sentences))
        self._seen: dict[int, Sentence] = {}
        self._here = Sentence(0, 0, None, False)  # the one last asked for
        self._last = -1, self._here

    def sentence(self, position: int) -> Sentence:
        """The sentence around a position, or what of a very long one stands near."""
        here = self._here
        if here.start <= position < here.end:
            return here
        at = bisect_right(self.sentence_starts, position) - 1
        found = self._seen.get(at)
        if found is None:
            start, end = self.marks.sentences[max(at, 0)] if self.sentence_starts else (0, len(self.text))
            if end - start > _SENTENCE:
                if self._last[0] != position:  # asked for again and again while one position is read
                    self._last = position, self._read(max(start, position - _SENTENCE), min(end, position + _SENTENCE), position)
                return self._last[1]
            found = self._seen[at] = self._read(start, end, position)
        self._here = found
        return found

    def _read(self, start: int, end: int, position: int) -> Sentence:
        """A sentence with what is known of it."""
        return Sentence(start, end, self.block(position), CUES.search(self.text, start, end) is not None)

    def opening(self, sentence: Sentence) -> int:
        """Where what a sentence goes on with behind semicolons began: 上半年，甲增长3%；|乙减少2%."""
        start, floor = sentence.start, max(sentence.block.start if sentence.block else 0, sentence.start - _SENTENCE)
        at = bisect_right(self.sentence_starts, start) - 1
        while at > 0 and start > floor and self.text[start - 1] in "；;":
            at -= 1
            start = self.sentence_starts[at]
        return max(start, floor)

    def sentences_at(self, positions: Iterable[int]) -> Iterator[tuple[int, int]]:
        """The whole sentences at some positions in order, each once."""
        last = -1
        for position in positions:
            at = bisect_right(self.sentence_starts, position) - 1
            if at > last:
                last = at
                yield self.marks.sentences[at]

    def block(self, position: int) -> Block | None:
        """The block around a position."""
        at = bisect_right(self._blocks, position) - 1
        found = self.article.blocks[at] if at >= 0 else None
        return found if found is not None and position < found.end else None

    def block_start(self, position: int) -> int:
        """Where the block of a position begins, or how far back a paragraph of prose may reach."""
        block = self.block(position)
        return max(block.start if block else 0, position - PARAGRAPH)

    def clause_start(self, position: int) -> int:
        """Where the clause of a position begins."""
        at = bisect_right(self.clause_starts, position) - 1
        return self.clause_starts[at] if at >= 0 else 0
