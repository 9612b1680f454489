"""Where fingerprints stand in pages: many share a row, to which new ones are added at its end.

A row of its own for each would be four fifths overhead. How many rows there are grows with the articles: those of a
generation of articles lie in rows of their own, sixteen times as many as in the generation before, and stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from shilu.stories.reuse.fingerprints import Hashes

FIRST = 1 << 13  # articles of the first generation: then a row has some 40 fingerprints; 16 times as many until the second ends
STEP = 4  # bits by which the rows of the next generation are more
LOW = 16  # bits of a fingerprint that name its row in the first generation, and are not in the entry
GENERATIONS = 3
PRINT = [("high", "<u2"), ("low", "<u4")]  # the other 48 bits, with which an entry begins
REST = np.uint64((1 << 64 - LOW) - 1)

Places = NDArray[np.int64]


def generation_of(number: int) -> int:
    """That of an article."""
    return next((n for n in range(GENERATIONS - 1) if number < FIRST << STEP * n), GENERATIONS - 1)


def rows_of(prints: Hashes, generation: int, name: bytes = b"") -> list[bytes]:
    """The keys of the rows of a generation in which fingerprints would stand: a name, one byte, and their first bits."""
    bits = LOW + STEP * generation
    numbers = (prints >> np.uint64(64 - bits)) + np.uint64(generation << 24)
    whole = numbers.astype(">u4").tobytes()
    return [name + whole[at : at + 4] for at in range(0, len(whole), 4)]


def entries_of(prints: Hashes, kind: np.dtype[np.void]) -> NDArray[np.void]:
    """One entry for each fingerprint; whatever else is in it is for the caller to fill."""
    made = np.empty(len(prints), kind)
    made["low"], made["high"] = prints & np.uint64(0xFFFFFFFF), (prints & REST) >> np.uint64(32)
    return made


def found_in(rows: Sequence[bytes], prints: Hashes, kind: np.dtype[np.void]) -> tuple[Places, NDArray[np.void]]:
    """Fingerprints looked up, each in its row: the place of each that is found, as often as it is, and its entry."""
    each = np.frombuffer(b"".join(rows), kind)
    whose = np.repeat(np.arange(len(rows)), [len(row) // kind.itemsize for row in rows])
    known = each["high"].astype(np.uint64) << np.uint64(32) | each["low"]
    found = ((prints & REST)[whose] == known).nonzero()[0]
    return whose[found], each[found]


def longer(
    there: Mapping[bytes, bytes], keys: Sequence[bytes], entries: NDArray[np.void], chosen: Iterable[int]
) -> dict[bytes, bytes]:
    """Rows with some entries, by their places, put at their ends."""
    body, size = entries.tobytes(), entries.itemsize
    rows: dict[bytes, bytes] = {}
    for place in chosen:
        key = keys[place]
        rows[key] = (rows.get(key) or there.get(key, b"")) + body[place * size : (place + 1) * size]
    return rows
