"""Names that stand in a table: places, media, well-known organisations. One automaton, longest match first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from msgspec import Struct

from shilu.annotate.reading import Reading
from shilu.lang.bodies import Body, bodies
from shilu.lang.lexicon import Lexicon, automaton
from shilu.lang.places import place_names
from shilu.lang.script import simplify
from shilu.lang.tables import rows
from shilu.model.marks import NameMark
from shilu.model.rules import Rule


class Hit(Struct, frozen=True):
    """A name of a table. `keys` are the places that bear it (empty for a body), `body` the medium or organisation."""

    start: int
    end: int
    keys: tuple[str, ...]
    body: Body | None


OWN = Rule("annotate.name.own_outlet", "the article's own publisher by its name", "本文由[样报]首发。", "本文由他人首发。")
_SHORTEST = 2
_LONGEST = 14
Entry = tuple[tuple[str, ...], Body | None, bool]  # the places, the body, whether the words around it have a say
_NOTHING: Entry = ((), None, False)
_STOP: Entry = ((), None, True)
_JOINING = frozenset("和与同对向到在从及中大")


@cache
def _known() -> dict[str, tuple[str, ...] | Body | None]:
    """Places that fire alone, bodies, and stop words (which win their stretch of text and give nothing)."""
    known: dict[str, tuple[str, ...] | Body | None] = {**place_names().always}
    known |= {name: body for body in bodies().values() for name in body.names}
    return known | {word: None for row in rows("place_stops.tsv") for word in row}


@cache
def _lexicon() -> Lexicon[Entry]:
    """All these words, ready to search."""
    return Lexicon.of(_Entries(_known()), automaton(_known()))


@cache
def _beginnings() -> frozenset[str]:
    """What the words begin with: two characters, or their only one."""
    return frozenset([word[:_SHORTEST] for word in _known()])


class _Entries(dict[int, Entry]):
    """What the words of the lexicon say, by their numbers; each made when it is first met."""

    def __init__(self, known: Mapping[str, tuple[str, ...] | Body | None]) -> None:
        super().__init__()
        self._known = list(known.items())

    def __missing__(self, number: int) -> Entry:
        self[number] = made = _entry(*self._known[number])
        return made


def _entry(name: str, known: tuple[str, ...] | Body | None) -> Entry:
    if known is None:
        return _STOP if name[0] in _JOINING else _NOTHING
    return ((), known, _doubtful(name)) if isinstance(known, Body) else (known, None, _doubtful(name))


def known_names(read: Reading) -> list[Hit]:
    """All table names of one article, in order."""
    text, lexicon = read.text, _lexicon()
    hits: list[Hit] = []
    for start, end, number in lexicon.numbered(text):
        entry = lexicon.values[number]
        if entry is _NOTHING:
            continue
        keys, body, doubtful = entry
        if not doubtful:
            hits.append(Hit(start, end, keys, body))
        elif hit := _looked_around(text, start, end, entry):
            hits.append(hit)
    return hits


def _looked_around(text: str, start: int, end: int, entry: Entry) -> Hit | None:
    """A name that may begin with a conjunction or be a piece of a longer word: as the words around it have it."""
    if text[start] in _JOINING:
        start, end, entry = _behind_conjunction(text, start, end, entry)
    keys, body, doubtful = entry
    return None if not (keys or body) or (doubtful and _piece(text, start, end)) else Hit(start, end, keys, body)


def _behind_conjunction(text: str, start: int, end: int, entry: Entry) -> tuple[int, int, Entry]:
    """和田纳西州 names 田纳西州, not 和田."""
    if _beginnings().isdisjoint((text[start + 1], text[start + 1 : start + 1 + _SHORTEST])):
        return start, end, entry  # as behind the 中 of most 中国
    for s, e, other in _lexicon().find(text[start + 1 : start + _LONGEST]):
        if s == 0 and start + 1 + e > end and (other[0] or other[1]):
            return start + 1, start + 1 + e, other
        break
    return start, end, entry


def own_outlet(read: Reading) -> list[NameMark]:
    """The publisher of the article, wherever the article names it."""
    name = _simplified(read.article.outlet.name)
    if len(name) < _SHORTEST or name.isascii():
        return []
    key = f"outlet:{read.article.outlet.key}"
    return [NameMark(s, e, "outlet", name, key, None, OWN.id, 0.95) for s, e in occurrences(read.text, name)]


@lru_cache(maxsize=1_000)
def _simplified(name: str) -> str:
    """The name of a publisher, of which a build has few."""
    return simplify(name)


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where some words stand, in order, never overlapping (what `re.finditer` does, without compiling each name)."""
    found: list[tuple[int, int]] = []
    at = text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + len(words))
    return found


def weak_places(read: Reading) -> list[Hit]:
    """Names of small places: they count only beside a suffix, a preposition or their own region."""
    return [Hit(start, end, tuple(keys.split(",")), None) for start, end, keys in place_names().weak.find(read.text)]


def _doubtful(name: str) -> bool:
    """True for a name of which `_piece` can hold somewhere, or that may begin with a conjunction."""
    return (
        name[0] in _JOINING
        or name[0].isascii()
        or name[-1].isascii()
        or name[-1] == "报"
        or name[-1] == "海"
        or (len(name) == _SHORTEST and name[0] in "南北")
    )


def _piece(text: str, start: int, end: int) -> bool:
    """True for a piece of a longer word: CNN in a longer Latin word, 世界报 in 世界报道."""
    if end - start == _SHORTEST and text[start] in "南北" and text[start - 1 : start] in ("东", "西"):
        return True  # 西南通往 names no 南通
    last, after = text[end - 1], text[end : end + 1]
    if (text[start].isascii() and _latin(text[start - 1 : start])) or (_latin(last) and _latin(after)):
        return True
    if last == "海" and after == "军":
        return True  # 台海军: the navy
    return last == "报" and after != "" and after in "道告导"


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
