"""What an outlet edited after publication, for the list of sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shilu.dossier.casebook import Casebook
from shilu.dossier.papers import Edited, VersionView
from shilu.dossier.terms import Words
from shilu.model.article import Article
from shilu.stories.versions import Changed, Edit, Item, changes, edits, previous_versions

_WORDS = {"appeared": Words("新增", "added"), "vanished": Words("删去", "taken out"), "changed": Words("改动", "changed")}


def version_views(book: Casebook) -> dict[str, VersionView]:
    """Article -> what became of the version before it."""
    articles = book.articles
    pairs = previous_versions(articles.values())
    items = _items(book, {*pairs, *pairs.values()}) if pairs else {}
    return {new: _view(book, articles[old], articles[new], items) for new, old in pairs.items()}


def _view(book: Casebook, old: Article, new: Article, items: dict[str, list[Item]]) -> VersionView:
    edited = edits(old.text, new.text)
    return VersionView(
        previous=old.id,
        published=book.published(old.id),
        changes=tuple(_edited(book, old.id, new.id, one) for one in changes(edited, items[old.id], items[new.id])),
        removed=tuple(book.passage(old.id, *place) for place in _ranges(edited, "removed")),
        added=tuple(book.passage(new.id, *place) for place in _ranges(edited, "added")),
    )


def _ranges(edited: Sequence[Edit], side: str) -> Iterable[tuple[int, int]]:
    return (place for edit in edited for place in getattr(edit, side))


def _edited(book: Casebook, old: str, new: str, one: Changed) -> Edited:
    before = book.passage(old, one.before.start, one.before.end) if one.before else None
    after = book.passage(new, one.after.start, one.after.end) if one.after else None
    return Edited(_WORDS[one.word], before, after)


def _items(book: Casebook, wanted: set[str]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {article: [] for article in wanted}
    for one in book.figures.values():
        if one.span.article in wanted:
            place = book.agent(one.place).name if one.place else ""
            key = ("figure", one.kind, one.group, place, one.realis)
            value = f"{one.operator} {one.value} {one.low} {one.high}"
            found[one.span.article].append(Item(one.id, one.span.start, one.span.end, key, value))
    for said in book.sayings.values():
        if said.span.article in wanted:
            words = book.articles[said.span.article].words(*said.content)
            speaker = ("statement", book.agent(said.speaker).name)
            found[said.span.article].append(Item(said.id, *said.content, speaker, words))
    return found
