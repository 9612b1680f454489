"""What an expression is read against: the day of publication, the day that is being told, tense, and the place's zone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from datetime import date, datetime, tzinfo

from shilu.annotate.reading import Reading
from shilu.annotate.times.pieces import Period
from shilu.lang.places import place
from shilu.lang.zones import zone
from shilu.model.marks import NameMark

_COMING_BEFORE = re.compile(
    r"(?:将(?!近|士|军)|预计|预定|预期|料|定于|定在|订于|应在|应于|须在|必须在|直至|直到|持续到|持续至|截止到|延长至|延长到|延至|推迟到|推迟至|"
    r"计划|拟|有望|最迟|最晚|不晚于|原定|料于|准备|打算|要到|等到)[^，。；：！？\n]{0,6}$"
)
_COMING_AFTER = re.compile(
    r"[^，。；：！？\n表示称说宣布道透指出]{0,5}?(?:将(?![近士军其他她它该这此两所嫌])|拟|截止|前完成|前提交|之前完成)"
)
_CUE_REACH = 14
_FIRST, _LAST = 1000, 9000  # a year of publication outside is an error of the feed; nothing is counted from it


class Scene:
    """The reading state of one article, fed with each period in the order of the text."""

    def __init__(self, read: Reading, named: tuple[NameMark, ...]) -> None:
        self.text = read.text
        self.published: datetime | None = read.article.published
        self.today: date | None = read.article.day if self.published and _FIRST < self.published.year < _LAST else None
        self._read = read
        self._named = named
        self._told: list[tuple[int, date]] = []
        self._years: list[tuple[int, int]] = []
        self._starts = [start for start, _ in read.sentences]
        self._blocks = [block.start for block in read.article.blocks]
        self._zones: list[tuple[int, tzinfo]] | None = None

    def sentence(self, position: int) -> int:
        """The start of the sentence that holds a position."""
        found = bisect_right(self._starts, position)
        return self._starts[found - 1] if found else 0

    def sentence_end(self, position: int) -> int:
        """The start of the next sentence, or the end of the text."""
        index = bisect_right(self._starts, position)
        return self._starts[index] if index < len(self._starts) else len(self.text)

    def block(self, position: int) -> int:
        """The index of the block that holds a position."""
        return bisect_right(self._blocks, position) - 1

    def coming(self, start: int, end: int) -> bool:
        """True when the words around an expression point to the future (将, 应在, 直至)."""
        return self.due(start) or _COMING_AFTER.match(self.text, end) is not None

    def due(self, start: int) -> bool:
        """True when the words before an expression bind it to the future, nearer days of the past or not."""
        clause = max(self.sentence(start), start - _CUE_REACH)
        return _COMING_BEFORE.search(self.text, clause, start) is not None

    def tell(self, start: int, period: Period) -> None:
        """Remember a day that is told of: later 当天 and 次日 lean on it. Captions and whole years do not count."""
        if period.first is None or period.first != period.last:
            if period.rule == "annotate.time.year" and period.first is not None:
                self._years.append((start, period.first.year))
            return
        if self._caption(start) or (self.today and period.first > self.today and self.coming(start, start)):
            return
        self._told.append((start, period.first))

    def _caption(self, position: int) -> bool:
        index = self.block(position)
        return index >= 0 and self._read.article.blocks[index].kind == "caption"

    def told(self, position: int, *, same_block: bool = False, same_sentence: bool = False) -> date | None:
        """The day that the text was last speaking of: in the same paragraph, else (unless told not to) before it."""
        if not self._told:
            return None
        start, day = self._told[-1]
        if same_sentence and start < self.sentence(position):
            return None
        return day if not same_block or self.block(start) == self.block(position) else None

    def year_of_sentence(self, position: int) -> int | None:
        """The year that a date before in the same sentence has, where it is not that of publication."""
        sentence = self.sentence(position)
        near = [(at, day.year) for at, day in self._told[-1:]] + self._years[-1:]
        years = [year for at, year in sorted(near) if at >= sentence]
        return years[-1] if years and (self.today is None or years[-1] != self.today.year) else None

    def told_year(self) -> int | None:
        """The year last spoken of before a position, by itself or in a date."""
        near = [(at, day.year) for at, day in self._told[-1:]] + self._years[-1:]
        return max(near)[1] if near else None

    def zone_at(self, position: int) -> tzinfo | None:
        """The zone of the place named nearest in the sentence, else of the place named most, else of the outlet."""
        if self._zones is None:
            self._zones = _place_zones(self._named)
        sentence, limit = self.sentence(position), self.sentence_end(position)
        low, high = (bisect_left(self._zones, edge, key=lambda entry: entry[0]) for edge in (sentence, limit))
        if low < high:
            return min(self._zones[low:high], key=lambda entry: abs(entry[0] - position))[1]
        if self._zones:
            return Counter(found for _, found in self._zones).most_common(1)[0][0]
        return self.published.tzinfo if self.published else None


def _place_zones(named: tuple[NameMark, ...]) -> list[tuple[int, tzinfo]]:
    """Where a place with a known zone is named, in the order of the text."""
    found: list[tuple[int, tzinfo]] = []
    for mark in named:
        known = place(mark.key) if mark.type == "place" and mark.key else None
        if known and known.zone:
            found.append((mark.start, zone(known.zone)))
    return found
