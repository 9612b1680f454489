"""Who holds which office, as one article tells: 岛国总理某某 teaches who 岛国总理 and 总理 are."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from shilu.model.marks import RoleMark
from shilu.statements.attribution.agents import Agents
from shilu.statements.attribution.mentions import Mention, Mentions

_LEFT = frozenset({"dismissed", "resigned", "ended", "arrested"})


class Offices:
    """The holders of the offices of one article; read only when a title stands for a person."""

    def __init__(self, plain: str, roles: tuple[RoleMark, ...], mentions: Mentions, agents: Agents) -> None:
        self._plain, self._roles, self._mentions, self._agents = plain, roles, mentions, agents
        self._neighbours: dict[str, str | None] = {}  # title -> the person first named right behind it

    @cached_property
    def _named(self) -> Counter[str]:
        """How often each person is named."""
        return Counter(self._agents.named(name) for name in self._mentions.people)

    @cached_property
    def _holders(self) -> dict[tuple[str, str], str]:
        """(body or country, office) -> person, as told in so many words."""
        found: dict[tuple[str, str], str] = {}
        for role in self._roles:
            self._learn(role, found)
        return found

    def holder(self, office: Mention, owners: list[Mention]) -> str | None:
        """The known holder of an office: by its body or country, else, for a bare title, the one named most."""
        word = self._plain[office.start : office.end]
        bodies = [self._agents.of(o) for o in owners if o.kind == "name" and o.type != "person"]
        for body in reversed(bodies):
            if known := self._holders.get((body, word)):
                return known
        return None if bodies else self._of_title(word)

    def _of_title(self, word: str) -> str | None:
        """The holder of a bare title; what is told in so many words goes before a mere neighbour."""
        told = [person for (_, title), person in self._holders.items() if title == word]
        if ("", word) not in self._holders and (neighbour := self._beside(word)):
            told.append(neighbour)
        return told[0] if len(told) == 1 else max(told, key=lambda person: (self._named[person], person), default=None)

    def _learn(self, role: RoleMark, found: dict[tuple[str, str], str]) -> None:
        """A role mark that has its holder."""
        if role.holder_start is None or role.holder_end is None or role.change in _LEFT:
            return
        person = self._agents.at(role.holder_start, role.holder_end)
        body = None
        if role.org_start is not None and role.org_end is not None:
            body = self._agents.at(role.org_start, role.org_end)
        if person:
            found.setdefault((body or "", self._plain[role.title_start : role.title_end]), person)

    def _beside(self, title: str) -> str | None:
        """The first person whose name stands right behind a title."""
        if title not in self._neighbours:
            behind = (name for name in self._mentions.people if self._plain.endswith(title, 0, name.start))
            pairs = ((self._mentions.just_before(name.start), name) for name in behind)
            named = (self._agents.named(name) for office, name in pairs if office and self._is(office, title))
            self._neighbours[title] = next(named, None)
        return self._neighbours[title]

    def _is(self, office: Mention, title: str) -> bool:
        """Whether a mention is this office, with no word more."""
        return office.kind == "office" and self._plain[office.start : office.end] == title
