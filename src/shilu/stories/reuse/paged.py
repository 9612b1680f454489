"""The memory of an index of reuse in pages: of all that came, only what an article touches is read and written."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Sequence

import msgspec
import numpy as np

from shilu.model.stories import Reuse
from shilu.stories.pages import Pages
from shilu.stories.reuse.classes import Side
from shilu.stories.reuse.fingerprints import Hashes
from shilu.stories.reuse.folding import Folded
from shilu.stories.reuse.formulas import Flags, limit
from shilu.stories.reuse.memory import Kept, Recurring, newest
from shilu.stories.reuse.owners import PagedCounts, PagedOwners
from shilu.stories.reuse.table import Owners

# Short names: a database writes them beside every row. In capitals: long rows.
OWNER, RECURS, SIEVE, ARTICLE, OUTLET, NUMBER, RELATED, FOUND, COUNT = "ro", "rr", "rs", "RA", "rp", "rn", "rk", "RF", "rc"
TABLES = (OWNER, RECURS, SIEVE, ARTICLE, OUTLET, NUMBER, RELATED, FOUND, COUNT)
BITS, BLOCK = 1 << 19, 1 << 13  # of the sieve of formulas, and of one of its rows

_Row = tuple[str, str, str, bool, bytes, int, bytes]  # id, outlet, title, formulaic, codes, code points, which are kept
_rows = msgspec.msgpack.Decoder(_Row)
_reuses = msgspec.msgpack.Decoder(list[Reuse])


class Paged:
    """A `Memory` over pages. It holds nothing itself, so that whoever keeps the pages may turn them back between two articles."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._owners = PagedOwners(pages, OWNER)
        self._counts = PagedCounts(pages, RECURS)

    def __len__(self) -> int:
        return _number(self._pages.get(COUNT, (b"",)).get(b"", b""))

    def claim(self, prints: Sequence[Hashes], owner: int) -> list[Owners]:
        """As `Memory.claim`."""
        return [self._owners.claim(own, number) for number, own in enumerate(prints, owner)]

    def article(self, number: int) -> Kept:
        """As `Memory.article`."""
        key = _bytes(number)
        id_, outlet, title, formulaic, codes, length, mask = _rows.decode(self._pages.get(ARTICLE, (key,))[key])
        return Kept(id_, outlet, Side(title, Folded(np.frombuffer(codes, "<u2").astype(np.uint16), mask, length)), formulaic)

    def number(self, article: str) -> int:
        """As `Memory.number`."""
        key = article.encode()
        return _number(self._pages.get(NUMBER, (key,))[key])

    def outlets(self, numbers: Sequence[int]) -> list[str]:
        """As `Memory.outlets`."""
        keys = [_bytes(number) for number in numbers]
        rows = self._pages.get(OUTLET, keys)
        return [rows[key].decode() for key in keys]

    def kin(self, number: int) -> Collection[int]:
        """As `Memory.kin`."""
        key = _bytes(number)
        return _numbers(self._pages.get(RELATED, (key,)).get(key, b""))

    def formulas(self, outlet: str, prints: Hashes) -> Flags:
        """As `Memory.formulas`. Of many fingerprints most are told to be none by a few rows of bits."""
        found = self._perhaps(prints) if len(prints) > BITS // BLOCK else np.ones(len(prints), bool)
        places = found.nonzero()[0]
        found[places] = False
        for name in {outlet, ""} if len(places) else ():
            found[places] |= self._counts.of(name, prints[places], len(self)) >= limit(name)
        return found

    def _perhaps(self, prints: Hashes) -> Flags:
        """Which fingerprints may be formulas, by their low bits."""
        low = prints & np.uint64(BITS - 1)
        sieve = np.zeros(BITS // 8, np.uint8)
        for key, row in self._pages.get(SIEVE, [bytes((number,)) for number in range(BITS // BLOCK)]).items():
            sieve[key[0] * BLOCK // 8 : (key[0] + 1) * BLOCK // 8] = np.frombuffer(row, np.uint8)
        found: Flags = (sieve[low >> np.uint64(3)] >> (low & np.uint64(7)).astype(np.uint8)) & 1 != 0
        return found

    def _learn(self, prints: Collection[int]) -> None:
        """Note fingerprints that have become formulas."""
        for mark in prints:
            number, bit = divmod(mark % BITS, BLOCK)
            key = bytes((number,))
            row = bytearray(self._pages.get(SIEVE, (key,)).get(key, bytes(BLOCK // 8)))
            row[bit >> 3] |= 1 << (bit & 7)
            self._pages.put(SIEVE, {key: bytes(row)})

    def keep(self, article: Kept, kin: Collection[int], recurring: Recurring) -> None:
        """As `Memory.keep`."""
        number, folded = len(self), article.side.folded
        codes = folded.codes.astype("<u2").tobytes()
        row = (article.id, article.outlet, article.side.title, article.formulaic, codes, folded.length, folded.kept)
        key = _bytes(number)
        self._pages.put(ARTICLE, {key: msgspec.msgpack.encode(row)})
        self._pages.put(OUTLET, {key: article.outlet.encode()})
        self._pages.put(NUMBER, {article.id.encode(): key})
        self._pages.put(COUNT, {b"": _bytes(number + 1)})
        related = {_bytes(other): newest((*self.kin(other), number)) for other in kin}
        self._pages.put(
            RELATED, {one: b"".join(map(_bytes, others)) for one, others in (related | {key: newest(kin)}).items() if others}
        )
        for outlet, prints in recurring.items():
            self._learn(self._counts.add(outlet, prints, number, limit(outlet)).tolist())

    def remember(self, reuses: Sequence[Reuse]) -> None:
        """Keep what `ReuseIndex.add` found of the newest article."""
        if reuses:
            self._pages.put(FOUND, {_bytes(len(self) - 1): zlib.compress(msgspec.msgpack.encode(reuses), 1)})

    def found(self) -> Iterator[Reuse]:
        """All that was kept, in the order in which it was found."""
        for _, row in self._pages.scan(FOUND, (b"",)):
            yield from _reuses.decode(zlib.decompress(row))


def _bytes(number: int) -> bytes:
    return number.to_bytes(4, "big")


def _number(row: bytes) -> int:
    return int.from_bytes(row, "big")


def _numbers(row: bytes) -> list[int]:
    return [_number(row[at : at + 4]) for at in range(0, len(row), 4)]
