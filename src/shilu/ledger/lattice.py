"""Parts and wholes between series: groups within all, places within places, dead and injured within casualties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from shilu.entities.areas import ancestors
from shilu.ledger.estimates import Step, raise_to_parts
from shilu.ledger.matters import around_each, is_area
from shilu.ledger.signature import CASUALTIES, GROUPS_APART, NO_PART, Signature
from shilu.model.entities import Entities

COUNTED_TOGETHER = CASUALTIES - {"missing", "casualties"}


class Lattice:
    """All series of a story, asked for the wholes of each. Series may come and go."""

    def __init__(self) -> None:
        """Begin with none."""
        self._alike: dict[tuple[object, ...], dict[tuple[str, str, str], Signature]] = defaultdict(dict)
        self._worded: dict[tuple[object, ...], dict[str, set[Signature]]] = defaultdict(lambda: defaultdict(set))

    def change(self, changed: Iterable[tuple[Signature, bool]]) -> set[Signature]:
        """Let series come (True) or go; gives those that may have other wholes now."""
        doubtful: dict[tuple[tuple[object, ...], str], None] = {}
        for one, known in changed:
            alike = self._alike[one.kind, one.increment, one.incident, one.unit, one.words]
            kind = "casualties" if one.kind in COUNTED_TOGETHER else one.kind
            matter: tuple[object, ...] = (kind, one.increment, one.incident, one.unit)
            doubtful[matter, one.words] = None
            if known:
                alike[one.group, one.place, one.site] = one
                self._worded[matter][one.words].add(one)
            else:
                del alike[one.group, one.place, one.site]
                self._worded[matter][one.words].discard(one)
        found: set[Signature] = set()
        for matter, words in doubtful:
            worded = self._worded[matter]
            found.update(*([worded[words]] if words else worded.values()))
        return found

    def wholes(self, part: Signature, entities: Entities) -> list[Signature]:
        """The series of which this one counts a part, nearest first."""
        rest = part.increment, part.incident, part.unit
        if not part.words and part.kind not in COUNTED_TOGETHER and len(self._alike.get((part.kind, *rest, ""), ())) == 1:
            return []  # most are alone of their matter
        kinds = (part.kind, "casualties") if part.kind in COUNTED_TOGETHER else (part.kind,)
        words = (part.words, "") if part.words and part.words not in NO_PART else (part.words,)
        told = [[found for w in words if (found := self._alike.get((kind, *rest, w)))] for kind in kinds]
        if sum(len(found) for of_kind in told for found in of_kind) == 1:
            return []
        places = ancestors(part.place, entities) if part.place else ("",)
        groups = (part.group,) if part.group == "all" else (part.group, "all")
        sites = (part.site, "") if part.site else ("",)
        options = (
            found.get((group, place, site))
            for of_kind in told for place in places for site in sites for group in groups for found in of_kind
        )  # fmt: skip
        return [whole for whole in options if whole is not None and whole != part]


class Propagation:
    """The steps of every series, lifted to what its disjoint parts add up to; parts first. Series may come, go, and change."""

    def __init__(self) -> None:
        """Begin with no series."""
        self._own: dict[Signature, Sequence[Step]] = {}
        self._blocks: dict[tuple[object, ...], dict[Signature, None]] = defaultdict(dict)
        self._made: dict[Signature, tuple[object, Sequence[Step]]] = {}
        self.steps: dict[Signature, Sequence[Step]] = {}

    def follow(
        self, own: Mapping[Signature, Sequence[Step] | None], lone: Collection[Signature], entities: Entities, *, elsewhere: bool
    ) -> set[Signature]:
        """Know the steps of some series as they are now, `None` for one that is gone; gives those whose lifted steps are others.

        `lone` of them neither lift nor are lifted: forecasts, and states, of which an older part says nothing of a newer whole.
        """
        blocks = set(self._blocks) if elsewhere else set[tuple[object, ...]]()
        changed: set[Signature] = set()
        for one, steps in own.items():
            block: tuple[object, ...] = (one.kind, one.increment, one.incident, one.unit, one.words)
            blocks.add(block)
            self._blocks[block].pop(one, None)
            self._own.pop(one, None)
            if steps is None:
                self.steps.pop(one, None)
                self._made.pop(one, None)
                continue
            self._own[one] = steps
            if one not in lone:
                self._blocks[block][one] = None
            elif self.steps.get(one) is not steps:
                self.steps[one] = steps
                changed.add(one)
        for block in blocks:
            changed |= set(self._lift(self._blocks[block], entities))
        return changed

    def _lift(self, known: Collection[Signature], entities: Entities) -> Iterator[Signature]:
        if len(known) == 1:
            (only,) = known
            self._made.pop(only, None)
            if self.steps.get(only) is not self._own[only]:
                self.steps[only] = self._own[only]
                yield only
            return
        parts = _partitions(known, entities)
        for whole in sorted(known, key=lambda s: (-_depth(s, entities), s.group == "all", s)):
            inside = [[self.steps[part] for part in names] for names in parts.get(whole, ())]
            made_of = [self._own[whole], *(steps for some in inside for steps in some), list(map(len, inside))]
            before = self._made.get(whole)
            if before is None or before[0] != made_of:
                self._made[whole] = made_of, raise_to_parts(self._own[whole], inside) if inside else self._own[whole]
            if self.steps.get(whole) is not self._made[whole][1]:
                self.steps[whole] = self._made[whole][1]
                yield whole


def _depth(signature: Signature, entities: Entities) -> int:
    return len(ancestors(signature.place, entities)) if signature.place else 0


def _partitions(known: Collection[Signature], entities: Entities) -> dict[Signature, list[list[Signature]]]:
    """For each series that has any its parts by group and its parts by place; parts of parts are left to the parts."""
    found: dict[Signature, list[list[Signature]]] = defaultdict(lambda: [[], []])
    for part in known:
        if part.group in GROUPS_APART and (whole := part._replace(group="all")) in known:
            found[whole][0].append(part)
    for part, around in around_each(known, entities):
        if is_area(part.place, entities) and not part.site:
            found[around][1].append(part)
    return {whole: [sorted(names) for names in partitions] for whole, partitions in found.items()}
