"""Commitments over time: one from all its mentions, and what later articles say of its outcome.

What was counted after the numbers in them is settled by `counts`, which needs the series; nothing here does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from shilu.ledger.agents import Agents
from shilu.ledger.bearings import Bearings, day_of
from shilu.ledger.counts import FORESEEN, Promised, planned_in
from shilu.ledger.memory import Memory
from shilu.ledger.outcomes import Outcome, Tellings, chain_at, evidence
from shilu.ledger.passages import Index, pairs, plain_text
from shilu.ledger.reports import Report, as_before
from shilu.model.article import Article, Span
from shilu.model.ids import make_id
from shilu.model.ledger import Commitment, Evidence, Measure
from shilu.model.marks import Point
from shilu.model.statements import CommitmentMention, Figure

_SAME, _FEWEST = 0.6, 3  # share of the shorter one's pairs, and the pairs or all, from which two passages are one commitment
_BINDING = frozenset({"pledge", "order", "threat", "plan"})
_NUMBER = re.compile("[0-9]")


@dataclass(slots=True, eq=False)
class _Promise:
    """One commitment while its mentions are gathered. `rank` is the place of its first article in order of publication.

    `wanted` are the pairs of what is to be done, when a passage may settle it; `planned` the mentions with numbers inside.
    """

    rank: int
    moves: bool = False  # whether more articles may bear on it that do not mention it
    mentions: list[CommitmentMention] = field(default_factory=list)
    named: tuple[str, ...] = ()
    wanted: frozenset[str] | None = None
    planned: list[tuple[CommitmentMention, tuple[Figure, ...]]] = field(default_factory=list)
    told: Outcome | None = None
    record: Promised | None = None

    @property
    def due(self) -> Point | None:
        """The day by which, as last said."""
        return next((m.due for m in reversed(self.mentions) if m.due), None)


class Commitments:
    """The commitments of a story. More articles may come: only what they tell, and what they bear on, is judged again."""

    def __init__(self, memory: Memory) -> None:
        """Begin with no article."""
        self._memory = memory
        self._begin()

    def _begin(self) -> None:
        self._reports: list[Report] = []
        self._promises: list[_Promise] = []
        self._indexes: dict[str, tuple[Index, list[_Promise]]] = defaultdict(lambda: (Index(), []))
        self._rank: dict[str, int] = {}
        self._asking: dict[str, dict[_Promise, None]] = defaultdict(dict)  # pair -> those who want it
        self._wanted: dict[int, list[frozenset[str]]] = {}
        self._tellings, self._bearings = Tellings(), Bearings(self._memory)
        self._now: date | None = None

    def all(self, reports: Sequence[Report], agents: Agents, measures: Iterable[Measure]) -> tuple[Promised, ...]:
        """All commitments in order of their ids, before anything is counted."""
        if as_before(self._reports, reports) < len(self._reports):
            self._begin()
        new = reports[len(self._reports) :]
        anew = self._gather(new)
        self._bearings.extend(new)
        self._bearings.follow(measures, agents)
        for promise in anew:
            promise.moves = self._bearings.moves(promise.mentions[0])
        anew |= self._ask(anew, agents)
        before, self._now = (
            self._now,
            max((day for day in (self._now, latest_day(one.article for one in new)) if day), default=None),
        )
        turned = before != self._now
        anew |= {one: None for one in self._promises if one.moves or (turned and one.due)}
        for promise in anew:
            promise.record = Promised(self._commitment(promise), tuple(promise.planned))
        return tuple(sorted((one.record for one in self._promises if one.record), key=attrgetter("record.id")))

    def _gather(self, reports: Sequence[Report]) -> dict[_Promise, None]:
        """Take the mentions of more articles: those of one type, of one actor if told, in like words are of one commitment."""
        met: dict[_Promise, None] = {}
        for report in reports:
            rank = self._rank[report.article.id] = len(self._reports)
            self._reports.append(report)
            mentions = {mention.id: mention for mention in report.stated.commitments}.values()
            for mention in sorted(mentions, key=lambda m: (m.span.start, m.span.end, m.id)):
                words, (index, homes) = pairs(self._words(mention.span)), self._indexes[mention.type]
                alike = index.like(words, _SAME, min(_FEWEST, len(words)))
                home = next((homes[n] for n in alike if _one(homes[n].mentions[0], mention)), None) if words else None
                if home is None:
                    home = _Promise(rank)
                    self._promises.append(home)
                home.mentions.append(mention)
                if numbers := planned_in(mention, report.stated.figures):
                    home.planned.append((mention, numbers))
                index.add(words)
                homes.append(home)
                met[home] = None
        return met

    def _ask(self, anew: Mapping[_Promise, None], agents: Agents) -> dict[_Promise, None]:
        """Know what is wanted, and look through the articles for it; gives those for which something else is told now."""
        again, other = len(self._reports), dict(anew)
        for promise in self._promises:
            names = agents.names(promise.mentions[0].actor)
            if promise in anew or names != promise.named:
                promise.named = names
                wanted = self._matter(promise) if self._settles(promise) else None
                if wanted != promise.wanted:
                    again, other[promise] = min(again, promise.rank + 1), None
                    self._want(promise, wanted)
        met = self._tellings.cut(again, self._wanted) if again <= self._tellings.articles else set[str]()
        rest = self._reports[self._tellings.articles :]
        met |= self._tellings.extend(((one.article, plain_text(one.article, self._memory)) for one in rest), self._wanted)
        found = {promise: None for pair in met for promise in self._asking.get(pair, ())} | other
        for promise in found:
            promise.told = self._told(promise)
        return found

    def _want(self, promise: _Promise, wanted: frozenset[str] | None) -> None:
        """Write down what is wanted in place of what was."""
        beside = self._wanted.setdefault(promise.rank, [])
        if promise.wanted is not None:
            beside.remove(promise.wanted)
            for pair in promise.wanted:
                del self._asking[pair][promise]
        if wanted is not None:
            beside.append(wanted)
            for pair in wanted:
                self._asking[pair][promise] = None
        promise.wanted = wanted

    def _commitment(self, promise: _Promise) -> Commitment:
        """One commitment with its status and what settles it."""
        mentions, due = promise.mentions, promise.due
        first = mentions[0]
        found = promise.told or self._bearings.settled(mentions, day_of(due))
        return Commitment(
            id=make_id("com", first.id),
            type=first.type,
            strength=first.strength,
            actor=next((m.actor for m in mentions if m.actor), None),
            content=first.span,
            made_on=first.made_on,
            due=due,
            condition=next((m.condition for m in mentions if m.condition), None),
            status=found.status if found else waiting(due, self._now),
            evidence=self._evidence(found, mentions),
            mentions=tuple(mentions),
        )

    def _evidence(self, found: Outcome | None, mentions: Sequence[CommitmentMention]) -> tuple[Evidence, ...]:
        """The passage on which the status rests: what settles it, else what a later article says of it meanwhile."""
        if found:
            return (evidence(found, self._reports[found.rank]),)
        meanwhile = self._bearings.beside(mentions)
        if meanwhile is None:
            return ()
        chain = chain_at(meanwhile.span, self._reports[self._rank[meanwhile.span.article]])
        return (Evidence(meanwhile.span, meanwhile.verdict, chain),)

    def _told(self, promise: _Promise) -> Outcome | None:
        """What a later passage tells; the last mention with a day says when it is due."""
        if not promise.wanted:
            return None
        dated = next((m for m in reversed(promise.mentions) if m.due), promise.mentions[-1])
        return self._tellings.outcome(dated, promise.wanted, promise.rank, [m.span for m in promise.mentions])

    def _settles(self, promise: _Promise) -> bool:
        """Whether a passage may settle it: it binds somebody, or has a day or a number; 不会影响 of nobody is an opinion."""
        first = promise.mentions[0]
        bound = first.strength in _BINDING and first.actor is not None
        return bound or promise.due is not None or _NUMBER.search(self._words(first.span)) is not None

    def _matter(self, promise: _Promise) -> frozenset[str]:
        """What is to be done, without who does it: what is done is told without him."""
        words = self._words(promise.mentions[0].span)
        for name in promise.named:
            if name in words:
                words = words.replace(name, " ")
        return pairs(words)

    def _words(self, span: Span) -> str:
        return plain_text(self._reports[self._rank[span.article]].article, self._memory)[span.start : span.end]


def _one(a: CommitmentMention, b: CommitmentMention) -> bool:
    """Whether two of one type may be of one commitment: several may foresee the same, a promise is its actor's."""
    actors = {one.actor for one in (a, b) if one.actor}
    loose = a.strength in FORESEEN or b.strength in FORESEEN
    dues = {day_of(one.due) for one in (a, b) if one.due}
    return (loose or len(actors) < 2 or a.span.article == b.span.article) and len(dues) < 2


def waiting(due: Point | None, now: date | None) -> str:
    """Without a passage that settles it: open before its day, due on it, past it nothing that we have can tell."""
    day = day_of(due)
    if day is None or now is None or day > now:
        return "open"
    return "due" if day == now else "unverifiable"


def latest_day(articles: Iterable[Article]) -> date | None:
    """The day of the newest article."""
    return max((one.published.date() for one in articles if one.published), default=None)
