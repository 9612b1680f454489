"""Who asserts what, where it is written. Statements are append-only; the ledger relates them and changes none."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from shilu.model.article import Span
from shilu.model.entities import Entity
from shilu.model.marks import Point

Link = str | tuple[str, ...]  # an entity id, or parallel sources
Chain = tuple[Link, ...]  # from the publishing outlet (first) to the root (last)
Factuality = str | tuple[str, ...]  # FactBank value, nested where the chain is


class Saying(Struct, frozen=True):
    """A stretch of content given to a speaker. `span` is the whole evidence, `cue` the reporting words, `content` what is said.

    `mode`: direct, indirect, mixed. `relations` has one attribution word a link (published, reports, cites,
    according_to, said, statement, document, witnessed ...). `carried_over`: the cue stands in an earlier sentence
    (then `cue` is `None`). `speaker` is the root agent's entity id.
    """

    id: str
    span: Span
    cue: tuple[int, int] | None
    content: tuple[int, int]
    mode: str
    speaker: str
    chain: Chain
    relations: tuple[str, ...]
    said_on: Point | None
    act: str
    factuality: tuple[Factuality, ...]
    carried_over: bool
    rule: str


class Figure(Struct, frozen=True):
    """A typed number of the event, with its bounds, its population, its day and its chain. Words as in the contract.

    `basis`: cumulative, increment, stock, flow, incident. `incident` is `None` for the story's own event, else the words
    that name another one (a quake of 2008), which keeps its figures out of the story's series. `prior`: the text
    itself gives the number as an older state (此前, 原先的). `correction`: it says that it corrects (更正, 下调).
    """

    id: str
    span: Span
    number: tuple[int, int] | None
    kind: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    operator: str
    unit: str | None
    group: str
    population: str | None
    place: str | None
    as_of: Point | None
    as_of_stated: bool
    realis: str
    statement: str | None
    chain: Chain
    factuality: tuple[Factuality, ...]
    part_of: str | None
    basis: str
    incident: str | None
    prior: bool
    correction: bool
    headline: bool
    rule: str
    judgement: str | None = None  # the judgement that a person made of it, and what came of it
    rejected: bool = False
    preferred: bool = False


class EventMention(Struct, frozen=True):
    """One passage that tells of an event. `trigger` is the word that names it; `type` and `plover` as in the contract.

    `topic` sets apart what one type covers. `first` and `last` are its days, both inclusive; an undated event (`dated` false)
    has no `first` and the day of report as `last`. `precision`: day, around, month, year. `background`: another time's event.
    """

    id: str
    span: Span
    trigger: tuple[int, int]
    type: str
    topic: str | None
    plover: str | None
    first: Point | None
    last: Point | None
    precision: str
    dated: bool
    places: tuple[str, ...]
    participants: tuple[str, ...]
    realis: str
    background: bool
    statement: str | None
    chain: Chain
    factuality: tuple[Factuality, ...]
    rule: str


class MeasureMention(Struct, frozen=True):
    """One passage on a measure of an authority. `topic` sets apart what one type covers (停运, 封路).

    `act`: impose, hold (it is in force), extend, ease, lift, propose, or mention (it is known, no more). `first` and `last` are the
    days it holds from and until, `announced` the day of the act that the text names; `until_reason` the words that
    give the end (直至…结束). `realis` is planned for what is yet to take effect.
    """

    id: str
    span: Span
    type: str
    topic: str | None
    act: str
    authority: str | None
    place: str | None
    announced: Point | None
    first: Point | None
    last: Point | None
    until_reason: str | None
    realis: str
    statement: str | None
    chain: Chain
    factuality: tuple[Factuality, ...]
    rule: str


class CommitmentMention(Struct, frozen=True):
    """One passage that says what somebody will do or what will happen. `span` is the content.

    `type` and `strength` as in the contract; `due` is the day by which, `None` without one; `condition` the words of 如果…,
    直到…. `made_on` is the day it was said.
    """

    id: str
    span: Span
    type: str
    strength: str
    actor: str | None
    made_on: Point | None
    due: Point | None
    condition: str | None
    statement: str | None
    chain: Chain
    factuality: tuple[Factuality, ...]
    rule: str


class Stated(Struct, frozen=True):
    """What `statements` reads in one article. `agents` are the sources it met that `entities` does not know."""

    article: str
    sayings: tuple[Saying, ...]
    figures: tuple[Figure, ...]
    agents: tuple[Entity, ...]
    events: tuple[EventMention, ...] = ()
    measures: tuple[MeasureMention, ...] = ()
    commitments: tuple[CommitmentMention, ...] = ()
