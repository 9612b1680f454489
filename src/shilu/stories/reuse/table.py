"""Who had a fingerprint first: a hash table in two arrays, since a dictionary would need eight times the memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shilu.stories.reuse.fingerprints import Hashes

SLOTS = 8  # in a bucket: 64 bytes, one line of the processor's cache
FULL = 0.45  # share of filled slots at which the table doubles: until then hardly a bucket overflows
LEAST = 1 << 10  # buckets to begin with

Owners = NDArray[np.int32]


class FirstOwners:
    """Fingerprint -> number of the first article that had it. A bucket that overflows forgets the newest: a fingerprint
    lost costs nothing, since a shared passage leaves many."""

    def __init__(self) -> None:
        self._keys = np.zeros((LEAST, SLOTS), np.uint64)
        self._owners = np.zeros((LEAST, SLOTS), np.int32)
        self._filled = 0

    def claim(self, keys: Hashes, owner: int) -> Owners:
        """The first owner of each key; `owner` for those that are new. Keys are unique and not 0."""
        if self._filled + len(keys) > FULL * self._keys.size:
            self._double()
        owners = np.full(len(keys), owner, np.int32)
        buckets = (keys & np.uint64(len(self._keys) - 1)).astype(np.intp)
        rows = self._keys[buckets]
        at, slot = np.nonzero(rows == keys[:, None])
        owners[at] = self._owners[buckets[at], slot]
        known = np.zeros(len(keys), bool)
        known[at] = True
        self._put(keys[~known], owners[~known], buckets[~known], rows[~known])
        return owners

    def _put(self, keys: Hashes, owners: Owners, buckets: NDArray[np.intp], rows: NDArray[np.uint64]) -> None:
        """Fill the first free slot of each bucket."""
        free = rows == 0
        slots, room = free.argmax(axis=1), free.any(axis=1)
        buckets, slots = buckets[room], slots[room]
        self._keys[buckets, slots] = keys[room]
        self._owners[buckets, slots] = owners[room]
        self._filled += len(buckets)

    def _double(self) -> None:
        """Twice the buckets: each splits in two by the next bit of its keys, which leaves every slot where it was."""
        upper = (self._keys & np.uint64(len(self._keys))) != 0
        self._keys = np.concatenate((np.where(upper, 0, self._keys), np.where(upper, self._keys, 0))).astype(np.uint64)
        self._owners = np.concatenate((self._owners, self._owners))

    @property
    def nbytes(self) -> int:
        """Bytes that the two arrays take."""
        return self._keys.nbytes + self._owners.nbytes
