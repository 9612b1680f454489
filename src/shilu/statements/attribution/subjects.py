"""Who stands before a reporting verb: known sources first, then what grammar alone can tell of unknown ones."""

from __future__ import annotations

import re

from msgspec.structs import replace

from shilu.lang.people import characters
from shilu.model.marks import CueMark
from shilu.model.patterns import late
from shilu.statements.attribution.agents import BODY_END, Agents
from shilu.statements.attribution.clauses import LONGEST, Clauses
from shilu.statements.attribution.mentions import Mention
from shilu.statements.attribution.sources import Source, Sources

STOPPED = re.compile(r"\s?(?:[，,：:“\"「『]|……)")
SAYING = frozenset({"表示", "称", "说", "指出", "强调", "报道", "报导"})  # these report whatever follows
_PREPOSITION = frozenset("对向与同跟就为被由给让把将在照")
_PHRASES = 8  # noun phrases of a clause that are tried as its subject
_NAME = 30  # no name of a body is longer
_TITLED = re.compile(r"《([^》]{2,16})》")
_OBJECT = frozenset("对向同跟就为被由给让把将在照了")
_MET = re.compile("(?:传唤|召见|约见|会见|致电|致函|约谈|要求|敦促|命令|授权|委托)了?$")  # 甲外交部传唤乙大使|表示: not the envoy
_PAPER_ENDS = frozenset("份发表布出")
_IN_PAPER = re.compile("(?:在[一另两]份|发[表布出]?)$")  # 甲在一份通告中说, 甲发表声明称
_HEARERS = frozenset({"reporter", "media"})
_TOWARDS = late(r"[向对][^，。；：的]{0,8}\Z")
_NEAR = 9  # characters
_DEICTIC = re.compile(r"(?:这[名位家]|那[名位家]|该[名位]?)$")
_STRANGER = re.compile(
    r"(?![据经在对就从向为因当如若虽并])(?:[^，。]{1,12}[）)的])??(?!(?:初步|最新|目前|现有|有关|相关|进一步)$)(?![据经在对就从向为因当如若虽有也还并而但又则再均曾已将会可应按每最甚了])"
    r"[\u4e00-\u9fffA-Za-z0-9·\- ]{2,14}(?<![的了是有会能可以应据人过着到被甚至中上下后前时])"
)
# what opens or closes here, or holds this, is a predicate and no name: 让人们|看到, 预计结果将于, 不构成投资
_CLAUSAL = late(
    r"(?:依此|据此|由此|相较|相比|继续|让|令|使|以|把|被(?!救)|更|很|都|只|不|没|无|按|照|严格|严厉|充分|全面|需要|构成|提出|落实|进行|开展|引发|召开|预计|"
    r"作为|使用|规定|听取|上述(?:事项|情况|问题|内容|行为|数字)|这|那是|说|着|我要|傻眼|马上|督促|显著|照例|到达|走到|接到|然后|免责|广告|版权|重要)|"
    r".*(?:将(?![军领])|[没未]有|不[^丹]|只[要是]|可能|预计|进行|引发|如何|怎么|这么|如果|[于在来地]\Z|(?:最新|具体|总体|更多|基本|有益|任何|一[个份些])\Z)"
)
_NOMINAL = frozenset(
    {"要求", "建议", "预警", "声明", "披露", "分析", "评论", "批评", "预测", "预报", "指示", "描述", "期待", "统计", "信息"}
)
_HOLDER = late(
    r"[\u4e00-\u9fff]某{1,2}|"
    r"(?![在于对向也还则又就通正等们现发])[\u4e00-\u9fff]{1,6}(?:[·・‧•．\-－—][\u4e00-\u9fff]{1,8}){0,3}|[A-Z][A-Za-z .'\-]{1,30}"
)
_LOCATED = late(r"(?P<who>[\u4e00-\u9fff·A-Za-z]{2,12})(?<![正现])在[^，。；：在]{2,24}(?:法院|议会|国会|大会|会议|现场)")
_NAME_OF = re.compile(
    r"(?:(?![办候助一当等本和与及的了是在有这那]|今[天日]|昨[天日])[\u4e00-\u9fff](?<![们人等室会府部团者员方们日月年时前后上中下内外])){2,4}|"
    r"[\u4e00-\u9fff]{1,6}(?:[·・‧•．\-－—][\u4e00-\u9fff]{1,8}){1,3}|[A-Z][a-z'\-]+(?: [A-Z][A-Za-z.'\-]*)+"
)
_SO_AND_SO = re.compile(r"[\u4e00-\u9fff]某{1,2}")
_SURNAMES, _JAPANESE = frozenset(characters("surname")), frozenset("井山佐渡伊吉松木斋藤岸菅小野河茂鸠植村西")
_BODY = late(r"[\u4e00-\u9fffA-Za-z]{2,10}(?<![了的过着到])")
_TOO_LONG = 4  # characters of a Chinese name
_LATIN_NAMED = re.compile(r"[A-Z][A-Za-z'.\-]+(?: [A-Z][A-Za-z'.\-]*)+")
_AFTER_TITLE = late(r"[ \u00a0]([A-Z][A-Za-z'.\-]+(?: [A-Z][A-Za-z'.\-]*)+) ?")  # 副总裁 Ann Nara
_LATIN_NAME = re.compile(r"\s?([A-Z][A-Za-z0-9 .&'\-]{1,30}[A-Za-z0-9])\s?")
_LATIN = re.compile(r"[（(][A-Za-z .,'\-\u4e00-\u9fff]{1,40}[）)]$")
_OFFICES_BODY = 8  # characters of the body that may stand before each of several offices
_NAMED = late(r"(?![和与同等们在并还也就对已])([\u4e00-\u9fff]{2,3}?)(?:高度重视|亲自|日前|[对就][^，。]{2,24}?[作做]出|[作做]出)")
_QUOTED = re.compile(r"[“「『\"《]([^”」』\"》]{2,20})[”」』\"》]\s?")
_BRANCH = late(r"(?:股份)?(?:有限)?(?:责任)?公司|[\u4e00-\u9fff]{0,6}(?:[部委局厅署院处办科室队所站组]|中心)")


class Subjects:
    """Finds the source in a range of one article."""

    def __init__(self, text: str, clauses: Clauses, sources: Sources, agents: Agents) -> None:
        self._text, self._clauses, self._sources, self._agents = text, clauses, sources, agents

    def read(self, start: int, end: int) -> Source | None:
        """The source in a range: its first noun phrase that is not the object of a preposition."""
        for begin in self._clauses.starts(start, end):
            if source := self._first(begin, end):
                return source
        return None

    def _holder(self, source: Source, end: int) -> Source:
        """Offices in a row are those of the person named behind the last: 总书记、主席|林之远|高度重视并作出指示."""
        if source.head != "office" or not self._vacant(source):
            return source
        at, last = source.end, None
        while self._text[at] == "、" and (more := self._sources.phrase(at + 1, min(end, at + _NAME))):
            if more[0].start > at + _OFFICES_BODY or more[-1].type != "person":
                return source
            at, last = more[-1].end, more
        if last and last[-1].kind == "name" and last[-1].type == "person":
            return self._sources.read(last, last[0].start) or source
        named = _NAMED.match(self._text, at, end)
        if named is None:
            return source
        return Source((self._agents.called(*named.span(1), "person"),), source.start, named.end(1), "name", "person", "")

    def _vacant(self, source: Source) -> bool:
        """Whether nobody is known to hold the offices of a source."""
        link = source.links[-1]
        return all(self._agents.nameless(one) for one in ((link,) if isinstance(link, str) else link))

    def whole(self, start: int, end: int) -> Source | None:
        """The source that fills a range: with an unknown name behind a known title, or unknown altogether."""
        source = self.read(start, end)
        if source is None:
            return self.body(start, end) or self.stranger(start, end)
        if self._clauses.adverbs(source.end, end):
            return source
        extended = self._extended(source, end)
        return extended or (self._foreign(source, end) if source.head == "land" else source)

    def _foreign(self, source: Source, end: int) -> Source:
        """Behind a country something that no list knows: the country is not the source. 某国《时刻》周刊."""
        if titled := _TITLED.search(self._text, source.end, end):
            agent = self._agents.called(*titled.span(1), "outlet")
        else:
            agent = self._agents.unnamed(source.start, self._clauses.bare_end(source.end, end), "outlet")
        return Source((agent,), source.start, end, "stranger", "outlet", "media")

    def of(self, begin: int, cue: CueMark, *, deed: bool) -> Source | None:
        """Who does what the verb says: the first noun phrase of the clause with nothing but adverbs between."""
        if self._text.find("在", begin, cue.start) >= 0:
            located = _LOCATED.fullmatch(self._text, self._clauses.starts(begin, cue.start)[-1], cue.start)
            if located:
                return self.whole(*located.span("who"))
        return self._doer(begin, cue, deed=deed)

    def _doer(self, begin: int, cue: CueMark, *, deed: bool) -> Source | None:
        source = self.read(begin, cue.start)
        if source is None or (source.head == "land" and self._text.startswith("《", source.end)):
            return source and self._foreign(source, cue.start)  # 某国《晚报》评论
        partly = self._text[cue.start - 1] == "某" and source.type == "person"  # 店主向某: no prepositional phrase
        if not partly and self._clauses.adverbs(source.end, cue.start):
            office = source.head == "land" and self._sources.office(source.end, cue.start)
            return (self._nearer(source, cue.start) if office else None) or source
        if extended := self._extended(source, cue.start):
            return extended
        if source.head == "land" and (body := self.body(source.start, cue.start)):
            return body
        if nearer := self._nearer(source, cue.start):
            return nearer
        return self._loosely(source, begin, cue, deed=deed)

    def _loosely(self, source: Source, begin: int, cue: CueMark, *, deed: bool) -> Source | None:
        """The source in spite of words between it and a verb that can only be one of saying."""
        if source.head == "that" and (other := self.stranger(begin, cue.start)):
            return other  # 该校周边多位商家: the school is not who speaks
        loose = STOPPED.match(self._text, cue.end) or cue.lemma in SAYING
        return self._holder(source, cue.start) if loose and not deed else None

    def _nearer(self, source: Source, end: int) -> Source | None:
        """A later noun phrase with nothing but adverbs before the verb: 甲谈政变与乙|称."""
        start = max(source.end, end - LONGEST)
        while chain := self._sources.phrase(start, end):
            start = chain[-1].end
            before = self._text[max(source.end, chain[0].start - 3) : chain[0].start]
            if before[-1:] in _OBJECT or _MET.search(before):
                continue
            if chain[-1].kind == "office" and (named := self._held(chain, end)):
                return named
            if self._clauses.adverbs(start, end):
                return self._sources.read(chain, chain[0].start)
        return None

    def _held(self, chain: list[Mention], end: int) -> Source | None:
        """An office with a name behind it that no rule of names knows, and then adverbs: 防卫副大臣|某某某某|近日."""
        start = chain[-1].end
        start += self._text[start : start + 1] in (" ", "\u00a0")
        if latin := _LATIN_NAMED.match(self._text, start, end):
            known = self._clauses.adverbs(latin.end(), end)
            source = self._sources.read(chain, chain[0].start) if known else None
            agent = self._agents.called(*latin.span(), "person")
            return replace(source, links=(*source.links[:-1], agent), end=latin.end(), head="name") if source else None
        first = self._text[start : start + 1]
        longest = 4 if first in _JAPANESE else 3 if first in _SURNAMES else 0
        for stop in range(min(start + longest, end), start + 1, -1):
            if _NAME_OF.fullmatch(self._text, start, stop) and self._clauses.adverbs(stop, end):
                source = self._sources.read(chain, chain[0].start)
                agent = self._agents.called(start, stop, "person")
                return replace(source, links=(*source.links[:-1], agent), end=stop, head="name") if source else None
        return None

    def _called_so(self, source: Source, stop: int) -> bool:
        """Whether the words behind an office can be a name: 高度重视 is none, as two characters at most follow a family name."""
        start, first = source.end, self._text[source.end]
        if source.head != "office" or not _NAME_OF.fullmatch(self._text, start, stop):
            return False
        return first not in _SURNAMES or first in _JAPANESE or stop - start < _TOO_LONG

    def body(self, begin: int, end: int) -> Source | None:
        """A body that no list has, called by its name, with nothing but adverbs before the verb: 某州港务局|昨日|宣布."""
        for start in self._clauses.starts(begin, end):
            for match in BODY_END.finditer(self._text, start, min(end, start + _NAME)):
                stop = match.end()
                if self._agents.definite(start, stop) and self._clauses.adverbs(stop, end):
                    return self._body(start, stop)
        return None

    def _body(self, start: int, end: int) -> Source:
        media = self._text[end - 1] in "社报台网"
        kind = "outlet" if media else "organisation"
        return Source((self._agents.called(start, end, kind),), start, end, "stranger", kind, "media" if media else "")

    def stranger(self, begin: int, end: int, lemma: str = "") -> Source | None:
        """A subject that no list knows: 死因庭|指出，; right before a verb that is a noun, too, it is no subject (防汛|要求)."""
        start, stop = self._clauses.starts(begin, end)[-1], end
        end = self._clauses.bare_end(start, end)
        if end == stop and lemma in _NOMINAL:
            return None
        there = self._text.find("在", start + 2, end)
        end = there if there > 0 else end  # 某某在某交易所|公告
        if _SO_AND_SO.fullmatch(self._text, start, end):
            return Source((self._agents.somebody(start, end),), start, end, "stranger", "person", "")
        if not _STRANGER.fullmatch(self._text, start, end) or _CLAUSAL.match(self._text, start, end):
            return None
        if self._sources.pictured(start, end):
            return None
        if self._agents.definite(start, end):
            return self._body(start, end)
        return Source((self._agents.unnamed(start, end, "organisation"),), start, end, "stranger", "organisation", "")

    def _extended(self, source: Source, end: int) -> Source | None:
        """A source with the unknown words behind it: a name after a title, a body after a country, a name in quotes."""
        end = self._clauses.bare_end(source.end, end)
        if quoted := _QUOTED.fullmatch(self._text, source.end, end):
            agent = self._agents.called(*quoted.span(1), source.type if source.head == "media" else "organisation")
            return replace(source, links=(*source.links[:-1], agent), end=end)
        if source.head == "name" and source.type == "organisation" and _BRANCH.fullmatch(self._text, source.end, end):
            agent = self._agents.called(source.start, end)  # 某省公安厅|交管局
            return replace(source, links=(*source.links[:-1], agent), end=end)
        latin = _LATIN.search(self._text, source.end, end)
        stop = latin.start() if latin else end
        if named := self._behind(source, stop, end):
            return named
        if self._text.find("的", source.end, stop) >= 0:
            return self._headed(source, stop)
        shape = _HOLDER if source.type == "person" else _BODY if source.head == "land" else None
        if shape is None or source.head in ("he", "name") or not shape.fullmatch(self._text, source.end, stop):
            return None
        if source.type != "person" and self._agents.definite(source.start, stop):
            agent = self._agents.called(source.start, stop)
        elif _SO_AND_SO.fullmatch(self._text, source.end, stop):  # 店主|林某
            agent = self._agents.somebody(source.end, stop)
        elif self._called_so(source, stop):  # 总统|某某, whom no rule of names knows
            agent = self._agents.called(source.end, stop, "person")
        else:
            agent = self._agents.unnamed(source.start, end, "person" if source.type == "person" else "organisation")
        return replace(source, links=(*source.links[:-1], agent), end=end, head="stranger")

    def _behind(self, source: Source, stop: int, end: int) -> Source | None:
        """A noun with a name of its own behind it: 外国通讯社|某某社, 研究机构|Blue Research, 副总裁| Ann Nara."""
        if source.head == "office" and (latin := _AFTER_TITLE.fullmatch(self._text, source.end, end)):
            agent = self._agents.called(*latin.span(1), "person")
            return replace(source, links=(*source.links[:-1], agent), end=end, head="name")
        if source.head not in ("media", "body") or self._text.find("的", source.end, stop) >= 0:
            return None
        if self._agents.definite(source.end, stop):
            agent = self._agents.called(source.end, stop, source.type)
        elif latin_name := _LATIN_NAME.fullmatch(self._text, source.end, stop):
            agent = self._agents.called(*latin_name.span(1), source.type)
        else:
            return None
        return replace(source, links=(*source.links[:-1], agent), end=end)

    def _headed(self, source: Source, end: int) -> Source | None:
        """An unnamed body or person that other words tell of: 一家政府|支持的机构, of which the government is not the source."""
        last = self._sources.phrase(self._text.rfind("的", source.end, end) + 1, end)
        if not last or last[-1].end != end or last[-1].kind not in ("body", "media", "person", "meeting"):
            return None
        agent = self._agents.unnamed(source.start, end, last[-1].type)
        return replace(source, links=(agent,), end=end, head="stranger", type=last[-1].type, relay="")

    def _first(self, start: int, end: int) -> Source | None:
        floor = start
        for _ in range(_PHRASES):
            chain = self._sources.phrase(start, end)
            if not chain:
                return None
            before = self._text[max(floor, chain[0].start - 3) : chain[0].start]
            if (
                before[-1:] in _PREPOSITION
                or self._hearing(floor, chain)
                or (before[-1:] in _PAPER_ENDS and _IN_PAPER.search(before) and self._text[floor] not in "该这此")
            ):
                floor = start = self._past(chain)
            elif source := self._sources.read(chain, floor, again=before != "" and _DEICTIC.search(before) is not None):
                return source
            else:
                floor = start = chain[-1].end
        return None

    def _hearing(self, floor: int, chain: list[Mention]) -> bool:
        """Whether somebody of the press is told something: 向岚州新闻|记者|介绍."""
        if chain[-1].kind not in _HEARERS:
            return False
        return _TOWARDS.search(self._text, max(floor, chain[0].start - _NEAR), chain[0].start) is not None

    def _past(self, chain: list[Mention]) -> int:
        """Behind the object of a preposition; 设在甲地的|乙机构: only the first of the phrase is the object."""
        owned = len(chain) > 1 and self._text[chain[0].end] == "的" and chain[0].type == "place"
        return chain[0].end + 1 if owned else chain[-1].end
