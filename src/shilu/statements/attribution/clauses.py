"""Clauses around a cue: where one begins and ends, what may stand between a subject and its verb."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from shilu.model.marks import Point, TimeMark
from shilu.model.patterns import late
from shilu.statements.attribution.units import Speech, Unit

_BREAK = re.compile(r"[，,。；;！？!?：:\n]|——|—")
_LAST_BREAK = re.compile(r"(?s:.*)[，,。；;！？!?：:\n—]")
_LAST_HEADLINE_BREAK = late(r"(?s:.*)[，,。；;！？!?：:\n—　 ]")
_CLAUSE_LEAD = (
    r"(?:但是?|而且?|并且?|不过|同时|此外|另外|因此|对此|其中|与此同时|虽然|尽管|然而|随后|目前|据悉|另一方面|"
    r"而是|另|又|则|就连|至于|[\s　])*"
)
_ADVERBIAL = re.compile(
    r"在|对于?|就|关于|针对|随着|自(?!己)|从|为|向|与|同(?!时)|因(?!此)|由于|应(?![该急])|经(?!济)|按|通过|截至|面对|谈到|谈及"
)
_CLOSED = late(r"上|中|时|后|之际|期间|方面|问题|一事|前|内|里|下")
_LEAD = re.compile(_CLAUSE_LEAD)
_PHRASE = (
    r"[在于]|在[^，。]{0,30}?(?:[上中时后前里内下]|法院|议会|国会|大会|会议|现场)|在[^，。]{2,8}(?=发表|举行|召开|接受|\n?(?:\Z|\0))|[对向](?!此)[^，。]{1,24}?|对此|就[^，。]{1,24}?|通过[^，。]{1,24}?|"
    r"(?:新闻|记者)?(?:发布会|会|招待会)上|接受[^，。]{1,24}?时|于[^，。]{1,12}?|回应[^，。]{1,20}?(?:时|的话)?|发[表布出]?(?:电视|一份|一则|最新|官方|书面|联合|媒体|公开)*"
    r"(?:讲话|声明|文章|演讲|公告|通告|通报|公报|微博|推文|帖子|视频|短片|信|新闻稿|消息|(?:研究|调查|年度)?报告|数据|结果|预警|提示)|"
    r"(?:召开|举行)[^，。]{1,16}?(?:时|上|会)?|发文|发帖|发言|致电|提及[^，。]{0,12}|谈[到及][^，。]{1,20}?时|"
    r"[^，。]{1,16}(?:时|后)|的?(?:一份|另一份)?(?:声明|讲话|报告|通报|新闻稿|文章|信)中?|的话"
)
_ADVERB = (
    rf"(?:[\s　]|但|而|并且?|还|也|亦|又|再次?|则|仍然?|同时|随后|此前|稍早|早前|稍后|之后|后来|接着|最后|同样|曾|已经?|日前|近日|"
    rf"当天|当日|进一步|明确|特别|多次|公开|一再|反复|当[晚时]|个人|[作做]出了?|后(?=[就对])|均|都|皆|却|纷纷|普遍|相继|陆续|紧急|综合|一致|共同|联合|方面|今[天日早晚]|昨[天日晚]|"
    rf"(?:周|星期)[一二三四五六日]|上午|下午|晚间?|凌晨|清晨|早上|中午|傍晚|先后|坚定|强烈|严厉|正式|首次|继续|立即|"
    rf"这样|对外|初步|指|在?现场|{_PHRASE})"
)
ADVERBS = re.compile(f"{_ADVERB}*")  # of short words only: there are as many ways to cut long ones as there are cuts
_MARK = "\0"
_PIECE = late(_ADVERB)
# One adverb, and behind it just what is told again behind the mark: it ends there, and lookaheads still see what follows.
_PIECE_TO = late(rf"{_ADVERB}(?=([^{_MARK}]*){_MARK}\1\Z)")

_LAST_ADVERB = re.compile(
    r"(?:还|也|亦|又|再次?|则|仍然?|同时|随后|此前|稍早前?|早前|稍后|之后|后来|曾|已经?|日前|近日|当天|当日|进一步|明确|特别|多次|公开|一再|一致|初步|"
    r"在(?:其|个人)?(?:官网|官微|官博|微博|脸书|社交媒体|社交平台|朋友圈)|(?:已经?|曾|将)?(?:强制|强烈|严厉|坚决)|则|却|纷纷|普遍|相继|陆续|一直|始终|紧急|综合|(?:几个|数|多)?[年月周天]来|经(?:审理|审查|调查|研究|比对|对比)|"
    r"(?:后|曾|已)?[就对][^，。就对]{1,12}[作做]出了?|(?:发[布出表]|公布|披露|发(?=公告|函|文|帖))[^，。的了]{0,12}|"
    r"今[天日早晚]|昨[天日晚]|上午|下午|晚间?|凌晨|并|在[^在，]{1,12}[上中时后]|在[^在，]{1,24}(?:法院|议会|国会|大会|会议|现场)|向[^向，。的]{2,12})$"
)
REACH = 240  # characters: a clause is never read farther than this, so that no input takes more than linear time
_TOPIC = late("(?:对于?|就|针对|关于)[^，。：；]{2,30}")  # 据甲社报道，对于上述说法，|乙回应：
_TRIED = 6  # ends of an opening adverbial that are tried
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
SHORT = 14  # characters that one pattern may cut in every way
LONGEST = 60  # more than this between a subject and its verb is another clause


@lru_cache(maxsize=4096)
def only_adverbs(words: str) -> bool:
    """Whether words, but for what stands in brackets, are adverbs and prepositional phrases and nothing else."""
    if "（" in words or "(" in words:
        words = _BRACKETED.sub("", words)
    if len(words) <= SHORT:
        return ADVERBS.fullmatch(words) is not None
    return len(words) in _cut(words)


def _cut(words: str) -> set[int]:
    """How far words can be cut into adverbs from their beginning: every end of a piece, each asked for once."""
    words = words.replace(_MARK, "\1")  # no more an adverb than a mark is
    reached, size = {0}, len(words)
    for start in range(size):
        if start in reached and _PIECE.match(words, start):
            reached.update(end for end in range(start + 1, size + 1) if _PIECE_TO.match(f"{words}{_MARK}{words[end:]}", start))
    return reached


class Clauses:
    """Access to the clauses of one article's text, in simplified script."""

    def __init__(self, text: str, times: tuple[TimeMark, ...], speech: Speech) -> None:
        self._text, self._times, self._speech = text, times, speech
        self._time_starts = [t.start for t in times]
        self._time_ends = {t.start: t.end for t in reversed(times)}  # of two that begin together the first
        self._begun: dict[tuple[int, int], list[int]] = {}  # what `starts` has told

    def begin(self, position: int, unit: Unit) -> int:
        """Where the clause of a cue begins: behind the last break that is neither in brackets nor in a quoted name."""
        floor = begin = max(unit.start, position - REACH)
        last, stop = _LAST_HEADLINE_BREAK if unit.kind == "headline" else _LAST_BREAK, position
        while match := last.match(self._text, floor, stop):
            stop = match.end() - 1
            if not self._bracketed(stop, floor, position) and not self._numeric(stop):
                begin = match.end()
                break
        quote = self._speech.ending(begin, position)
        begin = max(begin, quote.end + 1) if quote else begin
        caption = _BRACKETED.match(self._text, begin, position) if self._text[begin] in "（(" else None
        return caption.end() if caption and caption.end() <= position else begin

    def stop(self, start: int, end: int) -> int:
        """The end of the clause that begins at `start`; a break inside brackets is passed over."""
        for match in _BREAK.finditer(self._text, start, min(end, start + REACH)):
            opened = self._text.rfind("（", start, match.start())
            if opened < 0 or "）" in self._text[opened : match.start()]:
                return match.start()
        return min(end, start + REACH)

    def starts(self, start: int, end: int) -> list[int]:
        """Where the subject of a clause may begin, likeliest first: behind 在 ... 峰会上, else behind connectives and a time."""
        begun = self._begun.get((start, end))
        if begun is None:
            begun = self._begun[start, end] = self._starts(start, end)
        return begun

    def _starts(self, start: int, end: int) -> list[int]:
        lead = _LEAD.match(self._text, start, end)
        plain = self._past_time(lead.end() if lead else start, end)
        if not _ADVERBIAL.match(self._text, plain, end):
            return [plain]
        closed = [match.end() for match in _CLOSED.finditer(self._text, plain, end)][-_TRIED:]
        return [*reversed(closed), plain]

    def _past_time(self, start: int, end: int) -> int:
        """Past a time expression that stands first."""
        stop = self._time_ends.get(start, end)
        return stop if stop < end else start

    def adverbs(self, start: int, end: int) -> bool:
        """Whether only adverbs, times and prepositional phrases stand in a range: between a subject and its verb."""
        if start == end or end - start > LONGEST:
            return start == end
        text = self._text[start:end]
        low, high = bisect_left(self._time_starts, start), bisect_left(self._time_starts, end)
        for time in reversed(self._times[low:high]) if low < high else ():
            if time.end <= end:
                text = text[: time.start - start] + text[time.end - start :]
        return only_adverbs(text)

    def bare_end(self, start: int, end: int) -> int:
        """The end of a subject, the adverbs before its verb cut off."""
        while (match := _LAST_ADVERB.search(self._text, start, end)) and match.start() > start:
            end = match.start()
        low, high = bisect_left(self._time_starts, start), bisect_left(self._time_starts, end)
        if high > low and self._times[low].start > start:
            end = self._times[low].start
        return self.bare_end(start, end - 1) if end - start > 2 and self._text[end - 1] in "于在" else end

    def only_time(self, start: int, end: int) -> bool:
        """Whether a range holds nothing but a time or a circumstance: 据甲社报道，|7日下午，|乙指出."""
        inner = self._text[start:end].strip(" 　，,：:")
        return (
            not inner
            or _TOPIC.fullmatch(inner) is not None
            or (len(inner) <= 24 and "，" not in inner and self.adverbs(start, end))
            or inner[-1] in "时上日晚午晨前后"
        )

    def day(self, start: int, end: int) -> Point | None:
        """The last dated expression in a range."""
        low, high = bisect_left(self._time_starts, start), bisect_left(self._time_starts, end)
        return (
            next((t.first for t in reversed(self._times[low:high]) if t.first and t.timex in ("DATE", "TIME")), None)
            if low < high
            else None
        )

    def _bracketed(self, at: int, floor: int, position: int) -> bool:
        text = self._text
        if text.find("）", at, position) < 0 and text.find(")", at, position) < 0:
            return False
        opened = max(text.rfind("（", floor, at), text.rfind("(", floor, at))
        return opened > max(text.rfind("）", floor, at), text.rfind(")", floor, at))

    def _numeric(self, at: int) -> bool:
        return self._text[at - 1 : at].isdigit() and self._text[at + 1 : at + 2].isdigit()
