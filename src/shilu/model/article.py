"""Bytes as they came, and the article read out of them."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime

from msgspec import Struct


class Raw(Struct, frozen=True):
    """One input as bytes. `path` is the contract's path (argument's last component, then relative, with `/`)."""

    path: str
    body: bytes


class Span(Struct, frozen=True, order=True):
    """A half-open range of Unicode code points in `Article.text`: `text[start:end]` are the words."""

    article: str
    start: int
    end: int


class Block(Struct, frozen=True):
    """A labelled stretch of the text. Kinds: headline, paragraph, heading, caption, quote, byline, boilerplate, list, other."""

    kind: str
    start: int
    end: int


class Link(Struct, frozen=True):
    """A hyperlink: the linked words (half-open code points in the text) and the address as received."""

    start: int
    end: int
    url: str


class Image(Struct, frozen=True):
    """A picture that the post refers to; never loaded. `caption` is a range of the text, `None` without one."""

    url: str
    caption: tuple[int, int] | None
    credit: str | None
    depicted_on: date | None


class OutletRef(Struct, frozen=True):
    """Who published an article: `key` of the declaration, `name` as the outlet writes itself."""

    key: str
    name: str


class OffsetMap(Struct, frozen=True):
    """Where each character of the text stands in the raw bytes: runs in which both move in step.

    `starts[i]` is the first code point of run i, `raws[i]` its byte offset in `Raw.body`, `widths[i]` the bytes per
    character in the run (0 = the whole run stands for one raw place, as a character reference or a separator does).
    """

    starts: tuple[int, ...]
    raws: tuple[int, ...]
    widths: tuple[int, ...]

    def raw(self, position: int) -> int:
        """The byte offset in the raw body of the character at `position` of the text."""
        run = bisect_right(self.starts, position) - 1
        return self.raws[run] + (position - self.starts[run]) * self.widths[run]


class Article(Struct, frozen=True):
    """One post as read. `text` is never edited: headline first, blocks in reading order, joined by newlines.

    `published_raw` is the stated time as written, `published` the outlet's clock rule applied to it (aware, in the
    outlet's own offset; `None` only without any date), `published_rule` the id of that rule, `published_evidence`
    one sentence that says why. `published_labelled` is the raw value taken at its word. `script` is hans or hant.
    `dateline` is the day that a dated dateline names (临江6日电), when it lies at most a few days before publication.
    """

    id: str
    path: str
    sha256: str
    outlet: OutletRef
    title: str
    byline: str | None
    published: datetime | None
    published_raw: str | None
    published_labelled: datetime | None
    published_rule: str
    published_evidence: str
    url: str | None
    categories: tuple[str, ...]
    text: str
    blocks: tuple[Block, ...]
    images: tuple[Image, ...]
    links: tuple[Link, ...]
    rights: str | None
    language: str
    script: str
    notes: tuple[str, ...]
    raw_map: OffsetMap
    dateline: date | None = None

    @property
    def day(self) -> date | None:
        """The day the words were written on, from which 今天 and 昨晚 are counted: the dateline's, else that of publication."""
        return self.dateline or (self.published.date() if self.published else None)

    def words(self, start: int, end: int) -> str:
        """The words as written at a half-open range of code points."""
        return self.text[start:end]

    def block_at(self, position: int) -> Block | None:
        """The block that covers a position, if any."""
        return next((block for block in self.blocks if block.start <= position < block.end), None)
