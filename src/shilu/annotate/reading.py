"""What every marker of one article starts from: the text in simplified script, and where sentences and clauses end."""

from __future__ import annotations

from msgspec import Struct

from shilu.lang.people import Office, office_words
from shilu.lang.script import simplify
from shilu.lang.sentences import clauses, sentences
from shilu.model.article import Article
from shilu.model.steps import Steps, in_step


class Reading(Struct, frozen=True):
    """`text` is the simplified view, as long as `article.text`; all ranges are half-open code points of both.

    `offices` are the office words: names and roles both start from them.
    """

    article: Article
    text: str
    sentences: tuple[tuple[int, int], ...]
    clauses: tuple[tuple[int, int], ...]
    offices: tuple[tuple[int, int, Office], ...]

    def sentence_texts(self) -> list[str]:
        """The sentences' own words, in order: what a tagger is asked about."""
        return [self.text[start:end] for start, end in self.sentences]


def reading(article: Article) -> Reading:
    """Prepare one article for the markers."""
    return in_step([preparing(article)])[0]


def preparing(article: Article) -> Steps[Reading]:
    """`reading` a step at a time."""
    text = simplify(article.text)
    yield
    cut = sentences(text, [(block.start, block.end) for block in article.blocks])
    yield
    parts = clauses(text, cut)
    yield
    return Reading(article, text, cut, parts, tuple(office_words().find(text)))
