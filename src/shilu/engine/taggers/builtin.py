"""The built-in network as the first of the plug-ins."""

from __future__ import annotations

import os

from shilu.model.errors import ShiluError
from shilu.model.protocols import Tagger


def make(argument: str) -> Tagger:
    """The network bundled with jieba; takes no argument. Raises `ShiluError` when its weights are not those that we know."""
    if argument:
        raise ShiluError(f"the built-in tagger takes no argument: {argument!r}")
    # numpy's matrix library starts a thread for each core even on tiny matrices; one is faster, and numpy reads this once
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from shilu.lang.tagger import builtin_tagger

    found, why = builtin_tagger()
    if found is None:
        raise ShiluError(why or "the built-in tagger cannot be had")
    return found
