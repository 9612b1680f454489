"""From a noun phrase to the agents it names: a ministry and an official in it, two agencies side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shilu.model.article import Span
from shilu.model.entities import Entities, Entity
from shilu.model.ids import make_id
from shilu.model.statements import Link
from shilu.statements.attribution.mentions import Mention, Mentions

_JOIN = re.compile(r"[、和与及]|以及|[　\s]?和[　\s]?")
_OF = re.compile(
    r"的?(?:另?[一两几数][名位家个份]|这[名位家份]|一些|多[名位家])?|[（(][^）)]{1,40}[）)]的?|的[^，。]{0,6}|[”」』’\"]|[·\s　]"
)
_COUNTRY = re.compile(r"iso:[A-Z]{2}$")
UNNAMED_TIER = 4


@dataclass(frozen=True, slots=True)
class Source:
    """Who is meant by one phrase: links outward to inward, the words, and what the head is.

    `relay`: the head hands on what others say (an outlet, a document). `head` is the class of the last mention.
    """

    links: tuple[Link, ...]
    start: int
    end: int
    head: str
    type: str
    relay: bool


@dataclass(slots=True)
class Memory:
    """What the grammar of one article remembers while it reads on."""

    person: str | None = None  # the last single person who spoke
    chain: tuple[Link, ...] = ()  # the links of the last attribution, outlet left out


class Sources:
    """Turns ranges of one article into sources; collects the unnamed ones it had to make."""

    def __init__(self, article: str, text: str, outlet: str, mentions: Mentions, entities: Entities) -> None:
        self._article, self._text, self._outlet = article, text, outlet
        self._mentions, self._entities = mentions, entities
        self._offices: dict[str, str] = {}  # owner's entity id|office, and the bare office -> person
        self.memory = Memory()
        self.agents: dict[str, Entity] = {}

    # ---- noun phrases
    def phrase(self, start: int, end: int) -> list[Mention]:
        """The first chain of adjoining mentions in a range: a noun phrase with what belongs to it."""
        found = self._mentions.within(start, end)
        chain: list[Mention] = []
        for mention in found:
            if chain and not self._adjoins(chain[-1].end, mention.start):
                break
            chain.append(mention)
        return chain

    def _adjoins(self, left: int, right: int) -> bool:
        gap = self._text[left:right]
        return left == right or bool(_JOIN.fullmatch(gap) or _OF.fullmatch(gap))

    def read(self, chain: list[Mention]) -> Source | None:
        """The agents of a noun phrase; `None` when its head cannot speak (a town, a lone trap)."""
        groups = self._parallel(chain)
        sources = [s for group in groups if (s := self._one(group))]
        if not sources:
            return None
        last = sources[-1]
        if len(sources) == 1:
            return last
        ends = [link for s in sources for link in (s.links[-1] if isinstance(s.links[-1], tuple) else (s.links[-1],))]
        together: Link = tuple(dict.fromkeys(ends))
        return Source((together,), chain[0].start, chain[-1].end, last.head, last.type, all(s.relay for s in sources))

    def _parallel(self, chain: list[Mention]) -> list[list[Mention]]:
        """Split a chain at 、 and 和 between equals: two outlets, two bodies."""
        groups: list[list[Mention]] = [[]]
        for mention in chain:
            gap = self._text[groups[-1][-1].end : mention.start] if groups[-1] else ""
            if gap and _JOIN.fullmatch(gap):
                groups.append([])
            groups[-1].append(mention)
        return groups

    def _one(self, chain: list[Mention]) -> Source | None:
        head, owners = chain[-1], chain[:-1]
        if head.kind == "office" and owners and owners[-1].type == "person" and owners[-1].kind == "name":
            head, owners = owners[-1], owners[:-1]  # 托卡耶夫总统: the name is the head
        links = self._referring(head) if head.kind in ("own", "he", "it", "latter") else self._naming(head, owners)
        if not links:
            return None
        relay = head.type == "outlet" or head.kind == "doc"
        return Source(links, chain[0].start, chain[-1].end, head.kind, head.type, relay)

    # ---- heads
    def _naming(self, head: Mention, owners: list[Mention]) -> tuple[Link, ...]:
        """The agents of a head that is a name or a noun, none for a place that cannot speak."""
        match head.kind:
            case "name":
                return self._named(head, owners)
            case "office":
                known = self._offices.get(self._office_key(head, owners)) or self._offices.get(self._words(head))
                return (known or self._unnamed(head, owners),)
            case "doc":
                return self._document(head, owners)
            case "spokes" | "person" | "reporter":
                return self._member(head, owners)
            case _:
                return (self._unnamed(head, owners),)

    def _referring(self, head: Mention) -> tuple[Link, ...]:
        """The agents of a pronoun: the outlet, the last voice, or the last person named."""
        if head.kind == "own":
            return (self._outlet,)
        if self.memory.chain and head.kind != "latter":
            return self.memory.chain
        person = self._last_person(head.start) if head.kind != "it" else None
        return (person,) if person else self.memory.chain

    def _named(self, head: Mention, owners: list[Mention]) -> tuple[Link, ...]:
        if head.type == "place" and not (head.name and _COUNTRY.match(head.name.key or "")):
            return ()
        agent = self.entity(head)
        body = self._owner(owners) if any(o.kind == "spokes" for o in owners) else None
        self._remember_office(agent, owners)
        return (body, agent) if body and body != agent else (agent,)

    def _member(self, head: Mention, owners: list[Mention]) -> tuple[Link, ...]:
        """Somebody of a body: the body, then the person; a bare 发言人 is the one who spoke before."""
        if head.kind == "spokes" and not owners and self.memory.person:
            return self.memory.chain
        agent = self._unnamed(head, owners)
        body = self._owner([o for o in owners if o.type != "place"])
        return (body, agent) if body else (agent,)

    def _document(self, head: Mention, owners: list[Mention]) -> tuple[Link, ...]:
        """A document speaks for its author; one without an author belongs to the last voice."""
        source = self._one(owners) if owners else None
        return source.links if source else (not owners and self.memory.chain) or (self._unnamed(head, owners),)

    def _last_person(self, position: int) -> str | None:
        for mention in reversed(self._mentions.before(position)):
            if mention.kind == "name" and mention.type == "person":
                return self.entity(mention)
        return None

    # ---- agents
    def entity(self, mention: Mention) -> str:
        """The entity of a name; one made of the name itself where the resolver knows none."""
        known = self._entities.at(self._article, mention.start, mention.end)
        if known:
            return known.id
        name = mention.name
        assert name is not None
        made = make_id("ent", mention.type, name.key or f"{name.country or ''}{name.name}")
        return self._made(made, mention.type, name.name, mention.start, mention.end)

    def _owner(self, owners: list[Mention]) -> str | None:
        """The body for which a spokesman or an official speaks: the last one named before the office."""
        for owner in reversed(owners):
            if owner.kind == "name" and owner.type != "place":
                return self.entity(owner)
            if owner.kind == "office":
                known = self._offices.get(self._office_key(owner, owners[: owners.index(owner)]))
                return known or self._unnamed(owner, owners[: owners.index(owner)])
            if owner.kind in ("body", "media"):
                return self._unnamed(owner, owners[: owners.index(owner)])
        return None

    def _unnamed(self, head: Mention, owners: list[Mention]) -> str:
        """An unnamed source, known by its article and span; an office or body of one place is one and the same."""
        start = owners[0].start if owners else head.start
        known = self._entities.at(self._article, start, head.end) or self._entities.at(self._article, head.start, head.end)
        if known:
            return known.id
        return self._made(make_id("ent", self._article, start, head.end), head.type, None, start, head.end)

    def nameless(self, start: int, end: int, kind: str = "outlet") -> str:
        """An unnamed source that is no noun phrase: 据报道, 据悉."""
        return self._made(make_id("ent", self._article, start, end), kind, None, start, end)

    def _made(self, key: str, kind: str, name: str | None, start: int, end: int) -> str:
        if key not in self._entities.by_id and key not in self.agents:
            words, span = self._text[start:end], Span(self._article, start, end)
            tier = UNNAMED_TIER if name is None else None
            self.agents[key] = Entity(key, kind, name, (words,), None, None, None, None, None, (), (span,), (), tier)
        return key

    # ---- offices
    def _words(self, mention: Mention) -> str:
        return self._text[mention.start : mention.end]

    def _office_key(self, office: Mention, owners: list[Mention]) -> str:
        owner = next((o for o in reversed(owners) if o.kind == "name" and o.type in ("place", "organisation")), None)
        return f"{self.entity(owner) if owner else ''}|{self._words(office)}"

    def _remember_office(self, person: str, owners: list[Mention]) -> None:
        """哈萨克斯坦总统托卡耶夫 teaches who 哈萨克斯坦总统 and 总统 are."""
        for index, owner in enumerate(owners):
            if owner.kind == "office":
                self._offices[self._office_key(owner, owners[:index])] = person
                self._offices[self._words(owner)] = person

    def learn(self) -> None:
        """Read every office with a holder beside it before any sentence is read: a headline uses what the body explains."""
        items = self._mentions.before(len(self._text) + 1)
        for index, mention in enumerate(items):
            beside = index and items[index - 1].kind == "office" and items[index - 1].end == mention.start
            if beside and mention.kind == "name" and mention.type == "person":
                self._learn(mention, [m for m in items[max(0, index - 3) : index] if m.end > mention.start - 30])

    def _learn(self, person: Mention, owners: list[Mention]) -> None:
        office = owners[-1]
        before = [o for o in owners[:-1] if self._adjoins(o.end, office.start)]
        self._offices.setdefault(self._office_key(office, before), self.entity(person))
        self._offices.setdefault(self._words(office), self.entity(person))
