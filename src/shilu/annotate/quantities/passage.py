"""What the numbers of one text are read against: its words, its clauses, and which rare words occur in it at all."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from shilu.annotate.reading import Reading
from shilu.lang.patterns import spots

LOOSE = ("至少", "最少", "起码", "最多", "至多")
_QUAKES = ("震", "规模", "里氏", "芮氏", "黎克特制")


class Passage:
    """`loose`: a bound word may stand a verb away from its number."""

    def __init__(self, text: str, read: Reading | None = None) -> None:
        """The text of a read article, or one that is a single clause."""
        self.text = text
        self.loose = any(text.startswith(LOOSE, at - 1) for last in "少多码" for at in spots(text, last))
        self._read = read

    @cached_property
    def quakes(self) -> bool:
        """The text may speak of an earthquake."""
        return any(word[-1] in self.text and word in self.text for word in _QUAKES)

    @cached_property
    def _clauses(self) -> list[int]:
        """Where the clauses begin."""
        return [start for start, _ in self._read.clauses] if self._read else [0]

    def clause(self, position: int) -> int:
        """Where the clause of a position begins; a comma inside a number does not matter here."""
        at = bisect_right(self._clauses, position) - 1
        return self._clauses[at] if at >= 0 else 0
