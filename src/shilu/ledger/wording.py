"""Agreement between statements: one speaker's words in two articles, or nearly the same words under any speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from shilu.lang.script import simplify
from shilu.ledger.agents import Agents, Called
from shilu.ledger.likeness import Lines, Pairs, pairs_of
from shilu.ledger.reports import Report, as_before
from shilu.model.article import Article, Span
from shilu.model.ids import make_id
from shilu.model.ledger import Disagreement, Member
from shilu.model.statements import Saying

SENTENCE = re.compile(r"[^。！？；;\n“”「」]+")
VERBATIM = 0.95  # Dice over character pairs

Sentence = tuple[str, int, int, Saying]  # article, its half-open range of the text, and the saying of which it is part


class Match(NamedTuple):
    """Two sentences by their numbers, the earlier one first, and how like they are (Dice)."""

    old: int
    new: int
    likeness: float


class Wordings:
    """All sentences of a story, each with the earlier one that is most like it. More articles may come: only theirs are compared.

    Sentences are numbered through, in the recorded order of their articles.
    """

    def __init__(self) -> None:
        """Begin with no article."""
        self._reports: list[Report] = []
        self._before: list[int] = []  # how many sentences stand before each article
        self._sentences: list[Sentence] = []
        self._first: dict[bytes, int] = {}  # all the pairs of a sentence -> the first that has them
        self._distinct: list[int] = []  # the sentences that are the first with their words
        self._lines = Lines()
        self._voices: dict[str, int] = {}
        self._speakers: dict[str, int] = {}  # the article that has each first
        self._called = Called()
        self._members: dict[int, Member] = {}
        self._matches: list[Match] = []
        self._records: list[Disagreement] = []

    def agreements(self, reports: Sequence[Report], agents: Agents) -> list[Disagreement]:
        """Each sentence with the earlier one that is most like it: `repeats` when verbatim, else `paraphrase`; state `none`."""
        other = self._called.otherwise(agents)
        unlike = min((self._speakers[one] for one, anew in other.items() if anew and one in self._speakers), default=len(reports))
        self._cut(min(as_before(self._reports, reports), unlike))
        self._extend(reports[len(self._reports) :], agents)
        for at, match in enumerate(self._matches) if other else ():
            if not other.keys().isdisjoint(self._sentences[line][3].speaker for line in (match.old, match.new)):
                self._records[at] = self._record(match, agents)
        return self._records

    def _cut(self, articles: int) -> None:
        """Forget all articles but the first ones."""
        if articles == len(self._reports):
            return
        kept = self._before[articles]
        while self._first and next(reversed(self._first.values())) >= kept:
            self._first.popitem()
        del self._distinct[bisect_left(self._distinct, kept) :]
        self._lines.cut(len(self._distinct))
        found = bisect_left(self._matches, kept, key=attrgetter("new"))
        del self._matches[found:], self._records[found:]
        del self._reports[articles:], self._before[articles:], self._sentences[kept:]
        self._speakers = {one: at for one, at in self._speakers.items() if at < articles}
        self._members = {line: member for line, member in self._members.items() if line < kept}

    def _extend(self, reports: Sequence[Report], agents: Agents) -> None:
        """Take some more articles."""
        start, texts = len(self._sentences), []
        for at, report in enumerate(reports, len(self._reports)):
            stretches = _stretches(report.article, report.stated.sayings)
            texts.append(_plain(report.article, stretches))
            self._before.append(len(self._sentences))
            self._sentences += [(report.article.id, a, b, saying) for (a, b), saying in stretches.items()]
            for saying in stretches.values():
                self._speakers.setdefault(saying.speaker, at)
        self._called.take(self._speakers, agents)
        self._reports += reports
        if len(self._sentences) == start:
            return
        found = list(self._found(pairs_of("".join(texts)), start, agents))
        self._matches += found
        self._records += [self._record(match, agents) for match in found]

    def _found(self, pairs: Pairs, start: int, agents: Agents) -> Iterator[Match]:
        """What is like an earlier sentence among those from `start` on; the same words again point at the first."""
        known = [(line, self._first.setdefault(key, line)) for line, key in enumerate(pairs.keys(), start) if key]
        new = [line for line, old in known if old == line]
        self._distinct += new
        own = self._distinct
        speakers = (self._sentences[line][3].speaker for line in new)
        voices = [self._voices.setdefault(agents.simple.get(one, one), len(self._voices)) for one in speakers]
        like = self._lines.extend(
            pairs.only([line - start for line in new]),
            voices,
            lambda one, two: _apart(self._sentences[own[one]], self._sentences[own[two]]),
        )
        found = {own[later]: (own[earlier], likeness) for later, (earlier, likeness) in like.items()}
        for line, old in known:
            if old != line:
                yield Match(old, line, 1.0)
            elif line in found:
                yield Match(found[line][0], line, found[line][1])

    def _record(self, match: Match, agents: Agents) -> Disagreement:
        speakers = (self._sentences[line][3].speaker for line in (match.old, match.new))
        speaker, other = (agents.merged.get(one, one) for one in speakers)
        why = _reason(agents.name(speaker), speaker == other, match.likeness >= VERBATIM)
        return _record(self._member(match.old), self._member(match.new), why)

    def _member(self, line: int) -> Member:
        found = self._members.get(line)
        if found is None:
            article, start, end, saying = self._sentences[line]
            found = self._members[line] = Member(Span(article, start, end), saying.chain, "", None)
        return found


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


@lru_cache(maxsize=1024)  # a record each, but few reasons: in a large story they must not be kept once for each record
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
