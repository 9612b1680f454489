"""The outlets and their articles, with both readings of every time."""

from __future__ import annotations

import re
from collections import defaultdict

from shilu.dossier.casebook import Casebook, when
from shilu.dossier.papers import ArticleView, Picture, Source, VersionView
from shilu.dossier.terms import Agent, Words
from shilu.dossier.versions import version_views
from shilu.dossier.words import label
from shilu.model.article import Article, Image
from shilu.model.ledger import Reason, Story

_ARTICLE = re.compile("art:[0-9a-f]+")


def sources(book: Casebook) -> tuple[Source, ...]:
    """The outlets, the one with most articles first."""
    by_outlet: dict[str, list[str]] = defaultdict(list)
    agents: dict[str, Agent] = {}
    for article in book.articles:
        agent = book.outlet(article)
        agents[agent.id] = agent
        by_outlet[agent.id].append(article)
    made = [Source(agents[who], label("tier", str(agents[who].tier or 0)), tuple(found)) for who, found in by_outlet.items()]
    return tuple(sorted(made, key=lambda one: (-len(one.articles), one.agent.name, one.agent.id)))


def article_views(book: Casebook, story: Story) -> tuple[ArticleView, ...]:
    """The articles for the reading pane, in order of publication."""
    why = {one.article: _why(book, one) for one in story.reasons} if story.parts else {}
    old = version_views(book)
    return tuple(_view(book, one, why.get(one.id), old.get(one.id)) for one in book.articles.values())


def _why(book: Casebook, reason: Reason) -> Words:
    """A reason with headlines in place of ids."""

    def named(match: re.Match[str]) -> str:
        other = book.articles.get(match[0])
        return f"《{other.title}》" if other and other.title else match[0]

    return Words(_ARTICLE.sub(named, reason.because), _ARTICLE.sub(named, reason.because_en))


def _view(book: Casebook, article: Article, because: Words | None, version: VersionView | None) -> ArticleView:
    corrected = article.published is not None and article.published != article.published_labelled
    return ArticleView(
        id=article.id,
        path=article.path,
        outlet=book.outlet(article.id),
        title=article.title,
        byline=article.byline,
        published=when(article.published),
        published_raw=article.published_raw,
        published_labelled=when(article.published_labelled),
        clock_rule=article.published_rule,
        clock_evidence=article.published_evidence,
        clock_corrected=corrected,
        url=article.url,
        language=_language(article),
        text=article.text,
        blocks=article.blocks,
        pictures=tuple(_picture(article, image) for image in article.images),
        rights=article.rights,
        notes=article.notes,
        figures=book.counts.get(article.id, 0),
        because=because,
        version=version,
    )


def _picture(article: Article, image: Image) -> Picture:
    return Picture(image.url, article.words(*image.caption) if image.caption else None)


def _language(article: Article) -> str:
    """A BCP 47 tag, so that the browser takes the right glyphs."""
    if article.language.startswith("zh") or not article.language:
        return "zh-Hant" if article.script == "hant" else "zh-Hans"
    return article.language
