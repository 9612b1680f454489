"""The articles of the last days, by their words: how near each of them is to a new one, exactly and at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from shilu.stories.vectors import Vector

NEAR = 0.1  # cosines below say nothing
POSTING = np.dtype([("weight", "<f4"), ("article", "<i4")])
PACKED = np.dtype("<i8")  # a posting as one number: they ascend with the articles

Packed = NDArray[np.int64]


class Postings:
    """The articles that hold one word, oldest first, in an array that grows by doubling and forgets what is past."""

    __slots__ = ("count", "packed")

    def __init__(self, posting: int) -> None:
        self.packed: Packed = np.empty(4, PACKED)
        self.packed[0], self.count = posting, 1

    def add(self, posting: int, first: int) -> None:
        """Append one; when full, articles before `first` are dropped."""
        if self.count == len(self.packed):
            start = int(self.packed.searchsorted(first << 32))
            self.count -= start
            packed = np.empty(max(4, 2 * self.count), PACKED)
            packed[: self.count] = self.packed[start:]
            self.packed = packed
        self.packed[self.count] = posting
        self.count += 1


def postings_of(number: int, vector: Vector) -> Packed:
    """One posting for each word of an article, in the order of the words."""
    made = np.empty(len(vector), POSTING)
    made["weight"], made["article"] = list(vector.values()), number
    return made.view(PACKED)


def near_of(found: Sequence[Packed], weights: Sequence[float], first: int) -> tuple[list[int], list[float]]:
    """Numbers of the articles from `first` on that are near, and their cosines: `found` are the postings of those words of a
    new article that are known, `weights` what these weigh in it."""
    if not found:
        return [], []
    each = np.concatenate(found).view(POSTING)
    mine = np.repeat(np.array(weights, np.float32), [len(one) for one in found])
    places = np.maximum(each["article"] - (first - 1), 0)  # place 0 takes all that is past
    cosines = np.bincount(places, each["weight"] * mine)
    cosines[0] = 0.0
    near = np.flatnonzero(cosines >= NEAR)
    return (near + (first - 1)).tolist(), cosines[near].tolist()


class Window:
    """Numbered articles; those before `first` are past."""

    def __init__(self) -> None:
        self._postings: dict[str, Postings] = {}

    def near(self, vector: Vector, first: int) -> tuple[list[int], list[float]]:
        """Numbers of the articles of the window that are near, and their cosines."""
        found = [(p.packed[: p.count], weight) for word, weight in vector.items() if (p := self._postings.get(word))]
        return near_of([packed for packed, _ in found], [weight for _, weight in found], first)

    def add(self, number: int, vector: Vector, first: int) -> None:
        """Put the next article in; numbers ascend."""
        held = self._postings
        for word, posting in zip(vector, postings_of(number, vector).tolist(), strict=True):
            postings = held.get(word)
            if postings is None:
                held[word] = Postings(posting)
            else:
                postings.add(posting, first)

    def sweep(self, first: int) -> None:
        """Forget the words whose articles are all past."""
        past = [word for word, p in self._postings.items() if p.packed[p.count - 1] < first << 32]
        for word in past:
            del self._postings[word]
