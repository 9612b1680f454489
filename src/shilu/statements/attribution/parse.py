"""One unit of text to its attributions: for each cue, who is the source, where the content begins, on which day it was said."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from shilu.model.marks import Annotations, CueMark, Point
from shilu.model.statements import Link
from shilu.statements.attribution.mentions import Mention
from shilu.statements.attribution.sources import Source, Sources
from shilu.statements.attribution.units import Speech, Unit

DEEDS = frozenset({"announce", "order", "demand", "promise", "offer", "accuse", "condemn"})
_BREAK = re.compile(r"[，,。；;！？!?：:\n]|——|—")
_GAP = re.compile(r"[\s　，,：:了]*")
_ADVERBIAL = re.compile(
    r"^(?:但是?|而|并且?|不过|同时|此外|另外|因此|对此|其中|与此同时)*(?:在|对于?|就|关于|针对|随着|自|从|为|向|与|同|因|由于|应|经|按|通过|截至)"
)
_CLOSED = re.compile(r".*(?:上|中|时|后|之际|期间|方面|问题|一事|之前|之后|前|内|里)")
_PREPOSITION = ("对", "向", "与", "同", "跟", "就", "为", "被", "由", "给", "让", "把", "将", "和", "在")
_BARE = re.compile(
    r"^(?:但是?|而|并且?|还|也|亦|又|再次?|则|仍然?|同时|随后|此前|稍早|早前|之后|后来|接着|最后|同样|曾|已|进一步|明确|特别|多次|公开|"
    r"[\s　在个人当]|声明中|讲话中|会上|采访中|受访时|回应|发文|发言|发表讲话|的话)*$"
)


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution in a unit. `links` run from the first relay to the root, the outlet left out; `how` one word a link.

    `start` is where the phrase begins, `open` where the content may begin. `direct` is true when it opens the content
    of the one before (据塔斯社报道，| 外交部表示).
    """

    start: int
    cue: CueMark
    links: tuple[Link, ...]
    how: tuple[str, ...]
    open: int
    relay: bool
    head: str
    said_on: Point | None
    direct: bool
    explicit: bool


class Parser:
    """Reads the units of one article in order; keeps no state of its own."""

    def __init__(self, text: str, marks: Annotations, speech: Speech, sources: Sources) -> None:
        self._text, self._speech, self._sources = text, speech, sources
        self._cues, self._times = marks.cues, marks.times
        self._starts = [c.start for c in marks.cues]
        self._time_starts = [t.start for t in marks.times]

    def unit(self, unit: Unit) -> list[Attributed]:
        """All attributions of a unit in order."""
        low, high = bisect_left(self._starts, unit.start), bisect_left(self._starts, unit.end)
        cues = [c for c in self._cues[low:high] if not self._speech.inside(c.start)]
        found: list[Attributed] = []
        index = 0
        while index < len(cues):
            taken, attributed = self._next(cues, index, unit, found)
            if attributed:
                found.append(attributed)
            index += taken
        return found

    def _next(self, cues: list[CueMark], index: int, unit: Unit, found: list[Attributed]) -> tuple[int, Attributed | None]:
        """Read the attribution at one cue; how many cues it uses up."""
        cue = cues[index]
        if cue.kind == "according":
            return self._according(cues, index, unit, found)
        if cue.kind == "cite":
            return self._cite(cues, index, unit, found)
        if cue.kind == "noun":
            return 1, None
        return 1, self._said(cue, unit, found)

    # ---- 据 ... 报道
    def _according(self, cues: list[CueMark], index: int, unit: Unit, found: list[Attributed]) -> tuple[int, Attributed | None]:
        cue = cues[index]
        stop = self._stop(cue.end, unit.end)
        inner = [c for c in cues[index + 1 :] if c.start < stop]
        if len(cue.lemma) > 2 or cue.stance == "distancing":
            agent = self._sources.nameless(cue.start, cue.end)
            return 1, self._made(cue.start, cue, (agent,), ("according_to",), cue.end, "media", True, found)
        closing = inner[-1] if inner else None
        if closing is None:
            return 1, None
        cite = next((c for c in inner if c.kind == "cite"), None)
        links = self._links(cue.end, cite.start if cite else closing.start)
        if cite:
            links = _joined(links, self._links(cite.end, closing.start))
        if not links:
            links = (self._sources.nameless(cue.start, closing.end),)
        source = self._read(cite.end if cite else cue.end, closing.start)
        relay = source.relay if source else True
        how = ("according_to", *["cites"] * (len(links) - 1))
        made = self._made(cue.start, closing, links, how, closing.end, source.head if source else "media", relay, found)
        return 1 + len(inner), made

    # ---- A 援引 B 称
    def _cite(self, cues: list[CueMark], index: int, unit: Unit, found: list[Attributed]) -> tuple[int, Attributed | None]:
        cue = cues[index]
        stop = self._stop(cue.end, unit.end)
        inner = [c for c in cues[index + 1 :] if c.start < stop and c.kind == "verb"]
        closing = inner[-1] if inner else cue
        begin = self._segment(cue.start, unit.start)
        left, right = self._links(begin, cue.start), self._links(cue.end, closing.start if inner else stop)
        links = _joined(left or self._sources.memory.chain, right)
        if not links or not right:
            return 1, None
        how = (*["reports"] * len(left or self._sources.memory.chain), *["cites"] * len(right))[: len(links)]
        opening = closing.end if inner else stop
        return 1 + len(inner), self._made(begin, closing, links, how, opening, "cited", False, found)

    # ---- X 表示
    def _said(self, cue: CueMark, unit: Unit, found: list[Attributed]) -> Attributed | None:
        begin = self._segment(cue.start, unit.start)
        source = self._read(begin, cue.start)
        opening = self._opening(cue, unit)
        direct = bool(found) and _GAP.fullmatch(self._text, found[-1].open, begin) is not None
        if source:
            if direct and found and not found[-1].relay:
                return None  # 他表示，他相信: the second is part of what he says
            begin = min(begin, source.start)
            how = tuple(_how(cue, source) for _ in source.links)
            return self._made(begin, cue, source.links, how, opening, source.head, source.relay, found)
        if not _BARE.match(self._text[begin : cue.start]) or direct or (found and cue.act in DEEDS):
            return None
        links = (
            found[-1].links if found else self._topic(unit, begin) or (self._sources.memory.chain if unit.start == begin else ())
        )
        if not links:
            return None
        made = self._made(begin, cue, links, ("said",) * len(links), opening, "bare", False, found)
        return replace(made, explicit=False)

    def _topic(self, unit: Unit, begin: int) -> tuple[Link, ...]:
        """The subject of the clauses before, when this one has none: 国务院已批准 ...，并表示."""
        source = self._read(unit.start, begin)
        return source.links if source else ()

    # ---- shared
    def _made(
        self,
        start: int,
        cue: CueMark,
        links: tuple[Link, ...],
        how: tuple[str, ...],
        opening: int,
        head: str,
        relay: bool,
        found: list[Attributed],
    ) -> Attributed:
        direct = bool(found) and _GAP.fullmatch(self._text, found[-1].open, max(start, found[-1].open)) is not None
        said = self._day(start, cue.end)
        return Attributed(start, cue, links, how, opening, relay, head, said, direct, True)

    def _links(self, start: int, end: int) -> tuple[Link, ...]:
        source = self._read(start, end)
        return source.links if source else ()

    def _read(self, start: int, end: int) -> Source | None:
        """The source in a range: its first noun phrase that is not the object of a preposition."""
        start = self._skip(start, end)
        while True:
            chain = self._sources.phrase(start, end)
            if not chain:
                return None
            if not self._governed(chain, start) and (source := self._sources.read(chain)):
                return source
            start = chain[-1].end

    def _governed(self, chain: list[Mention], start: int) -> bool:
        return chain[0].start > start and self._text[chain[0].start - 1] in _PREPOSITION

    def _skip(self, start: int, end: int) -> int:
        """Past an adverbial that opens a clause: 在 ... 峰会上."""
        match = _ADVERBIAL.match(self._text[start:end])
        closed = _CLOSED.match(self._text, start, end) if match else None
        return closed.end() if closed else start

    def _segment(self, position: int, floor: int) -> int:
        """Where the clause of a cue begins: behind the last break that is neither in brackets nor in a quoted name."""
        begin = floor
        for match in _BREAK.finditer(self._text, floor, position):
            if not self._bracketed(match.start(), floor, position) and not self._numeric(match.start()):
                begin = match.end()
        quote = self._speech.ending(begin, position)
        return max(begin, quote.end + 1) if quote else begin

    def _bracketed(self, at: int, floor: int, position: int) -> bool:
        opened = max(self._text.rfind("（", floor, at), self._text.rfind("(", floor, at))
        closed = max(self._text.rfind("）", floor, at), self._text.rfind(")", floor, at))
        return opened > closed and ("）" in self._text[at:position] or ")" in self._text[at:position])

    def _numeric(self, at: int) -> bool:
        return self._text[at - 1 : at].isdigit() and self._text[at + 1 : at + 2].isdigit()

    def _stop(self, start: int, end: int) -> int:
        """The end of the clause that begins at `start`; a break inside brackets is passed over."""
        for match in _BREAK.finditer(self._text, start, end):
            opened = self._text.rfind("（", start, match.start())
            if opened < 0 or "）" in self._text[opened : match.start()]:
                return match.start()
        return end

    def _opening(self, cue: CueMark, unit: Unit) -> int:
        """Where the content begins: at once, or behind the addressee of 告诉."""
        if cue.lemma not in ("告诉", "告知"):
            return cue.end
        stop = self._stop(cue.end, unit.end)
        return stop if stop < unit.end else cue.end

    def _day(self, start: int, end: int) -> Point | None:
        """The last dated expression in the attribution phrase."""
        low, high = bisect_left(self._time_starts, start), bisect_left(self._time_starts, end)
        days = [t.first for t in self._times[low:high] if t.first and t.timex in ("DATE", "TIME")]
        return days[-1] if days else None


def _joined(left: tuple[Link, ...], right: tuple[Link, ...]) -> tuple[Link, ...]:
    """Two runs of links, each agent once."""
    return (*left, *(link for link in right if link not in left))


def _how(cue: CueMark, source: Source) -> str:
    if cue.act == "witness" or source.head == "reporter":
        return "witnessed"
    if source.head == "doc":
        return "statement"
    return "reports" if source.relay else "said"
