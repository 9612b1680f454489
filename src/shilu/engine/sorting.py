"""How an archive's articles are sorted into stories, brought up to date when an article is new, changed or gone.

The stream of stories lies in the archive's pages: what is new is added to it; what comes late, or goes, has it turned back to
the time before. Where people have decided over stories, and where it cannot be turned back, all articles are sorted anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial

import msgspec

from shilu.engine.keys import sorting_key
from shilu.engine.options import Options
from shilu.engine.posts import post_of
from shilu.engine.stories import told_apart
from shilu.engine.told import packed_one, packed_rest, unpacked_one, unpacked_rest
from shilu.engine.words import ready_words
from shilu.model.article import Article, Raw
from shilu.model.ids import digest
from shilu.model.ledger import Story
from shilu.statements.judged import standing
from shilu.store import Archive
from shilu.store.pages import KEPT, ArchivePages
from shilu.store.upkeep import UNDATED, MeanwhileError, Placed, Upkeep
from shilu.stories.deciding import is_of_stories
from shilu.stories.grouping import Grouped
from shilu.stories.reuse import ReuseIndex
from shilu.stories.stream import PagedStream
from shilu.stories.telling import in_order

BATCH = 5_000  # articles of one transaction, what a crash can cost: rows that many of them change are written once
READ = 200  # articles that are in memory at once
LINKED = 1_000  # of the articles that can be undone, after which stories are put together
STORY = "story"  # pages of the stream: story id -> its digest, how many articles it has, the first of them
BODY = "body"  # pages of what people decided over: story id -> the story
REST = "rest"  # the same: what articles share, and what became of the judgements
VERSION = "version"  # state: how often the stories have changed

_Row = tuple[str, int, str]
_rows = msgspec.msgpack.Decoder(_Row)


def sort_new(archive: Archive, upkeep: Upkeep, options: Options) -> None:
    """Sort what is new, and what comes after it; note which stories may have changed."""
    key = sorting_key(options)
    if upkeep.state.get("sorted") != key:
        with upkeep.writing(sorted=key):
            upkeep.unsettled()
    if not upkeep.is_due():
        return
    gone, new = upkeep.changes()
    if not gone and not new:
        with upkeep.writing():
            upkeep.settled()
    elif any(is_of_stories(one) for one in standing(options.judgements)):
        _replay(archive, upkeep, sorted({*upkeep.sorted_articles()} - {*gone} | {*new}), options)
    else:
        _turn_back(archive, upkeep, min([*gone, *new]))
        _go_on(archive, upkeep, upkeep.changes()[1], options)


def _turn_back(archive: Archive, upkeep: Upkeep, first: Placed) -> None:
    """Take the stream to before an article, if it is past it; to its beginning, if that is too far back."""
    last, pages = upkeep.last(), ArchivePages(archive.base)
    if last is None or last[1] < first:
        return
    step, oldest = upkeep.step_of(first), pages.oldest()
    if oldest is None or step < oldest:
        with upkeep.writing():
            upkeep.unsettled()
        return
    changed = pages.back_to(step).get(STORY, [])
    sizes = {key.decode(): _rows.decode(row)[1] for key, row in pages.get(STORY, changed).items()}
    with upkeep.writing():
        pages.flush()
        upkeep.replace_from(step)
        upkeep.put_stories(dict.fromkeys(map(bytes.decode, changed), 0) | sizes)


def _go_on(archive: Archive, upkeep: Upkeep, new: Sequence[Placed], options: Options) -> None:
    """Add articles that come after all that are sorted, in their order, batch by batch."""
    ready_words()
    last = upkeep.last()
    start = last[0] + 1 if last else 0
    kept = (
        KEPT + upkeep.undated() + sum(one.published == UNDATED for one in new)
    )  # those come after all: whatever is new has them taken back
    pages = ArchivePages(archive.base, kept)
    for at in range(0, max(1, len(new)), BATCH):
        numbered = list(enumerate(new[at : at + BATCH], start + at))
        changed = _added(
            archive, pages, numbered, (start + len(new) - kept, start + len(new)), partial(_sorted, options, at, len(new))
        )
        with upkeep.writing(**_another_version(upkeep)):
            pages.flush()
            upkeep.place(numbered)
            upkeep.put_stories(changed)
            if at + BATCH >= len(new):
                _settle(archive, upkeep)


def _sorted(options: Options, before: int, total: int, done: int) -> None:
    options.tell("sort", before + done, total)


def _added(
    archive: Archive,
    pages: ArchivePages,
    numbered: Sequence[tuple[int, Placed]],
    ends: tuple[int, int],
    tell: Callable[[int], None],
) -> dict[str, int]:
    """Put some articles into the pages; returns the stories that they touch, with their numbers of articles, 0 for those gone.

    `ends`: the first step that can be undone, and behind the last of all. Only there, and sometimes in between, are stories put
    together: who turns back has few to put together again. What was not asked before, the pages remember.
    """
    stream, changed = PagedStream(pages), dict[str, int]()
    for at in range(0, max(1, len(numbered)), READ):
        share, before = numbered[at : at + READ], stream.came()
        for (number, _), article in zip(share, read_again(archive, [place for _, place in share]), strict=True):
            pages.begin(number if number >= ends[0] else None)
            stream.reuse.remember(stream.add(article).reuses)
        if _is_end(before, stream.came(), ends):
            changed |= _put_together(pages, stream)
        tell(at + len(share))
    return changed


def _is_end(before: int, now: int, ends: tuple[int, int]) -> bool:
    """Whether stories are to be put together when so many articles have come."""
    undoable, last = ends
    return now >= last or before < undoable <= now or (now > undoable and before // LINKED < now // LINKED)


def _put_together(pages: ArchivePages, stream: PagedStream) -> dict[str, int]:
    """Put the stories together that articles have touched; returns these, with their numbers of articles, 0 for those gone."""
    touched = stream.touched()
    rows = {one.id: (digest(packed_one(one)), len(one.articles), one.articles[0]) for one in touched.stories}
    gone: dict[bytes, bytes | None] = {key.encode(): None for key in touched.gone}
    pages.put(STORY, gone | {key.encode(): msgspec.msgpack.encode(row) for key, row in rows.items()})
    return {key: row[1] for key, row in rows.items()} | dict.fromkeys(touched.gone, 0)


def _settle(archive: Archive, upkeep: Upkeep) -> None:
    """Every article is sorted: stories that were turned back, and have not come again, are no more."""
    due = [row.id for row in upkeep.due()]
    there = ArchivePages(archive.base).get(STORY, [key.encode() for key in due])
    upkeep.drop_stories([key for key in due if key.encode() not in there])
    upkeep.settled()


def _replay(archive: Archive, upkeep: Upkeep, places: list[Placed], options: Options) -> None:
    """Sort all articles anew."""
    pages = ArchivePages(archive.base)
    found = told_apart(read_again(archive, places), options.judgements)
    bodies = {one.id.encode(): packed_one(one) for one in found.stories}
    before = dict(pages.scan(BODY, [b""]))
    changed = {one.id: len(one.articles) for one in found.stories if before.get(key := one.id.encode()) != bodies[key]}
    gone = upkeep.stories().keys() - {one.id for one in found.stories}
    pages.put(BODY, {**dict.fromkeys(before), **bodies})
    pages.put(REST, {b"": packed_rest(found)})
    with upkeep.writing(**_another_version(upkeep)):
        pages.flush()
        upkeep.clear("placed")
        upkeep.place(list(enumerate(places)))
        upkeep.put_stories(changed)
        upkeep.drop_stories(gone)
        upkeep.settled()


def _another_version(upkeep: Upkeep) -> dict[str, str]:
    return {VERSION: str(int(upkeep.state.get(VERSION, "0")) + 1)}


def read_again(archive: Archive, places: Iterable[Placed]) -> list[Article]:
    """The articles at some places, in their order. Raises `MeanwhileError` when one was forgotten."""
    contents = [one.content for one in places]
    found = (post_of(Raw(one.path, one.body)).found for one in archive.some(contents, ""))
    articles = [one for one in found if isinstance(one, Article)]
    if len(articles) != len(contents):
        raise MeanwhileError
    return articles


def stories(archive: Archive, ids: Collection[str]) -> list[Story]:
    """Some stories, as they were sorted last."""
    pages, keys = ArchivePages(archive.base), [one.encode() for one in ids]
    if pages.get(REST, [b""]):
        return [unpacked_one(body) for body in pages.get(BODY, keys).values()]
    firsts = [_rows.decode(row)[2] for row in pages.get(STORY, keys).values()]
    return list(PagedStream(pages).holding(firsts))


def grouped(archive: Archive) -> Grouped:
    """All stories as they were sorted last, what articles share, and what became of judgements on stories."""
    pages = ArchivePages(archive.base)
    if rest := pages.get(REST, [b""]):
        bodies = pages.scan(BODY, [b""])
        return Grouped(in_order(unpacked_one(body) for _, body in bodies), *unpacked_rest(rest[b""]))
    stream = PagedStream(pages)
    return Grouped(stream.stories(), tuple(ReuseIndex(stream.reuse).told(stream.reuse.found())))
