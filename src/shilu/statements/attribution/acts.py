"""What is done by saying it: the verb's act, made finer by the first clauses of what is said where the verb is neutral."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from shilu.lang.tables import rows

_NEUTRAL = frozenset({"claim", "announce"})
_EYES = frozenset({"reporter", "witness"})
_KEPT = {"announce": frozenset({"order", "support"})}  # an announcement is one even when it promises
_REACH = 48  # characters of content that tell the act

Search = Callable[[str], re.Match[str] | None]


@cache
def _patterns(act: str) -> tuple[tuple[str, Search], ...]:
    """The acts that are finer than a neutral one, each with the search for its pattern, in order of precedence."""
    return tuple(
        (finer, re.compile(pattern).search)
        for finer, pattern in rows("acts.tsv", "statements")
        if finer in _KEPT.get(act, (finer,))
    )


def act_of(act: str, content: str, head: str, *, relayed: bool) -> str:
    """The act of a saying. `head` is the class of its source; `relayed`: the root is a medium, which promises nothing."""
    if head in _EYES and act in ("claim", "confirm"):
        return "witness"
    if act not in _NEUTRAL:
        return act
    start = content[:_REACH]
    for finer, search in _patterns(act):
        if search(start):
            return "plan" if finer == "promise" and relayed else finer
    return act
