"""An article as few weighted words of length 1: what two articles have in common is the product of their vectors."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache

from shilu.stories.words import idf, is_name

KEPT = 60  # words of an article
NAMES_COUNT = 0.5  # what a name weighs of a word: else all news of one president would be one event

Vector = dict[str, float]


def vector(counts: Mapping[str, float]) -> Vector:
    """The heaviest words of an article (sublinear frequency times idf), of Euclidean length 1."""
    weighted = [((1 + math.log(count)) * _weight(word), word) for word, count in counts.items()]
    weighted.sort(reverse=True)
    return unit((word, weight) for weight, word in weighted[:KEPT])


@cache
def _weight(word: str) -> float:
    """How much a word tells."""
    return idf(word) * (NAMES_COUNT if is_name(word) else 1.0)


def unit(weights: Iterable[tuple[str, float]]) -> Vector:
    """The same weights, of length 1."""
    found = dict(weights)
    length = math.sqrt(sum(weight * weight for weight in found.values()))
    return {word: weight / length for word, weight in found.items()} if length else {}


def product(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The inner product; of two vectors of length 1 their cosine."""
    if len(a) > len(b):
        a, b = b, a
    other = b.get
    return sum([weight * other(word, 0.0) for word, weight in a.items()])


def add_to(total: dict[str, float], more: Mapping[str, float]) -> None:
    """Add one vector to a sum."""
    for word, weight in more.items():
        total[word] = total.get(word, 0.0) + weight


def heaviest(total: Mapping[str, float], count: int) -> list[tuple[str, float]]:
    """The heaviest words of a sum, ties by word."""
    return sorted(total.items(), key=lambda item: (-item[1], item[0]))[:count]
