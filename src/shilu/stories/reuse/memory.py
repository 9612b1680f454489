"""What an index of reuse remembers of the articles before: in the memory of a process here, in pages in `paged`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from msgspec import Struct

from shilu.stories.reuse.classes import Side
from shilu.stories.reuse.fingerprints import Hashes
from shilu.stories.reuse.folding import Places
from shilu.stories.reuse.table import FirstOwners, Owners

CANDIDATES = 6  # earlier articles that one is aligned with
KIN = 2 * CANDIDATES  # newest relatives that are remembered: CANDIDATES of them, were as many to fall away
FORMULA = 3  # unrelated articles of one outlet after which what they share is its formula
FORMULA_ANYWHERE = 5  # of any outlet

Recurring = tuple[str, int]  # outlet or "" for any, and a fingerprint


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


class Memory(Protocol):
    """Articles by number, in the order in which they came, and what was learned of them."""

    def __len__(self) -> int:
        """How many came."""
        ...

    def claim(self, prints: Hashes, owner: int) -> Owners:
        """The first article that had each fingerprint; `owner` for those that are new. Each once, none is 0."""
        ...

    def article(self, number: int) -> Kept:
        """One of those that came."""
        ...

    def number(self, article: str) -> int:
        """Its number, by its id."""
        ...

    def kin(self, number: int) -> Collection[int]:
        """The newest KIN of those that hold its words as a whole, or whose words it holds."""
        ...

    def formulas(self, outlet: str, prints: Collection[int]) -> set[int]:
        """Which of some fingerprints stand in formulas of an outlet, or of all."""
        ...

    def keep(self, article: Kept, kin: Collection[int], recurring: Sequence[Recurring]) -> None:
        """Take the next article in, with its kin, and what stands again in it though it has nothing else in common with
        the article where it stood."""
        ...


def limit(outlet: str) -> int:
    """So often does a fingerprint recur that is a formula."""
    return FORMULA if outlet else FORMULA_ANYWHERE


def newest(kin: Iterable[int]) -> tuple[int, ...]:
    """The newest KIN of some articles."""
    return tuple(sorted(kin)[-KIN:])


class Present:
    """The memory of a process."""

    def __init__(self) -> None:
        self._articles: list[Kept] = []
        self._numbers: dict[str, int] = {}
        self._owners = FirstOwners()
        self._recurring: Counter[Recurring] = Counter()
        self._formulas: dict[str, set[int]] = defaultdict(set)
        self._kin: dict[int, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self._articles)

    def claim(self, prints: Hashes, owner: int) -> Owners:
        """As `Memory.claim`."""
        return self._owners.claim(prints, owner)

    def article(self, number: int) -> Kept:
        """As `Memory.article`."""
        return self._articles[number]

    def number(self, article: str) -> int:
        """As `Memory.number`."""
        return self._numbers[article]

    def kin(self, number: int) -> Collection[int]:
        """As `Memory.kin`."""
        return self._kin.get(number, ())

    def formulas(self, outlet: str, prints: Collection[int]) -> set[int]:
        """As `Memory.formulas`."""
        own, common = self._formulas[outlet], self._formulas[""]
        return own.intersection(prints) | common.intersection(prints) if own or common else set()

    def keep(self, article: Kept, kin: Collection[int], recurring: Sequence[Recurring]) -> None:
        """As `Memory.keep`."""
        number = len(self._articles)
        self._articles.append(article)
        self._numbers[article.id] = number
        if kin:
            self._kin[number] = newest(kin)
        for other in kin:
            self._kin[other] = newest((*self._kin.get(other, ()), number))
        for key in recurring:
            self._recurring[key] += 1
            if self._recurring[key] == limit(key[0]):
                self._formulas[key[0]].add(key[1])
