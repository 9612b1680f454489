"""An archive brought up to date: marks for what has none, an account of each story that is not what it was before.

Everything is kept by a key of what it was made of, and made again only when there is nothing under its key. So a run that
was cut off goes on where it stood, and what comes of many runs is what comes of one, to the byte.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from shilu.annotate import annotate_all
from shilu.engine.account import Marked, manifest
from shilu.engine.crew import Crew, fitting
from shilu.engine.digest import rules_digest
from shilu.engine.find import Input
from shilu.engine.load import Data, load_data
from shilu.engine.options import Options
from shilu.engine.posts import Gathered, Post, post_of, sort_out
from shilu.engine.quiet import uncollected
from shilu.engine.several import as_one, is_told_as_one, put_records, told_of, whole_of
from shilu.engine.stories import told_apart
from shilu.engine.taggers.checked import Checked
from shilu.engine.told import (
    key_of,
    key_of_sorting,
    labels_of,
    packed_sorting,
    packed_story,
    unpacked_sorting,
    unpacked_story,
)  # fmt: skip
from shilu.model.article import Article, Raw
from shilu.model.errors import Failure, Skipped
from shilu.model.ledger import Story
from shilu.model.marks import Annotations
from shilu.publish.folder import new_folder
from shilu.publish.records import manifest_text
from shilu.store import Archive, Stored
from shilu.store.accounts import Accounts, Kept
from shilu.stories import one_story
from shilu.stories.grouping import Grouped
from shilu.stories.reuse import reused

BATCH = 400  # articles, or stories, of one transaction: what a crash can cost
NO_MARKS = Annotations("", "", (), (), (), (), (), (), (), (), ())  # of an article whose story was told already

Content = tuple[str, str]  # path, SHA-256


class Updated(Struct, frozen=True):
    """What one update did: articles that were marked, stories that were told anew, of how many, and what went wrong."""

    marked: int
    told: int
    articles: int
    stories: int
    failures: tuple[Failure, ...]


class Whole(Struct, frozen=True):
    """An archive that is up to date: its articles, the stories they tell, and the key of each.

    `told` are stories of the past, by key: only those of now are kept.
    """

    gathered: Gathered
    found: Grouped
    keys: tuple[str, ...]
    paths: Mapping[str, Content]  # article id -> its content
    done: Updated
    told: dict[str, bytes]


def update(archive: Archive, options: Options) -> Updated:
    """Mark what is new, tell the stories that it touches, and forget how they were told before."""
    with uncollected():
        options = followed(archive, options, None)
        whole = _whole(archive, options, None)
        Accounts(archive).prune([*whole.keys, key_of_sorting(whole.gathered.articles, options)])
    return whole.done


def account_of(archive: Archive, folder: Path, options: Options, until: str | None = None) -> Data:
    """The records of an archive (as of `until`, an ISO instant in UTC) in a folder that is not there yet, and as data."""
    write_records(archive, folder, options, until)
    return replace(load_data(folder), called=archive.name)


def write_records(archive: Archive, folder: Path, options: Options, until: str | None = None) -> Updated:
    """The files of records of an archive: the bytes that a build of the same posts writes under `data`."""
    options = followed(archive, options, until)
    with uncollected(), new_folder(folder) as new:
        whole = _whole(archive, options, until)
        kept = Accounts(archive).get(whole.keys) | whole.told
        told = [unpacked_story(kept.pop(key)) for key in whole.keys]
        marks = _marks(archive, maker_of(options), list(whole.paths.values()))
        annotations = [marks[whole.paths[article.id]] for article in whole.gathered.articles]
        lines = whole_of(Marked(whole.gathered, annotations), whole.found, told)
        written = [put_records(new, name, rows) for name, rows in lines.items()]
        new.put("data/manifest.json", manifest_text(manifest(whole.gathered, options, rules_digest()), written))
    return whole.done


def maker_of(options: Options) -> str:
    """Who makes marks: the rules and the tagger. What another made is kept, and not used."""
    return f"{rules_digest()[:32]} {options.tagger.name if options.tagger else 'none'}"


def followed(archive: Archive, options: Options, until: str | None) -> Options:
    """Options with the judgements that are kept (by `until`) beside those given, each once."""
    known = {one.id: one for one in (*archive.judgements(until), *options.judgements)}
    return replace(options, judgements=tuple(known.values()))


def _whole(archive: Archive, options: Options, until: str | None) -> Whole:
    """Everything but the records of the whole: read, mark, sort into stories, tell."""
    accounts = Accounts(archive)  # before anything is read
    posts = {one.path: post_of(Raw(one.path, one.body), options.until) for one in archive.inputs("", until)}
    with tempfile.TemporaryDirectory() as folder:
        crew = Crew(1 if isinstance(options.tagger, Checked) else fitting(options.jobs, len(posts)), Path(folder))
        marked = _mark(archive, posts, crew, options)
        gathered = _gathered(archive, posts, until)
        keep = not (until or options.until)
        found = _known_sorting(accounts, gathered, options, keep=keep)
        keys, made, told = _tell(archive, accounts, gathered, found, crew, options, keep=keep)
    contents = {one.id: (one.path, one.sha256) for one in gathered.articles}
    done = Updated(marked, made, len(gathered.articles), len(found.stories), gathered.failures)
    return Whole(gathered, found, keys, contents, done, told)


def _mark(archive: Archive, posts: dict[str, Post], crew: Crew, options: Options) -> int:
    """Make and keep the marks of articles that have none; one that cannot be marked becomes a failure, and is tried again
    by the next update. Returns how many were marked."""
    maker = maker_of(options)
    there = archive.marked(maker)
    articles = [one.found for one in posts.values() if isinstance(one.found, Article)]
    missing = [one for one in articles if (one.path, one.sha256) not in there]
    for at in range(0, len(missing), BATCH):
        batch = missing[at : at + BATCH]

        def mark(share: range, batch: Sequence[Article] = batch) -> list[Annotations | Failure]:
            return _marked([batch[number] for number in share], options)

        made = crew.deal(len(batch), mark, lambda done, _, at=at: options.tell("mark", at + done, len(missing)))  # type: ignore[misc]  # no type for a default
        for article, marks in zip(batch, made, strict=True):
            if isinstance(marks, Failure):
                posts[article.path] = Post(marks, article.sha256)
        fresh = zip(batch, made, strict=True)
        archive.put_marks(maker, [Stored(a.path, a.sha256, b"", m) for a, m in fresh if isinstance(m, Annotations)])
    return len(missing)


def _marked(articles: Sequence[Article], options: Options) -> list[Annotations | Failure]:
    """The marks of some articles; where one breaks, of each by itself."""
    try:
        return list(annotate_all(articles, options.tagger))
    except Exception as error:  # noqa: BLE001 - months of others must not wait for one; it is told, and tried again
        if len(articles) == 1:
            return [Failure(articles[0].path, "annotate", f"{type(error).__name__}: {error}")]
        return [marks for article in articles for marks in _marked([article], options)]


def _gathered(archive: Archive, posts: Mapping[str, Post], until: str | None) -> Gathered:
    left = list(archive.left_out(until))
    failures = [one for one in left if isinstance(one, Failure)]
    skipped = [one for one in left if isinstance(one, Skipped)]
    items = [Input(path, Path(path)) for path in posts]
    return sort_out(items, list(posts.values()), failures, skipped)[0]


def _known_sorting(accounts: Accounts, gathered: Gathered, options: Options, *, keep: bool) -> Grouped:
    """The stories of these articles, sorted now unless they have been."""
    key = key_of_sorting(gathered.articles, options)
    known = accounts.get([key])
    if known:
        return unpacked_sorting(known[key])
    found = _sorted(gathered, options)
    if keep:
        accounts.put([Kept(key, packed_sorting(found), ())])
    return found


def _sorted(gathered: Gathered, options: Options) -> Grouped:
    """The stories that a build of these articles tells."""
    articles = gathered.articles
    if options.stories == "one" or len(articles) < 2:
        return Grouped((one_story(articles),), tuple(reused(articles)))
    found = told_apart(articles, options.judgements)
    if is_told_as_one(found.stories, options):
        return replace(found, stories=(as_one(found.stories, articles),))
    return found


def _tell(
    archive: Archive, accounts: Accounts, gathered: Gathered, found: Grouped, crew: Crew, options: Options, *, keep: bool
) -> tuple[tuple[str, ...], int, dict[str, bytes]]:
    """Tell the stories that are not kept as they are now. Returns the keys of all, how many were told, and, if they were
    not to be kept, those."""
    numbers = {article.id: number for number, article in enumerate(gathered.articles)}
    maker = maker_of(options)
    members = [[gathered.articles[numbers[article]] for article in one.articles] for one in found.stories]
    keys = tuple(key_of(one, inside, maker, options) for one, inside in zip(found.stories, members, strict=True))
    there = accounts.keys()
    missing = sorted((n for n, key in enumerate(keys) if key not in there), key=lambda n: (-len(members[n]), n))
    paths = {article.id: article.path for article in gathered.articles}
    past = dict[str, bytes]()
    for batch in _batches(missing, members):
        contents = [(article.path, article.sha256) for n in batch for article in members[n]]
        marks = _marks(archive, maker, contents)
        annotations = [marks.get((article.path, article.sha256), NO_MARKS) for article in gathered.articles]

        def tell(share: range, batch: Sequence[int] = batch, annotations: Sequence[Annotations] = annotations) -> list[Kept]:
            marked = Marked(gathered, annotations)
            return [_kept(found.stories[batch[k]], keys[batch[k]], marked, numbers, paths, options) for k in share]

        told = crew.deal(len(batch), tell, partial(options.tell, "tell"))
        if keep:
            accounts.put(told)
        else:
            past |= {one.key: one.body for one in told}
    return keys, len(missing), past


def _batches(missing: Sequence[int], members: Sequence[Sequence[Article]]) -> Iterator[list[int]]:
    """Stories of so many articles together, at least one story."""
    batch: list[int] = []
    size = 0
    for number in missing:
        batch.append(number)
        size += len(members[number])
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _kept(one: Story, key: str, marked: Marked, numbers: dict[str, int], paths: Mapping[str, str], options: Options) -> Kept:
    told = told_of(one, marked, numbers, options)
    return Kept(key, packed_story(told), tuple(labels_of(one, told, paths)))


def _marks(archive: Archive, maker: str, contents: Sequence[Content]) -> dict[Content, Annotations]:
    """The marks of some contents."""
    return {(one.path, one.sha256): one.marks for one in archive.some(contents, maker) if one.marks}
