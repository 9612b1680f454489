"""An HTML body -> blocks, images and links, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
_PRECEDENCE = ("caption", "heading", "quote", "list", "other")
_CENTRED = re.compile(r"text-align\s*:\s*center|align\s*=\s*[\"']?center|caption", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?:)?//|[^:]*$|[^:/?#]*[/?#]", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


@dataclass(slots=True)
class Picture:
    """An image as met: address, and the index of the block that is open or comes next."""

    url: str
    block: int
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
        self._paragraphs = 0

    def read(self, start: int, end: int) -> None:
        """Take `source[start:end]`."""
        segment = self.builder.segment
        for name, first, last, rest in tokens(self.builder.source, start, end):
            if not name:
                segment(first, last)
            elif name == "p":
                self.flush()
                self._centred = bool(rest) and _CENTRED.search(rest) is not None
            elif name == "/p":
                self.flush()
            else:
                self._tag(name, rest)
        self.flush()

    def _tag(self, name: str, rest: str) -> None:
        if name == "img":
            self._image(rest)
        elif name == "a":
            self._anchor(rest)
        elif name == "/a":
            self.builder.unlink()
        elif name in _KINDS or name[1:] in _KINDS:
            self._container(name)
        elif name in _BREAKS or name[1:] in _BREAKS:
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
        url = (lazy if lazy and not found.get("src", "").startswith("http") else found.get("src")) or ""
        if url.strip() and _safe(url):
            self._after = len(self.pictures)
            self.pictures.append(Picture(url.strip(), len(self.drafts), self._figures if self._inside.get("caption") else 0))

    def _anchor(self, rest: str) -> None:
        url = attributes(rest).get("href", "").strip()
        self.builder.unlink()
        if url and _safe(url):
            self.builder.link(url)

    def flush(self) -> None:
        """End the open block."""
        found = self.builder.close()
        if found:
            kind = next((kind for kind in _PRECEDENCE if self._inside.get(kind)), "paragraph")
            self.drafts.append(Draft(kind, *found, self._centred, self._after, self._figures if kind == "caption" else 0))
            self._after = -1
        self._centred = False


def _safe(url: str) -> bool:
    """True for web addresses and relative ones; script and data addresses are not kept."""
    return _ADDRESS.match(url) is not None and not url.lower().startswith(("javascript:", "data:", "vbscript:"))
