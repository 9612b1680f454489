"""What is known of one entity from the tables: its name, country, coordinates, containing place, tier, other identifiers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from shilu.entities.identities import INSIDE, Identity, Mention
from shilu.lang.bodies import bodies, organs
from shilu.lang.places import Place, ancestors, place
from shilu.lang.script import simplify
from shilu.model.entities import Entity
from shilu.model.ids import make_id
from shilu.sources.outlets import by_key

SITE = "site:"  # site:KEY:words, a building or square at a place of the table
_SITE_PARTS = 2


@lru_cache(maxsize=10_000)
def entity_id(identity: Identity) -> str:
    """The contract's id of a named entity: a hash of its type and key."""
    return make_id("ent", *identity)


def outlet(identity: Identity, name: str, mentions: Sequence[Mention]) -> Entity:
    """A publisher or medium, from its declaration, else from the table of media, else from its name."""
    declared = by_key(identity[1].removeprefix("outlet:"))
    body = bodies().get(identity[1])
    known = declared or body
    shown = (
        simplify(declared.name)
        if declared
        else simplify(name)
        if name and not body
        else _usual(mentions, body.name if body else name)
    )
    return _entity(
        identity, shown, mentions, extra=[name] if name else [], name_en=known.name_en if known else None,
        country=known.country if known else None, tier=known.tier if known else 3,
    )  # fmt: skip


def organisation(identity: Identity, mentions: Sequence[Mention]) -> Entity:
    """A body of the table, or one read by grammar."""
    body = bodies().get(identity[1])
    if body:
        return _entity(identity, _usual(mentions, body.name), mentions, name_en=body.name_en, country=body.country, tier=body.tier)
    organ = organs().get(identity[1].rsplit(":", 1)[-1]) if identity[1].startswith("organ:") else None
    return _entity(identity, _fullest(mentions), mentions, country=_country(mentions), tier=organ.tier if organ else 3)


def located(identity: Identity, mentions: Sequence[Mention]) -> Entity:
    """A place of the table, or one inside such a place."""
    key = identity[1]
    here = place(key)
    if here is not None:
        return _entity(
            identity, _usual(mentions, here.name), mentions, name_en=here.name_en, country=here.country, lat=here.lat, lon=here.lon,
            precision=here.precision, parent=_above(here), same_as=_same_as(key), tier=2 if here.precision == "country" else None,
        )  # fmt: skip
    around = parent_key(identity, mentions) or ""
    whole = place(around)
    exact = key.startswith(SITE)
    above = entity_id(("place", whole.key if whole else _named(identity, around))) if around else None
    return _entity(
        identity, _longest(mentions), mentions, country=whole.country if whole else _country(mentions),
        lat=whole.lat if whole else None, lon=whole.lon if whole else None,
        precision=("exact" if exact else whole.precision) if whole else "unknown", parent=above,
    )  # fmt: skip


def _named(identity: Identity, around: str) -> str:
    """The key of a containing place that no table knows either: `name:岚州省` in the country of the place itself."""
    return f"{identity[1].split('|', 1)[0]}|{around.removeprefix('name:')}"


def person(identity: Identity, mentions: Sequence[Mention]) -> Entity:
    """A person; the name is the fullest one used. Offices are added when all entities are known."""
    latin = sorted({m.words for m in mentions if m.words.isascii()}, key=lambda words: (-len(words), words))
    return _entity(identity, identity[1].removeprefix("|"), mentions, name_en=latin[0] if latin else None, tier=3)


def parent_key(identity: Identity, mentions: Sequence[Mention]) -> str | None:
    """The key of the place around a place that no table knows: the one named most often, of equals the innermost."""
    if identity[1].startswith(SITE):
        return identity[1].removeprefix(SITE).rsplit(":", 1)[0]
    around = [m.mark.key.removeprefix(INSIDE) for m in mentions if m.mark.key]
    return _often(around, lambda key: (len(ancestors(key)), key)) if around else None


def needed_parents(
    entities: Sequence[Entity], keys: Sequence[Identity], mentions: Mapping[Identity, Sequence[Mention]]
) -> list[Identity]:
    """The containing places of all places here that are not themselves named."""
    found = {
        ("place", above)
        for identity, entity in zip(keys, entities, strict=True)
        if entity.type == "place"
        for start in _starts(entity, identity, mentions.get(identity, ()))
        if place(start)
        for above in (start, *ancestors(start))
    }
    return sorted(found.difference(keys))


def _starts(entity: Entity, identity: Identity, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """A place of the table itself; of another place what is around it."""
    if place(identity[1]) is not None:
        return (identity[1],)
    inside = (f"iso:{entity.country}",) if entity.country else ()
    return (parent_key(identity, mentions) or "", *inside)


def _above(here: Place) -> str | None:
    chain = ancestors(here.key)
    return entity_id(("place", chain[0])) if chain else None


def _same_as(key: str) -> tuple[str, ...]:
    """Identifiers of the same place elsewhere."""
    if key.startswith("geonames:"):
        return (f"https://www.geonames.org/{key.removeprefix('geonames:')}",)
    return (f"urn:iso:std:iso:3166:{key.removeprefix('iso:')}",) if key.startswith("iso:") else ()


def _country(mentions: Sequence[Mention]) -> str | None:
    codes = [m.mark.country for m in mentions if m.mark.country]
    return _often(codes, lambda code: code) if codes else None


def _usual(mentions: Sequence[Mention], otherwise: str) -> str:
    """The name used most often here, in simplified script; of equals the longest."""
    return _often([m.simple for m in mentions], _longer) if mentions else otherwise


def _often(values: Sequence[str], rank: Callable[[str], object]) -> str:
    """The value that comes most often, of equals the one of the highest rank."""
    if len(values) == 1 or len(set(values)) == 1:
        return values[0]
    times = Counter(values)
    return max(times, key=lambda value: (times[value], rank(value)))


def _fullest(mentions: Sequence[Mention]) -> str:
    """The longest name used here, in simplified script."""
    return max({m.simple for m in mentions}, key=_longer)


def _longest(mentions: Sequence[Mention]) -> str:
    return max({m.mark.name for m in mentions}, key=_longer)


def _longer(name: str) -> tuple[int, str]:
    """The rank of a name among others: the longest, of equals the last."""
    return len(name), name


def _entity(
    identity: Identity, name: str, mentions: Sequence[Mention], *, extra: Sequence[str] = (), name_en: str | None = None,
    country: str | None = None, lat: float | None = None, lon: float | None = None, precision: str | None = None,
    parent: str | None = None, same_as: tuple[str, ...] = (), tier: int | None = None,
) -> Entity:  # fmt: skip
    words = sorted({m.words for m in mentions}.union(extra)) or [name]
    return Entity(
        id=entity_id(identity), type=identity[0], name=name, names=tuple(words), name_en=name_en or None, country=country,
        lat=lat, lon=lon, precision=precision, same_as=same_as, mentions=tuple([m.span for m in mentions]), roles=(),
        tier=tier, parent=parent,
    )  # fmt: skip
