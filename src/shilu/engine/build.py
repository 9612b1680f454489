"""The order of one build: read, mark, resolve, state, judge, arrange, write. It decides nothing about language."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from shilu import __version__
from shilu.annotate import annotate
from shilu.dossier import arrange
from shilu.engine.crew import Aside, Crew, fitting
from shilu.engine.digest import rules_digest
from shilu.engine.find import Input, find
from shilu.engine.posts import Gathered, Post, mark_posts, read_post, sort_out
from shilu.engine.taggers.checked import Checked
from shilu.entities import resolve
from shilu.entities.merging import merged_entities
from shilu.ledger import agreed, judge
from shilu.model.article import Article
from shilu.model.entities import Entities
from shilu.model.errors import Failure, Skipped
from shilu.model.ids import digest
from shilu.model.judgements import Decided, Judgement
from shilu.model.ledger import Disagreement, Ledger
from shilu.model.marks import Annotations
from shilu.model.protocols import Progress, Tagger
from shilu.model.statements import Stated
from shilu.model.stories import Reuse
from shilu.publish.folder import Folder, new_folder
from shilu.publish.html import compiled_templates, page_parts, take_templates
from shilu.publish.records import Bundle, Lines, Record, Written, judged_records, manifest_text, stated_records, text
from shilu.statements import state
from shilu.statements.judged import judged, merges
from shilu.stories import one_story
from shilu.stories.reuse import reused

__all__ = ["Build", "Gathered", "Options", "assemble", "build", "bundle", "gather"]


class Options(Struct, frozen=True):
    """How to build: the tagger (None: rules alone), the policy for best, who is told of progress, and in how many processes
    (None: as many as fit; whatever their number, the dossier is the same). `judgements` are what people decided.
    Of posts published after `until` none is taken."""

    tagger: Tagger | None = None
    policy: str = "latest-official"
    progress: Progress | None = None
    jobs: int | None = None
    judgements: tuple[Judgement, ...] = ()
    until: date | None = None

    def tell(self, stage: str, done: int, total: int) -> None:
        """Report progress, if anybody listens."""
        if self.progress:
            self.progress(stage, done, total)


class Build(Struct, frozen=True):
    """All that one build knows, before it is arranged and written."""

    gathered: Gathered
    annotations: tuple[Annotations, ...]
    entities: Entities
    stated: tuple[Stated, ...]
    ledger: Ledger
    options: Options
    decided: tuple[Decided, ...] = ()
    reuses: tuple[Reuse, ...] = ()


class Read(Struct, frozen=True):
    """What has been read out of every article by itself."""

    gathered: Gathered
    annotations: Sequence[Annotations]
    entities: Entities
    stated: Sequence[Stated]
    reuses: Sequence[Reuse]
    decided: tuple[Decided, ...] = ()

    def agreements(self) -> list[Disagreement]:
        """Which sentences say the same."""
        return agreed(self.gathered.articles, self.stated, self.entities)

    def judge(self, options: Options, agreements: Callable[[], list[Disagreement]]) -> Build:
        """The judgement of all articles as one story."""
        articles = self.gathered.articles
        ledger = judge(one_story(articles), articles, self.stated, self.entities, options.policy, agreements, self.reuses)
        return Build(
            self.gathered,
            tuple(self.annotations),
            self.entities,
            tuple(self.stated),
            ledger,
            options,
            tuple(_found(self.decided, ledger)),
            tuple(self.reuses),
        )

    def records(self) -> Iterator[tuple[str, Lines]]:
        """The records of what every article says, and of what articles share."""
        return stated_records(self.gathered.articles, self.annotations, self.entities, self.stated, self.reuses)


def build(arguments: Sequence[Path], out: Path, options: Options) -> Build:
    """Build a dossier from files and folders and put it at `out`, whole or not at all."""
    with _uncollected(), new_folder(out) as folder:
        items, failures, skipped = find(arguments, out)
        crew = Crew(_jobs(options, len(items)), folder.place)

        def mark(share: range) -> list[Post]:
            return mark_posts([items[number] for number in share], options.tagger, options.until)

        posts = crew.deal(len(items), mark, partial(options.tell, "read"))
        return _compose(*sort_out(items, posts, failures, skipped), crew, folder, options)


def dossier_of(
    items: Sequence[Input],
    marked: Callable[[Crew], Sequence[Post]],
    failures: Iterable[Failure],
    skipped: Iterable[Skipped],
    out: Path,
    options: Options,
) -> Build:
    """A dossier of inputs wherever they are: `marked` has a crew make the post of each. The same bytes as `build` gives."""
    with _uncollected(), new_folder(out) as folder:
        crew = Crew(_jobs(options, len(items)), folder.place)
        return _compose(*sort_out(items, marked(crew), failures, skipped), crew, folder, options)


def _compose(gathered: Gathered, annotations: Sequence[Annotations], crew: Crew, folder: Folder, options: Options) -> Build:
    """From marks to the files of a dossier."""
    articles = gathered.articles
    with crew.aside(partial(_meanwhile, articles)) as meanwhile:
        entities = merged_entities(resolve(articles, annotations), merges(options.judgements))

        def say(share: range) -> list[Stated]:
            return [state(articles[number], annotations[number], entities) for number in share]

        stated = crew.deal(len(articles), say, partial(options.tell, "state"))
        take_templates(meanwhile.take())
        rules, reuses = meanwhile.take(), meanwhile.take()
    read = _read(gathered, annotations, entities, stated, reuses, options)
    with crew.aside(partial(_beside, read, folder)) as beside:
        done = read.judge(options, beside.take)
        _write(done, rules, folder, beside)
    return done


def _read(
    gathered: Gathered,
    annotations: Sequence[Annotations],
    entities: Entities,
    stated: Sequence[Stated],
    reuses: Sequence[Reuse],
    options: Options,
) -> Read:
    """What was read, with what people decided of it."""
    ruling = judged(options.judgements, gathered.articles, stated, entities.by_id)
    return Read(gathered, annotations, entities, ruling.stated, reuses, ruling.decided)


def _found(decided: Iterable[Decided], ledger: Ledger) -> Iterator[Decided]:
    """Judgements of what is judged anew each time (a series, a measure) hold while it has the same id."""
    derived = {one.id for one in ledger.series} | {one.id for one in ledger.disagreements}
    derived |= {one.id for one in ledger.measures} | {one.id for one in ledger.commitments}
    for one in decided:
        there = one.attached is None and one.judgement.target in derived
        yield replace(one, attached=one.judgement.target) if there else one


def _jobs(options: Options, articles: int) -> int:
    """In how many processes; in one with a plug-in, whose threads and connections would not survive a fork."""
    return 1 if isinstance(options.tagger, Checked) else fitting(options.jobs, articles)


def _meanwhile(articles: Sequence[Article]) -> Iterator[Any]:
    """What needs no entities, while one process resolves them: templates as code, the rules' digest, what articles share."""
    yield compiled_templates()
    yield rules_digest()
    yield reused(articles)


def _beside(read: Read, folder: Folder) -> Iterator[Any]:
    """What can be done while figures are judged: the agreements, then the files of what every article says."""
    yield read.agreements()
    for name, lines in read.records():
        yield _put(folder, name, lines)


def _put(folder: Folder, name: str, lines: Lines) -> Written:
    content = text(lines)
    folder.put(f"data/{name}", content)
    return name, len(lines), digest(content)


def _write(done: Build, rules: str, folder: Folder, beside: Aside[Any]) -> None:
    """Arrange and write what the judgement adds; the manifest comes last."""
    gathered = done.gathered
    view = arrange(done.ledger, gathered.articles, done.stated, done.entities, gathered.failures)
    folder.put("index.html", page_parts(view))
    written = [
        _put(folder, name, lines) for name, lines in judged_records(gathered.articles, done.entities, done.ledger, done.decided)
    ]
    written += beside.rest()
    folder.put("data/manifest.json", manifest_text(_manifest(done, rules), written))


def gather(arguments: Sequence[Path], out: Path, options: Options) -> Gathered:
    """Read all posts under the arguments, in this process; one bad post is a Failure and stops no other."""
    items, failures, skipped = find(arguments, out)
    posts = []
    for count, item in enumerate(items, 1):
        posts.append(read_post(item, options.until))
        options.tell("read", count, len(items))
    return sort_out(items, posts, failures, skipped)[0]


def assemble(gathered: Gathered, options: Options) -> Build:
    """From articles to the ledger, in this process: the pure rooms in their order."""
    articles = gathered.articles
    annotations = [annotate(article, options.tagger) for article in articles]
    entities = merged_entities(resolve(articles, annotations), merges(options.judgements))
    stated = [state(article, marks, entities) for article, marks in zip(articles, annotations, strict=True)]
    read = _read(gathered, annotations, entities, stated, reused(articles), options)
    return read.judge(options, read.agreements)


def bundle(build: Build) -> Bundle:
    """The records of a build, in the contract's form."""
    gathered = build.gathered
    read = Read(gathered, build.annotations, build.entities, build.stated, build.reuses, build.decided)
    return Bundle(
        dict((*read.records(), *judged_records(gathered.articles, build.entities, build.ledger, build.decided))),
        _manifest(build, rules_digest()),
    )


def _manifest(build: Build, rules: str) -> Record:
    gathered, options = build.gathered, build.options
    return {
        "shilu": __version__,
        "rules": rules,
        "inputs": [{"path": path, "sha256": sha} for path, sha in gathered.inputs],
        "failures": [{"path": f.path, "stage": f.stage, "error": f.error} for f in gathered.failures],
        "skipped": [{"path": s.path, "reason": s.reason} for s in gathered.skipped],
        "tagger": options.tagger.name if options.tagger else None,
        "policy": options.policy,
    }


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
