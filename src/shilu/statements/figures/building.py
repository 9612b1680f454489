"""Put a figure together: number and kind, then population, group, place, day, realis, chain and whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from shilu.model.article import Article, Span
from shilu.model.entities import Entities
from shilu.model.ids import make_id
from shilu.model.marks import Annotations, QuantityMark
from shilu.model.statements import Figure
from shilu.statements.attribution import Attribution
from shilu.statements.attribution.factuality import OWN_VALUE, with_root
from shilu.statements.figures.clauses import Clauses, Kind
from shilu.statements.figures.context import Context
from shilu.statements.figures.counted import clauses_of, counted
from shilu.statements.figures.lexicon import words
from shilu.statements.figures.linking import linked
from shilu.statements.figures.measured import measured
from shilu.statements.figures.people import PEOPLE, group, population
from shilu.statements.figures.resolve import resolve

_MEASURED = (".money", ".magnitude", ".duration", ".share")
_NAMED = PEOPLE | {"other"}
_STOCK = frozenset({"missing", "hostages", "troops_present", "affected", "hospitalised", "attackers", "displaced"})
_FLOW = frozenset({"price", "share", "magnitude", "duration"})
_NEW = re.compile(r"新增|又有|再有|增加了|再添|新发现")
_DAYS = {"周": 7, "星期": 7, "个星期": 7, "礼拜": 7, "个礼拜": 7, "个月": 30, "年": 365, "日": 1, "夜": 1, "个季度": 91}


class Draft(NamedTuple):
    """A quantity with its kind, before its surroundings are read."""

    mark: QuantityMark
    kind: Kind
    clause: tuple[int, int]
    right: int


def build(article: Article, marks: Annotations, entities: Entities, attribution: Attribution) -> tuple[Figure, ...]:
    """All figures of one article, sorted by where they stand."""
    if not marks.quantities:
        return ()
    drafts = sorted(_drafts(article, marks), key=lambda draft: (draft.mark.number_start, draft.mark.number_end))
    context = Context(article, marks, entities)
    made = [_figure(context, attribution, draft) for draft in drafts]
    return tuple(linked(context, made))


def _drafts(article: Article, marks: Annotations) -> Iterator[Draft]:
    """Every quantity that says something about the event."""
    clauses = Clauses(marks.simplified, words(marks.simplified))
    parts = clauses_of(article, marks)
    items = counted(marks, parts)
    for item, kind in zip(items, resolve(clauses, items, marks.sentences), strict=True):
        if kind is not None:
            yield Draft(item.mark, kind, item.clause, item.right)
    for mark, kind, clause in measured(clauses, marks, parts):
        yield Draft(mark, kind, clause, clause[1])


def _figure(context: Context, attribution: Attribution, draft: Draft) -> Figure:
    """One figure with all that stands around it."""
    mark, kind = draft.mark, draft.kind
    start, end = min(mark.start, kind.start), max(mark.end, kind.end)
    chain, statement, factuality = attribution.chain_at(mark.start, mark.end)
    saying = attribution.saying_at(mark.start, mark.end) if statement else None
    prior = context.prior(draft.clause, mark.start, mark.end)
    as_of, stated = context.as_of(mark.start, saying.said_on if saying else None, prior=prior)
    incident, past = context.incident(mark.start)
    if past is not None and not stated:
        as_of = past
    unknown = mark.operator == "unknown"
    named = None if unknown or kind.rule.endswith(_MEASURED) else population(context, mark, kind, draft.right)
    if named:
        start, end = min(start, named[0]), max(end, named[1])
    who = context.article.words(*named) if named and kind.kind in _NAMED else None
    block = context.block(mark.start)
    value, low, high, unit = _amount(mark)
    place = context.where.place(draft.clause, mark.start, mark.end)
    members = group(context.article.words(start, end) if unknown else who, kind.kind)
    if members in ("all", "civilians") and kind.kind in PEOPLE and context.where.foreign(mark.end, end + 12, place):
        members = "foreigners"
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
        group=members,
        population=who,
        place=place,
        as_of=as_of,
        as_of_stated=stated,
        realis=context.realis(draft.clause, mark.start, end),
        statement=statement,
        chain=chain,
        factuality=factuality
        if saying and saying.act in OWN_VALUE
        else with_root(factuality, context.certainty(draft.clause, end)),
        part_of=None,
        basis=_basis(context, draft),
        incident=incident,
        prior=prior,
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


def _basis(context: Context, draft: Draft) -> str:
    """Whether numbers of this sort add up, replace each other or stand alone."""
    kind = draft.kind.kind
    if _NEW.search(context.text, draft.clause[0], draft.mark.end):
        return "increment"
    if kind in _FLOW:
        return "flow"
    return "stock" if kind in _STOCK else "cumulative"
