"""What a rule finds about two points."""

from __future__ import annotations

from msgspec import Struct

from shilu.ledger.points import Point

LEAVES = frozenset({"superseded_by", "revised_down", "refined_by"})


class Verdict(Struct, frozen=True):
    """`a relation b` by a rule; `case` names the sentence that gives the reason."""

    a: Point
    b: Point
    relation: str
    rule: str
    case: str

    @property
    def dead(self) -> Point | None:
        """The point that this verdict takes out of the live set, if any."""
        return self.a if self.relation in LEAVES else None
