"""Who holds which office, as one article tells: 岛国总理某某 teaches who 岛国总理 and 总理 are."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import pairwise

from shilu.model.marks import RoleMark
from shilu.statements.attribution.agents import Agents
from shilu.statements.attribution.mentions import Mention, Mentions


class Offices:
    """The holders of the offices of one article; read once, and only when a title stands for a person."""

    def __init__(self, plain: str, roles: tuple[RoleMark, ...], mentions: Mentions, agents: Agents) -> None:
        self._plain, self._roles, self._mentions, self._agents = plain, roles, mentions, agents

    @cached_property
    def _named(self) -> Counter[str]:
        """How often each person is named."""
        everything = self._mentions.everything()
        return Counter(self._agents.of(one) for one in everything if one.kind == "name" and one.type == "person")

    @cached_property
    def _holders(self) -> dict[tuple[str, str], str]:
        """(body or country, office) -> person; what is told in so many words goes before mere neighbours."""
        found: dict[tuple[str, str], str] = {}
        for role in self._roles:
            self._learn(role, found)
        for left, right in pairwise(self._mentions.everything()):
            self._beside(left, right, found)
        return found

    def holder(self, office: Mention, owners: list[Mention]) -> str | None:
        """The known holder of an office: by its body or country, else, for a bare title, the one named most."""
        word = self._plain[office.start : office.end]
        bodies = [self._agents.of(o) for o in owners if o.kind == "name" and o.type != "person"]
        for body in reversed(bodies):
            if known := self._holders.get((body, word)):
                return known
        if bodies:
            return None
        holders = [person for (_, title), person in self._holders.items() if title == word]
        return max(holders, key=lambda person: (self._named[person], person), default=None)

    def _learn(self, role: RoleMark, found: dict[tuple[str, str], str]) -> None:
        """A role mark that has its holder."""
        if role.holder_start is None or role.holder_end is None or role.change in ("dismissed", "resigned", "ended", "arrested"):
            return
        person = self._agents.at(role.holder_start, role.holder_end)
        body = None
        if role.org_start is not None and role.org_end is not None:
            body = self._agents.at(role.org_start, role.org_end)
        if person:
            found.setdefault((body or "", self._plain[role.title_start : role.title_end]), person)

    def _beside(self, office: Mention, person: Mention, found: dict[tuple[str, str], str]) -> None:
        """A title with a name right behind it."""
        beside = office.end == person.start and office.kind == "office"
        if beside and person.kind == "name" and person.type == "person":
            found.setdefault(("", self._plain[office.start : office.end]), self._agents.of(person))
