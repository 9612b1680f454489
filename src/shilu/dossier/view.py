"""The nouns of a dossier: what a page, a Markdown file or an API shows. Plain values, no markup, no lookups left to do.

They are made of the terms of `shilu.dossier.terms`, which says what spans, `None` and `Words` mean. A `Sequence` is a tuple
or a `Laid` list, whose entries are made when they are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from shilu.dossier.papers import ArticleView, Source
from shilu.dossier.terms import Agent, Amount, ChainView, Measure, Passage, Ruling, When, Words


class Report(Struct, frozen=True):
    """One figure as one article gives it: the value, the passage, on whose word, and what became of it since.

    `status`: live, superseded, revised, refined, repeated or stated (no judgement). `reason` says why in words;
    `replaced_by` is the figure id that took its place and `replaced_value` what that one says. `contested` when it stands in a
    disagreement that is not settled.
    """

    id: str
    amount: Amount
    as_of: When | None
    as_of_stated: bool
    published: When | None
    outlet: Agent
    chain: ChainView
    realis: str
    realis_label: Words
    factuality: str
    factuality_label: Words
    passage: Passage
    status: str
    status_label: Words
    reason: Words | None
    replaced_by: str | None
    replaced_value: Amount | None
    rule: str
    contested: bool = False
    rulings: tuple[Ruling, ...] = ()


class Step(Struct, frozen=True):
    """The range of what had been reported when the newest report until `at` was published."""

    at: When | None
    low: Decimal | None
    best: Decimal | None
    high: Decimal | None


class FigureRow(Struct, frozen=True):
    """One line of the figures table: a measure, its best value with the range of reports, and all reports of it.

    `best` is the report chosen by `policy`, `amount` its value with the range over all live reports in `low` and
    `high`; `computed` when the range was raised by adding up parts. `contested` when an open disagreement touches it.
    """

    id: str
    measure: Measure
    realis: str
    amount: Amount
    computed: bool
    best: Report
    policy: str
    contested: bool
    roots: tuple[Agent, ...]
    outlets: tuple[Agent, ...]
    history: tuple[Report, ...]
    steps: tuple[Step, ...]
    rulings: tuple[Ruling, ...] = ()


class Change(Struct, frozen=True):
    """A figure that moved: the value before (`None` when it is new), the value after, and the report that moved it."""

    at: When | None
    series: str
    measure: Measure
    before: Amount | None
    after: Amount
    report: Report


class Side(Struct, frozen=True):
    """One side of a disagreement. `value` in the ledger's words; `amount` when the side is a figure."""

    value: str
    amount: Amount | None
    chain: ChainView
    passage: Passage
    published: When | None
    figure: str | None


class Dispute(Struct, frozen=True):
    """Passages that do not agree, side by side, with the rule that set them there and the reason in words.

    `measure` says what the sides count, `None` when no side is a figure; `topic` says it in the ledger's words.
    """

    id: str
    topic: str
    measure: Measure | None
    relation: str
    relation_label: Words
    state: str
    state_label: Words
    sides: Sequence[Side]
    rule: str
    reason: Words
    rulings: tuple[Ruling, ...] = ()


class Saying(Struct, frozen=True):
    """What a speaker is given as saying, in one article. `said_on` is the day of speaking when the text tells it."""

    id: str
    act: str
    act_label: Words
    mode: str
    mode_label: Words
    factuality_label: Words
    said_on: When | None
    published: When | None
    chain: ChainView
    passage: Passage


class Speaker(Struct, frozen=True):
    """One voice with all that it is given as saying, in order of publication. `titles` are offices as written."""

    agent: Agent
    tier_label: Words
    titles: tuple[str, ...]
    sayings: Sequence[Saying]


class Act(Struct, frozen=True):
    """What one article tells of a measure: imposed, extended, lifted; `until` when it states an end."""

    act_label: Words
    published: When | None
    until: When | None
    chain: ChainView
    passage: Passage


class MeasureRow(Struct, frozen=True):
    """One measure of an authority: what it is, where, since when, until when, and what holds now.

    `until_reason` are the words of an end that is no day. `act` is the newest passage that changed it, `acts` all of them.
    """

    id: str
    type_label: Words
    status: str
    status_label: Words
    authority: Agent | None
    place: Agent | None
    since: When | None
    until: When | None
    until_reason: str | None
    act: Act
    acts: tuple[Act, ...]
    rulings: tuple[Ruling, ...] = ()


class Proof(Struct, frozen=True):
    """A passage that settles a commitment, as the program suggests; `state` says whether a person has confirmed or rejected it."""

    verdict_label: Words
    state: str
    state_label: Words
    published: When | None
    chain: ChainView
    passage: Passage


class CommitmentRow(Struct, frozen=True):
    """What was promised, planned or foreseen: by whom, by when, on what condition, and what became of it."""

    id: str
    type_label: Words
    strength_label: Words
    status: str
    status_label: Words
    actor: Agent | None
    made_on: When | None
    due: When | None
    condition: str | None
    chain: ChainView
    passage: Passage
    mentions: int
    proofs: tuple[Proof, ...]
    rulings: tuple[Ruling, ...] = ()


class Moment(Struct, frozen=True):
    """One entry of the timeline's event lane, dated by the text: a figure (`measure`, `amount`), a saying or an event
    (`act_label`).
    """

    when: When
    kind: str
    act_label: Words | None
    measure: Measure | None
    amount: Amount | None
    id: str
    chain: ChainView
    passage: Passage


class Happening(Struct, frozen=True):
    """An event by its clearest passage. `when` is `None` when no text dates it."""

    when: When | None
    act_label: Words
    id: str
    chain: ChainView
    passage: Passage


class Day(Struct, frozen=True):
    """One day of the timeline. `events` are dated by what the texts say, `reports` are the articles published that day."""

    day: str
    events: Sequence[Moment]
    reports: tuple[str, ...]


class Office(Struct, frozen=True):
    """An office held, as one passage gives it; `change` is the contract's word with its label, `None` without one."""

    title: str
    org: Agent | None
    change_label: Words | None
    on: str | None
    passage: Passage


class Party(Struct, frozen=True):
    """A person or an organisation of the story; `mentions` counts them all, `passages` opens the first in a few articles."""

    agent: Agent
    offices: tuple[Office, ...]
    mentions: int
    passages: tuple[Passage, ...]


class Spot(Struct, frozen=True):
    """A place of the story. `lat` and `lon` in degrees, `precision_label` says how exact they are."""

    agent: Agent
    country: str | None
    lat: float | None
    lon: float | None
    precision_label: Words
    mentions: int
    passages: tuple[Passage, ...]


class Site(Struct, frozen=True):
    """A place where something is counted or happened. `lat` and `lon` in degrees, `None` where nobody knows; `precision` and
    its label say how exact they are. `figures` and `events` are the most telling, `more` counts the others; `reports` all reports.
    """

    agent: Agent
    within: Agent | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    precision_label: Words
    figures: tuple[FigureRow, ...]
    events: tuple[Happening, ...]
    reports: int
    more: int


class Fault(Struct, frozen=True):
    """An input that could not be read."""

    path: str
    stage: str
    error: str


class Header(Struct, frozen=True):
    """What the page is about and how far it reaches. `as_of` is the newest publication; `roots` counts independent roots."""

    title: str
    as_of: When | None
    first: When | None
    articles: int
    outlets: int
    roots: int
    failures: int
    figures: int
    sayings: int
    open_disagreements: int


class Dossier(Struct, frozen=True):
    """Everything a reader of one story sees. `figures` are what is reported as fact; `outlook` what is planned or foreseen;
    `elsewhere` belongs to other incidents that the texts mention. `changes` run newest first; `key` are ids in `figures`.

    `rulings` are what people decided, the newest first; each record has its own as well.
    `in_force` and `ended` are measures of authorities, `commitments` what was promised, planned or foreseen.
    `cards` are the rows of `key`; `prime` the figures that a reader looks for first, `minor` the others. `toll` are those of
    `prime` that count all whom something befell, `foreseen` those of `outlook` that count deaths. `sites` are the places of
    figures and events. `spans` says where each figure and statement stands: article id -> record id -> range.
    """

    id: str
    header: Header
    key: tuple[str, ...]
    cards: Sequence[FigureRow]
    changes: Sequence[Change]
    figures: Sequence[FigureRow]
    prime: Sequence[FigureRow]
    minor: Sequence[FigureRow]
    toll: Sequence[FigureRow]
    foreseen: Sequence[FigureRow]
    outlook: Sequence[FigureRow]
    elsewhere: Sequence[FigureRow]
    disputes: tuple[Dispute, ...]
    agreements: Sequence[Dispute]
    in_force: Sequence[MeasureRow]
    ended: Sequence[MeasureRow]
    commitments: Sequence[CommitmentRow]
    timeline: tuple[Day, ...]
    voices: Sequence[Speaker]
    people: Sequence[Party]
    organisations: Sequence[Party]
    places: Sequence[Spot]
    sites: Sequence[Site]
    sources: tuple[Source, ...]
    articles: tuple[ArticleView, ...]
    rulings: tuple[Ruling, ...]
    faults: tuple[Fault, ...]
    spans: Mapping[str, Mapping[str, tuple[int, int]]]
