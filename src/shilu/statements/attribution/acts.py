"""What is done by saying it: the verb's act, made finer by the first clauses of what is said where the verb is neutral."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from msgspec import Struct

from shilu.lang.tables import rows

_NEUTRAL = frozenset({"claim", "announce"})
_EYES = frozenset({"reporter", "witness"})
_KEPT = {"announce": frozenset({"order", "support"})}  # an announcement is one even when it promises
_RELAYED = {"promise": "plan", "opinion": "claim"}  # what a report tells is neither its promise nor its opinion
ACT_REACH = 48  # characters of content that tell the act

Search = Callable[[str], re.Match[str] | None]


class Acts(Struct, frozen=True):
    """The acts that are finer than one neutral act, in order of precedence, each with the search for its pattern.

    A pattern needs one of its characters: `needed` finds them all, `bits` has the patterns of each, bit i for the i-th.
    """

    finer: tuple[tuple[str, Search], ...]
    needed: re.Pattern[str]
    bits: dict[str, int]


@cache
def _acts(act: str) -> Acts:
    table = [row for row in rows("acts.tsv", "statements") if row[0] in _KEPT.get(act, (row[0],))]
    bits: dict[str, int] = {}
    for index, (_, _, needed) in enumerate(table):
        for character in needed:
            bits[character] = bits.get(character, 0) | 1 << index
    return Acts(tuple((finer, re.compile(pattern).search) for finer, pattern, _ in table), re.compile(f"[{''.join(bits)}]"), bits)


def act_of(act: str, text: str, start: int, stop: int, head: str, *, relayed: bool) -> str:
    """The act of a saying of which a range is the content. `head` is the class of its source; `relayed`: the root is a medium,
    which promises nothing."""
    if head in _EYES and act in ("claim", "confirm"):
        return "witness"
    if act not in _NEUTRAL:
        return act
    acts, stop = _acts(act), min(stop, start + ACT_REACH)
    possible = 0
    for character in acts.needed.findall(text, start, stop):
        possible |= acts.bits[character]
    if not possible:
        return act
    content = text[start:stop]
    for finer, search in _chosen(act, possible):
        if search(content):
            return _RELAYED.get(finer, finer) if relayed else finer
    return act


@lru_cache(maxsize=1024)
def _chosen(act: str, possible: int) -> tuple[tuple[str, Search], ...]:
    """The finer acts of which the bit is set, in order of precedence."""
    return tuple(one for at, one in enumerate(_acts(act).finer) if possible >> at & 1)
