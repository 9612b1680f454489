"""The marks: times, quantities, names, offices, quotes, reporting cues and hedges, each a span with a typed value and a rule.

Takes one Article (and a Tagger) and gives its `Annotations`; every mark is a slice of the text.
Must not judge, compare articles, or read the clock.
"""

from __future__ import annotations

from shilu.annotate import cues, hedges, names, quantities, quotes, roles, times
from shilu.annotate.reading import reading
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


def annotate(article: Article, tagger: Tagger | None = None) -> Annotations:
    """Mark one article. Without a tagger the name grammars work alone (the fallback)."""
    read = reading(article)
    named = names.mark_names(read, tagger)
    timed = times.mark_times(read, named)
    return Annotations(
        article=article.id,
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
