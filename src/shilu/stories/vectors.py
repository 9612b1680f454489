"""An article as few weighted words of length 1: what two articles have in common is the product of their vectors."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from shilu.stories.words import RARE, Counted, lexicon

KEPT = 60  # words of an article
COUNTS = 256  # occurrences of a word of which the logarithms are at hand
NAMES_COUNT = 0.5  # what a name weighs of a word: else all news of one president would be one event

_UNKNOWN = RARE * NAMES_COUNT  # the weight of what no list knows: it is taken for a name

Vector = dict[str, float]
Weights = NDArray[np.float64]


class Packed(Struct, frozen=True):
    """A vector that is kept for long, in a third of the memory: its words, and their weights as bytes."""

    words: tuple[str, ...]
    weights: bytes

    def vector(self) -> Vector:
        """The same vector, to the bit."""
        return dict(zip(self.words, array("d", self.weights), strict=True))


def packed(vector: Vector) -> Packed:
    """A vector to be kept."""
    return Packed(tuple(vector), array("d", vector.values()).tobytes())


def vector(counted: Counted) -> Vector:
    """The heaviest words of an article (sublinear frequency times idf), of Euclidean length 1."""
    known = _weights()[counted.numbers] * _logs(counted.counts)
    unknown = [((1 + math.log(count)) * _UNKNOWN, word) for word, count in counted.unknown.items()]
    least = _least(known, unknown)
    heavy, texts = known >= least, lexicon().texts
    weighted = [(weight, texts[n]) for weight, n in zip(known[heavy].tolist(), counted.numbers[heavy].tolist(), strict=True)]
    weighted += [(weight, word) for weight, word in unknown if weight >= least]
    weighted.sort(reverse=True)
    return unit([(word, weight) for weight, word in weighted[:KEPT]])


def _least(known: Weights, unknown: Sequence[tuple[float, str]]) -> float:
    """The weight of the last word that may be kept."""
    weights = np.concatenate((known, [weight for weight, _ in unknown]))
    place = len(weights) - KEPT
    if place <= 0:
        return 0.0
    weights.partition(place)
    return float(weights[place])


@cache
def _weights() -> Weights:
    """How much each known word tells, by its number."""
    known = lexicon()
    return np.where(known.names, known.idfs * NAMES_COUNT, known.idfs)


@cache
def _table() -> Weights:
    """1 + the logarithm of each count that is no rarity."""
    return np.array([0.0, *(1 + math.log(count) for count in range(1, COUNTS))])


def _logs(counts: NDArray[np.int64]) -> Weights:
    """1 + the logarithm of each count, as `math` has it: numpy's differs from processor to processor."""
    if not len(counts) or counts.max() < COUNTS:
        return _table()[counts]
    return np.array([1 + math.log(count) for count in counts.tolist()])


def unit(weights: Iterable[tuple[str, float]]) -> Vector:
    """The same weights, of length 1."""
    found = dict(weights)
    length = math.sqrt(sum([weight * weight for weight in found.values()]))
    return {word: weight / length for word, weight in found.items()} if length else {}


def product(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The inner product; of two vectors of length 1 their cosine."""
    if len(a) > len(b):
        a, b = b, a
    return sum([a[word] * b[word] for word in filter(b.__contains__, a)])


def add_to(total: dict[str, float], more: Mapping[str, float]) -> None:
    """Add one vector to a sum."""
    for word, weight in more.items():
        total[word] = total.get(word, 0.0) + weight


def heaviest(total: Mapping[str, float], count: int) -> list[tuple[str, float]]:
    """The heaviest words of a sum, ties by word."""
    ranked = sorted(zip([-weight for weight in total.values()], total, strict=True))
    return [(word, -weight) for weight, word in ranked[:count]]
