"""The whole view of one story, put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial

from shilu.dossier.casebook import Casebook, casebook, when
from shilu.dossier.changes import changes
from shilu.dossier.disputes import agreements, disputes
from shilu.dossier.facts import commitments, measures
from shilu.dossier.laid import Laid
from shilu.dossier.rows import BEFALLEN, PROSPECTIVE, UNSETTLED, Line, key_lines, lines, row
from shilu.dossier.rulings import by_record, rulings
from shilu.dossier.sites import sites
from shilu.dossier.sources import article_views, sources
from shilu.dossier.timeline import timeline
from shilu.dossier.view import Dossier, Fault, Header
from shilu.dossier.who import by_speaker, parties, places, speaker
from shilu.dossier.words import rank
from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.errors import Failure
from shilu.model.judgements import Decided
from shilu.model.ledger import Ledger
from shilu.model.statements import Saying, Stated

Places = Mapping[str, tuple[int, int]]


def arrange(
    ledger: Ledger,
    articles: Sequence[Article],
    stated: Sequence[Stated],
    entities: Entities,
    failures: Sequence[Failure],
    decided: Sequence[Decided] = (),
) -> Dossier:
    """Lay out one story for reading. Same set in, same dossier out: the order of the sequences does not matter."""
    mine = set(ledger.story.articles)
    book = casebook([article for article in articles if article.id in mine], stated, entities)
    decisions = rulings(book, decided, ledger)
    book.rulings.update(by_record(decisions))
    lay = cache(partial(row, book))  # a row stands in several lists and is made once
    table = lines(book, ledger)
    told = [line for line in table if not line.incident and line.realis not in PROSPECTIVE]
    key = key_lines(book, told)
    figures = sorted(told, key=lambda line: (rank("kind", line.best.kind), line not in key))
    prime, minor = [line for line in figures if not line.minor], [line for line in figures if line.minor]
    outlook = [line for line in table if not line.incident and line.realis in PROSPECTIVE]
    elsewhere = [line for line in table if line.incident]
    speakers = by_speaker(book)
    return Dossier(
        id=ledger.story.id,
        header=_header(book, ledger, len(failures)),
        key=tuple(line.id for line in key),
        cards=Laid(key, lay),
        changes=changes(book, ledger.series, figures, lay),
        figures=Laid(figures, lay),
        prime=Laid(prime, lay),
        minor=Laid(minor, lay),
        toll=Laid([line for line in prime if _befell(line)], lay),
        foreseen=Laid([line for line in outlook if line.best.kind == "killed"], lay),
        outlook=Laid(outlook, lay),
        elsewhere=Laid(elsewhere, lay),
        disputes=disputes(book, ledger.disagreements, table),
        agreements=agreements(book, ledger.disagreements),
        in_force=measures(book, ledger.measures, ended=False),
        ended=measures(book, ledger.measures, ended=True),
        commitments=commitments(book, ledger.commitments),
        timeline=timeline(book, figures, ledger.events),
        voices=Laid(speakers, partial(speaker, book)),
        people=parties(book, "person"),
        organisations=parties(book, "organisation"),
        places=places(book),
        sites=sites(book, figures, ledger.events, lay),
        sources=sources(book),
        articles=article_views(book, ledger.story),
        rulings=decisions,
        faults=tuple(Fault(one.path, one.stage, one.error) for one in sorted(failures)),
        spans=_spans(book, [*figures, *outlook, *elsewhere], speakers),
    )


def _befell(line: Line) -> bool:
    """Whether a line counts all whom something befell."""
    return line.best.kind in BEFALLEN and line.best.group == "all"


def _spans(book: Casebook, table: Sequence[Line], speakers: Sequence[tuple[str, Sequence[Saying]]]) -> Mapping[str, Places]:
    """Where each figure and statement stands, by article, in the order of the lists."""
    found: dict[str, dict[str, tuple[int, int]]] = {article: {} for article in book.articles}
    for line in table:
        for one in line.figures:
            span = one.span
            found[span.article][one.id] = (span.start, span.end)
    for _, said in speakers:
        for saying in said:
            found[saying.span.article][saying.id] = saying.content
    return found


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
