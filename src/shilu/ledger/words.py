"""The words of what is counted, bare enough to be compared: simplified, without digits, marks and particles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from shilu.lang.script import simplify

FILLER = re.compile(r"[\s\d“”\"'「」『』（）()，,、的名位个個约約多余餘共已有被人者]+")
BETWEEN = "\0"  # no filler, and in no text that came through the readers


def plain(words: str | None) -> str:
    """Words without digits, marks and particles, for comparing."""
    return FILLER.sub("", simplify(words)) if words else ""


def all_plain(words: Iterable[str | None]) -> Mapping[str | None, str]:
    """What `plain` makes of each of many words, at the cost of one; nothing of none."""
    distinct = [word for word in dict.fromkeys(words) if word]
    made = zip(distinct, _at_once(distinct, plain), strict=True)
    return {None: "", "": "", **dict(made)}


def all_simple(words: Iterable[str]) -> Mapping[str, str]:
    """Each of many words in simplified script, at the cost of one."""
    distinct = list(dict.fromkeys(words))
    return dict(zip(distinct, _at_once(distinct, simplify), strict=True))


def _at_once(words: Sequence[str], change: Callable[[str], str]) -> Sequence[str]:
    """Some words changed together; one by one when a word holds what stands between them."""
    made = change(BETWEEN.join(words)).split(BETWEEN)
    return made if words and len(made) == len(words) else [change(word) for word in words]
