"""The records of the contract: nouns of `model` -> JSON lines, keys and order as the contract gives them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import TypeVar

import msgspec
from msgspec import Struct

from shilu.model.article import Article, Image, Span
from shilu.model.entities import Entities, Entity, Role
from shilu.model.ids import digest
from shilu.model.judgements import Decided
from shilu.model.ledger import Commitment, Disagreement, Estimate, Event, Ledger, Measure, Series, Story
from shilu.model.marks import Annotations
from shilu.model.statements import CommitmentMention, EventMention, Figure, MeasureMention, Saying, Stated
from shilu.model.stories import Reuse
from shilu.publish.files import FILES
from shilu.publish.rows import EntityRow, EstimateRow, FigureRow, Iso, Range, Record, SayingRow, SeriesRow, TimeRow, Words
from shilu.statements import agents
from shilu.stories.versions import previous_versions

T = TypeVar("T")

Lines = Sequence[bytes]
Written = tuple[str, int, str]
"""A file of records as it was written: its name, its number of lines, its SHA-256."""


class Bundle(Struct, frozen=True):
    """All records of a build: file name -> lines of JSON in order, and the manifest without counts and hashes."""

    lines: Mapping[str, Lines]
    manifest: Record

    def files(self) -> dict[str, bytes]:
        """File name -> text in UTF-8, the manifest (with counts and SHA-256 of each file) last."""
        texts = {name: text(self.lines.get(name, ())) for name in FILES}
        written = [(name, len(self.lines.get(name, ())), digest(text)) for name, text in texts.items()]
        return texts | {"manifest.json": manifest_text(self.manifest, written)}


def text(lines: Lines) -> bytes:
    """A file of records."""
    return b"\n".join((*lines, b""))


def manifest_text(manifest: Record, written: Iterable[Written]) -> bytes:
    """The manifest with counts and SHA-256 of all files of records."""
    known = {name: (count, sha256) for name, count, sha256 in written}
    whole = manifest | {
        "counts": {name: known[name][0] for name in FILES},
        "sha256": {name: known[name][1] for name in FILES},
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


encode = msgspec.json.Encoder().encode
_PLACE = attrgetter("article", "start", "end")


def stated_records(
    articles: Sequence[Article],
    annotations: Sequence[Annotations],
    entities: Entities,
    stated: Sequence[Stated],
    reuses: Sequence[Reuse],
) -> Iterator[tuple[str, Lines]]:
    """What the articles say and share, file by file: the records that need no judgement."""
    sources = [*entities.by_id.values(), *agents(stated)]
    yield from article_records(articles, annotations, entities.outlets, sources, reuses)
    yield from said_records(articles, entities, stated)


def article_records(
    articles: Sequence[Article],
    annotations: Sequence[Annotations],
    outlets: Mapping[str, str],
    entities: Sequence[Entity],
    reuses: Sequence[Reuse],
) -> Iterator[tuple[str, Lines]]:
    """What the articles are and share, and who is named in them. `outlets`: article -> entity id of its outlet."""
    originals = {reuse.a.article: reuse.b.article for reuse in reversed(reuses) if reuse.kind == "copy"}
    write = _Writer({article.id: article.text for article in articles}, outlets, originals, previous_versions(articles))
    yield "articles.jsonl", _lines(write.article, articles)
    yield "times.jsonl", [encode(row) for one in sorted(annotations, key=attrgetter("article")) for row in write.times(one)]
    yield "entities.jsonl", _lines(write.entity, entities)
    yield "copies.jsonl", [encode(write.reuse(reuse)) for reuse in sorted(reuses)]


def said_records(articles: Sequence[Article], entities: Entities, stated: Sequence[Stated]) -> Iterator[tuple[str, Lines]]:
    """What the articles say."""
    write = _Writer({article.id: article.text for article in articles}, entities.outlets)
    yield "figures.jsonl", _lines(write.figure, [figure for item in stated for figure in item.figures])
    yield "statements.jsonl", _lines(write.saying, [saying for item in stated for saying in item.sayings])


def judged_records(
    articles: Sequence[Article], entities: Entities, ledger: Ledger, decided: Sequence[Decided] = ()
) -> Iterator[tuple[str, Lines]]:
    """What was judged, file by file."""
    write = _Writer({article.id: article.text for article in articles}, entities.outlets)
    yield "events.jsonl", _lines(write.event, ledger.events)
    yield "commitments.jsonl", _lines(write.commitment, ledger.commitments)
    yield "measures.jsonl", _lines(write.measure, ledger.measures)
    yield "series.jsonl", _lines(series, ledger.series)
    yield "disagreements.jsonl", _lines(write.disagreement, ledger.disagreements)
    yield "stories.jsonl", _lines(story, [ledger.story] if ledger.story.articles else [])
    yield "judgements.jsonl", [encode(judgement(one)) for one in sorted(decided, key=lambda one: one.judgement.id)]


def _lines(write: Callable[[T], object], nouns: Iterable[T]) -> list[bytes]:
    """Lines in order of their ids. Each record is written at once, so that a build never holds them all as dictionaries."""
    return [encode(write(noun)) for noun in sorted(nouns, key=attrgetter("id"))]


@lru_cache(maxsize=4096)
def number(value: Decimal | None) -> int | float | None:
    """A JSON number: an integer where the value is one."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def iso(value: date | None) -> Iso:
    """A day or an instant as ISO 8601, which msgspec writes for a day by itself; of an instant it would write +00:00 as Z."""
    return value if value is None or type(value) is date else value.isoformat()


def pair(value: tuple[int, int] | None) -> Range | None:
    """A range inside a record that names its article already."""
    return Range(*value) if value else None


class _Writer(Struct, frozen=True):
    """Knows the texts, so that every span carries its words. Tuples are written as arrays."""

    texts: Mapping[str, str]
    outlets: Mapping[str, str]
    originals: Mapping[str, str] = {}
    previous: Mapping[str, str] = {}

    def span(self, span: Span) -> Words:
        article, start, end = span.article, span.start, span.end
        return Words(article, start, end, self.texts[article][start:end])

    def article(self, article: Article) -> Record:
        outlet = {"id": self.outlets[article.id], "name": article.outlet.name, "key": article.outlet.key}
        where = article.raw_map
        return {
            "id": article.id, "path": article.path, "outlet": outlet, "title": article.title, "byline": article.byline,
            "published": iso(article.published), "published_raw": article.published_raw,
            "published_rule": article.published_rule, "url": article.url, "categories": article.categories,
            "text": article.text, "blocks": article.blocks,
            "images": [_image(image) for image in article.images], "rights": article.rights,
            "copy_of": self.originals.get(article.id), "previous_version": self.previous.get(article.id),
            "published_labelled": iso(article.published_labelled),
            "published_evidence": article.published_evidence, "language": article.language, "script": article.script,
            "links": article.links, "notes": article.notes, "sha256": article.sha256,
            "raw_map": list(zip(where.starts, where.raws, where.widths, strict=True)), "dateline": iso(article.dateline),
        }  # fmt: skip

    def times(self, found: Annotations) -> list[TimeRow]:
        article, text = found.article, self.texts[found.article]
        return [
            TimeRow(
                Words(article, mark.start, mark.end, text[mark.start : mark.end]),
                iso(mark.first), iso(mark.last), mark.granularity, mark.basis, iso(mark.anchor), mark.rule, mark.timex,
            )
            for mark in sorted(found.times, key=attrgetter("start", "end"))
        ]  # fmt: skip

    def figure(self, one: Figure) -> FigureRow:
        return FigureRow(
            one.id, self.span(one.span), pair(one.number), one.kind, number(one.value), number(one.low), number(one.high),
            one.operator, one.unit, one.group, one.population, one.place, iso(one.as_of), one.realis, one.statement, one.chain,
            one.part_of, one.rule, one.factuality, one.basis, one.incident, one.as_of_stated, one.prior, one.correction,
            one.headline, one.judgement, one.rejected, one.preferred,
        )  # fmt: skip

    def saying(self, one: Saying) -> SayingRow:
        return SayingRow(
            one.id, self.span(one.span), pair(one.cue), pair(one.content), one.mode, one.speaker, one.chain, one.relations,
            iso(one.said_on), one.act, one.factuality, one.carried_over, one.rule,
        )  # fmt: skip

    def entity(self, entity: Entity) -> EntityRow:
        texts = self.texts
        mentions = [Words(key, start, end, texts[key][start:end]) for key, start, end in sorted(map(_PLACE, entity.mentions))]
        return EntityRow(
            entity.id, entity.type, entity.name, entity.names, entity.name_en, entity.country, entity.lat, entity.lon,
            entity.precision, entity.same_as, mentions, [self.role(role) for role in entity.roles], entity.tier, entity.parent,
        )  # fmt: skip

    def role(self, role: Role) -> Record:
        return {
            "title": role.title, "org": role.org, "change": role.change, "on": iso(role.on), "span": self.span(role.span),
        }  # fmt: skip

    def measure(self, item: Measure) -> Record:
        return {
            "id": item.id, "type": item.type, "authority": item.authority, "place": item.place,
            "announced": iso(item.announced), "from": iso(item.first), "until": iso(item.last),
            "until_reason": item.until_reason, "status": item.status, "spans": [self.span(m.span) for m in item.mentions],
            "acts": [self._measure_act(m) for m in item.mentions], "topic": item.topic,
        }  # fmt: skip

    def _measure_act(self, one: MeasureMention) -> Record:
        return {
            "id": one.id, "act": one.act, "authority": one.authority, "place": one.place, "announced": iso(one.announced),
            "from": iso(one.first), "until": iso(one.last), "realis": one.realis, "statement": one.statement,
            "chain": one.chain, "factuality": one.factuality, "rule": one.rule,
        }  # fmt: skip

    def reuse(self, item: Reuse) -> Record:
        return {
            "a": self.span(item.a), "b": self.span(item.b), "similarity": item.similarity, "class": item.kind,
            "whole": item.whole,
        }  # fmt: skip

    def event(self, item: Event) -> Record:
        return {
            "id": item.id, "type": item.type, "plover": item.plover, "title": item.title, "from": iso(item.first),
            "until": iso(item.last), "precision": item.precision, "places": item.places, "participants": item.participants,
            "realis": item.realis, "spans": [self.span(m.span) for m in item.mentions], "dated": item.dated,
            "background": item.background, "mentions": [self._event_mention(m) for m in item.mentions],
        }  # fmt: skip

    def _event_mention(self, one: EventMention) -> Record:
        return {
            "id": one.id, "trigger": pair(one.trigger), "from": iso(one.first), "until": iso(one.last), "dated": one.dated,
            "realis": one.realis, "statement": one.statement, "chain": one.chain, "factuality": one.factuality, "rule": one.rule,
        }  # fmt: skip

    def commitment(self, item: Commitment) -> Record:
        return {
            "id": item.id, "type": item.type, "strength": item.strength, "actor": item.actor, "content": self.span(item.content),
            "made_on": iso(item.made_on), "due": iso(item.due), "condition": item.condition, "status": item.status,
            "evidence": [
                {"span": self.span(e.span), "verdict": e.verdict, "chain": e.chain, "state": e.state} for e in item.evidence
            ],
            "mentions": [self._commitment_mention(m) for m in item.mentions],
        }  # fmt: skip

    def _commitment_mention(self, one: CommitmentMention) -> Record:
        return {
            "id": one.id, "span": self.span(one.span), "actor": one.actor, "made_on": iso(one.made_on), "due": iso(one.due),
            "strength": one.strength, "statement": one.statement, "chain": one.chain, "factuality": one.factuality,
            "rule": one.rule,
        }  # fmt: skip

    def disagreement(self, item: Disagreement) -> Record:
        members = [{"span": self.span(m.span), "chain": m.chain, "value": m.value, "figure": m.figure} for m in item.members]
        return {
            "id": item.id, "relation": item.relation, "topic": item.topic, "members": members, "state": item.state,
            "rule": item.rule, "reason": item.reason, "reason_en": item.reason_en,
        }  # fmt: skip


def _image(image: Image) -> Record:
    return {"url": image.url, "caption": pair(image.caption), "credit": image.credit, "depicted_on": iso(image.depicted_on)}


def series(item: Series) -> SeriesRow:
    """One series with its relations and estimates."""
    return SeriesRow(
        item.id, item.kind, item.group, item.place, item.basis, item.points, item.relations,
        [_estimate(e) for e in item.estimates], item.realis, item.unit, item.incident,
    )  # fmt: skip


def _estimate(item: Estimate) -> EstimateRow:
    return EstimateRow(
        iso(item.at), number(item.low), number(item.best), number(item.high), item.policy, item.live, item.roots, item.outlets,
        item.best_figure, item.computed,
    )  # fmt: skip


def judgement(item: Decided) -> Record:
    """One judgement with the record that it was attached to, and the value that a correction replaced."""
    one = item.judgement
    quote = one.quote and msgspec.to_builtins(one.quote)
    return {
        "id": one.id, "at": iso(one.at), "by": one.by, "action": one.action, "target": one.target, "field": one.field,
        "value": one.value, "why": one.why, "quote": quote, "attached": item.attached, "was": item.was,
    }  # fmt: skip


def story(item: Story) -> Record:
    """One story with the reason for each article."""
    return {
        "id": item.id, "title": item.title, "from": iso(item.first), "until": iso(item.last),
        "articles": item.articles, "parts": item.parts,
        "reasons": item.reasons, "lineage": item.lineage,
    }  # fmt: skip
