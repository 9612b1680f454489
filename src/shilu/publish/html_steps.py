"""The course of a figure as a small step chart: coordinates only, the template draws."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from msgspec import Struct

from shilu.dossier.view import FigureRow, Report, Step

WIDTH, HEIGHT, MARGIN = 120, 34, 4
CROWDED = 16  # reports beyond which dots would hide the line


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
    steps = [step for step in row.steps if step.at and step.best is not None]
    dotted = [one for one in row.history if one.published and one.amount.value is not None]
    if len(steps) < 2 or len({step.best for step in steps}) < 2:
        return None
    scale = _scale(steps, dotted)
    dots = [
        Dot(scale.x(one.published.iso), scale.y(one.amount.value), one.status in ("superseded", "revised", "refined"))
        for one in dotted
        if one.published and one.amount.value is not None
    ]
    first, last = steps[0].best, steps[-1].best
    assert first is not None
    assert last is not None
    shown = tuple(dict.fromkeys(dots)) if len(dots) <= CROWDED else ()
    return Chart(_line(scale, steps), _band(scale, steps), shown, first, last)


class _Scale(Struct, frozen=True):
    start: float
    seconds: float
    bottom: Decimal
    height: Decimal

    def x(self, iso: str) -> float:
        """Where a moment stands, left to right."""
        return round(MARGIN + (_seconds(iso) - self.start) / self.seconds * (WIDTH - 2 * MARGIN), 1)

    def y(self, value: Decimal) -> float:
        """Where a value stands, bottom to top, kept inside the frame."""
        share = min(max((value - self.bottom) / self.height, Decimal(0)), Decimal(1))
        return round(HEIGHT - MARGIN - float(share) * (HEIGHT - 2 * MARGIN), 1)


def _scale(steps: Sequence[Step], dotted: Sequence[Report]) -> _Scale:
    """A frame that holds every step and every report; bounds beyond them reach its edge."""
    times = [_seconds(when.iso) for when in (*(step.at for step in steps), *(one.published for one in dotted)) if when]
    values = [value for value in (*(step.best for step in steps), *(one.amount.value for one in dotted)) if value is not None]
    height = max(values) - min(values)
    return _Scale(min(times), (max(times) - min(times)) or 1.0, min(values), height or Decimal(1))


def _seconds(iso: str) -> float:
    return datetime.fromisoformat(iso).timestamp()


def _line(scale: _Scale, steps: Sequence[Step]) -> str:
    parts: list[str] = []
    for step in steps:
        if step.at and step.best is not None:
            x, y = scale.x(step.at.iso), scale.y(step.best)
            parts.append(f"H{x}V{y}" if parts else f"M{x} {y}")
    return "".join([*parts, f"H{WIDTH}"])


def _band(scale: _Scale, steps: Sequence[Step]) -> str:
    """One rectangle a step, from low to high; an open end reaches the frame."""
    starts = [scale.x(step.at.iso) for step in steps if step.at]
    ends = [*starts[1:], float(WIDTH)]
    parts: list[str] = []
    for step, start, end in zip(steps, starts, ends, strict=True):
        top = scale.y(step.high) if step.high is not None else 0.0
        bottom = scale.y(step.low) if step.low is not None else float(HEIGHT)
        if end > start and bottom > top:
            parts.append(f"M{start} {top}H{end}V{bottom}H{start}Z")
    return "".join(parts)
