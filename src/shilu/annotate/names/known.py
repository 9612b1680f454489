"""Names that stand in a table: places, media, well-known organisations. One automaton, longest match first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from shilu.annotate.reading import Reading
from shilu.lang.bodies import Body, bodies
from shilu.lang.lexicon import Lexicon
from shilu.lang.places import place_names
from shilu.lang.script import simplify
from shilu.lang.tables import rows
from shilu.model.marks import NameMark
from shilu.model.rules import Rule


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of a table. `keys` are the places that bear it (empty for a body), `body` the medium or organisation."""

    start: int
    end: int
    keys: tuple[str, ...]
    body: Body | None


OWN = Rule("annotate.name.own_outlet", "the article's own publisher by its name", "本文由[样报]首发。", "本文由他人首发。")
_SHORTEST = 2
_LONGEST = 14
Entry = tuple[tuple[str, ...], Body | None]
_NOTHING: Entry = ((), None)


@cache
def _lexicon() -> Lexicon[Entry]:
    """Places that fire alone, bodies, and stop words (which win their stretch of text and give nothing)."""
    words: dict[str, Entry] = {name: (keys, None) for name, keys in place_names().always.items()}
    words |= {name: ((), body) for body in bodies().values() for name in body.names}
    words |= {word: _NOTHING for row in rows("place_stops.tsv") for word in row}
    return Lexicon(words)


def known_names(read: Reading) -> list[Hit]:
    """All table names of one article, in order."""
    text = read.text
    found = (_behind_conjunction(text, *match) for match in _lexicon().find(text))
    return [Hit(s, e, keys, body) for s, e, (keys, body) in found if (keys or body) and _whole(text, s, e)]


def _behind_conjunction(text: str, start: int, end: int, entry: Entry) -> tuple[int, int, Entry]:
    """和田纳西州 names 田纳西州, not 和田."""
    if text[start] in "和与同对向到在从及中大":
        for s, e, other in _lexicon().find(text[start + 1 : start + _LONGEST]):
            if s == 0 and start + 1 + e > end and other != _NOTHING:
                return start + 1, start + 1 + e, other
            break
    return start, end, entry


def own_outlet(read: Reading) -> list[NameMark]:
    """The publisher of the article, wherever the article names it."""
    name = simplify(read.article.outlet.name)
    if len(name) < _SHORTEST or name.isascii():
        return []
    key = f"outlet:{read.article.outlet.key}"
    return [NameMark(*m.span(), "outlet", name, key, None, OWN.id, 0.95) for m in re.finditer(re.escape(name), read.text)]


def weak_places(read: Reading) -> list[Hit]:
    """Names of small places: they count only beside a suffix, a preposition or their own region."""
    return [Hit(s, e, keys, None) for s, e, keys in place_names().weak.find(read.text)]


def _whole(text: str, start: int, end: int) -> bool:
    """False for a piece of a longer word: CNN in a longer Latin word, 世界报 in 世界报道."""
    if end - start == _SHORTEST and text[start] in "南北" and text[start - 1 : start] in ("东", "西"):
        return False  # 西南通往 names no 南通
    before, last, after = text[start - 1 : start], text[end - 1], text[end : end + 1]
    if text[start].isascii() and before.isascii() and before.isalnum():
        return False
    if last.isascii() and last.isalnum() and after.isascii() and after.isalnum():
        return False
    return not (last == "报" and after and after in "道告导")
