"""Which of many stories in the making one is near at all: their cosines at once, in single precision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from shilu.stories.centres import LEAST

FEW = 8  # stories that are as soon compared one by one
MARGIN = 1e-4  # more than single precision can be wrong by

Key = TypeVar("Key")
Numbers = NDArray[np.int32]
Weights = NDArray[np.float32]


class Screen(Generic[Key]):
    """Centres by a key, with the words of each as numbers. What it lets through is still to be compared exactly."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._mine: Weights = np.zeros(1024, np.float32)  # by word, the weights of the one that is compared
        self._rows: dict[Key, tuple[Numbers, Weights]] = {}

    def __contains__(self, key: Key) -> bool:
        return key in self._rows

    def put(self, key: Key, words: Iterable[str], weights: Sequence[float]) -> None:
        """Take a vector in, over what had its key."""
        known = self._words
        if not len(weights):
            words, weights = [""], [0.0]  # a sum of nothing is no row for numpy
        numbers = np.array([known.setdefault(word, len(known)) for word in words], np.int32)
        self._rows[key] = (numbers, np.array(weights, np.float32))
        if len(known) > len(self._mine):
            self._mine = np.zeros(2 * len(known), np.float32)

    def near(self, key: Key, others: Sequence[Key]) -> Sequence[Key]:
        """Those of some others that may be near one."""
        if len(others) < FEW:
            return others
        numbers, weights = self._rows[key]
        rows = [self._rows[other] for other in others]
        lengths = [len(of) for of, _ in rows]
        self._mine[numbers] = weights
        products = self._mine[np.concatenate([of for of, _ in rows])] * np.concatenate([of for _, of in rows])
        self._mine[numbers] = 0.0
        cosines = np.add.reduceat(products, np.cumsum([0, *lengths[:-1]]))
        return [others[place] for place in np.flatnonzero(cosines >= LEAST - MARGIN).tolist()]
