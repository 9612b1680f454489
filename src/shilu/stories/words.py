"""Words that tell one matter from another, found without a segmenter: the longest known ones, and what stands between."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import accumulate, chain
from pathlib import Path

import daachorse
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from shilu.lang.bodies import bodies
from shilu.lang.lexicon import automaton, form
from shilu.lang.patterns import HAN
from shilu.lang.script import simplify
from shilu.model.article import Article
from shilu.model.errors import ShiluError

LEAD = 150  # characters of body that say what is new
TITLE_WEIGHT, LEAD_WEIGHT, BODY_WEIGHT = 3, 2, 1
LEAST_IDF = 4.5  # words that stand in more than one text of ninety say nothing
RARE = 11.0  # the idf of what no list knows: a name
NAMES = ("nr", "ns", "nt", "nz")  # jieba's tags of people, places, bodies and other names
PLACES = "ns"
RARE_PART = 9.0  # idf from which the first word of an organisation's name stands for it
LONGEST = 5  # characters of an unknown run that may be a name; longer ones are several words
FUNCTION = frozenset(
    "的了在是和与及或也都但已将对等中上下时从因又还后前不有为由向到至就并而使以于其这那该此起仍被把让给个名岁日月年级点次位条件号人者们"
    "我你他她它说称据则却只再很更最曾可能会要应当致处内外间来去出多好大小两各每某"
)
_TAGS, _IDFS = "dict.txt", "analyse/idf.txt"  # lists of jieba's
REMEMBERED = 1 << 16  # words of no list whose answers are kept at hand
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9-]+")
_RUN = re.compile(f"[{HAN}]+")


class Texts(dict[int, str]):
    """The known words by their numbers, each cut out when it is first asked for: an article has a few hundred of them, of a
    quarter of a million."""

    def __init__(self, joined: str, ends: NDArray[np.int32]) -> None:
        """`joined`: all words, without anything between; `ends`: where each ends."""
        super().__init__()
        self._joined, self._ends = joined, ends

    def __missing__(self, number: int) -> str:
        start = int(self._ends[number - 1]) if number else 0
        self[number] = found = self._joined[start : int(self._ends[number])]
        return found

    def all(self) -> list[str]:
        """The words in their order."""
        return [self[number] for number in range(len(self._ends))]


class Lexicon(Struct, frozen=True):
    """The known words with inverse document frequency and part of speech (a number of `kinds`: jieba's tags) at their numbers;
    which are names; their automaton; and which of its patterns say something: outlets, which stand behind the words, and
    common words do not."""

    texts: Texts
    idfs: NDArray[np.float64]
    tags: bytes
    kinds: Sequence[str]
    names: NDArray[np.bool_]
    telling: NDArray[np.bool_]
    automaton: daachorse.CharwiseDoubleArrayAhoCorasick

    def number(self, text: str) -> int | None:
        """The number of a word, if it is known."""
        for start, end, number in self.automaton.find(text):
            return int(number) if start == 0 and end == len(text) and number < len(self.tags) else None
        return None


class Counted(Struct, frozen=True):
    """How often words stand in an article, title and lead counted more: known ones by ascending number, others by themselves."""

    numbers: NDArray[np.int64]
    counts: NDArray[np.int64]
    unknown: dict[str, int]

    def words(self) -> dict[str, int]:
        """All of them by word."""
        texts = lexicon().texts
        return {texts[n]: count for n, count in zip(self.numbers.tolist(), self.counts.tolist(), strict=True)} | self.unknown


class Compiled(Struct, frozen=True, array_like=True):
    """A lexicon as bytes: what takes a second to make is read in a fiftieth. See `Lexicon` and `Texts`."""

    texts: str
    ends: bytes
    idfs: bytes
    tags: bytes
    kinds: tuple[str, ...]
    names: bytes
    outlets: int


Kept = tuple[Compiled, bytes]  # with the automaton, which is larger than all else


_taken: list[Kept] = []


def take_lexicon(compiled: Kept) -> None:
    """Use a lexicon that `compiled_lexicon` gave, in this process or an earlier one."""
    _taken[:] = [compiled]
    lexicon.cache_clear()


def has_lexicon() -> bool:
    """Whether this process has the words already: they are large, and once is enough."""
    return bool(_taken) or lexicon.cache_info().currsize > 0


@cache
def lexicon() -> Lexicon:
    """The words and frequencies that jieba brings (its two lists; its code is not used)."""
    made, content = _taken[-1] if _taken else compiled_lexicon()
    idfs = np.frombuffer(made.idfs)
    telling = np.concatenate((idfs >= LEAST_IDF, np.zeros(made.outlets, bool)))
    texts, names = Texts(made.texts, np.frombuffer(made.ends, np.int32)), np.frombuffer(made.names, bool)
    found = daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(content)
    return Lexicon(texts, idfs, made.tags, made.kinds, names, telling, found)


def lexicon_key() -> bytes:
    """What a compiled lexicon depends on: its form, the lists (by their sizes: they are another package's, of one version), the
    automaton's form, the outlets' names."""
    sizes = (str(_list(name).stat().st_size) for name in (_TAGS, _IDFS))
    return "\n".join(("3", str(LEAST_IDF), *sizes, *_outlets())).encode("utf-8") + form()


def _outlets() -> list[str]:
    return sorted({name for body in bodies().values() if body.type == "outlet" for name in (body.name, *body.names)})


def compiled_lexicon() -> Kept:
    """The lexicon from jieba's two lists."""
    tags = dict(_pairs(_TAGS, 2))
    outlets = _outlets()
    left_out = set(outlets)
    known = {
        text: float(idf) for text, idf in _pairs(_IDFS, 1) if len(text) > 1 and "一" <= text[0] <= "鿿" and text not in left_out
    }
    told = [tags.get(text, "") for text in known]
    kinds = tuple(sorted({*told}))
    numbers = {kind: number for number, kind in enumerate(kinds)}
    return Compiled(
        "".join(known), array("i", accumulate(map(len, known))).tobytes(), array("d", known.values()).tobytes(),
        bytes(numbers[kind] for kind in told), kinds, bytes(kind[:2] in NAMES for kind in told), len(outlets),
    ), automaton([*known, *outlets]).serialize()  # fmt: skip


def _pairs(name: str, column: int) -> list[tuple[str, str]]:
    """First and another column of a word list of the installed jieba."""
    text = _list(name).read_text(encoding="utf-8")
    return [(cells[0], cells[column]) for line in text.splitlines() if len(cells := line.split()) > column]


def _list(name: str) -> Path:
    """A word list of the installed jieba, which is not imported: it has work of its own then.

    Raises ShiluError when it is not there.
    """
    found = find_spec("jieba")
    if found is None or not found.submodule_search_locations:
        raise ShiluError("jieba is not installed: its word lists are needed to tell stories apart")
    return Path(found.submodule_search_locations[0]) / name


@lru_cache(REMEMBERED)
def idf(text: str) -> float:
    """How rare a word is, as a natural logarithm."""
    known = lexicon()
    number = known.number(text)
    return float(known.idfs[number]) if number is not None else RARE


def tag(text: str) -> str | None:
    """A word's part of speech; `None` for what no list knows."""
    known = lexicon()
    number = known.number(text)
    return known.kinds[known.tags[number]] if number is not None else None


@lru_cache(REMEMBERED)
def is_name(text: str) -> bool:
    """True for names, and for what no list knows."""
    found = tag(text)
    return found is None or found[:2] in NAMES


@lru_cache(REMEMBERED)
def is_place(text: str) -> bool:
    """True for names of places."""
    return (tag(text) or "")[:2] == PLACES


@lru_cache(REMEMBERED)
def is_matter(text: str) -> bool:
    """True for words that say what is told, not of whom: no names, no words that the dictionary lacks (耶夫: what a segmenter
    met and nobody entered is a piece of a name), no rare words with which an organisation's name begins (集安 in 集安组织)."""
    return bool(tag(text)) and not is_name(text) and text not in _of_bodies()


@cache
def _of_bodies() -> frozenset[str]:
    """The rare words with which the names of organisations begin that the gazetteer knows."""
    names = {name for body in bodies().values() if body.type == "organisation" for name in (body.name, *body.names)}
    automaton = lexicon().automaton
    words = {name[:end] for name in names for start, end, _ in automaton.find(name) if start == 0}
    return frozenset(word for word in words if idf(word) >= RARE_PART)


def count_words(article: Article, formulas: Sequence[tuple[int, int]] = ()) -> Counted:
    """How often words stand in an article; formulas of the outlet are left out.

    `formulas` are half-open ranges of code points of `Article.text`.
    """
    text = simplify(article.text)
    for start, end in formulas:
        text = text[:start] + "。" * (end - start) + text[end:]
    known = lexicon()
    hits = known.automaton.find(text)
    starts, ends, numbers = np.fromiter(chain.from_iterable(hits), np.int64, 3 * len(hits)).reshape(-1, 3).T
    head = len(article.title)
    lead = head + LEAD
    told = known.telling[numbers]
    places = starts[told]
    weights = BODY_WEIGHT + (LEAD_WEIGHT - BODY_WEIGHT) * (places < lead) + (TITLE_WEIGHT - LEAD_WEIGHT) * (places < head)
    found, counts = _sums(numbers[told], weights)
    lows, highs = np.concatenate(([0], ends)), np.concatenate((starts, [len(text)]))
    wide = (highs - lows > 1).nonzero()[0]
    return Counted(found, counts, _unknown(text, lows[wide].tolist(), highs[wide].tolist(), head, lead))


def _sums(numbers: NDArray[np.int64], weights: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each number once, ascending, with the sum of its weights."""
    both = np.sort(numbers * (TITLE_WEIGHT + 1) + weights)  # one sort of plain numbers is far faster than one that gives the order
    numbers, weights = np.divmod(both, TITLE_WEIGHT + 1)
    new = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    first = new.nonzero()[0]
    return numbers[first], np.add.reduceat(weights, first) if len(first) else weights


def _unknown(text: str, lows: Sequence[int], highs: Sequence[int], head: int, lead: int) -> dict[str, int]:
    """What stands between known words, and words in Latin letters: how often, title and lead counted more."""
    counts: dict[str, int] = {}
    for match in _LATIN.finditer(text):
        word = match[0].lower()
        counts[word] = counts.get(word, 0) + _weight(match.start(), head, lead)
    top = bisect_left(lows, lead)
    for low, high in zip(lows[:top], highs[:top], strict=True):
        for match in _RUN.finditer(text, low, high):
            _count(counts, match[0], _weight(match.start(), head, lead))
    rest = "\n".join([text[low:high] for low, high in zip(lows[top:], highs[top:], strict=True)])
    for word in map(_bare, _RUN.findall(rest)):
        if word:
            counts[word] = counts.get(word, 0) + BODY_WEIGHT
    return counts


def _weight(place: int, head: int, lead: int) -> int:
    return BODY_WEIGHT if place >= lead else LEAD_WEIGHT if place >= head else TITLE_WEIGHT


def _count(counts: dict[str, int], run: str, weight: int) -> None:
    """Count what a run says, if it says something."""
    word = _bare(run)
    if word:
        counts[word] = counts.get(word, 0) + weight


@lru_cache(REMEMBERED)
def _bare(run: str) -> str:
    """A run without the function words around it; nothing if nothing else is in it, or if it is too long for a name."""
    start, end = 0, len(run)
    while end - start > 2 and run[start] in FUNCTION:
        start += 1
    while end - start > 2 and run[end - 1] in FUNCTION:
        end -= 1
    word = run[start:end]
    return word if 2 <= len(word) <= LONGEST and not FUNCTION.issuperset(word) else ""
