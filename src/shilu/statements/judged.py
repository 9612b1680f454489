"""Judgements attached to what was read: rejected and corrected figures, by id or, after a new extraction, by quotation."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from shilu.model.article import Article, Span
from shilu.model.judgements import Decided, Judgement, Quote
from shilu.model.statements import CommitmentMention, EventMention, Figure, MeasureMention, Saying, Stated

CONTEXT = 24  # characters kept on each side of a quotation
NUMBERS = frozenset({"value", "low", "high"})
FIELDS = (*sorted(NUMBERS), "as_of", "kind", "group", "realis", "unit")


class Judged(Struct, frozen=True):
    """What was read, with the decisions in it, and every decision with the record it belongs to."""

    stated: tuple[Stated, ...]
    decided: tuple[Decided, ...]


def merges(judgements: Iterable[Judgement]) -> list[tuple[str, str]]:
    """Which entity is which, by the standing judgements."""
    return [(one.target, one.value) for one in standing(judgements) if one.action == "merge" and one.value]


def quote_of(article: Article, span: Span) -> Quote:
    """A passage as a judgement keeps it."""
    text = article.text
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    return Quote(article.id, article.path, text[span.start : span.end], before, after)


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those that nobody has withdrawn, each once, in order of time."""
    every = {one.id: one for one in judgements}
    gone = {one.target for one in every.values() if one.action == "withdraw"}
    left = (one for one in every.values() if one.action != "withdraw" and one.id not in gone)
    return sorted(left, key=lambda one: (one.at, one.id))


def judged(
    judgements: Iterable[Judgement], articles: Sequence[Article], stated: Sequence[Stated], entities: Container[str] = ()
) -> Judged:
    """Attach each standing judgement and follow it; `entities` are the ids there are. The last of two on one field holds."""
    decided: list[Decided] = []
    stand = standing(judgements)
    if not stand:
        return Judged(tuple(stated), ())
    places = _places(stated)
    figures = {figure.id: figure for one in stated for figure in one.figures}
    for one in stand:
        key = _entity(one, entities) if one.target.startswith("ent:") else _attach(one, places, articles)
        figure = figures.get(key or "")
        was = _value(figure, one.field) if figure and one.field else None
        decided.append(Decided(one, key, was))
        if figure:
            figures[figure.id] = _follow(figure, one)
    renewed = (replace(one, figures=tuple(figures[figure.id] for figure in one.figures)) for one in stated)
    return Judged(tuple(renewed), tuple(decided))


def _places(stated: Iterable[Stated]) -> dict[str, Span]:
    """Every record that has a passage: id -> where it stands."""
    records: list[Figure | Saying | EventMention | MeasureMention | CommitmentMention] = []
    for one in stated:
        records += [*one.figures, *one.sayings, *one.events, *one.measures, *one.commitments]
    return {record.id: record.span for record in records}


def _entity(judgement: Judgement, entities: Container[str]) -> str | None:
    """An entity by its id; a merge has been followed already, and needs the entity that is left."""
    there = judgement.value if judgement.action == "merge" else judgement.target
    return judgement.target if there in entities else None


def _attach(judgement: Judgement, places: Mapping[str, Span], articles: Sequence[Article]) -> str | None:
    if judgement.target in places:
        return judgement.target
    if judgement.quote is None:
        return None
    found = find_quote(judgement.quote, articles)
    kind = judgement.target.partition(":")[0]
    near = [(key, span) for key, span in places.items() if found and key.startswith(f"{kind}:") and shared(span, found)]
    return min(near, key=lambda item: (-shared(item[1], found), item[0]))[0] if found and near else None


def find_quote(quote: Quote, articles: Sequence[Article]) -> Span | None:
    """Where the quoted words stand now: in the article of that id or path, where their surroundings fit best."""
    for article in sorted(articles, key=lambda one: (one.id != quote.article, one.path != quote.path, one.id)):
        if article.id != quote.article and article.path != quote.path:
            return None
        starts = [at for at in range(len(article.text)) if article.text.startswith(quote.exact, at)] if quote.exact else []
        if starts:
            best = max(starts, key=lambda at: (_fit(article.text, at, quote), -at))
            return Span(article.id, best, best + len(quote.exact))
    return None


def _fit(text: str, at: int, quote: Quote) -> int:
    end = at + len(quote.exact)
    before = _common(reversed(text[:at]), reversed(quote.prefix))
    return before + _common(text[end:], quote.suffix)


def _common(one: Iterable[str], two: Iterable[str]) -> int:
    count = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        count += 1
    return count


def shared(one: Span, two: Span) -> int:
    """How many characters two passages have in common."""
    return max(0, min(one.end, two.end) - max(one.start, two.start)) if one.article == two.article else 0


def _follow(figure: Figure, judgement: Judgement) -> Figure:
    if judgement.action == "reject":
        return replace(figure, judgement=judgement.id, rejected=True)
    if judgement.action == "accept":
        return replace(figure, judgement=judgement.id, rejected=False)
    if judgement.action == "prefer":
        return replace(figure, judgement=judgement.id, preferred=True)
    if judgement.action == "correct" and judgement.field and judgement.value is not None:
        return _correct(figure, judgement.field, judgement.value, judgement.id)
    return figure


def _correct(figure: Figure, field: str, value: str, key: str) -> Figure:
    read = READERS.get(field, str)(value)
    if field == "value":
        return replace(figure, value=read, low=read, high=read, operator="=", judgement=key)
    return replace(figure, **{field: read}, judgement=key)


def _day(value: str) -> date:
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


READERS: Mapping[str, Callable[[str], object]] = {**dict.fromkeys(NUMBERS, Decimal), "as_of": _day}


def _value(figure: Figure, field: str) -> str | None:
    value = getattr(figure, field)
    return None if value is None else str(value)
