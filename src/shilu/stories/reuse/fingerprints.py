"""Winnowing (Schleimer, Wilkerson, Aiken 2003): few hashes for a text, the same few wherever a run of it stands again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from shilu.stories.reuse.folding import Codes

GRAM = 8  # characters hashed together
WINDOW = 8  # grams of which one is kept: any run of GRAM + WINDOW - 1 characters leaves a fingerprint
BASE = np.uint64(0x9E3779B97F4A7C15)
MIX = np.uint64(0xD6E8FEB86659FD93)
HALF = np.uint64(32)

Hashes = NDArray[np.uint64]
Number = TypeVar("Number", bound=np.integer[Any])


def grams(codes: Codes) -> Hashes:
    """One hash for each run of GRAM characters; empty for a shorter text. None is 0."""
    count = len(codes) - GRAM + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    wide = codes.astype(np.uint64)
    two = wide[:-1] * BASE + wide[1:]  # by doubling: 2, 4, 8 characters
    two ^= two >> HALF
    four = (two[:-2] * BASE + two[2:]) * MIX
    four ^= four >> HALF
    eight = (four[:-4] * BASE + four[4:]) * MIX
    eight ^= eight >> HALF
    hashes: Hashes = np.maximum(eight[:count], np.uint64(1))
    return hashes


def winnow(hashes: Hashes) -> Hashes:
    """The fingerprints of a text: the least hash of each window, each once, sorted."""
    if len(hashes) > WINDOW:
        return distinct(_least(hashes))
    return hashes.min(keepdims=True) if len(hashes) else hashes


def of_each(texts: Sequence[Codes]) -> Iterator[tuple[Hashes, Hashes]]:
    """The grams and the fingerprints of each of some texts, at the cost of one long text: what runs on from one text into the
    next is left out."""
    ends = list(accumulate(map(len, texts), initial=0))
    hashes = grams(np.concatenate(texts))
    least = _least(hashes) if len(hashes) > WINDOW else hashes
    other = np.ones(len(least), bool)  # than the window before: there are four times as many windows as fingerprints
    np.not_equal(least[1:], least[:-1], out=other[1:])
    for start, end in pairwise(ends):
        own = hashes[start : max(start, end - GRAM + 1)]
        windows = slice(start, start + len(own) - WINDOW + 1)
        if len(own) > WINDOW:
            other[start] = True
            yield own, distinct(least[windows][other[windows]])
        else:
            yield own, winnow(own)


def _least(hashes: Hashes) -> Hashes:
    """The least hash of each window."""
    least = hashes
    for step in (1, 2, 4):
        least = np.minimum(least[:-step], least[step:])
    return least


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """Each once, sorted: `np.unique`, which hashes all before it sorts and takes four times as long for an article; and loads
    numpy's masked arrays first."""
    ordered = values.copy()
    ordered.sort()
    first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]
