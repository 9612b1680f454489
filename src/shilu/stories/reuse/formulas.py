"""Formulas of outlets: what stands again and again in articles that have nothing else in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from shilu.stories.reuse.fingerprints import GRAM, WINDOW, Hashes

FORMULA = 3  # unrelated articles of one outlet after which what they share is its formula
FORMULA_ANYWHERE = 5  # of any outlet
SIEVE = 1 << 20  # a power of two: most fingerprints are told to be no formula by their low bits

Flags = NDArray[np.bool_]
_LOW = np.uint64(SIEVE - 1)


def limit(outlet: str) -> int:
    """So often does a fingerprint recur that is a formula of an outlet, or with "" of all."""
    return FORMULA if outlet else FORMULA_ANYWHERE


class Formulas:
    """Fingerprints of formulas, by outlet, and under "" those of all."""

    def __init__(self) -> None:
        self._marks: dict[str, set[int]] = defaultdict(set)
        self._perhaps = np.zeros(SIEVE, bool)  # by their low bits

    def add(self, outlet: str, mark: int) -> None:
        """One more."""
        self._marks[outlet].add(mark)
        self._perhaps[mark % SIEVE] = True

    def among(self, outlet: str, prints: Hashes) -> Flags:
        """Which of some fingerprints stand in formulas of an outlet, or of all."""
        found: Flags = self._perhaps[(prints & _LOW).view(np.intp)]
        own, common = self._marks[outlet], self._marks[""]
        places = found.nonzero()[0]
        found[places] = [mark in common or mark in own for mark in prints[places].tolist()]
        return found


def stretches(marked: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ranges of folded characters that marked grams cover, joined where a window may lie between two."""
    start = last = None
    for place in marked:
        if start is None or last is None or place - last > GRAM + WINDOW:
            if start is not None and last is not None:
                yield start, last + GRAM
            start = place
        last = place
    if start is not None and last is not None:
        yield start, last + GRAM
