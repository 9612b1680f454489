"""A one-pass scan of an HTML body: words and tags in order, each with its place in the source; nothing nests, nothing recurses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shilu.model.patterns import late

# Quoted values are bounded so that hostile input cannot make the scan look ahead for ever.
_TAG = re.compile(
    r"<(?:p>(?P<paragraph>[^<]+)</p>|!--.*?(?:-->|\Z)|!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|[!?][^<>]{0,4096}>"
    r"|(?P<name>/?[a-zA-Z][a-zA-Z0-9:-]{0,31})(?P<rest>(?:[^<>=]++|=\s*+\"[^\"]{0,8192}+\"|=\s*+'[^']{0,8192}+'|=)*+)>)",
    re.DOTALL,
)
_ATTRIBUTE = late(r"""([a-zA-Z][\w:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_REFERENCE = late(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SILENT = frozenset(
    ("script", "style", "template", "iframe", "svg", "math", "object", "video", "audio", "select", "textarea", "title")
)

Token = tuple[str, int, int, str]
"""Name, start, end, attributes as written. `""` is words, `p+` a whole paragraph of nothing but words: both with the range
of the words. Else the name of a tag (`p`, `/p` ...) with its own range."""


def tokens(source: str, start: int, end: int) -> Iterator[Token]:
    """The words and tags of `source[start:end]`; comments and what is no reading matter (scripts, players) are left out."""
    at = start
    while match := _TAG.search(source, at, end):
        if match.start() > at:
            yield "", at, match.start(), ""
        at = match.end()
        if match.lastgroup == "paragraph":
            yield "p+", *match.span(1), ""
            continue
        name = match["name"]
        if name is None:
            if match["cdata"]:
                yield "", match.start("cdata"), match.end("cdata"), ""
            continue
        name = name.lower()
        if name in _SILENT:
            at = _behind(source, name, at, end)
        else:
            yield name, match.start(), at, match["rest"]
    if at < end:
        yield "", at, end, ""


def _behind(source: str, name: str, at: int, end: int) -> int:
    """Where a silent element ends: behind its closing tag, or at the end of the post when it is never closed (as browsers do)."""
    closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(source, at, end)
    return closing.end() if closing else end


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag, lower-case keys, first one wins, character references decoded."""
    found: dict[str, str] = {}
    for key, double, single, plain in _ATTRIBUTE.findall(written):
        value = double or single or plain
        found.setdefault(key.lower(), _REFERENCE.sub(_decoded, value) if "&" in value else value)
    return found


def _decoded(reference: re.Match[str]) -> str:
    from html import unescape  # with the names of all references, of which most posts have none

    return unescape(reference[0])
