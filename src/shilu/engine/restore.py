"""Articles back from their records: what `shilu build` wrote is enough to read them again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec

from shilu.engine.load import Data
from shilu.model.article import Article, Block, Image, Link, OffsetMap, OutletRef
from shilu.model.judgements import Judgement

Record = dict[str, Any]


def article_of(row: Record) -> Article:
    """The article that a line of `articles.jsonl` was written from."""
    starts, raws, widths = zip(*row["raw_map"], strict=True) if row["raw_map"] else ((), (), ())
    return Article(
        id=row["id"],
        path=row["path"],
        sha256=row["sha256"],
        outlet=OutletRef(row["outlet"]["key"], row["outlet"]["name"]),
        title=row["title"],
        byline=row["byline"],
        published=_instant(row["published"]),
        published_raw=row["published_raw"],
        published_labelled=_instant(row["published_labelled"]),
        published_rule=row["published_rule"],
        published_evidence=row["published_evidence"],
        url=row["url"],
        categories=tuple(row["categories"]),
        text=row["text"],
        blocks=tuple(Block(**block) for block in row["blocks"]),
        images=tuple(map(_image, row["images"])),
        links=tuple(Link(**link) for link in row["links"]),
        rights=row["rights"],
        language=row["language"],
        script=row["script"],
        notes=tuple(row["notes"]),
        raw_map=OffsetMap(tuple(starts), tuple(raws), tuple(widths)),
        dateline=date.fromisoformat(row["dateline"]) if row["dateline"] else None,
    )


def judgements_of(data: Data) -> list[Judgement]:
    """The judgements that a dossier followed."""
    return [judgement_of(row) for row in data.lines["judgements.jsonl"]]


def judgement_of(row: Record) -> Judgement:
    """The judgement that a line of `judgements.jsonl` was written from."""
    return msgspec.convert({key: row[key] for key in Judgement.__struct_fields__}, Judgement)


def _instant(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _image(row: Record) -> Image:
    caption = (row["caption"]["start"], row["caption"]["end"]) if row["caption"] else None
    depicted = date.fromisoformat(row["depicted_on"]) if row["depicted_on"] else None
    return Image(row["url"], caption, row["credit"], depicted)
