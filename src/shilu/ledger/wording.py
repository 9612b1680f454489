"""Agreement between statements: one speaker's words in two articles, or nearly the same words under any speaker."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import repeat
from operator import mod, or_
from typing import NamedTuple

from shilu.lang.script import simplify
from shilu.ledger.points import Agents
from shilu.model.article import Article, Span
from shilu.model.ids import make_id
from shilu.model.ledger import Disagreement, Member
from shilu.model.statements import Saying, Stated

SENTENCE = re.compile(r"[^。！？；;\n“”「」]+")
MARKS = re.compile(r"[^\w\n]+")
SHORT = 8  # fewer characters say too little to be recognised
SKETCH = 8  # of all character pairs of a sentence, those that are looked up: enough to meet every near copy
POSTINGS = 16  # of the sentences that share a pair, the newest that are compared
SHUFFLE = (65521).__rmod__  # remainder by a prime: an order of pairs that is chance to the language, the same in every run
WIDTH = 251  # bits of the fingerprint of a sentence
BITS = [1 << i for i in range(WIDTH)]
SAME_SPEAKER, ANY_SPEAKER, VERBATIM = 0.5, 0.8, 0.95  # Dice over character pairs


class Sentence(NamedTuple):
    """One sentence of what somebody is given as saying. `pairs` are its pairs of neighbouring characters as numbers."""

    article: str
    start: int
    end: int
    saying: Saying
    speaker: str
    pairs: frozenset[int]


@dataclass(slots=True)
class Heard:
    """All sentences so far, found again by some of their pairs. Lists go by the number of a sentence."""

    sentences: list[Sentence] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    prints: list[int] = field(default_factory=list)
    posted: dict[int, list[int]] = field(default_factory=dict)

    def match(self, sentence: Sentence) -> Sentence | None:
        """The earlier sentence that is most like this one, if any is like enough; remembers this one."""
        marks = reduce(or_, map(BITS.__getitem__, map(mod, sentence.pairs, repeat(WIDTH))))
        met = dict.fromkeys(self._post(sorted(sentence.pairs, key=SHUFFLE)[:SKETCH]))
        best = _best(sentence, [self.sentences[i] for i in self._alike(met, marks, len(sentence.pairs))])
        self.sentences.append(sentence)
        self.sizes.append(len(sentence.pairs))
        self.prints.append(marks)
        return best

    def _post(self, keys: Iterable[int]) -> list[int]:
        """Enter the next sentence under its keys; returns those that stood there before."""
        number, met = len(self.sentences), []
        for key in keys:
            there = self.posted.get(key)
            if there is None:
                self.posted[key] = [number]
                continue
            met += there
            there.append(number)
            if len(there) > POSTINGS:
                del there[0]
        return met

    def _alike(self, met: Iterable[int], marks: int, size: int) -> list[int]:
        """Those that may share half of their pairs: as many as the bits that two fingerprints share, and this one's lost ones."""
        prints, sizes = self.prints, self.sizes
        spare = 4 * (size - marks.bit_count()) - size
        return [i for i in met if 4 * (marks & prints[i]).bit_count() + spare >= sizes[i]]


def agreements(articles: Sequence[Article], stated: Iterable[Stated], agents: Agents) -> Iterator[Disagreement]:
    """Each sentence with the earlier one that is most like it: `repeats` when verbatim, else `paraphrase`; state `none`."""
    sayings = {item.article: item.sayings for item in stated}
    heard = Heard()
    verbatim: dict[frozenset[int], Sentence] = {}
    for article in articles:
        for sentence in _sentences(article, sayings.get(article.id, ()), agents):
            first = verbatim.setdefault(sentence.pairs, sentence)
            match = heard.match(sentence) if first is sentence else first
            if match is not None:
                yield _record(match, sentence, agents)


def _sentences(article: Article, sayings: Iterable[Saying], agents: Agents) -> Iterator[Sentence]:
    """Sentences of all sayings of an article, innermost saying first for nested ones, each stretch once."""
    found: dict[tuple[int, int], Saying] = {}
    for saying in sorted(sayings, key=lambda s: (s.content[1] - s.content[0], s.content, s.id)):
        for stretch in SENTENCE.finditer(article.text, *saying.content):
            found.setdefault(stretch.span(), saying)
    words = "\n".join([article.text[start:end] for start, end in found])
    plain = MARKS.sub("", simplify(words)).split("\n")
    for ((start, end), saying), line in zip(found.items(), plain, strict=False):
        if len(pairs := _pairs(line)) >= SHORT:
            yield Sentence(article.id, start, end, saying, agents.merged.get(saying.speaker, saying.speaker), pairs)


def _pairs(line: str) -> frozenset[int]:
    """The pairs of neighbouring characters, each as one number: two code points of four bytes, those at even places and at odd."""
    raw = line.encode("utf-32-le", "surrogatepass")
    even, odd = len(line) // 2, (len(line) - 1) // 2
    return frozenset(struct.unpack_from(f"<{even}Q", raw) + struct.unpack_from(f"<{odd}Q", raw, 4)) if odd > 0 else frozenset()


def _best(sentence: Sentence, candidates: Iterable[Sentence]) -> Sentence | None:
    """The most similar earlier sentence that is similar enough; of equals the first."""
    best, most = None, 0.0
    for old in candidates:
        if _overlap(old, sentence):
            continue
        score = similarity(old.pairs, sentence.pairs)
        if score > most and score >= (SAME_SPEAKER if old.speaker == sentence.speaker else ANY_SPEAKER):
            best, most = old, score
    return best


def _overlap(one: Sentence, two: Sentence) -> bool:
    return one.article == two.article and one.start < two.end and two.start < one.end


def similarity(one: frozenset[int], two: frozenset[int]) -> float:
    """Dice: twice the shared pairs over the sum of both; 0 to 1."""
    return 2 * len(one & two) / (len(one) + len(two))


def _record(old: Sentence, new: Sentence, agents: Agents) -> Disagreement:
    verbatim = similarity(old.pairs, new.pairs) >= VERBATIM
    name = agents.name(old.speaker)
    same = old.speaker == new.speaker
    zh = f"{'同一说话人' if same else '措辞相近'}（{name}）{'，原话重复' if verbatim else '，措辞不同'}" + "。"
    en = f"{'The same speaker' if same else 'Similar wording'} ({name}), {'the same words' if verbatim else 'other words'}."
    relation = "repeats" if verbatim else "paraphrase"
    return Disagreement(
        id=make_id("dis", relation, old.article, old.start, new.article, new.start),
        relation=relation,
        topic=name,
        members=tuple(Member(Span(s.article, s.start, s.end), s.saying.chain, "", None) for s in (old, new)),
        state="none",
        rule="R1" if verbatim else "paraphrase",
        reason=zh,
        reason_en=en,
    )
