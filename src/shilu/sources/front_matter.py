"""The YAML head of a Hexo post: a strict subset read by hand, the rest by libyaml's events; nothing is ever constructed from it."""

from __future__ import annotations

import re

import yaml
from msgspec import Struct

_OPEN = re.compile(r"[\ufeff\s]*---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\r|\Z)", re.MULTILINE)
_QUOTED = r"'(?P<{0}single>(?:[^'\r\n]|'')*)'|\"(?P<{0}double>[^\"\\\r\n]*)\"|(?P<{0}plain>[^\r\n]*?)"
_END = r"[ \t]*\r?(?:\n|\Z)"
_LINE = re.compile(
    rf"(?P<key>[A-Za-z_][\w-]*):[ \t]*(?:{_QUOTED.format('')}){_END}"
    rf"|[ \t]*-[ \t]+(?:{_QUOTED.format('i')}){_END}"
    r"|[ \t]*(?:\#[^\r\n]*)?\r?\n"
)
_NOT_PLAIN = re.compile(r"[\[\]{}&*!|>%@`\"'#?,]|[-:](?:\s|$)|~$|null$")
_UNSURE = re.compile(r"\s#|:\s|:$")
_MOST_EVENTS = 2_000  # a post has about thirty
_DEEPEST = 8


class FrontMatterError(ValueError):
    """The head of a post is not readable, or asks for what a post has no need of; the text is one line."""


class Value(Struct, frozen=True):
    """One scalar: its words, and the half-open range of source characters between its quotes."""

    text: str
    start: int
    end: int


class FrontMatter(Struct, frozen=True):
    """Scalars by key (lists as tuples of scalars; deeper structures are left out), and where the body starts."""

    values: dict[str, tuple[Value, ...]]
    body: int

    def one(self, *keys: str) -> Value | None:
        """The first scalar under the first of these keys that has one that is not blank."""
        return next((v for key in keys for v in self.values.get(key, ()) if v.text.strip()), None)

    def text(self, *keys: str) -> str | None:
        """The words of `one`, without space around."""
        found = self.one(*keys)
        return found.text.strip() if found else None


def parse_head(source: str) -> FrontMatter | None:
    """Read the head of a post; `None` when there is none. Raises FrontMatterError when it is broken or hostile."""
    opened = _OPEN.match(source)
    if not opened:
        return None
    closed = _CLOSE.search(source, opened.end())
    if not closed:
        raise FrontMatterError("the front matter is not closed by a line ---")
    values = _subset(source, opened.end(), closed.start())
    if values is None:
        values = _by_libyaml(source[opened.end() : closed.start()], opened.end())
    return FrontMatter(values, closed.end())


def _subset(source: str, start: int, end: int) -> dict[str, tuple[Value, ...]] | None:
    """`key: scalar` and lists of scalars, one a line; `None` as soon as a line is anything else."""
    values: dict[str, tuple[Value, ...]] = {}
    key: str | None = None
    listed = False
    while start < end:
        line = _LINE.match(source, start, end)
        if not line:
            return None
        start = line.end()
        group = line.lastgroup
        if group is None:
            continue
        if group in ("single", "double", "plain"):
            key = line["key"]
            if key in values:
                return None
            values[key] = ()
        found = _scalar(line, group)
        if found is None or key is None or (group.startswith("i") and values[key] and not listed):
            return None
        listed = group.startswith("i") or not found.text
        values[key] = (*values[key], found) if found.text or group != "plain" else ()
    return values


def _scalar(line: re.Match[str], group: str) -> Value | None:
    """The scalar of a line, `None` when a plain one may mean something else in YAML."""
    text = line[group]
    if group.endswith("single"):
        text = text.replace("''", "'") if "''" in text else text
    elif group.endswith("plain") and text and (_NOT_PLAIN.match(text) or _UNSURE.search(text)):
        return None
    return Value(text, line.start(group), line.end(group))


def _by_libyaml(head: str, offset: int) -> dict[str, tuple[Value, ...]]:
    """Read the head from libyaml's events: scalars stay strings, aliases and tags are refused, size and depth are limited."""
    reader = _Events(offset)
    try:
        for count, event in enumerate(yaml.parse(head, Loader=yaml.CSafeLoader)):
            if count > _MOST_EVENTS:
                raise FrontMatterError(f"more than {_MOST_EVENTS:,} items in the front matter")
            reader.take(event)
    except yaml.YAMLError as error:
        raise FrontMatterError("not YAML: " + " ".join(str(error).split())) from error
    return reader.values


class _Events:
    """Collects top-level keys with scalars or lists of scalars from a stream of YAML events."""

    def __init__(self, offset: int) -> None:
        self.offset, self.depth, self.key, self.listed = offset, 0, "", False
        self.values: dict[str, tuple[Value, ...]] = {}

    def take(self, event: yaml.Event) -> None:
        """One event; raises FrontMatterError for what no post needs."""
        if isinstance(event, yaml.AliasEvent):
            raise FrontMatterError("a YAML alias (*) in the front matter: refused, it can blow up")
        tag = getattr(event, "tag", None)
        if tag:
            raise FrontMatterError(f"a YAML tag ({str(tag)[:60]}) in the front matter: refused")
        if isinstance(event, yaml.CollectionStartEvent):
            self._deeper(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.depth -= 1
            self.key = "" if self.depth == 1 else self.key
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)

    def _deeper(self, event: yaml.CollectionStartEvent) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise FrontMatterError(f"more than {_DEEPEST} levels in the front matter")
        if self.depth == 1 and not isinstance(event, yaml.MappingStartEvent):
            raise FrontMatterError("the front matter is a list, not keys with values")
        self.listed = self.depth == 2 and isinstance(event, yaml.SequenceStartEvent)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if self.depth == 0:
            raise FrontMatterError("the front matter has no keys")
        if self.depth == 1 and not self.key:
            self.key = str(event.value)
            self.values[self.key] = ()
            return
        if self.depth == 1 or self.listed:
            start, end = event.start_mark, event.end_mark
            assert start is not None
            assert end is not None
            found = Value(str(event.value), self.offset + start.index, self.offset + end.index)
            self.values[self.key] = (*self.values[self.key], found)
        if self.depth == 1:
            self.key = ""
