"""Where two texts say the same: exact runs as seeds, joined to passages over small edits."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from msgspec import Struct

from shilu.stories.reuse.fingerprints import GRAM, Hashes

GAP = 24  # characters, on either side, that an edit inside one passage may take
SHIFT = 12  # characters by which it may lengthen or shorten the text
LEAST = 15  # characters alike that make a passage
ROOM = 8  # places in the join for each gram

Run = tuple[int, int, int]  # start in a, start in b, length (of seeds in grams, else in characters)


class Passage(Struct, frozen=True):
    """Half-open ranges of folded characters in both texts, with the exact runs that they rest on, in order; so many characters
    are alike."""

    runs: tuple[Run, ...]
    alike: int

    @property
    def a(self) -> tuple[int, int]:
        """The range in a."""
        return self.runs[0][0], self.runs[-1][0] + self.runs[-1][2]

    @property
    def b(self) -> tuple[int, int]:
        """The range in b."""
        return self.runs[0][1], self.runs[-1][1] + self.runs[-1][2]

    @property
    def similarity(self) -> float:
        """Characters alike, of the longer side."""
        return self.alike / max(self.a[1] - self.a[0], self.b[1] - self.b[0])

    def slots(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """What differs between the runs: a range in a and one in b, either may be empty."""
        return [((i + n, k), (j + n, m)) for (i, j, n), (k, m, _) in pairwise(self.runs)]


def align(a: Hashes, b: Hashes) -> list[Passage]:
    """The passages that two texts share, by the grams of both; in order of a."""
    runs = _extended(a, b, _seeds(a, b))
    chains = ((chain, sum([length for _, _, length in chain])) for chain in _chains(runs))
    return [Passage(chain, alike) for chain, alike in chains if alike >= LEAST]


def _seeds(a: Hashes, b: Hashes) -> list[Run]:
    """Where equal grams begin to run on in step, and for how many grams; a gram that stands in b more than once is taken
    where it stands first."""
    if not len(a) or not len(b):
        return []
    mask = np.uint64((1 << (ROOM * len(b)).bit_length()) - 1)
    where = np.zeros(int(mask) + 1, np.intp)  # a join by hashing: a gram lost to another splits a run, and extending mends that
    where[(b & mask)[::-1].view(np.intp)] = np.arange(len(b) - 1, -1, -1)
    found = where[(a & mask).view(np.intp)]
    i = (b[found] == a).nonzero()[0]
    j = found[i]
    starts = ((i[1:] - i[:-1] != 1) | (j[1:] - j[:-1] != 1)).nonzero()[0] + 1
    first = np.concatenate(([0], starts)) if len(i) else starts
    ends = np.concatenate((starts, [len(i)])) if len(i) else starts
    return list(zip(i[first].tolist(), j[first].tolist(), (ends - first).tolist(), strict=True))


def _extended(a: Hashes, b: Hashes, seeds: list[Run]) -> list[Run]:
    """Each seed made as long as it goes; where the last run's offset holds again it is kept, though the gram stood earlier."""
    runs: list[Run] = []
    done, shift = 0, None
    for start, place, steps in seeds:
        i = max(done, start)
        j, known = place + i - start, start + steps - i
        if shift is not None and shift != j - i and i < len(a) and i + shift < len(b) and b[i + shift] == a[i]:
            j, known = i + shift, 1
        if known > 0 or (i < len(a) and j < len(b) and a[i] == b[j]):
            length = _length(a, b, (i, j, max(known, 1)))
            runs.append((i, j, length + GRAM - 1))
            done, shift = i + length, j - i
    return runs


def _length(a: Hashes, b: Hashes, run: Run) -> int:
    """How many grams are alike from two places on, of which some are known to be."""
    i, j, known = run
    reach = min(len(a) - i, len(b) - j)
    if known == reach or a[i + known] != b[j + known]:
        return known
    unlike = a[i + known : i + reach] != b[j + known : j + reach]
    return known + int(unlike.argmax()) if unlike.any() else reach


def _chains(runs: list[Run]) -> list[tuple[Run, ...]]:
    """Runs in order of a, joined while the way from one to the next is short and nearly as long in both texts."""
    chains: list[list[Run]] = []
    for i, j, length in runs:
        chain = chains[-1] if chains else []
        if chain:
            over = max(0, chain[-1][0] + chain[-1][2] - i, chain[-1][1] + chain[-1][2] - j)
            if length > over and _follows(chain[-1], (i, j, length)):
                chain.append((i + over, j + over, length - over))
                continue
        chains.append([(i, j, length)])
    return [tuple(chain) for chain in chains]


def _follows(last: Run, run: Run) -> bool:
    """True when a run goes on where the last one ended."""
    in_a, in_b = run[0] - last[0] - last[2], run[1] - last[1] - last[2]
    return in_a <= GAP and -GRAM < in_b <= GAP and abs(in_a - in_b) <= SHIFT
