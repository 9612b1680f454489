"""Stated times -> instants: what the label says, and what it means in an outlet that is known to mislabel."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from msgspec import Struct

from shilu.model.patterns import late
from shilu.model.rules import Rule

AS_LABELLED = "as_labelled"
FROM_DATELINE = "from_dateline"
NONE = "none"
BEIJING_AS_GMT = "guancha.beijing_as_gmt"

RULES: tuple[Rule, ...] = (
    Rule(
        AS_LABELLED,
        "the stated time is taken at its word, in the outlet's own clock",
        "date: Wed, 06 Mar 2024 02:30:00 GMT",
        "date: soon",
    ),
    Rule(
        BEIJING_AS_GMT,
        "guancha.cn labels Beijing wall time as GMT: the eight hours are taken off",
        "date: Wed, 06 Mar 2024 10:30:00 GMT",
        "date: 2024-03-06T10:30:00+08:00",
        "time stamps of uploaded images in the addresses of guancha.cn",
    ),
    Rule(
        FROM_DATELINE,
        "without a stated time, the day of the dateline or the address",
        "（测试社临江6日电）洪水来袭。（编辑：王某）1130306",
        "（测试社临江电）",
    ),
    Rule(NONE, "no date at all: published is null", "date: soon", "date: 2024-03-06"),
)

_EARLIEST, _LATEST = 1900, 2100
_FRESH = 4  # days between the dateline and the post of a story that is still new
_RFC = re.compile(r"(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))? (?:GMT|UTC|\+0000)$")
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_PLAIN = late(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T\s]*(\d{1,2})[:：时](\d{2})(?:[:：分](\d{2})秒?)?(?:\.\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?\s*$"
)
_STAMP = re.compile(r"/(20\d{12})\d{0,4}\.\w")
_DAY_IN_ADDRESS = late(r"(?<!\d)(20\d{2})[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d{1,1}\b)")
_ROC = late(r"[）)]\s?(1\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\s*$", re.MULTILINE)
_DATELINE_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日")


class Published(Struct, frozen=True):
    """When an article came out: the label at its word, the instant after the rule, the rule, and a sentence of evidence."""

    at: datetime | None
    labelled: datetime | None
    rule: str
    evidence: str


@cache
def zone(name: str) -> tzinfo:
    """An IANA time zone by name."""
    return ZoneInfo(name)


def stated(raw: str) -> tuple[datetime, bool] | None:
    """A stated time, aware where it names an offset; and whether it states a time of day. None when it is no date."""
    found = _rfc(raw) or _plain(raw) or _mail(raw)
    return found if found and _EARLIEST <= found[0].year <= _LATEST else None


def _rfc(raw: str) -> tuple[datetime, bool] | None:
    found = _RFC.match(raw)
    if not found or found[2] not in _MONTHS:
        return None
    return _made(int(found[3]), _MONTHS[found[2]], int(found[1]), (found[4], found[5], found[6]), UTC)


def _plain(raw: str) -> tuple[datetime, bool] | None:
    found = _PLAIN.match(raw)
    if not found:
        return None
    year, month, day, hour, minute, second, offset = found.groups()
    return _made(int(year), int(month), int(day), (hour, minute, second), _offset(offset))


def _mail(raw: str) -> tuple[datetime, bool] | None:
    from email.utils import parsedate_to_datetime  # with what reads mail: this form is rare

    try:
        return parsedate_to_datetime(raw), True
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _made(year: int, month: int, day: int, clock: tuple[str | None, ...], tz: tzinfo | None) -> tuple[datetime, bool] | None:
    hour, minute, second = (int(part or 0) for part in clock)
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=tz), clock[0] is not None
    except ValueError:
        return None


def _offset(written: str | None) -> tzinfo | None:
    if not written:
        return None
    if written in ("Z", "UTC", "GMT"):
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    if hours > 14 or minutes > 59:
        return None
    away = timedelta(hours=hours, minutes=minutes)
    return timezone(-away if written[0] == "-" else away)


def published(raw: str, clock: str, zone_name: str, addresses: tuple[str, ...]) -> Published | None:
    """The stated time under an outlet's clock rule; None when the words are no date."""
    found = stated(raw)
    if found is None:
        return None
    label, timed = found
    own = zone(zone_name)
    if label.tzinfo is None:
        what = "no offset is stated" if timed else "only a day is stated"
        at = label.replace(tzinfo=own)
        return Published(at, at, AS_LABELLED, f"{what}: read in the outlet's own clock, {zone_name}")
    if clock == BEIJING_AS_GMT and not label.utcoffset():
        return _beijing(label, own, addresses)
    offset = label.utcoffset()
    at = label.astimezone(own) if not offset else label.astimezone(own) if label.astimezone(own).utcoffset() == offset else label
    return Published(at, label, AS_LABELLED, "the label states its offset and the outlet is not known to mislabel")


def _beijing(label: datetime, own: tzinfo, addresses: tuple[str, ...]) -> Published:
    """Beijing wall time under the label GMT, with what the time stamps of the pictures say."""
    at = label.replace(tzinfo=own)
    known = "guancha.cn labels Beijing wall time as GMT"
    stamps = sorted(moment for address in addresses for moment in _stamps(address, own))
    before = [stamp for stamp in stamps if stamp <= at]
    if not before:
        return Published(at, label, BEIJING_AS_GMT, f"{known}; no picture of this article carries a time stamp to show it")
    minutes = int((at - before[-1]).total_seconds() // 60)
    later = len(stamps) - len(before)
    edited = f"; {later} later one(s) show an edit after publication" if later else ""
    shown = f"its last picture before was uploaded at {before[-1]:%Y-%m-%d %H:%M:%S} Beijing time, {minutes} minute(s) earlier"
    return Published(at, label, BEIJING_AS_GMT, f"{known}: {shown}{edited}")


def _stamps(address: str, own: tzinfo) -> list[datetime]:
    """The upload time in an image address (`/20240306095452959.jpg`), in the outlet's clock."""
    found = _STAMP.search(address)
    if not found:
        return []
    try:
        parts = [int(found[1][at : at + 2]) for at in range(4, 14, 2)]
        return [datetime(int(found[1][:4]), parts[0], parts[1], parts[2], parts[3], parts[4], tzinfo=own)]
    except ValueError:
        return []


def from_dateline(dateline: str | None, text: str, url: str | None, zone_name: str) -> Published | None:
    """Without a stated time: the day of a dated dateline, of a Taiwanese date code at the end, or of the address."""
    day = _coded(text) or _dateline_day(dateline, url) or (_address_day(url) if dateline else None)
    if day is None:
        return None
    at = datetime(day.year, day.month, day.day, tzinfo=zone(zone_name))
    return Published(at, None, FROM_DATELINE, f"no time is stated: the day is that of the dateline, {day.isoformat()}")


def _coded(text: str) -> date | None:
    found = _ROC.search(text)
    return date_or_none(int(found[1]) + 1911, int(found[2]), int(found[3])) if found else None


def _dateline_day(dateline: str | None, url: str | None) -> date | None:
    """The day of a dateline that says its year, or whose year (and month) the address gives."""
    found = _DATELINE_DAY.search(dateline or "")
    near = _address_day(url)
    if not found or not (found[1] or near):
        return None
    year = int(found[1]) if found[1] else near.year if near else 0
    month = int(found[2]) if found[2] else near.month if near else 0
    return date_or_none(year, month, int(found[3]))


def dateline_day(dateline: str | None, published: date | None) -> date | None:
    """The day of a dateline (临江6日电) as the latest such day up to publication; None when that is over four days before."""
    found = _DATELINE_DAY.search(dateline or "")
    if not found or published is None:
        return None
    for back in range(_FRESH + 1):
        day = published - timedelta(days=back)
        if (
            day.day == int(found[3])
            and (not found[2] or day.month == int(found[2]))
            and (not found[1] or day.year == int(found[1]))
        ):
            return day
    return None


def _address_day(url: str | None) -> date | None:
    found = _DAY_IN_ADDRESS.search(url or "")
    return date_or_none(int(found[1]), int(found[2]), int(found[3])) if found else None


def date_or_none(year: int, month: int, day: int) -> date | None:
    """A date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
