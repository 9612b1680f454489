"""Times counted by a length: 三天前, 一周多前, 过去24小时, 近两日, 未来三天, 两小时后."""

from __future__ import annotations

import re
from datetime import date, timedelta

from shilu.annotate.times.arithmetic import DAY, shift
from shilu.annotate.times.pieces import Atom
from shilu.annotate.times.scene import Scene
from shilu.model.marks import Point, TimeMark

_HEAD = re.compile(r"(?:(?<![附接临靠将])近|最近|过去|在过去|此前|之前的|未来|接下来|今后|此后)(?:的|这)?\s?$")
_AHEAD = ("未来", "接下来", "今后", "此后")
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
    if not head and not (tail and (span.numbers[0] < 0 or tail["ago"] or tail["later"] or tail["since"])):
        return None
    start = head.start() if head else span.start
    end = tail.end() if tail else span.end
    if head and not (tail and tail["ago"]):
        return _window(scene, span, start, end, ahead=head[0].strip("的这 ") in _AHEAD)
    assert tail is not None
    if tail["since"]:
        return _window(scene, span, start, end, ahead=False)
    if not tail["later"] and not tail["ago"]:
        return _mark(span.start, end, None, ("vague", "window"), None)
    if tail["later"]:
        return _later(scene, span, span.start, end)
    return _ago(scene, span, span.start, end, more=bool(tail["more"]) or bool(span.numbers[1]))


def _mark(start: int, end: int, ends: tuple[Point, Point] | None, kind: tuple[str, str], anchor: date | None) -> TimeMark:
    granularity, rule = kind
    if ends is None:
        return TimeMark(start, end, None, None, "vague", "deictic", None, "DATE", f"annotate.time.{rule}")
    return TimeMark(start, end, *ends, granularity, "deictic", anchor, "DATE", f"annotate.time.{rule}")


def _back(day: date, span: Atom, steps: int) -> date:
    """A day moved by so many half units."""
    if steps % 2 == 0:
        return shift(day, span.name, steps // 2)
    if span.name == "year":
        return shift(day, "month", 6 * steps)
    half = {"month": 15, "week": 4, "day": 1, "quarter": 45}[span.name]
    return (
        shift(day, span.name, (steps - 1) // 2) + half * DAY if steps > 0 else shift(day, span.name, (steps + 1) // 2) - half * DAY
    )


def _countable(span: Atom, halves: int) -> bool:
    """False for 数年 and for spans that leave the calendar: 过去5000年 has no first day."""
    return 0 <= halves <= (3000 if span.name in ("year", "quarter") else 24000)


def _window(scene: Scene, span: Atom, start: int, end: int, *, ahead: bool) -> TimeMark:
    halves, rule = span.numbers[0], "window"
    if not _countable(span, halves) or scene.today is None or scene.published is None:
        return _mark(start, end, None, ("vague", rule), None)
    if span.name in _CLOCK_UNITS:
        reach = timedelta(seconds=halves * _CLOCK_UNITS[span.name] // 2)
        ends = (scene.published, scene.published + reach) if ahead else (scene.published - reach, scene.published)
        return _mark(start, end, ends, ("interval", rule), scene.today)
    if ahead:
        return _mark(start, end, (scene.today + DAY, _back(scene.today, span, halves)), ("interval", rule), scene.today)
    first = _back(scene.today, span, -halves) + (DAY if span.name == "day" else 0 * DAY)
    return _mark(start, end, (first, scene.today), ("interval", rule), scene.today)


def _ago(scene: Scene, span: Atom, start: int, end: int, *, more: bool) -> TimeMark:
    halves, rule = span.numbers[0], "ago"
    if not _countable(span, halves) or scene.today is None or scene.published is None:
        return _mark(start, end, None, ("vague", rule), None)
    if span.name in _CLOCK_UNITS:
        moment = scene.published - timedelta(seconds=halves * _CLOCK_UNITS[span.name] // 2)
        return _mark(start, end, (moment, moment), ("hour", rule), scene.today)
    day = _back(scene.today, span, -halves)
    if more:
        return _mark(start, end, (_back(scene.today, span, -halves - 2), day), ("interval", rule), scene.today)
    if span.name == "year" and halves % 2 == 0:
        return _mark(start, end, (date(day.year, 1, 1), date(day.year, 12, 31)), ("year", rule), scene.today)
    return _mark(start, end, (day, day), ("day", rule), scene.today)


def _later(scene: Scene, span: Atom, start: int, end: int) -> TimeMark:
    told = scene.told(start, same_block=True)
    if told is None or span.numbers[0] < 0 or span.name in _CLOCK_UNITS or span.numbers[1]:
        return _mark(start, end, None, ("vague", "later"), None)
    day = _back(told, span, span.numbers[0])
    return TimeMark(start, end, day, day, "day", "event-anchored", told, "DATE", "annotate.time.later")
