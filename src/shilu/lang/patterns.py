"""Pieces of regular expressions that a search can skip to: one class of characters first, what they begin behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from re import escape

HAN = "一-鿿"


def led(words: Iterable[str]) -> str:
    """A pattern for any of some words (or patterns that begin with a plain character), led by the class of their first characters.

    Python's search jumps to a leading class, but tries a plain alternation at every character. Of words that begin alike
    the first given is tried first.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:])
    alone = "".join(first for first, rest in rests.items() if rest == [""])
    branches = [f"(?<={first})(?:{'|'.join(rest)})" for first, rest in rests.items() if rest != [""]]
    return f"[{''.join(rests)}](?:{'|'.join([f'(?<=[{alone}])'] * bool(alone) + branches)})"


def spots(text: str, sign: str) -> Iterator[int]:
    """Where a character stands: found in a tenth of the time that a word or a class of characters takes."""
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)


def without(characters: Iterable[str]) -> str:
    """A class of all Han characters but some, as ranges: one test for each character, and no lookahead."""
    edges = [ord(HAN[0]) - 1, *sorted({ord(c) for c in characters if HAN[0] <= c <= HAN[-1]}), ord(HAN[-1]) + 1]
    inside = (f"{chr(low + 1)}-{chr(high - 1)}" for low, high in pairwise(edges) if high - low > 1)
    return f"[{''.join(inside)}]"


def longest(words: Iterable[str]) -> str:
    """A pattern for the longest of some words at a place, as a tree of their characters: no word is tried twice."""
    ordered = sorted(set(words))
    parts: list[str] = []
    alone: list[str] = []
    for first, group in groupby(ordered, key=lambda word: word[:1]):
        rests = [word[1:] for word in group]
        if rests == [""]:
            alone.append(escape(first))
        elif first:
            inner = longest(rest for rest in rests if rest)
            parts.append(f"{escape(first)}{inner}{'?' if '' in rests else ''}")
    single = [f"[{''.join(alone)}]"] if len(alone) > 1 else alone
    return f"(?:{'|'.join(single + parts)})"
