"""Outlines of Natural Earth inside a frame, as SVG path data: land, coasts, borders and lines of provinces.

The file is cut into cells (tools/outlines.py), so that a map of one province reads a few kilobytes and not the world.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise
from math import cos, floor, radians
from typing import Any

from msgspec import Struct

XY = tuple[float, float]
PROVINCES = 30.0  # degrees across up to which lines of provinces are drawn
CLOSE = 1.5  # units of the drawing nearer than which a point of a line is left out
KEPT = 256  # cells that are kept read
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
        for code, rings in cell.areas:
            (own if code in chosen else land).extend(_area(view, ring) for ring in rings if not _out_of_sight(view, ring))
        for found, kind in zip(lines, cell.lines, strict=False):
            found.extend(_line(view, line) for line in kind if not _out_of_sight(view, line))
    coast, border, *region = ("".join(found) for found in lines)
    return Outlines("".join(own), "".join(land), coast, border, "".join(region))


@cache
def _file() -> tuple[dict[str, Any], bytes]:
    raw = files("shilu.publish").joinpath("data/outlines.bin").read_bytes()
    head, _, blocks = raw.partition(b"\n")
    return json.loads(head), blocks


class Outline(Struct, frozen=True, gc=False):
    """A line in units of the grid, and the box around it."""

    across: list[int]
    up: list[int]
    west: int
    east: int
    south: int
    north: int


class Cell(Struct, frozen=True):
    """A piece of the world: the areas of each country, and three kinds of lines."""

    areas: list[tuple[str, list[Outline]]]
    lines: list[list[Outline]]


def _cells(view: Frame) -> Iterator[Cell]:
    head, _ = _file()
    side = head["size"] / head["grid"]
    for column in range(floor(view.west / side), floor(view.east / side) + 1):
        for row in range(floor(view.south / side), floor(view.north / side) + 1):
            if cell := _cell(column, row):
                yield cell


@lru_cache(maxsize=KEPT)
def _cell(column: int, row: int) -> Cell | None:
    """The cell of one place of the grid; the stories of a build are mostly told of the same places."""
    head, blocks = _file()
    found = head["cells"].get(f"{column},{row}")
    if not found:
        return None
    areas, *lines = json.loads(zlib.decompress(blocks[found[0] : found[0] + found[1]]))
    return Cell([(code, list(map(_outline, rings))) for code, rings in areas], [list(map(_outline, kind)) for kind in lines])


def _outline(told: Sequence[int]) -> Outline:
    """A line from its steps."""
    across, up = list(accumulate(told[::2])), list(accumulate(told[1::2]))
    return Outline(across, up, min(across), max(across), min(up), max(up))


def _out_of_sight(view: Frame, one: Outline) -> bool:
    """Whether a line lies beside the frame, to the grid's unit."""
    grid = _file()[0]["grid"]
    return bool(
        one.east + 1 < view.west * grid
        or one.west - 1 > view.east * grid
        or one.north + 1 < view.south * grid
        or one.south - 1 > view.north * grid
    )


def _drawn(view: Frame, one: Outline) -> list[XY]:
    """The points of a line in units of the drawing."""
    grid = _file()[0]["grid"]
    wide, high = view.width / (view.east - view.west) / grid, view.scale / grid
    left, top = view.west * grid, view.north * grid
    return [((x - left) * wide, (top - y) * high) for x, y in zip(one.across, one.up, strict=True)]


def _area(view: Frame, one: Outline) -> str:
    """A closed line, cut at the frame."""
    points = _drawn(view, one)
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


def _line(view: Frame, one: Outline) -> str:
    """An open line: its stretches that are in sight."""
    points = _drawn(view, one)
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
