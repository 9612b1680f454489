"""A body without block tags: Markdown as Hexo takes it, or bare lines. Marks of Markdown are not words and stay out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from shilu.model.patterns import late

_BLOCK_TAG = re.compile(r"<(?:p|div|br|h[1-6]|figure|section|article|ul|ol|blockquote|table|center)[\s>/]", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_LINE = re.compile(r"\n\s*")
_MARK = late(r"(?P<heading>\s{0,3}#{1,6}[ \t]+)|(?P<quote>\s{0,3}>[ \t]?)|(?P<list>\s*(?:[-*+]|\d{1,2}\.)[ \t]+)|\s*")
_INLINE = late(
    r"!\[[^\]\n]{0,300}\]\((?P<image>[^)\s]{1,2000})[^)\n]{0,300}\)"
    r"|\[(?P<words>[^\]\n]{1,300})\]\((?P<url>[^)\s]{1,2000})[^)\n]{0,300}\)"
)


class Stretch(Struct, frozen=True):
    """One block of a plain body: its kind and the range of its words in the source."""

    kind: str
    start: int
    end: int


class Inline(Struct, frozen=True):
    """Words, linked words (with `url`), or a picture (with `image`)."""

    start: int
    end: int
    url: str | None = None
    image: str | None = None


def is_plain(source: str, start: int) -> bool:
    """True when no tag from `start` on makes blocks."""
    return _BLOCK_TAG.search(source, start) is None


def stretches(source: str, start: int, end: int) -> Iterator[Stretch]:
    """The blocks of `source[start:end]`: cut at blank lines if there are any, else at every line; marked lines always."""
    cut = _BLANK_LINE if _BLANK_LINE.search(source[start:end].strip()) else _LINE
    for first, last in _cut(cut, source, start, end):
        if cut is _BLANK_LINE and _marked(source, first, last):
            for one, two in _cut(_LINE, source, first, last):
                yield _stretch(source, one, two)
        else:
            yield _stretch(source, first, last)


def _cut(pattern: re.Pattern[str], source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(source, start, end):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < end:
        yield start, end


def _marked(source: str, start: int, end: int) -> bool:
    found = _MARK.match(source, start, end)
    return found is not None and found.lastgroup is not None


def _stretch(source: str, start: int, end: int) -> Stretch:
    found = _MARK.match(source, start, end)
    return Stretch((found.lastgroup if found else None) or "paragraph", found.end() if found else start, end)


def inlines(source: str, start: int, end: int) -> Iterator[Inline]:
    """The parts of one block in order."""
    for match in _INLINE.finditer(source, start, end):
        if match.start() > start:
            yield Inline(start, match.start())
        if match["image"]:
            yield Inline(match.start(), match.start(), image=match["image"])
        else:
            yield Inline(*match.span("words"), url=match["url"])
        start = match.end()
    if start < end:
        yield Inline(start, end)
