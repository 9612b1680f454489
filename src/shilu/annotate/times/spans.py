"""Times counted by a length: 三天前, 一周多前, 过去24小时, 近两日, 未来三天, 两小时后."""

from __future__ import annotations

import re
from datetime import date, timedelta

from shilu.annotate.times.arithmetic import DAY, shift
from shilu.annotate.times.pieces import Atom
from shilu.annotate.times.scene import Scene
from shilu.model.marks import Point, TimeMark
from shilu.model.patterns import late

_HEAD = re.compile(r"(?:(?<![附接临靠将违时达续隔了已有])近|(?:^|(?<=[，。；：\n]))之前|最近|过去|未来|接下来|今后)(?:的|这)?\s?$")
_PRECEDING = late(r"(?:^|[，。；：\n])前$")  # 前1周; 前三个月 are rather the first three
_AHEAD = ("未来", "接下来", "今后")
_ROUND_HOURS = (24, 48, 72)
_TAIL = re.compile(
    r"(?P<more>多)?(?:以|之)?(?:(?P<ago>前)(?![线方途景往任夕总沿台后])"
    r"|(?P<later>后)(?![方续备勤果卫代])|(?P<since>以?来)(?![自到说])|[内间里])"
)
_REACH = 6
_CLOCK_UNITS = {"hour": 3600, "minute": 60, "second": 1}


def span_mark(scene: Scene, span: Atom) -> TimeMark | None:
    """The mark that a length makes with the words around it; a bare length (三天) makes none."""
    head = _HEAD.search(scene.text, max(scene.sentence(span.start), span.start - _REACH), span.start)
    tail = _TAIL.match(scene.text, span.end)
    end = tail.end() if tail else span.end
    if head and not (tail and tail["ago"]):
        if head[0].startswith("近") and span.name in _CLOCK_UNITS and span.numbers[0] // 2 not in _ROUND_HOURS:
            return None  # 近6小时 is nearly six hours
        return _window(scene, span, head.start(), end, ahead=head[0].strip("的这 ") in _AHEAD)
    before = _PRECEDING.search(scene.text, max(0, span.start - 2), span.start) if span.name == "week" else None
    if before or scene.text.startswith("上", span.start):
        return _window(scene, span, span.start - bool(before), span.end, ahead=False)
    return _tailed(scene, span, tail) if tail else None


def _tailed(scene: Scene, span: Atom, tail: re.Match[str]) -> TimeMark | None:
    """三天前, 三天后, 三年来; 数天内 is a time only because its length is unknown."""
    end, more = tail.end(), bool(tail["more"]) or bool(span.numbers[1])
    if tail["ago"]:
        return _ago(scene, span, span.start, end, more=more)
    if tail["later"]:
        return _later(scene, span, span.start, end, more=more)
    if tail["since"]:
        return _window(scene, span, span.start, end, ahead=False)
    return _open(span.start, end, "window") if span.numbers[0] < 0 else None


def _mark(start: int, end: int, ends: tuple[Point | None, Point | None], kind: tuple[str, str], anchor: date | None) -> TimeMark:
    granularity, rule = kind
    if None in ends:
        return _open(start, end, rule)
    return TimeMark(start, end, *ends, granularity, "deictic", anchor, "DATE", f"annotate.time.{rule}")


def _open(start: int, end: int, rule: str) -> TimeMark:
    return TimeMark(start, end, None, None, "vague", "deictic", None, "DATE", f"annotate.time.{rule}")


def _window(scene: Scene, span: Atom, start: int, end: int, *, ahead: bool) -> TimeMark:
    """Up to the moment of publication, or from it: whole days count that of publication as the last (or the next as first)."""
    halves, kind = span.numbers[0], ("interval", "window")
    if halves < 0 or scene.today is None or scene.published is None:
        return _open(start, end, "window")
    if span.name in _CLOCK_UNITS:
        reach = timedelta(seconds=halves * _CLOCK_UNITS[span.name] // 2)
        ends = (scene.published, scene.published + reach) if ahead else (scene.published - reach, scene.published)
        return _mark(start, end, ends, kind, scene.today)
    if ahead:
        return _mark(start, end, (scene.today + DAY, shift(scene.today, span.name, halves)), kind, scene.today)
    first = shift(scene.today, span.name, -halves + (2 if span.name == "day" else 0))
    return _mark(start, end, (first, scene.today), kind, scene.today)


def _ago(scene: Scene, span: Atom, start: int, end: int, *, more: bool) -> TimeMark:
    """So long before publication: a day, or a year for whole years; 一周多前 is between one and two weeks."""
    halves = span.numbers[0]
    if halves < 0 or scene.today is None or scene.published is None:
        return _open(start, end, "ago")
    if span.name in _CLOCK_UNITS:
        moment = scene.published - timedelta(seconds=halves * _CLOCK_UNITS[span.name] // 2)
        return _mark(start, end, (moment, moment), ("hour", "ago"), scene.today)
    day = shift(scene.today, span.name, -halves)
    if more:
        earliest = shift(scene.today, span.name, -halves - 2 * _reach_of_more(halves // 2))
        return _mark(start, end, (earliest, day), ("interval", "ago"), scene.today)
    if day and span.name == "year" and halves % 2 == 0:
        return _mark(start, end, (date(day.year, 1, 1), date(day.year, 12, 31)), ("year", "ago"), scene.today)
    return _mark(start, end, (day, day), ("day", "ago"), scene.today)


def _reach_of_more(number: int) -> int:
    """How far 多 reaches behind a number: 一周多 to two, 40多年 to 49, 100多年 to 199."""
    if number < 10 or number % 10:
        return 1
    return 9 if number % 100 else 99 if number % 1000 else 999


def _later(scene: Scene, span: Atom, start: int, end: int, *, more: bool) -> TimeMark:
    """So long after the day being told in the paragraph; for months and years, in the sentence."""
    told = scene.told(start, same_block=True, same_sentence=span.name not in ("day", "week"))
    if told is None or span.numbers[0] < 0 or span.name in _CLOCK_UNITS or more:
        return _open(start, end, "later")
    day = shift(told, span.name, span.numbers[0])
    if day and scene.today and day > scene.today and scene.tense(start, end).value <= 0:
        return _open(start, end, "later")
    return (
        TimeMark(start, end, day, day, "day", "event-anchored", told, "DATE", "annotate.time.later")
        if day
        else _open(start, end, "later")
    )
