"""What is done by saying it: the verb's act, made finer by the first clauses of what is said where the verb is neutral."""

from __future__ import annotations

import re
from functools import cache

from shilu.lang.tables import rows

_NEUTRAL = frozenset({"claim", "announce"})
_EYES = frozenset({"reporter", "witness"})
_KEPT = {"announce": frozenset({"order", "support"})}  # an announcement is one even when it promises
_REACH = 48  # characters of content that tell the act


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Act and pattern, in order of precedence."""
    return tuple((act, re.compile(pattern)) for act, pattern in rows("acts.tsv", "statements"))


def act_of(act: str, content: str, head: str, *, relayed: bool) -> str:
    """The act of a saying. `head` is the class of its source; `relayed`: the root is a medium, which promises nothing."""
    if head in _EYES and act in ("claim", "confirm"):
        return "witness"
    if act not in _NEUTRAL:
        return act
    start = content[:_REACH]
    for finer, pattern in _patterns():
        if pattern.search(start) and finer in _KEPT.get(act, (finer,)):
            return "plan" if finer == "promise" and relayed else finer
    return act
