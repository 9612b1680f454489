"""The marks: times, quantities, names, offices, quotes, reporting cues and hedges, each a span with a typed value and a rule.

Takes one Article (and a Tagger) and gives its `Annotations`; every mark is a slice of the text.
Must not judge, compare articles, or read the clock.
"""

from __future__ import annotations

from collections.abc import Sequence

from shilu.annotate import cues, hedges, names, quantities, quotes, roles, times
from shilu.annotate.named import Named
from shilu.annotate.names.tagged import Told
from shilu.annotate.reading import Reading, preparing
from shilu.model.article import Article
from shilu.model.marks import Annotations
from shilu.model.protocols import Tagger
from shilu.model.rules import Rule
from shilu.model.steps import Steps, in_step

RULES: tuple[Rule, ...] = (
    *times.RULES,
    *quantities.RULES,
    *names.RULES,
    *roles.RULES,
    *quotes.RULES,
    *cues.RULES,
    *hedges.RULES,
)

_TOGETHER, _TAGGED = 64, 32  # articles that are marked side by side, and with a tagger: more gain nothing


def annotate(article: Article, tagger: Tagger | None = None) -> Annotations:
    """Mark one article. Without a tagger the name grammars work alone (the fallback)."""
    return annotate_all([article], tagger)[0]


def annotate_all(articles: Sequence[Article], tagger: Tagger | None = None) -> list[Annotations]:
    """Mark some articles; the tagger sees the sentences of several together: a network is quicker with many at once."""
    size = _TAGGED if tagger else _TOGETHER
    return [marks for at in range(0, len(articles), size) for marks in _together(articles[at : at + size], tagger)]


def _together(articles: Sequence[Article], tagger: Tagger | None) -> list[Annotations]:
    reads = in_step([preparing(article) for article in articles])
    told = Told(tagger, [text for read in reads for text in read.sentence_texts()]) if tagger and len(reads) > 1 else tagger
    return in_step([_marked(read, told) for read in reads])


def _marked(read: Reading, tagger: Tagger | None) -> Steps[Annotations]:
    found = yield from names.naming(read, tagger)
    named = Named.of(found)
    yield
    timed = yield from times.timing(read, named)
    yield
    counted = quantities.mark_quantities(read, timed, named)
    yield
    held = roles.mark_roles(read, named)
    yield
    quoted = quotes.mark_quotes(read)
    yield
    cued = cues.mark_cues(read, named)
    yield
    hedged = hedges.mark_hedges(read)
    return Annotations(
        article=read.article.id,
        simplified=read.text,
        sentences=read.sentences,
        clauses=read.clauses,
        times=timed,
        quantities=counted,
        names=found,
        roles=held,
        quotes=quoted,
        cues=cued,
        hedges=hedged,
    )
