"""Parts and wholes between series: groups within all, places within places, dead and injured within casualties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from shilu.ledger.estimates import Step, raise_to_parts
from shilu.ledger.places import ancestors, around_each, is_area
from shilu.ledger.signature import CASUALTIES, GROUPS_APART, Signature
from shilu.model.entities import Entities

COUNTED_TOGETHER = CASUALTIES - {"missing", "casualties"}


class Lattice:
    """All series of a story, asked for the wholes of each."""

    def __init__(self, known: Iterable[Signature], entities: Entities) -> None:
        """Note which kinds of matter are told of at all: most series stand alone, and that must be found out quickly."""
        self.entities = entities
        self.known = {signature: signature for signature in known}
        self.families: dict[tuple[object, ...], set[tuple[str, str, str]]] = defaultdict(set)
        for s in self.known:
            self.families[s.kind, s.increment, s.incident, s.unit].add((s.group, s.place, s.words))

    def wholes(self, part: Signature) -> list[Signature]:
        """The series of which this one counts a part, nearest first."""
        rest = part.increment, part.incident, part.unit
        kinds = (part.kind, "casualties") if part.kind in COUNTED_TOGETHER else (part.kind,)
        told = [(kind, family) for kind in kinds if (family := self.families.get((kind, *rest)))]
        if len(told) == 1 and len(told[0][1]) == 1:
            return []
        places = ancestors(part.place, self.entities) if part.place else ("",)
        groups = (part.group,) if part.group == "all" else (part.group, "all")
        words = (part.words, "") if part.words else ("",)
        return [
            Signature(kind, group, place, *rest, word)
            for kind, family in told
            for place in places
            for group in groups
            for word in words
            if (group, place, word) in family and (kind, group, place, word) != (part.kind, part.group, part.place, part.words)
        ]


def propagate(own: Mapping[Signature, Sequence[Step]], entities: Entities) -> dict[Signature, Sequence[Step]]:
    """The steps of every series, lifted to what its disjoint parts add up to; parts first."""
    parts = _partitions(own, entities)
    done = dict(own)
    for whole in sorted(parts, key=lambda s: (-_depth(s, entities), s.group == "all", s)):
        done[whole] = raise_to_parts(own[whole], [[done[part] for part in names] for names in parts[whole]])
    return done


def _depth(signature: Signature, entities: Entities) -> int:
    return len(ancestors(signature.place, entities)) if signature.place else 0


def _partitions(known: Collection[Signature], entities: Entities) -> dict[Signature, list[list[Signature]]]:
    """For each series that has any its parts by group and its parts by place; parts of parts are left to the parts."""
    found: dict[Signature, list[list[Signature]]] = defaultdict(lambda: [[], []])
    for part in known:
        if part.group in GROUPS_APART and (whole := part._replace(group="all")) in known:
            found[whole][0].append(part)
    for part, around in around_each(known, entities):
        if is_area(part.place, entities):
            found[around][1].append(part)
    return {whole: [sorted(names) for names in partitions] for whole, partitions in found.items()}
