"""Where the characters of a decoded post stand in its bytes."""

from __future__ import annotations

import codecs
import re
from typing import Protocol

from shilu.model.patterns import late
from shilu.sources.decoding import Decoded

Run = tuple[int, int, int]
"""First character in the article's text, its byte offset, bytes per character."""

_TWO_OR_LESS, _FOUR = "\x00-\u07ff", "\U00010000-\U0010ffff"
_ASCII = re.compile("[\x00-\x7f]+")
_WIDTHS = late(f"([\x00-\x7f]+)|([\x80-\u07ff]+)|([^{_TWO_OR_LESS}{_FOUR}]+)|([{_FOUR}]+)")


class Places(Protocol):
    """Asked for places in increasing order, answers fast."""

    def byte(self, at: int) -> int:
        """The byte offset of one character."""

    def runs(self, start: int, end: int, shift: int) -> list[Run]:
        """Runs of equally wide characters that make up a range; `shift` takes a place in the source to one in the text."""


def places(decoded: Decoded, body: bytes) -> Places:
    """The places of a decoded input."""
    return Utf8Places(decoded.text) if decoded.encoding == "utf-8" else TablePlaces(decoded, body)


class Utf8Places:
    """UTF-8 tells the width from the character; counted on from the last place that was asked for."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.offset = text, 0, 0
        self._none_of_four = len(text.encode("utf-16-le")) == 2 * len(text)

    def byte(self, at: int) -> int:
        """The byte offset of one character."""
        if at != self.at:
            if at < self.at:
                self.at = self.offset = 0
            self.offset += len(self.text[self.at : at].encode())
            self.at = at
        return self.offset

    def runs(self, start: int, end: int, shift: int) -> list[Run]:
        """Runs of equally wide characters that make up a range; `shift` takes a place in the source to one in the text."""
        offset = self.byte(start)
        behind = offset + len(self.text[start:end].encode())
        self.at, self.offset = end, behind
        found, reached = self._of_three(start, end, shift, offset)
        return found if reached == behind and self._none_of_four else self._of_any(start, end, shift, offset)

    def _of_three(self, start: int, end: int, shift: int, offset: int) -> tuple[list[Run], int]:
        """Runs as if all but ASCII took three bytes a character, as Chinese does, and the byte offset behind them."""
        found: list[Run] = []
        for match in _ASCII.finditer(self.text, start, end):
            first, last = match.span()
            if first > start:
                found.append((start + shift, offset, 3))
                offset += 3 * (first - start)
            found.append((first + shift, offset, 1))
            offset += last - first
            start = last
        if start < end:
            found.append((start + shift, offset, 3))
            offset += 3 * (end - start)
        return found, offset

    def _of_any(self, start: int, end: int, shift: int, offset: int) -> list[Run]:
        """Runs whatever the widths."""
        found: list[Run] = []
        for match in _WIDTHS.finditer(self.text, start, end):
            width = match.lastindex or 1
            found.append((match.start() + shift, offset, width))
            offset += width * (match.end() - match.start())
        return found


class TablePlaces:
    """Any other encoding: a table filled by decoding byte by byte. Slow, and rare."""

    def __init__(self, decoded: Decoded, body: bytes) -> None:
        decoder = codecs.getincrementaldecoder(decoded.encoding)()
        self.offsets: list[int] = []
        start = 0
        for at in range(len(body)):
            got = len(decoder.decode(body[at : at + 1]))
            if got:
                self.offsets.extend([start] * got)
                start = at + 1

    def byte(self, at: int) -> int:
        """The byte offset of one character."""
        return self.offsets[min(at, len(self.offsets) - 1)]

    def runs(self, start: int, end: int, shift: int) -> list[Run]:
        """Runs of equally wide characters that make up a range, moved by `shift`; the last character of all counts as one wide."""
        offsets = self.offsets
        widths = [offsets[i + 1] - offsets[i] if i + 1 < len(offsets) else 1 for i in range(start, end)]
        changes = [(i, width) for i, width in enumerate(widths) if i == 0 or width != widths[i - 1]]
        return [(start + i + shift, offsets[start + i], width) for i, width in changes]
