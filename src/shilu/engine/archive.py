"""The archive at work: keep what is new, mark it once, and build of what is kept as of the posts themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from shilu import __version__
from shilu.engine.crew import Crew
from shilu.engine.digest import rules_digest
from shilu.engine.find import Input, find, load
from shilu.engine.keys import maker_of
from shilu.engine.options import Options
from shilu.engine.update import followed
from shilu.model.article import Article, Raw
from shilu.model.errors import Failure, Skipped
from shilu.model.ids import digest
from shilu.model.judgements import Judgement
from shilu.sources import read
from shilu.store import Archive, Stored

if TYPE_CHECKING:  # to keep what is new takes only the room that reads it
    from shilu.engine.build import Done
    from shilu.engine.posts import Post

BATCH = 200  # inputs of one transaction: what a crash can cost


class Ingested(Struct, frozen=True):
    """What one ingest did: inputs that were new or changed, those known already, failures and skips."""

    new: int
    known: int
    failures: tuple[Failure, ...]
    skipped: tuple[Skipped, ...]


def ingest(arguments: Sequence[Path], archive: Archive, options: Options) -> Ingested:
    """Keep what is new or changed under the arguments, batch by batch; it can be stopped and run again at any time.

    Inputs are read, so that what is no post is told at once and a search finds the rest; marks can wait until somebody asks.
    """
    items, failures, skipped = find(arguments, archive.file)
    known = archive.known([item.path for item in items])
    run = archive.begin(_now(), __version__, rules_digest())
    told, new, forgotten = list(failures), 0, list[Skipped]()
    fresh = _fresh(items, known, told, options)
    while batch := list(islice(fresh, BATCH)):
        new += len(batch)
        forgotten += archive.put(run, _now(), [_stored(raw) for raw in batch])
    options.tell("ingest", len(items), len(items))
    skipped, new, known_already = sorted([*skipped, *forgotten]), new - len(forgotten), len(items) - new
    archive.put_left_out(run, _now(), [*told, *skipped])
    archive.end(run, _now(), new, known_already)
    return Ingested(new, known_already, tuple(told), tuple(skipped))


def _fresh(items: Sequence[Input], known: dict[str, str], failures: list[Failure], options: Options) -> Iterator[Raw]:
    """The inputs whose content is not known; what cannot be read is told."""
    for number, item in enumerate(items):
        options.tell("ingest", number, len(items))
        raw = load(item)
        if isinstance(raw, Failure):
            failures.append(raw)
        elif known.get(item.path) != digest(raw.body):
            yield raw


def _stored(raw: Raw) -> tuple[Stored, Article | None]:
    found = read(raw)
    return Stored(raw.path, digest(raw.body), raw.body, None), found if isinstance(found, Article) else None


def build_archive(archive: Archive, out: Path, options: Options, until: str | None = None) -> Done:
    """A dossier of what the archive keeps (or kept by `until`, an ISO instant in UTC): the bytes of a build of the same posts.

    Marks that are missing, or of other rules, are made, and kept. The archive's judgements are followed with those given.
    """
    from shilu.engine.build import dossier_of

    options = followed(archive, options, until)
    left = list(archive.left_out(until))
    failures = [one for one in left if isinstance(one, Failure)]
    skipped = [one for one in left if isinstance(one, Skipped)]
    kept = list(archive.inputs(maker_of(options), until))
    items = [Input(one.path, Path(one.path)) for one in kept]
    return dossier_of(items, partial(_marked, archive, kept, options), failures, skipped, out, options)


def _marked(archive: Archive, kept: Sequence[Stored], options: Options, crew: Crew) -> list[Post]:
    """The posts of what is kept, with their marks; new ones are kept in turn."""
    from shilu.engine.posts import Post, marked_posts, post_of

    def mark(share: range) -> list[Post]:
        share_of = [kept[number] for number in share]
        posts = [Post(post_of(Raw(one.path, one.body), options.until).found, one.sha256, one.marks) for one in share_of]
        return marked_posts(posts, options.tagger)

    posts = crew.deal(len(kept), mark, partial(options.tell, "read"), even=True)
    fresh = [replace(one, marks=post.marks) for one, post in zip(kept, posts, strict=True) if post.marks and not one.marks]
    for at in range(0, len(fresh), BATCH):
        archive.put_marks(maker_of(options), fresh[at : at + BATCH])
    return posts


def keep_judgement(archive: Archive, one: Judgement) -> None:
    """Keep what a person decided; accounts of the archive follow it from now on."""
    archive.put_judgements(_now(), [one])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
