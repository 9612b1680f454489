"""The built-in network as the first of the plug-ins."""

from __future__ import annotations

from shilu.model.errors import ShiluError
from shilu.model.protocols import Tagger


def make(argument: str) -> Tagger:
    """The network bundled with jieba; takes no argument. Raises `ShiluError` when its weights are not those that we know."""
    if argument:
        raise ShiluError(f"the built-in tagger takes no argument: {argument!r}")
    from shilu.lang.tagger import builtin_tagger

    found, why = builtin_tagger()
    if found is None:
        raise ShiluError(why or "the built-in tagger cannot be had")
    return found
