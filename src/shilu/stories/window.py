"""The articles of the last days, by their words: how near each of them is to a new one, exactly and at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from shilu.stories.vectors import Vector

NEAR = 0.1  # cosines below say nothing

Numbers = NDArray[np.int32]
Weights = NDArray[np.float32]


class Postings:
    """The articles that hold one word, oldest first, in arrays that grow by doubling and forget what is past."""

    __slots__ = ("articles", "count", "weights")

    def __init__(self, article: int, weight: float) -> None:
        self.articles: Numbers = np.empty(4, np.int32)
        self.weights: Weights = np.empty(4, np.float32)
        self.articles[0], self.weights[0], self.count = article, weight, 1

    def add(self, article: int, weight: float, first: int) -> None:
        """Append one; when full, articles before `first` are dropped."""
        if self.count == len(self.articles):
            start = int(self.articles.searchsorted(first))
            self.count -= start
            articles, weights = np.empty(max(4, 2 * self.count), np.int32), np.empty(max(4, 2 * self.count), np.float32)
            articles[: self.count], weights[: self.count] = self.articles[start:], self.weights[start:]
            self.articles, self.weights = articles, weights
        self.articles[self.count], self.weights[self.count] = article, weight
        self.count += 1


def near_of(found: Sequence[tuple[Numbers, Weights, float]], first: int) -> tuple[list[int], list[float]]:
    """Numbers of the articles from `first` on that are near, and their cosines: of each word of a new article those that
    hold it, their weights, and its own."""
    if not found:
        return [], []
    articles = np.concatenate([numbers for numbers, _, _ in found])
    weights = np.concatenate([weights * weight for _, weights, weight in found])
    places = np.maximum(articles - (first - 1), 0)  # place 0 takes all that is past
    cosines = np.bincount(places, weights)
    cosines[0] = 0.0
    near = np.flatnonzero(cosines >= NEAR)
    return (near + (first - 1)).tolist(), cosines[near].tolist()


class Window:
    """Numbered articles; those before `first` are past."""

    def __init__(self) -> None:
        self._postings: dict[str, Postings] = {}

    def near(self, vector: Vector, first: int) -> tuple[list[int], list[float]]:
        """Numbers of the articles of the window that are near, and their cosines."""
        found = [(p.articles[: p.count], p.weights[: p.count], x) for word, x in vector.items() if (p := self._postings.get(word))]
        return near_of(found, first)

    def add(self, number: int, vector: Vector, first: int) -> None:
        """Put the next article in; numbers ascend."""
        for word, weight in vector.items():
            postings = self._postings.get(word)
            if postings is None:
                self._postings[word] = Postings(number, weight)
            else:
                postings.add(number, weight, first)

    def sweep(self, first: int) -> None:
        """Forget the words whose articles are all past."""
        past = [word for word, p in self._postings.items() if p.articles[p.count - 1] < first]
        for word in past:
            del self._postings[word]
