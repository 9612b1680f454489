"""A story as it was judged, on its way into the archive and back; the key says all that it was judged of."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from shilu.engine.digest import writers_digest
from shilu.engine.options import Options
from shilu.engine.several import Told
from shilu.lang.script import simplify
from shilu.model.entities import Entity
from shilu.model.ids import digest
from shilu.model.judgements import Decided
from shilu.model.ledger import Lineage, Reason, Story
from shilu.model.marks import Point
from shilu.model.stories import Reuse
from shilu.publish.records import Lines
from shilu.store.accounts import Label
from shilu.store.upkeep import Placed
from shilu.stories.grouping import Grouped

KEY = 32  # hex digits of the key of an account: it stands beside each of its labels, twice
DAYS = 31  # of an event that are labels; of a longer one its ends

Rest = tuple[tuple[Entity, ...], dict[str, str], tuple[Decided, ...]]
_rest = msgspec.json.Decoder(Rest)
_lines = msgspec.msgpack.Decoder(tuple[dict[str, bytes], bytes])
_row = msgspec.json.Decoder(dict[str, object])


def key_of(story: Story, articles: Iterable[Placed], maker: str, options: Options) -> str:
    """A digest of all that a story's records are a function of."""
    whole = (
        maker, writers_digest(), options.policy, sorted(one.id for one in options.judgements), story,
        [(one.article, one.path, one.sha256) for one in articles],
    )  # fmt: skip
    return digest(msgspec.json.encode(whole))[:KEY]


def packed_one(one: Story) -> bytes:
    """A story as bytes."""
    return zlib.compress(msgspec.json.encode(one), 1)


def unpacked_one(body: bytes) -> Story:
    """The story that was packed."""
    return _story(msgspec.json.decode(zlib.decompress(body)))


def packed_rest(found: Grouped) -> bytes:
    """What articles share and what became of judgements, as bytes."""
    return zlib.compress(msgspec.json.encode((found.reuses, found.decided)), 1)


def unpacked_rest(body: bytes) -> tuple[tuple[Reuse, ...], tuple[Decided, ...]]:
    """What was packed."""
    return msgspec.json.decode(zlib.decompress(body), type=tuple[tuple[Reuse, ...], tuple[Decided, ...]])


def _story(row: dict[str, Any]) -> Story:
    """A story from its fields: msgspec reads no field that can be a day or an instant."""
    ends = {end: _point(row[end]) for end in ("first", "last")}
    lists = {
        "articles": tuple(row["articles"]), "parts": tuple(map(tuple, row["parts"])),
        "reasons": msgspec.convert(row["reasons"], tuple[Reason, ...]),
        "lineage": msgspec.convert(row["lineage"], tuple[Lineage, ...]),
    }  # fmt: skip
    return Story(**(row | ends | lists))


def _point(written: str | None) -> Point | None:
    if written is None:
        return None
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def packed_story(told: Told) -> bytes:
    """Its lines and the values beside them, as bytes."""
    lines = {name: b"\n".join(rows) for name, rows in told.lines.items()}
    return msgspec.msgpack.encode((lines, msgspec.json.encode((told.entities, told.outlets, told.decided))))


def unpacked_story(body: bytes) -> Told:
    """The story that was packed."""
    lines, rest = _lines.decode(body)
    entities, outlets, decided = _rest.decode(rest)
    rows: dict[str, Lines] = {name: text.split(b"\n") if text else [] for name, text in lines.items()}
    return Told(None, rows, entities, outlets, decided)


def labels_of(story: Story, told: Told, paths: Mapping[str, str]) -> Iterator[Label]:
    """What each of its articles can be found by; `paths`: article id -> path."""
    yield from (Label(paths[article], "story", story.id) for article in story.articles)
    for entity in told.entities:
        names = {simplify(name).casefold() for name in (entity.name, *entity.names) if name}
        for path in {paths[span.article] for span in entity.mentions}:
            yield from (Label(path, entity.type, name) for name in names)
    for line in told.lines.get("figures.jsonl", ()):
        yield from _of_figure(_row.decode(line), paths)
    for name in ("events.jsonl", "measures.jsonl"):
        for line in told.lines.get(name, ()):
            yield from _of_event(_row.decode(line), paths)


def _of_figure(row: Mapping[str, object], paths: Mapping[str, str]) -> Iterator[Label]:
    path = paths[msgspec.convert(row["span"], dict[str, object])["article"]]  # type: ignore[index]  # a record of ours has a span
    yield Label(path, "kind", str(row["kind"]))
    if row["as_of"]:
        yield Label(path, "day", str(row["as_of"])[:10])


def _of_event(row: Mapping[str, object], paths: Mapping[str, str]) -> Iterator[Label]:
    for span in msgspec.convert(row["spans"], list[dict[str, object]]):
        path = paths[str(span["article"])]
        yield Label(path, "kind", str(row["type"]))
        if row["from"] and row["until"]:
            yield from (Label(path, "day", day) for day in _days(str(row["from"])[:10], str(row["until"])[:10]))


def _days(first: str, last: str) -> Iterator[str]:
    """All days of an event; of a long one its first and last."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if not timedelta(0) <= end - start < timedelta(DAYS):
        yield from {first, last}
        return
    for number in range((end - start).days + 1):
        yield (start + timedelta(number)).isoformat()
