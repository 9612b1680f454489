"""Who had a fingerprint first: a hash table in two arrays, since a dictionary would need eight times the memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shilu.stories.reuse.fingerprints import Hashes

SLOTS = 8  # in a bucket: 64 bytes, one line of the processor's cache
FULL = 0.45  # share of filled slots at which the table doubles: until then hardly a bucket overflows
LEAST = 1 << 10  # buckets to begin with

Owners = NDArray[np.int32]
Buckets = NDArray[np.intp]


class FirstOwners:
    """Fingerprint -> number of the first article that had it. What has no room in its bucket stands in a dictionary until
    the table grows."""

    def __init__(self) -> None:
        self._keys = np.zeros((LEAST, SLOTS), np.uint64)
        self._owners = np.zeros((LEAST, SLOTS), np.int32)
        self._spilled: dict[int, int] = {}  # keys whose bucket is full
        self._filled = 0

    def claim(self, keys: Hashes, owner: int) -> Owners:
        """The first owner of each key; `owner` for those that are new. Keys are unique and not 0."""
        while self._filled + len(keys) > FULL * self._keys.size:
            self._double()
        owners = np.full(len(keys), owner, np.int32)
        buckets = self._buckets(keys)
        rows = self._keys[buckets]
        at, slot = np.nonzero(rows == keys[:, None])
        owners[at] = self._owners[buckets[at], slot]
        new = np.ones(len(keys), bool)
        new[at] = False
        for place in np.flatnonzero(new & rows.all(axis=1)).tolist() if self._spilled else ():
            first = self._spilled.get(int(keys[place]))
            if first is not None:
                owners[place], new[place] = first, False
        self._put(keys[new], owners[new], buckets[new])
        return owners

    def _buckets(self, keys: Hashes) -> Buckets:
        return (keys & np.uint64(len(self._keys) - 1)).astype(np.intp)

    def _put(self, keys: Hashes, owners: Owners, buckets: Buckets) -> None:
        """Fill the first free slot of each bucket; of several keys for one slot one stays, and the others try again."""
        self._filled += len(keys)
        while len(keys):
            free = self._keys[buckets] == 0
            slots, room = free.argmax(axis=1), free.any(axis=1)
            self._spilled.update(zip(keys[~room].tolist(), owners[~room].tolist(), strict=True))
            keys, owners, buckets, slots = keys[room], owners[room], buckets[room], slots[room]
            self._keys[buckets, slots] = keys
            stays = self._keys[buckets, slots] == keys
            self._owners[buckets[stays], slots[stays]] = owners[stays]
            keys, owners, buckets = keys[~stays], owners[~stays], buckets[~stays]

    def _double(self) -> None:
        """Twice the buckets: each splits in two by the next bit of its keys, which leaves every slot where it was."""
        upper = (self._keys & np.uint64(len(self._keys))) != 0
        self._keys = np.concatenate((np.where(upper, 0, self._keys), np.where(upper, self._keys, 0))).astype(np.uint64)
        self._owners = np.concatenate((self._owners, self._owners))
        keys, owners = np.array(list(self._spilled), np.uint64), np.array(list(self._spilled.values()), np.int32)
        self._spilled = {}
        self._filled -= len(keys)
        self._put(keys, owners, self._buckets(keys))

    @property
    def nbytes(self) -> int:
        """Bytes that the two arrays take."""
        return self._keys.nbytes + self._owners.nbytes
