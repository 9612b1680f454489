"""Agreement between statements: one speaker's words in two articles, or nearly the same words under any speaker."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from shilu.lang.script import simplify
from shilu.ledger.points import Agents
from shilu.model.article import Article, Span
from shilu.model.ids import make_id
from shilu.model.ledger import Disagreement, Member
from shilu.model.statements import Saying, Stated

SENTENCE = re.compile(r"[^。！？；;\n“”「」]+")
MARKS = re.compile(r"[^\w]+")
SHORT = 8  # fewer characters say too little to be recognised
SKETCH = 8  # of all character pairs of a sentence, those that are looked up: enough to meet every near copy
POSTINGS = 16  # of the sentences that share a pair, the newest that are compared
SAME_SPEAKER, ANY_SPEAKER, VERBATIM = 0.5, 0.8, 0.95  # Dice over character pairs


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of what somebody is given as saying. `pairs` are its pairs of neighbouring characters."""

    span: Span
    saying: Saying
    speaker: str
    pairs: frozenset[str]


def agreements(articles: Sequence[Article], stated: Iterable[Stated], agents: Agents) -> Iterator[Disagreement]:
    """Each sentence with the earlier one that is most like it: `repeats` when verbatim, else `paraphrase`; state `none`."""
    sayings = {item.article: item.sayings for item in stated}
    posted: Mapping[str, list[Sentence]] = defaultdict(list)
    verbatim: dict[frozenset[str], Sentence] = {}
    for article in articles:
        for sentence in _sentences(article, sayings.get(article.id, ()), agents):
            first = verbatim.setdefault(sentence.pairs, sentence)
            if first is not sentence:
                yield _record(first, sentence, agents)
                continue
            keys = sorted(sentence.pairs, key=lambda pair: (crc32(pair.encode()), pair))[:SKETCH]
            match = _best(sentence, [old for key in keys for old in posted[key][-POSTINGS:]])
            if match is not None:
                yield _record(match, sentence, agents)
            for key in keys:
                posted[key].append(sentence)


def _sentences(article: Article, sayings: Iterable[Saying], agents: Agents) -> Iterator[Sentence]:
    """Sentences of all sayings of an article, innermost saying first for nested ones, each stretch once."""
    taken: set[tuple[int, int]] = set()
    for saying in sorted(sayings, key=lambda s: (s.content[1] - s.content[0], s.content, s.id)):
        start, end = saying.content
        for found in SENTENCE.finditer(article.text, start, end):
            pairs = _pairs(found.group())
            if len(pairs) < SHORT or found.span() in taken:
                continue
            taken.add(found.span())
            yield Sentence(Span(article.id, *found.span()), saying, agents.merged.get(saying.speaker, saying.speaker), pairs)


def _pairs(words: str) -> frozenset[str]:
    plain = MARKS.sub("", simplify(words))
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def _best(sentence: Sentence, candidates: Iterable[Sentence]) -> Sentence | None:
    """The most similar earlier sentence that is similar enough; of equals the earliest."""
    best, most = None, 0.0
    for old in {id(old): old for old in candidates}.values():
        if _overlap(old.span, sentence.span):
            continue
        score = similarity(old.pairs, sentence.pairs)
        if score > most and score >= (SAME_SPEAKER if old.speaker == sentence.speaker else ANY_SPEAKER):
            best, most = old, score
    return best


def _overlap(one: Span, two: Span) -> bool:
    return one.article == two.article and one.start < two.end and two.start < one.end


def similarity(one: frozenset[str], two: frozenset[str]) -> float:
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
        id=make_id("dis", relation, old.span.article, old.span.start, new.span.article, new.span.start),
        relation=relation,
        topic=name,
        members=tuple(Member(s.span, s.saying.chain, "", None) for s in (old, new)),
        state="none",
        rule="R1" if verbatim else "paraphrase",
        reason=zh,
        reason_en=en,
    )
