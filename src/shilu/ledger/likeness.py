"""Which earlier line of text is most like each one: shared pairs of neighbouring characters, over all lines at once.

A line is looked up by a few of its pairs only (a bottom-k sketch), and two lines are compared pair by pair only where
their lengths and fingerprints leave it possible, so that the work grows with the number of lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from shilu.stories.reuse.fingerprints import distinct

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]
U = np.uint64

SHORT = 8  # fewer pairs say too little to be recognised
SKETCH = 8  # of all pairs of a line, those that are looked up: enough to meet every near copy; no more than SHORT
POSTINGS = 16  # of the lines that share a pair, the newest that are compared
PRIME = 65521  # remainders by it order the pairs: chance to the language, the same in every run
SAME_VOICE, ANY_VOICE = 0.5, 0.8  # Dice: twice the shared pairs over the sum of both
# A line with its pair, or a pair with its line, is one number of 64 bits, to be sorted as such: 21 bits a character, 22 the line
CHARACTER, LINE, NUMBER = 21, 42, 22
INSIDE = 26  # a line with the order of a pair: 22 bits, 16 bits, then the place in the line
BATCH = 1 << 14  # pairs of lines that are compared at once: some 10 MB
BREAK = ord("\n")


class Pairs(NamedTuple):
    """The distinct pairs of all lines as numbers, ascending in each line. `starts` has one entry a line, and the end."""

    pairs: Numbers
    starts: Places

    def keys(self) -> Iterator[bytes]:
        """For each line what it shares with those lines only that have the same pairs; empty for a short line."""
        raw, ends = self.pairs.tobytes(), (8 * self.starts).tolist()
        return (raw[a:b] if b - a >= 8 * SHORT else b"" for a, b in pairwise(ends))

    def only(self, lines: Sequence[int]) -> Pairs:
        """The same for some lines alone, numbered anew."""
        sizes = np.diff(self.starts)
        chosen = np.zeros(sizes.size, np.bool_)
        chosen[np.asarray(lines, np.int64)] = True
        return Pairs(self.pairs[np.repeat(chosen, sizes)], np.append(0, np.cumsum(sizes[chosen])))


def pairs_of(text: str) -> Pairs:
    """The pairs of each line of a text that ends each with a line break; marks and white space do not count."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = codes[_counts(codes)]
    breaks = codes == BREAK
    inside = ~(breaks[:-1] | breaks[1:])
    lines = np.cumsum(breaks)[:-1].astype(np.uint64)
    codes = codes.astype(np.uint64)
    found = np.sort((lines << LINE | codes[:-1] << CHARACTER | codes[1:])[inside])
    found = found[np.diff(found, prepend=found[:1] + 1) != 0]
    starts = np.searchsorted(found, np.arange(breaks.sum() + 1, dtype=np.uint64) << LINE)
    return Pairs(found & (1 << LINE) - 1, starts)


def _counts(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which characters count: those of words, and the ends of lines."""
    table = np.bincount(codes) > 0
    met = np.flatnonzero(table)
    table[met] = [code == BREAK or (character := chr(code)).isalnum() or character == "_" for code in met.tolist()]
    return table[codes]


class Lines:
    """Lines in order, each asked once for the earlier one that is most like it. More may come: it costs what they cost.

    Every line has at least `SHORT` pairs. `voices` says who spoke each: one's own words are known again sooner than another's.
    """

    def __init__(self) -> None:
        """Begin with no line."""
        self._found = Pairs(np.zeros(0, np.uint64), np.zeros(1, np.int64))
        self._voices = np.zeros(0, np.int64)
        self._entries = np.zeros(0, np.uint64)  # the pairs of all sketches with the lines in which they stand, in order
        self._prints = np.zeros(0, np.uint64), np.zeros(0, np.uint64)
        self._spare = np.zeros(0, np.int64)  # of each line the pairs that fell on a bit of another

    def cut(self, lines: int) -> None:
        """Forget all lines but the first ones."""
        kept = int(self._found.starts[lines])
        self._found = Pairs(self._found.pairs[:kept], self._found.starts[: lines + 1])
        self._voices = self._voices[:lines]
        self._entries = self._entries[self._entries & U((1 << NUMBER) - 1) < lines]
        self._prints = self._prints[0][:lines], self._prints[1][:lines]
        self._spare = self._spare[:lines]

    def extend(self, more: Pairs, voices: Sequence[int], apart: Callable[[int, int], bool]) -> dict[int, tuple[int, float]]:
        """New line -> the earlier one that is most like it, and how like (Dice), where any is like enough; of equals the first.

        Two lines that are not `apart` are not compared.
        """
        best: dict[int, tuple[int, float]] = {}
        possible = self._possible(self._take(more, voices))
        for start in range(0, len(possible), BATCH):
            batch = possible[start : start + BATCH]
            for (old, new), likeness in zip(batch.tolist(), _likeness(self._found, batch), strict=True):
                least = SAME_VOICE if self._voices[old] == self._voices[new] else ANY_VOICE
                if likeness >= least and likeness > best.get(new, (0, 0.0))[1] and apart(old, new):
                    best[new] = old, likeness
        return best

    def _take(self, more: Pairs, voices: Sequence[int]) -> Places:
        """Keep some more lines; gives the places of their entries among all."""
        before, order = self._voices.size, _shuffled(more.pairs)
        entries = _entries(more, order, before)
        at = np.searchsorted(self._entries, entries)
        self._entries = np.insert(self._entries, at, entries)
        prints = _fingerprints(more, order)
        self._prints = np.concatenate((self._prints[0], prints[0])), np.concatenate((self._prints[1], prints[1]))
        self._spare = np.concatenate((self._spare, np.diff(more.starts) - sum(map(_ones, prints))))
        last = self._found.starts[-1]
        self._found = Pairs(
            np.concatenate((self._found.pairs, more.pairs)), np.concatenate((self._found.starts, more.starts[1:] + last))
        )
        self._voices = np.concatenate((self._voices, np.asarray(voices, np.int64)))
        return at + np.arange(at.size)

    def _possible(self, at: Places) -> Places:
        """(earlier, later) for the lines of some entries, in rows, that share a pair of their sketches with an earlier line
        and may share enough of all their pairs."""
        sizes, prints, entries = np.diff(self._found.starts), self._prints, self._entries
        met = [np.zeros(0, np.int64)]
        for lag in range(1, POSTINGS + 1):
            at = at[at >= lag]
            at = at[entries[at] >> U(NUMBER) == entries[at - lag] >> U(NUMBER)]  # who has no neighbour here has none farther
            if not at.size:
                break
            old, new = _line(entries[at - lag]), _line(entries[at])
            least = np.where(self._voices[old] == self._voices[new], SAME_VOICE / 2, ANY_VOICE / 2) * (sizes[old] + sizes[new])
            fits = np.flatnonzero(np.minimum(sizes[old], sizes[new]) >= least)
            old, new, least = old[fits], new[fits], least[fits]
            near = sum(_ones(half[old] & half[new]) for half in prints) + self._spare[new] >= least
            met.append(old[near] << NUMBER | new[near])
        both = distinct(np.concatenate(met))
        return np.column_stack((both >> NUMBER, both & (1 << NUMBER) - 1))


def _line(entries: Numbers) -> Places:
    """The lines of some entries."""
    return (entries & U((1 << NUMBER) - 1)).astype(np.int64)


def _likeness(found: Pairs, both: Places) -> Sequence[float]:
    """Dice for some pairs of lines: twice the shared pairs over the sum of both; 0 to 1."""
    sizes, lines = np.diff(found.starts), both.ravel()
    many = sizes[lines]
    starts = np.cumsum(many) - many
    inside = np.arange(many.sum()) - np.repeat(starts - found.starts[lines], many)
    owner = np.repeat(np.arange(lines.size, dtype=np.uint64) // 2, many)
    together = np.sort(owner << LINE | found.pairs[inside])
    twice = (together[1:][together[1:] == together[:-1]] >> LINE).astype(np.int64)
    likeness: list[float] = (2 * np.bincount(twice, minlength=len(both)) / sizes[both].sum(axis=1)).tolist()
    return likeness


def _shuffled(pairs: Numbers) -> Numbers:
    """For each pair its place in an order that is chance to the language."""
    second = pairs & U((1 << CHARACTER) - 1)
    return (second << U(32) | pairs >> U(CHARACTER)) % U(PRIME)


def _entries(found: Pairs, order: Numbers, before: int) -> Numbers:
    """The pairs of all sketches with the lines in which they stand, by pair, then line. Lines are numbered from `before` on."""
    sizes, starts = np.diff(found.starts), found.starts[:-1]
    lines = np.arange(sizes.size, dtype=np.uint64)
    inside = np.arange(found.pairs.size, dtype=np.uint64) - np.repeat(starts, sizes).astype(np.uint64)
    by_order = np.sort(np.repeat(lines << LINE, sizes) | order << INSIDE | inside)
    places = by_order[(starts[:, None] + np.arange(SKETCH)).ravel()] & (1 << INSIDE) - 1
    sketch = found.pairs[np.repeat(starts, SKETCH) + places.astype(np.int64)]
    return np.sort(sketch << NUMBER | np.repeat(lines + U(before), SKETCH))


def _fingerprints(found: Pairs, order: Numbers) -> tuple[Numbers, Numbers]:
    """Two words of 64 bits for each line; each of its pairs sets one bit in one of them."""
    bits, starts = U(1) << (order & U(63)), found.starts[:-1]
    high = (order & U(64)).astype(np.bool_)
    left: Numbers = np.bitwise_or.reduceat(np.where(high, bits, U(0)), starts)
    right: Numbers = np.bitwise_or.reduceat(np.where(high, U(0), bits), starts)
    return left, right


def _ones(words: Numbers) -> Places:
    """How many bits are set in each word of 64."""
    words = words - (words >> U(1) & U(0x5555555555555555))
    words = (words & U(0x3333333333333333)) + (words >> U(2) & U(0x3333333333333333))
    words = words + (words >> U(4)) & U(0x0F0F0F0F0F0F0F0F)
    return (words * U(0x0101010101010101) >> U(56)).astype(np.int64)
