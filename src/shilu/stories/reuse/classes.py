"""What two articles are to each other, by what they share and by what differs inside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from shilu.stories.reuse.align import Passage
from shilu.stories.reuse.fingerprints import distinct
from shilu.stories.reuse.folding import Folded

WHOLE = 0.8  # share of the smaller text that makes it the same words
PART = 0.3  # share of the smaller text that makes an old background
LONG = 45  # characters alike in one passage that nobody writes twice by chance
LEAD = 40  # characters at the top of a text: what is new stands there
FEW = 3  # slots that chance fills in alike
CHANGED = 0.5  # share of the numbers that even an edited copy does not change
MOST = 0.75  # share of the slots of a form without numbers that take names
AKIN = 0.06  # share of the groups of three characters that two texts on one matter have in common
SHORT = 40  # such groups: fewer say nothing
NUMBER = re.compile(r"\d+")


class Side(Struct, frozen=True):
    """One text of a pair: its title and its folded characters."""

    title: str
    folded: Folded

    def __len__(self) -> int:
        return len(self.folded.codes)


class Judged(Struct, frozen=True):
    """The kind of reuse, and whether the smaller text as a whole is the same words."""

    kind: str
    whole: bool


def judge_pair(a: Side, b: Side, passages: Sequence[Passage]) -> Judged | None:
    """What article `a` (the later) is to `b`; `None` when what they share is too little."""
    if not passages:
        return None
    in_a, in_b = _covered(len(a), [p.a for p in passages]), _covered(len(b), [p.b for p in passages])
    share_a, share_b = int(np.count_nonzero(in_a)) / len(a), int(np.count_nonzero(in_b)) / len(b)
    smaller = share_a if len(a) <= len(b) else share_b
    if smaller < WHOLE and max(p.alike for p in passages) < LONG:
        return None
    if _is_form(a, b, passages):
        return Judged("template", whole=False)
    whole = max(share_a, share_b) >= WHOLE
    if min(share_a, share_b) >= WHOLE:
        return Judged("copy", whole=True)
    if not whole and smaller >= PART and not in_a[:LEAD].any() and not in_b[:LEAD].all():
        return Judged("update", whole=False)
    return Judged("excerpt", whole=whole)


def _covered(length: int, ranges: Sequence[tuple[int, int]]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which characters lie inside the ranges."""
    mask = np.zeros(length, bool)
    for start, end in ranges:
        mask[start:end] = True
    return mask


def _is_form(a: Side, b: Side, passages: Sequence[Passage]) -> bool:
    """True when what differs is what a form is filled in with: most numbers, and names that the other text lacks."""
    mine, theirs = a.folded.whole, b.folded.whole
    slots = [(mine[i:j], theirs[k:m]) for passage in passages for (i, j), (k, m) in passage.slots()]
    names = [(x, y) for x, y in slots if len(x) > 1 and len(y) > 1 and not (x.isdigit() and y.isdigit())]
    foreign = [(x, y) for x, y in names if x not in theirs and y not in mine]  # names, not words put another way
    changed = sum(min(len(NUMBER.findall(x)), len(NUMBER.findall(y))) for x, y in slots if x and y)
    numbers = changed + sum(len(NUMBER.findall(mine[i : i + n])) for passage in passages for i, _, n in passage.runs)
    # what one text names again and again has another name in the other, or another title
    renamed = any((mine.count(x) > 1 and theirs.count(y) > 1) or (x in a.title and y in b.title) for x, y in foreign)
    if renamed and (changed >= FEW or not numbers):
        return True
    if numbers:
        return changed > CHANGED * numbers and changed + len(foreign) > 1
    return len(foreign) >= max(FEW, MOST * sum(1 for x, y in slots if x and y))


def akin(a: Side, b: Side, passages: Sequence[Passage]) -> bool:
    """True when two texts speak of one matter outside what they share word for word, too."""
    mine, theirs = _rest(a, [p.a for p in passages]), _rest(b, [p.b for p in passages])
    least = min(len(mine), len(theirs))
    return least < SHORT or len(np.intersect1d(mine, theirs, assume_unique=True)) >= AKIN * least


def _rest(side: Side, ranges: Sequence[tuple[int, int]]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """The different groups of three characters outside some ranges."""
    codes = side.folded.codes.astype(np.uint64)
    outside = ~_covered(len(codes), ranges)
    groups = (codes[:-2] << np.uint64(32)) | (codes[1:-1] << np.uint64(16)) | codes[2:]
    return distinct(groups[outside[:-2] & outside[2:]])
