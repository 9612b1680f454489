"""What a chain says of a figure's sources: who prints it, on whose word, of what reliability."""

from __future__ import annotations

import re

from msgspec import Struct

from shilu.ledger.agents import UNNAMED_TIER, Agents
from shilu.model.statements import Chain

NATURE = re.compile("[气氣]象|地震[台臺局]|地震[网網]|地[质質][调調]查|天[气氣][预預][报報]|中央[气氣]")


class Sources(Struct, frozen=True):
    """What a chain says of a point's sources, as in `Point`."""

    outlet: str
    roots: tuple[str, ...]
    chain: frozenset[str]
    own_voice: bool
    tier: int
    person: bool
    nature: bool  # all roots measure the sky and the earth: no authority on what happened to people


def sources_of(chain: Chain, agents: Agents) -> Sources:
    """Outlet and roots of a chain, each as the voice that it is; reliability and kind are those of the root as written."""
    ends = _parallel(chain[-1]) if chain else ()
    told = {agents.merged.get(agent, agent) for agent in ends}
    voice = agents.voice
    every = frozenset(voice(agent) for link in chain for agent in _parallel(link))
    return Sources(
        outlet=voice(_parallel(chain[0])[0]) if chain else "",
        roots=tuple(sorted({voice(agent) for agent in ends})),
        chain=every,
        own_voice=len(chain) <= 1,
        tier=min((agents.tier(root) for root in told), default=UNNAMED_TIER),
        person=bool(told) and all(agents.type(root) == "person" for root in told),
        nature=bool(told) and all(NATURE.search(agents.name(root)) for root in told),
    )


def _parallel(link: str | tuple[str, ...]) -> tuple[str, ...]:
    return (link,) if isinstance(link, str) else link
