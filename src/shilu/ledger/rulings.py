"""What people decided about what is judged anew in each build: a verdict confirmed, a verdict refused.

A commitment, a measure or an event has passages; a decision about it is found again by them when its id has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from shilu.ledger.commitments import latest_day, waiting
from shilu.model.article import Article, Span
from shilu.model.judgements import Decided
from shilu.model.ledger import Commitment, Disagreement, Event, Ledger, Measure, Series
from shilu.statements.judged import find_quote, shared

STATES = {"accept": "confirmed", "reject": "rejected"}


class Ruled(Struct, frozen=True):
    """A ledger with the decisions in it, and every decision with the record it belongs to."""

    ledger: Ledger
    decided: tuple[Decided, ...]


def ruled(ledger: Ledger, decided: Iterable[Decided], articles: Sequence[Article]) -> Ruled:
    """Attach each decision that no article's own record has, and follow those on commitments: the last of two holds.

    Accepting confirms the verdict on a commitment; rejecting refuses it, so that nothing settles the commitment.
    """
    decided = tuple(decided)
    if not decided:
        return Ruled(ledger, ())
    passages = _passages(ledger)
    found = tuple(replace(one, attached=one.attached or _attach(one, passages, articles)) for one in decided)
    states = {one.attached: STATES[one.judgement.action] for one in found if one.judgement.action in STATES and one.attached}
    if not any(one.id in states for one in ledger.commitments):
        return Ruled(ledger, found)
    today = latest_day(articles)
    commitments = tuple(_follow(one, states.get(one.id), today) for one in ledger.commitments)
    return Ruled(replace(ledger, commitments=commitments), found)


def _follow(one: Commitment, state: str | None, today: date | None) -> Commitment:
    if state is None or not one.evidence:
        return one
    evidence = tuple(replace(found, state=state) for found in one.evidence)
    return replace(one, evidence=evidence, status=one.status if state == "confirmed" else waiting(one.due, today))


def _passages(ledger: Ledger) -> dict[str, tuple[Span, ...]]:
    """Every record of the ledger with its passages; series and disagreements have none of their own."""
    told: tuple[Commitment | Measure | Event, ...] = (*ledger.commitments, *ledger.measures, *ledger.events)
    bare: tuple[Series | Disagreement, ...] = (*ledger.series, *ledger.disagreements)
    return {one.id: () for one in bare} | {one.id: tuple(mention.span for mention in one.mentions) for one in told}


def _attach(one: Decided, passages: dict[str, tuple[Span, ...]], articles: Sequence[Article]) -> str | None:
    """The record by its id, else the one of its kind whose passage shares most with the quotation."""
    target, quote = one.judgement.target, one.judgement.quote
    if target in passages or quote is None:
        return target if target in passages else None
    where = find_quote(quote, articles)
    near = sorted(_near(where, target.partition(":")[0], passages)) if where else []
    return near[0][1] if near else None


def _near(where: Span, kind: str, passages: dict[str, tuple[Span, ...]]) -> Iterator[tuple[int, str]]:
    """Records of one kind with a passage there, and how much of it they share (negative: most first)."""
    for key, spans in passages.items():
        most = max((shared(span, where) for span in spans), default=0)
        if key.startswith(f"{kind}:") and most:
            yield -most, key
