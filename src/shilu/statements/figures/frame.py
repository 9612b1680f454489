"""Where a position stands in its article: its sentence, its block, its clause."""

from __future__ import annotations

from bisect import bisect_right

from shilu.model.article import Article, Block
from shilu.model.marks import Annotations

_SENTENCE = 400  # characters that a sentence of prose may reach either way
PARAGRAPH = 2000


class Frame:
    """Sentences and blocks of one article. All positions are code points of the text."""

    def __init__(self, article: Article, marks: Annotations) -> None:
        """Only the beginnings are noted."""
        self.article = article
        self.marks = marks
        self.text = marks.simplified
        self._blocks = [block.start for block in article.blocks]
        self._clauses = [clause[0] for clause in marks.clauses]
        self._sentences = [sentence[0] for sentence in marks.sentences]
        self._sentence_at: dict[int, tuple[int, int]] = {}

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence around a position."""
        found = self._sentence_at.get(position)
        if found is None:
            found = self._sentence_at[position] = self._sentence(position)
        return found

    def _sentence(self, position: int) -> tuple[int, int]:
        """The sentence around a position, looked up."""
        at = bisect_right(self._sentences, position) - 1
        whole = self.marks.sentences[max(at, 0)] if self.marks.sentences else (0, len(self.text))
        return max(whole[0], position - _SENTENCE), min(whole[1], position + _SENTENCE)

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
        at = bisect_right(self._clauses, position) - 1
        return self._clauses[at] if at >= 0 else 0
