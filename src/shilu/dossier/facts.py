"""Measures and commitments for reading: what holds, what has ended, what was promised and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from shilu.dossier.casebook import Casebook, when
from shilu.dossier.laid import Laid
from shilu.dossier.terms import ChainView
from shilu.dossier.view import Act, CommitmentRow, MeasureRow, Proof
from shilu.dossier.words import label, rank
from shilu.model.ledger import Commitment, Evidence, Measure
from shilu.model.marks import Point
from shilu.model.statements import Chain, MeasureMention

ENDED = frozenset({"lifted", "expired"})
OPEN = frozenset({"open", "unverifiable"})


def measures(book: Casebook, table: Sequence[Measure], *, ended: bool) -> Laid[Measure, MeasureRow]:
    """The measures that hold, or those that have ended: what is firmest first, then the newest."""
    own = [one for one in table if (one.status in ENDED) is ended]
    newest = sorted(own, key=lambda one: (_iso(one.first or one.announced), one.id), reverse=True)
    return Laid(sorted(newest, key=lambda one: rank("measure_status", one.status)), partial(_measure, book))


def _measure(book: Casebook, one: Measure) -> MeasureRow:
    acts = tuple(_act(book, mention) for mention in one.mentions if mention.act != "mention")
    return MeasureRow(
        id=one.id,
        type_label=label("measure", one.topic if one.type in ("other", "movement_restriction", "alert_level") else one.type),
        status=one.status,
        status_label=label("measure_status", one.status),
        authority=book.agent(one.authority) if one.authority else None,
        place=book.agent(one.place) if one.place else None,
        since=when(one.first),
        until=when(one.last),
        until_reason=one.until_reason,
        act=acts[-1],
        acts=acts,
        rulings=book.ruled(one.id),
    )


def _act(book: Casebook, mention: MeasureMention) -> Act:
    return Act(
        act_label=label("measure_act", mention.act),
        published=book.published(mention.span.article),
        until=when(mention.last),
        chain=book.chain(mention.chain),
        passage=book.at(mention.span),
    )


def commitments(book: Casebook, table: Sequence[Commitment]) -> Laid[Commitment, CommitmentRow]:
    """What is settled or due first, then what has a day, the nearest on top; then the rest, the newest first."""
    newest = sorted(table, key=lambda one: (book.order(one.content.article, one.content.start), one.id), reverse=True)
    return Laid(sorted(newest, key=_urgency), partial(_commitment, book))


def _urgency(one: Commitment) -> tuple[bool, bool, str]:
    return (one.status in OPEN, one.due is None, _iso(one.due))


def _commitment(book: Casebook, one: Commitment) -> CommitmentRow:
    first = one.mentions[0]
    return CommitmentRow(
        id=one.id,
        type_label=label("commitment", one.type),
        strength_label=label("strength", one.strength),
        status=one.status,
        status_label=label("commitment_status", one.status),
        actor=book.agent(one.actor) if one.actor else None,
        made_on=when(one.made_on),
        due=when(one.due),
        condition=one.condition,
        chain=book.chain(first.chain),
        passage=book.at(one.content),
        mentions=len(one.mentions),
        proofs=tuple(_proof(book, found) for found in one.evidence),
        rulings=book.ruled(one.id),
    )


def _proof(book: Casebook, found: Evidence) -> Proof:
    article = found.span.article
    return Proof(
        verdict_label=label("verdict", found.verdict),
        state=found.state,
        state_label=label("proof", found.state),
        published=book.published(article),
        chain=_chain(book, article, found.chain),
        passage=book.at(found.span),
    )


def _chain(book: Casebook, article: str, chain: Chain) -> ChainView:
    """On whose word; the outlet's own when nobody else is named."""
    return book.chain(chain) if chain else ChainView(((book.outlet(article),),))


def _iso(point: Point | None) -> str:
    return point.isoformat() if point else ""
