"""Time zones from the pinned tzdata package alone, so that every machine reads the same offsets."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo


@cache
def zone(name: str) -> ZoneInfo:
    """The IANA zone of this name (`Asia/Almaty`). Raises `FileNotFoundError` for a name that tzdata does not have."""
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)
