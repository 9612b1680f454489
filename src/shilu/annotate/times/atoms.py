"""The smallest pieces of a time expression: a numeral with a calendar unit, a calendar word, an ISO date, a clock."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from shilu.annotate.times.counted import HAN, UNIT, counted
from shilu.annotate.times.pieces import RANK, Atom
from shilu.lang.patterns import spots
from shilu.lang.zh.calendar import calendar_words
from shilu.lang.zh.numerals import number
from shilu.model.patterns import late

_ARABIC = late(
    r"[0-9０-９](?<!\d\d)(?<!\d[.,:：]\d)(?<![A-Za-z·．/]\d)(?<![^\d日月年号点时分秒午晚上间晨早]-\d)\d{0,3}(?!\d)(?:"
    r"(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d|[-/.]\d{1,2}(?!\d))"
    r"|[:：](?P<minute>\d\d)(?:[:：](?P<second>\d\d))?(?![\d:：])分?"
    rf"|(?:\s?[至到~～—–－\-、]\s?\d{{1,4}})?(?:\.\d+(?=秒))?[ \u00a0]?[多余]?个?[多半]?(?:{UNIT}))"
)
_SPOKEN = late(rf"[{HAN}](?<![{HAN}][{HAN}])[{HAN}]{{0,5}}(?:[至到、][{HAN}]{{1,3}})?[多余]?个?[多半]?(?:{UNIT})")
_TODAY = late(r"[今昨明前][（(](?P<day>\d{1,2})[)）](?:(?P<tail>[日天晚晨早夜])|(?=[上下凌清中]))")
_EVENT = late(
    r"自(?<![来各独亲]自)从?(?![己杀我行由然动身主治愿卫首称])[^自，。；：！？“”\n]{3,24}?(?:以来|至今(?![日天年晚晨早]))"
)
_CLOCK_BEHIND = re.compile(r"[\d一二三四五六七八九十]{1,2}[时点:：]")
_SCORE_BEFORE = frozenset("成以比分胜负平/")
_LUNAR = late(
    r"(?P<era>农历|阴历)?(?:(?P<new>大年)|(?P<month>[正冬腊]|十[一二]|[一二三四五六七八九十])月)"
    r"(?P<day>初[一二三四五六七八九十]|十[一二三四五六七八九]?|[二廿]十?[一二三四五六七八九]?|三十)(?![日号])"
)
_LEADING = frozenset(["lunarsign", "lasthour", "now", "opens"])
_LUNAR_CORE = late("[月年][初十二廿三]")  # one is in every lunar date, at most so far from its start:
_LUNAR_REACH = 4
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_START, _END = attrgetter("start"), attrgetter("end")
_SHIFT = {"今": 0, "昨": -1, "明": 1, "前": -2}


def atoms(text: str) -> list[Atom]:
    """All pieces of a text in simplified script, left to right, none overlapping; decoys are not among them."""
    found = _words(text)  # and what these words show to be worth a look
    found += [
        piece for match in _ARABIC.finditer(text) if (piece := _dated(match) if match.lastindex else counted(text, *match.span()))
    ]
    found += [piece for match in _SPOKEN.finditer(text) if (piece := counted(text, *match.span()))]
    found += [
        Atom("part", at, at + 1, (), sign) for sign in "早晚" for at in spots(text, sign) if _CLOCK_BEHIND.match(text, at + 1)
    ]
    _in_order(found)
    if events := _events(text, found):
        found += events
        _in_order(found)
    return _disjoint(found)


def _in_order(found: list[Atom]) -> None:
    """Sort by start, the longer first."""
    found.sort(key=_END, reverse=True)
    found.sort(key=_START)


def _events(text: str, found: list[Atom]) -> list[Atom]:
    """自骚乱发生以来: a time bounded by an event, unless a date stands in it."""
    spans = [match.span() for match in _EVENT.finditer(text)]
    if not spans:
        return []
    starts = [atom.start for atom in found if atom.kind in RANK or atom.kind == "span"]
    return [Atom("event", start, end, ()) for start, end in spans if bisect_left(starts, start) == bisect_left(starts, end)]


def _disjoint(found: list[Atom]) -> list[Atom]:
    """Leftmost, then longest."""
    kept: list[Atom] = []
    end = 0
    for atom in found:
        if atom.start >= end:
            end = atom.end
            if atom.kind != "decoy":
                kept.append(atom)
    return kept


def _words(text: str) -> list[Atom]:
    """The calendar words; a part of day goes by its own name, and 今 alone is a word only in 至今. Some lead to more pieces."""
    found: list[Atom] = []
    lunar = False
    for start, end, (written, kind, numbers, name) in calendar_words(text):
        if kind == "part":
            found.append(Atom(kind, start, end, numbers, written))
        elif kind not in _LEADING:
            found.append(Atom(kind, start, end, numbers, name))
            lunar = lunar or written == "月初"
        elif kind == "lunarsign":
            lunar = True
        elif kind == "lasthour":
            found.append(Atom("span", start, end, (2, 0), "hour"))
        elif written[0] == "今" and text[start - 1 : start] == "至":
            found.append(Atom("present", start - 1, start + 1, ()))
        elif kind == "opens" and (match := _TODAY.match(text, start)):
            found.append(_bracketed(match))
    return found + _lunar_dates(text) if lunar else found


def _bracketed(match: re.Match[str]) -> Atom:
    """昨（5）日, 今(11)晚: the offset, and the day of the month that the writer adds."""
    tail = match["tail"] or ""
    name = tail if tail in "晚晨早夜" else ""
    return Atom("stated", match.start(), match.end(), (_SHIFT[match[0][0]], int(match["day"])), name)


def _lunar_dates(text: str) -> list[Atom]:
    """All lunar dates, left to right."""
    found: list[Atom] = []
    end = 0
    for core in _LUNAR_CORE.finditer(text):
        starts = range(max(end, core.start() - _LUNAR_REACH), core.start())
        match = next((match for start in starts if (match := _LUNAR.match(text, start))), None)
        if match:
            end = match.end()
            found += [piece for piece in (_lunar(match),) if piece]
    return found


def _lunar(match: re.Match[str]) -> Atom | None:
    """正月初一, 农历八月十五, 大年初二: month and day of the lunar calendar; 八月十五 alone may be solar."""
    day = match["day"]
    if not (match["era"] or match["new"] or match["month"] in ("正", "腊") or day.startswith("初")):
        return None
    month = 1 if match["new"] else _LUNAR_MONTHS.get(match["month"]) or int(number(match["month"]) or 0)
    return Atom("lunar", match.start(), match.end(), (month, int(number(day.removeprefix("初")) or 0)))


def _dated(match: re.Match[str]) -> Atom | None:
    """An ISO date or a clock."""
    return _iso(match) if match["month"] else _clock(match)


def _iso(match: re.Match[str]) -> Atom | None:
    year, month, day = (int(part) for part in re.split(r"[-/.]", match[0]))
    return Atom("date", *match.span(), (year, month, day)) if 1000 <= year < 2200 else None


def _clock(match: re.Match[str]) -> Atom | None:
    if match.string[match.start() - 1 : match.start()] in _SCORE_BEFORE or match.string[match.end() : match.end() + 1] == "/":
        return None
    hour, minute, second = int(re.split("[:：]", match[0])[0]), int(match["minute"]), int(match["second"] or 0)
    return Atom("clock", *match.span(), (hour, minute, second)) if hour <= 24 and minute < 60 > second else None
