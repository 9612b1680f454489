"""How an archive's articles are sorted into stories, brought up to date when an article is new, changed or gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from shilu.engine.keys import sorting_key
from shilu.engine.options import Options
from shilu.engine.posts import post_of
from shilu.engine.stories import told_apart
from shilu.engine.told import packed_one, packed_rest, unpacked_one, unpacked_rest
from shilu.model.article import Article, Raw
from shilu.model.ledger import Story
from shilu.store import Archive
from shilu.store.pages import ArchivePages
from shilu.store.upkeep import MeanwhileError, Placed, Upkeep
from shilu.stories.grouping import Grouped

STORY = "story"  # pages: story id -> the story
VERSION = "version"  # state: how often the stories have changed
REST = "rest"  # pages: what articles share


def sort_new(archive: Archive, upkeep: Upkeep, options: Options) -> None:
    """Sort what is new, and what comes after it; note which stories may have changed."""
    key = sorting_key(options)
    if upkeep.state.get("sorted") != key:
        with upkeep.writing(sorted=key):
            upkeep.unsettled()
    if not upkeep.is_due():
        return
    gone, new = upkeep.changes()
    if gone or new:
        _replay(archive, upkeep, sorted({*upkeep.sorted_articles()} - {*gone} | {*new}), options)
    else:
        with upkeep.writing():
            upkeep.settled()


def _replay(archive: Archive, upkeep: Upkeep, places: list[Placed], options: Options) -> None:
    """Sort all articles anew."""
    pages = ArchivePages(archive.base)
    found = told_apart(read_again(archive, places), options.judgements)
    bodies = {one.id.encode(): packed_one(one) for one in found.stories}
    before = dict(pages.scan(STORY, [b""]))
    changed = {one.id: len(one.articles) for one in found.stories if before.get(key := one.id.encode()) != bodies[key]}
    gone = upkeep.stories().keys() - {one.id for one in found.stories}
    pages.put(STORY, {**dict.fromkeys(before), **bodies})
    pages.put(REST, {b"": packed_rest(found)})
    with upkeep.writing(**{VERSION: str(int(upkeep.state.get(VERSION, "0")) + 1)}):
        pages.flush()
        upkeep.clear("placed")
        upkeep.place(list(enumerate(places)))
        upkeep.put_stories(changed, gone)
        upkeep.settled()


def read_again(archive: Archive, places: Iterable[Placed]) -> list[Article]:
    """The articles at some places, in their order. Raises `MeanwhileError` when one was forgotten."""
    contents = [one.content for one in places]
    found = (post_of(Raw(one.path, one.body)).found for one in archive.some(contents, ""))
    articles = [one for one in found if isinstance(one, Article)]
    if len(articles) != len(contents):
        raise MeanwhileError
    return articles


def stories(archive: Archive, ids: Collection[str] | None = None) -> list[Story]:
    """Some stories, or all, as they were sorted last, in order of their first articles."""
    pages = ArchivePages(archive.base)
    rows = dict(pages.scan(STORY, [b""])) if ids is None else pages.get(STORY, [one.encode() for one in ids])
    found = map(unpacked_one, rows.values())
    return sorted(found, key=lambda one: (one.first is None, one.first and one.first.isoformat(), one.id))


def grouped(archive: Archive) -> Grouped:
    """All stories as they were sorted last, what articles share, and what became of judgements on stories."""
    rest = ArchivePages(archive.base).get(REST, [b""])
    return Grouped(tuple(stories(archive)), *unpacked_rest(rest[b""])) if rest else Grouped((), ())
