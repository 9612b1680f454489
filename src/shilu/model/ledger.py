"""What is known, on whose word, how it changed: the judgement over statements, derived and recomputable."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from msgspec import Struct

from shilu.model.article import Span
from shilu.model.marks import Point
from shilu.model.statements import Chain


class Relation(Struct, frozen=True):
    """`a relation b` ("a is superseded_by b"), with the rule (R1 ... R14) and the reason in words, Chinese and English."""

    a: str
    b: str
    relation: str
    rule: str
    reason: str
    reason_en: str


class Estimate(Struct, frozen=True):
    """low/best/high as known when the newest of its points was published: the range of reports, not a confidence interval."""

    at: datetime | None
    low: Decimal | None
    best: Decimal | None
    high: Decimal | None
    policy: str
    live: tuple[str, ...]
    best_figure: str | None
    roots: tuple[str, ...]
    outlets: tuple[str, ...]
    computed: bool


class Series(Struct, frozen=True):
    """Comparable figures of one matter. `points` are figure ids ordered by publication."""

    id: str
    kind: str
    group: str
    place: str | None
    basis: str
    realis: str
    unit: str | None
    incident: str | None
    points: tuple[str, ...]
    relations: tuple[Relation, ...]
    estimates: tuple[Estimate, ...]


class Member(Struct, frozen=True):
    """One side of a disagreement: the passage, its chain, and the value as words."""

    span: Span
    chain: Chain
    value: str
    figure: str | None


class Disagreement(Struct, frozen=True):
    """Two or more passages side by side. `state`: open, resolved, apparent, contested, none."""

    id: str
    relation: str
    topic: str
    members: tuple[Member, ...]
    state: str
    rule: str
    reason: str
    reason_en: str


class Story(Struct, frozen=True):
    """Which articles tell one story, and why each is here."""

    id: str
    title: str
    first: Point | None
    last: Point | None
    articles: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]


class Ledger(Struct, frozen=True):
    """The judgement over one story."""

    story: Story
    series: tuple[Series, ...]
    disagreements: tuple[Disagreement, ...]
