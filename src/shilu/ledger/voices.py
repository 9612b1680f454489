"""On whose word an agent speaks: two names of one source, and those who speak for a body, are one voice.

Merging too much costs a confirmation, merging too little invents one: counting must not flatter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from shilu.lang.script import simplify
from shilu.ledger.words import all_simple
from shilu.model.entities import Entity, Role
from shilu.model.patterns import late

BODIES = frozenset({"organisation", "outlet"})
SPOKESMAN = re.compile("发言人|新闻官|新闻秘书|新闻主管")  # a title of those who speak for a body
HEAD = late("(?:部|局|厅|署|台|社|行|院|校|厂|所|站)长$|主任$|总裁$|总经理$|董事长$")  # the one who gives a body's count
OFFICE = re.compile("总统|总理|首相|主席|国务卿|总督|司令|[省州市县镇乡区部局厅署台院]长$")  # offices that one person holds
LEFT = frozenset({"dismissed", "resigned", "ended", "arrested", "died"})
HEARD = re.compile("(.+?)的?(?:[一多]?(?:名|位))?(?:新闻)?(?:发言人|特派员|(?:[驻派].{2,6})?记者|通讯员)们?")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
BARE = re.compile("^(?:有|该|一|多|数|几|两|数十)*(?:名|位|家|个)|们$")


Place = tuple[str, str]  # a table, and some words: where those who bear or hold them are looked up
NAME, BARELY, OFFICES, SURNAME = "name", "barely", "office", "surname"


class Voices:
    """The voice behind each agent, found when it is first asked, and again when those on whom it rests are others.

    Whoever has a name, an office or mere words stands under them in a table; whose words were looked up where is known.
    """

    def __init__(self, by_id: Mapping[str, Entity], merged: Mapping[str, str]) -> None:
        """`by_id` and `merged` are those of the agents, as they are at any time: `merged` gives who stands for a name."""
        self._by_id, self._merged = by_id, merged
        self._known: dict[str, str] = {}
        self._bearers: dict[Place, set[str]] = {}
        self._places: dict[str, frozenset[Place]] = {}  # agent -> where it stands
        self._asked: dict[Place, set[str]] = defaultdict(set)  # -> the words that looked there
        self._meant: dict[str, str | None] = {}  # words -> whom they mean
        self._nameless: dict[str, set[str]] = defaultdict(set)  # words -> those who are known by them alone
        self._officers: dict[str, set[str]] = defaultdict(set)  # body or place -> those who hold its offices

    def of(self, agent: str) -> str:
        """The id of the voice: of the body for its head or spokesman, of the outlet for its reporter, else of the name."""
        agent = self._merged.get(agent, agent)
        found = self._known.get(agent)
        if found is None:
            found = self._known[agent] = self._heard(agent)
        return found

    def resting_on(self, others: Iterable[str]) -> set[str]:
        """Those who hold or held an office of some."""
        return {officer for one in others for officer in self._officers.get(one, ())}

    def follow(self, others: Collection[str], by_id: Mapping[str, Entity]) -> set[str]:
        """Know the agents as they are now, of whom some are others than before; gives those who are heard as another voice."""
        self._by_id = by_id
        stale, doubtful = set(others), set[str]()
        for one in sorted(stale) if self._places else ():
            for place in self._places.pop(one, frozenset()):
                doubtful |= self._asked.get(place, set())
                self._bearers[place].discard(one)
        self._stand(sorted(stale & by_id.keys()))
        for one in stale if self._asked else ():
            doubtful = doubtful.union(*(self._asked.get(place, ()) for place in self._places.get(one, ())))
        for words in doubtful:
            self._meant.pop(words, None)
            stale |= self._nameless[words]
        before = {one: heard for one in stale if (heard := self._known.pop(one, None))} if self._known else {}
        return {one for one, heard in before.items() if self.of(one) != heard}

    def _stand(self, agents: Sequence[str]) -> None:
        """Put agents where they can be looked up."""
        known = [self._by_id[one] for one in agents]
        simple = all_simple(name for one in known for name in one.names)
        for one in known:
            places = frozenset(self._stands(one, simple))
            self._places[one.id] = places
            for place in places:
                self._bearers.setdefault(place, set()).add(one.id)

    def _stands(self, one: Entity, simple: Mapping[str, str]) -> Iterator[Place]:
        """Where one stands: by its names, its offices and its surname, or by its words without number and measure."""
        if not one.name:
            yield from ((BARELY, BARE.sub("", simple[name])) for name in one.names)
            return
        if one.type != "place":
            yield from ((NAME, simple[name]) for name in one.names)
        if one.type == "person":
            yield from ((SURNAME, words[-1]) for name in one.names if len(words := LATIN.findall(name)) > 1)
            yield from self._offices(one)

    def _offices(self, person: Entity) -> Iterator[Place]:
        """The offices of a person, by the title alone and behind the names of its body or place."""
        for role in person.roles:
            if role.org:
                self._officers[role.org].add(person.id)
        for held, change, body in dict.fromkeys((role.title, role.change, role.org) for role in person.roles):
            title = simplify(held)
            if not OFFICE.search(title) or change in LEFT:
                continue
            org = self._by_id.get(body or "")
            for name in ("", *(map(simplify, org.names) if org else ())):
                yield OFFICES, name + (title[1:] if name.endswith(title[0]) else title)
                yield OFFICES, name + title

    def _heard(self, agent: str) -> str:
        entity = self._by_id.get(agent)
        if entity is None or (entity.name and entity.type != "person"):
            return agent
        if entity.name:
            return self._body(entity.roles) or agent
        return next((voice for words in entity.names if (voice := self._means(simplify(words), agent))), agent)

    def _body(self, roles: Iterable[Role]) -> str | None:
        """The one body for which a person speaks, or which he heads."""
        bodies = {self._merged.get(role.org, role.org) for role in roles if role.org and _speaks(role.title, role.change)}
        bodies = {body for body in bodies if body in self._by_id and self._by_id[body].type in BODIES}
        return bodies.pop() if len(bodies) == 1 else None

    def _means(self, words: str, agent: str) -> str | None:
        """Whom words mean, of which somebody is asked who has no name."""
        self._nameless[words].add(agent)
        if words not in self._meant:
            self._meant[words] = self._unnamed(words)
        return self._meant[words]

    def _unnamed(self, words: str) -> str | None:
        """Whom words without a name mean: the name that they are or end in, the body that is heard, the holder of the office."""
        for start in range(len(words) - 1):
            named = self._first((NAME, words[start:]), words)
            if named is not None and (not start or self._by_id[named].type == "person"):
                return self.of(named)
        if heard := HEARD.fullmatch(words):
            return self._first((NAME, heard.group(1)), words)
        if OFFICE.search(words):
            return self._one((OFFICES, words), words)
        if LATIN.fullmatch(words):
            return self._one((SURNAME, words), words)
        return self._first((BARELY, BARE.sub("", words)), words)

    def _first(self, place: Place, words: str) -> str | None:
        """Who stands for the one with the lowest id at a place; these words have looked there."""
        self._asked[place].add(words)
        bearers = self._bearers.get(place)
        if not bearers:
            return None
        first = min(bearers)
        return self._merged.get(first, first)

    def _one(self, place: Place, words: str) -> str | None:
        """The voice of the only one who stands at a place; these words have looked there."""
        self._asked[place].add(words)
        known = {self._merged.get(one, one) for one in self._bearers.get(place, ())}
        return self.of(known.pop()) if len(known) == 1 else None


@lru_cache(maxsize=4096)
def _speaks(title: str, change: str | None) -> bool:
    """Whether a person speaks for the body of an office that he has not left."""
    title = simplify(title)
    return change not in LEFT and bool(SPOKESMAN.search(title) or HEAD.search(title))
