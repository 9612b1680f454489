"""The marks: times, quantities, names, offices, quotes, reporting cues and hedges, each a span with a typed value and a rule.

Takes one Article (and a Tagger) and gives its `Annotations`; every mark is a slice of the text.
Must not judge, compare articles, or read the clock.
"""

from __future__ import annotations

from collections.abc import Sequence

from shilu.annotate import cues, hedges, names, quantities, quotes, roles, times
from shilu.annotate.names.tagged import Told
from shilu.annotate.reading import Reading, reading
from shilu.model.article import Article
from shilu.model.marks import Annotations
from shilu.model.protocols import Tagger
from shilu.model.rules import Rule

RULES: tuple[Rule, ...] = (
    *times.RULES,
    *quantities.RULES,
    *names.RULES,
    *roles.RULES,
    *quotes.RULES,
    *cues.RULES,
    *hedges.RULES,
)

_TOGETHER = 32  # articles that a tagger is asked about at once: more gain nothing


def annotate(article: Article, tagger: Tagger | None = None) -> Annotations:
    """Mark one article. Without a tagger the name grammars work alone (the fallback)."""
    return _marked(reading(article), tagger)


def annotate_all(articles: Sequence[Article], tagger: Tagger | None = None) -> list[Annotations]:
    """Mark some articles; the tagger sees the sentences of several together: a network is quicker with many at once."""
    return [marks for at in range(0, len(articles), _TOGETHER) for marks in _together(articles[at : at + _TOGETHER], tagger)]


def _together(articles: Sequence[Article], tagger: Tagger | None) -> list[Annotations]:
    reads = [reading(article) for article in articles]
    told = Told(tagger, [text for read in reads for text in read.sentence_texts()]) if tagger else None
    return [_marked(read, told) for read in reads]


def _marked(read: Reading, tagger: Tagger | None) -> Annotations:
    named = names.mark_names(read, tagger)
    timed = times.mark_times(read, named)
    return Annotations(
        article=read.article.id,
        simplified=read.text,
        sentences=read.sentences,
        clauses=read.clauses,
        times=timed,
        quantities=quantities.mark_quantities(read, timed, named),
        names=named,
        roles=roles.mark_roles(read, named),
        quotes=quotes.mark_quotes(read),
        cues=cues.mark_cues(read, named),
        hedges=hedges.mark_hedges(read),
    )
