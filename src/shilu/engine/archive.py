"""The archive at work: read only what is new, keep what was read, and build of what is kept as of the posts themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from msgspec import Struct

from shilu import __version__
from shilu.annotate import annotate
from shilu.engine.build import Build, Options, dossier_of
from shilu.engine.digest import rules_digest
from shilu.engine.find import Input, find, load
from shilu.engine.posts import Post
from shilu.model.article import Article, Raw
from shilu.model.errors import Failure, Skipped
from shilu.model.ids import digest
from shilu.sources import read
from shilu.store import Archive, Stored

BATCH = 200  # inputs of one transaction: what a crash can cost


class Ingested(Struct, frozen=True):
    """What one ingest did: inputs that were new or changed, those known already, failures and skips."""

    new: int
    known: int
    failures: tuple[Failure, ...]
    skipped: tuple[Skipped, ...]


def maker_of(options: Options) -> str:
    """Who makes marks: the rules and the tagger. What another made is kept, and not used."""
    return f"{rules_digest()[:32]} {options.tagger.name if options.tagger else 'none'}"


def ingest(arguments: Sequence[Path], archive: Archive, options: Options) -> Ingested:
    """Read what is new or changed under the arguments and keep it, batch by batch; it can be stopped and run again at any time."""
    items, failures, skipped = find(arguments, archive.place)
    maker = maker_of(options)
    known = archive.known(maker)
    run = archive.begin(_now(), __version__, rules_digest())
    told, new = list(failures), 0
    fresh = _fresh(items, known, told)
    while batch := list(islice(fresh, BATCH)):
        new += len(batch)
        archive.put(run, _now(), maker, [_stored(raw, options) for raw in batch])
        options.tell("ingest", new, len(items))
    archive.put_left_out(run, _now(), [*told, *skipped])
    archive.end(run, _now(), new, len(items) - new)
    return Ingested(new, len(items) - new, tuple(told), tuple(skipped))


def _fresh(items: Sequence[Input], known: dict[str, str], failures: list[Failure]) -> Iterator[Raw]:
    """The inputs whose content is not known; what cannot be read is told."""
    for item in items:
        raw = load(item)
        if isinstance(raw, Failure):
            failures.append(raw)
        elif known.get(item.path) != digest(raw.body):
            yield raw


def _stored(raw: Raw, options: Options) -> tuple[Stored, Article | None]:
    found = read(raw)
    article = found if isinstance(found, Article) else None
    marks = annotate(article, options.tagger) if article else None
    return Stored(raw.path, digest(raw.body), raw.body, marks), article


def build_archive(archive: Archive, out: Path, options: Options, until: str | None = None) -> Build:
    """A dossier of what the archive keeps (or kept by `until`): the same bytes as a build of the same posts.

    Marks that are missing or of other rules are made again, and kept.
    """
    left = list(archive.left_out())
    failures = [one for one in left if isinstance(one, Failure)]
    skipped = [one for one in left if isinstance(one, Skipped)]
    items: list[Input] = []
    posts: list[Post] = []
    for one in archive.inputs(maker_of(options), until):
        items.append(Input(one.path, Path(one.path)))
        posts.append(_post(one, options))
        options.tell("read", len(posts), 0)
    return dossier_of(items, posts, failures, skipped, out, options)


def _post(one: Stored, options: Options) -> Post:
    found = read(Raw(one.path, one.body))
    marks = (one.marks or annotate(found, options.tagger)) if isinstance(found, Article) else None
    return Post(found, one.sha256, marks)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
