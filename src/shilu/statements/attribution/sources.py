"""From a noun phrase to the agents it names: a ministry and an official in it, two agencies side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from msgspec import Struct

from shilu.model.patterns import late
from shilu.model.statements import Link
from shilu.statements.attribution.agents import VAGUE, Agents
from shilu.statements.attribution.mentions import Mention, Mentions
from shilu.statements.attribution.offices import Offices

_JOIN = re.compile(r"[、和与及]|以及|[　\s]?和[　\s]?")
_DATED = r"(?:稍早|稍后|最新|此前|早前|日前|较早前?|当[天日]|最近|初步|官方|(?:公布|发布|发表|提供|发出)(?=的))"
_DAY = "(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?"
_OF = re.compile(
    rf"(?:[（(][^）)]{{1,40}}[）)])?{_DAY}{_DATED}+的?(?:最新|初步|官方|有关|相关)?|"
    r"的?(?:另?[一两几数][名位家个份]|这[名位家份]|一些|多[名位家])?|[（(][^）)]{1,40}[）)]的?|的[^，。]{0,6}|[”」』’\"]|[·\s　]"
)
_COUNTRY = re.compile(r"iso:[A-Z]{2}$")
_STEM = re.compile(
    r"(?!但|而|并|还|也|同|另|此|虽|尽管|不过|所以|然|因|据|有|对|向|在|就|则|又|已|是|的|和|与)"
    r"[\u4e00-\u9fff·A-Za-z0-9 -]{1,8}(?<![对向在被由与和了])"
)
_OWNED = re.compile(r"(?:[（(][^（）()]*[）)])?的?")
_OF_PAPER = re.compile(rf"(?:[（(][^（）()]{{1,40}}[）)])?{_DAY}(?:{_DATED})*的?(?:[一两另]+份|最新的?|书面)*$")
_COMPANY = late(
    r"(?:[A-Z][A-Za-z0-9.&\- ]{1,30}|(?![一两几数多某另有该这那当外在从据由于对向为被])"
    r"[\u4e00-\u9fffA-Za-z0-9（）()]{2,24}(?:集团|股份|有限|责任|控股){1,4})\Z"
)
_ISSUED = late(
    r"(?<=[\u4e00-\u9fffA-Za-z)）])(?<![于后])\s?(?:昨[日晚天]|今[日天]|随后|已)?(?:发[布出表]|公布|披露|发)了?[^，。的了]{0,8}的?\Z"
)
_NOBODY_ISSUED = late(r"(?:当|今|昨|近|最新|此前|刚刚|周|星期|本|该|这|其|新)[\u4e00-\u9fff]{0,2}\Z")
_LATEST = re.compile(r"(?:初步|最新|官方|相关|有关|上述|这些|该|其|统计|目前|现有|的|另有|月度|年度|最近|此前|公布|发布|来自)+")
_BRACKETED = late(rf"[（(][^（）()]{{1,40}}[）)](?:{_DATED})*的?(?:最新|初步|官方|有关|相关)?")
_THIS = late("^(?:该|这[名位个]|那[名位个])[名位]?")
_WRITES = late(r"(?:发文|撰文|刊文|发帖|发博|发推|发表[^，。；]{0,8}文章|发布[^，。；]{0,6}文章)")
_WHO = late(
    r"(?:摄)?(?P<who>[\u4e00-\u9fffA-Za-z·]{2,16}?)(?:当[天日]|今[天日]|昨[天日]|\d{1,2}[日月]|日前|近日|随后|曾|还|也|(?:在|通过)[^，。]{1,16}上?)*\Z"
)
_MET = late(
    r"记者[^，。；]{0,8}?(?:联系上|联系到|联系了|采访到|采访了|见到|见到了|找到|找到了)了?(?P<who>[^，。；：]{2,24})[。\n]\Z"
)
_BACK = 120  # characters in which the author of 文章 is looked for
_TITLES = late(
    r"[^，。；：、在对向与和被据从由给让把是称说]{2,24}(?:家|员|长|者|师|人|官|席|理|授|表|任|记|导|士)"
)  # 某大学教授|林之远
_OPENING = 16  # characters in which the subject of a sentence stands
_SUBJECT = 28  # the same, with offices before the name
_VOICES = 40  # persons who spoke that are remembered
_QUOTED_NAME = 28  # characters of a name in quotes
_IN_QUOTES = late(r"[“「]([^“”「」，。]{2,24})[”」]\Z")
_PAPERS = frozenset({"doc", "data", "story"})
_TURN = late(r"[\s　]*(?:随后|之后|同时|与此同时|而|但|其中|并(?:表示|称|说|指出|强调)|此前|目前|这)")


class Source(Struct, frozen=True):
    """Who is meant by one phrase: links outward to inward, the words, and what the head is.

    `relay`: what hands on the words of others: media, doc, or nothing. `head` is the class of the last mention.
    """

    links: tuple[Link, ...]
    start: int
    end: int
    head: str
    type: str
    relay: str


@dataclass(slots=True)
class Memory:
    """What the grammar of one article remembers while it reads on."""

    person: str | None = None  # the last single person who spoke
    chain: tuple[Link, ...] = ()  # the links of the last attribution, outlet left out
    at: int = 0  # where its words of speaking end
    media: tuple[Link, ...] = ()  # the last medium that reported
    spokes: tuple[Link, ...] = ()  # the last body with its spokesperson
    fresh: bool = False  # the chain was made in this paragraph
    voices: list[tuple[str, tuple[Link, ...]]] = field(default_factory=list)  # the words for each person who spoke


class Sources:
    """Turns ranges of one article into sources."""

    def __init__(self, text: str, outlet: str, mentions: Mentions, agents: Agents, offices: Offices) -> None:
        self._text, self._outlet = text, outlet  # the text in simplified script
        self._mentions, self._agents, self._offices = mentions, agents, offices
        self._floor = 0
        self.memory = Memory()

    # ---- noun phrases
    def phrase(self, start: int, end: int) -> list[Mention]:
        """The first chain of adjoining mentions in a range: a noun phrase with what belongs to it."""
        chain = self._mentions.phrase(start, end, self._adjoins)
        return self._past_brackets(chain, end) if chain and self._text.startswith(("（", "("), chain[-1].end) else chain

    def _past_brackets(self, chain: list[Mention], end: int) -> list[Mention]:
        """With the paper behind a body and its abbreviation: 港务局（某某）稍早的|数据."""
        gap = _BRACKETED.match(self._text, chain[-1].end, end)
        more = self._mentions.phrase(gap.end(), end, self._adjoins) if gap else []
        return [*chain, *more] if gap and more and more[0].start == gap.end() and more[0].kind in _PAPERS else chain

    def begins(self, start: int, end: int) -> bool:
        """Whether a clause opens with a subject of its own, or with a word that turns to another matter."""
        found = self._mentions.within(start, min(end, start + 16))
        if _TURN.match(self._text, start):
            return True
        return bool(found) and not self._text[start : found[0].start].strip("，, 　该")

    def _adjoins(self, left: Mention, right: Mention) -> bool:
        """Whether two mentions with words between make one phrase; 甲与乙 of two persons is a meeting of them."""
        gap = self._text[left.end : right.start]
        if gap == "与" and left.type == right.type == "person":
            return False
        return bool(_JOIN.fullmatch(gap) or _OF.fullmatch(gap))

    def read(self, chain: list[Mention], floor: int, *, again: bool = False) -> Source | None:
        """The agents of a noun phrase; `None` when its head cannot speak (a town, a lone trap).

        Words before an unnamed head belong to it down to `floor`: 死者|亲属. `again`: 这位发言人, whoever spoke last.
        """
        self._floor = floor
        while len(chain) > 1 and chain[-1].type == "place" and chain[-2].end == chain[-1].start and self._writes(chain):
            chain = chain[:-1]  # 北岸通讯社甲国岚州8日报道: where it was written
        head = chain[-1]
        if again and head.kind != "name" and self.memory.chain:
            word = self._text[head.start : head.end]
            meant = (head.kind == "spokes" and self.memory.spokes) or self._called(word) or self.memory.chain
            return Source(meant, chain[0].start, head.end, head.kind, head.type, "")
        if len(chain) == 1:
            return self._same(head) or self._one(chain)
        sources: list[Source] = []
        groups = self._parallel(chain)
        for group in groups[self._offices_first(groups) :]:
            self._floor = max(floor, group[0].start) if sources else floor
            if source := self._one(group):
                sources.append(source)
        if not sources:
            return None
        last = sources[-1]
        if len(sources) == 1:
            return last
        ends = [link for s in sources for link in (s.links[-1] if isinstance(s.links[-1], tuple) else (s.links[-1],))]
        together: Link = tuple(dict.fromkeys(ends))
        return Source((together,), chain[0].start, chain[-1].end, last.head, last.type, last.relay)

    def _writes(self, chain: list[Mention]) -> bool:
        """Whether an outlet stands before the places that end a phrase."""
        return next((one.type == "outlet" for one in reversed(chain) if one.type != "place"), False)

    def _same(self, head: Mention) -> Source | None:
        """该官员, 这位专家: the last voice that was called by this word."""
        if head.type != "person" or self._text[head.start] not in "该这那":
            return None
        meant = self._called(_THIS.sub("", self._text[head.start : head.end]))
        return Source(meant, head.start, head.end, head.kind, head.type, "") if meant else None

    def _called(self, word: str) -> tuple[Link, ...] | None:
        """The last person who spoke and was called by a word."""
        return next((links for words, links in reversed(self.memory.voices[-_VOICES:]) if word in words), None)

    def _parallel(self, chain: list[Mention]) -> list[list[Mention]]:
        """Split a chain at 、 and 和 between equals: two outlets, two bodies."""
        groups: list[list[Mention]] = [[]]
        for mention in chain:
            gap = self._text[groups[-1][-1].end : mention.start] if groups[-1] else ""
            if gap and _JOIN.fullmatch(gap):
                groups.append([])
            groups[-1].append(mention)
        return groups

    def _offices_first(self, groups: list[list[Mention]]) -> int:
        """How many groups are but further offices of the person named last: 甲部副部长、乙局局长|林之远."""
        last = groups[-1]
        if len(groups) < 2 or last[-1].kind != "name" or last[-1].type != "person" or len(last) < 2 or last[-2].kind != "office":
            return 0
        gaps = (self._text[one[-1].end : two[0].start] for one, two in pairwise(groups))
        offices = all(group[-1].kind == "office" for group in groups[:-1])
        return len(groups) - 1 if offices and all(gap == "、" for gap in gaps) else 0

    def _one(self, chain: list[Mention]) -> Source | None:
        head, owners = chain[-1], chain[:-1]
        if head.kind == "office" and owners and owners[-1].type == "person" and owners[-1].kind == "name":
            head, owners = owners[-1], owners[:-1]  # 托卡耶夫总统: the name is the head
        links = self._referring(head) if head.kind in ("own", "he", "it", "that", "latter") else self._naming(head, owners)
        if not links:
            return None
        relay = "media" if head.type == "outlet" else "doc" if head.kind in _PAPERS else ""
        kind = "land" if head.kind == "name" and head.type == "place" else head.kind
        return Source(links, chain[0].start, chain[-1].end, kind, head.type, relay)

    # ---- heads
    def _naming(self, head: Mention, owners: list[Mention]) -> tuple[Link, ...]:
        """The agents of a head that is a name or a noun, none for a place that cannot speak."""
        match head.kind:
            case "name":
                return self._named(head, owners)
            case "office":
                return (self._offices.holder(head, owners) or self._unnamed(head, owners),)
            case "doc" | "data" | "story":
                return self._document(head, owners)
            case "image":
                return ()
            case "spokes" | "person" | "reporter" | "witness":
                return self._member(head, owners)
            case _:
                return (self._short(head, owners) or self._unnamed(head, owners),)

    def _short(self, head: Mention, owners: list[Mention]) -> str | None:
        """内政部 after 哈萨克斯坦内政部: the nearest earlier name that ends with a bare noun is meant by it."""
        if any(o.kind == "name" for o in owners):
            return None
        start = self._lengthened(owners[0].start if owners else head.start)
        word = self._text[start : head.end]
        return None if word in VAGUE else self._agents.ending(word, head.start)

    def _referring(self, head: Mention) -> tuple[Link, ...]:
        """The agents of a pronoun: the outlet, the last voice, or the last person named."""
        if head.kind == "own":
            return (self._outlet,)
        if head.kind == "that":
            found = self._agents.ending(self._text[head.start + 1 : head.end], head.start)
            return (found,) if found else self.memory.chain
        if head.end - head.start == 1 and head.kind == "he" and not self._agents.person(self.memory.chain):
            person = self._agents.last_person(head.start)  # 他 after a body has spoken: who was named last
            return (person,) if person else self.memory.chain
        if head.kind == "he" and (other := self._another(head)):
            return (other,)
        if self.memory.chain and head.kind != "latter":
            return self.memory.chain
        person = self._agents.last_person(head.start) if head.kind != "it" else None
        return (person,) if person else self.memory.chain

    def _another(self, head: Mention) -> str | None:
        """Whom 他 or 她们 means, if it is not who spoke last: the subject of the sentence before, several people."""
        if head.end - head.start > 1 and self.memory.chain and self._single():
            return self._agents.unnamed(head.start, head.end, "person")  # 她们 is not the judge who spoke
        return self._subject_before(head)

    def _single(self) -> bool:
        """Whether the last voice is one person with a name."""
        last = self.memory.chain[-1]
        return self._agents.person(self.memory.chain) and not self._agents.nameless(last)

    def _subject_before(self, head: Mention) -> str | None:
        """Who opens the sentence before a pronoun that opens its own, if somebody else spoke before: 甲说，…。乙支持停航。|他说."""
        text = self._text
        if head.end - head.start > 1 or text[head.start - 1 : head.start] not in ("。", "\n"):
            return None
        begin = max(text.rfind("。", 0, head.start - 1), text.rfind("\n", 0, head.start - 1)) + 1
        if begin <= self.memory.at:
            return None
        if met := _MET.search(text, begin, head.start):
            return self._met(*met.span("who"))
        opening = self._mentions.within(begin, min(begin + _SUBJECT, head.start))
        first = next((mention for mention in opening if mention.kind == "name" and mention.type == "person"), None)
        if (
            first is None
            or text.startswith("摄", first.end)
            or (first.start - begin >= 3 and not _TITLES.fullmatch(text, begin, first.start))
        ):
            return None
        return self._agents.of(first)

    def _met(self, start: int, end: int) -> str | None:
        """Whom a reporter has reached, of whom 他 or 她 speaks then: 记者联系上孩子的母亲。|她表示."""
        chain = self.phrase(start, end)
        person = chain[-1] if chain and chain[-1].type == "person" else None
        if person is None:
            return self._agents.unnamed(start, end, "person")
        return self._agents.of(person) if person.kind == "name" else self._agents.unnamed(start, end, "person")

    def _named(self, head: Mention, owners: list[Mention]) -> tuple[Link, ...]:
        if head.type == "place" and not (head.name and _COUNTRY.match(head.name.key or "")):
            return ()
        agent = self._agents.of(head)
        body = self._owner(owners) if any(o.kind == "spokes" for o in owners) else None
        if body is None or body == agent:
            return (agent,)
        self.memory.spokes = (body, agent)
        return self.memory.spokes

    def _member(self, head: Mention, owners: list[Mention]) -> tuple[Link, ...]:
        """Somebody of a body: the body, then the person; a bare 发言人 is the one who spoke before."""
        if head.kind == "spokes" and not owners and self.memory.spokes:
            return self.memory.spokes
        agent = self._unnamed(head, owners)
        body = self._owner([o for o in owners if o.type != "place"]) or (self._author(head) if not owners else None)
        return (body, agent) if body else (agent,)

    def _document(self, head: Mention, owners: list[Mention]) -> tuple[Link, ...]:
        """A document speaks for its author; one without an author belongs to the last voice."""
        source = self._one(owners) if owners else None
        if source or owners:
            return source.links if source else (self._unnamed(head, owners),)
        if author := self._author(head) or self._issuer(head):
            return (author,)
        if head.kind == "data" and (whose := self._whose(head)) is not None:
            return (self._agents.unnamed(whose, head.end, head.type),)
        if head.kind == "data":
            return (self.memory.fresh and self.memory.chain) or (self._unnamed(head, owners),)
        if self._text.startswith("文章", head.start) and (writer := self._writer(head.start)):
            return (writer,)
        last = self.memory.media if head.kind == "story" else ()
        return last or self.memory.chain or (self._unnamed(head, owners),)

    def _writer(self, position: int) -> str | None:
        """Who wrote 文章, by the sentence before: 某联合会当天发文表示哀悼。|文章称."""
        text = self._text
        low = max(0, position - _BACK, text.rfind("\n", 0, position))
        wrote = next(iter(reversed(list(_WRITES.finditer(text, low, position)))), None)
        if wrote is None or "。" in text[wrote.end() : position - 1]:
            return None
        begin = max(low - 1, *(text.rfind(sign, low, wrote.start()) for sign in "。，；\n 　")) + 1
        words = _WHO.match(text, begin, wrote.start())
        if words is None:
            return None
        if self._agents.definite(*words.span("who")):
            return self._agents.called(*words.span("who"))
        chain = self.phrase(*words.span("who"))
        source = self._one(chain) if chain and (chain[0].start, chain[-1].end) == words.span("who") else None
        if source and isinstance(source.links[-1], str):
            return source.links[-1]
        return self._agents.unnamed(*words.span("who"), "organisation")

    def _issuer(self, head: Mention) -> str | None:
        """Who issued a document, though no list has it: 云舟汽车|发布致歉公告."""
        act = _ISSUED.search(self._text, self._floor, head.start)
        if act is None or act.start() < self._floor + 2 or _NOBODY_ISSUED.match(self._text, self._floor, act.start()):
            return None
        return self._agents.unnamed(self._floor, act.start(), "organisation")

    def _whose(self, head: Mention) -> int | None:
        """Where the words begin that tell whose figures these are, though no list knows them: 天眼查|数据, 公开|资料."""
        start = self._lengthened(head.start)
        return start if start < head.start and not _LATEST.fullmatch(self._text, start, head.start) else None

    def _author(self, head: Mention) -> str | None:
        """The body, unknown to any list, that a document or an official is of: 某州港务局的一份|声明."""
        match = _OF_PAPER.search(self._text, self._floor, head.start)
        end = match.start() if match else head.start
        return self._agents.called(self._floor, end) if end > self._floor and self._agents.definite(self._floor, end) else None

    def office(self, start: int, end: int) -> bool:
        """Whether an office is named in a range: the country before it is not who speaks."""
        return any(mention.kind == "office" for mention in self._mentions.within(start, end))

    def pictured(self, start: int, end: int) -> bool:
        """Whether a picture is named in a range: pictures show, they do not speak."""
        return any(mention.kind == "image" for mention in self._mentions.within(start, end))

    def _owner(self, owners: list[Mention]) -> str | None:
        """The body for which a spokesman or an official speaks: the last one named before the office."""
        for owner in reversed(owners):
            if owner.kind == "name" and owner.type != "place":
                return self._agents.of(owner)
            if owner.kind == "office":
                before = owners[: owners.index(owner)]
                return self._offices.holder(owner, before) or self._unnamed(owner, before)
            if owner.kind in ("body", "media"):
                before = owners[: owners.index(owner)]
                bare = not before and owner.end - owner.start < 3
                return self._short(owner, before) or (None if bare else self._unnamed(owner, before))
        return None

    def _unnamed(self, head: Mention, owners: list[Mention]) -> str:
        """An unnamed source, known by its article and span; an office or body of one place is one and the same."""
        start = self._lengthened(owners[0].start if owners else head.start)
        known = self._agents.at(start, head.end) or self._agents.at(head.start, head.end)
        if known:
            return known
        if head.kind == "body" and self._agents.definite(start, head.end):
            return self._agents.called(start, head.end)
        if head.kind == "body" and not owners and (whole := self._whole(head)) is not None:
            return self._agents.called(whole, head.end)
        if head.kind == "media" and (quoted := _IN_QUOTES.search(self._text, max(0, head.start - _QUOTED_NAME), head.start)):
            return self._agents.called(*quoted.span(1), "outlet")  # “蓝岸”网站
        if head.kind == "media" and start < head.start and not owners and self._agents.definite(start, head.end):
            return self._agents.called(start, head.end, "outlet")
        return self._agents.unnamed(start, head.end, head.type)

    def _whole(self, head: Mention) -> int | None:
        """Where the name of a company begins of which a list has no more than 公司: 北岸渡轮集团有限|公司, Blue Ferry|公司."""
        found = _COMPANY.search(self._text, self._floor, head.start)
        return found.start() if found and found.start() == self._floor else None

    def _lengthened(self, start: int) -> int:
        """Down to the floor of the phrase when only a few more characters stand there: they belong to the noun."""
        lead = _OWNED.match(self._text, self._floor, start)
        floor = lead.end() if lead else self._floor
        return floor if _STEM.fullmatch(self._text, floor, start) else start
