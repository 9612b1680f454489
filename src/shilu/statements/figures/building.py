"""Put a figure together: number and kind, then population, group, place, day, realis, chain and whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from shilu.lang.script import simplify
from shilu.model.article import Article, Span
from shilu.model.entities import Entities
from shilu.model.ids import make_id
from shilu.model.marks import Annotations, QuantityMark
from shilu.model.statements import Figure
from shilu.statements.attribution import Attribution
from shilu.statements.figures.context import Context
from shilu.statements.figures.counted import Counted, counted
from shilu.statements.figures.kinds import Clauses, Kind
from shilu.statements.figures.lexicon import group_of, words
from shilu.statements.figures.measured import measured
from shilu.statements.figures.resolve import resolve

_POPULATION_END = re.compile(
    r"[在被遭因已仍将正于从向以随死伤失获受、，。和及与（(「“]|当场|不幸|尚|还|均|都|也|先后|安全|确认|证实|时|内|中"
)
_PEOPLE = frozenset(
    {"killed", "injured", "casualties", "missing", "detained", "charged", "released", "hostages", "displaced", "evacuated"}
    | {"participants", "attackers", "troops_sent", "troops_present", "police", "volunteers", "hospitalised", "infected", "affected"}
)
_STOCK = frozenset({"missing", "hostages", "troops_present", "affected", "hospitalised", "attackers", "displaced"})
_FLOW = frozenset({"price", "share", "magnitude", "duration"})
_NEW = re.compile(r"新增|又有|再有|增加了|再添|新发现")
_DAYS = {"周": 7, "星期": 7, "个星期": 7, "礼拜": 7, "个礼拜": 7, "个月": 30, "年": 365, "日": 1, "夜": 1, "个季度": 91}


@dataclass(frozen=True, slots=True)
class Draft:
    """A quantity with its kind, before its surroundings are read."""

    mark: QuantityMark
    kind: Kind
    clause: tuple[int, int]
    right: int


def build(article: Article, marks: Annotations, entities: Entities, attribution: Attribution) -> tuple[Figure, ...]:
    """All figures of one article, sorted by where they stand."""
    context = Context(article, marks, entities)
    drafts = sorted(_drafts(marks), key=lambda draft: (draft.mark.number_start, draft.mark.number_end))
    made = [_figure(context, attribution, draft) for draft in drafts]
    return tuple(_wholes(context, _borrowed(context, made)))


def _borrowed(context: Context, made: list[Figure]) -> list[Figure]:
    """A headline that names no place for its number means the place of the same number in the body."""
    body: dict[tuple[str, Decimal | None], str] = {
        (f.kind, f.value): f.place for f in reversed(made) if not f.headline and f.value is not None and f.place
    }
    return [
        replace(figure, place=body[figure.kind, figure.value])
        if (figure.kind, figure.value) in body and _placeless(context, figure)
        else figure
        for figure in made
    ]


def _placeless(context: Context, figure: Figure) -> bool:
    """True for a figure of a headline in which no place stands."""
    block = context.article.block_at(figure.span.start)
    return figure.headline and block is not None and context.last_place(block.start, block.end) is None


def _drafts(marks: Annotations) -> Iterator[Draft]:
    """Every quantity that says something about the event."""
    clauses = Clauses(marks.simplified, words(marks.simplified))
    items = counted(marks)
    for item, kind in zip(items, resolve(clauses, items, marks.sentences), strict=True):
        if kind is not None:
            yield Draft(item.mark, kind, item.clause, _end(item))
    for mark, kind, clause in measured(clauses, marks):
        yield Draft(mark, kind, clause, clause[1])


def _end(item: Counted) -> int:
    """Where the words that belong to a counted quantity end."""
    return item.right


def _figure(context: Context, attribution: Attribution, draft: Draft) -> Figure:
    """One figure with all that stands around it."""
    mark, kind = draft.mark, draft.kind
    start, end = min(mark.start, kind.start), max(mark.end, kind.end)
    chain, statement, factuality = attribution.chain_at(mark.start, mark.end)
    saying = attribution.saying_at(mark.start, mark.end)
    as_of, stated = context.as_of(mark.start, saying.said_on if saying else None)
    unknown = mark.operator == "unknown"
    population = None if unknown or kind.kind not in (*_PEOPLE, "other") else _population(context, draft)
    block = context.article.block_at(mark.start)
    value, low, high, unit = _amount(mark)
    place = context.place(draft.clause, mark.start, mark.end)
    group = _group(context.article.words(start, end) if unknown else population, kind)
    if group in ("all", "civilians") and kind.kind in _PEOPLE and context.foreign(mark.end, end + 12, place):
        group = "foreigners"
    return Figure(
        id=make_id("fig", context.article.id, mark.number_start, mark.number_end),
        span=Span(context.article.id, start, end),
        number=None if unknown else (mark.number_start, mark.number_end),
        kind=kind.kind,
        value=value,
        low=low,
        high=high,
        operator=mark.operator,
        unit=unit,
        group=group,
        population=population,
        place=place,
        as_of=as_of,
        as_of_stated=stated,
        realis=context.realis(draft.clause, mark.start, end),
        statement=statement,
        chain=chain,
        factuality=factuality,
        part_of=None,
        basis=_basis(context, draft),
        incident=context.incident(mark.start),
        prior=context.prior(draft.clause, mark.start),
        correction=context.correction(start, end),
        headline=block is not None and block.kind == "headline",
        rule=kind.rule,
    )


def _amount(mark: QuantityMark) -> tuple[Decimal | None, Decimal | None, Decimal | None, str | None]:
    """Value, bounds and unit; durations of a day and more in days, money by its ISO code."""
    if mark.dimension == "money":
        return mark.value, mark.low, mark.high, mark.currency or mark.unit
    factor = _DAYS.get(mark.unit or "") if mark.dimension == "duration" else None
    if factor is None:
        return mark.value, mark.low, mark.high, mark.unit
    value, low, high = (None if part is None else part * factor for part in (mark.value, mark.low, mark.high))
    return value, low, high, "天"


def _population(context: Context, draft: Draft) -> str | None:
    """The counted people as written: 武装犯罪分子 in 26名武装犯罪分子死亡."""
    word, start = draft.kind.word, draft.mark.end
    stop = word.start if word and word.start >= start and word.role not in ("noun", "tally") else draft.right
    stop = min(stop, start + 16)
    found = _POPULATION_END.search(context.text, start, stop)
    end = found.start() if found else stop
    return context.article.words(start, end).strip(" 」”\"'的") or None


def _group(population: str | None, kind: Kind) -> str:
    """The group of the counted people."""
    if kind.kind not in _PEOPLE:
        return "all"
    group = group_of(simplify(population)) if population else "all"
    if kind.kind in ("troops_sent", "troops_present", "police"):
        return "security"
    return "attackers" if kind.kind == "attackers" else group


def _basis(context: Context, draft: Draft) -> str:
    """Whether numbers of this sort add up, replace each other or stand alone."""
    kind = draft.kind.kind
    if _NEW.search(context.text, draft.clause[0], draft.mark.end):
        return "increment"
    if kind in _FLOW:
        return "flow"
    return "stock" if kind in _STOCK else "cumulative"


def _wholes(context: Context, made: Sequence[Figure]) -> Iterator[Figure]:
    """Link each part (其中, 包括) to the figure of its kind that the sentence gave before."""
    for at, figure in enumerate(made):
        whole = _whole(context, made[:at], figure) if at else None
        yield replace(figure, part_of=whole.id) if whole else figure


_PART = re.compile(r"其中|包括|包含|当中有|分别")
_APART = re.compile(r"另有|另外|此外|还有|以外")


def _whole(context: Context, before: Sequence[Figure], figure: Figure) -> Figure | None:
    """The figure that this one is a part of."""
    floor = context.sentence(figure.span.start)[0]
    for other in reversed(before[-6:]):
        if other.span.start < floor or other.number is None or figure.number is None:
            return None
        between = context.text[other.number[1] : figure.number[0]]
        cue = list(_PART.finditer(between))
        apart = not cue or _APART.search(between, cue[-1].end()) or _PART.search(context.text, floor, other.number[0])
        if not apart and other.kind == figure.kind and _may_hold(other, figure):
            return other
    return None


def _may_hold(whole: Figure, part: Figure) -> bool:
    """False when the part is certainly larger than the whole."""
    low = part.low if part.low is not None else part.value
    top = whole.high if whole.high is not None else None
    return low is None or top is None or low <= top
