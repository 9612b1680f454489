"""Conditions by which a search is narrowed: on what was published where and when, on what articles tell of, on what was out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from shilu.store.base import Base, Narrow


def of_outlet(name: str) -> Narrow:
    """Published by an outlet of this name."""
    return Narrow(("outlet = ?",), (name,))


def reported(first: str, last: str) -> Narrow:
    """Published between two days (ISO 8601), in the outlets' own clocks."""
    return Narrow(("substr(published, 1, 10) BETWEEN ? AND ?",), (first, last))


def labelled(labels: Iterable[tuple[str, str, str]]) -> Narrow:
    """With all of these labels: of each its field, and its first and last value."""
    found = Narrow()
    for label in labels:
        condition = "path IN (SELECT path FROM label WHERE field = ? AND value BETWEEN ? AND ?)"
        found = found.and_also(Narrow((condition,), label))
    return found


def published_by(base: Base, at: date) -> Narrow:
    """Out by a day's end, or by an instant; a day, and an instant without an offset, in the outlets' own clocks."""
    if not isinstance(at, datetime):
        return Narrow(("substr(published, 1, 10) <= ?",), (at.isoformat(),))
    if not at.tzinfo:
        return Narrow(("substr(published, 1, 19) <= ?",), (at.isoformat(timespec="seconds"),))
    return Narrow(("published IS NOT NULL", f"{base.epoch} <= ?"), (int(at.timestamp()),))


def recorded_by(until: str) -> Narrow:
    """What the archive had by then (an ISO instant in UTC), and has still."""
    then = """sha256 = (SELECT i.sha256 FROM input AS i WHERE i.path = searched.path AND i.recorded <= ?
        ORDER BY i.id DESC LIMIT 1)"""
    return Narrow((then,), (until,))
