"""Progress bars on standard error for a person; silent when nobody watches."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

SMALL = 20  # articles below which a bar would only flicker


class Bars:
    """A `Progress` that draws one bar a stage, with position, rate and time left."""

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled
        self._stage = ""
        self._bar: ProgressBar[int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._finish()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Draw the bar of this stage; a new stage ends the one before."""
        if not self._enabled or total < SMALL:
            return
        if stage != self._stage:
            self._finish()
            self._stage = stage
            began = time.monotonic()
            self._bar = click.progressbar(
                length=total, label=f"{stage:<9}", file=sys.stderr, show_pos=True, item_show_func=lambda _: self._rate(began)
            )
        if self._bar:
            self._bar.update(done - self._bar.pos)

    def _rate(self, began: float) -> str:
        """How many a second since the bar began."""
        return f"{self._bar.pos / max(time.monotonic() - began, 0.1):.0f}/s" if self._bar else ""

    def _finish(self) -> None:
        if self._bar:
            self._bar.render_finish()
            self._bar = None
