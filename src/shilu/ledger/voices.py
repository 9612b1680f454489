"""On whose word an agent speaks: two names of one source, and those who speak for a body, are one voice.

Merging too much costs a confirmation, merging too little invents one: counting must not flatter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from shilu.lang.script import simplify
from shilu.ledger.words import all_simple
from shilu.model.entities import Entity, Role

BODIES = frozenset({"organisation", "outlet"})
SPOKESMAN = re.compile("发言人|新闻官|新闻秘书|新闻主管")  # a title of those who speak for a body
HEAD = re.compile("(?:部|局|厅|署|台|社|行|院|校|厂|所|站)长$|主任$|总裁$|总经理$|董事长$")  # the one who gives a body's count
OFFICE = re.compile("总统|总理|首相|主席|国务卿|总督|司令|[省州市县镇乡区部局厅署台院]长$")  # offices that one person holds
LEFT = frozenset({"dismissed", "resigned", "ended", "arrested", "died"})
HEARD = re.compile("(.+?)的?(?:[一多]?(?:名|位))?(?:新闻)?(?:发言人|特派员|(?:[驻派].{2,6})?记者|通讯员)们?")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
BARE = re.compile("^(?:有|该|一|多|数|几|两|数十)*(?:名|位|家|个)|们$")


class Voices:
    """The voice behind each agent, found when it is first asked."""

    def __init__(self, by_id: Mapping[str, Entity], merged: Mapping[str, str]) -> None:
        """`merged` gives for every id the one that stands for its name."""
        self._by_id, self._merged = by_id, merged
        self._known: dict[str, str] = {}

    def of(self, agent: str) -> str:
        """The id of the voice: of the body for its head or spokesman, of the outlet for its reporter, else of the name."""
        found = self._known.get(agent)
        if found is None:
            found = self._known[agent] = self._heard(self._merged.get(agent, agent))
        return found

    def _heard(self, agent: str) -> str:
        entity = self._by_id.get(agent)
        if entity is None or (entity.name and entity.type != "person"):
            return agent
        if entity.name:
            return self._body(entity.roles) or agent
        return next((voice for words in entity.names if (voice := self._unnamed(simplify(words)))), agent)

    def _body(self, roles: Iterable[Role]) -> str | None:
        """The one body for which a person speaks, or which he heads."""
        bodies = {self._merged.get(role.org, role.org) for role in roles if role.org and _speaks(role)}
        bodies = {body for body in bodies if body in self._by_id and self._by_id[body].type in BODIES}
        return bodies.pop() if len(bodies) == 1 else None

    def _unnamed(self, words: str) -> str | None:
        """Whom words without a name mean: the name that they are or end in, the body that is heard, the holder of the office."""
        for start in range(len(words) - 1):
            named = self._names.get(words[start:])
            if named is not None and (not start or self._by_id[named].type == "person"):
                return self.of(named)
        if heard := HEARD.fullmatch(words):
            return self._names.get(heard.group(1))
        if OFFICE.search(words):
            return self._one(self._holders.get(words, ()))
        if LATIN.fullmatch(words):
            return self._one(self._surnames.get(words, ()))
        return self._first[BARE.sub("", words)]

    def _one(self, found: Iterable[str]) -> str | None:
        """The voice of the only one there is."""
        known = set(found)
        return self.of(known.pop()) if len(known) == 1 else None

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """Who bears a name: persons, bodies and outlets, in simplified script; of two with one name the lower id."""
        named = [one for key in sorted(self._by_id) if (one := self._by_id[key]).name and one.type != "place"]
        simple = all_simple(name for one in named for name in one.names)
        found: dict[str, str] = {}
        for one in named:
            for name in one.names:
                found.setdefault(simple[name], self._merged.get(one.id, one.id))
        return found

    @cached_property
    def _first(self) -> Mapping[str, str]:
        """Of the sources that have the same words but for number and measure the one with the lowest id."""
        nameless = [one for key in sorted(self._by_id) if not (one := self._by_id[key]).name and one.names]
        found: dict[str, str] = {}
        for one in nameless:
            for words in one.names:
                found.setdefault(BARE.sub("", simplify(words)), self._merged.get(one.id, one.id))
        return found

    @cached_property
    def _holders(self) -> Mapping[str, set[str]]:
        """Who holds an office, by its title alone and behind the names of its body or place."""
        found = defaultdict[str, set[str]](set)
        for one in self._persons():
            for role in one.roles:
                title = simplify(role.title)
                if not OFFICE.search(title) or role.change in LEFT:
                    continue
                org = self._by_id.get(role.org or "")
                for name in ("", *(map(simplify, org.names) if org else ())):
                    found[name + (title[1:] if name.endswith(title[0]) else title)].add(self._merged.get(one.id, one.id))
                    found[name + title].add(self._merged.get(one.id, one.id))
        return found

    @cached_property
    def _surnames(self) -> Mapping[str, set[str]]:
        """Who bears a surname in Latin letters: the last word of a whole name."""
        found = defaultdict[str, set[str]](set)
        for one in self._persons():
            for words in (LATIN.findall(name) for name in one.names):
                if len(words) > 1:
                    found[words[-1]].add(self._merged.get(one.id, one.id))
        return found

    def _persons(self) -> Iterable[Entity]:
        return (one for one in self._by_id.values() if one.type == "person" and one.name)


def _speaks(role: Role) -> bool:
    """Whether a person speaks for the body of an office that he has not left."""
    title = simplify(role.title)
    return role.change not in LEFT and bool(SPOKESMAN.search(title) or HEAD.search(title))
