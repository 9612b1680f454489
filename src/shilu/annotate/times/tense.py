"""Words around a date that point to the future, and the choice among the days that a partial date can mean."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import Enum

from shilu.annotate.times.arithmetic import coming, in_nearest_year, in_years, nearest
from shilu.model.patterns import late

_DUE = re.compile(
    r"(?:将(?!近|士|军)|预计|预定|预期|定(?<!原定)[于在]|订于|应在|应于|须在|必须在|延长至|延长到|延至|推迟到|推迟至|"
    r"计划|拟|有望|最迟|最晚|不晚于|料于|料将|准备|打算|要到|等到)[^，。；：！？\n比较与同把被]{0,6}$"
)
_UNTIL = re.compile(r"(?:直至|直到|持续到|持续至|截止到)[^，。；：！？\n]{0,6}$")
_BEHIND = re.compile(
    r"[^，。；：！？\n表示称说宣布道透指出]{0,5}?(?:将(?![近士军其他她它该这此两所嫌])|拟|截止|前完成|前提交|之前完成)"
)
_CUT_OFF = re.compile(
    r"(?:(?P<sure>(?:^|[，。；：\n（“])(?:截至|截止到?))|截至|截止到?|(?:^|[，。；：\n（“])[至到])"
    r"(?:当地时间|北京时间|[ \u00a0])*(?:[\d一二三四五六七八九十]{1,3}月)?$"
)
_STATED = late(r"[^，。；：\n已共将拟]{0,8}(?:为止)?[，,]?[^，。；：\n将拟要应须]{0,10}?(?:已|共|累计|仍|尚|总计)")
_CUE = re.compile("[将预定订应须延推计拟望最不原料准打要等直持截前至到]")  # one of these is in every cue
# of each pattern, the signs without which it cannot match: a class costs a tenth of the pattern
_DUE_SIGN, _UNTIL_SIGN = re.compile("[将预定订应须延推计拟望最不料准打要等]"), re.compile("[直持截]")
_CUT_OFF_SIGN, _BEHIND_SIGN = re.compile("[截至到]"), re.compile("[将拟截前]")
_BEHIND_REACH = 8  # so far behind an expression its sign stands
_REACH = 14
_JUST_PAST = timedelta(days=3)


class Tense(Enum):
    """How the words around an expression place it."""

    PAST = -1  # 截至: a state as it was by then, at publication at the latest
    OPEN = 0  # nothing said: rather past
    LIKELY = 1  # 直至, or 将 behind it: to come, unless such a day has only just passed
    DUE = 2  # 将于, 应在, 延长至: to come


def cued(text: str, start: int, end: int) -> bool:
    """False where the expression `text[start:end]` can have no tense: no sign of a cue is near."""
    return _CUE.search(text, start - _REACH, end + _REACH) is not None


def tense(text: str, clause: int, start: int, end: int) -> Tense:
    """The tense of the expression `text[start:end]`; words before `clause` do not count."""
    low, opening = max(clause, start - _REACH), max(0, clause - 1, start - _REACH)
    if _CUT_OFF_SIGN.search(text, opening, start):
        cut_off = _CUT_OFF.search(text, opening, start)
        if cut_off and (cut_off["sure"] or _STATED.match(text, end)):
            return Tense.PAST
    if _DUE_SIGN.search(text, low, start) and _DUE.search(text, low, start):
        return Tense.DUE
    if _UNTIL_SIGN.search(text, low, start) and _UNTIL.search(text, low, start):
        return Tense.LIKELY
    ahead = _BEHIND_SIGN.search(text, end, end + _BEHIND_REACH) and _BEHIND.match(text, end)
    return Tense.LIKELY if ahead else Tense.OPEN


def chosen(days: list[date], today: date, said: Tense, grace: timedelta = _JUST_PAST) -> date | None:
    """The day that is meant: the coming one, the one past by no more than `grace`, or the nearest."""
    if said is Tense.OPEN:
        return nearest(days, today)
    past = max((day for day in days if day <= today), default=None)
    if said is Tense.PAST and past:
        return past
    if said is Tense.LIKELY and past and today - past <= grace:
        return past
    return coming(days, today)


def chosen_year(month: int, day: int, today: date, said: Tense) -> date | None:
    """The day with this month and day that is meant: of this year, the last or the next."""
    if said is Tense.OPEN:
        return in_nearest_year(month, day, today)
    return chosen(in_years(month, day, range(today.year - 1, today.year + 2)), today, said)
