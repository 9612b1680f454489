"""Parts of a day and clock times: a day and 凌晨, 下午4时50分, 23:30 -> instants with the offset of the place."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from msgspec import Struct

from shilu.annotate.times.phrases import Phrase
from shilu.annotate.times.pieces import Atom
from shilu.annotate.times.scene import Scene
from shilu.lang.zh.calendar import Word, part_of_day
from shilu.lang.zones import zone
from shilu.model.marks import Point

_EVENING = 18


class Clock(Struct, frozen=True):
    """What a phrase says about the time of day: a part, and hours (one or two) with minutes and seconds."""

    part: Word | None
    hours: tuple[int, ...]
    minute: int
    second: int
    zone: str

    @property
    def granularity(self) -> str:
        """The contract's word for how exact it is."""
        if not self.hours:
            return "part_of_day"
        return "interval" if len(self.hours) > 1 else "instant" if self.minute or self.second else "hour"


def clock(pieces: list[Atom]) -> Clock | None:
    """The time of day in a phrase; `None` when it says nothing of it."""
    part: Word | None = None
    hours: tuple[int, ...] = ()
    minute, second, name = 0, 0, ""
    for piece in pieces:
        if piece.kind == "zone":
            name = piece.name
        elif piece.kind in ("part", "relday", "same", "stated") and piece.name:
            part = part_of_day(piece.name)
        elif piece.kind == "hour":
            hours = piece.numbers[:-1]
        elif piece.kind == "clock":
            hours, minute, second = piece.numbers[:1], piece.numbers[1], piece.numbers[2]
        elif piece.kind == "minute":
            minute = piece.numbers[0]
        elif piece.kind == "second":
            second = piece.numbers[0]
    return Clock(part, hours, minute, second, name) if part or hours else None


def instants(scene: Scene, day: date, said: Clock, phrase: Phrase) -> tuple[Point, Point]:
    """First and last instant on a day; the day itself where no offset is known."""
    offset = zone(said.zone) if said.zone not in ("", "-") else scene.zone_at(phrase.start, phrase.end)
    if offset is None:
        return day, day
    if not said.hours:
        assert said.part is not None
        return _at(day, said.part.numbers[0], 0, 0, offset), _at(day, said.part.numbers[1], 0, 0, offset)
    first = _at(day, _of_24(said.hours[0], said.part), said.minute, said.second, offset)
    if len(said.hours) == 1:
        return first, first
    return first, _at(day, _of_24(said.hours[-1], said.part), said.minute, said.second, offset)


@lru_cache(maxsize=4096)
def _at(day: date, hour: int, minute: int, second: int, offset: tzinfo) -> datetime:
    """24:00 is 00:00 of the next day."""
    start = datetime(day.year, day.month, day.day, hour % 24, minute, second, tzinfo=offset) + timedelta(days=hour // 24)
    return start.replace(tzinfo=_fixed(start))


def _fixed(moment: datetime) -> tzinfo:
    """The offset of that moment as a fixed one, so that values compare and print alike whatever the zone's source."""
    shift = moment.utcoffset()
    assert shift is not None
    return timezone(shift)


def _of_24(hour: int, part: Word | None) -> int:
    """下午4时 is 16, 晚12点 is 24, 凌晨12点 is 0; 23时 stays."""
    if part is None or hour > 12:
        return hour
    first, _ = part.numbers
    if hour == 12:
        return 24 if first >= _EVENING else 0 if first == 0 and part.name == "am" else 12
    late = part.name == "pm" or (part.name == "night" and hour >= 6) or (part.name == "noon" and hour < 6)
    return hour + 12 if late else hour
