"""The course of a figure as a small step chart: coordinates only, the template draws."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from msgspec import Struct

from shilu.dossier.view import FigureRow, Report, Step

CROWDED = 16  # reports beyond which dots would hide the line
GONE = ("superseded", "revised", "refined")
PROSPECTIVE = ("planned", "forecast", "conditional")


class Box(Struct, frozen=True):
    """The size of a drawing and the room that is left free at its sides."""

    width: int
    height: int
    left: int
    top: int
    right: int
    bottom: int


SPARK = Box(120, 34, 4, 4, 4, 4)


class Dot(Struct, frozen=True):
    """One report of the series; `old` when it is no longer current."""

    x: float
    y: float
    old: bool


class Chart(Struct, frozen=True):
    """SVG path data for the best value's line and the band of the range, and the dots of the reports."""

    line: str
    band: str
    dots: tuple[Dot, ...]
    first: Decimal
    last: Decimal


def chart(row: FigureRow) -> Chart | None:
    """The chart of a row; `None` when fewer than two dated values make a course."""
    steps = moves(row)
    if not steps:
        return None
    told = reports(row)
    drawn = scale(SPARK, steps, told)
    dots = [Dot(drawn.x(iso), drawn.y(value), one.status in GONE) for one, iso, value in told]
    first, last = steps[0].best, steps[-1].best
    assert first is not None
    assert last is not None
    shown = tuple(dict.fromkeys(dots)) if len(dots) <= CROWDED else ()
    return Chart(line(drawn, steps), band(drawn, steps), shown, first, last)


def moves(row: FigureRow) -> Sequence[Step]:
    """The dated steps of a row that moves, else nothing."""
    steps = [step for step in row.steps if step.at and step.best is not None]
    return steps if len({step.best for step in steps}) > 1 else ()


def reports(row: FigureRow) -> list[tuple[Report, str, Decimal]]:
    """The dated reports that give a number as something that is and that were judged, with when and what."""
    return [
        (one, one.published.iso, one.amount.value)
        for one in row.history
        if one.published and one.amount.value is not None and one.status != "stated" and one.realis not in PROSPECTIVE
    ]


class Scale(Struct, frozen=True):
    """Where moments and values stand in a drawing."""

    box: Box
    start: float
    seconds: float
    bottom: Decimal
    height: Decimal

    @property
    def end(self) -> int:
        """The right end of what is drawn: for a spark the drawing's own."""
        return self.box.width - max(self.box.right - self.box.left, 0)

    def x(self, iso: str) -> float:
        """Where a moment stands, left to right."""
        room = self.box.width - self.box.left - self.box.right
        return round(self.box.left + (_seconds(iso) - self.start) / self.seconds * room, 1)

    def y(self, value: Decimal) -> float:
        """Where a value stands, bottom to top, kept inside the frame."""
        share = min(max((value - self.bottom) / self.height, Decimal(0)), Decimal(1))
        room = self.box.height - self.box.top - self.box.bottom
        return round(self.box.height - self.box.bottom - float(share) * room, 1)


def scale(box: Box, steps: Sequence[Step], told: Sequence[tuple[Report, str, Decimal]]) -> Scale:
    """A frame that holds every step and every report; bounds beyond them reach its edge."""
    times = [_seconds(iso) for iso in (*(step.at.iso for step in steps if step.at), *(iso for _, iso, _ in told))]
    values = [value for value in (*(step.best for step in steps), *(value for _, _, value in told)) if value is not None]
    height = max(values) - min(values)
    return Scale(box, min(times), (max(times) - min(times)) or 1.0, min(values), height or Decimal(1))


def _seconds(iso: str) -> float:
    return datetime.fromisoformat(iso).timestamp()


def line(drawn: Scale, steps: Sequence[Step]) -> str:
    """The best value, step by step."""
    parts: list[str] = []
    for step in steps:
        if step.at and step.best is not None:
            x, y = drawn.x(step.at.iso), drawn.y(step.best)
            parts.append(f"H{x}V{y}" if parts else f"M{x} {y}")
    return "".join([*parts, f"H{drawn.end}"])


def band(drawn: Scale, steps: Sequence[Step]) -> str:
    """One rectangle a step, from low to high; an open end reaches the frame."""
    starts = [drawn.x(step.at.iso) for step in steps if step.at]
    ends = [*starts[1:], float(drawn.end)]
    floor = drawn.box.height - drawn.box.bottom + min(drawn.box.bottom, SPARK.bottom)
    ceiling = drawn.box.top - min(drawn.box.top, SPARK.top)
    parts: list[str] = []
    for step, start, end in zip(steps, starts, ends, strict=True):
        top = drawn.y(step.high) if step.high is not None else float(ceiling)
        bottom = drawn.y(step.low) if step.low is not None else float(floor)
        if end > start and bottom > top:
            parts.append(f"M{start} {top}H{end}V{bottom}H{start}Z")
    return "".join(parts)
