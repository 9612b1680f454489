"""Sentence and clause ends, for Chinese and for what stands in Latin letters between."""

from __future__ import annotations

import re
from collections.abc import Iterable

Range = tuple[int, int]

_SENTENCE = re.compile(r"(?:[。！？!?；;]|…{1,2}|\.(?=\s|$)(?<!\d\.))+[”’」』）)\"]*|\n+")
_CLAUSE = re.compile(r"[，,：:。！？!?；;\n]+|……")


def sentences(text: str, blocks: Iterable[Range]) -> tuple[Range, ...]:
    """Half-open ranges of the sentences, end punctuation included, surrounding space not; none crosses a block."""
    return tuple(part for start, end in blocks for part in _pieces(_SENTENCE, text, start, end, keep=True))


def clauses(text: str, within: Iterable[Range]) -> tuple[Range, ...]:
    """Half-open ranges of the clauses inside given ranges, their end punctuation left out. 3,811 is not cut."""
    return tuple(part for start, end in within for part in _pieces(_CLAUSE, text, start, end, keep=False))


def _pieces(pattern: re.Pattern[str], text: str, start: int, end: int, *, keep: bool) -> list[Range]:
    """Cut `text[start:end]` behind each match (or at it, when the separators are not kept)."""
    found: list[Range] = []
    at = start
    for match in pattern.finditer(text, start, end):
        if _inside_number(text, match.start(), match.end()):
            continue
        found.append((at, match.end() if keep else match.start()))
        at = match.end()
    found.append((at, end))
    return [trimmed for piece in found if (trimmed := _trim(text, *piece))]


def _inside_number(text: str, start: int, end: int) -> bool:
    """True for a separator between two digits: 3,811 and 23:30."""
    return end - start == 1 and text[start] in ",，:：." and text[start - 1 : start].isdigit() and text[end : end + 1].isdigit()


def _trim(text: str, start: int, end: int) -> Range | None:
    """A range without space at its ends; `None` when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
