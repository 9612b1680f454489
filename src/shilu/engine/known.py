"""What was known at a time: the account built of no more than had been published by then."""

from __future__ import annotations

import json
from datetime import date

from shilu.engine.load import Data
from shilu.engine.moments import by_then
from shilu.engine.options import Options
from shilu.engine.posts import Gathered
from shilu.engine.restore import article_of
from shilu.engine.several import records_of
from shilu.model.article import Article
from shilu.stories import publication_order


def known_at(data: Data, at: date, options: Options) -> Data:
    """The records of a dossier as a build on that day would have written them, from the articles it holds."""
    articles = [article_of(row) for row in data.lines["articles.jsonl"]]
    out = [article for article in articles if by_then(article.published, at)]
    return Data(data.folder, data.manifest, _lines(out, options))


def _lines(articles: list[Article], options: Options) -> dict[str, list[dict[str, object]]]:
    lines = records_of(Gathered(tuple(sorted(articles, key=publication_order)), (), (), ()), options)
    return {name: [json.loads(line) for line in rows] for name, rows in lines.items()}
