"""Where people decided: every decision for reading, and by the record that it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from shilu.dossier.casebook import Casebook
from shilu.dossier.terms import Passage, Ruling, When, Words
from shilu.dossier.words import label
from shilu.model.judgements import Decided
from shilu.model.ledger import Ledger


def rulings(book: Casebook, decided: Iterable[Decided], ledger: Ledger) -> tuple[Ruling, ...]:
    """The decisions whose record is in the story, the newest first."""
    found = [one for one in decided if one.attached is not None]
    if not found:
        return ()
    passages = _passages(book, ledger)
    subjects = _subjects(book, ledger)
    newest = sorted(found, key=lambda one: (one.judgement.at, one.judgement.id), reverse=True)
    return tuple(_ruling(book, one, subjects, passages) for one in newest)


def by_record(told: Iterable[Ruling]) -> dict[str, tuple[Ruling, ...]]:
    """The decisions of each record, the newest first."""
    found: dict[str, list[Ruling]] = defaultdict(list)
    for one in told:
        found[one.record].append(one)
    return {key: tuple(each) for key, each in found.items()}


def _ruling(book: Casebook, one: Decided, subjects: Mapping[str, Words], passages: Mapping[str, Passage]) -> Ruling:
    judgement, record = one.judgement, one.attached or one.judgement.target
    merged = judgement.action == "merge"
    return Ruling(
        id=judgement.id,
        record=record,
        action=judgement.action,
        action_label=label("action", judgement.action),
        at=When(judgement.at.isoformat(timespec="minutes"), "instant"),
        by=judgement.by,
        why=judgement.why,
        field_label=label("field", judgement.field) if judgement.field else None,
        was=one.was,
        value=_named(book, judgement.value) if merged else judgement.value,
        subject=subjects.get(record) or _entity(book, record),
        passage=passages.get(record),
    )


def _named(book: Casebook, key: str | None) -> str | None:
    """An entity by its name, when it still has one."""
    entity = book.entities.get(key or "")
    return entity.name if entity and entity.name else key


def _entity(book: Casebook, key: str) -> Words | None:
    """The name of an entity that is still there; one that was merged is known by its id alone."""
    entity = book.entities.get(key)
    return Words(entity.name, entity.name_en or entity.name) if entity and entity.name else None


def _passages(book: Casebook, ledger: Ledger) -> dict[str, Passage]:
    """Where each record that has a passage stands now."""
    facts = {one.id: one.mentions[0].span for one in ledger.measures}
    facts |= {one.id: one.mentions[0].span for one in ledger.events}
    facts |= {one.id: one.content for one in ledger.commitments}
    facts |= {one.id: one.span for one in book.figures.values()}
    facts |= {one.id: one.span for one in book.sayings.values()}
    return {key: book.at(span) for key, span in facts.items()}


def _subjects(book: Casebook, ledger: Ledger) -> dict[str, Words]:
    """What a series or a disagreement is about."""
    found = {one.id: Words(one.topic, one.topic) for one in ledger.disagreements}
    for one in ledger.series:
        kind, place = label("kind", one.kind), book.agent(one.place) if one.place else None
        found[one.id] = Words(f"{kind.zh} {place.name}", f"{kind.en} {place.name_en or place.name}") if place else kind
    return found
