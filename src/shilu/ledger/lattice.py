"""Parts and wholes between series: groups within all, places within places, dead and injured within casualties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from shilu.entities.areas import ancestors
from shilu.ledger.estimates import Step, raise_to_parts
from shilu.ledger.matters import around_each, is_area
from shilu.ledger.signature import CASUALTIES, GROUPS_APART, NO_PART, Signature
from shilu.model.entities import Entities

COUNTED_TOGETHER = CASUALTIES - {"missing", "casualties"}


class Lattice:
    """All series of a story, asked for the wholes of each."""

    def __init__(self, known: Iterable[Signature], entities: Entities) -> None:
        """Gather what can stand in each other: most series stand alone, and that must be found out quickly."""
        self.entities = entities
        self.alike: dict[tuple[object, ...], dict[tuple[str, str, str], Signature]] = defaultdict(dict)
        for s in known:
            self.alike[s.kind, s.increment, s.incident, s.unit, s.words][s.group, s.place, s.site] = s

    def wholes(self, part: Signature) -> list[Signature]:
        """The series of which this one counts a part, nearest first."""
        rest = part.increment, part.incident, part.unit
        kinds = (part.kind, "casualties") if part.kind in COUNTED_TOGETHER else (part.kind,)
        words = (part.words, "") if part.words and part.words not in NO_PART else (part.words,)
        told = [[found for w in words if (found := self.alike.get((kind, *rest, w)))] for kind in kinds]
        if sum(len(found) for of_kind in told for found in of_kind) == 1:
            return []
        places = ancestors(part.place, self.entities) if part.place else ("",)
        groups = (part.group,) if part.group == "all" else (part.group, "all")
        sites = (part.site, "") if part.site else ("",)
        options = (
            found.get((group, place, site))
            for of_kind in told for place in places for site in sites for group in groups for found in of_kind
        )  # fmt: skip
        return [whole for whole in options if whole is not None and whole != part]


def propagate(
    own: Mapping[Signature, Sequence[Step]], entities: Entities, lone: Collection[Signature] = ()
) -> dict[Signature, Sequence[Step]]:
    """The steps of every series, lifted to what its disjoint parts add up to; parts first.

    `lone` are those that neither lift nor are lifted: forecasts, and states, of which an older part says nothing of a newer whole.
    """
    parts = _partitions([one for one in own if one not in lone], entities)
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
        if is_area(part.place, entities) and not part.site:
            found[around][1].append(part)
    return {whole: [sorted(names) for names in partitions] for whole, partitions in found.items()}
