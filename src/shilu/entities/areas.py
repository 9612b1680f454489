"""Which place lies in which: the chain of places around one, and the smallest that holds several."""

from __future__ import annotations

from collections.abc import Iterable

from shilu.model.entities import Entities


def ancestors(place: str, entities: Entities) -> tuple[str, ...]:
    """A place and all places around it, innermost first."""
    found: dict[str, None] = {}
    current: str | None = place
    while current and current not in found:
        found[current] = None
        entity = entities.by_id.get(current)
        current = entity.parent if entity else None
    return tuple(found)


def around(places: Iterable[str], entities: Entities) -> str | None:
    """The smallest place that holds all the given ones, `None` when no known place does."""
    chains = [ancestors(place, entities) for place in places]
    shared = set(chains[0]).intersection(*chains[1:]) if chains else set()
    return next((place for place in chains[0] if place in shared), None) if chains else None
