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


def united(entities: Iterable[Entity]) -> list[Entity]:
    """The entities of several accounts, those of one id as one: all its names, mentions and offices."""
    by_id: dict[str, list[Entity]] = {}
    for entity in entities:
        by_id.setdefault(entity.id, []).append(entity)
    return [_united(same) if len(same) > 1 else same[0] for same in by_id.values()]


def _united(same: list[Entity]) -> Entity:
    """One entity as several accounts know it; the one with most mentions tells what it is called."""
    first, *others = sorted(same, key=lambda one: (-len(one.mentions), one.mentions))
    mentions = tuple(sorted({mention for one in same for mention in one.mentions}))
    return replace(
        first,
        name=next((one.name for one in (first, *others) if one.name), None),
        names=tuple(dict.fromkeys(name for one in (first, *others) for name in one.names)),
        same_as=tuple(sorted({other for one in same for other in one.same_as})),
        mentions=mentions,
        roles=tuple(sorted({role for one in same for role in one.roles}, key=lambda role: (role.span, role.title))),
        tier=min((one.tier for one in same if one.tier), default=None),
        parent=next((one.parent for one in (first, *others) if one.parent), None),
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
