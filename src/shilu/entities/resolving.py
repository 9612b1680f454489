"""Mentions of all articles -> one entity each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from shilu.entities import portraits
from shilu.entities.identities import Identity, Mention, grouped, is_kin
from shilu.entities.offices import with_offices
from shilu.entities.portraits import entity_id
from shilu.entities.references import Referring
from shilu.lang.script import simplify
from shilu.model.article import Article, Span
from shilu.model.entities import Entities, Entity
from shilu.model.marks import Annotations
from shilu.sources.outlets import UNKNOWN, by_key


def resolve(articles: Sequence[Article], annotations: Sequence[Annotations]) -> Entities:
    """One entity for each real one; the two sequences run in parallel, in any order."""
    published = _publishers(articles)
    mentions = [
        mention
        for article, marks in sorted(zip(articles, annotations, strict=True), key=lambda pair: pair[0].id)
        for mention in _mentions(article, marks)
    ]
    groups = grouped(mentions, _publisher_names(published))
    identities = sorted({*groups, *(("outlet", key) for key in published)})
    entities = [_portrait(identity, groups.get(identity, []), published) for identity in identities]
    above = portraits.needed_parents(entities, identities, groups)
    entities += [portraits.located(identity, ()) for identity in above]
    there = {entity.id for entity in entities}
    by_id = {e.id: e if e.parent is None or e.parent in there else replace(e, parent=None) for e in entities}
    by_mention = {(s.article, s.start, s.end): entity.id for entity in entities for s in entity.mentions}
    ids = {identity[1]: entity_id(identity) for identity in (*identities, *above)}
    outlets = {article.id: entity_id(("outlet", f"outlet:{article.outlet.key}")) for article in articles}
    richer, behind = with_offices(
        by_id, by_mention, annotations, ids, {a: id_ for a, id_ in outlets.items() if by_id[id_].name != UNKNOWN}
    )
    for entity, spans in _referring(by_mention, richer, annotations).items():
        richer[entity] = replace(richer[entity], mentions=tuple(sorted((*richer[entity].mentions, *spans))))
    return Entities(
        by_id=dict(sorted(richer.items())),
        by_mention=behind | by_mention,
        outlets=outlets,
    )


def _referring(
    by_mention: Mapping[tuple[str, int, int], str], entities: Mapping[str, Entity], annotations: Sequence[Annotations]
) -> dict[str, list[Span]]:
    """The words that stand for each entity without naming it."""
    words = Referring(by_mention, entities, annotations)
    found: dict[str, list[Span]] = {}
    for marks in annotations:
        for reference in words.references(marks):
            found.setdefault(reference.entity, []).append(reference.span)
    return found


def _mentions(article: Article, marks: Annotations) -> list[Mention]:
    """The names of one article, in order."""
    id_, text, simple = article.id, article.text, marks.simplified
    floor = next((block.end for block in article.blocks if block.kind == "headline"), 0)
    return [
        Mention(
            Span(id_, start := mark.start, end := mark.end), mark, text[start:end], simple[start:end], is_kin(simple, mark, floor)
        )
        for mark in marks.names
    ]


def _publishers(articles: Sequence[Article]) -> dict[str, str]:
    """Key -> name of every outlet that publishes an article here (the first of its names in order, should they differ)."""
    named = sorted({(f"outlet:{article.outlet.key}", article.outlet.name) for article in articles}, reverse=True)
    return dict(named)


def _publisher_names(published: Mapping[str, str]) -> dict[str, str]:
    """Every name of the publishers, in simplified script -> key."""
    found: dict[str, str] = {}
    for key, name in sorted(published.items()):
        declared = by_key(key.removeprefix("outlet:"))
        for known in (name, *((declared.name, *declared.names) if declared else ())):
            found.setdefault(simplify(known), key)
    return found


def _portrait(identity: Identity, mentions: Sequence[Mention], published: Mapping[str, str]) -> Entity:
    """The entity of one identity."""
    kind, key = identity
    if kind == "outlet":
        return portraits.outlet(identity, published.get(key, "") or _first_name(mentions), mentions)
    if kind == "organisation":
        return portraits.organisation(identity, mentions)
    return portraits.located(identity, mentions) if kind == "place" else portraits.person(identity, mentions)


def _first_name(mentions: Sequence[Mention]) -> str:
    return max((mention.mark.name for mention in mentions), key=lambda name: (len(name), name), default="")
