"""The flow of voices through an article: whose words each sentence carries, until another voice or the outlet's own takes over."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from shilu.lang.script import simplify
from shilu.model.article import Article, Span
from shilu.model.entities import Entities
from shilu.model.ids import SEPARATOR, joined_id
from shilu.model.marks import Annotations, CueMark, Point, QuoteMark
from shilu.model.patterns import late
from shilu.model.statements import Chain, Factuality, Link, Saying
from shilu.model.steps import Steps, in_step
from shilu.statements.attribution.acts import act_of
from shilu.statements.attribution.agents import Agents
from shilu.statements.attribution.factuality import Hedges, relayed, rooted
from shilu.statements.attribution.mentions import Mentions
from shilu.statements.attribution.offices import Offices
from shilu.statements.attribution.parse import Attributed, Parser
from shilu.statements.attribution.result import Attribution
from shilu.statements.attribution.sources import Sources
from shilu.statements.attribution.turns import Turns
from shilu.statements.attribution.units import Speech, Unit, passages

_GOES_ON = re.compile("加之|再加上|况且|更?何况|再者|再说")  # opens a paragraph of the same argument
_LEAD = re.compile(r"[\s　，,：:了]+|的(?!确)")
_TAIL = " \n\t　，,。；;、—"
_DATELINE = re.compile(
    r"[（(【\s　]*(?:据)?[^，。：；\n]{2,28}?(?:[0-9０-９一二三四五六七八九十]+日)[^，。：；\n]{0,6}?(?:电|讯|专电|消息)"
)
_RULES = {name: f"statements.attribution.{name}" for name in ("verb", "according", "cite", "colon", "noun", "carried")}
_BACK_THEN = re.compile("当时|当年|此前|那时|过去|以往|早前")
_FIRST = re.compile("[，。；]")
_DID = re.compile(
    r"[，,](?:[他她][在于]?(?:(?:周|星期|礼拜)[一二三四五六日天]|[0-9]{1,2}日|当[天日晚]|昨[天日晚]|随后|之后)[早上中下晚午凌晨]{0,2}[还又也已]?"
    r"(?:批准|签署|宣布|下令|部署|任命|派出)|并[对就][^，。；：“”]{1,30}?(?:提出|表达|表示)了)"
)
_TRAILING = re.compile(r"[，,；;。](?:与此同时|而|但是?|同时|此外|另外|不过|并且?|然而|虽然|尽管|另一方面)$")
_TRAILS = frozenset("时而但是外过并且然管面")  # how such words end
_WORD = re.compile(r"[^\W_]")
_OPENERS = '“「『"'
_LASTING = frozenset({"opinion", "witness", "forecast"})  # who gives an opinion goes on to give it
_SHOWN = frozenset({"显示", "表明"})
_FIGURES = late(
    r"(?:官网|网站|信息|数据|统计|资料|文书|结果|调查|民调|研究|实验|监测|[季年财研]报|迹象|演变|截图|视频|画面|工具)[库)）》”]?\Z"
)
_OWN_FIGURES = re.compile(r"(?:根?据)?(?:初步|最新|现有|有关|相关|公开|官方)?(?:数据|统计|资料|结果|调查|统计数据)")
_REPORTS = ("reports",) * 64  # no chain is longer
_MIXED_SHARE = 4  # quoted words of a quarter of the content make it mixed


@dataclass(slots=True)
class _Flow:
    """What holds while an article is read on: the last chain with its relay, day and act, and how far it reaches."""

    carrier: tuple[Link, ...] = ()  # a relay named by 据, good for its paragraph
    carrier_day: Point | None = None
    links: tuple[Link, ...] = ()
    chain: Chain = ()  # the links behind the outlet, with one relation and, but for the root, one factuality a link
    relations: tuple[str, ...] = ()
    relayed: tuple[Factuality, ...] = ()
    day: Point | None = None
    days: dict[Link, Point] = field(default_factory=dict)
    act: str = "claim"
    head: str = ""
    relay: str = ""
    alive: bool = False  # the sentence before was somebody's
    run: int = 0  # sentences that went on with it
    shown: bool = False  # it was said to show, not to say


def attribute(article: Article, marks: Annotations, entities: Entities) -> Attribution:
    """Find who is given which words in one article."""
    return in_step([attributing(article, marks, entities)])[0]


def attributing(article: Article, marks: Annotations, entities: Entities) -> Steps[Attribution]:
    """`attribute` a step at a time."""
    reader = _Reader(article, marks, entities)
    yield
    return reader.read()


@lru_cache(maxsize=256)
def _own_name(outlet: str) -> str:
    """An outlet's name in the script in which texts are read."""
    return simplify(outlet)


def _place(saying: Saying) -> tuple[int, int, str]:
    return saying.span.start, saying.span.end, saying.id


class _Reader:
    """Reads one article once; makes the sayings in text order."""

    def __init__(self, article: Article, marks: Annotations, entities: Entities) -> None:
        self._article, self._text = article, marks.simplified
        self._outlet = entities.outlets[article.id]
        self._own_name = _own_name(article.outlet.name)
        self._speech = Speech(marks.quotes)
        self._hedges = Hedges(marks.hedges)
        self._found = found = Mentions(self._text, marks)
        self._agents = Agents(article.id, article.text, self._text, found, entities)
        offices = Offices(self._text, marks.roles, found, self._agents)
        self._sources = Sources(self._text, self._outlet, found, self._agents, offices)
        self._parser = Parser(self._text, marks, self._speech, self._sources, self._agents)
        self._turns = Turns(self._text, self._own_name, self._agents)
        self._passages = passages(article, marks, self._speech)
        self._cues, self._read_cues = marks.cues, 0
        self._cue_starts = [cue.start for cue in marks.cues]
        self._flow, self._memory = _Flow(), self._sources.memory
        self._copied_from = 0
        self._base = self._dateline(marks)
        self._sayings: dict[str, Saying] = {}
        self._recent: deque[Saying] = deque(maxlen=12)  # enough for the quotations of one paragraph

    def _cues_in(self, unit: Unit) -> Sequence[CueMark]:
        """The cues of the next unit that has any; those in quoted speech are the speaker's own affair."""
        low = bisect_left(self._cue_starts, unit.start, self._read_cues)
        self._read_cues = high = bisect_left(self._cue_starts, unit.end, low)
        here = self._cues[low:high]
        return [cue for cue in here if self._speech.inside(cue.start) is None] if self._speech.spoken else here

    def _dateline(self, marks: Annotations) -> tuple[Link, ...]:
        """The agency whose dispatch the article is, by its dateline (某社岚州8日电), when another outlet publishes it."""
        opening = (block.start for block in self._article.blocks[:4] if block.kind in ("byline", "paragraph"))
        match = next((found for at in opening if (found := _DATELINE.match(self._text, at))), None)
        if match is None:
            return ()
        names = (
            n for n in marks.names if n.type == "outlet" and match.start() <= n.start <= match.start() + 4 and n.end <= match.end()
        )
        self._copied_from = match.start()
        agencies = (self._agents.named(n) for n in names)
        return next(((agency,) for agency in agencies if agency != self._outlet), ())

    def read(self) -> Attribution:
        """All units in order; one without a cue only where a voice may go on in it."""
        flow, text, starts = self._flow, self._text, [*self._cue_starts, len(self._text)]
        for number, kind, ranges in self._passages:
            flow.carrier, flow.carrier_day, self._memory.fresh = self._base, None, False
            for start, end in ranges:
                cued = starts[self._read_cues] < end
                if cued or (flow.links and (flow.alive or text[start] in _OPENERS)):
                    self._unit(Unit(start, end, start == ranges[0][0], number, kind), cued=cued)
        sayings = sorted(self._sayings.values(), key=_place)
        chains = {saying.chain for saying in sayings}
        return Attribution(self._outlet, tuple(sayings), self._agents.made([*chains, self._base]), self._base, self._copied_from)

    def _unit(self, unit: Unit, *, cued: bool) -> None:
        """One unit, in which a cue may stand."""
        cues = self._cues_in(unit) if cued else []
        found = self._parser.unit(unit, cues) if cues else ()
        if found and not self._narrated(unit, found):
            self._attributed(unit, found)
        elif self._flow.links:
            self._carried(unit, cues)

    # ---- with a cue
    def _attributed(self, unit: Unit, found: list[Attributed]) -> None:
        begin: int | None = None  # of the relay that opens the evidence
        for index, one in enumerate(found):
            following = found[index + 1] if index + 1 < len(found) else None
            self._enter(one, nested=index > 0 and bool(found[index - 1].relay))
            if following and following.direct and one.relay:
                begin = one.start if begin is None else begin
                continue  # 据塔斯社报道，外交部表示: one saying, told by the second
            end = following.start if following else unit.end
            self._say(
                one, self._deed_end(one, end) if one.deed else self._told_end(one, end), one.start if begin is None else begin
            )
            begin = None
        self._flow.alive = not found[-1].deed

    def _narrated(self, unit: Unit, found: list[Attributed]) -> bool:
        """Deeds told inside the speech of a person (当时，该国政府请求 ...) are that person's words."""
        root = (self._flow.links or (None,))[-1]
        speaking = self._flow.alive and not unit.first and self._memory.person == root
        speaking = speaking and _BACK_THEN.match(self._text, unit.start) is not None and not self._agents.nameless(root)
        narrated = speaking and all(one.deed and one.explicit for one in found)
        if narrated:
            self._memory.chain = self._flow.links
        return narrated

    def _deed_end(self, one: Attributed, end: int) -> int:
        """A deed ends with its clause, unless the next goes on without a subject: 宣布实行宵禁，直至1月19日."""
        stop = self._parser.clauses.stop(one.open, end)
        while stop < end and self._text[stop] in "，," and not self._sources.begins(stop + 1, end):
            stop = self._parser.clauses.stop(stop + 1, end)
        return stop

    def _told_end(self, one: Attributed, end: int) -> int:
        """What is said ends where the narrator goes on to tell what the speaker did: 甲说，灾情严重，|他在周六批准了预算."""
        turn = _DID.search(self._text, one.open, end)
        if turn is None or self._speech.inside(turn.start()):
            return end
        at = turn.start()
        if self._text[at + 1] == "并":  # 将要求..., 并提出了质疑: what will be and what was are no two deeds of one wish
            return at if self._text.find("将", one.open, at) >= 0 else end
        return end if any(mention.type == "person" for mention in self._found.within(one.open, at)) else at

    def _enter(self, one: Attributed, *, nested: bool) -> None:
        """Take over the chain of an attribution, behind the relay that still holds."""
        flow, links, how, relay = self._flow, one.links, one.how, one.relay
        if relay == "media" or how[0] == "according_to" or one.cue.kind == "colon":
            flow.carrier, flow.carrier_day = self._base, None
        before = flow.links if one.direct and nested else flow.carrier
        if before:
            links = (*before, *[link for link in links if link not in before])
        if relay == "media" and one.cue.lemma != "显示":
            flow.carrier, flow.carrier_day = links, one.said_on
        if len(how) != len(links):
            how = (*_REPORTS[: max(0, len(links) - len(how))], *how[: len(links)])
        flow.links, flow.act, flow.run, flow.shown = links, one.cue.act, 0, self._shows(one)
        self._chained(links, how)
        root = links[-1]
        flow.head, flow.relay = one.head, relay
        flow.day = one.said_on or flow.days.get(root) or flow.carrier_day or self._article.day
        if one.said_on:
            flow.days[root] = one.said_on
        self._memory.chain, self._memory.fresh = links, True
        if not relay and isinstance(root, str):
            self._memory.person = root

    def _chained(self, links: tuple[Link, ...], how: tuple[str, ...]) -> None:
        """Links behind the outlet, which is none of them, with what relates each to the one before."""
        flow, outlet = self._flow, self._outlet
        if outlet in links:
            links = tuple([link for link in links if link != outlet])
            how = how[len(how) - len(links) :]
        flow.chain, flow.relations = (outlet, *links), ("published", *how)
        flow.relayed = relayed(flow.chain)

    def _shows(self, one: Attributed) -> bool:
        """Whether figures of another are the source: 某局数据显示, not the own 初步数据显示. It ends there."""
        if one.cue.lemma not in _SHOWN or _FIGURES.search(self._text, one.start, one.cue.start) is None:
            return False
        return _OWN_FIGURES.fullmatch(self._text, one.start, one.cue.start) is None or self._agents.nameless(one.links[-1])

    def _say(self, one: Attributed, end: int, evidence: int) -> None:
        lead = _LEAD.match(self._text, one.open, end)
        start = lead.end() if lead else one.open
        quoted = self._quote_before(one)
        if quoted is not None:
            begin, close = quoted
            after = self._trimmed(start, end)
            content = (begin, after[1]) if after[0] < after[1] else (begin, close)
            self._make(min(begin, evidence), max(end, content[1], one.cue.end), content, one, carried=False)
            return
        content = self._trimmed(start, end)
        if _WORD.search(self._text, *content):  # 【某网报道】: no words at all
            self._make(evidence, end, content, one, carried=False)

    def _quote_before(self, one: Attributed) -> tuple[int, int] | None:
        """“...”X说: the run of quotations that ends where the phrase begins; only where they have no cue of their own."""
        last = self._speech.ending(one.start - 3, one.start)
        gap = self._text[last.end : one.start] if last else "\n"
        if last is None or last.end > one.start or "\n" in gap or any(c.isalnum() for c in gap):
            return None
        if any(s.content[0] <= last.start < s.content[1] and not s.carried_over for s in self._recent):
            return None
        begin = last.start
        while (earlier := self._speech.ending(begin - 4, begin - 1)) and earlier.start < begin:
            if any(c.isalnum() or c == "\n" for c in self._text[earlier.end : begin]):
                break
            begin = earlier.start
        for saying in [s for s in self._recent if s.carried_over and begin <= s.content[0] < last.end]:
            self._sayings.pop(saying.id, None)
        return begin, last.end

    # ---- without a cue
    def _carried(self, unit: Unit, cues: Sequence[CueMark]) -> None:
        flow, start = self._flow, unit.start
        if self._text[start] not in _OPENERS or self._speech.inside(start + 1) is None:
            if not flow.alive or (unit.first and _GOES_ON.match(self._text, start) is None):
                flow.alive = False
                return
            last = self._recent[-1] if self._recent else None
            if self._turns.away(unit, cues, flow.links[-1], flow.head, flow.act, last):
                flow.alive, flow.carrier = False, self._base
                return
            block = self._article.blocks[unit.block]
            if not self._turns.leans(unit, block.end - block.start):
                flow.alive, flow.carrier = False, self._base  # without paragraphs a relay lasts no longer than the voice
                return
            if self._turns.pauses(unit, flow.links[-1], flow.head, flow.run, shown=flow.shown):
                flow.alive = False
                return
        flow.run += 1
        self._make(unit.start, unit.end, self._unquoted(unit.start, unit.end), None, carried=True)

    # ---- records
    def _make(self, start: int, end: int, content: tuple[int, int], one: Attributed | None, *, carried: bool) -> None:
        flow, article, cue = self._flow, self._article.id, one.cue if one else None
        begin, close = content
        root = flow.chain[-1]
        act = act_of(cue.act if cue else "claim", self._text, begin, close, flow.head, relayed=flow.relay == "media")
        if carried and act == "claim" and flow.act in _LASTING:
            act = flow.act
        flow.act = act
        said = (
            f"{article}{SEPARATOR}{start}{SEPARATOR}{end}{SEPARATOR}{begin}{SEPARATOR}{close}{SEPARATOR}{cue.start if cue else -1}"
        )
        key = joined_id("st", said)
        # By position, in the order of the declaration: keywords cost a microsecond a saying.
        made = self._sayings[key] = Saying(
            key,
            Span(article, start, end),
            (cue.start, cue.end) if cue else None,
            content,
            self._mode(begin, close),
            root if isinstance(root, str) else root[0],
            flow.chain,
            flow.relations,
            flow.day,
            act,
            (*flow.relayed, rooted(root, self._sure(begin, close), act)),
            carried,
            _RULES[one.rule if one else "carried"],
        )
        self._recent.append(made)

    def _sure(self, start: int, end: int) -> str:
        """How sure the speaker is of the first clause of what is said."""
        if not self._hedges.any(start, end):
            return "CT+"
        stop = _FIRST.search(self._text, start, end)
        return self._hedges.value(start, stop.start() if stop else end)

    def _mode(self, start: int, end: int) -> str:
        quotes = self._speech.within(start, end)
        if not quotes:
            return "indirect"
        spoken = [q for q in quotes if not q.scare]
        if spoken:
            whole = spoken[0].start <= start + 1 and _quoted(spoken, start, end) >= 0.8 * (end - start)
            return "direct" if whole else "mixed"
        return "mixed" if _MIXED_SHARE * _quoted(quotes, start, end) >= end - start else "indirect"

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Content without the punctuation around it, and without the marks when it is one whole quotation."""
        text = self._text
        while end > start and text[end - 1] in _TAIL:
            end -= 1
        if text[end - 1] in _TRAILS and (trailing := _TRAILING.search(text, max(start, end - 8), end)):
            end = trailing.start()
        return self._unquoted(start, end)

    def _unquoted(self, start: int, end: int) -> tuple[int, int]:
        quote = self._speech.inside(start + 1) if start < end and self._text[start] in _OPENERS else None
        if quote and quote.start == start + 1 and quote.end >= end - 2:
            return quote.start, min(quote.end, end)
        return start, end


def _quoted(quotes: Iterable[QuoteMark], start: int, end: int) -> int:
    """How many characters of a range stand in quotes."""
    return sum([min(quote.end, end) - max(quote.start, start) for quote in quotes])
