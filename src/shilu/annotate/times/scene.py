"""What an expression is read against: the day of publication, the day that is being told, tense, and the place's zone."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date, datetime, timedelta, tzinfo

from msgspec import Struct

from shilu.annotate.named import Named
from shilu.annotate.reading import Reading
from shilu.annotate.times.offsets import Offsets
from shilu.annotate.times.pieces import FEASTS, Period
from shilu.annotate.times.tense import Tense, cued, tense
from shilu.model.patterns import late

_DATELINE = late(r"[^，。；：（(\n]{0,10}(?:电|讯)(?!话|视|力|影|台|网|子|息|问|号)|[^，。；（(\n]{0,14}[)）]|\s?[-–—]\s")
_DATELINE_SIGN, _SIGN_REACH = re.compile("[电讯)）\\-–—]"), 15  # one of these is in every dateline, so far behind its day
_DATELINE_REACH = 30  # so far into a paragraph a dateline has its day
_SAYING = 40  # so far behind its day a quotation may open
_QUOTED = 300  # longer quotations are not looked through
_LATELY = timedelta(days=3)  # words quoted from longer ago are too often retold
_SAID = late(r"[^。；”\n]{0,24}(?:说|表示|称|指出|强调|写道|宣布|回应|喊话|警告|呼吁)[^。；”\n]{0,8}$")
_CLOSED = late(r"[”」\n]")
_LATE_NIGHT = 6  # a report filed before this hour still calls the day before 今天
_FIRST, _LAST = 1000, 9000  # a year of publication outside is an error of the feed; nothing is counted from it


class Told(Struct, frozen=True):
    """The day that the text last told of, where, and in which block."""

    start: int
    end: int
    block: int
    day: date


class Scene:
    """The reading state of one article, fed with each period in the order of the text."""

    def __init__(self, read: Reading, named: Named) -> None:
        self.text = read.text
        self.published: datetime | None = read.article.published
        self.today: date | None = read.article.day if self.published and _FIRST < self.published.year < _LAST else None
        self._read = read
        self._told: Told | None = None
        self._year: tuple[int, int] | None = None  # where a year was stated by itself, and which
        self._last: tuple[int, Period] | None = None
        self._starts = [start for start, _ in read.sentences]
        self._blocks = [block.start for block in read.article.blocks]
        self._offsets = Offsets(read.text, named.marks)

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

    def tense(self, start: int, end: int) -> Tense:
        """How the words around an expression place it in time."""
        return tense(self.text, self.sentence(start), start, end) if cued(self.text, start, end) else Tense.OPEN

    def tell(self, start: int, end: int, period: Period) -> None:
        """Remember a day that is told of: later 当天 and 次日 lean on it. Captions, holidays and days due do not count."""
        self._last = (end, period)
        day = period.first
        if day is None or day != period.last:
            if day is not None and period.basis == "explicit":
                self._year = start, day.year
            return
        block = bisect_right(self._blocks, start) - 1
        due = self.today is not None and day > self.today and self.tense(start, end).value > 0
        if not due and period.rule not in FEASTS and not self._caption(block):
            self._told = Told(start, end, block, day)
        if block >= 0 and start - self._blocks[block] <= _DATELINE_REACH:
            self._file(start, end, self._blocks[block], day)

    def _file(self, start: int, end: int, opening: int, day: date) -> None:
        """Behind a dateline (江口社东港5日电) words such as 今天 are counted from where and when the report was written."""
        if not (_DATELINE_SIGN.search(self.text, end, end + _SIGN_REACH) and _DATELINE.match(self.text, end)):
            return
        bracketed = self.text[opening] in "（(["
        offset = self.zone_at(start, end)
        if self.published is None or offset is None or (self.text[end : end + 1] in ")）" and not bracketed):
            return
        written = self.published.astimezone(offset)
        near = written.date() - timedelta(days=written.hour < _LATE_NIGHT)
        if day in (written.date(), near):
            self.today = day
        elif timedelta() < written.date() - day <= timedelta(days=1):
            self.today = near

    def _caption(self, block: int) -> bool:
        return block >= 0 and self._read.article.blocks[block].kind == "caption"

    def told(self, position: int, *, same_block: bool = False, same_sentence: bool = False) -> date | None:
        """The day that the text was last speaking of: in the same paragraph, else (unless told not to) before it."""
        told = self._told
        if told is None or (same_sentence and told.start < self.sentence(position)):
            return None
        return told.day if not same_block or told.block == self.block(position) else None

    def now(self, position: int) -> date | None:
        """The day that 今天 means: of publication or the dateline, in a quotation the day on which the words were said."""
        if self.today is None or self._told is None:
            return self.today
        end, day = self._told.end, self._told.day
        opened = max(self.text.rfind(mark, end, min(position, end + _SAYING)) for mark in "“「")
        if opened < 0 or position - opened > _QUOTED or not timedelta() <= self.today - day <= _LATELY:
            return self.today
        said = _SAID.match(self.text, end, opened) and not _CLOSED.search(self.text, opened, position)
        return day if said else self.today

    def bracketing(self, start: int) -> date | None:
        """The day told right before the bracket or the 是 behind which an expression stands: 8月5日（周六）, 24日是周一."""
        if self._told is None:
            return None
        end, day = self._told.end, self._told.day
        return day if start - end <= 2 and self.text[end:start] in ("（", "(", "是", "）是", ")是", "为") else None

    def listed(self, start: int) -> Period | None:
        """The period to which 和, 及 or 、 joins an expression: 去年9月和8月."""
        if self._last is None or self._last[0] != start - 1 or self.text[start - 1] not in "、和及与":
            return None
        return self._last[1]

    def recent(self, position: int, before: date) -> date | None:
        """The day told in this sentence or the one before it, where it is one before that day."""
        told = self._told
        if told is None or told.day >= before:
            return None
        return told.day if told.start >= self.sentence(max(0, self.sentence(position) - 1)) else None

    def year_of_sentence(self, position: int) -> int | None:
        """The year that a date before in the same sentence has, where it is not that of publication."""
        year = self.told_year(self.sentence(position))
        return None if self.today and year == self.today.year else year

    def told_year(self, since: int = 0) -> int | None:
        """The year last spoken of, by itself or in a date, at or after a position."""
        told = (self._told.start, self._told.day.year) if self._told else None
        near = max(told, self._year) if told and self._year else told or self._year
        return near[1] if near and near[0] >= since else None

    def zone_at(self, start: int, end: int) -> tzinfo | None:
        """The zone of the place named nearest in the sentence, else of the place named most, else of the outlet."""
        found = self._offsets.at(start, end, (self.sentence(start), self.sentence_end(start)))
        return found or (self.published.tzinfo if self.published else None)
