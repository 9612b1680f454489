"""Times that a reader names, and what was out by then."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from shilu.model.errors import WrongChoiceError


def moment(written: str) -> date:
    """A day (2024-03-06: until its end) or an instant, with an offset or in the outlets' own clocks. Raises `WrongChoiceError`."""
    try:
        return date.fromisoformat(written) if len(written) == len("2024-03-06") else datetime.fromisoformat(written)
    except ValueError as error:
        raise WrongChoiceError(f"{written!r} is no time: say 2024-03-06, 2024-03-06T18:00 or 2024-03-06T18:00+08:00") from error


def day_or_days(written: str) -> tuple[str, str]:
    """The first and the last day of 2024-03-06, or of 2024-03-06..2024-03-09, as ISO 8601. Raises `WrongChoiceError`."""
    first, dots, last = written.partition("..")
    try:
        days = [date.fromisoformat(day).isoformat() for day in (first, last if dots else first)]
    except ValueError as error:
        raise WrongChoiceError(f"{written!r} is no day: say 2024-03-06, or 2024-03-06..2024-03-09") from error
    return days[0], days[1]


def recorded_by(at: date) -> str:
    """The last instant of a time as the archive writes it, in UTC; a day ends, and a time without an offset is, here."""
    whole = at if isinstance(at, datetime) else datetime.combine(at, time.max)
    return whole.astimezone(UTC).isoformat(timespec="microseconds")


def by_then(published: datetime | None, at: date) -> bool:
    """Whether something published at a time was out; a day is compared in the outlet's own clock. Without a time: no."""
    if published is None:
        return False
    if not isinstance(at, datetime):
        return published.date() <= at
    return published <= at if at.tzinfo else published.replace(tzinfo=None) <= at
