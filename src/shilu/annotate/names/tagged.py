"""Organisations and places of a tagger that is trusted with them, where the tables and the grammar found nothing."""

from __future__ import annotations

from collections.abc import Sequence

from shilu.annotate.reading import Reading
from shilu.model.marks import NameMark
from shilu.model.protocols import Tagger

_TYPES = {"ORG": "organisation", "LOC": "place"}
_SHORTEST = 2


def tagged_marks(read: Reading, taken: Sequence[NameMark], tagger: Tagger | None) -> list[NameMark]:
    """What the tagger adds to `taken`: tables and grammar go first, since they know whom they name."""
    wanted = {tag: kind for tag, kind in _TYPES.items() if tagger is not None and tag in tagger.types}
    if not wanted or tagger is None:
        return []
    held = {at for mark in taken for at in range(mark.start, mark.end)}
    sentences = [read.text[start:end] for start, end in read.sentences]
    return [
        NameMark(start + t.start, start + t.end, wanted[t.type], t.text, None, None, t.maker or tagger.name, t.score)
        for (start, _), tags in zip(read.sentences, tagger.tag(sentences), strict=True)
        for t in tags
        if t.type in wanted and t.end - t.start >= _SHORTEST and held.isdisjoint(range(start + t.start, start + t.end))
        if t.text == read.text[start + t.start : start + t.end]
    ]
