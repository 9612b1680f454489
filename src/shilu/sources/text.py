"""The text of an article as it grows, with where each stretch of it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shilu.model.article import Link, OffsetMap
from shilu.model.patterns import late
from shilu.sources.places import Places, Run

# what cannot go into the text as it stands: white space other than one blank, character references, control characters
_SPECIAL = late(
    r"[ \t\r\n\f\v\u2028\u2029]+|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|[\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
_INNER = re.compile(r"[&\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_LINE_END = re.compile(r"[\t\r\n\f\v\u2028\u2029]+")
_SPACE = " \t\r\n\f\v\u2028\u2029"
_WIDE = late("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff“”‘’—…]")


@dataclass(slots=True)
class Draft:
    """A block before its kind is settled. `after` is the index of the image right before it, -1 without one;
    `figure` numbers the <figure> it stands in, 0 outside."""

    kind: str
    start: int
    end: int
    centred: bool
    after: int
    figure: int


Piece = tuple[int, int, int, bool]
"""Start in the text, start in the source, length in the text, and whether they move in step (else all stand for one place)."""


class TextBuilder:
    """Takes stretches of the source in order and gives the text, block by block, joined by newlines."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0
        self.block_start = -1  # -1: no block is open
        self.links: list[Link] = []
        self.dropped = 0
        self._space = -1  # source position of white space that is owed before the next word
        self._link: tuple[str, int] | None = None

    def segment(self, start: int, end: int) -> None:
        """Add `source[start:end]`: white space collapsed, character references decoded, control characters counted out."""
        source = self.source
        words = source[start:end].strip(_SPACE)
        if not words:
            self._space = start if self._space < 0 else self._space
            return
        if "  " not in words and not _INNER.search(words):  # most stretches: plain words, white space around them at most
            self._plain(words, start, end)
            return
        for match in _SPECIAL.finditer(source, start, end):
            at, behind = match.span()
            first = source[at]
            if first == " " and behind - at == 1 and at > start and behind < end:
                continue  # one blank between words stands as it is
            if at > start:
                self._words(source[start:at], start, in_step=True)
            start = behind
            if first in _SPACE:
                self._space = at if self._space < 0 else self._space
            elif first == "&":
                self._words(_decoded(match[0]), at, in_step=False)
            else:
                self.dropped += 1
        if start < end:
            self._words(source[start:end], start, in_step=True)

    def paragraph(self, start: int, end: int) -> tuple[int, int] | None:
        """A block of its own, the words `source[start:end]`, where none is open: its range, `None` when there are none."""
        words = self.source[start:end].strip(_SPACE)
        if "  " in words or _INNER.search(words):
            self.segment(start, end)
            return self.close()
        if words := words.strip():
            at = self.source.index(words[0], start)
            self._open(at)
            self._put(words, at, in_step=True)
        return self.close()

    def _plain(self, words: str, start: int, end: int) -> None:
        at = start if self.source[start] == words[0] else self.source.index(words[0], start)
        if at > start and self._space < 0:
            self._space = start
        self._words(words, at, in_step=True)
        if at + len(words) < end:
            self._space = at + len(words)

    def title(self, text: str, at: int, end: int) -> None:
        """Add the words of a scalar that stands in `source[at:end]`: in step where they do, else all for its first place."""
        written, done = self.source[at:end], 0
        if "''" in written and written.replace("''", "'") == text:
            for pair in re.finditer("''", written):
                self._verbatim(at + done, at + pair.start() + 1)
                done = pair.end()
            self._verbatim(at + done, end)
            return
        found = self.source.find(text, at, end)
        if found >= 0:
            self._verbatim(found, found + len(text))
        else:
            self._words(_CONTROL.sub("", _LINE_END.sub(" ", text)), at, in_step=False)

    def _verbatim(self, start: int, end: int) -> None:
        """Add `source[start:end]` with its blanks and ampersands as they are; control characters are counted out."""
        for match in _CONTROL.finditer(self.source, start, end):
            self._words(self.source[start : match.start()], start, in_step=True)
            self.dropped += 1
            start = match.end()
        self._words(self.source[start:end], start, in_step=True)

    def _words(self, words: str, at: int, *, in_step: bool) -> None:
        if not words:
            return
        if self.block_start < 0:
            stripped = words.lstrip()
            if not stripped:
                return
            at += (len(words) - len(stripped)) if in_step else 0
            words = stripped
            self._open(at)
        elif self._space >= 0:
            self._pay_space(words)
        self._space = -1
        if self._link and self._link[1] < 0:
            self._link = (self._link[0], self.length)
        self._put(words, at, in_step=in_step)

    def _put(self, words: str, at: int, *, in_step: bool) -> None:
        self.parts.append(words)
        self.pieces.append((self.length, at, len(words), in_step))
        self.length += len(words)

    def _open(self, at: int) -> None:
        if self.length:
            self._put("\n", at, in_step=False)
        self.block_start = self.length

    def _pay_space(self, words: str) -> None:
        """One blank for a run of white space; none for a line end between two Chinese characters (as CSS has it)."""
        broken = self.source[self._space] in "\r\n" or self.source[self._space : self._space + 3].lstrip(" \t")[:1] in ("\r", "\n")
        if broken and _WIDE.match(words) and _WIDE.match(self.parts[-1][-1]):
            return
        self._put(" ", self._space, in_step=False)

    def link(self, url: str) -> None:
        """The words from here to `unlink` are linked to an address."""
        self.unlink()
        self._link = (url, -1)

    def unlink(self) -> None:
        """End the open link, if any; links never cross a block."""
        if self._link and 0 <= self._link[1] < self.length:
            self.links.append(Link(self._link[1], self.length, self._link[0]))
        self._link = None

    def close(self) -> tuple[int, int] | None:
        """End the block that is open: its range without white space at the end; `None` when there is none."""
        self._space = -1
        if self.block_start < 0:
            self._link = None
            return None
        self._trim()
        if self.links or self._link:
            self.unlink()
            self._clip_links()
        found = (self.block_start, self.length)
        self.block_start = -1
        return found

    def _clip_links(self) -> None:
        """A link that ended in white space that was trimmed ends where the words do."""
        while self.links and self.links[-1].end > self.length:
            last = self.links.pop()
            if last.start < self.length:
                self.links.append(Link(last.start, self.length, last.url))

    def _trim(self) -> None:
        """Take white space off the end of the open block (it began with a word, so that something stays)."""
        while self.parts[-1][-1].isspace():
            kept = self.parts[-1].rstrip()
            self.length -= len(self.parts[-1]) - len(kept)
            if kept:
                start, source, _, in_step = self.pieces[-1]
                self.parts[-1], self.pieces[-1] = kept, (start, source, len(kept), in_step)
            else:
                del self.parts[-1], self.pieces[-1]

    def text(self) -> str:
        """All words so far."""
        return "".join(self.parts)

    def offsets(self, where: Places) -> OffsetMap:
        """The way back to the bytes."""
        found: list[Run] = []
        for start, source, length, in_step in self.pieces:
            if in_step:
                found += where.runs(source, source + length, start - source)
            else:
                found.append((start, where.byte(source), 0))
        return OffsetMap(*zip(*found, strict=True)) if found else OffsetMap((), (), ())


def _decoded(reference: str) -> str:
    """The character of a reference; a reference to a control character is U+FFFD, an unknown name stays as received."""
    from html import unescape  # with the names of all references, of which a post without markup has none

    found = unescape(reference)
    return "\ufffd" if len(found) == 1 and (found < " " or "\x7f" <= found <= "\x9f") and found not in "\t\n\r" else found
