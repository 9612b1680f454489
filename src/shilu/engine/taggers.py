"""Which tagger a build uses, by name."""

from __future__ import annotations

from shilu.model.protocols import Tagger


def tagger(name: str) -> tuple[Tagger | None, str | None]:
    """The tagger of this name (`none`: rules alone) and one line of warning when it cannot be had."""
    return None, None
