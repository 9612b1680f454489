"""What is known, on whose word, how it changed: the judgement over statements, derived and recomputable."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from msgspec import Struct

from shilu.model.article import Span
from shilu.model.marks import Point
from shilu.model.statements import Chain, CommitmentMention, EventMention, MeasureMention


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


class Reason(Struct, frozen=True):
    """Why an article is in a story, in Chinese and English. `score`: so many of such joins are right, of 1, on labelled news;
    `None` where nothing was joined."""

    article: str
    because: str
    because_en: str
    score: float | None = None


class Lineage(Struct, frozen=True, order=True):
    """What people did that a story comes from: merge (`was` went into it), split or move (`was` stood for an article that left
    it). `was` is the id of a story as it was known before, `by` the judgement.
    """

    op: str
    was: str
    by: str


class Story(Struct, frozen=True):
    """Which articles tell one story, and why each is here. `parts` are its tight events, as article ids.

    `id` comes from the earliest article: whoever has an old id finds the story by the article that it stands for.
    """

    id: str
    title: str
    first: Point | None
    last: Point | None
    articles: tuple[str, ...]
    reasons: tuple[Reason, ...]
    parts: tuple[tuple[str, ...], ...] = ()
    lineage: tuple[Lineage, ...] = ()


class Event(Struct, frozen=True):
    """One event as all its mentions tell it. `first` and `last` are its days (both inclusive, `None` where open); `dated` when
    a text states them. `title` are the words of its clearest mention; `mentions` run in order of publication.
    """

    id: str
    type: str
    plover: str | None
    title: str
    first: Point | None
    last: Point | None
    precision: str
    dated: bool
    places: tuple[str, ...]
    participants: tuple[str, ...]
    realis: str
    background: bool
    mentions: tuple[EventMention, ...]


class Measure(Struct, frozen=True):
    """One measure from its first act to its last. `first` and `last` are the days it holds from and until, as last stated.

    `status` when the newest article was published: proposed, announced, in_force, extended, eased, lifted, expired, unknown.
    """

    id: str
    type: str
    topic: str | None
    authority: str | None
    place: str | None
    announced: Point | None
    first: Point | None
    last: Point | None
    until_reason: str | None
    status: str
    mentions: tuple[MeasureMention, ...]


class Evidence(Struct, frozen=True):
    """A passage that bears on a commitment. `verdict`: supports, contradicts, partly; restates (it is still to come), bears
    (on the matter, without settling it). `state`: suggested, until a person has confirmed or rejected it.
    """

    span: Span
    verdict: str
    chain: Chain
    state: str = "suggested"


class Commitment(Struct, frozen=True):
    """What was promised, planned or foreseen, with what later articles say of it. `status` as in the contract.

    `content` is its first passage, `mentions` all of them in order of publication.
    """

    id: str
    type: str
    strength: str
    actor: str | None
    content: Span
    made_on: Point | None
    due: Point | None
    condition: str | None
    status: str
    evidence: tuple[Evidence, ...]
    mentions: tuple[CommitmentMention, ...]


class Ledger(Struct, frozen=True):
    """The judgement over one story."""

    story: Story
    series: tuple[Series, ...]
    disagreements: tuple[Disagreement, ...]
    events: tuple[Event, ...] = ()
    measures: tuple[Measure, ...] = ()
    commitments: tuple[Commitment, ...] = ()
