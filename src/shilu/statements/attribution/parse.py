"""One unit of text to its attributions: for each cue, who is the source, where the content begins, on which day it was said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from shilu.model.marks import Annotations, CueMark, Point
from shilu.model.patterns import late
from shilu.model.statements import Link
from shilu.statements.attribution.agents import Agents
from shilu.statements.attribution.clauses import REACH, Clauses
from shilu.statements.attribution.sources import Source, Sources
from shilu.statements.attribution.subjects import SAYING, STOPPED, Subjects
from shilu.statements.attribution.units import Speech, Unit

_DEEDS = frozenset({"announce", "order", "demand", "promise", "offer", "accuse", "condemn", "warn"})
_OWN_DEEDS = frozenset({"announce", "order"})
_TELL = ("告诉", "告知")
_COUNTS = frozenset({"统计", "数据", "资料", "估计", "估算", "测算", "调查", "分析"})
_STORY = ("报道", "报导")
_BYLINE = late(r"(?:记者|通讯员)[^，。：；]{2,24}\Z")
_RECEIVED = late(
    r"接(?:到|获|报)?了?(?P<call>(?P<who>[^，。；]{0,12}?)的?(?:举报|报警|报案|反映|投诉|求助|来电|电话|来信|警情))，\Z"
)  # 警方接群众举报，称: the words are those of who called
_AT_TIME = re.compile("(?:接着|然后|随后|但|而|就|正)?[在当]")
_WHILE = late("[^，。；：“”]{1,24}?的时候")
_ISSUED = re.compile("发[布出]|升级")  # 发布红色预警，: told of, not said
_ADDRESSED, _HEARER = frozenset({"提醒", "呼吁", "警告", "告诫"}), re.compile("[^，。；：“”]{1,10}[：:]")
_EXPECTED = late("将|会|于|在")
_ASKED = late(r"(?:记者|有人|网友)[^，。：]{0,6}(?:问|提问|问及|问道|追问)，")  # 有记者问，甲通过了法案，称…: not the reporter
_CLAUSES = 4  # of a report, in which its actor is looked for
_TELLERS = frozenset({"name", "office", "spokes", "person", "body"})  # who may go on to say something
_GAP = re.compile(r"[\s　，,：:了]*")
_TOWARDS = re.compile(r"(?<=[，并还也])(?:对|就|向)[^，。；：]{2,40}\Z")
_ATTITUDE = re.compile(
    r"(?:了)?(?:严重|深切|高度|极大|强烈|坚决|热烈|诚挚|最?深|由衷|明确|十分|非常|的|最)*"
    r"(?:关切|关注|担忧|忧虑|不安|欢迎|支持|谴责|反对|抗议|不满|遗憾|失望|哀悼|悼念|慰问|感谢|谢意|祝贺|同情|理解|赞赏|愤怒|震惊|悲痛|歉意|敬意)"
)


_NOBODY = Source((), 0, 0, "", "", "")
_HOW = frozenset({"这样", "如此", "同样"})  # 这样写道: no subject at all
_TOLD_BY = frozenset({"介绍", "统计", "测算", "估算", "估计", "分析", "数据", "资料"})  # 据介绍: nobody whose words hand on others'
_VAGUE = Source((), 0, 0, "", "outlet", "media")  # 据报道


class Attributed(Struct, frozen=True):
    """One attribution in a unit. `links` run from the first relay to the root, the outlet left out; `how` one word a link.

    `start` is where the phrase begins, `open` where the content may begin. `relay` is what the head hands on: media
    (holds for the paragraph), doc (a document), or nothing. `direct` is true when the phrase opens the content of the one
    before (据塔斯社报道，| 外交部表示). `deed`: the verb is the act itself (宣布辞职). `explicit`: it names its subject.
    """

    start: int
    cue: CueMark
    links: tuple[Link, ...]
    how: tuple[str, ...]
    open: int
    relay: str
    said_on: Point | None
    direct: bool
    deed: bool
    rule: str
    head: str
    explicit: bool = True


class Parser:
    """Reads the units of one article in order; keeps no state of its own."""

    def __init__(self, text: str, marks: Annotations, speech: Speech, sources: Sources, agents: Agents) -> None:
        self._text, self._sources, self._agents = text, sources, agents
        self.clauses = Clauses(text, marks.times, speech)
        self._subjects = Subjects(text, self.clauses, sources, agents)

    def unit(self, unit: Unit, cues: Sequence[CueMark]) -> list[Attributed]:
        """All attributions of a unit with its cues, in order."""
        found: list[Attributed] = []
        index = 0
        while index < len(cues):
            taken, attributed = self._next(cues, index, unit, found)
            if attributed:
                found.append(attributed)
                self._remember(attributed)
            index += taken
        return found

    def _remember(self, one: Attributed) -> None:
        """What later pronouns, 该报道 and 发言人 stand for."""
        memory = self._sources.memory
        memory.chain, memory.at = one.links, one.cue.end
        if one.relay == "media":
            memory.media = one.links
        if one.head == "spokes":
            memory.spokes = one.links

    def _next(self, cues: Sequence[CueMark], index: int, unit: Unit, found: list[Attributed]) -> tuple[int, Attributed | None]:
        """Read the attribution at one cue; how many cues it uses up."""
        match cues[index].kind:
            case "according":
                return self._according(cues, index, unit, found)
            case "cite":
                return self._cite(cues, index, unit, found)
            case "noun":
                return 1, None
            case _:
                return 1, self._said(cues[index], unit, found)

    # ---- 据 ... 报道
    def _according(self, cues: Sequence[CueMark], index: int, unit: Unit, found: list[Attributed]) -> tuple[int, Attributed | None]:
        cue = cues[index]
        if cue.stance == "distancing":  # 据悉, 据称
            agent = self._agents.unnamed(cue.start, cue.end, "outlet")
            return 1, self._made(cue.start, cue, (agent,), ("according_to",), cue.end, _NOBODY, found)
        stop = self.clauses.stop(cue.end, unit.end)
        inner = _until(cues, index + 1, stop)
        if not inner:
            return 1, None
        closing = inner[-1]
        cite = next((c for c in inner if c.kind == "cite"), None)
        source = self._subjects.whole(cue.end, cite.start if cite else closing.start)
        inward = self._subjects.whole(cite.end, closing.start) if cite else None
        links = _joined(source.links if source else (), inward.links if inward else ())
        head = inward or source
        if not links and self._counted(cue, closing, found):
            return 1 + len(inner), None
        if not links and cue.lemma == "从":  # 记者从“村超”组委会获悉: whoever that is
            links = (self._agents.unnamed(cue.end, closing.start, "organisation"),)
        if not links:
            ours = self._sources.memory.fresh and closing.end - cue.end > 2 and not closing.lemma.startswith(_STORY)
            known = self._sources.memory.chain if ours else ()
            links = known or (
                self._agents.unnamed(cue.start, closing.end, "outlet"),
            )  # 据初步统计 goes on, 据报道 and 据此前报道 are somebody else
        how = ("according_to", *["cites"] * (len(links) - 1))
        made = self._made(
            cue.start, closing, links, how, closing.end, head or (_NOBODY if closing.lemma in _TOLD_BY else _VAGUE), found
        )
        return 1 + len(inner), made

    def _counted(self, cue: CueMark, closing: CueMark, found: list[Attributed]) -> bool:
        """据甲介绍，据初步统计，...: figures of nobody else, given by the voice that the sentence has."""
        return closing.lemma in _COUNTS and self._opens(found, cue.start)

    # ---- A 援引 B 称
    def _cite(self, cues: Sequence[CueMark], index: int, unit: Unit, found: list[Attributed]) -> tuple[int, Attributed | None]:
        cue = cues[index]
        stop = self.clauses.stop(cue.end, unit.end)
        inner = [c for c in _until(cues, index + 1, stop) if c.kind == "verb"]
        closing = inner[-1] if inner else cue
        begin = self.clauses.begin(cue.start, unit)
        outer, inward = self._subjects.whole(begin, cue.start), self._subjects.whole(cue.end, closing.start if inner else stop)
        left = outer.links if outer else self._sources.memory.chain
        if not inward or not left:
            return 1, None
        if isinstance(inward.links[-1], tuple):
            inward = replace(inward, relay="")  # 官员和媒体: what follows is no longer theirs
        links = _joined(left, inward.links)
        how = (*["reports"] * len(left), *["cites"] * len(inward.links))[: len(links)]
        opening = closing.end if inner else stop
        return 1 + len(inner), self._made(begin, closing, links, how, opening, inward, found)

    # ---- X 表示
    def _said(self, cue: CueMark, unit: Unit, found: list[Attributed]) -> Attributed | None:
        if cue.kind == "colon" and found and found[-1].open == cue.start:
            return None  # 告诉本台：
        begin = self.clauses.begin(cue.start, unit)
        deed = cue.act in _DEEDS and not STOPPED.match(self._text, cue.end)
        if self._idle(begin, cue):
            return None
        source = self._subjects.of(begin, cue, deed=deed)
        direct = self._opens(found, begin)
        inside = deed or (direct and not found[-1].relay)
        if source and cue.lemma == "预计" and source.head in ("he", "it") and _EXPECTED.match(self._text, cue.end):
            return None  # 他预计将会发表讲话: others expect it of him
        if source is None:
            source = self._unlisted(begin, cue, inside=inside)
        if source is None:
            return self._bare(cue, unit, found, begin, deed or direct)
        if direct and not found[-1].relay:
            return None  # 他表示，他相信: the second is part of what he says
        opening = self._opening(cue, unit, source)
        told = self._told(cue, opening)
        how = ("reports",) * len(told) + (_how(cue, source),) * len(source.links)
        return self._made(begin, cue, _joined(told, source.links), how, opening, source, found, deed)

    def _idle(self, begin: int, cue: CueMark) -> bool:
        """Whether nobody speaks by a verb: 北岸网记者林之远8日报道： is the outlet's own, 在他表示要走的时候 tells when."""
        if cue.lemma.startswith(_STORY) and _BYLINE.search(self._text, begin, cue.start):
            return True
        if cue.lemma == "预警" and self._text[cue.end : cue.end + 1] in "，," and _ISSUED.search(self._text, begin, cue.start):
            return True
        return _AT_TIME.match(self._text, begin) is not None and _WHILE.match(self._text, cue.end) is not None

    def _unlisted(self, begin: int, cue: CueMark, *, inside: bool) -> Source | None:
        """A subject that no list has: called by the name of a body, or proved by the punctuation behind the verb."""
        if self._text[begin : cue.start] in _HOW:
            return None
        if body := self._subjects.body(begin, cue.start):
            return body
        proved = cue.kind == "colon" or STOPPED.match(self._text, cue.end)
        return self._subjects.stranger(begin, cue.start, cue.lemma) if proved and not inside else None

    def _told(self, cue: CueMark, opening: int) -> tuple[Link, ...]:
        """The outlet to which somebody said it, as 告诉 names it."""
        hearer = self._subjects.read(cue.end, opening) if opening > cue.end else None
        return hearer.links if hearer and hearer.type == "outlet" and cue.lemma in _TELL else ()

    def _bare(self, cue: CueMark, unit: Unit, found: list[Attributed], begin: int, inside: bool) -> Attributed | None:
        """A verb without a subject of its own: 并指出, 还强调. Its speaker is that of the clauses before."""
        turned = inside and self._turns(cue, found, begin)
        if not self.clauses.adverbs(begin, cue.start) or (found and inside and not turned):
            return None
        if not (turned or STOPPED.match(self._text, cue.end) or cue.lemma in SAYING or self._text[begin] in "并还也又"):
            return None
        links: tuple[Link, ...]
        closed = self._text[begin - 1] in "）)"  # a caption in brackets is no clause before
        if call := _RECEIVED.search(self._text, max(unit.start, begin - REACH), begin):
            links = (
                self._agents.unnamed(
                    *call.span("who" if call["who"] and call["who"][-1] != "个" and not call["who"].endswith("陌生") else "call"),
                    "person",
                ),
            )
        elif found:
            links = _joined(found[-1].links, self._teller(found[-1], begin)) if found[-1].relay == "media" else found[-1].links
        else:
            low = max(unit.start, begin - REACH)
            asked = _ASKED.search(self._text, low, begin)
            topic = None if closed else self._subjects.read(asked.end() if asked else low, begin)
            memory = self._sources.memory
            last = (
                memory.media if cue.lemma.startswith(_STORY) and memory.media else memory.chain
            )  # 报道称: the medium, not whom it quoted
            links = topic.links if topic else last if closed or begin == unit.start else ()
        if not links:
            return None
        made = self._made(begin, cue, links, ("said",) * len(links), self._opening(cue, unit, None), _NOBODY, found, turned)
        return replace(made, explicit=False)

    def _teller(self, report: Attributed, begin: int) -> tuple[Link, ...]:
        """Who acts in the last clause of a report that has an actor: 据甲社报道，|乙发表谈话，|称…."""
        stop = begin
        for _ in range(_CLAUSES):
            low = max(self._text.rfind("，", report.open, max(report.open, stop - 1)) + 1, report.open)
            source = self._subjects.read(low, stop) if stop - low > 1 else None
            if source and source.head in _TELLERS:
                return source.links
            if low <= report.open:
                break
            stop = low
        return ()

    def _turns(self, cue: CueMark, found: list[Attributed], begin: int) -> bool:
        """甲说，七人遇难，宣布停航: in what was said is nobody who could do the deed, so the speaker does it."""
        if cue.act not in _OWN_DEEDS or not found or found[-1].cue.act in _OWN_DEEDS or self._text[begin - 1] not in "，,":
            return False
        opened = found[-1].open
        return begin > opened + 2 and begin - opened < REACH and self._subjects.read(opened, begin) is None

    # ---- shared
    def _made(
        self,
        start: int,
        cue: CueMark,
        links: tuple[Link, ...],
        how: tuple[str, ...],
        opening: int,
        head: Source,
        found: list[Attributed],
        deed: bool = False,
    ) -> Attributed:
        if head.type == "person" and head.head != "he":
            self._sources.memory.voices.append((self._text[head.start : head.end], links))
        direct = self._opens(found, start)
        said = self.clauses.day(found[-1].open if direct else start, cue.end)
        return Attributed(start, cue, links, how, opening, head.relay, said, direct, deed, _rule(cue, how), head.head)

    def _opens(self, found: list[Attributed], start: int) -> bool:
        """Whether a phrase stands where the content of the one before begins, but for a time."""
        if not found or found[-1].open > start:
            return False
        after = found[-1].open
        if _GAP.fullmatch(self._text, after, start):
            return True
        return bool(found[-1].relay) and self.clauses.only_time(after, start)

    def _opening(self, cue: CueMark, unit: Unit, source: Source | None) -> int:
        """Where the content begins: at once, behind the addressee of 告诉, or before 对 in 对局势表示关切."""
        if cue.lemma in _TELL:
            stop = self.clauses.stop(cue.end, unit.end)
            return stop if stop < unit.end else cue.end
        if cue.lemma in _ADDRESSED and (named := _HEARER.match(self._text, cue.end)):
            return named.end()
        if cue.lemma == "表示" and _ATTITUDE.match(self._text, cue.end):
            lead = _TOWARDS.search(self._text, max(unit.start, cue.start - REACH), cue.start)
            return source.end if source else lead.start() if lead else cue.end
        return cue.end


def _until(cues: Sequence[CueMark], index: int, stop: int) -> Sequence[CueMark]:
    """The cues from an index on that begin before a position."""
    end = index
    while end < len(cues) and cues[end].start < stop:
        end += 1
    return cues[index:end]


def _joined(left: tuple[Link, ...], right: tuple[Link, ...]) -> tuple[Link, ...]:
    """Two runs of links, each agent once."""
    return (*left, *(link for link in right if link not in left)) if left else right


def _rule(cue: CueMark, how: tuple[str, ...]) -> str:
    """The last part of the rule's id: by the kind of phrase."""
    if cue.kind in ("noun", "colon"):
        return cue.kind
    return "according" if how[0] == "according_to" else "cite" if how[-1] == "cites" else "verb"


def _how(cue: CueMark, source: Source) -> str:
    if cue.act == "witness" or source.head == "reporter":
        return "witnessed"
    if source.relay == "doc":
        return "statement"
    return "reports" if source.relay else "said"
