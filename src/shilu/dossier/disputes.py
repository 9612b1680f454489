"""Disagreements: the passages side by side, the open ones first, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from shilu.dossier.casebook import Casebook
from shilu.dossier.laid import Laid
from shilu.dossier.reports import amount, measure
from shilu.dossier.terms import Measure, Words
from shilu.dossier.view import Dispute, Side
from shilu.dossier.words import label, rank
from shilu.model.ledger import Disagreement, Member


def disputes(book: Casebook, disagreements: Sequence[Disagreement]) -> tuple[Dispute, ...]:
    """What does not agree: open, contested, apparent, resolved, in this order."""
    found = [one for one in disagreements if one.state != "none"]
    return tuple(_dispute(book, one) for one in sorted(found, key=_weight))


def agreements(book: Casebook, disagreements: Sequence[Disagreement]) -> Laid[Disagreement, Dispute]:
    """What was compared and agrees."""
    found = [one for one in disagreements if one.state == "none"]
    return Laid(sorted(found, key=_weight), partial(_dispute, book))


def _weight(one: Disagreement) -> tuple[int, str, str]:
    return (rank("state", one.state), one.topic, one.id)


def _dispute(book: Casebook, one: Disagreement) -> Dispute:
    members = sorted(one.members, key=lambda member: book.order(member.span.article, member.span.start))
    return Dispute(
        id=one.id,
        topic=one.topic,
        measure=_measure(book, one),
        relation=one.relation,
        relation_label=label("relation", one.relation),
        state=one.state,
        state_label=label("state", one.state),
        sides=Laid(members, partial(_side, book)),
        rule=one.rule,
        reason=Words(one.reason, one.reason_en),
    )


def _side(book: Casebook, member: Member) -> Side:
    article = member.span.article
    figure = book.figures.get(member.figure or "")
    return Side(
        value=member.value,
        amount=amount(book, figure) if figure else None,
        chain=book.chain(member.chain),
        passage=book.at(member.span),
        published=book.published(article),
        figure=member.figure,
    )


def _measure(book: Casebook, one: Disagreement) -> Measure | None:
    figures = [book.figures[member.figure] for member in one.members if member.figure in book.figures]
    return measure(book, figures[0], figures[0].place, figures[0].incident) if figures else None
