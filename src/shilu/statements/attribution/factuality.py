"""How sure each link of a chain is of what is said: the speaker by the hedges of the words, relays not at all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from shilu.model.marks import HedgeMark
from shilu.model.statements import Chain, Factuality, Link

OWN_VALUE = {"demand": "Uu", "order": "Uu", "offer": "Uu", "deny": "CT-"}  # acts that decide, whatever hedges stand near
_SHORT: tuple[tuple[Factuality, ...], ...] = ((), (), ("Uu",))  # relayed by chains of no, one and two links
_LONG = len(_SHORT)
_WEAKNESS = {"CT+": 0, "PR+": 1, "PS+": 2, "PR-": 2, "PS-": 2, "Uu": 3, "CT-": 3}


class Hedges:
    """The hedges of one article by place."""

    def __init__(self, hedges: Sequence[HedgeMark]) -> None:
        self._hedges = hedges
        self._starts = [h.start for h in hedges]

    def any(self, start: int, end: int) -> bool:
        """Whether a hedge begins in a range."""
        low = bisect_left(self._starts, start)
        return low < len(self._starts) and self._starts[low] < end

    def value(self, start: int, end: int) -> str:
        """The speaker's value for a clause: that of its weakest marker, CT+ without one."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return weakest(self._hedges[low:high]) if low < high else "CT+"


def weakest(hedges: Sequence[HedgeMark]) -> str:
    """The value of the weakest of some hedges, CT+ without one."""
    if len(hedges) < 2:
        return hedges[0].value if hedges else "CT+"
    return max([hedge.value for hedge in hedges], key=_WEAKNESS.__getitem__)


def relayed(chain: Chain) -> tuple[Factuality, ...]:
    """Uu for each link that only relays: all but the root."""
    links = len(chain)
    if links < _LONG:  # the first is the outlet
        return _SHORT[links]
    return tuple(["Uu" if isinstance(link, str) else ("Uu",) * len(link) for link in chain[:-1]])


def rooted(root: Link, speaker: str, act: str) -> Factuality:
    """The value of the root: the speaker's own, unless the act itself leaves open whether the thing is so."""
    value = OWN_VALUE.get(act, speaker)
    return value if isinstance(root, str) else (value,) * len(root)


def with_root(values: tuple[Factuality, ...], root: str) -> tuple[Factuality, ...]:
    """The same values with another one for the root: a figure is as sure as its own clause, not as all that was said."""
    if not values:
        return values
    last = values[-1]
    return (*values[:-1], root if isinstance(last, str) else tuple(root for _ in last))
