"""Who can stand behind a figure: one for all entities of one name, and one for all names of one voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from shilu.ledger.voices import Voices
from shilu.ledger.words import all_simple
from shilu.model.entities import Entities, Entity
from shilu.model.statements import Stated

UNNAMED_TIER, PLAIN_TIER = 4, 3


class Agents:
    """Who can stand in a chain: entity by id, and one id for all entities that bear one name.

    `merged` gives for every id the one that stands for its name, `simple` that name in simplified script. Judgement by judgement
    they may be others: `version` counts the times, and `otherwise` tells of whom something else is known.
    """

    def __init__(self) -> None:
        """Begin with nobody."""
        self.by_id: Mapping[str, Entity] = {}
        self.merged: dict[str, str] = {}
        self.simple: dict[str, str] = {}
        self.version = 0
        self._alike: dict[str, set[str]] = {}
        self._voices = Voices(self.by_id, self.merged)
        self._others: AbstractSet[str] = frozenset()

    def know(self, by_id: Mapping[str, Entity]) -> None:
        """Know these, and nobody else."""
        before, self.by_id = self.by_id, by_id
        other = [key for key, one in by_id.items() if before.get(key) is not one and not _same(before.get(key), one)]
        gone = before.keys() - by_id.keys()
        known = {key: by_id[key].name or "\n".join(by_id[key].names) or key for key in other}
        simple = all_simple(known.values())
        doubtful = (*other, *gone) if before else ()
        names = {name for key in doubtful if (name := self.simple.pop(key, None)) is not None}
        out = {*other, *gone} if names else set[str]()
        for key in out:
            self.merged.pop(key, None)
        for name in names:
            self._alike[name] -= out
        for key, name in known.items():
            self.simple[key] = simple[name]
            self._alike.setdefault(simple[name], set()).add(key)
        others = {*other, *gone}
        for name in names.union(simple[name] for name in known.values()):
            alike = self._alike[name]
            if len(alike) == 1:
                (first,) = alike
                self.merged[first] = first
            else:
                first = min(alike, key=lambda key: (not by_id[key].name, key), default="")  # a name stands for mere words
                self.merged.update(dict.fromkeys(alike, first))
            others |= alike
        for key in self._voices.resting_on(others):
            others |= self._alike.get(self.simple.get(key, ""), set())
        voiced = self._voices.follow(others, by_id)
        self._others = others.union(*(self._alike[self.simple[key]] for key in voiced if key in self.simple))
        self.version += 1

    def otherwise(self, version: int) -> AbstractSet[str] | None:
        """Of whom something else is known than in some version; `None` when that may be anybody."""
        if version == self.version:
            return frozenset()
        return self._others if version == self.version - 1 else None

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
        self._version = 0

    def take(self, some: Iterable[str], agents: Agents) -> None:
        """Know some more."""
        for one in some:
            if one not in self._known:
                self._known[one] = _called(one, agents)

    def otherwise(self, agents: Agents) -> dict[str, bool]:
        """Those who are called otherwise than last time: True when by another name, False when it is only written otherwise."""
        doubtful = agents.otherwise(self._version)
        self._version = agents.version
        now = {one: _called(one, agents) for one in self._known.keys() & (self._known.keys() if doubtful is None else doubtful)}
        other = {one: called[0] != self._known[one][0] for one, called in now.items() if called != self._known[one]}
        self._known |= now
        return other


def _called(agent: str, agents: Agents) -> tuple[str, str]:
    return agents.simple.get(agent, agent), agents.name(agents.merged.get(agent, agent))


def agents_of(entities: Entities, stated: Iterable[Stated], agents: Agents | None = None) -> Agents:
    """All agents of a build. Equal names are one source, unnamed ones by their words: counting must not flatter.

    `agents` are those of the last judgement, which are made those of this one.
    """
    by_id = dict(entities.by_id)
    for item in stated:
        for agent in item.agents:
            by_id[agent.id] = agent
    agents = agents or Agents()
    agents.know(by_id)
    return agents


def _same(before: Entity | None, now: Entity) -> bool:
    """Whether nothing that is asked of an agent has changed."""
    if before is None or (before.name, before.names, before.type, before.tier) != (now.name, now.names, now.type, now.tier):
        return False
    return before.roles == now.roles or _offices(before) == _offices(now)


def _offices(one: Entity) -> set[tuple[str, str | None, str | None]]:
    return {(role.title, role.org, role.change) for role in one.roles}
