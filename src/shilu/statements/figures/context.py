"""What holds around a figure: its day, its realis, and whether it is an older state, a correction or another event's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cached_property

from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.marks import Annotations, Point, TimeMark
from shilu.statements.attribution.factuality import Hedges
from shilu.statements.figures.frame import Frame
from shilu.statements.figures.where import Places

_UNTIL = re.compile(r"(?:截至|截止到?|截至到|迄|截)(?:目前|今天|当天|当日|当地时间|北京时间|[ \u00a0])*\Z")
_PRIOR = re.compile(
    r"一度|当时(?:官方|当局|通报|报告|公布|统计|确认)|曾(?:在|于|经)?[^，。；]{0,8}(?:报道|报告|通报|表示|称|公布|宣布|估计|说)|此前|早前|先前|原先|起初|最初|原本|早些时候|稍早|之前|前一天|初步通报|起初通报"
)
_CHANGED = re.compile(r"[名人]?[^，。；]{0,6}?(?:更正|下调|上调|下修|上修|修正|增|升|减|降|改)[^，。；]{0,3}[为至到成]")
_CORRECTION = re.compile(r"更正|修正|下修|下调|上修|修订|纠正|误报|订正|调低|向下修")
_SINCE = re.compile("以来|至今|迄今")
_HISTORY = re.compile(r"历史上|史上|上一次|上次|以往|历年|往年|过去\S{1,4}年")
_REALIS = (
    ("conditional", re.compile(r"如果|若是|一旦|假如|倘若|要是")),
    (
        "forecast",
        re.compile(
            r"预计|预料|预测|料[将会]|恐将|或将|势将|最终可能|可能最终|可能(?:最终)?会|可能(?:[将多远]*)(?:超过|达到|升|增)|会超过|将(?:会|达到?|超过|升|增|上升|可能|至少)"
        ),
    ),
    (
        "planned",
        re.compile(
            r"计划|(?<![模虚])拟|打算|准备|预定|决定派|将(?=派|向|出动|增派|部署|提供|拨|发放|释放|转移|撤|疏散|举行|参加|从)"
        ),
    ),
    (
        "estimated",
        re.compile(r"或许|估计|估算|初步(?:统计|估)|恐怕|恐(?![怖慌袭惧吓龙])|或已|或有|可能|疑有|疑似|相信|推测|大概|据信"),
    ),
    ("alleged", re.compile(r"据称|声称|自称|传言|据传|传出|网传|所谓|涉嫌")),
)
_HEDGE = re.compile("初步估计|初步估算|预计|预料|估计|如果|一旦|若是|据称")
_OPENS = frozenset("，,：:。；！？\n“「\u3000")
_CLAUSE_END = re.compile(r"[，,。：；造致使]")
_FORECAST = re.compile(
    r"最终可能|可能最终|(?:恐|料|或|可能|势必)[将会]?(?:最终|还会|会)?(?:有)?(?:超过|突破|升至|增至|达到|上升到|过百|逾)"
)
_ANY_REALIS = re.compile("|".join(pattern.pattern for _, pattern in (("", _FORECAST), *_REALIS)))
_DISPOSAL = re.compile(r"[^，。；]{1,14}(?:从|由)[^，。；]{1,8}(?:调|改|修|降|升|增|减)")
_OF_A_DAY = frozenset({"day", "part_of_day", "hour", "instant"})
_NEAR = timedelta(days=7)
_FAR = timedelta(days=60)


def _opening(text: str, hedge: int) -> int | None:
    """Where a hedge begins with 据 or 根据 before it, if that is the beginning of a clause."""
    for lead in ("", "据", "根据"):
        start = hedge - len(lead)
        if text.startswith(lead, start) and (start == 0 or text[start - 1] in _OPENS):
            return start
    return None


def day_of(point: Point) -> date:
    """The day of a point in its own clock."""
    return point.date() if isinstance(point, datetime) else point


class Context(Frame):
    """What holds around one article's figures. All positions are code points of the text."""

    def __init__(self, article: Article, marks: Annotations, entities: Entities) -> None:
        """Nothing is read until it is asked for."""
        super().__init__(article, marks)
        self.where = Places(self, entities)

    @cached_property
    def days(self) -> list[TimeMark]:
        """Dates that name a day or a longer stretch, in order."""
        return [mark for mark in self.marks.times if mark.timex in ("DATE", "TIME") and mark.first is not None]

    @cached_property
    def published(self) -> date | None:
        """The day of publication."""
        return self.article.day

    def as_of(self, start: int, said_on: Point | None, *, prior: bool = False) -> tuple[Point | None, bool]:
        """The day that a number holds for, and whether the text states it (截至…).

        An older number holds for its own day (曾在14日报道…), or for none that the text names.
        """
        if prior:
            return self._recent_day(start), False
        stated = self._stated(start)
        if stated is not None:
            return stated, True
        if said_on is not None:
            return said_on, False
        near = self._recent_day(start)
        return (near or self.published), False

    def _stated(self, start: int) -> Point | None:
        """The last 截至 date before the number in its paragraph."""
        starts, days = self._cut_offs
        at = bisect_left(starts, start) - 1
        if at < 0:
            return None
        block = self.block(start)
        return days[at] if starts[at] >= (block.start if block else 0) else None

    @cached_property
    def _cut_offs(self) -> tuple[list[int], list[Point | None]]:
        """Where 截至 dates begin, and their days."""
        if "截" not in self.text and "迄" not in self.text:
            return [], []
        found = [mark for mark in self.days if self._cuts_off(mark)]
        return [mark.start for mark in found], [mark.last or mark.first for mark in found]

    def _cuts_off(self, mark: TimeMark) -> bool:
        """True when a date holds 截至 or stands behind it."""
        text, block = self.text, self.block(mark.start)
        if text.startswith(("截", "迄"), mark.start):
            return True
        floor = block.start if block else 0
        cue = max(text.rfind("截", floor, mark.start), text.rfind("迄", floor, mark.start))
        return cue >= 0 and _UNTIL.match(text, cue, mark.start) is not None

    def _days_before(self, position: int, floor: int) -> Sequence[TimeMark]:
        """The dates between a floor and a position."""
        stop = bisect_left(self._day_starts, position)
        if stop == 0 or self._day_starts[stop - 1] < floor:
            return ()
        return self.days[bisect_left(self._day_starts, floor, 0, stop) : stop]

    @cached_property
    def _day_starts(self) -> list[int]:
        """Where the dates begin."""
        return [mark.start for mark in self.days]

    def _recent_day(self, start: int) -> Point | None:
        """A day named before the number in its sentence, at most a week before publication."""
        floor = self.sentence(start)[0]
        for mark in reversed(self._days_before(start, floor)):
            if mark.first and mark.granularity in _OF_A_DAY:
                day = day_of(mark.first)
                if self.published is None or self.published - _NEAR <= day <= self.published:
                    return day
        return None

    def realis(self, clause: tuple[int, int], start: int, end: int) -> str:
        """What the text commits to: the hedges between the beginning of the clause and the end of the evidence."""
        marked = self._hedged(clause[0], end)
        if _ANY_REALIS.search(self.text, clause[0], end) is None:
            return marked or self._realis_of_list(clause[0])
        if _FORECAST.search(self.text, clause[0], end):
            return "forecast"
        if marked:
            return marked
        for realis, pattern in _REALIS:
            if pattern.search(self.text, clause[0], end if realis != "planned" else start):
                return realis
        return "actual"

    def _hedged(self, start: int, end: int) -> str | None:
        """The realis of the last hedge in a range; 将 that only moves the object (将人数从31人下调) is none."""
        found = None
        first = bisect_left(self._hedge_starts, start)
        for hedge in self.marks.hedges[first : bisect_left(self._hedge_starts, end, first)]:
            if hedge.realis and not (hedge.lemma == "将" and _DISPOSAL.match(self.text, hedge.end)):
                found = hedge.realis
        return found

    def certainty(self, clause: tuple[int, int], end: int) -> str:
        """How sure the text is of a number: the weakest hedge between the beginning of its clause and its evidence's end."""
        return self._hedge_values.value(clause[0], end)

    @cached_property
    def _hedge_values(self) -> Hedges:
        """The hedges by place."""
        return Hedges(self.marks.hedges)

    @cached_property
    def _hedge_starts(self) -> list[int]:
        """Where the hedges begin."""
        return [hedge.start for hedge in self.marks.hedges]

    def _realis_of_list(self, clause_start: int) -> str:
        """预计甲派出三千人，乙派出五百人; 初步估计，损失…: a clause that opens with the hedge rules the rest of its sentence."""
        ends, openings = self._openings
        at = bisect_right(ends, clause_start) - 1
        if at < 0 or openings[at][0] < self.sentence(clause_start)[0] - 1:
            return "actual"
        return openings[at][1]

    @cached_property
    def _openings(self) -> tuple[list[int], list[tuple[int, str]]]:
        """Where the hedges that open a clause end, and where each begins and what it says."""
        ends: list[int] = []
        found: list[tuple[int, str]] = []
        for hedge in _HEDGE.finditer(self.text):
            start = _opening(self.text, hedge.start())
            if start is not None:
                ends.append(hedge.end())
                found.append((start, next(realis for realis, pattern in _REALIS if pattern.search(hedge[0]))))
        return ends, found

    def prior(self, clause: tuple[int, int], start: int, end: int) -> bool:
        """True when the text itself gives the number as an older state: 此前, 一度, 从31人更正为29人."""
        led = clause[0] < start and self.text[start - 1] in "从由自"
        if led and _CHANGED.match(self.text, end):
            return True
        return _PRIOR.search(self.text, clause[0], start) is not None

    def correction(self, start: int, end: int) -> bool:
        """True when the sentence says that it corrects."""
        sentence = self.sentence(start)
        return _CORRECTION.search(self.text, sentence[0], max(end, sentence[1])) is not None

    def incident(self, start: int) -> tuple[str | None, Point | None]:
        """The words that put a number into another event's past (2008年…地震) and its day; `None` for the story's own."""
        floor = self.sentence(start)[0]
        for mark in reversed(self._days_before(start, floor)):
            if _SINCE.search(self.text, mark.end, start):
                continue  # 自2008年建市以来最严重的事故: the number is of today
            if mark.last and mark.granularity in ("day", "month", "season", "year"):
                words = self.article.words(mark.start, self._clause_end(mark.start, start))
                return (words, mark.last) if self._long_ago(mark.last) else (None, None)
        found = _HISTORY.search(self.text, floor, start)
        return (self.article.words(found.start(), self._clause_end(found.start(), start)), None) if found else (None, None)

    def _long_ago(self, point: Point) -> bool:
        """More than two months before publication."""
        return self.published is not None and day_of(point) < self.published - _FAR

    def _clause_end(self, start: int, limit: int) -> int:
        """Where the words of another event end: at the clause's end or before the number."""
        cut = _CLAUSE_END.search(self.text, start, limit)
        return cut.start() if cut else limit
