"""The order of one build: read, mark, resolve, state, judge, arrange, write. It decides nothing about language."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from shilu import __version__
from shilu.annotate import annotate
from shilu.dossier import arrange
from shilu.engine.digest import rules_digest
from shilu.engine.find import Input, find, load
from shilu.entities import resolve
from shilu.ledger import judge
from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.errors import Failure, Skipped
from shilu.model.ids import digest
from shilu.model.ledger import Ledger
from shilu.model.marks import Annotations
from shilu.model.protocols import Progress, Tagger
from shilu.model.statements import Stated
from shilu.publish.folder import write_folder
from shilu.publish.html import page_parts
from shilu.publish.records import Bundle, records
from shilu.sources import read
from shilu.statements import state
from shilu.stories import one_story, publication_order

Inputs = tuple[tuple[str, str], ...]  # (path, sha256), sorted


class Options(Struct, frozen=True):
    """How to build: the tagger (None: rules alone), the policy for best, and who is told of progress."""

    tagger: Tagger | None = None
    policy: str = "latest-official"
    progress: Progress | None = None

    def tell(self, stage: str, done: int, total: int) -> None:
        """Report progress, if anybody listens."""
        if self.progress:
            self.progress(stage, done, total)


class Gathered(Struct, frozen=True):
    """What reading gave: articles in order of publication, and everything that is none."""

    articles: tuple[Article, ...]
    inputs: Inputs
    failures: tuple[Failure, ...]
    skipped: tuple[Skipped, ...]


class Build(Struct, frozen=True):
    """All that one build knows, before it is arranged and written."""

    gathered: Gathered
    annotations: tuple[Annotations, ...]
    entities: Entities
    stated: tuple[Stated, ...]
    ledger: Ledger


def gather(arguments: Sequence[Path], out: Path, options: Options) -> Gathered:
    """Read all posts under the arguments; one bad post is a Failure and stops no other."""
    items, failures, skipped = find(arguments, out)
    articles: list[Article] = []
    inputs: list[tuple[str, str]] = []
    for count, item in enumerate(items, 1):
        _read_one(item, articles, inputs, failures, skipped)
        options.tell("read", count, len(items))
    kept = _without_doubles(articles, skipped)
    return Gathered(tuple(kept), tuple(sorted(inputs)), tuple(sorted(failures)), tuple(sorted(skipped)))


def _read_one(
    item: Input, articles: list[Article], inputs: list[tuple[str, str]], failures: list[Failure], skipped: list[Skipped]
) -> None:
    """Read one input and put what it is where it belongs."""
    raw = load(item)
    if isinstance(raw, Failure):
        failures.append(raw)
        return
    result = read(raw)
    inputs.append((item.path, result.sha256 if isinstance(result, Article) else digest(raw.body)))
    if isinstance(result, Failure):
        failures.append(result)
    elif isinstance(result, Skipped):
        skipped.append(result)
    else:
        articles.append(result)


def _without_doubles(articles: Iterable[Article], skipped: list[Skipped]) -> list[Article]:
    """Each article once, in order of publication; a second file with the same article is a named skip."""
    first: dict[str, Article] = {}
    for article in sorted(articles, key=lambda a: a.path):
        if article.id in first:
            skipped.append(Skipped(article.path, f"the same article as {first[article.id].path}"))
        else:
            first[article.id] = article
    return sorted(first.values(), key=publication_order)


def assemble(gathered: Gathered, options: Options) -> Build:
    """From articles to the ledger: the pure rooms in their order."""
    articles = gathered.articles
    total = len(articles)
    annotations = []
    for count, article in enumerate(articles, 1):
        annotations.append(annotate(article, options.tagger))
        options.tell("annotate", count, total)
    entities = resolve(articles, annotations)
    stated = []
    for count, (article, marks) in enumerate(zip(articles, annotations, strict=True), 1):
        stated.append(state(article, marks, entities))
        options.tell("state", count, total)
    ledger = judge(one_story(articles), articles, stated, entities, options.policy)
    return Build(gathered, tuple(annotations), entities, tuple(stated), ledger)


def bundle(build: Build) -> Bundle:
    """The records of a build, in the contract's form."""
    gathered = build.gathered
    return records(
        gathered.articles,
        build.annotations,
        build.entities,
        build.stated,
        build.ledger,
        {
            "shilu": __version__,
            "rules": rules_digest(),
            "inputs": [{"path": path, "sha256": sha} for path, sha in gathered.inputs],
            "failures": [{"path": f.path, "stage": f.stage, "error": f.error} for f in gathered.failures],
            "skipped": [{"path": s.path, "reason": s.reason} for s in gathered.skipped],
        },
    )


def build(arguments: Sequence[Path], out: Path, options: Options) -> Build:
    """Build a dossier from files and folders and put it at `out`, whole or not at all."""
    with _uncollected():
        done = assemble(gather(arguments, out, options), options)
        gathered = done.gathered
        view = arrange(done.ledger, gathered.articles, done.stated, done.entities, gathered.failures)
        files: dict[str, bytes | Iterable[bytes]] = {f"data/{name}": text for name, text in bundle(done).files().items()}
        write_folder(out, files | {"index.html": page_parts(view)})
    return done


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: values are frozen and have none, and the search costs a fifth of a large build."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
