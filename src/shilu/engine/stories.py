"""Which stories a dossier's articles, or some posts, fall into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from shilu.engine.account import gather
from shilu.engine.load import Data
from shilu.engine.options import Options
from shilu.engine.posts import Gathered
from shilu.engine.quiet import uncollected
from shilu.engine.restore import article_of, judgements_of
from shilu.engine.words import ready_words
from shilu.model.article import Article
from shilu.model.ids import make_id
from shilu.model.judgements import Judgement
from shilu.model.ledger import Story
from shilu.statements.judged import standing
from shilu.stories.grouping import Grouped, grouped


def told_apart(articles: Sequence[Article], judgements: Iterable[Judgement] = ()) -> Grouped:
    """The stories of some articles as people decided them, and what they share."""
    with uncollected():
        ready_words()
        return grouped(articles, standing(judgements))


def stories_of_posts(paths: Sequence[Path], options: Options) -> tuple[Gathered, tuple[Story, ...]]:
    """Read posts, and sort what was read; nothing is written."""
    gathered = gather(paths, Path(), options)
    return gathered, told_apart(gathered.articles, options.judgements).stories


def story_now(data: Data, key: str) -> str | None:
    """The story that an id stands for now: the one that people made of it, else the one that holds its article."""
    for row in data.lines["stories.jsonl"]:
        if any(line["was"] == key for line in row.get("lineage", ())):
            return str(row["id"])
    for row in data.lines["stories.jsonl"]:
        if row["id"] == key or any(make_id("sto", article) == key for article in row["articles"]):
            return str(row["id"])
    return None


def stories_of(data: Data) -> tuple[Story, ...]:
    """Sort the articles of a dossier."""
    return told_apart([article_of(row) for row in data.lines["articles.jsonl"]], judgements_of(data)).stories
