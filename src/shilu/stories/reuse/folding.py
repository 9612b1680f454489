"""Characters as they are compared: letters and digits alone, one script, one width, one case, each with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from shilu.lang.script import simplify
from shilu.model.article import Article

BMP = 0x10000
APART = ("headline", "byline", "boilerplate")  # blocks whose words say nothing of where the text comes from

Codes = NDArray[np.uint16]
Places = NDArray[np.int32]


class Folded(Struct, frozen=True):
    """`codes[i]` is the i-th character compared, `places[i]` its code point in `Article.text`, of `length` code points; `kept`
    says of each by one bit whether it is compared, since millions of texts are held."""

    codes: Codes
    kept: bytes
    length: int

    @property
    def places(self) -> Places:
        """The code point of each character compared."""
        return np.unpackbits(np.frombuffer(self.kept, np.uint8), count=self.length).nonzero()[0].astype(np.int32)

    @property
    def whole(self) -> str:
        """All folded characters, as a string."""
        return self.codes.tobytes().decode("utf-16-le", "replace")


class _Table:
    """Code point -> the one compared in its stead; 0 for punctuation, space and what lies above the basic plane.

    It is filled as characters are met: a process that folds one article needs some hundreds of them, not all.
    """

    def __init__(self) -> None:
        self._codes: Codes = np.zeros(BMP, np.uint16)
        self._known = np.zeros(BMP, bool)

    def __getitem__(self, points: NDArray[np.uint32]) -> Codes:
        places = points.astype(np.intp)  # numpy looks up by any other number several times as slowly
        known = self._known[places]
        if not known.all():
            new = np.array(sorted({*points[~known].tolist()}), np.uint32)  # `np.unique` loads numpy's masked arrays first
            self._codes[new] = _folded(new)
            self._known[new] = True
        return self._codes[places]


_table = _Table()


def _folded(points: NDArray[np.uint32]) -> Codes:
    """What some code points of the basic plane are compared as."""
    plain = [chr(c) if not 0xD800 <= c < 0xE000 else " " for c in points.tolist()]
    single = [n if len(n := unicodedata.normalize("NFKC", c)) == 1 else c for c in plain]
    kept = [c.lower() if unicodedata.category(c)[0] in "LN" and len(c.lower()) == 1 else " " for c in single]
    codes = np.array([ord(c) for c in _each_alone("".join(kept))], np.uint32)
    above = codes >= BMP  # a rare character whose simple form lies there stays as it is
    codes[above] = points[above]
    codes[codes == ord(" ")] = 0
    return codes.astype(np.uint16)


def _each_alone(characters: str) -> str:
    """Each character in simplified script by itself: OpenCC would else read two neighbours as one word."""
    return simplify("\n".join(characters))[::2]


def fold(articles: Sequence[Article]) -> list[Folded]:
    """The characters of each article's own words: headline, byline and boilerplate are left out. Of all articles at once, so
    that characters which none had before are looked up together."""
    codes = np.frombuffer("".join([article.text for article in articles]).encode("utf-32-le"), np.uint32)
    folded = _table[codes if not len(codes) or codes.max() < BMP else np.where(codes < BMP, codes, 0)]
    ends = list(accumulate((len(article.text) for article in articles), initial=0))
    for article, start in zip(articles, ends, strict=False):
        for block in article.blocks:
            if block.kind in APART:
                folded[start + block.start : start + block.end] = 0
    kept = folded != 0
    return [
        Folded(folded[own][kept[own]], np.packbits(kept[own]).tobytes(), own.stop - own.start)
        for own in (slice(start, end) for start, end in pairwise(ends))
    ]
