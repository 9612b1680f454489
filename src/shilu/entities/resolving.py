"""Mentions of all articles -> one entity each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from shilu.model.article import Article, Span
from shilu.model.entities import Entities, Entity
from shilu.model.ids import make_id
from shilu.model.marks import Annotations, NameMark

Mention = tuple[Span, NameMark | None, str]  # where, by which mark, in which words (a publisher has no mark)


def resolve(articles: Sequence[Article], annotations: Sequence[Annotations]) -> Entities:
    """One entity for each real one; the two sequences run in parallel, in any order."""
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    names: dict[tuple[str, str], str] = {}
    for article, marks in zip(articles, annotations, strict=True):
        names["outlet", f"outlet:{article.outlet.key}"] = article.outlet.name
        for mark in marks.names:
            identity = mark.type, mark.key or f"{mark.country or ''}|{mark.name}"
            groups[identity].append((Span(article.id, mark.start, mark.end), mark, article.words(mark.start, mark.end)))
    entities = {e.id: e for e in (_entity(kind, names.get(kind), groups[kind]) for kind in sorted({*groups, *names}))}
    return Entities(
        by_id=entities,
        by_mention={(m.article, m.start, m.end): e.id for e in entities.values() for m in e.mentions},
        outlets={article.id: entity_id("outlet", f"outlet:{article.outlet.key}") for article in articles},
    )


def entity_id(kind: str, key: str) -> str:
    """The contract's id of a named entity: a hash of its type and key."""
    return make_id("ent", kind, key)


def _entity(identity: tuple[str, str], name: str | None, mentions: Iterable[Mention]) -> Entity:
    kind, key = identity
    found = sorted(mentions, key=lambda mention: mention[0])
    words = tuple(sorted({word for _, _, word in found} | ({name} if name else set())))
    return Entity(
        id=entity_id(kind, key), type=kind, name=name or max(words, key=lambda w: (len(w), w)), names=words, name_en=None,
        country=next((m.country for _, m, _ in found if m), None), lat=None, lon=None, precision=None, same_as=(),
        mentions=tuple(span for span, _, _ in found), roles=(), tier=3,
    )  # fmt: skip
