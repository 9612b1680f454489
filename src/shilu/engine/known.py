"""What was known at a time: the account built of no more than had been published by then."""

from __future__ import annotations

import json
from datetime import date, datetime

from shilu.engine.build import Gathered, Options, assemble, bundle
from shilu.engine.load import Data
from shilu.engine.restore import article_of
from shilu.model.article import Article
from shilu.model.errors import WrongChoiceError
from shilu.stories import publication_order


def moment(written: str) -> date:
    """A day (2024-03-06: until its end) or an instant, with an offset or in the outlets' own clocks. Raises `WrongChoiceError`."""
    try:
        return date.fromisoformat(written) if len(written) == len("2024-03-06") else datetime.fromisoformat(written)
    except ValueError as error:
        raise WrongChoiceError(f"{written!r} is no time: say 2024-03-06, 2024-03-06T18:00 or 2024-03-06T18:00+08:00") from error


def by_then(published: datetime | None, at: date) -> bool:
    """Whether something published at a time was out; a day is compared in the outlet's own clock. Without a time: no."""
    if published is None:
        return False
    if not isinstance(at, datetime):
        return published.date() <= at
    return published <= at if at.tzinfo else published.replace(tzinfo=None) <= at


def known_at(data: Data, at: date, options: Options) -> Data:
    """The records of a dossier as a build on that day would have written them, from the articles it holds."""
    articles = [article_of(row) for row in data.lines["articles.jsonl"]]
    out = [article for article in articles if by_then(article.published, at)]
    return Data(data.folder, data.manifest, _lines(out, options))


def _lines(articles: list[Article], options: Options) -> dict[str, list[dict[str, object]]]:
    done = assemble(Gathered(tuple(sorted(articles, key=publication_order)), (), (), ()), options)
    return {name: [json.loads(line) for line in lines] for name, lines in bundle(done).lines.items()}
