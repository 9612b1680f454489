"""Words inside quotation marks: “” ‘’ 「」 『』 〝〞 and the straight \", nested, and closed by the block when left open."""

from __future__ import annotations

import re

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


def mark_quotes(read: Reading) -> tuple[QuoteMark, ...]:
    """Mark one article; sorted by (start, end). A mark that is never closed ends with its block."""
    found: list[QuoteMark] = []
    for block in read.article.blocks:
        found += _block(read.text, block.start, block.end)
    return tuple(sorted(found, key=lambda quote: (quote.start, quote.end)))


def _block(text: str, start: int, end: int) -> list[QuoteMark]:
    """The quotes of one block, by a stack of open marks."""
    found: list[QuoteMark] = []
    stack: list[tuple[str, int]] = []
    for match in _MARKS.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark in _PAIRS:
            stack.append((_PAIRS[mark], match.end()))
        elif mark in _CLOSERS:
            _close(text, stack, mark, at, found)
        elif stack and stack[-1][0] in _STRAIGHT:
            _close(text, stack, stack[-1][0], at, found)
        else:
            stack.append((mark, match.end()))
    while stack:
        _close(text, stack, stack[-1][0], end, found)
    return found


def _close(text: str, stack: list[tuple[str, int]], mark: str, at: int, found: list[QuoteMark]) -> None:
    """End the innermost open quote that `mark` closes; those inside it end with it. A stray closing mark is nothing."""
    if all(closer != mark for closer, _ in stack):
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
