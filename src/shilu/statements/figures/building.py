"""Put a figure together: number and kind, then population, group, place, day, realis, chain and whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from shilu.model.article import Span
from shilu.model.ids import SEPARATOR, joined_id, make_id
from shilu.model.marks import HedgeMark, QuantityMark
from shilu.model.statements import Chain, Factuality, Figure, Saying
from shilu.model.steps import Steps
from shilu.statements.attribution import Attribution
from shilu.statements.attribution.factuality import OWN_VALUE, relayed, weakest, with_root
from shilu.statements.figures.clauses import Clauses, Kind
from shilu.statements.figures.context import Context
from shilu.statements.figures.counted import clauses_of, counted, sorted_out
from shilu.statements.figures.cues import BASIS, BASIS_OF
from shilu.statements.figures.frame import Sentence
from shilu.statements.figures.lexicon import words
from shilu.statements.figures.linking import linked
from shilu.statements.figures.measured import measured
from shilu.statements.figures.people import PEOPLE, group, population
from shilu.statements.figures.resolve import resolve
from shilu.statements.figures.spread import each, respectively

_MEASURED = frozenset(f"statements.figure.{name}" for name in ("money", "magnitude", "duration", "share"))
_NAMED = PEOPLE | {"other"}
_STOCK = frozenset({"missing", "hostages", "troops_present", "affected", "hospitalised", "attackers", "displaced"})
_FLOW = frozenset({"price", "share", "magnitude", "duration"})
_ANYWHERE = frozenset({"other", "share", "price", "duration", "aid_value"})  # these need not be of the event's place
_DONE = _ANYWHERE | {
    "weapons",
    "attacks",
    "aircraft",
    "participants",
    "intercepted",
}  # of the day told, when victims are of that of the report
_ANYONE = ("all", "civilians")
_DAYS = {"周": 7, "星期": 7, "个星期": 7, "礼拜": 7, "个礼拜": 7, "个月": 30, "年": 365, "日": 1, "夜": 1, "个季度": 91}


class Draft(Struct, frozen=True):
    """A quantity with its kind, before its surroundings are read."""

    mark: QuantityMark
    kind: Kind
    clause: tuple[int, int]
    left: int
    right: int


def build(context: Context, attribution: Attribution) -> Steps[tuple[Figure, ...]]:
    """All figures of one article, sorted by where they stand."""
    if not context.marks.quantities:
        return ()
    drafts = sorted(_drafts(context), key=lambda draft: (draft.mark.number_start, draft.mark.number_end))
    yield
    made = [_figure(context, attribution, draft) for draft in drafts]
    yield
    if "各" in context.text:
        made = [one for draft, figure in zip(drafts, made, strict=True) for one in _spread(context, draft, figure)]
    return tuple(linked(context, made))


def _spread(context: Context, draft: Draft, figure: Figure) -> Sequence[Figure]:
    """The figure, or one for each place that 各 gives its number to; the first keeps the id."""
    places = each(context.where, draft.clause[0], draft.mark.start)
    if not places:
        return (figure,)
    first = replace(figure, place=places[0][1])
    return [first, *(replace(first, id=make_id("fig", _key(context, draft), at), place=place) for at, place in places[1:])]


def _drafts(context: Context) -> Iterator[Draft]:
    """Every quantity that says something about the event."""
    parts = clauses_of(context.article, context.marks)
    starts = context.clause_starts if parts is context.marks.clauses else [part[0] for part in parts]
    groups, others = sorted_out(context.marks, starts)
    found = words(context.text, context.sentences_at(parts[at][0] for at in groups))
    clauses = Clauses(context.text, found)
    items = counted(context, ((parts[at], inside) for at, inside in groups.items()), found)
    for item, kind in zip(items, resolve(clauses, items, context.sentence_starts), strict=True):
        if kind is not None:
            yield Draft(item.mark, kind, item.clause, item.left, item.right)
    for mark, kind, clause in measured(context.text, others, parts):
        yield Draft(mark, kind, clause, *clause)


def _figure(context: Context, attribution: Attribution, draft: Draft) -> Figure:
    """One figure with all that stands around it."""
    article, mark, kind, clause = context.article, draft.mark, draft.kind, draft.clause
    start, end, unknown = min(mark.start, kind.start), max(mark.end, kind.end), mark.operator == "unknown"
    sentence = context.sentence(mark.start)
    saying = attribution.saying_at(mark.start, mark.end)
    prior = context.prior(sentence, clause, mark.start, mark.end)
    days = context.days_before(mark.start, sentence.start) or context.days_above(sentence)
    as_of, stated = context.as_of(mark.start, sentence, saying, days, prior=prior, done=kind.kind in _DONE)
    incident, past = context.incident(mark.start, sentence, days) if days or sentence.cues else (None, None)
    if past is not None and not stated:
        as_of = past
    named = None if unknown or kind.rule in _MEASURED else population(context, mark, kind, draft.left, draft.right)
    if named and named[0] >= clause[0]:
        start, end = min(start, named[0]), max(end, named[1])
    who = article.text[named[0] : named[1]] if named and kind.kind in _NAMED else None
    value, low, high, unit = _amount(mark)
    where = context.where
    place = respectively(where, clause[0], mark.start) or where.place(clause, mark.start, mark.end, sentence, far=_local(kind))
    members = group(article.text[start:end] if unknown else who, kind.kind)
    if members in _ANYONE and kind.kind in PEOPLE and where.foreign(mark.end, end + 12, place):
        members = "foreigners"
    plain = not sentence.cues and end <= sentence.end
    hedged = context.further(clause, kind.rule)
    hedges = context.in_scope(context.hedges(hedged[0], end), mark, kind.end)
    own = () if saying else attribution.own(mark.start)
    floor = saying.span.start if saying else 0
    realis = "actual" if plain and not hedges else context.realis(sentence, hedged, mark.start, end, hedges, floor)
    # By position, in the order of the declaration: keywords cost a microsecond a figure.
    return Figure(
        joined_id("fig", _key(context, draft)),
        Span(article.id, start, end),
        None if unknown else (mark.number_start, mark.number_end),
        kind.kind,
        value,
        low,
        high,
        mark.operator,
        unit,
        members,
        who,
        place,
        as_of,
        stated,
        "forecast" if realis == "actual" and days and context.ahead(days, clause[0], mark.start) else realis,
        saying.id if saying else None,
        saying.chain if saying else own,
        _factuality(saying, own, hedges),
        None,  # part_of: by `linked`
        _basis(context, sentence, draft),
        incident,
        prior,
        not plain and context.correction(sentence, end),
        sentence.block is not None and sentence.block.kind == "headline",
        kind.rule,
    )


def _local(kind: Kind) -> bool:
    """Whether what is counted is of the event, and so of its place: casualties, damage, 余震."""
    return kind.kind not in _ANYWHERE or (kind.word is not None and kind.word.kind == "hazard")


def _key(context: Context, draft: Draft) -> str:
    """What the id of a figure is made of: its article and its number."""
    return f"{context.article.id}{SEPARATOR}{draft.mark.number_start}{SEPARATOR}{draft.mark.number_end}"


def _factuality(saying: Saying | None, own: Chain, hedges: Sequence[HedgeMark]) -> tuple[Factuality, ...]:
    """The values of the chain: the root's by the hedges of the figure's own clause, unless the act of speaking decides."""
    if saying is None:
        return (*relayed(own), weakest(hedges))
    return saying.factuality if saying.act in OWN_VALUE else with_root(saying.factuality, weakest(hedges))


def _amount(mark: QuantityMark) -> tuple[Decimal | None, Decimal | None, Decimal | None, str | None]:
    """Value, bounds and unit; durations of a day and more in days, money by its ISO code."""
    if mark.dimension == "money":
        return mark.value, mark.low, mark.high, mark.currency or mark.unit
    factor = _DAYS.get(mark.unit or "") if mark.dimension == "duration" else None
    if factor is None:
        return mark.value, mark.low, mark.high, mark.unit
    value, low, high = (None if part is None else part * factor for part in (mark.value, mark.low, mark.high))
    return value, low, high, "天"


def _basis(context: Context, sentence: Sentence, draft: Draft) -> str:
    """Whether numbers of this sort add up, replace each other or stand alone."""
    kind = draft.kind.kind
    if sentence.cues and (cues := BASIS.findall(context.text, draft.clause[0], draft.mark.end)):
        return BASIS_OF[cues[-1]]
    if kind in _FLOW:
        return "flow"
    if draft.kind.rule.endswith(".gauge"):
        return "stock"  # a level rises and falls
    return "stock" if kind in _STOCK else "cumulative"
