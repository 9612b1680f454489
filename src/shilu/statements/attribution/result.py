"""What attribution gives to the other rooms: the sayings, and who answers for any place of the text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from shilu.model.entities import Entity
from shilu.model.statements import Chain, Factuality, Link, Saying
from shilu.statements.attribution.factuality import relayed


@dataclass(frozen=True, slots=True)
class Attribution:
    """The sayings of one article and the unnamed sources met on the way.

    `outlet` is the publisher's entity id; `copied` the agency whose dispatch it publishes, if any, and `copied_from` where
    the dateline that says so stands.
    """

    outlet: str
    sayings: tuple[Saying, ...]
    agents: tuple[Entity, ...]
    copied: tuple[Link, ...] = ()
    copied_from: int = 0
    _starts: list[int] = field(init=False, repr=False, compare=False)
    _ordered: list[Saying] = field(init=False, repr=False, compare=False)
    _reach: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the contents by where they begin, with the farthest end so far, for lookups by bisection."""
        ordered = sorted(self.sayings, key=lambda s: (s.content[0], -s.content[1], s.id))
        object.__setattr__(self, "_ordered", ordered)
        object.__setattr__(self, "_starts", [s.content[0] for s in ordered])
        object.__setattr__(self, "_reach", list(accumulate((s.content[1] for s in ordered), max)))

    def saying_at(self, start: int, end: int) -> Saying | None:
        """The innermost saying whose content covers a range; `None` in the outlet's own voice."""
        best: Saying | None = None
        index = bisect_right(self._starts, start) - 1
        while index >= 0 and self._reach[index] >= end:
            saying = self._ordered[index]
            if saying.content[1] >= end and (best is None or _length(saying) < _length(best)):
                best = saying
            index -= 1
        return best

    def own(self, position: int) -> Chain:
        """The chain of words that nobody is given: the outlet, and behind a dateline the agency whose copy it publishes."""
        return (self.outlet, *self.copied) if self.copied and position >= self.copied_from else (self.outlet,)

    def chain_at(self, start: int, end: int) -> tuple[Chain, str | None, tuple[Factuality, ...]]:
        """Chain, saying id and factuality that hold for a range of the text; `[outlet]`, `None`, CT+ in its own voice,
        `[outlet, agency]` where the outlet publishes an agency's copy."""
        return self.chain_of(self.saying_at(start, end), start)

    def chain_of(self, saying: Saying | None, start: int) -> tuple[Chain, str | None, tuple[Factuality, ...]]:
        """The same at a position of which the saying is known."""
        if saying is None:
            chain = self.own(start)
            return chain, None, (*relayed(chain), "CT+")
        return saying.chain, saying.id, saying.factuality


def _length(saying: Saying) -> int:
    return saying.content[1] - saying.content[0]
