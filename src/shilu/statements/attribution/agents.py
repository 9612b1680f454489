"""The agents of one article: entities of names, bodies that no list has but the text calls by name, and unnamed sources."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from shilu.model.article import Span
from shilu.model.entities import Entities, Entity
from shilu.model.ids import make_id
from shilu.model.marks import NameMark
from shilu.model.statements import Chain, Link
from shilu.statements.attribution.mentions import Mention, Mentions

OFFICIAL_TIER, NAMED_TIER, UNNAMED_TIER = 2, 3, 4
COMMON = frozenset({"官方", "当局", "警方", "军方", "政府", "媒体", "外媒", "部门", "机构", "公司", "企业", "医院", "法院", "检方"})
VAGUE = frozenset({"官方", "政府", "媒体", "外媒", "部门", "机构", "企业"})  # never short for a body named before
_OFFICIAL = re.compile(
    r"(?:部|委|局|厅|署|院|处|办|政府|指挥部|委员会|法院|警方|警察|消防队?|当局|议会|国会|使馆|领事馆|军方|中心)$"
)
BODY_END = re.compile(
    r"[部委局厅署院处办社台网团队站所]|(?<![预通汇申举情警海简填])报|政府|公司|医院|指挥部|委员会|中心|集团|大学|学院|研究所|"
    r"银行|协会|组织|频道|网站|电台|警方|当局|检方|军方|机构|部门|党|联盟"
)
_DEFINITE = re.compile(
    r"[A-Z]{2,8}|(?![一两几数多某另有部些这那该当外]|匿名|不愿|地方|有关|相关|西方|国际|境外|国内|官方|主流|其他|要|需|应当|持续|积极|认真|切实|做好|加强|开展|推进)"
    rf"[\u4e00-\u9fffA-Za-z0-9·\-]{{1,24}}(?:{BODY_END.pattern})"
)

_THING = re.compile(rf"(?:{BODY_END.pattern}|法院|官方|公告|报告|声明|通报|通告|数据|统计|资料|结果|消息|会议|方|者|会)$")

_KINDS = {
    "organisation": ("organisation", "outlet"),
    "outlet": ("outlet", "organisation"),
    "person": ("person",),
}  # what a name can be, likeliest first
_Made = tuple[str, str | None, int, int]  # type, name, range of an agent


class Agents:
    """Gives entity ids for ranges of one article, and keeps the entities that it had to make."""

    def __init__(self, article: str, text: str, plain: str, mentions: Mentions, entities: Entities) -> None:
        self._article, self._text, self._plain = article, text, plain
        self._mentions, self._entities = mentions, entities
        self._bodies: dict[str, str] = {}  # simplified name -> id of the bodies met so far that no list has, last met last
        self._made: dict[str, _Made] = {}
        self._partly: dict[str, str] = {}  # 林某 -> its agent

    def of(self, mention: Mention) -> str:
        """The entity of a mention that is a name."""
        assert mention.name is not None
        return self.at(mention.start, mention.end) or self._called(mention.name, mention.start, mention.end)

    def named(self, name: NameMark) -> str:
        """The entity of a name."""
        return self.at(name.start, name.end) or self._called(name, name.start, name.end)

    def _called(self, name: NameMark, start: int, end: int) -> str:
        """An entity made of the name itself, as the resolver knows none."""
        key = make_id("ent", name.type, name.key or f"{name.country or ''}|{name.name}")
        return self._keep(key, name.type, name.name, start, end)

    def at(self, start: int, end: int) -> str | None:
        """The entity that the resolver has for exactly this range."""
        return self._entities.by_mention.get((self._article, start, end))

    def definite(self, start: int, end: int) -> bool:
        """Whether the words name one body: 港务局 of some place, not 一家公司 or 官方."""
        if self._plain.find("在", start + 1, end) >= 0:
            return False  # 某某在某某法院: somebody there
        return _DEFINITE.fullmatch(self._plain, start, end) is not None and self._plain[start:end] not in COMMON

    def called(self, start: int, end: int, kind: str = "organisation") -> str:
        """A body or person called by a name of its own, though no list has it: one and the same in all articles and scripts."""
        written, name = self._text[start:end], self._plain[start:end]
        known = self._by_name(kind, written, name) or make_id("ent", kind, f"|{name}")
        if kind != "person":
            self._bodies.pop(name, None)
            self._bodies[name] = known
        return self._keep(known, kind, written, start, end)

    def _by_name(self, kind: str, *names: str) -> str | None:
        found = (self._entities.by_name.get((type_, name)) for type_ in _KINDS[kind] for name in names)
        return next((key for key in found if key), None)

    def unnamed(self, start: int, end: int, kind: str) -> str:
        """A source without a name, known by its article and span."""
        return self._keep(make_id("ent", self._article, start, end), kind, None, start, end)

    def somebody(self, start: int, end: int) -> str:
        """A person with a surname only (林某): one and the same in one article, nobody known in another."""
        word = self._plain[start:end]
        if word not in self._partly:
            self._partly[word] = self.unnamed(start, end, "person")
        return self._partly[word]

    def ending(self, word: str, position: int) -> str | None:
        """The last body named before a position whose name ends with a word: 该局, the bare 内政部."""
        for name in self._mentions.before(position):
            if name.type in ("organisation", "outlet") and self._plain.endswith(word, name.start, name.end):
                return self.named(name)
        return next((key for name, key in reversed(self._bodies.items()) if name.endswith(word)), None)

    def last_person(self, position: int) -> str | None:
        """The last person named before a position."""
        return next((self.named(name) for name in self._mentions.before(position) if name.type == "person"), None)

    def _keep(self, key: str, kind: str, name: str | None, start: int, end: int) -> str:
        if key not in self._made and key not in self._entities.by_id:
            self._made[key] = (kind, name, start, end)
        return key

    def words(self, agent: str) -> str:
        """The name of an agent, or the words for an unnamed one, in simplified script where they stand in this article."""
        if agent in self._made:
            _, _, start, end = self._made[agent]
            return self._plain[start:end]
        return self._entities.by_id[agent].name or ""

    def person(self, links: tuple[Link, ...]) -> bool:
        """Whether a run of links ends with a person, or with somebody of whom no more is known."""
        if not links or not isinstance(links[-1], str):
            return False
        known = self._made.get(links[-1])
        if known:
            kind, name, start, end = known
            return kind == "person" or (kind == "organisation" and name is None and not _THING.search(self._plain, start, end))
        return self._entities.by_id[links[-1]].type == "person"

    def nameless(self, link: Link | None) -> bool:
        """Whether a link is a source that has no name."""
        return isinstance(link, str) and link in self._made and self._made[link][1] is None

    def made(self, chains: Iterable[Chain]) -> tuple[Entity, ...]:
        """The entities that had to be made, those that stand in chains, in order of ids."""
        if not self._made:
            return ()
        links = set[Link]().union(*chains)
        used = links.union(*[link for link in links if not isinstance(link, str)])
        return tuple([self._entity(key, *self._made[key]) for key in sorted(self._made.keys() & used)])

    def _entity(self, key: str, kind: str, name: str | None, start: int, end: int) -> Entity:
        official = _OFFICIAL.search(self._plain, start, end)
        tier = UNNAMED_TIER if name is None else OFFICIAL_TIER if official else NAMED_TIER
        span = Span(self._article, start, end)
        return Entity(key, kind, name, (self._text[start:end],), None, None, None, None, None, (), (span,), (), tier)


def merged(agents: Iterable[Entity]) -> tuple[Entity, ...]:
    """Agents of several articles, each id once, with all its names and mentions; in order of ids."""
    found: dict[str, Entity] = {}
    for agent in agents:
        other = found.get(agent.id)
        found[agent.id] = _joined(other, agent) if other else agent
    return tuple(found[key] for key in sorted(found))


def _joined(one: Entity, other: Entity) -> Entity:
    names = tuple(sorted({*one.names, *other.names}))
    mentions = tuple(sorted({*one.mentions, *other.mentions}))
    name = one.name if one.name is None else max(one.name, other.name or "", key=lambda word: (len(word), word))
    return replace(one, name=name, names=names, mentions=mentions)
