"""Disagreements: the passages side by side, the open ones first, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from shilu.dossier.casebook import Casebook
from shilu.dossier.view import Dispute, Side, Words
from shilu.dossier.words import label, rank
from shilu.model.ledger import Disagreement, Member


def disputes(book: Casebook, disagreements: Sequence[Disagreement]) -> tuple[Dispute, ...]:
    """What does not agree: open, contested, apparent, resolved, in this order."""
    found = [one for one in disagreements if one.state != "none"]
    return tuple(_dispute(book, one) for one in sorted(found, key=_weight))


def agreements(book: Casebook, disagreements: Sequence[Disagreement]) -> tuple[Dispute, ...]:
    """What was compared and agrees."""
    found = [one for one in disagreements if one.state == "none"]
    return tuple(_dispute(book, one) for one in sorted(found, key=_weight))


def _weight(one: Disagreement) -> tuple[int, str, str]:
    return (rank("state", one.state), one.topic, one.id)


def _dispute(book: Casebook, one: Disagreement) -> Dispute:
    members = sorted(one.members, key=lambda member: book.order(member.span.article, member.span.start))
    return Dispute(
        id=one.id,
        topic=one.topic,
        relation=one.relation,
        relation_label=label("relation", one.relation),
        state=one.state,
        state_label=label("state", one.state),
        sides=tuple(_side(book, member) for member in members),
        rule=one.rule,
        reason=Words(one.reason, one.reason_en),
    )


def _side(book: Casebook, member: Member) -> Side:
    article = member.span.article
    return Side(member.value, book.chain(member.chain), book.at(member.span), book.published(article), member.figure)
