"""The index of several stories: one row for each, the one that most outlets tell first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice

from msgspec import Struct

from shilu.dossier.terms import Agent, Amount, Measure, When
from shilu.dossier.view import Dossier, Fault
from shilu.model.errors import Failure

KEYS = 4  # figures of a row


class KeyFigure(Struct, frozen=True):
    """A number that a row shows."""

    measure: Measure
    amount: Amount
    contested: bool


class IndexRow(Struct, frozen=True):
    """One story in the index. `place` is its page, relative to the index; `language` that of its newest article."""

    id: str
    place: str
    title: str
    language: str
    first: When | None
    last: When | None
    articles: int
    outlets: tuple[Agent, ...]
    roots: int
    open_disagreements: int
    figures: tuple[KeyFigure, ...]


class Index(Struct, frozen=True):
    """All stories: those that several articles tell, and those of one."""

    as_of: When | None
    articles: int
    outlets: int
    stories: tuple[IndexRow, ...]
    singles: tuple[IndexRow, ...]
    faults: tuple[Fault, ...]


def index_row(dossier: Dossier, place: str) -> IndexRow:
    """The row of a story whose page is at `place`."""
    header = dossier.header
    return IndexRow(
        id=dossier.id,
        place=place,
        title=header.title,
        language=dossier.articles[-1].language,
        first=header.first,
        last=header.as_of,
        articles=header.articles,
        outlets=tuple(source.agent for source in dossier.sources),
        roots=header.roots,
        open_disagreements=header.open_disagreements,
        figures=tuple(KeyFigure(row.measure, row.amount, row.contested) for row in islice(dossier.cards, KEYS)),
    )


def index_of(rows: Iterable[IndexRow], failures: Sequence[Failure]) -> Index:
    """The index of some stories, whatever their order: what most outlets and articles tell first, then the newest."""
    ordered = sorted(rows, key=lambda row: (-len(row.outlets), -row.articles, -_seconds(row.last), row.id))
    return Index(
        as_of=max((row.last for row in ordered if row.last), key=_seconds, default=None),
        articles=sum(row.articles for row in ordered),
        outlets=len({outlet.id for row in ordered for outlet in row.outlets}),
        stories=tuple(row for row in ordered if row.articles > 1),
        singles=tuple(sorted((row for row in ordered if row.articles == 1), key=lambda row: (-_seconds(row.last), row.id))),
        faults=tuple(Fault(one.path, one.stage, one.error) for one in sorted(failures)),
    )


def _seconds(when: When | None) -> float:
    """An instant or the beginning of a day as seconds; before everything when there is none."""
    if when is None:
        return float("-inf")
    read = datetime.fromisoformat(when.iso)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()
