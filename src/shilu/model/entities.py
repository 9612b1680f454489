"""One entity for each real one, across all articles of a build."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from msgspec import Struct

from shilu.model.article import Span


class Role(Struct, frozen=True):
    """An office held, at one passage. `change` as in the contract; `org` is an entity id or `None`; `on` the day of the change."""

    title: str
    org: str | None
    change: str | None
    on: date | None
    span: Span


class Entity(Struct, frozen=True):
    """A person, organisation, place or outlet; unnamed sources have `name` None and their words in `names`.

    `tier` is the reliability class of a source: 1 responsible authority, 2 other official, 3 named non-official or
    witness, 4 unnamed. `precision`: exact, city, region, country, unknown (places only, else `None`). `parent` is the
    entity id of the containing place, for the place lattice.
    """

    id: str
    type: str
    name: str | None
    names: tuple[str, ...]
    name_en: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    same_as: tuple[str, ...]
    mentions: tuple[Span, ...]
    roles: tuple[Role, ...]
    tier: int | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Entities:
    """All entities of a build, with lookup by id and by mention. Build with `entities.resolve`."""

    by_id: dict[str, Entity]
    by_mention: dict[tuple[str, int, int], str]
    outlets: dict[str, str] = field(default_factory=dict)  # article id -> entity id of its publishing outlet
    by_name: dict[tuple[str, str], str] = field(init=False, default_factory=dict)  # (type, name) -> id: bodies, outlets, persons

    def __post_init__(self) -> None:
        """Index bodies and outlets by their names; of two with one name the lower id has it. Persons of one name have none."""
        shared: set[tuple[str, str]] = set()
        for key in sorted(self.by_id):
            entity = self.by_id[key]
            if entity.type in ("organisation", "outlet", "person"):
                for name in {entity.name or "", *entity.names}:
                    if self.by_name.setdefault((entity.type, name), key) != key and entity.type == "person":
                        shared.add((entity.type, name))
        for both in shared:
            del self.by_name[both]

    def at(self, article: str, start: int, end: int) -> Entity | None:
        """The entity whose mention is exactly this range, if any."""
        found = self.by_mention.get((article, start, end))
        return self.by_id[found] if found else None

    def contains(self, whole: str, part: str) -> bool:
        """True when place `part` lies inside place `whole` (or is the same)."""
        seen: set[str] = set()
        current: str | None = part
        while current and current not in seen:
            if current == whole:
                return True
            seen.add(current)
            entity = self.by_id.get(current)
            current = entity.parent if entity else None
        return False
