"""What is found across the series of a story: parts and wholes, lost restrictions, forecasts and what came of them.

Series by series: only those are gone through again that have changed, or of which a whole or a sibling has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence

from shilu.ledger.cross import Outcomes, crowds, drift
from shilu.ledger.lattice import Lattice
from shilu.ledger.parting import Parts, Whole
from shilu.ledger.points import Point
from shilu.ledger.signature import GROUPS_APART, Signature
from shilu.ledger.verdict import Verdict
from shilu.model.entities import Entities

Grouped = Mapping[Signature, Sequence[Point]]
Changed = Iterator[tuple[Hashable, Sequence[Verdict]]]  # a source, and all that it finds now
CROWDS = frozenset({"participants", "attackers"})


class Across:
    """The verdicts on numbers of two series, and on forecasts, each under its source.

    The series of both numbers are the same for all that one source ever finds.
    """

    def __init__(self) -> None:
        """Begin with no series."""
        self._lattice = Lattice()
        self._nearest: dict[Signature, list[Signature]] = {}
        self._within: dict[Signature, set[Signature]] = defaultdict(set)  # whole -> its parts
        self._wholes: dict[Signature, Whole] = {}
        self._parts: dict[Signature, tuple[Hashable, Parts]] = {}
        self._naming: dict[str, set[Signature]] = defaultdict(set)  # figure -> the series that have a named part of it
        self._outcomes: dict[Signature, Outcomes] = {}
        self._apart: dict[Signature, list[Sequence[Point]]] = {}
        self._crowd: Hashable = None

    def follow(
        self, grouped: Grouped, touched: Collection[Signature], anew: Collection[str], by_id: Mapping[str, Point],
        entities: Entities, *, elsewhere: bool,
    ) -> Changed:  # fmt: skip
        """What has changed. `touched` are the series that are not as they were, `anew` the figures that are new or read otherwise;
        `elsewhere` when something else is known of a place."""
        yield from self._follow_parts(grouped, touched, anew, by_id, entities, elsewhere=elsewhere)
        for signature in touched:
            if signature not in grouped:
                if self._outcomes.pop(signature, None):
                    yield ("outcome", signature), ()
                continue
            if signature in self._outcomes or len(grouped[signature]) > 1:
                outcomes = self._outcomes.setdefault(signature, Outcomes())
                yield ("outcome", signature), outcomes.follow(grouped[signature])
        yield from self._follow_drifts(grouped, touched)
        if elsewhere or any(signature.kind in CROWDS for signature in touched):
            if self._crowd is not None:
                yield self._crowd, ()
            self._crowd = ("crowd", *sorted(signature for signature in grouped if signature.kind in CROWDS))
            yield self._crowd, list(crowds(grouped, entities))

    def _follow_parts(
        self, grouped: Grouped, touched: Collection[Signature], anew: Collection[str], by_id: Mapping[str, Point],
        entities: Entities, *, elsewhere: bool,
    ) -> Changed:  # fmt: skip
        named = {signature for one in anew if one in self._naming for signature in self._naming[one]} - set(touched)
        again = {*touched, *named, *self._place(grouped, touched, entities, elsewhere=elsewhere)}
        again.update(part for whole in touched for part in self._within.get(whole, ()))
        for whole in {whole for part in again for whole in self._nearest.get(part, ())}:
            self._wholes.setdefault(whole, Whole()).follow(grouped[whole])
        for gone in self._wholes.keys() & (set(touched) - grouped.keys()):
            del self._wholes[gone]
        for signature in again:
            nearest = self._nearest.get(signature, ())
            if not nearest and signature not in self._parts and not any(p.figure.part_of for p in grouped.get(signature, ())):
                continue  # most stand alone
            source = ("parts", signature, *nearest)
            before, parts = self._parts.get(signature, (source, Parts()))
            if before != source or signature not in grouped:
                yield before, ()
            if signature not in grouped:
                self._parts.pop(signature, None)
                continue
            if signature in named:
                parts = Parts()
            self._parts[signature] = source, parts
            parts.follow(grouped[signature], [(whole, self._wholes[whole]) for whole in nearest], by_id)
            for figure in parts.naming:
                self._naming[figure].add(signature)
            yield source, parts.found

    def _place(self, grouped: Grouped, touched: Collection[Signature], entities: Entities, *, elsewhere: bool) -> set[Signature]:
        """Find the wholes of what is new, and of what may have new wholes; gives the series that have others than before."""
        doubtful = set(grouped) if elsewhere else set[Signature]()
        changed = ((one, one in grouped) for one in touched if (one in grouped) != (one in self._nearest))
        doubtful |= self._lattice.change(changed)
        found: set[Signature] = set()
        for signature in doubtful | {one for one in touched if one not in grouped}:
            before = self._nearest.pop(signature, None)
            for whole in before or ():
                self._within[whole].discard(signature)
            if signature in grouped:
                self._nearest[signature] = nearest = self._lattice.wholes(signature, entities)
                for whole in nearest:
                    self._within[whole].add(signature)
                if nearest != before:
                    found.add(signature)
        return found

    def _follow_drifts(self, grouped: Grouped, touched: Collection[Signature]) -> Changed:
        """R12 for the groups that are apart within all."""
        for signature in touched:
            if signature.group in GROUPS_APART and signature in grouped:
                self._apart.setdefault(signature, [])
        for signature in list(self._apart):
            if signature not in grouped:
                del self._apart[signature]
                yield ("drift", signature), ()
                continue
            siblings = [grouped.get(_sibling(signature, group), ()) for group in ("all", *sorted(GROUPS_APART - {signature.group}))]
            made_of = [grouped[signature], *siblings]
            if (
                any(one is not other for one, other in zip(made_of, self._apart[signature], strict=False))
                or not self._apart[signature]
            ):
                self._apart[signature] = made_of
                yield ("drift", signature), list(drift(*made_of))


def _sibling(signature: Signature, group: str) -> Signature:
    return signature._replace(group=group, words="")
