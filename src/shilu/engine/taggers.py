"""Which tagger a build uses, by name."""

from __future__ import annotations

import os

from shilu.model.errors import ShiluError
from shilu.model.protocols import Tagger


def tagger(name: str) -> tuple[Tagger | None, str | None]:
    """The tagger of this name (`none`: rules alone) and one line of warning when it cannot be had."""
    if name == "none":
        return None, None
    if name != "builtin":
        raise ShiluError(f"no tagger is called {name!r}: builtin or none")
    # numpy's matrix library starts a thread for each core even on tiny matrices; one is faster, and numpy reads this once
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from shilu.lang.tagger import builtin_tagger

    return builtin_tagger()
