"""What headlines call a case: the words before 案 and 事件, by which pieces on its consequences are known for years.

Names are cut by known words inside them, and many cases have no name at all; the designation stays the same in all outlets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from shilu.lang.patterns import HAN
from shilu.lang.script import simplify
from shilu.stories.words import is_name, lexicon

SHARE = 0.3  # of an event's headlines that carry a designation which is the event's
LONG, SHORT = (
    4,
    3,
)  # characters of a designation: its left edge is not marked, so that both lengths are looked at
HEAD = 40  # characters of a text without a headline
_CASE = re.compile("案|事件")
_MARKS = re.compile('[“”"「」『』‘’《》\\s]')
_HAN = re.compile(f"[{HAN}]+")


def designations(headline: str) -> frozenset[str]:
    """The last characters before each 案 or 事件, quotation marks left out; a short one only where it may be a name."""
    text = _MARKS.sub("", simplify(headline))
    found: set[str] = set()
    for match in _CASE.finditer(text):
        before = text[max(0, match.start() - LONG) : match.start()]
        if len(before) == LONG and _HAN.fullmatch(before):
            found.add(before)
            if is_plain(before):
                continue
        if len(before) >= SHORT and _HAN.fullmatch(before[-SHORT:]):
            found.add(before[-SHORT:])
    return frozenset(found)


@cache
def is_plain(words: str) -> bool:
    """True for what is made of known words none of which is a name (a kind of crime): it designates only with its place."""
    reached = 0
    for start, end, _ in lexicon().automaton.find(words):
        if start != reached or is_name(words[start:end]):
            return False
        reached = end
    return reached == len(words)


def designations_of(headlines: Iterable[frozenset[str]]) -> frozenset[str]:
    """What enough of an event's headlines call it."""
    each = list(headlines)
    return enough(Counter(word for one in each for word in one), len(each))


def enough(counts: Mapping[str, int], number: int) -> frozenset[str]:
    """The designations that enough of so many headlines carry."""
    return frozenset(word for word, count in counts.items() if count >= max(1.0, SHARE * number))
