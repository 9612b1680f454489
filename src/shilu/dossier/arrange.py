"""The whole view of one story, put together."""

from __future__ import annotations

from collections.abc import Sequence

from shilu.dossier.casebook import Casebook, casebook, when
from shilu.dossier.disputes import agreements, disputes
from shilu.dossier.rows import PROSPECTIVE, UNSETTLED, changes, key_rows, rows
from shilu.dossier.sources import article_views, sources
from shilu.dossier.timeline import timeline
from shilu.dossier.view import Dossier, Fault, Header
from shilu.dossier.who import parties, places, voices
from shilu.dossier.words import rank
from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.errors import Failure
from shilu.model.ledger import Ledger
from shilu.model.statements import Stated


def arrange(
    ledger: Ledger,
    articles: Sequence[Article],
    stated: Sequence[Stated],
    entities: Entities,
    failures: Sequence[Failure],
) -> Dossier:
    """Lay out one story for reading. Same set in, same dossier out: the order of the sequences does not matter."""
    mine = set(ledger.story.articles)
    book = casebook([article for article in articles if article.id in mine], stated, entities)
    table = rows(book, ledger)
    told = [row for row in table if not row.measure.incident and row.realis not in PROSPECTIVE]
    key = key_rows(book, told)
    figures = tuple(sorted(told, key=lambda row: (rank("kind", row.measure.kind), row.id not in key)))
    speakers = voices(book)
    return Dossier(
        id=ledger.story.id,
        header=_header(book, ledger, len(failures)),
        key=key,
        changes=changes(book, ledger.series, figures),
        figures=figures,
        outlook=tuple(row for row in table if not row.measure.incident and row.realis in PROSPECTIVE),
        elsewhere=tuple(row for row in table if row.measure.incident),
        disputes=disputes(book, ledger.disagreements),
        agreements=agreements(book, ledger.disagreements),
        timeline=timeline(book, figures, speakers),
        voices=speakers,
        people=parties(book, "person"),
        organisations=parties(book, "organisation"),
        places=places(book),
        sources=sources(book),
        articles=article_views(book),
        faults=tuple(Fault(one.path, one.stage, one.error) for one in sorted(failures)),
    )


def _header(book: Casebook, ledger: Ledger, failures: int) -> Header:
    dated = [article for article in book.articles.values() if article.published]
    return Header(
        title=ledger.story.title,
        as_of=when(dated[-1].published) if dated else None,
        first=when(dated[0].published) if dated else None,
        articles=len(book.articles),
        outlets=len({book.outlet(article).id for article in book.articles}),
        roots=_roots(ledger),
        failures=failures,
        figures=len(book.figures),
        sayings=len(book.sayings),
        open_disagreements=sum(one.state in UNSETTLED for one in ledger.disagreements),
    )


def _roots(ledger: Ledger) -> int:
    """Independent roots as the ledger judged them: all that stand behind a value that is current."""
    return len({root for series in ledger.series if series.estimates for root in series.estimates[-1].roots})
