"""Sentence and clause ends, for Chinese and for what stands in Latin letters between."""

from __future__ import annotations

import re
from collections.abc import Iterable

Range = tuple[int, int]

_MORE = r"(?:[。！？!?；;…]|\.(?=\s|$)(?<!\d\.))*[”’」』）)\"]*"
# J.B. Lin, St. Anna: a period behind an initial or a short form of a title, before a name, ends no sentence
_NO_LETTER = "(?<![A-Za-z])"
_SHORT = (
    rf"(?:(?<={_NO_LETTER}[A-Z]\.)|(?<={_NO_LETTER}(?:St|Mr|Ms|Dr|Ft|Mt)\.)|"
    rf"(?<={_NO_LETTER}(?:Mrs|Gov|Sen|Rep|Gen|Rev)\.))[ \xa0]?[A-Z]"
)
# One class of characters first, so that the search skips to them; what follows depends on which one it was.
_SENTENCE = re.compile(rf"[。！？!?；;….\n](?:(?<=\n)\n*|(?<![.\n]){_MORE}|(?<=\.)(?=\s|$)(?<!\d\.)(?!{_SHORT}){_MORE})")
_CUTS = "，,：:。！？!?；;\n"
_IN_NUMBER = r"(?:(?<=\d)[，,：:](?=\d))"
_CLAUSE = re.compile(rf"[^{_CUTS}\s](?:[^{_CUTS}]*(?:{_IN_NUMBER}[^{_CUTS}]*)*[^{_CUTS}\s])?")


def sentences(text: str, blocks: Iterable[Range]) -> tuple[Range, ...]:
    """Half-open ranges of the sentences, end punctuation included, surrounding space not; none crosses a block."""
    found: list[Range] = []
    for start, end in blocks:
        at = start
        found += [(at, at := match.end()) for match in _SENTENCE.finditer(text, start, end)]
        if at < end:
            found.append((at, end))
    return tuple(
        [
            whole
            for start, end in found
            if (whole := _trim(text, start, end) if text[start].isspace() or text[end - 1].isspace() else (start, end))
        ]
    )


def clauses(text: str, within: Iterable[Range]) -> tuple[Range, ...]:
    """Half-open ranges of the clauses of a text, given all its sentences; their end punctuation left out. 3,811 is not cut."""
    found: list[Range] = []
    cut = text.replace("……", "，，") if "…" in text else text
    low = end = 0
    for _, end in within:
        if text[end - 1] not in _CUTS:  # a clause that runs up to here must not run on
            found += [match.span() for match in _CLAUSE.finditer(cut, low, end)]
            low = end
    found += [match.span() for match in _CLAUSE.finditer(cut, low, end)]
    return tuple(found)


def _trim(text: str, start: int, end: int) -> Range | None:
    """A range without space at its ends; `None` when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
