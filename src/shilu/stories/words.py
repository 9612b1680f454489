"""Words that tell one matter from another, found without a segmenter: the longest known ones, and what stands between."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import daachorse
from msgspec import Struct

from shilu.lang.bodies import bodies
from shilu.lang.patterns import HAN
from shilu.lang.script import simplify
from shilu.model.article import Article
from shilu.model.errors import ShiluError

LEAD = 150  # characters of body that say what is new
TITLE_WEIGHT, LEAD_WEIGHT, BODY_WEIGHT = 3.0, 2.0, 1.0
LEAST_IDF = 4.5  # words that stand in more than one text of ninety say nothing
RARE = 11.0  # the idf of what no list knows: a name
NAMES = ("nr", "ns", "nt", "nz")  # jieba's tags of people, places, bodies and other names
PLACES = "ns"
LONGEST = 5  # characters of an unknown run that may be a name; longer ones are several words
FUNCTION = frozenset(
    "的了在是和与及或也都但已将对等中上下时从因又还后前不有为由向到至就并而使以于其这那该此起仍被把让给个名岁日月年级点次位条件号人者们"
    "我你他她它说称据则却只再很更最曾可能会要应当致处内外间来去出多好大小两各每某"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9-]+")
_RUN = re.compile(f"[{HAN}]+")


class Lexicon(Struct, frozen=True):
    """The known words with inverse document frequency and part of speech (jieba's tags) at their numbers; their automaton;
    and for each of its patterns the word, or nothing if it says nothing."""

    numbers: dict[str, int]
    idfs: Sequence[float]
    tags: Sequence[str]
    telling: Sequence[str | None]
    automaton: daachorse.CharwiseDoubleArrayAhoCorasick


class Compiled(Struct, frozen=True, array_like=True):
    """A lexicon as bytes: what takes a second to make is read in a twentieth. Texts and tags are joined by line breaks."""

    texts: str
    idfs: bytes
    tags: str
    outlets: int
    automaton: bytes


_taken: list[Compiled] = []


def take_lexicon(compiled: Compiled) -> None:
    """Use a lexicon that `compiled_lexicon` gave, in this process or an earlier one."""
    _taken[:] = [compiled]
    lexicon.cache_clear()


def has_lexicon() -> bool:
    """Whether this process has the words already: they are large, and once is enough."""
    return bool(_taken) or lexicon.cache_info().currsize > 0


@cache
def lexicon() -> Lexicon:
    """The words and frequencies that jieba brings (its two lists; its code is not used)."""
    made = _taken[-1] if _taken else compiled_lexicon()
    texts = made.texts.split("\n")
    idfs = array("d", made.idfs)
    telling = [text if idf >= LEAST_IDF else None for text, idf in zip(texts, idfs, strict=True)] + [None] * made.outlets
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(made.automaton)
    return Lexicon(dict(zip(texts, range(len(texts)), strict=True)), idfs, made.tags.split("\n"), telling, automaton)


def lexicon_key() -> str:
    """What a compiled lexicon depends on besides this module: the lists, the automaton's form, the outlets' names."""
    return "\n".join((version("jieba"), version("daachorse"), str(LEAST_IDF), *_outlets()))


def _outlets() -> list[str]:
    return sorted({name for body in bodies().values() if body.type == "outlet" for name in (body.name, *body.names)})


def compiled_lexicon() -> Compiled:
    """The lexicon from jieba's two lists."""
    tags = dict(_pairs("dict.txt", 2))
    outlets = _outlets()
    left_out = set(outlets)
    known = {
        text: float(idf)
        for text, idf in _pairs("analyse/idf.txt", 1)
        if len(text) > 1 and "一" <= text[0] <= "鿿" and text not in left_out
    }
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick([*known, *outlets], daachorse.MATCH_KIND_LEFTMOST_LONGEST)
    told = "\n".join(tags.get(text, "") for text in known)
    return Compiled("\n".join(known), array("d", known.values()).tobytes(), told, len(outlets), automaton.serialize())


def _pairs(name: str, column: int) -> list[tuple[str, str]]:
    """First and another column of a word list of the installed jieba, which is not imported: it has work of its own then.

    Raises ShiluError when it is not there.
    """
    found = find_spec("jieba")
    if found is None or not found.submodule_search_locations:
        raise ShiluError("jieba is not installed: its word lists are needed to tell stories apart")
    text = (Path(found.submodule_search_locations[0]) / name).read_text(encoding="utf-8")
    return [(cells[0], cells[column]) for line in text.splitlines() if len(cells := line.split()) > column]


def idf(text: str) -> float:
    """How rare a word is, as a natural logarithm."""
    known = lexicon()
    number = known.numbers.get(text)
    return known.idfs[number] if number is not None else RARE


def tag(text: str) -> str | None:
    """A word's part of speech; `None` for what no list knows."""
    known = lexicon()
    number = known.numbers.get(text)
    return known.tags[number] if number is not None else None


@cache
def is_name(text: str) -> bool:
    """True for names, and for what no list knows."""
    found = tag(text)
    return found is None or found[:2] in NAMES


@cache
def is_place(text: str) -> bool:
    """True for names of places."""
    return (tag(text) or "")[:2] == PLACES


def count_words(article: Article, formulas: Sequence[tuple[int, int]] = ()) -> dict[str, float]:
    """Word -> how often it stands in an article, title and lead counted more; formulas of the outlet left out.

    `formulas` are half-open ranges of code points of `Article.text`.
    """
    text = simplify(article.text)
    for start, end in formulas:
        text = text[:start] + "。" * (end - start) + text[end:]
    known = lexicon()
    telling = known.telling
    head = len(article.title)
    lead = head + LEAD
    found: list[tuple[int, str]] = []
    gaps: list[tuple[int, int]] = []
    last = 0
    for start, end, number in known.automaton.find(text):
        if start - last > 1:
            gaps.append((last, start))
        last = end
        word = telling[number]
        if word:
            found.append((start, word))
    gaps.append((last, len(text)))
    counts: dict[str, float] = {}
    for start, word in found + _unknown(text, gaps):
        weight = BODY_WEIGHT if start >= lead else LEAD_WEIGHT if start >= head else TITLE_WEIGHT
        counts[word] = counts.get(word, 0.0) + weight
    return counts


def _unknown(text: str, gaps: Sequence[tuple[int, int]]) -> list[tuple[int, str]]:
    """Runs that no list knows, their function words cut off at both ends, and words in Latin letters; each with its place."""
    found = [(match.start(), match[0].lower()) for match in _LATIN.finditer(text)]
    for low, high in gaps:
        for match in _RUN.finditer(text, low, high):
            word = _bare(match[0])
            if word:
                found.append((match.start(), word))
    return found


@cache
def _bare(run: str) -> str:
    """A run without the function words around it; nothing if nothing else is in it, or if it is too long for a name."""
    start, end = 0, len(run)
    while end - start > 2 and run[start] in FUNCTION:
        start += 1
    while end - start > 2 and run[end - 1] in FUNCTION:
        end -= 1
    word = run[start:end]
    return word if 2 <= len(word) <= LONGEST and not FUNCTION.issuperset(word) else ""
