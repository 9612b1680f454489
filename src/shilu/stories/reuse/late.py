"""Formulas as they would have been learned in another order: what is one for an article depends on those before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from shilu.stories.reuse.fingerprints import Hashes, grams, winnow
from shilu.stories.reuse.formulas import FORMULA, FORMULA_ANYWHERE, Flags, Formulas
from shilu.stories.reuse.memory import Present

Places = NDArray[np.int64]


def formulas_in_order(memory: Present, numbers: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """Where formulas stand in each of all articles that came, had they come in the order of their numbers.

    That a fingerprint stood again in an article that had nothing else in common with the one where it stood is taken as it
    was found; who had it first, and with whom it was one too many, is found anew.
    """
    learned, since = Formulas(), _learned(memory, numbers)
    for place, number in enumerate(numbers):
        article = memory.article(number)
        hashes = grams(article.side.folded.codes)
        formulaic = learned.among(article.outlet, winnow(hashes)).any()
        for outlet, mark in since[place]:
            learned.add(outlet, mark)
        yield article.stretches(learned.among(article.outlet, hashes)) if formulaic else []


def _learned(memory: Present, numbers: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    """Place in the order -> the formulas that are learned there: outlet, or "" for all, and fingerprint."""
    place = np.empty(len(numbers), np.int64)
    place[list(numbers)] = np.arange(len(numbers))
    names = memory.outlets(range(len(numbers)))
    known = {name: code for code, name in enumerate(sorted({"", *names}))}  # "" is 0
    outlets = np.array([known[name] for name in names], np.int64)
    marks, holders = _holders(memory)
    order = np.lexsort((place[holders], marks))
    marks, holders = marks[order], holders[order]
    first = _first(marks)
    same = (outlets[holders] > 0) & (outlets[holders[first]][np.cumsum(first) - 1] == outlets[holders])
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for enough, own in ((_nth(first, FORMULA_ANYWHERE), False), (_among(same, FORMULA, marks), True)):
        for mark, holder in zip(marks[enough].tolist(), holders[enough].tolist(), strict=True):
            found[int(place[holder])].append((names[holder] if own else "", mark))
    return found


def _holders(memory: Present) -> tuple[Hashes, Places]:
    """Fingerprints that stood again, with each article that has them; the one where each stood among them."""
    marks = np.concatenate([np.empty(0, np.uint64), *memory.recurred])
    later = np.repeat(np.arange(len(memory)), [len(one) for one in memory.recurred])
    known = np.unique(marks)
    return np.concatenate((marks, known)), np.concatenate((later, *memory.claim([known], len(memory))))


def _first(marks: Hashes) -> Flags:
    """Which are the first of their kind."""
    first = np.ones(len(marks), bool)
    np.not_equal(marks[1:], marks[:-1], out=first[1:])
    return first


def _nth(first: Flags, number: int) -> Flags:
    """Which stand so far behind the first of their kind."""
    places = np.arange(len(first))
    found: Flags = places - np.maximum.accumulate(np.where(first, places, 0)) == number
    return found


def _among(chosen: Flags, number: int, marks: Hashes) -> Flags:
    """The same among some."""
    found = np.zeros(len(marks), bool)
    found[chosen] = _nth(_first(marks[chosen]), number)
    return found
