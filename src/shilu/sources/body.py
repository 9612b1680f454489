"""An HTML body -> blocks, images and links, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shilu.model.patterns import late
from shilu.sources import plain
from shilu.sources.markup import attributes, tokens
from shilu.sources.text import Draft, TextBuilder

_SECTIONS = ("p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "ul", "ol", "dl", "form", "details")
_ROWS = ("summary", "table", "thead", "tbody", "tfoot", "tr", "hr", "br", "center", "address")
_BREAKS = frozenset((*_SECTIONS, *_ROWS))
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dd", "dt"), "list"),
    **dict.fromkeys(("td", "th", "caption", "pre"), "other"),
    "figure": "caption",
    "figcaption": "caption",
    "blockquote": "quote",
}
_MEANT = frozenset(slash + name for name in (*_BREAKS, *_KINDS, "img", "a") for slash in ("", "/"))  # the rest is formatting
_PRECEDENCE = ("caption", "heading", "quote", "list", "other")
_CENTRED = late(r"text-align\s*:\s*center|align\s*=\s*[\"']?center|caption", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?:)?//|[^:]*$|[^:/?#]*[/?#]", re.IGNORECASE)
_LONGEST_CAPTION = 300  # characters
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


@dataclass(slots=True)
class Picture:
    """An image as met: address, and the number of the <figure> it stands in (0: none)."""

    url: str
    figure: int


class Body:
    """Walks the tokens of one body and fills a TextBuilder; `drafts` are its blocks, `pictures` its images."""

    def __init__(self, builder: TextBuilder) -> None:
        self.builder = builder
        self.drafts: list[Draft] = []
        self.pictures: list[Picture] = []
        self._inside: dict[str, int] = {}
        self._centred = False
        self._after = -1
        self._figures = 0
        self._in_paragraph = False

    def read(self, start: int, end: int) -> None:
        """Take `source[start:end]`."""
        if plain.is_plain(self.builder.source, start):
            self._plain(start, end)
        else:
            self._marked_up(start, end)
        self.flush()

    def _marked_up(self, start: int, end: int) -> None:
        words, segment = self._words, self.builder.segment
        for name, first, last, rest in tokens(self.builder.source, start, end):
            if name == "p+":
                self.flush()
                self._open("")
                self._draft(self.builder.paragraph(first, last))
                self._in_paragraph = False
            elif not name:
                (segment if self._in_paragraph else words)(first, last)
            elif name == "p":
                self.flush()
                self._open(rest)
            elif name == "/p":
                self.flush()
                self._in_paragraph = False
            elif name in _MEANT:
                self._tag(name, rest)

    def _open(self, rest: str) -> None:
        """Begin a paragraph with these attributes."""
        self._in_paragraph = True
        self._inside.pop("heading", None)  # a paragraph ends a heading that was never closed
        self._centred = bool(rest) and _CENTRED.search(rest) is not None

    def _words(self, start: int, end: int) -> None:
        """Words of the body; outside of <p> a blank line ends a block."""
        if not self._in_paragraph and end - start > 2:
            for match in _BLANK_LINE.finditer(self.builder.source, start, end):
                self.builder.segment(start, match.start())
                if self.builder.block_start >= 0:
                    self.flush()
                start = match.end()
        self.builder.segment(start, end)

    def _plain(self, start: int, end: int) -> None:
        """A body without block tags."""
        source = self.builder.source
        for stretch in plain.stretches(source, start, end):
            self._inside = {stretch.kind: 1}
            for part in plain.inlines(source, stretch.start, stretch.end):
                if part.image:
                    self._picture(part.image)
                    continue
                if part.url and _safe(part.url):
                    self.builder.link(part.url)
                self._marked_up(part.start, part.end)
                self.builder.unlink()
            self.flush()
        self._inside = {}

    def _tag(self, name: str, rest: str) -> None:
        if name == "img":
            self._image(rest)
        elif name == "a":
            self._anchor(rest)
        elif name == "/a":
            self.builder.unlink()
        elif name.lstrip("/") in _KINDS:
            self._container(name)
        else:
            self.flush()

    def _container(self, name: str) -> None:
        """Enter or leave an element that gives its blocks their kind."""
        self.flush()
        if name[0] != "/":
            kind = _KINDS[name]
            self._inside[kind] = self._inside.get(kind, 0) + 1
            self._figures += name == "figure"
        else:
            kind = _KINDS[name[1:]]
            self._inside[kind] = max(0, self._inside.get(kind, 0) - 1)
            if name == "/figure":
                self._inside[kind] = 0

    def _image(self, rest: str) -> None:
        found = attributes(rest)
        lazy = found.get("data-src") or found.get("data-original")
        self._picture((lazy if lazy and not found.get("src", "").startswith("http") else found.get("src")) or "")

    def _picture(self, url: str) -> None:
        if url.strip() and _safe(url):
            self._after = len(self.pictures)
            self.pictures.append(Picture(url.strip(), self._figures if self._inside.get("caption") else 0))

    def _anchor(self, rest: str) -> None:
        url = attributes(rest).get("href", "").strip()
        self.builder.unlink()
        if url and _safe(url):
            self.builder.link(url)

    def flush(self) -> None:
        """End the open block."""
        if self.builder.block_start < 0:
            self.builder.unlink()
            self._centred = False
            return
        self._draft(self.builder.close())
        self._centred = False

    def _draft(self, found: tuple[int, int] | None) -> None:
        """Keep a block that has ended, if it is one."""
        if found:
            inside = self._inside
            if inside.get("caption") and found[1] - found[0] > _LONGEST_CAPTION:
                inside["caption"] = 0  # a figure that was never closed must not swallow the story
            kind = next((kind for kind in _PRECEDENCE if inside.get(kind)), "paragraph") if any(inside.values()) else "paragraph"
            self.drafts.append(Draft(kind, *found, self._centred, self._after, self._figures if kind == "caption" else 0))
            self._after = -1


def _safe(url: str) -> bool:
    """True for web addresses and relative ones; script and data addresses are not kept."""
    return _ADDRESS.match(url) is not None and not url.lower().startswith(("javascript:", "data:", "vbscript:"))
