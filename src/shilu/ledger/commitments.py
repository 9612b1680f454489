"""Commitments over time: one from all its mentions, and what later articles say of its outcome."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from shilu.ledger.agents import Agents
from shilu.ledger.bearings import Bearings, day_of
from shilu.ledger.counts import FORESEEN, Counts
from shilu.ledger.memory import Memory
from shilu.ledger.outcomes import Outcome, Tellings
from shilu.ledger.passages import Index, pairs, plain_texts
from shilu.ledger.points import in_order
from shilu.model.article import Article, Span
from shilu.model.ids import make_id
from shilu.model.ledger import Commitment, Evidence, Measure, Series
from shilu.model.marks import Point
from shilu.model.statements import Chain, CommitmentMention, Stated

_SAME = 0.6  # share of pairs from which two passages are one commitment
_VERDICT = {"met": "supports", "late": "partly", "partly_met": "partly", "not_met": "contradicts", "superseded": "contradicts"}
_BINDING = frozenset({"pledge", "order", "threat", "plan"})
_NUMBER = re.compile("[0-9]")


def commitments_of(
    articles: Sequence[Article],
    stated: Iterable[Stated],
    series: Sequence[Series],
    agents: Agents,
    measures: Iterable[Measure] = (),
    memory: Memory | None = None,
) -> tuple[Commitment, ...]:
    """All commitments of a story in order of their ids. Order and repetition of the arguments do not matter."""
    ordered = in_order(articles)
    rank = {article.id: place for place, article in enumerate(ordered)}
    texts = plain_texts(ordered, memory)
    told = {one.article: one for one in stated if one.article in rank}
    mentions = {m.id: m for one in told.values() for m in one.commitments}
    in_turn = sorted(mentions.values(), key=lambda m: (rank[m.span.article], m.span.start, m.span.end, m.id))
    groups = _grouped(in_turn, texts)
    judge = _Judge(ordered, texts, rank, told, series, agents, groups, Bearings(ordered, texts, told, measures, agents))
    return tuple(sorted((judge.commitment(group) for group in groups), key=lambda one: one.id))


def _grouped(mentions: Sequence[CommitmentMention], texts: Mapping[str, str]) -> list[list[CommitmentMention]]:
    """Mentions of one commitment together, in order of publication: of one type, of one actor if told, in like words."""
    groups, indexes = list[list[CommitmentMention]](), defaultdict[str, tuple[Index, list[int]]](lambda: (Index(), []))
    for mention in mentions:
        words, (index, home) = pairs(_words(mention.span, texts)), indexes[mention.type]
        fitting = (
            home[number] for number in index.met(words) if _repeats(index[number], words) and _one(groups[home[number]][0], mention)
        )
        at = next(fitting, len(groups)) if words else len(groups)
        if at == len(groups):
            groups.append([])
        groups[at].append(mention)
        index.add(words)
        home.append(at)
    return groups


def _repeats(before: frozenset[str], words: frozenset[str]) -> bool:
    """Whether a passage says what an earlier one said: most of the shorter one's pairs, and three of its own or all."""
    shared = len(before & words)
    return shared >= min(3, len(words)) and shared / min(len(before), len(words)) >= _SAME


def _one(a: CommitmentMention, b: CommitmentMention) -> bool:
    """Whether two of one type may be of one commitment: several may foresee the same, a promise is its actor's."""
    actors = {one.actor for one in (a, b) if one.actor}
    loose = a.strength in FORESEEN or b.strength in FORESEEN
    dues = {day_of(one.due) for one in (a, b) if one.due}
    return (loose or len(actors) < 2 or a.span.article == b.span.article) and len(dues) < 2


def _words(span: Span, texts: Mapping[str, str]) -> str:
    return texts[span.article][span.start : span.end]


def waiting(due: Point | None, now: date | None) -> str:
    """Without a passage that settles it: open before its day, due on it, past it nothing that we have can tell."""
    day = day_of(due)
    if day is None or now is None or day > now:
        return "open"
    return "due" if day == now else "unverifiable"


def latest_day(articles: Iterable[Article]) -> date | None:
    """The day of the newest article."""
    return max((one.published.date() for one in articles if one.published), default=None)


class _Judge:
    """What later articles say of commitments."""

    def __init__(
        self,
        articles: Sequence[Article],
        texts: Mapping[str, str],
        rank: Mapping[str, int],
        stated: Mapping[str, Stated],
        series: Sequence[Series],
        agents: Agents,
        groups: Sequence[Sequence[CommitmentMention]],
        bearings: Bearings,
    ) -> None:
        self._texts, self._rank, self._agents, self._bearings = texts, rank, agents, bearings
        asked = [group for group in groups if self._settles(group)]
        self._wanted = {group[0].id: self._matter(group[0]) for group in asked}
        self._tellings = Tellings(articles, texts, [(rank[g[0].span.article], self._wanted[g[0].id]) for g in asked])
        self._counts = Counts(rank, stated, series)
        self._sayings = {one.article: one.sayings for one in stated.values()}
        self._now = latest_day(articles)

    def commitment(self, mentions: Sequence[CommitmentMention]) -> Commitment:
        """One commitment with its status and what settles it."""
        first = mentions[0]
        due = next((m.due for m in reversed(mentions) if m.due), None)
        found = self._counts.outcome(mentions) or self._told(mentions) or self._bearings.settled(mentions, day_of(due))
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
            return (Evidence(found.span, _VERDICT[found.status], self._chain(found.span)),)
        meanwhile = self._bearings.beside(mentions)
        return (Evidence(meanwhile.span, meanwhile.verdict, self._chain(meanwhile.span)),) if meanwhile else ()

    def _told(self, mentions: Sequence[CommitmentMention]) -> Outcome | None:
        """What a later passage tells; the last mention with a day says when it is due."""
        dated = next((m for m in reversed(mentions) if m.due), mentions[-1])
        rank = self._rank[mentions[0].span.article]
        wanted = self._wanted.get(mentions[0].id)
        return self._tellings.outcome(dated, wanted, rank, [m.span for m in mentions]) if wanted else None

    def _settles(self, mentions: Sequence[CommitmentMention]) -> bool:
        """Whether a passage may settle it: it binds somebody, or has a day or a number; 不会影响 of nobody is an opinion."""
        first = mentions[0]
        bound = first.strength in _BINDING and first.actor is not None
        return bound or any(one.due for one in mentions) or _NUMBER.search(_words(first.span, self._texts)) is not None

    def _matter(self, mention: CommitmentMention) -> frozenset[str]:
        """What is to be done, without who does it: what is done is told without him."""
        words = _words(mention.span, self._texts)
        entity = self._agents.by_id.get(mention.actor or "")
        for name in entity.names if entity else ():
            if name in words:
                words = words.replace(name, " ")
        return pairs(words)

    def _chain(self, span: Span) -> Chain:
        """On whose word a passage stands: the innermost saying around it, else nobody's but the outlet's."""
        around = [s for s in self._sayings.get(span.article, ()) if s.content[0] <= span.start and span.end <= s.content[1]]
        return min(around, key=lambda s: (s.content[1] - s.content[0], s.id)).chain if around else ()
