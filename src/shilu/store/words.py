"""What the search index holds, and what is asked of it: one token for each Han character, words of other scripts whole.

A Chinese word has no edges in a text, so a phrase of single characters finds any substring of one character or more; a
segmented index loses names that are cut in two ways. Texts and questions are in simplified script, so both scripts are one.
"""

from __future__ import annotations

import re

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_HAN}]+")
_PIECE = re.compile(f"[{_HAN}]+|[^\\W{_HAN}_]+\\*?", re.UNICODE)


def indexed(simplified: str) -> str:
    """A text as the index takes it: Han characters apart."""
    return _RUN.sub(lambda run: f" {' '.join(run[0])} ", simplified)


def asked(simplified: str) -> str | None:
    """A question as FTS5 takes it: each run between spaces a phrase, all of them wanted, a final * a prefix; `None` for nothing."""
    phrases = [phrase for term in simplified.split() if (phrase := _phrase(term))]
    return " AND ".join(phrases) or None


def _phrase(term: str) -> str | None:
    pieces = [" ".join(piece) if _RUN.match(piece) else piece for piece in _PIECE.findall(term)]
    if not pieces:
        return None
    prefix = pieces[-1].endswith("*")
    words = " ".join(piece.removesuffix("*") for piece in pieces)
    return f'"{words}"{" *" if prefix else ""}'


def holds(simplified: str, question: str) -> bool:
    """Whether a text has every term of a question as it is written: a phrase may have matched across a comma."""
    folded = simplified.casefold()
    return all(term.removesuffix("*").casefold() in folded for term in question.split())
