"""Agreement between statements: one speaker's words in two articles, or nearly the same words under any speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from shilu.lang.script import simplify
from shilu.ledger.agents import Agents
from shilu.ledger.likeness import Pairs, nearest, pairs_of
from shilu.model.article import Article, Span
from shilu.model.ids import make_id
from shilu.model.ledger import Disagreement, Member
from shilu.model.statements import Saying, Stated

SENTENCE = re.compile(r"[^。！？；;\n“”「」]+")
VERBATIM = 0.95  # Dice over character pairs

Sentence = tuple[str, int, int, Saying]  # article, its half-open range of the text, and the saying of which it is part


def agreements(articles: Sequence[Article], stated: Iterable[Stated], agents: Agents) -> Iterator[Disagreement]:
    """Each sentence with the earlier one that is most like it: `repeats` when verbatim, else `paraphrase`; state `none`."""
    sayings = {item.article: item.sayings for item in stated}
    told = [(article, _stretches(article, sayings.get(article.id, ()))) for article in articles]
    pairs = pairs_of("".join([_plain(article, stretches) for article, stretches in told]))
    sentences = [(article.id, start, end, saying) for article, stretches in told for (start, end), saying in stretches.items()]
    said = cache(lambda line: Member(Span(*sentences[line][:3]), sentences[line][3].chain, "", None))
    why = cache(_reason)  # a record each, but few reasons: in a large story they must not be kept once for each record
    for old, new, likeness in _matches(pairs, sentences, agents):
        speaker, other = (_speaker(sentences[line], agents) for line in (old, new))
        yield _record(said(old), said(new), why(agents.name(speaker), speaker == other, likeness >= VERBATIM))


def _matches(pairs: Pairs, sentences: Sequence[Sentence], agents: Agents) -> Iterator[tuple[int, int, float]]:
    """(earlier, later, likeness) for each sentence that was said before; the same words again point at the first."""
    first: dict[bytes, int] = {}
    known = [(line, first.setdefault(key, line)) for line, key in enumerate(pairs.keys()) if key]
    new = [line for line, old in known if old == line]
    numbers: dict[str, int] = {}
    voices = [numbers.setdefault(_speaker(sentences[line], agents), len(numbers)) for line in new]
    like = nearest(pairs.only(new), voices, lambda one, two: _apart(sentences[new[one]], sentences[new[two]]))
    found = {new[later]: (new[earlier], likeness) for later, (earlier, likeness) in like.items()}
    for line, old in known:
        if old != line:
            yield old, line, 1.0
        elif line in found:
            yield found[line][0], line, found[line][1]


def _stretches(article: Article, sayings: Iterable[Saying]) -> Mapping[tuple[int, int], Saying]:
    """Sentences of all sayings of an article, innermost saying first for nested ones, each stretch once."""
    found: dict[tuple[int, int], Saying] = {}
    for saying in sorted(sayings, key=lambda s: (s.content[1] - s.content[0], s.content, s.id)):
        for stretch in SENTENCE.finditer(article.text, *saying.content):
            found.setdefault(stretch.span(), saying)
    return found


def _plain(article: Article, stretches: Iterable[tuple[int, int]]) -> str:
    """The words of some stretches in simplified script, one line each."""
    return simplify("".join([article.text[start:end] + "\n" for start, end in stretches]))


def _speaker(sentence: Sentence, agents: Agents) -> str:
    speaker = sentence[3].speaker
    return agents.merged.get(speaker, speaker)


def _apart(one: Sentence, two: Sentence) -> bool:
    """Whether two sentences are two passages, not one and a part of it."""
    return one[0] != two[0] or one[1] >= two[2] or two[1] >= one[2]


class Reason(NamedTuple):
    """Why two sentences are set side by side, in the words of a record."""

    relation: str
    rule: str
    speaker: str
    zh: str
    en: str


def _reason(speaker: str, same: bool, verbatim: bool) -> Reason:
    """`same`: one speaker said both. `verbatim`: in the same words."""
    zh = f"{'同一说话人' if same else '措辞相近'}（{speaker}）{'，原话重复' if verbatim else '，措辞不同'}" + "。"
    en = f"{'The same speaker' if same else 'Similar wording'} ({speaker}), {'the same words' if verbatim else 'other words'}."
    relation, rule = ("repeats", "R1") if verbatim else ("paraphrase", "paraphrase")
    return Reason(relation, rule, speaker, zh, en)


def _record(old: Member, new: Member, why: Reason) -> Disagreement:
    return Disagreement(
        id=make_id("dis", why.relation, old.span.article, old.span.start, new.span.article, new.span.start),
        relation=why.relation,
        topic=why.speaker,
        members=(old, new),
        state="none",
        rule=why.rule,
        reason=why.zh,
        reason_en=why.en,
    )
