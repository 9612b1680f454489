"""What a rule finds about two points."""

from __future__ import annotations

from dataclasses import dataclass

from shilu.ledger.points import Point

LEAVES = frozenset({"superseded_by", "revised_down", "refined_by"})


@dataclass(frozen=True, slots=True)
class Verdict:
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
