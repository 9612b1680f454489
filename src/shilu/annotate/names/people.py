"""Persons: dotted and hyphenated names, names behind an office or before a reporting verb, bylines, a tagger's persons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import attrgetter

from shilu.annotate.names.known import occurrences
from shilu.annotate.names.shapes import (
    DOTS,
    HYPHEN_OR_DOT,
    HYPHENS,
    JOINTS,
    LATIN_IN_BRACKETS,
    VERB,
    foreign_characters,
    name_beginnings,
    patterns,
    person,
    run_start,
)
from shilu.annotate.reading import Reading
from shilu.lang.ordinary import ordinary
from shilu.lang.people import characters, office_words
from shilu.lang.places import place_names
from shilu.model.marks import NameMark
from shilu.model.patterns import late
from shilu.model.protocols import Tagger
from shilu.model.rules import Rule

DOTTED = Rule(
    "annotate.name.person_dotted",
    "a foreign name in parts, joined by a dot or hyphen",
    "作家[伊莲娜·索科娃]到场。",
    "他说：是·否都行。",
)
OFFICE = Rule(
    "annotate.name.person_office",
    "a name behind an office word and before a verb, bracket or mark",
    "总统[萨蒂科夫]表示遗憾。",
    "总统办公室表示遗憾。",
)
SPEAKS = Rule(
    "annotate.name.person_speaks",
    "a transliterated name at the start of a clause, before a reporting verb",
    "[萨蒂科夫]称，谈判已经结束。",
    "他们称，谈判已经结束。",
)
LATIN = Rule(
    "annotate.name.person_latin",
    "a transliterated name with its Latin form in brackets behind it",
    "居民[普利兹纳]（Mark Plizner）逃了出来。",
    "该机构（World Aid Now）发表声明。",
)
BYLINE = Rule("annotate.name.person_byline", "who wrote, edited or filed a report", "（编辑：[陆知远]）", "编辑：部门负责人")
TAGGED = Rule(
    "annotate.name.person_tagged",
    "a person found by the tagger, whose name and version the mark carries",
    "[萨蒂科夫]说他不知情。",
    "谁也不知情。",
)
AGAIN = Rule(
    "annotate.name.person_again",
    "a person named elsewhere in the article, or the family name of one",
    "总统萨蒂科夫表示遗憾，[而萨蒂科夫]很少道歉。",
    "总统办公室表示遗憾，而他很少道歉。",
)

_SAYS = late(f"{VERB}|命|职|(?:副)?组长|主任|务|期|教|何|意|为|由")  # 总统曾表示, 院长任命: no family name stands there
_SURE = 0.92  # a dateline's reporter: other readings of the same characters are wrong
_SHORTEST = 2
_LONGEST_NATIVE = 4
_BARE = 0.82  # the score of a bare stem of a place that the article names in full
_NO_NAME = re.compile(
    r"^(?:周[一二三四五六日天末]|他|她|它|们|这|那|该|此|其|我|你|谁|某|各|双方|当|本|有|在|因|为|对|向|从|自|将|如|若|但|而|且|并|或|与|和|及|是|不|没|也|都|就|才|又|再|还|则|所|以)|[们者部会局院署厅社报国乡镇村县市省州站网]$"
)


def person_marks(read: Reading, taken: Sequence[NameMark], tagger: Tagger | None) -> list[NameMark]:
    """All persons of one article; `taken` are the places and organisations already found there."""
    marks = [*_dotted(read), *_latin(read), *_bylines(read), *_behind(read), *_speaking(read)]
    if tagger is not None:
        marks += _tagged(read, tagger)
    if not marks:
        return []
    filed = [m for m in marks if m.score > _SURE]
    if filed:
        marks = [m for m in marks if m.score > _SURE or not any(m.start < f.end and f.start < m.end for f in filed)]
    firsts = {m.start for m in marks}
    beside = [m for m in taken if m.start in firsts]  # few: all else about places is asked only where there are some
    if any(_is_sure(m) for m in beside):
        starts = {m.start: m for m in sorted(filter(_is_sure, taken), key=attrgetter("end"))}
        marks = [m for m in (_beside_places(read, m, starts) for m in marks) if m]
        beside = list(taken)
    covered = {(m.start, m.end) for m in beside if m.score >= 0.75}
    fair = [m for m in marks if (m.start, m.end) not in covered and _is_name(m.name)]
    if tagger is not None:
        fair = _supported(read.text, fair)
    return fair + _again(read, fair)


def _is_name(name: str) -> bool:
    """False for pronouns, one character, and an ordinary word of two: 官员[强烈]谴责."""
    return len(name) > 1 and not _NO_NAME.search(name) and not (len(name) == _SHORTEST and ordinary(name))


def _is_sure(mark: NameMark) -> bool:
    """True for a place whose name is hardly the beginning of a person's."""
    return mark.type == "place" and (mark.score >= _BARE or (mark.key or "").startswith("iso:"))


def _supported(text: str, marks: Sequence[NameMark]) -> list[NameMark]:
    """Without the tagger's slips: words that it mostly takes for no name, and a known name with one more character."""
    counts = Counter(m.name for m in marks)
    grammar = {m.name for m in marks if m.maker.startswith("annotate.")}
    often = {name for name, n in counts.items() if n > 1 or name in grammar}
    return [m for m in marks if m.name in grammar or (_usual(text, m.name, counts) and not _glued(m.name, often))]


def _usual(text: str, name: str, counts: Counter[str]) -> bool:
    """A third of the places where the words stand are names, or more."""
    return counts[name] * 3 >= text.count(name)


def _glued(name: str, often: set[str]) -> bool:
    return "·" not in name and "-" not in name and (name[:-1] in often or name[1:] in often)


def _beside_places(read: Reading, mark: NameMark, places: Mapping[int, NameMark]) -> NameMark | None:
    """A person's name without the places that a tagger glued to it; nothing when only places remain."""
    at = mark.start
    while (place := places.get(at)) and place.end <= mark.end and not _syllables(read.text, place, mark.end):
        at = place.end
    if at == mark.start or "·" in mark.name:
        return mark
    return person(read, at, mark.end, mark.maker, mark.score) if mark.end - at > 1 else None


def _syllables(text: str, place: NameMark, end: int) -> bool:
    """True when a short town's name only spells the beginning of a foreign name: 佩斯 in 佩斯科娃."""
    short = place.end - place.start <= _SHORTEST and not (place.key or "").startswith("iso:")
    return short and place.end < end and foreign_characters().issuperset(text[place.start : end])


def _dotted(read: Reading) -> Iterable[NameMark]:
    text = read.text
    dots = _each(text, DOTS)
    end = 0
    for dot in dots:
        start = run_start(text, dot, end)
        if start == dot:
            start = _initial(text, dot)
        if dot >= end and start < dot and (match := patterns()["dotted"].match(text, max(start, end))):
            end = match.end()
            yield person(read, _behind_office(text, *match.span()), end, DOTTED.id, 0.9)
    if dots or "-" in text:
        yield from _hyphened(read)


def _each(text: str, signs: str) -> list[int]:
    """Where any of some signs stands; most stand nowhere, and a search for one character is the fastest."""
    found = [[at for at, _ in occurrences(text, sign)] for sign in signs if sign in text]
    return found[0] if len(found) == 1 else sorted(chain.from_iterable(found))


def _initial(text: str, dot: int) -> int:
    """Where the initial before a dot stands (J·罗素, J.·罗素), or the dot itself."""
    return dot - 2 if text[dot - 1 : dot] == "." and dot > 1 else max(dot - 1, 0)


def _hyphened(read: Reading) -> Iterable[NameMark]:
    text = read.text
    end = 0
    for hyphen in _each(text, HYPHENS):
        start = run_start(text, hyphen, end)
        alone = start == 0 or not "一" <= text[start - 1] <= "鿿"
        if start < hyphen and alone and (match := patterns()["hyphen"].match(text, start)):
            end = match.end()
            yield person(read, *match.span(), DOTTED.id, 0.65)


def _behind_office(text: str, start: int, end: int) -> int:
    """Where a name begins when an office word runs into it: 总理安娜·… does not begin at 理."""
    low = max(0, start - 4)
    return max((low + e for s, e, _ in office_words().find(text[low:end]) if low + s < start < low + e), default=start)


def _latin(read: Reading) -> Iterable[NameMark]:
    brackets = (m.start() for pattern in LATIN_IN_BRACKETS for m in pattern.finditer(read.text))
    for bracket in sorted(brackets):
        match = patterns()["latin"].match(read.text, run_start(read.text, bracket, 0))
        if match:
            start = _behind_office(read.text, *match.span("name"))
            yield person(read, start, match.end("name"), LATIN.id, 0.85)
            yield NameMark(*match.span("latin"), "person", read.text[start : match.end("name")], None, None, LATIN.id, 0.85)


def _bylines(read: Reading) -> Iterable[NameMark]:
    for match in patterns()["byline"].finditer(read.text):
        if match["name"]:
            yield person(read, *match.span("name"), BYLINE.id, 0.85)
        else:
            start, end = match.span("filed")
            yield person(read, start, start + _filed(read.text[start:end]), BYLINE.id, 0.95)


def _filed(run: str) -> int:
    """How much of 邱某某北京 (记者邱某某北京19日电) is the name: what leaves a known place, else a place of two characters."""
    known = place_names().always
    return next((n for n in (3, 2) if run[n:] in known), min(3, len(run) - 2))


def _behind(read: Reading) -> Iterable[NameMark]:
    text, first, pattern = read.text, name_beginnings(), patterns()["behind"]
    for _, end, _ in read.offices:
        if text[end : end + 1] in first and (match := pattern.match(text, end)) and not _SAYS.fullmatch(match["name"], 1):
            yield person(read, *match.span("name"), OFFICE.id, 0.6)


def _speaking(read: Reading) -> Iterable[NameMark]:
    found = list(patterns()["speaks"].finditer(read.text))
    if first := patterns()["first"].match(read.text):
        found.insert(0, first)
    for match in found:
        yield person(read, *match.span("name"), SPEAKS.id, 0.6)


def _tagged(read: Reading, tagger: Tagger) -> Iterable[NameMark]:
    """A tagger's persons, where its words are those of the text."""
    sentences = read.sentence_texts()
    for (start, _), sentence, tags in zip(read.sentences, sentences, tagger.tag(sentences), strict=True):
        for tag in tags:
            if tag.type == "PER" and tag.text == sentence[tag.start : tag.end] and _plausible(sentence, tag.start, tag.end):
                yield person(read, start + tag.start, start + tag.end, tag.maker or tagger.name, tag.score)


def _plausible(sentence: str, start: int, end: int) -> bool:
    """False for a model number (伊尔-76), one character, and one Latin word (DNA)."""
    words = sentence[start:end]
    if end - start < _SHORTEST or (words.isascii() and " " not in words):
        return False
    if not _named_like(words) and not re.match(VERB, sentence[end:]):
        return False
    return not re.match(r"[-－]\d", sentence[end : end + 2]) and not re.search(r"[\d、，。]", words)


def _named_like(words: str) -> bool:
    """In parts, or at least half of transliteration characters, or of two to four characters behind a family name."""
    foreign = characters("transliteration")
    if any(dot in words for dot in (*DOTS, "-")) or 2 * sum(c in foreign for c in words) >= len(words):
        return True
    return len(words) <= _LONGEST_NATIVE and (words[0] in characters("surname") or words[:2] in characters("double").split())


def _again(read: Reading, found: Sequence[NameMark]) -> list[NameMark]:
    """Every further place of the names found, and of the last part of a name in parts."""
    names = {m.name: m for m in found if len(m.name) > 1}
    for mark in found:
        last = HYPHEN_OR_DOT.split(mark.name)[-1]
        if last != mark.name and len(last) > 1:
            names.setdefault(last, mark)
    known = {(m.start, m.end) for m in found}
    return [
        NameMark(start, end, "person", name, None, None, AGAIN.id, 0.55)
        for name in names
        for start, end in occurrences(read.text, name)
        if (start, end) not in known and _free(read.text, start, end)
    ]


def _free(text: str, start: int, end: int) -> bool:
    """Not a part of a longer name in parts."""
    return text[start - 1 : start] not in JOINTS and text[end : end + 1] not in JOINTS


RULES: tuple[Rule, ...] = (DOTTED, OFFICE, SPEAKS, LATIN, BYLINE, AGAIN)
