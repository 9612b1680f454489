"""How sure each link of a chain is of what is said: the speaker by the hedges of the words, relays not at all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from shilu.model.marks import HedgeMark
from shilu.model.statements import Chain, Factuality

_UNCERTAIN_ACTS = {"demand": "Uu", "order": "Uu", "offer": "Uu", "deny": "CT-"}
_WEAKNESS = {"CT+": 0, "PR+": 1, "PS+": 2, "PR-": 2, "PS-": 2, "Uu": 3, "CT-": 3}


class Hedges:
    """The hedges of one article by place."""

    def __init__(self, hedges: Sequence[HedgeMark]) -> None:
        self._hedges = hedges
        self._starts = [h.start for h in hedges]

    def value(self, start: int, end: int) -> str:
        """The speaker's value for a clause: that of its weakest marker, CT+ without one."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        values = [h.value for h in self._hedges[low:high]]
        return max(values, key=lambda v: _WEAKNESS[v], default="CT+")


def factuality(chain: Chain, speaker: str, act: str) -> tuple[Factuality, ...]:
    """One value a link: Uu for all that only relay, the speaker's own for the root."""
    root = _UNCERTAIN_ACTS.get(act, speaker)
    values: list[Factuality] = []
    for index, link in enumerate(chain):
        value = root if index == len(chain) - 1 else "Uu"
        values.append(value if isinstance(link, str) else tuple(value for _ in link))
    return tuple(values)
