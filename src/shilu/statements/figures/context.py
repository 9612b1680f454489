"""What holds around a figure: its day, its realis, and whether it is an older state, a correction or another event's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property

from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.marks import Annotations, HedgeMark, Point, QuantityMark, TimeMark
from shilu.model.patterns import late
from shilu.model.statements import Saying
from shilu.statements.figures.cues import ANY_REALIS, CORRECTION, FORECAST, HISTORY, PRIOR, REALIS
from shilu.statements.figures.frame import Frame, Sentence
from shilu.statements.figures.where import Places

_CUTS = "截迄"
_TO, _HEADS = frozenset("至到"), frozenset("\n，。；：“「\u3000 ")
_UNTIL = re.compile(r"(?:截至|截止到?|截至到|迄|截)(?:目前|今天|当天|当日|当地时间|北京时间|[ \u00a0])*\Z")
_CHANGED = late(r"[名人]?[^，。；]{0,6}?(?:更正|下调|上调|下修|上修|修正|增|升|减|降|改)[^，。；]{0,3}[为至到成]")
_RISEN = late("[增升提扩降减涨跌展改调][^，。；]{0,3}[至到为成]")  # 从最初的3家增至9家: what follows is the newer state
_SINCE = re.compile("以来|至今|迄今")
_CARRIED = "statements.figure.carried"
_MORE = ("甚至", "乃至")
_FOREMOST = late("最|首|第一|罕见|未有|未见")
_COMPARISON = late(r"如果(?:[以按与跟同从])[^，。；]{1,40}(?:相比|比较|计算|来看|来算|折算|衡量|看)，")  # supposes nothing
_ATTRIBUTE = late(r"(?:交割|到期|交付|交货)(?:的|期货|合约)")
_BY_NATURE = late(
    r"出现|迎来|遭遇|面临|发生|持续|受(?!理|聘)|有[^，。；]{0,14}[雨雪风]|[下上]?[升降](?!息|准|级)"
)  # nobody plans it
_HEDGE = re.compile("初步估计|初步估算|预计|预料|估计|如果|一旦|若是|据称")
_EXPECTED = frozenset({"预计", "预测", "预料", "预期"})
_OPENS = frozenset("，,：:。；！？\n“「\u3000")
_DENIALS = frozenset({"CT-", "PR-", "PS-"})
_VERB_ONLY = late(r"[^，,。；：\s的后而被在将且但把对前由从以向因]{0,6}\Z")
_THAN = frozenset("比较")
_CHANGES = late("(?:同期|底|末|年)?(?:分别|均|都|同比|大幅|又|再|共)*[增减升降提上下多少涨跌]")
_SEMICOLONS = frozenset("；;")
_BESIDE, _FROM = frozenset("与和同跟"), frozenset("由从自")
_COMPARED = late("(?:的?同期|底|末)?(?:的[^，。；]{0,8})?(?:水平)?相[比较]")
_PERIODS = frozenset({"interval", "month", "season", "year"})
_PAST = frozenset({"day", "interval", "month", "season", "year"})
_MONTH = timedelta(days=27)  # the shortest period: from the first to the last day of a month
_CLAUSE_END = re.compile(r"[，,。：；造致使]")
_DISPOSAL = late(r"[^，。；]{1,30}(?:从|由)[^，。；]{1,8}(?:调|改|修|降|升|增|减)")
_MOVED = late("(?:(?:自己|自家|身上|手[中里上]|[银卡账][行户]?卡?[里中内上]|剩余|剩下|全部|其中?|这|那|该)的?){0,2}")
_SUFFERED = re.compile("的[^，。；的]{0,6}[被遭]")
_PARTED = re.compile("[\u3000 ]")
_DATED = ("DATE", "TIME")
_OF_A_DAY = frozenset({"day", "part_of_day", "hour", "instant"})
_TOMORROW = timedelta(days=1)  # over the date line
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
        """Dates and hedges by place; the rest is read when it is asked for."""
        super().__init__(article, marks)
        self.where = Places(self, entities)
        self.published = article.day
        self.days = [mark for mark in marks.times if mark.first is not None and mark.timex in _DATED]
        self._day_starts = [mark.start for mark in self.days]
        self._hedge_starts = [hedge.start for hedge in marks.hedges]

    def as_of(
        self, start: int, sentence: Sentence, saying: Saying | None, days: Sequence[TimeMark], *, prior: bool, done: bool = False
    ) -> tuple[Point | None, bool]:
        """The day that a number holds for, and whether the text states it (截至…); `days` stand before it in its sentence.

        An older number holds for its own day (曾在14日报道…), or for none that the text names. `done`: what was done on a day
        and is no running count, so that a day told beside it goes before that of the telling.
        """
        if prior:
            return self._recent(days), False
        stated = self._stated(start, sentence, days)
        if stated is not None:
            return stated, True
        named = (self._period(days, start) or (self._told(days, saying) if done else None)) if days else None
        said = saying.said_on if saying else None
        return named or said or self._recent(days, _FAR if done else _NEAR) or self.published, False

    def _told(self, days: Sequence[TimeMark], saying: Saying | None) -> Point | None:
        """The day that what is said names itself: 通讯社8日报道，甲国|5日发射2枚."""
        if saying is None or days[-1].start < saying.content[0]:
            return None
        return self._recent([mark for mark in days if mark.start >= saying.content[0]], _FAR)

    def _period(self, days: Sequence[TimeMark], start: int) -> Point | None:
        """The end of the period that a number is counted over, when it is over (今年上半年, 6月份); `None` behind a day."""
        for mark in reversed(days):
            if mark.granularity in _OF_A_DAY:
                return None
            if mark.granularity in _PERIODS and mark.last and mark.first and not self._compares(mark):
                if self._goes_on(mark, start) or _SINCE.search(self.text, mark.start, start):
                    return None
                last = day_of(mark.last)
                over = self.published is not None and last < self.published and last - day_of(mark.first) >= _MONTH
                return mark.last if over else None
        return None

    def _goes_on(self, mark: TimeMark, start: int) -> bool:
        """由2017年的3种增长到现在的5种: the number is of what comes behind the change."""
        return self.text[mark.start - 1 : mark.start] in _FROM and _RISEN.search(self.text, mark.end, start) is not None

    def _stated(self, start: int, sentence: Sentence, days: Sequence[TimeMark]) -> Point | None:
        """The last 截至 date before the number in its paragraph, unless a later sentence, its own, counts over another time."""
        starts, points = self._cut_offs
        at = bisect_left(starts, start) - 1
        if at < 0:
            return None
        if starts[at] < (sentence.block.start if sentence.block else 0):
            return None
        if starts[at] < sentence.start and any(mark.granularity in _PERIODS and not self._compares(mark) for mark in days):
            return None
        point = points[at]
        return None if point and self.published and day_of(point) > self.published + _TOMORROW else point

    @cached_property
    def _cut_offs(self) -> tuple[list[int], list[Point | None]]:
        """Where 截至 dates begin, and their days; 至19日中午 at the head of a clause is one, 持续至19日 is not."""
        text = self.text
        found = {at for at, start in enumerate(self._day_starts) if text[start - 1] in _TO and text[start - 2] in _HEADS}
        for sign in _CUTS:
            if sign in text:
                found.update(at for cue in re.finditer(sign, text) for at in self._cut_off(cue.start()))
        if not found:
            return [], []
        points = [mark.last or mark.first for mark in self.days]
        return [self._day_starts[at] for at in sorted(found)], [points[at] for at in sorted(found)]

    def _cut_off(self, cue: int) -> Iterator[int]:
        """The dates that hold a 截 or 迄 or stand right behind it: 截至8日, 截至今天8时."""
        for at in range(bisect_left(self._day_starts, cue), len(self.days)):
            start = self._day_starts[at]
            if start > cue and _UNTIL.match(self.text, cue, start) is None:
                break
            yield at

    def days_before(self, position: int, floor: int) -> Sequence[TimeMark]:
        """The dates between a floor and a position."""
        stop = bisect_left(self._day_starts, position)
        if stop == 0 or self._day_starts[stop - 1] < floor:
            return ()
        return self.days[bisect_left(self._day_starts, floor, 0, stop) : stop]

    def days_above(self, sentence: Sentence) -> Sequence[TimeMark]:
        """The dates in the sentences with which one goes on behind semicolons."""
        if self.text[sentence.start - 1 : sentence.start] not in _SEMICOLONS:
            return ()
        return self.days_before(sentence.start, self.opening(sentence))

    def _recent_day(self, start: int) -> Point | None:
        """A day named before a place in its sentence, at most a week before publication."""
        return self._recent(self.days_before(start, self.sentence(start).start))

    def _recent(self, days: Sequence[TimeMark], near: timedelta = _NEAR) -> Point | None:
        """The last of some days that is a day, at most a week before publication, or so long as `near`."""
        for mark in reversed(days):
            if mark.first and mark.granularity in _OF_A_DAY:
                day = day_of(mark.first)
                if self.published is None or self.published - near <= day <= self.published:
                    return day
        return None

    def hedges(self, start: int, end: int) -> Sequence[HedgeMark]:
        """The hedges between two places."""
        first = bisect_left(self._hedge_starts, start)
        last = bisect_left(self._hedge_starts, end, first)
        return self.marks.hedges[first:last] if first < last else ()

    def further(self, clause: tuple[int, int], rule: str) -> tuple[int, int]:
        """The clause whose hedges hold: with the one before for 甚至超过80人, which says no more than a greater number."""
        if rule != _CARRIED or not self.text.startswith(_MORE, clause[0]):
            return clause
        return self.clause_start(max(0, clause[0] - 2)), clause[1]

    def in_scope(self, hedges: Sequence[HedgeMark], mark: QuantityMark, end: int) -> Sequence[HedgeMark]:
        """The hedges without denials of something else: 没有 denies what stands right behind it, 10人没有受伤 its own number."""
        if not hedges or _DENIALS.isdisjoint([hedge.value for hedge in hedges]):
            return hedges
        return [hedge for hedge in hedges if hedge.value not in _DENIALS or self._denies(hedge, mark, end)]

    def _denies(self, hedge: HedgeMark, mark: QuantityMark, end: int) -> bool:
        """True when a denial reaches a number: with no more than a verb between, or between the number and its predicate."""
        if hedge.start >= mark.end:
            return hedge.end <= end
        return _VERB_ONLY.match(self.text, hedge.end, mark.start) is not None

    def realis(
        self, sentence: Sentence, clause: tuple[int, int], start: int, end: int, hedges: Sequence[HedgeMark], floor: int = 0
    ) -> str:
        """What the text commits to: the hedges between the beginning of the clause and the end of the evidence.

        `floor`: where the saying begins, if it is one: a hedge before it was somebody else's.
        """
        marked = self._hedged(hedges, start)
        if not (sentence.cues or end > sentence.end) or ANY_REALIS.search(self.text, clause[0], end) is None:
            return marked or (self._realis_of_list(floor or sentence.start, clause[0]) if sentence.cues else "actual")
        if FORECAST.search(self.text, clause[0], end):
            return "forecast"
        if marked:
            return marked
        for realis, pattern in REALIS:
            if pattern.search(self.text, clause[0], end if realis != "planned" else start):
                return realis
        return "actual"

    def ahead(self, days: Sequence[TimeMark], clause_start: int, start: int) -> bool:
        """Whether the last day before a number is still to come (预报，|明天|最高气温36度) and its clause says of nothing 已."""
        last = days[-1]
        if last.first is None or self.published is None or day_of(last.first) <= self.published:
            return False
        if self.text.find("已", clause_start, start) >= 0:
            return False
        if _ATTRIBUTE.match(self.text, last.end):
            return False  # 9月交割的白银期货上涨: of what, and not when
        return _PARTED.search(self.text, last.end, start) is None  # 停航至24日　死亡人数升至31人: two lines of one headline

    def _hedged(self, hedges: Sequence[HedgeMark], number: int) -> str | None:
        """The realis of the last hedge; behind 预计 it plans nothing.

        None is 将 that only moves the object (将人数从31人下调, 将自己的500元取出), nor what describes who then suffered
        (即将入学的她被骗走500元).
        """
        for hedge in reversed(hedges):
            moved = hedge.lemma == "将" and (
                _DISPOSAL.match(self.text, hedge.end) or _MOVED.fullmatch(self.text, hedge.end, number)
            )
            suffered = hedge.realis == "planned" and _SUFFERED.search(self.text, hedge.end, number)
            if hedge.realis and not moved and not suffered:
                expected = hedge.realis == "planned" and any(one.lemma in _EXPECTED and one.end <= hedge.start for one in hedges)
                natural = hedge.lemma == "将" and _BY_NATURE.match(self.text, hedge.end)
                return "forecast" if expected or natural else hedge.realis
        return None

    def _realis_of_list(self, floor: int, clause_start: int) -> str:
        """预计甲派出三千人，乙派出五百人; 初步估计，损失…: a clause that opens with the hedge rules the rest of its sentence."""
        found = "actual"
        for hedge in _HEDGE.finditer(self.text, max(0, floor - 1), max(0, clause_start)):
            if _COMPARISON.match(self.text, hedge.start()):
                continue
            start = _opening(self.text, hedge.start())
            if start is not None and start >= floor - 1:
                found = next(realis for realis, pattern in REALIS if pattern.search(hedge[0]))
        return found

    def prior(self, sentence: Sentence, clause: tuple[int, int], start: int, end: int) -> bool:
        """True when the text itself gives the number as an older state: 此前, 一度, 从31人更正为29人."""
        if clause[0] < start and self.text[start - 1] in "从由自" and _CHANGED.match(self.text, end):
            return True
        cue = PRIOR.search(self.text, clause[0], start) if sentence.cues else None
        return cue is not None and _RISEN.search(self.text, cue.end(), start) is None

    def correction(self, sentence: Sentence, end: int) -> bool:
        """True when the sentence says that it corrects."""
        if not sentence.cues and end <= sentence.end:
            return False
        return CORRECTION.search(self.text, sentence.start, max(end, sentence.end)) is not None

    def incident(self, start: int, sentence: Sentence, days: Sequence[TimeMark]) -> tuple[str | None, Point | None]:
        """The words that put a number into another event's past (2008年…地震) and its day; `None` for the story's own."""
        for mark in reversed(days):
            if self._compares(mark) or self._goes_on(mark, start):
                continue  # 比上年增加3人, 由2017年的3种增长到5种: the number is of today
            if since := _SINCE.search(self.text, mark.start, start):
                if self._adds_up(mark, since.end(), start):
                    return self.article.words(mark.start, since.end()), None
                continue  # 自2008年建市以来最严重的事故: the number is of today
            if mark.last and mark.granularity in _PAST:
                if not self._long_ago(mark.last):
                    return None, None
                return self.article.words(mark.start, self._clause_end(mark.start, start)), mark.last
        found = HISTORY.search(self.text, sentence.start, start) if sentence.cues else None
        return (self.article.words(found.start(), self._clause_end(found.start(), start)), None) if found else (None, None)

    def _adds_up(self, mark: TimeMark, since: int, start: int) -> bool:
        """自1900年以来仅发生3次: a count over years is no count of the event, but 有史以来最严重 is."""
        if mark.first is None or self.published is None or mark.granularity not in ("year", "interval"):
            return False
        first = day_of(mark.first)  # a month may be that of an event which goes on, as a war does
        return (
            self.published.year - first.year > 1
            and (first.month, first.day) == (1, 1)
            and _FOREMOST.search(self.text, since, start) is None
        )

    def _compares(self, mark: TimeMark) -> bool:
        """True for 比上年增加, 较2019年下降: the date is what a change is counted from."""
        before = self.text[mark.start - 1 : mark.start]
        if before in _BESIDE:
            return _COMPARED.match(self.text, mark.end) is not None
        return before in _THAN and _CHANGES.match(self.text, mark.end) is not None

    def _long_ago(self, point: Point) -> bool:
        """More than two months before publication."""
        return self.published is not None and day_of(point) < self.published - _FAR

    def _clause_end(self, start: int, limit: int) -> int:
        """Where the words of another event end: at the clause's end or before the number."""
        cut = _CLAUSE_END.search(self.text, start, limit)
        return cut.start() if cut else limit
