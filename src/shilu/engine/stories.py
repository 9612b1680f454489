"""Which stories a dossier's articles, or some posts, fall into."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from shilu.engine.build import Gathered, Options, gather
from shilu.engine.load import Data, Record
from shilu.model.article import Article, Block, OffsetMap, OutletRef
from shilu.model.ledger import Story
from shilu.stories.grouping import group


def stories_of_posts(paths: Sequence[Path], options: Options) -> tuple[Gathered, tuple[Story, ...]]:
    """Read posts, and group what was read; nothing is written."""
    gathered = gather(paths, Path(), options)
    return gathered, group(gathered.articles)


def stories_of(data: Data) -> tuple[Story, ...]:
    """Group the articles of a dossier."""
    return group(_article(row) for row in data.lines["articles.jsonl"])


def _article(row: Record) -> Article:
    """An article as far as grouping needs it: its words with their blocks, its time and its outlet."""
    published = datetime.fromisoformat(row["published"]) if row["published"] else None
    return Article(
        id=row["id"], path=row["path"], sha256=row["sha256"], outlet=OutletRef(row["outlet"]["id"], row["outlet"]["name"]),
        title=row["title"], byline=row["byline"], published=published, published_raw=row["published_raw"],
        published_labelled=None, published_rule=row["published_rule"], published_evidence="", url=row["url"], categories=(),
        text=row["text"], blocks=tuple(Block(b["kind"], b["start"], b["end"]) for b in row["blocks"]), images=(), links=(),
        rights=None, language=row["language"], script=row["script"], notes=(), raw_map=OffsetMap((0,), (0,), (1,)),
    )  # fmt: skip
