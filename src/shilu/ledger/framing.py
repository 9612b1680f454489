"""How one article sets words beside words: a headline that drops a hedge, a pull quote, a claim met by 但, a label refused.

None of these is a conflict of fact, and each is written down as what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from shilu.lang.script import simplify
from shilu.ledger.agents import Agents, Called
from shilu.ledger.reports import Report, as_before
from shilu.model.article import Article, Span
from shilu.model.ids import make_id
from shilu.model.ledger import Disagreement, Member
from shilu.model.patterns import late
from shilu.model.statements import Saying

HEDGE = late("基本|大体|大部分|(?<!组成)部分|可能|或许|恐怕|疑似|涉嫌|预计|有望|初步|几乎|如果|一旦|在.{1,6}前提下|据称")
SENTENCE = re.compile(r"[^。！？!?；;\n]+")
ALTHOUGH = "虽雖尽儘"  # most texts hold none of them, which is found out sooner than by a pattern
CONCEDED = late("[虽雖尽儘][然管][^。！？\\n]*?，(?:但是?|然而|不过|不過|可是|却|卻)")
REFUSED = late(
    "[是非](?<=不是|[并並而]非)([^，。；！？\\n“「]{0,14}(?:所[说說称稱谓謂]|口中|[宣声]称|[宣聲]稱)的?[“「][^”」\\n]{1,20}[”」])"
)
SENTENCE_END = late("[。；！？\n]")
WORD = re.compile(r"\W+")
FEWEST = 5  # pairs of characters: fewer are met by chance
WITHIN = 0.6  # share of the shorter wording's pairs that the longer one holds


class Passage(NamedTuple):
    """Some words of an article with the saying that gives them."""

    article: str
    start: int
    end: int
    saying: Saying

    def member(self) -> Member:
        """The passage as one side of a record."""
        return Member(Span(self.article, self.start, self.end), self.saying.chain, "", None)


class Framings:
    """All that the articles of a story set side by side themselves, article by article."""

    def __init__(self) -> None:
        """Begin with no article."""
        self._reports: list[Report] = []
        self._called = Called()
        self._by_article: dict[str, list[Disagreement]] = {}

    def found(self, reports: Sequence[Report], agents: Agents) -> list[Disagreement]:
        """What they set side by side; only articles that are new, or of which a speaker is called otherwise, are read again."""
        other = self._called.otherwise(agents).keys()
        same = as_before(self._reports, reports)
        for gone in self._reports[same:]:
            self._by_article.pop(gone.article.id, None)
        again = [r for r in reports[:same] if any(s.speaker in other for s in r.stated.sayings)] if other else []
        for report in (*again, *reports[same:]):
            self._called.take((saying.speaker for saying in report.stated.sayings), agents)
            self._by_article[report.article.id] = list(_framings(report.article, report.stated.sayings, agents))
        self._reports = list(reports)
        return [one for found in self._by_article.values() for one in found]


def _framings(article: Article, own: Sequence[Saying], agents: Agents) -> Iterator[Disagreement]:
    yield from _headline(article, own, agents)
    yield from _pulled(article, own, agents)
    yield from _conceded(article, own, agents)
    yield from _refused(article, own, agents)


def _headline(article: Article, sayings: Sequence[Saying], agents: Agents) -> Iterator[Disagreement]:
    """A headline gives a speaker's words without the hedge that the body gives them with."""
    end = article.text.find("\n")
    for saying in [s for s in sayings if s.content[1] <= end]:
        title = Passage(article.id, *saying.content, saying)
        body = [s for s in sayings if s.content[0] > end and _speaker(s, agents) == _speaker(saying, agents)]
        found = _nearest(article, title, (p for s in body for p in _sentences(article, s)))
        lost = HEDGE.search(_plain(article, found)) if found else None
        if found and lost and lost.group() not in _plain(article, title) and _reworded(article, title, found):
            yield _record("scope_drift", "headline", "apparent", (title, found), agents, (
                f"标题去掉了正文的保留说法（{lost.group()}）", f"the headline drops a hedge of the body ({lost.group()})",
            ))  # fmt: skip


def _pulled(article: Article, sayings: Sequence[Saying], agents: Agents) -> Iterator[Disagreement]:
    """A quotation set apart from the text repeats a sentence of it: one voice, not two."""
    set_apart = [block for block in article.blocks if block.kind == "quote"]
    for saying in sayings if set_apart else ():
        if any(block.start <= saying.content[0] < block.end for block in set_apart):
            quote = Passage(article.id, *saying.content, saying)
            rest = (s for s in sayings if not any(b.start <= s.content[0] < b.end for b in set_apart))
            found = _nearest(article, quote, (p for s in rest for p in _sentences(article, s)))
            if found:
                yield _record("paraphrase", "paraphrase", "none", (quote, found), agents, (
                    "引文框重复了正文的一句话", "a quotation set apart repeats a sentence of the text",
                ))  # fmt: skip


def _conceded(article: Article, sayings: Sequence[Saying], agents: Agents) -> Iterator[Disagreement]:
    """虽然某人说…，但…: the article sets what somebody says against what it reports."""
    for met in CONCEDED.finditer(article.text) if any(map(article.text.__contains__, ALTHOUGH)) else ():
        claim = next((s for s in sayings if met.start() < s.content[0] and s.content[1] < met.end()), None)
        against = next((s for s in sayings if met.end() <= s.content[0] < _end(article.text, met.end())), None)
        if claim is None or against is None:
            continue
        said = Passage(article.id, *claim.content, claim)
        others = (s for s in sayings if s is not claim and _speaker(s, agents) == _speaker(claim, agents))
        fuller = _nearest(article, said, (p for s in others for p in _sentences(article, s)))
        sides = [said, *([fuller] if fuller else []), Passage(article.id, *against.content, against)]
        yield _record("undetermined", "contested", "contested", sides, agents, (
            "原文以“虽然……但……”把这一说法与另一情况对照", "the article itself sets this claim against another report",
        ))  # fmt: skip


def _refused(article: Article, sayings: Sequence[Saying], agents: Agents) -> Iterator[Disagreement]:
    """是甲，而不是某人所说的“乙”: a speaker refuses the label that others use."""
    for met in REFUSED.finditer(article.text):
        saying = next((s for s in sayings if s.content[0] <= met.start() < s.content[1]), None)
        if saying is None:
            continue
        start = max(
            (m.end() for m in SENTENCE_END.finditer(article.text, saying.content[0], met.start())), default=saying.content[0]
        )
        sides = Passage(article.id, start, met.end(), saying), Passage(article.id, *met.span(1), saying)
        yield _record("relabelled", "framing", "contested", sides, agents, (
            "说话人否定了别人的叫法", "the speaker refuses the label that others use",
        ))  # fmt: skip


def _reworded(article: Article, short: Passage, long: Passage) -> bool:
    """Whether the longer wording is more than the shorter one with something added before or behind it."""
    return WORD.sub("", _plain(article, short)) not in WORD.sub("", _plain(article, long))


def _end(text: str, start: int) -> int:
    """Where the sentence ends in which a place lies."""
    ended = SENTENCE.match(text, start)
    return ended.end() if ended else start


def _speaker(saying: Saying, agents: Agents) -> str:
    return agents.merged.get(saying.speaker, saying.speaker)


def _sentences(article: Article, saying: Saying) -> Iterator[Passage]:
    for found in SENTENCE.finditer(article.text, *saying.content):
        yield Passage(article.id, *found.span(), saying)


def _plain(article: Article, passage: Passage) -> str:
    return simplify(article.text[passage.start : passage.end])


def _nearest(article: Article, short: Passage, others: Iterable[Passage]) -> Passage | None:
    """The passage that holds most of a wording, if it holds enough of it; of equals the first."""
    pairs = _pairs(_plain(article, short))
    best, most = None, WITHIN
    for other in others if len(pairs) >= FEWEST else ():
        share = len(pairs & _pairs(_plain(article, other))) / len(pairs)
        if share > most or (share == most and best is None):
            best, most = other, share
    return best


def _pairs(words: str) -> frozenset[str]:
    bare = WORD.sub("", words)
    return frozenset(map("".join, pairwise(bare)))


def _record(
    relation: str, rule: str, state: str, sides: Sequence[Passage], agents: Agents, reason: tuple[str, str]
) -> Disagreement:
    zh, en = reason
    name = agents.name(_speaker(sides[0].saying, agents))
    return Disagreement(
        id=make_id("dis", rule, sides[0].article, *(edge for side in sides for edge in (side.start, side.end))),
        relation=relation,
        topic=name,
        members=tuple(side.member() for side in sorted(sides, key=lambda side: (side.start, side.end))),
        state=state,
        rule=rule,
        reason=f"{zh}（{name}）。",
        reason_en=f"{en[0].upper()}{en[1:]} ({name}).",
    )
