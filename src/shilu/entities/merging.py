"""Two entities that a person says are one."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from shilu.model.entities import Entities, Entity


def merged_entities(entities: Entities, pairs: Iterable[tuple[str, str]]) -> Entities:
    """The first of each pair becomes the second: its names, mentions and offices are the other's; its id stays in `same_as`.

    A pair of which one is not there, or that is one already, or of two types, changes nothing.
    """
    into: dict[str, str] = {}
    by_id = dict(entities.by_id)
    for first, second in pairs:
        gone, kept = _end(into, first), _end(into, second)
        if gone != kept and gone in by_id and kept in by_id and by_id[gone].type == by_id[kept].type:
            by_id[kept] = _joined(by_id[kept], by_id.pop(gone))
            into[gone] = kept
    if not into:
        return entities
    return Entities(
        by_id={key: _moved(entity, into) for key, entity in by_id.items()},
        by_mention={place: _end(into, key) for place, key in entities.by_mention.items()},
        outlets={article: _end(into, key) for article, key in entities.outlets.items()},
    )


def _end(into: dict[str, str], key: str) -> str:
    """Where a chain of merges ends."""
    while key in into:
        key = into[key]
    return key


def _joined(kept: Entity, gone: Entity) -> Entity:
    return replace(
        kept,
        names=tuple(sorted({*kept.names, *gone.names, *filter(None, (gone.name,))})),
        same_as=tuple(sorted({*kept.same_as, *gone.same_as, gone.id})),
        mentions=tuple(sorted({*kept.mentions, *gone.mentions})),
        roles=tuple(dict.fromkeys((*kept.roles, *gone.roles))),
        tier=min((tier for tier in (kept.tier, gone.tier) if tier), default=None),
    )


def _moved(entity: Entity, into: dict[str, str]) -> Entity:
    roles = tuple(replace(role, org=_end(into, role.org)) if role.org in into else role for role in entity.roles)
    parent = _end(into, entity.parent) if entity.parent else None
    return replace(entity, roles=roles, parent=None if parent == entity.id else parent)
