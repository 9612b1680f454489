"""The records of which a build has thousands, as structs: their fields are the contract's keys in the contract's order.

msgspec writes a struct in half the time of a dictionary, and making one costs next to nothing. Blocks, links and relations
need no row: in the model they have the contract's fields already.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct

from shilu.model.ledger import Relation
from shilu.model.statements import Chain, Factuality

Record = dict[str, Any]
Iso = str | date | None  # a day, which msgspec writes as ISO 8601, or an instant that is written so already


class Words(Struct, frozen=True, gc=False):
    """A span with its words."""

    article: str
    start: int
    end: int
    exact: str


class Range(Struct, frozen=True, gc=False):
    """A range inside a record that names its article already."""

    start: int
    end: int


class TimeRow(Struct, frozen=True, gc=False, rename={"first": "from", "last": "until"}):
    """One line of times.jsonl."""

    span: Words
    first: Iso
    last: Iso
    granularity: str
    basis: str
    anchor: Iso
    rule: str
    timex: str


class FigureRow(Struct, frozen=True, gc=False):
    """One line of figures.jsonl."""

    id: str
    span: Words
    number: Range | None
    kind: str
    value: int | float | None
    low: int | float | None
    high: int | float | None
    operator: str
    unit: str | None
    group: str
    population: str | None
    place: str | None
    as_of: Iso
    realis: str
    statement: str | None
    chain: Chain
    part_of: str | None
    rule: str
    factuality: tuple[Factuality, ...]
    basis: str
    incident: str | None
    as_of_stated: bool
    prior: bool
    correction: bool
    headline: bool
    judgement: str | None
    rejected: bool
    preferred: bool


class SayingRow(Struct, frozen=True, gc=False):
    """One line of statements.jsonl."""

    id: str
    span: Words
    cue: Range | None
    content: Range | None
    mode: str
    speaker: str
    chain: Chain
    relations: tuple[str, ...]
    said_on: Iso
    act: str
    factuality: tuple[Factuality, ...]
    carried_over: bool
    rule: str


class EstimateRow(Struct, frozen=True, gc=False):
    """One estimate of a series."""

    at: Iso
    low: int | float | None
    best: int | float | None
    high: int | float | None
    policy: str
    live: tuple[str, ...]
    roots: tuple[str, ...]
    outlets: tuple[str, ...]
    best_figure: str | None
    computed: bool


class SeriesRow(Struct, frozen=True, gc=False):
    """One line of series.jsonl."""

    id: str
    kind: str
    group: str
    place: str | None
    basis: str
    points: tuple[str, ...]
    relations: tuple[Relation, ...]
    estimates: list[EstimateRow]
    realis: str
    unit: str | None
    incident: str | None


class EntityRow(Struct, frozen=True, gc=False):
    """One line of entities.jsonl."""

    id: str
    type: str
    name: str | None
    names: tuple[str, ...]
    name_en: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    same_as: tuple[str, ...]
    mentions: list[Words]
    roles: list[Record]
    tier: int | None
    parent: str | None
