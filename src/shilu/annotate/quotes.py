"""Words inside quotation marks: “” ‘’ 「」 『』 〝〞 and the straight \", nested, and closed by the block when left open."""

from __future__ import annotations

import re
from operator import attrgetter

from shilu.annotate.reading import Reading
from shilu.model.marks import QuoteMark
from shilu.model.rules import Rule

RULES: tuple[Rule, ...] = ()

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "〝": "〞"}
_CLOSERS = frozenset(_PAIRS.values())
_MARKS = re.compile('[“”‘’「」『』〝〞"＂]')
_STRAIGHT = '"＂'
_SPEECH = re.compile("[，。！？；：…,!?;]")
_SCARE_LENGTH = 12  # a quoted label is shorter than a quoted sentence: 所谓的“和平集会”
_INTRODUCED = "：:，,"
_DEPTH = 50  # no writing nests deeper: further marks open nothing, or each stray closing one would cost the whole stack


def mark_quotes(read: Reading) -> tuple[QuoteMark, ...]:
    """Mark one article; sorted by (start, end). A mark that is never closed ends with its block."""
    found: list[QuoteMark] = []
    stack: list[tuple[str, int]] = []  # the closing marks that are awaited, with where their quotes begin
    ends = iter([*[block.end for block in read.article.blocks], len(read.text) + 1])
    end = next(ends)
    for match in _MARKS.finditer(read.text):
        at, mark = match.start(), match[0]
        while at >= end:
            _close_all(read.text, stack, end, found)
            end = next(ends)
        if mark not in _PAIRS:
            _take(read.text, stack, mark, at, found)
        elif len(stack) < _DEPTH:
            stack.append((_PAIRS[mark], at + 1))
    _close_all(read.text, stack, end, found)
    return tuple(sorted(found, key=attrgetter("start", "end")))


def _take(text: str, stack: list[tuple[str, int]], mark: str, at: int, found: list[QuoteMark]) -> None:
    """Open or close a quote at a mark that need not open one; a straight one closes when a straight one is the innermost open."""
    if mark in _CLOSERS:
        _close(text, stack, mark, at, found)
    elif stack and stack[-1][0] in _STRAIGHT:
        _close(text, stack, stack[-1][0], at, found)
    elif len(stack) < _DEPTH:
        stack.append((mark, at + 1))


def _close_all(text: str, stack: list[tuple[str, int]], end: int, found: list[QuoteMark]) -> None:
    """End with their block the quotes that nothing closed."""
    while stack:
        _close(text, stack, stack[-1][0], end, found)


def _close(text: str, stack: list[tuple[str, int]], mark: str, at: int, found: list[QuoteMark]) -> None:
    """End the innermost open quote that `mark` closes; those inside it end with it. A stray closing mark is nothing."""
    if not stack or (stack[-1][0] != mark and all(closer != mark for closer, _ in stack)):
        return
    closer = ""
    while closer != mark:
        closer, begun = stack.pop()
        if begun < at:
            found.append(QuoteMark(begun, at, len(stack), _scare(text, begun, at)))


def _scare(text: str, start: int, end: int) -> bool:
    """True for a short label or name without the punctuation of speech, which no colon or comma introduces."""
    if end - start > _SCARE_LENGTH or _SPEECH.search(text, start, end):
        return False
    return text[start - 2 : start - 1] not in _INTRODUCED or start < 2
