"""Parts and wholes between series: groups within all, places within places, dead and injured within casualties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from shilu.ledger.estimates import Step, raise_to_parts
from shilu.ledger.places import ancestors, is_area
from shilu.ledger.signature import CASUALTIES, GROUPS_APART, Signature
from shilu.model.entities import Entities

COUNTED_TOGETHER = CASUALTIES - {"missing", "casualties"}


def wholes(part: Signature, known: Collection[Signature], entities: Entities) -> list[Signature]:
    """The series of which this one counts a part, nearest first."""
    places = ancestors(part.place, entities) if part.place else ("",)
    groups = (part.group,) if part.group == "all" else (part.group, "all")
    words = (part.words, "") if part.words else ("",)
    kinds = (part.kind, "casualties") if part.kind in COUNTED_TOGETHER else (part.kind,)
    rest = part.increment, part.incident, part.unit
    options = (Signature(k, g, p, *rest, w) for k in kinds for p in places for g in groups for w in words)
    return [option for option in options if option != part and option in known]


def propagate(own: Mapping[Signature, Sequence[Step]], entities: Entities) -> dict[Signature, list[Step]]:
    """The steps of every series, lifted to what its disjoint parts add up to; parts first."""
    parts = _partitions(own, entities)
    done: dict[Signature, list[Step]] = {}
    for whole in sorted(own, key=lambda s: (-_depth(s, entities), s.group == "all", s)):
        shares = [[done[part] for part in names] for names in parts[whole]]
        done[whole] = raise_to_parts(own[whole], shares)
    return done


def _depth(signature: Signature, entities: Entities) -> int:
    return len(ancestors(signature.place, entities)) if signature.place else 0


def _partitions(known: Collection[Signature], entities: Entities) -> dict[Signature, list[list[Signature]]]:
    """For each series its parts by group and its parts by place; parts of parts are left to the parts."""
    found: dict[Signature, list[list[Signature]]] = defaultdict(lambda: [[], []])
    for part in sorted(known):
        if part.group in GROUPS_APART:
            whole = part._replace(group="all")
            if whole in known:
                found[whole][0].append(part)
        outer = ancestors(part.place, entities)[1:] if part.place else ()
        around = next((whole for place in outer if (whole := part._replace(place=place)) in known), None)
        if around is not None and is_area(part.place, entities):
            found[around][1].append(part)
    return found
