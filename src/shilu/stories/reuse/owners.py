"""Who had a fingerprint first, and which stood again in unrelated articles, in pages."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from shilu.stories.pages import Pages
from shilu.stories.reuse.fingerprints import Hashes
from shilu.stories.reuse.shelves import PRINT, entries_of, found_in, generation_of, longer, rows_of
from shilu.stories.reuse.table import Owners

ENTRY = np.dtype([*PRINT, ("owner", "<u4")])
AGAIN = np.dtype(PRINT)  # as many entries as it stood again


class PagedOwners:
    """Fingerprint -> number of the first article that had it. Nothing is held here."""

    def __init__(self, pages: Pages, table: str) -> None:
        self._pages, self._table = pages, table

    def claim(self, prints: Hashes, owner: int) -> Owners:
        """As `Memory.claim`: the first owner of each; `owner` for those that are new."""
        newest = generation_of(owner)
        keys = [rows_of(prints, generation) for generation in range(newest + 1)]
        there = self._pages.get(self._table, {key for some in keys for key in some})
        owners, new = np.full(len(prints), owner, np.int32), np.ones(len(prints), bool)
        for some in keys:
            places, entries = found_in([there.get(key, b"") for key in some], prints, ENTRY)
            owners[places], new[places] = entries["owner"], False
        made = entries_of(prints, ENTRY)
        made["owner"] = owner
        self._pages.put(self._table, longer(there, keys[newest], made, new.nonzero()[0].tolist()))
        return owners


class PagedCounts:
    """How often fingerprints stood again, by outlet or, under "", in any. Nothing is held here."""

    def __init__(self, pages: Pages, table: str) -> None:
        self._pages, self._table = pages, table

    def of(self, outlet: str, prints: Hashes, number: int) -> NDArray[np.int64]:
        """How often each stood again before the article of a number came, as far as that was counted."""
        counts, _, _ = self._counted(outlet, prints, generation_of(number))
        return counts

    def _counted(self, outlet: str, prints: Hashes, newest: int) -> tuple[NDArray[np.int64], list[bytes], dict[bytes, bytes]]:
        name = outlet.encode() + b"\0"
        keys = [rows_of(prints, generation, name) for generation in range(newest + 1)]
        there = self._pages.get(self._table, {key for some in keys for key in some})
        counts = np.zeros(len(prints), np.int64)
        for some in keys:
            places, _ = found_in([there.get(key, b"") for key in some], prints, AGAIN)
            np.add.at(counts, places, 1)
        return counts, keys[newest], there

    def add(self, outlet: str, prints: Hashes, number: int, most: int) -> Hashes:
        """Count each once more, of article `number`, up to `most`; returns those that have come to it now."""
        counts, keys, there = self._counted(outlet, prints, generation_of(number))
        fewer = (counts < most).nonzero()[0].tolist()
        self._pages.put(self._table, longer(there, keys, entries_of(prints, AGAIN), fewer))
        now: Hashes = prints[counts == most - 1]
        return now
