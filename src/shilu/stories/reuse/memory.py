"""What an index of reuse remembers of the articles before: in the memory of a process here, in pages in `paged`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from shilu.stories.reuse.classes import Side
from shilu.stories.reuse.fingerprints import Hashes
from shilu.stories.reuse.folding import Places
from shilu.stories.reuse.formulas import Flags, Formulas, limit, stretches
from shilu.stories.reuse.table import FirstOwners, Owners

CANDIDATES = 6  # earlier articles that one is aligned with
KIN = 2 * CANDIDATES  # newest relatives that are remembered: CANDIDATES of them, were as many to fall away

Recurring = Mapping[str, Hashes]  # outlet, or "" for any -> fingerprints, each once


class Kept(Struct, frozen=True):
    """One article. `formulaic`: a formula stood in it when it came."""

    id: str
    outlet: str
    side: Side
    formulaic: bool

    @property
    def places(self) -> Places:
        """The code point of each folded character."""
        return self.side.folded.places

    def stretches(self, marked: Flags) -> list[tuple[int, int]]:
        """The code points that marked grams cover."""
        return self.words(stretches(marked.nonzero()[0].tolist()))

    def words(self, ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """The code points from the first to the last of ranges of folded characters."""
        places = self.places
        return [(int(places[start]), int(places[end - 1]) + 1) for start, end in ranges]


class Memory(Protocol):
    """Articles by number, in the order in which they came, and what was learned of them."""

    def __len__(self) -> int:
        """How many came."""
        ...

    def claim(self, prints: Sequence[Hashes], owner: int) -> list[Owners]:
        """For each of some articles, numbered from `owner` on, the first that had each of its fingerprints: its own number for
        those that are new. Each once, none is 0."""
        ...

    def article(self, number: int) -> Kept:
        """One of those that came."""
        ...

    def number(self, article: str) -> int:
        """Its number, by its id."""
        ...

    def outlets(self, numbers: Sequence[int]) -> list[str]:
        """Where some articles were published."""
        ...

    def kin(self, number: int) -> Collection[int]:
        """The newest KIN of those that hold its words as a whole, or whose words it holds."""
        ...

    def formulas(self, outlet: str, prints: Hashes) -> Flags:
        """Which of some fingerprints stand in formulas of an outlet, or of all."""
        ...

    def keep(self, article: Kept, kin: Collection[int], recurring: Recurring) -> None:
        """Take the next article in, with its kin, and what stands again in it though it has nothing else in common with
        the article where it stood."""
        ...


def newest(kin: Iterable[int]) -> tuple[int, ...]:
    """The newest KIN of some articles."""
    return tuple(sorted(kin)[-KIN:])


class Present:
    """The memory of a process."""

    def __init__(self) -> None:
        self._articles: list[Kept] = []
        self._numbers: dict[str, int] = {}
        self._owners = FirstOwners()
        self._recurring: dict[str, Counter[int]] = defaultdict(Counter)  # outlet or "" -> fingerprint -> how often
        self._formulas = Formulas()
        self._kin: dict[int, tuple[int, ...]] = {}
        self.recurred: list[Hashes] = []  # by number: fingerprints whose first owner has nothing else in common with it

    def __len__(self) -> int:
        return len(self._articles)

    def claim(self, prints: Sequence[Hashes], owner: int) -> list[Owners]:
        """As `Memory.claim`."""
        return self._owners.claim_each(prints, owner)

    def article(self, number: int) -> Kept:
        """As `Memory.article`."""
        return self._articles[number]

    def number(self, article: str) -> int:
        """As `Memory.number`."""
        return self._numbers[article]

    def outlets(self, numbers: Sequence[int]) -> list[str]:
        """As `Memory.outlets`."""
        return [self._articles[number].outlet for number in numbers]

    def kin(self, number: int) -> Collection[int]:
        """As `Memory.kin`."""
        return self._kin.get(number, ())

    def formulas(self, outlet: str, prints: Hashes) -> Flags:
        """As `Memory.formulas`."""
        return self._formulas.among(outlet, prints)

    def keep(self, article: Kept, kin: Collection[int], recurring: Recurring) -> None:
        """As `Memory.keep`."""
        number = len(self._articles)
        self._articles.append(article)
        self._numbers[article.id] = number
        if kin:
            self._kin[number] = newest(kin)
        for other in kin:
            self._kin[other] = newest((*self._kin.get(other, ()), number))
        self.recurred.append(recurring[""])
        for outlet, prints in recurring.items():
            self._recur(outlet, prints.tolist())

    def _recur(self, outlet: str, prints: Sequence[int]) -> None:
        """Count; many times makes a formula."""
        counts, enough = self._recurring[outlet], limit(outlet)
        counts.update(prints)
        for mark in [mark for mark in prints if counts[mark] == enough]:
            self._formulas.add(outlet, mark)
