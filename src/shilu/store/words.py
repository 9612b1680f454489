"""What the search index holds, and what is asked of it: one token for each Han character, words of other scripts whole.

A Chinese word has no edges in a text, so a phrase of single characters finds any substring of one character or more; a
segmented index loses names that are cut in two ways. Texts and questions are in simplified script, so both scripts are one.
"""

from __future__ import annotations

from itertools import pairwise

from shilu.lang.script import simplify
from shilu.model.patterns import late

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = late(f"[{_HAN}]+")
_PIECE = late(f"[{_HAN}]+|[^\\W{_HAN}_]+\\*?")
LONGEST = 200  # characters of a word that are indexed; PostgreSQL takes 2,046 bytes
MOST = 150_000  # characters of all pieces of a text; PostgreSQL takes a megabyte
COARSE = "\u2042"  # an asterism, which is in no word: this text was too large for the fine index


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


def folded(text: str) -> str:
    """A text as terms are compared with it: simplified script, small letters."""
    return simplify(text).casefold()


def terms(simplified: str) -> list[str]:
    """The terms of a question as they must stand in a folded text."""
    return [term.removesuffix("*").casefold() for term in simplified.split()]


def grams(text: str) -> set[str]:
    """What an index without positions holds of a folded text: Han characters, pairs of neighbours, words of other scripts whole.

    A text with more of them than one row of such an index takes has only its characters, and says so.
    """
    found: set[str] = set()
    for piece in _PIECE.findall(text):
        if _RUN.match(piece):
            found.update(piece, map("".join, pairwise(piece)))
        else:
            found.add(piece.removesuffix("*")[:LONGEST])
    if sum(map(len, found)) > MOST:
        return {COARSE, *(one for one in found if len(one) == 1 and _RUN.match(one))}
    return found


def grams_asked(simplified: str) -> str:
    """A question for such an index, as a tsquery: what a text with all terms must have. Empty for marks alone."""
    pieces = [piece.casefold() for piece in _PIECE.findall(simplified)]
    fine = [gram for piece in pieces for gram in _fine(piece)]
    if not fine:
        return ""
    coarse = [f"'{character}'" for piece in pieces if _RUN.match(piece) for character in piece]
    return " | ".join(" & ".join(side) for side in (fine, [f"'{COARSE}'", *coarse]))


def _fine(piece: str) -> list[str]:
    if not _RUN.match(piece):
        return [f"'{piece.removesuffix('*')[:LONGEST]}'{':*' if piece.endswith('*') else ''}"]
    return [f"'{first}{second}'" for first, second in pairwise(piece)] or [f"'{piece}'"]


def holds(simplified: str, question: str) -> bool:
    """Whether a text has every term of a question as it is written: a phrase may have matched across a comma."""
    body = simplified.casefold()
    return all(term in body for term in terms(question))
