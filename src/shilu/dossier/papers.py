"""What a dossier shows of the articles themselves: their text, pictures, versions and outlets. Plain values, as in `view`."""

from __future__ import annotations

from msgspec import Struct

from shilu.dossier.terms import Agent, Passage, When, Words
from shilu.model.article import Block


class Picture(Struct, frozen=True):
    """A picture as a link; never loaded."""

    url: str
    caption: str | None


class Edited(Struct, frozen=True):
    """A figure or statement that an edit added, took out or changed, with its passage in each version."""

    word: Words
    before: Passage | None
    after: Passage | None


class VersionView(Struct, frozen=True):
    """The version before an article (same outlet and address or headline), the sentences edited and what that did."""

    previous: str
    published: When | None
    changes: tuple[Edited, ...]
    removed: tuple[Passage, ...]
    added: tuple[Passage, ...]


class ArticleView(Struct, frozen=True):
    """One article for the reading pane, with both readings of its time and the evidence for the rule.

    `because` says why it is in its story, where stories were told apart.
    """

    id: str
    path: str
    outlet: Agent
    title: str
    byline: str | None
    published: When | None
    published_raw: str | None
    published_labelled: When | None
    clock_rule: str
    clock_evidence: str
    clock_corrected: bool
    url: str | None
    language: str
    text: str
    blocks: tuple[Block, ...]
    pictures: tuple[Picture, ...]
    rights: str | None
    notes: tuple[str, ...]
    figures: int
    because: Words | None
    version: VersionView | None


class Source(Struct, frozen=True):
    """An outlet with its articles, in order of publication. `articles` are article ids."""

    agent: Agent
    tier_label: Words
    articles: tuple[str, ...]
