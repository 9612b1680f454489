"""Counted things whose words run on into what they did (龙卷风横扫六州), known by the words of the things alone (龙卷风)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

LEAST_HEAD, LEAST_REST = 2, 4  # characters of a counted thing, and of what is said of it
Counted = tuple[str, str]  # a kind, and the words of what is counted


class Heads:
    """The words of all that is counted, each cut to the shortest known words that begin them. Words may come and go."""

    def __init__(self) -> None:
        """Begin with no words."""
        self._known: Counter[Counted] = Counter()
        self._running_on: dict[Counted, set[Counted]] = defaultdict(set)  # possible head -> longer words that begin with it
        self._cut: dict[Counted, str] = {}

    def of(self, counted: Counted) -> str:
        """The words cut to their head; themselves when they have none, or when enough does not follow to be a clause of its own."""
        return self._cut.get(counted, counted[1])

    def replace(self, gone: Iterable[Counted], come: Iterable[Counted]) -> set[Counted]:
        """Forget some words (of loose kinds), once for each time, and know some; gives those that are cut otherwise now."""
        lost, won = (Counter(some) for some in (gone, come))
        before = {one: one in self._known for one in (*lost, *won)}
        self._known.update(won)
        self._known.subtract(lost)
        doubtful: set[Counted] = set()
        for one, known in before.items():
            if not self._known[one]:
                del self._known[one]
            if known != (one in self._known):
                for start in _starts(one[1]):
                    (self._running_on[one[0], start].discard if known else self._running_on[one[0], start].add)(one)
                doubtful |= {one, *self._running_on.get(one, ())}
        return {one for one in doubtful if self._changes(one)}

    def _changes(self, one: Counted) -> bool:
        """Find the head of some words; whether it is another than before."""
        before = self._cut.pop(one, None)
        kind, words = one
        head = next((start for start in _starts(words) if (kind, start) in self._known), None) if one in self._known else None
        if head is not None:
            self._cut[one] = head
        return head != before


def _starts(words: str) -> Iterator[str]:
    """The possible heads of some words, the shortest first."""
    return (words[:size] for size in range(LEAST_HEAD, len(words) - LEAST_REST + 1))
