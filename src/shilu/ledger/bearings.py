"""Passages of later articles that bear on a commitment without telling its outcome in its own words.

A measure that stands until a day is extended or lifted; a speech that was announced is quoted on its day; a count under
investigation is given, or only a total around it; what is to come is said again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from msgspec import Struct

from shilu.lang.script import simplify
from shilu.ledger.agents import Agents
from shilu.ledger.memory import Memory
from shilu.ledger.outcomes import Outcome
from shilu.ledger.passages import plain_text
from shilu.ledger.reports import Report
from shilu.ledger.sites import SITE
from shilu.model.article import Span
from shilu.model.ledger import Measure
from shilu.model.marks import Point
from shilu.model.patterns import late
from shilu.model.statements import CommitmentMention, Figure, MeasureMention, Saying

ENDING = frozenset({"withdraw_by", "end_operation"})
KEEPING = ENDING | {"maintain_until"}
SPEECH = re.compile("讲话|演讲|演说|致辞|发言|记者会|发布会")
TOLL = frozenset({"killed", "injured", "missing", "casualties"})
UNKNOWN = frozenset({"unknown", "none"})
NOBODY = late(
    "无人(?:员)?(?:伤亡|死亡|遇难|受伤)|(?:没有|未)(?:造成|出现|发生)?(?:任何)?(?:人员)?伤亡|没有人(?:死亡|遇难|受伤|伤亡)"
)


class Bearing(Struct, frozen=True):
    """A passage that leaves a commitment open: `restates` it as yet to come, or `bears` on it without settling it."""

    span: Span
    verdict: str


class Bearings:
    """What a story tells around its commitments. More articles may come; what was looked for in the others is known."""

    def __init__(self, memory: Memory) -> None:
        """Begin with no article."""
        self._memory = memory
        self._reports: list[Report] = []
        self._rank: dict[str, int] = {}
        self._said_on: dict[date, list[Saying]] = defaultdict(list)
        self._measures: dict[str, list[tuple[MeasureMention, Measure]]] = {}
        self._asked_for: dict[str, Figure | None] = {}
        self._nobodies: dict[str, tuple[Sequence[str], int, Outcome | None]] = {}  # the names, the next article, what is found
        self._counts: dict[str, tuple[int, Span | None]] = {}

    def extend(self, reports: Iterable[Report]) -> None:
        """Take more articles, in order of publication."""
        for report in reports:
            self._rank[report.article.id] = len(self._reports)
            self._reports.append(report)
            for saying in report.stated.sayings:
                if day := day_of(saying.said_on):
                    self._said_on[day].append(saying)

    def follow(self, measures: Iterable[Measure], agents: Agents) -> None:
        """Know the measures and the agents as they are now."""
        self._agents = agents
        self._measures = defaultdict(list)
        for measure in measures:
            for mention in measure.mentions:
                self._measures[mention.span.article].append((mention, measure))

    def moves(self, first: CommitmentMention) -> bool:
        """Whether later articles may bear on a commitment that they do not mention."""
        return first.type in KEEPING or self._asked(first) is not None or SPEECH.search(self._words(first)) is not None

    def settled(self, mentions: Sequence[CommitmentMention], due: date | None) -> Outcome | None:
        """What a measure or a speech that was promised came to, by a passage that says so."""
        first = mentions[0]
        return self._measured(first, due) or next(self._heard(first, due), None) or self._nobody(first)

    def beside(self, mentions: Sequence[CommitmentMention]) -> Bearing | None:
        """What is told besides while nothing settles it."""
        if again := self._again(mentions):
            return Bearing(again, "restates")
        other = self._count(mentions[0])
        return Bearing(other, "bears") if other else None

    def _measured(self, first: CommitmentMention, due: date | None) -> Outcome | None:
        """A measure was lifted, which some promise and others promise not to do, or extended beyond its day."""
        for act in self._acts(first):
            if self._rank[act.span.article] <= self._rank[first.span.article]:
                continue
            if act.act == "lift" and act.realis == "actual":
                on = day_of(act.first or act.announced) or self._reports[self._rank[act.span.article]].article.day
                early = due is not None and on is not None and on < due
                late = due is not None and on is not None and on > due
                status = ("late" if late else "met") if first.type in ENDING else "not_met" if early else "met"
                return Outcome(status, act.span, self._rank[act.span.article])
            if act.act == "extend" and due and act.last and (day_of(act.last) or due) > due:
                return Outcome("superseded", act.span, self._rank[act.span.article])
        return None

    def _again(self, mentions: Sequence[CommitmentMention]) -> Span | None:
        """The last other article that says what is to come: the commitment itself, or how long its measure stands."""
        first = mentions[0]
        ends = [act.span for act in self._acts(first) if (act.last if first.due else act.until_reason)]
        said = [*(one.span for one in mentions), *ends]
        others = [span for span in said if span.article != first.span.article]
        return max(others, key=lambda span: (self._rank[span.article], -span.start, -span.end), default=None)

    def _acts(self, first: CommitmentMention) -> Iterator[MeasureMention]:
        """What all articles tell of the measure that a commitment is about, in order of publication."""
        if first.type not in KEEPING:
            return
        for mention, measure in self._measures.get(first.span.article, ()):
            ends = mention.last or mention.until_reason or mention.realis == "planned"
            if ends and mention.span.start < first.span.end and first.span.start < mention.span.end:
                yield from measure.mentions
                return

    def _heard(self, first: CommitmentMention, due: date | None) -> Iterator[Outcome]:
        """The speech that was announced for a day, where a later article quotes from it by that word."""
        if due is None or first.actor is None or not SPEECH.search(self._words(first)):
            return
        voice, rank = self._agents.voice(first.actor), self._rank[first.span.article]
        for saying in self._said_on.get(due, ()):
            later = self._rank[saying.span.article] > rank
            if later and self._agents.voice(saying.speaker) == voice and SPEECH.search(self._cue(saying)):
                yield Outcome("met", saying.span, self._rank[saying.span.article])

    def _text(self, article: str) -> str:
        return plain_text(self._reports[self._rank[article]].article, self._memory)

    def _words(self, mention: CommitmentMention) -> str:
        return self._text(mention.span.article)[mention.span.start : mention.span.end]

    def _cue(self, saying: Saying) -> str:
        """The words of a saying that are not what was said."""
        text, (start, end) = self._text(saying.span.article), saying.content
        return text[saying.span.start : start] + text[end : saying.span.end]

    def _asked(self, first: CommitmentMention) -> Figure | None:
        """The count that a commitment says is being found out."""
        if first.id not in self._asked_for:
            figures = self._reports[self._rank[first.span.article]].stated.figures
            inside = (f for f in figures if f.operator in UNKNOWN and f.kind in TOLL and _meets(f.span, first.span))
            self._asked_for[first.id] = next(inside, None)
        return self._asked_for[first.id]

    def _nobody(self, first: CommitmentMention) -> Outcome | None:
        """A count under investigation is given where a later sentence on that place and building says that nobody came to harm."""
        asked = self._asked(first)
        if asked is None:
            return None
        names = self._agents.names(asked.place)
        known, start, found = self._nobodies.get(first.id, (names, self._rank[first.span.article] + 1, None))
        if known != names:
            start, found = self._rank[first.span.article] + 1, None
        if found is None and start < len(self._reports):
            found = next(self._no_harm(first, list(map(simplify, names)), start), None)
        self._nobodies[first.id] = names, len(self._reports), found
        return found

    def _no_harm(self, first: CommitmentMention, names: Sequence[str], start: int) -> Iterator[Outcome]:
        """Where articles from one on say that nobody came to harm at a place, or in the building of a commitment."""
        site = SITE.search(self._words(first))
        for rank, report in enumerate(self._reports[start:], start) if names or site else ():
            text = plain_text(report.article, self._memory)
            for met in NOBODY.finditer(text):
                begin = max(text.rfind("。", 0, met.start()), text.rfind("\n", 0, met.start())) + 1
                told = text[begin : met.start()]
                if (site is None or site.group() in told) and (not names or any(name in told for name in names)):
                    yield Outcome("met", Span(report.article.id, begin, met.end()), rank)

    def _count(self, first: CommitmentMention) -> Span | None:
        """The next count after one that is under investigation: of the same people, or of all; none of one building's."""
        asked = self._asked(first)
        if asked is None or SITE.search(self._words(first)):
            return None
        rank = self._rank[first.span.article]
        start, found = self._counts.get(first.id, (rank, None))
        for at in range(start, len(self._reports) if found is None else start):
            told = self._reports[at].stated.figures
            later = [f for f in told if _answers(f, asked) and (at > rank or f.span.start > asked.span.start)]
            if later:
                found = min(later, key=lambda f: (f.span.start, f.id)).span
                break
        self._counts[first.id] = len(self._reports), found
        return found


def _answers(figure: Figure, asked: Figure) -> bool:
    """Whether a count is of those whose number is being found out, or of all of them together."""
    kinds = TOLL if asked.kind == "casualties" else {asked.kind}
    told = figure.realis == "actual" and figure.operator not in UNKNOWN and not figure.prior and not figure.headline
    return told and figure.kind in kinds and figure.group in (asked.group, "all") and figure.incident == asked.incident


def _meets(one: Span, other: Span) -> bool:
    """Whether two spans of one article have words in common."""
    return one.start < other.end and other.start < one.end


def day_of(point: Point | None) -> date | None:
    """The day of a day or an instant."""
    return point.date() if isinstance(point, datetime) else point
