"""Outlines of Natural Earth inside a frame, as SVG path data: land, coasts, borders and lines of provinces.

The file is cut into cells (tools/outlines.py), so that a map of one province reads a few kilobytes and not the world.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import cos, floor, radians
from typing import Any

from msgspec import Struct

XY = tuple[float, float]
PROVINCES = 30.0  # degrees across up to which lines of provinces are drawn
CLOSE = 1.5  # units of the drawing nearer than which a point of a line is left out
MARGIN = 6  # units around the frame at which lines are cut, so that no cut shows


class Frame(Struct, frozen=True):
    """A part of the world in degrees and the size of its drawing. Degrees of longitude are drawn as wide as at its middle."""

    west: float
    south: float
    east: float
    north: float
    width: int
    height: int

    @property
    def scale(self) -> float:
        """Units of the drawing in one degree of latitude."""
        return self.height / (self.north - self.south)

    def place(self, lon: float, lat: float) -> XY:
        """Where a position stands in the drawing, from its upper left corner."""
        return (lon - self.west) / (self.east - self.west) * self.width, (self.north - lat) * self.scale


def frame(west: float, south: float, east: float, north: float, width: int, ratios: tuple[float, float]) -> Frame:
    """The frame around a box: as high as the box asks for, between two shares of its width; the box stands in the middle."""
    middle, centre = (west + east) / 2, (south + north) / 2
    narrowing = max(cos(radians(centre)), 0.2)
    across, up = (east - west) * narrowing, north - south
    ratio = min(max(up / across, ratios[0]), ratios[1])
    across = max(across, up / ratio)
    half, rise = across / narrowing / 2, across * ratio / 2
    return Frame(middle - half, centre - rise, middle + half, centre + rise, width, round(width * ratio))


class Outlines(Struct, frozen=True):
    """SVG path data. `own` is the land of the countries asked for, `land` all other."""

    own: str
    land: str
    coast: str
    border: str
    region: str


def outlines(view: Frame, countries: Iterable[str]) -> Outlines:
    """What of the world's outlines is inside a frame; `countries` are ISO 3166 codes of two letters. Lines of provinces would
    fill the map of a continent and are left out of it."""
    chosen = set(countries)
    own: list[str] = []
    land: list[str] = []
    lines: tuple[list[str], ...] = ([], [], []) if view.east - view.west <= PROVINCES else ([], [])
    for cell in _cells(view):
        for code, rings in cell[0]:
            (own if code in chosen else land).extend(_area(view, ring) for ring in rings)
        for found, kind in zip(lines, cell[1:], strict=False):
            found.extend(_line(view, line) for line in kind)
    coast, border, *region = ("".join(found) for found in lines)
    return Outlines("".join(own), "".join(land), coast, border, "".join(region))


@cache
def _file() -> tuple[dict[str, Any], bytes]:
    raw = files("shilu.publish").joinpath("data/outlines.bin").read_bytes()
    head, _, blocks = raw.partition(b"\n")
    return json.loads(head), blocks


def _cells(view: Frame) -> Iterator[list[list[Any]]]:
    head, blocks = _file()
    side = head["size"] / head["grid"]
    for column in range(floor(view.west / side), floor(view.east / side) + 1):
        for row in range(floor(view.south / side), floor(view.north / side) + 1):
            found = head["cells"].get(f"{column},{row}")
            if found:
                yield json.loads(zlib.decompress(blocks[found[0] : found[0] + found[1]]))


def _drawn(view: Frame, told: Sequence[int]) -> list[XY]:
    """The points of a line in units of the drawing."""
    grid = _file()[0]["grid"]
    x = y = 0
    wide, high = view.width / (view.east - view.west) / grid, view.scale / grid
    left, top = view.west * grid, view.north * grid
    points = []
    for place in range(0, len(told), 2):
        x, y = x + told[place], y + told[place + 1]
        points.append(((x - left) * wide, (top - y) * high))
    return points


def _area(view: Frame, told: Sequence[int]) -> str:
    """A closed line, cut at the frame."""
    points = _drawn(view, told)
    for axis, size in ((0, view.width), (1, view.height)):
        across = [point[axis] for point in points]
        low, high = min(across), max(across)
        if low > size or high < 0:
            return ""
        if low >= -MARGIN and high <= size + MARGIN:
            continue
        points = _cut(_cut(points, axis, -MARGIN, 1), axis, size + MARGIN, -1)
        if len(points) < 3:
            return ""
    return _path(points) + "z"


def _cut(points: Sequence[XY], axis: int, bound: float, sign: int) -> list[XY]:
    """What of a closed line is on one side of a bound (Sutherland and Hodgman)."""
    found: list[XY] = []
    for before, here in zip([*points[-1:], *points[:-1]], points, strict=True):
        now = sign * (here[axis] - bound) >= 0
        if now != (sign * (before[axis] - bound) >= 0):
            share = (bound - before[axis]) / (here[axis] - before[axis])
            other = before[1 - axis] + share * (here[1 - axis] - before[1 - axis])
            found.append((bound, other) if axis == 0 else (other, bound))
        if now:
            found.append(here)
    return found


def _line(view: Frame, told: Sequence[int]) -> str:
    """An open line: its stretches that are in sight."""
    points = _drawn(view, told)
    found: list[str] = []
    run: list[XY] = []
    for before, here in pairwise(points):
        if _crosses(view, before, here):
            run = run or [before]
            run.append(here)
        elif run:
            found.append(_path(run))
            run = []
    return "".join([*found, _path(run)] if run else found)


def _crosses(view: Frame, start: XY, end: XY) -> bool:
    """Whether a stretch may be in sight: its box meets the frame."""
    return (
        max(start[0], end[0]) >= 0
        and min(start[0], end[0]) <= view.width
        and max(start[1], end[1]) >= 0
        and min(start[1], end[1]) <= view.height
    )


def _path(points: Sequence[XY]) -> str:
    """Path data in whole units; points too near to the one before are left out, the last is kept."""
    (x, y), rest = points[0], points[1:]
    at, last = (round(x), round(y)), len(rest) - 1
    parts = [f"M{at[0]} {at[1]}"]
    for place, (x, y) in enumerate(rest):
        if place == last or abs(x - at[0]) > CLOSE or abs(y - at[1]) > CLOSE:
            to = (round(x), round(y))
            if to != at:
                parts.append(f"l{to[0] - at[0]} {to[1] - at[1]}")
                at = to
    return "".join(parts)
