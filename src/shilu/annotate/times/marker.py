"""The reading of one article: pieces to phrases, phrases to marks, in the order of the text."""

from __future__ import annotations

import re

from shilu.annotate.named import Named
from shilu.annotate.reading import Reading
from shilu.annotate.times.atoms import atoms
from shilu.annotate.times.meaning import Meaning, has_day, meaning, range_meaning
from shilu.annotate.times.phrases import SPACES, Phrase, phrase_at
from shilu.annotate.times.pieces import FEASTS, RANK, Atom, Period
from shilu.annotate.times.scene import Scene
from shilu.annotate.times.spans import span_mark
from shilu.model.marks import TimeMark
from shilu.model.patterns import late

_JOIN = re.compile(r"\s?(?:至|到|—{1,2}|–|-|－|~|～)\s?")
_AND = re.compile(r"\s?[和与]\s?")
_JOINED = range(1, 5)  # no joining word is longer
_BETWEEN = re.compile(r"之?间")
_SINCE = late(r"\s?(?:之后)?(?:以来|[至迄]今(?![日天年晚晨早])|到现在)")
_SINCE_SIGNS = SPACES.union("之以至迄到")  # with one of these it begins
_TITLE = 20  # so far back a title may begin
_WORDS = frozenset(["relday", "relyear", "weekday", "weekend", "week", "same", "holiday", "part", "relmonth", "present", "vague"])


class Marker:
    """Walks over the pieces of one article and collects the marks."""

    def __init__(self, read: Reading, named: Named) -> None:
        self._text = read.text
        self._scene = Scene(read, named)
        self._pieces = atoms(read.text)
        self._names = named
        self._titles = "《" in read.text
        self._marks: list[TimeMark] = []
        self._dayless = 0  # up to here no day is named: not looked for again
        self._repeats = -2  # the end of the last mark of what comes again
        self._covered = 0  # the end of words such as 至今 that belong to the mark before them

    def marks(self) -> tuple[TimeMark, ...]:
        """All marks of the article, sorted, none overlapping."""
        index, pieces = 0, self._pieces
        while index < len(pieces):
            index = self._phrase(index) if pieces[index].kind in RANK else self._other(index)
        return tuple(self._marks)

    def _other(self, index: int) -> int:
        """Read a piece that begins no phrase; the index of the next to read."""
        piece = self._pieces[index]
        if piece.kind == "set":
            return self._repeated(index)
        if piece.kind == "span":
            self._add(span_mark(self._scene, piece))
        elif piece.kind not in _WORDS or not self._named(piece.start, piece.end):
            self._add(_vague(piece))
        return index + 1

    def _phrase(self, index: int) -> int:
        pieces = self._pieces
        left, following = phrase_at(self._text, pieces, index)
        if left is None or (left.pieces[0].kind in _WORDS and self._named(left.start, left.end)):
            return following
        if left.start == self._repeats + 1 and self._again(left):
            self._set(left.start, left.end)
            return following
        if following < len(pieces) and pieces[following].start - left.end in _JOINED:
            right = self._right(left, following)
            if right and self._range(left, right[0]):
                return right[1]
        if found := meaning(self._scene, left, None if has_day(left) else self._day_ahead(left, following)):
            self._single(left, found)
        while following < len(pieces) and pieces[following].start < self._covered:
            following += 1
        return following

    def _again(self, phrase: Phrase) -> bool:
        """True for 周日 in 每周四、周日, one character behind a mark of what comes again."""
        before = self._marks[-1]
        joined = before.timex == "SET" and before.end == self._repeats and self._text[before.end] in "、和及与"
        return joined and phrase.pieces[0].kind in ("weekday", "weekend", "days", "part")

    def _repeated(self, index: int) -> int:
        """每周一下午八点, 每日22时至次日5时: one mark without a value for what comes again."""
        first = self._pieces[index]
        end, index = first.end, index + 1
        if index < len(self._pieces) and self._pieces[index].start == end and self._pieces[index].kind in RANK:
            phrase, index = phrase_at(self._text, self._pieces, index)
            right = self._right(phrase, index) if phrase else None
            end, index = (right[0].end, right[1]) if right else (phrase.end if phrase else end, index)
        self._set(first.start, end)
        return index

    def _set(self, start: int, end: int) -> None:
        """A mark without a value for what comes again."""
        self._add(TimeMark(start, end, None, None, "vague", "explicit", None, "SET", "annotate.time.set"))
        self._repeats = end

    def _day_ahead(self, phrase: Phrase, index: int) -> Period | None:
        """For a time of day alone (夜幕降临，军队于6日晚...): the day that the rest of its sentence names."""
        if phrase.start < self._dayless or self._scene.told(phrase.start, same_block=True):
            return None
        end = self._scene.sentence_end(phrase.start)
        while index < len(self._pieces) and self._pieces[index].start < end:
            if self._pieces[index].kind not in RANK:
                index += 1
                continue
            ahead, index = phrase_at(self._text, self._pieces, index)
            found = meaning(self._scene, ahead) if ahead and has_day(ahead) else None
            if found and found.period.rule not in FEASTS and found.period.first == found.period.last:
                return found.period
        self._dayless = end
        return None

    def _single(self, phrase: Phrase, found: Meaning) -> None:
        period, last, granularity = found.period, found.last, found.granularity
        if self._text[phrase.end : phrase.end + 1] in _SINCE_SIGNS and (since := _SINCE.match(self._text, phrase.end)):
            self._covered = since.end()
            last, granularity = None, "interval" if found.first else granularity
        timex = "TIME" if granularity in ("hour", "instant", "part_of_day") else "DATE"
        self._add(
            TimeMark(phrase.start, phrase.end, found.first, last, granularity, period.basis, period.anchor, timex, period.rule)
        )
        self._scene.tell(phrase.start, phrase.end, period)

    def _right(self, left: Phrase, index: int) -> tuple[Phrase, int] | None:
        """The phrase that 至, 到, a dash or 和 ... 之间 ties to another, and the index behind it."""
        if index >= len(self._pieces) or self._pieces[index].start - left.end not in _JOINED:
            return None
        piece = self._pieces[index]
        join = _JOIN.match(self._text, left.end)
        pair = None if join else _AND.match(self._text, left.end)
        join = join or pair
        if not join or piece.start != join.end() or piece.kind not in RANK:
            return None
        right, following = phrase_at(self._text, self._pieces, index)
        if right is None or (pair and not _BETWEEN.match(self._text, right.end)):
            return None
        return right, following

    def _range(self, left: Phrase, right: Phrase) -> bool:
        """Mark two ends as one interval; false when they do not go together."""
        ends = range_meaning(self._scene, left, right)
        if ends is None:
            return False
        first, last = ends
        period, rule = first.period, "annotate.time.range"
        self._add(TimeMark(left.start, right.end, first.first, last.last, "interval", period.basis, period.anchor, "DATE", rule))
        self._scene.tell(left.start, right.end, last.period)
        return True

    def _named(self, start: int, end: int) -> bool:
        """True for calendar words inside a name or at the head of a title: 《明日之后》."""
        if self._titles and self._in_title(start):
            return True
        over = self._names.covering(start, end)
        return over is not None and over.type != "place" and (over.start, over.end) != (start, end)

    def _in_title(self, start: int) -> bool:
        title = max(0, start - _TITLE)
        return self._text.rfind("《", title, start) > self._text.rfind("》", title, start)

    def _add(self, mark: TimeMark | None) -> None:
        """Add a mark; a vague word that it swallows (最近 in 最近三天) gives way."""
        if mark is None:
            return
        while self._marks and self._marks[-1].end > mark.start:
            self._marks.pop()
        self._marks.append(mark)


def _vague(piece: Atom) -> TimeMark:
    """A mark without a value; one bounded by an event covers words that may hold figures, and calls itself a duration."""
    event = piece.kind == "event"
    basis, timex = ("event-anchored", "DURATION") if event else ("deictic", "DATE")
    return TimeMark(piece.start, piece.end, None, None, "vague", basis, None, timex, f"annotate.time.{piece.kind}")
