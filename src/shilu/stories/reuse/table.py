"""Who had a fingerprint first: a hash table in one array, since a dictionary would need twelve times the memory."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from shilu.stories.reuse.fingerprints import Hashes

SLOTS = 8  # in a bucket: 64 bytes, one line of the processor's cache
FULL = 0.5  # share of filled slots at which the table doubles: until then hardly a bucket overflows
LEAST = 10  # the first buckets, as a power of two
SHARE = 1 << 16  # slots that are split at a time, so that little memory is held twice

Owners = NDArray[np.int32]
Buckets = NDArray[np.intp]
Flags = NDArray[np.bool_]


class FirstOwners:
    """Fingerprint -> number of the first article that had it.

    The low bits of a fingerprint are its bucket, so that the number of its owner, and 1, stands in their place. What has
    no room in its bucket stands in a dictionary until the table grows.
    """

    def __init__(self) -> None:
        self._bits = LEAST
        self._rows = np.zeros((1 << LEAST, SLOTS), np.uint64)
        self._spilled: dict[int, int] = {}  # keys whose bucket is full
        self._filled = 0

    def claim_each(self, keys: Sequence[Hashes], owner: int) -> list[Owners]:
        """The same for one owner after the other, from a number on, in one step."""
        if len(keys) == 1:
            return [self.claim(keys[0], owner)]
        ends = list(accumulate(map(len, keys), initial=0))
        every = np.concatenate(keys)
        claimants = np.repeat(np.arange(owner, owner + len(keys), dtype=np.int32), np.diff(ends))
        order = every.argsort()
        ordered = every[order]
        first = np.ones(len(every), bool)
        np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
        starts = first.nonzero()[0]
        owners = np.empty(len(every), np.int32)
        if len(every):
            earliest = np.minimum.reduceat(claimants[order], starts)
            owners[order] = self.claim(ordered[starts], earliest)[first.cumsum() - 1]
        return [owners[start:end] for start, end in pairwise(ends)]

    def claim(self, keys: Hashes, owner: int | Owners) -> Owners:
        """The first owner of each key; `owner` (of all, or of each) for those that are new. Keys are unique and not 0."""
        while self._filled + len(keys) > FULL * self._rows.size or int(np.max(owner, initial=0)) + 1 >> self._bits:
            self._double()
        owners = np.full(len(keys), owner, np.int32)
        mask = self._mask()
        buckets = (keys & mask).view(np.intp)
        rows = self._rows.take(buckets, axis=0)
        taken = rows != 0
        there = (((rows ^ keys[:, None]) <= mask) & taken).ravel().nonzero()[0]
        at = there // SLOTS
        owners[at] = (rows.ravel()[there] & mask).astype(np.int32) - 1
        new = np.ones(len(keys), bool)
        new[at] = False
        slots, full = _free(taken)
        for place in np.flatnonzero(new & full).tolist() if self._spilled else ():
            first = self._spilled.get(int(keys[place]))
            if first is not None:
                owners[place], new[place] = first, False
        self._put(keys[new], owners[new], buckets[new], slots[new], full[new])
        return owners

    def _mask(self) -> np.uint64:
        return np.uint64((1 << self._bits) - 1)

    def _put(self, keys: Hashes, owners: Owners, buckets: Buckets, slots: Buckets, full: Flags) -> None:
        """Fill the first free slots of some buckets; of several keys for one slot one stays, and the others try again."""
        self._filled += len(keys)
        mask, flat = self._mask(), self._rows.ravel()
        while len(keys):
            if full.any():
                self._spilled.update(zip(keys[full].tolist(), owners[full].tolist(), strict=True))
                keys, owners, buckets, slots = keys[~full], owners[~full], buckets[~full], slots[~full]
            places = buckets * SLOTS + slots
            entries = (keys & ~mask) | (owners + 1).astype(np.uint64)
            flat[places] = entries
            again = flat[places] != entries
            keys, owners, buckets = keys[again], owners[again], buckets[again]
            slots, full = _free(self._rows.take(buckets, axis=0) != 0)

    def _double(self) -> None:
        """Twice the buckets: each splits in two by the next bit of its keys, which leaves every slot where it was."""
        old, new = self._rows.ravel(), np.zeros(2 * self._rows.size, np.uint64)
        bit = np.uint64(1 << self._bits)
        for start in range(0, len(old), SHARE):
            share = old[start : start + SHARE]
            places = share.nonzero()[0]
            entries = share[places]
            upper = (entries & bit) != 0
            new[start + places + upper * len(old)] = entries & ~bit
        self._bits, self._rows = self._bits + 1, new.reshape(-1, SLOTS)
        keys, owners = np.array(list(self._spilled), np.uint64), np.array(list(self._spilled.values()), np.int32)
        self._spilled = {}
        self._filled -= len(keys)
        buckets = (keys & self._mask()).astype(np.intp)
        self._put(keys, owners, buckets, *_free(self._rows.take(buckets, axis=0) != 0))

    @property
    def nbytes(self) -> int:
        """Bytes that the array takes."""
        return self._rows.nbytes


def _free(taken: Flags) -> tuple[Buckets, Flags]:
    """The first free slot of each bucket, and which have none."""
    slots = taken.argmin(axis=1)
    return slots, taken[:, 0] & (slots == 0)
