"""Organisations and places of a tagger that is trusted with them, where the tables and the grammar found nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shilu.annotate.reading import Reading
from shilu.model.marks import NameMark
from shilu.model.protocols import Tag, Tagger

_TYPES = {"ORG": "organisation", "LOC": "place"}
_SHORTEST = 2


class Told:
    """What a tagger said of some sentences: the same tagger, for those that ask again one article at a time."""

    def __init__(self, tagger: Tagger, sentences: Iterable[str]) -> None:
        """Ask for all sentences at once, each of them one time."""
        once = list(dict.fromkeys(sentences))
        self.name, self.types = tagger.name, tagger.types
        self._said = dict(zip(once, tagger.tag(once), strict=True))

    def tag(self, sentences: Sequence[str]) -> list[list[Tag]]:
        """What was said of these; all of them were among those asked for."""
        return [self._said[text] for text in sentences]


def tagged_marks(read: Reading, taken: Sequence[NameMark], tagger: Tagger | None) -> list[NameMark]:
    """What the tagger adds to `taken`: tables and grammar go first, since they know whom they name."""
    wanted = {tag: kind for tag, kind in _TYPES.items() if tagger is not None and tag in tagger.types}
    if not wanted or tagger is None:
        return []
    held = {at for mark in taken for at in range(mark.start, mark.end)}
    return [
        NameMark(start + t.start, start + t.end, wanted[t.type], t.text, None, None, t.maker or tagger.name, t.score)
        for (start, _), tags in zip(read.sentences, tagger.tag(read.sentence_texts()), strict=True)
        for t in tags
        if t.type in wanted and t.end - t.start >= _SHORTEST and held.isdisjoint(range(start + t.start, start + t.end))
        if t.text == read.text[start + t.start : start + t.end]
    ]
