"""Disagreements: the passages side by side, the open ones first, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from shilu.dossier.casebook import Casebook
from shilu.dossier.laid import Laid
from shilu.dossier.reports import amount, measure
from shilu.dossier.rows import Line
from shilu.dossier.terms import Measure, Words
from shilu.dossier.view import Dispute, Side
from shilu.dossier.words import label, rank
from shilu.model.ledger import Disagreement, Member


def disputes(book: Casebook, disagreements: Sequence[Disagreement], table: Sequence[Line]) -> tuple[Dispute, ...]:
    """What does not agree: open, contested, apparent, resolved, in this order; each named as its line in the table is."""
    found = [one for one in disagreements if one.state != "none"]
    mine = {member.figure for one in found for member in one.members}
    lines = {figure.id: line for line in table for figure in line.figures if figure.id in mine}
    return tuple(_dispute(book, lines, one) for one in sorted(found, key=_weight))


def agreements(book: Casebook, disagreements: Sequence[Disagreement]) -> Laid[Disagreement, Dispute]:
    """What was compared and agrees."""
    found = [one for one in disagreements if one.state == "none"]
    return Laid(sorted(found, key=_weight), partial(_dispute, book, {}))


def _weight(one: Disagreement) -> tuple[int, str, str]:
    return (rank("state", one.state), one.topic, one.id)


def _dispute(book: Casebook, lines: Mapping[str, Line], one: Disagreement) -> Dispute:
    members = sorted(one.members, key=lambda member: book.order(member.span.article, member.span.start))
    return Dispute(
        id=one.id,
        topic=one.topic,
        measure=_measure(book, lines, one),
        relation=one.relation,
        relation_label=label("relation", one.relation),
        state=one.state,
        state_label=label("state", one.state),
        sides=Laid(members, partial(_side, book)),
        rule=one.rule,
        reason=Words(one.reason, one.reason_en),
        rulings=book.ruled(one.id),
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


def _measure(book: Casebook, lines: Mapping[str, Line], one: Disagreement) -> Measure | None:
    figures = [book.figures[member.figure] for member in one.members if member.figure in book.figures]
    if not figures:
        return None
    line = lines.get(figures[0].id)  # its place is the series': what the passage itself counts over may be said otherwise
    return measure(book, figures[0], line.place if line else figures[0].place, figures[0].incident)
