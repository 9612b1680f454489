"""Who can stand behind a figure: one for all entities of one name, and one for all names of one voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from shilu.ledger.voices import Voices
from shilu.ledger.words import all_simple
from shilu.model.entities import Entities, Entity
from shilu.model.statements import Stated

UNNAMED_TIER, PLAIN_TIER = 4, 3


class Agents:
    """Who can stand in a chain: entity by id, and one id for all entities that bear one name."""

    def __init__(self, by_id: Mapping[str, Entity], merged: Mapping[str, str], simple: Mapping[str, str] | None = None) -> None:
        """`merged` gives for every id the one that stands for its name, `simple` that name in simplified script."""
        self.by_id, self.merged = by_id, merged
        self.simple = merged if simple is None else simple

    @cached_property
    def _voices(self) -> Voices:
        return Voices(self.by_id, self.merged)

    def voice(self, agent: str) -> str:
        """On whose word an agent speaks: its own id, or that of the body or person that is heard through it."""
        return self._voices.of(agent)

    def name(self, agent: str) -> str:
        """A name for a person to read; for an unnamed source the words as written."""
        entity = self.by_id.get(agent)
        if entity is None:
            return agent
        return entity.name or (entity.names[0] if entity.names else agent)

    def type(self, agent: str) -> str:
        """The type of an entity, an empty text for one that is not known."""
        entity = self.by_id.get(agent)
        return entity.type if entity else ""

    def names(self, agent: str | None) -> tuple[str, ...]:
        """All names of an entity; none of no entity."""
        entity = self.by_id.get(agent or "")
        return entity.names if entity else ()

    def tier(self, agent: str) -> int:
        """Reliability class of a source, 1 (responsible authority) to 4 (unnamed)."""
        entity = self.by_id.get(agent)
        if entity is None:
            return PLAIN_TIER
        return entity.tier or (PLAIN_TIER if entity.name else UNNAMED_TIER)


class Called:
    """How some agents are called, so that it is noticed when one of them is called otherwise in the next judgement."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._known: dict[str, tuple[str, str]] = {}

    def take(self, some: Iterable[str], agents: Agents) -> None:
        """Know some more."""
        for one in some:
            if one not in self._known:
                self._known[one] = _called(one, agents)

    def otherwise(self, agents: Agents) -> dict[str, bool]:
        """Those who are called otherwise than last time: True when by another name, False when it is only written otherwise."""
        now = {one: _called(one, agents) for one in self._known}
        other = {one: now[one][0] != known for one, (known, name) in self._known.items() if now[one] != (known, name)}
        self._known = now
        return other


def _called(agent: str, agents: Agents) -> tuple[str, str]:
    return agents.simple.get(agent, agent), agents.name(agents.merged.get(agent, agent))


def agents_of(entities: Entities, stated: Iterable[Stated]) -> Agents:
    """All agents of a build. Equal names are one source, unnamed ones by their words: counting must not flatter."""
    by_id = dict(entities.by_id)
    for item in stated:
        by_id.update((agent.id, agent) for agent in item.agents)
    first: dict[str, str] = {}
    order = sorted(by_id, key=lambda agent: (not by_id[agent].name, agent))  # of equal words a name stands for all
    names = {agent: by_id[agent].name or "\n".join(by_id[agent].names) or agent for agent in order}
    simple = all_simple(names.values())
    known = {agent: simple[name] for agent, name in names.items()}
    return Agents(by_id, {agent: first.setdefault(name, agent) for agent, name in known.items()}, known)
