"""What is mentioned where: the marks that `annotate` sets on one article. All offsets are code points, half-open."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct

Point = date | datetime  # a whole day in the place's own clock, or an instant with its offset


class TimeMark(Struct, frozen=True):
    """A time expression (TIMEX3). Both ends inclusive; `None` where open; both `None` when vague.

    `granularity`: instant, hour, part_of_day, day, week, month, season, year, interval, vague.
    `basis`: explicit, weekday, deictic, event-anchored, inferred. `anchor` is the day it was counted from.
    `timex`: DATE, TIME, DURATION or SET. `since`/`until_now` marks (自…以来, 截至) widen the value, not the span.
    """

    start: int
    end: int
    first: Point | None
    last: Point | None
    granularity: str
    basis: str
    anchor: date | None
    timex: str
    rule: str


class QuantityMark(Struct, frozen=True):
    """A number with what it counts. `start:end` covers bound words, number and classifier; `number_*` the number alone.

    `value` is the number as stated (Decimal, exact; `None` for vague ones), `low` and `high` the contract's inclusive
    bounds (`None` where open), `operator` one of = > >= < <= ~ range vague unknown none. `unit` as written (classifier
    or unit), `currency` ISO 4217. `dimension`: count, money, duration, length, area, mass, temperature, share, ratio,
    magnitude, other. `marker` holds the bound words as written (约, 超过, 多).
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    operator: str
    unit: str | None
    currency: str | None
    dimension: str
    marker: str | None
    rule: str


class NameMark(Struct, frozen=True):
    """A mention of a person, organisation, place or outlet by name.

    `name` is the name in simplified script, `key` the gazetteer's or alias table's key where one is known (places:
    `geonames:1526384` or `iso:KZ`; outlets: `outlet:tass`; organisations: `org:csto`), `country` an ISO 3166-1 code or
    `None`. `maker` names who found it (a rule id or a tagger's name and version), `score` is 0 to 1.
    """

    start: int
    end: int
    type: str
    name: str
    key: str | None
    country: str | None
    maker: str
    score: float


class RoleMark(Struct, frozen=True):
    """An office and, when it stands beside one, its holder: 哈萨克斯坦|总统|托卡耶夫.

    `title_*` is the office word(s), `org_*` the body or country before it (`None` when absent), `holder_*` the person
    (`None` when the office stands alone for the person). `change`: appointed, acting, dismissed, resigned, arrested,
    ended or `None`. `plural` is true for 官员们, 多名官员.
    """

    start: int
    end: int
    title_start: int
    title_end: int
    org_start: int | None
    org_end: int | None
    holder_start: int | None
    holder_end: int | None
    change: str | None
    plural: bool
    rule: str


class QuoteMark(Struct, frozen=True):
    """Words inside quotation marks; `start:end` excludes the marks. `depth` 0 is outermost; `scare` for short labels."""

    start: int
    end: int
    depth: int
    scare: bool


class CueMark(Struct, frozen=True):
    """A reporting cue. `kind`: verb (表示), according (据…), cite (援引), colon (headline ：), noun (声明).

    `act` is the contract's act word, `stance` neutral, assertive, factive, distancing, denying, announcing.
    """

    start: int
    end: int
    kind: str
    lemma: str
    act: str
    stance: str
    rule: str


class HedgeMark(Struct, frozen=True):
    """A word that moves factuality or realis. `value`: PR+, PS+, CT-, PR-, PS-, Uu, CT+; `realis` a contract word or `None`."""

    start: int
    end: int
    lemma: str
    value: str
    realis: str | None
    rule: str


class Annotations(Struct, frozen=True):
    """All marks of one article, each tuple sorted by (start, end). `simplified` is the text in simplified script,
    character for character as long as `Article.text` (grammars read it; spans point into the original).
    `sentences` and `clauses` are half-open ranges; a sentence never crosses a block."""

    article: str
    simplified: str
    sentences: tuple[tuple[int, int], ...]
    clauses: tuple[tuple[int, int], ...]
    times: tuple[TimeMark, ...]
    quantities: tuple[QuantityMark, ...]
    names: tuple[NameMark, ...]
    roles: tuple[RoleMark, ...]
    quotes: tuple[QuoteMark, ...]
    cues: tuple[CueMark, ...]
    hedges: tuple[HedgeMark, ...]
