"""The order of one build: read, mark, sort, resolve, state, judge, arrange, write. It decides nothing about language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from shilu.dossier import arrange
from shilu.engine.account import Build, Done, Marked, Read, account, assemble, bundle, done_of, gather, manifest, read_of
from shilu.engine.crew import Aside, Crew, fitting
from shilu.engine.digest import rules_digest
from shilu.engine.find import Input, find
from shilu.engine.marking import marks_of
from shilu.engine.options import Options
from shilu.engine.posts import Gathered, Post, mark_posts, read_post, sort_out
from shilu.engine.quiet import uncollected
from shilu.engine.several import as_one, is_told_as_one, put_records, tell_each, with_found
from shilu.engine.stories import told_apart
from shilu.engine.taggers.checked import Checked
from shilu.entities import resolve
from shilu.entities.merging import merged_entities
from shilu.model.article import Article
from shilu.model.errors import Failure, Skipped
from shilu.model.ledger import Story
from shilu.model.marks import Annotations
from shilu.model.statements import Stated
from shilu.publish.folder import Folder, new_folder
from shilu.publish.html import compiled_templates, page_parts, take_templates
from shilu.publish.records import judged_records, manifest_text
from shilu.statements import state_all
from shilu.statements.judged import merges
from shilu.stories.grouping import Grouped
from shilu.stories.reuse import reused

__all__ = ["Build", "Done", "Gathered", "Options", "account", "assemble", "build", "bundle", "dossier_of", "gather"]


class Known(Struct, frozen=True):
    """What is known of articles without their marks: which tell one story. And what needs no articles: the page's templates as
    code, the rules' digest."""

    templates: dict[str, bytes]
    rules: str
    found: Grouped


def build(arguments: Sequence[Path], out: Path, options: Options) -> Done:
    """Build a dossier from files and folders and put it at `out`, whole or not at all."""
    with uncollected():
        return _build(arguments, out, options)


def _build(arguments: Sequence[Path], out: Path, options: Options) -> Done:
    """The same; what was made is gone when it returns, and needs no search for cycles."""
    with new_folder(out) as folder:
        items, failures, skipped = find(arguments, out)
        crew = Crew(_jobs(options, len(items)), folder.place)
        if crew.jobs > 1 and options.stories != "one":
            both = _marked_and_known(items, failures, skipped, crew, options)
            if both:
                return _compose(both[0], crew, folder, options, both[1])

        def mark(share: range) -> list[Post]:
            return mark_posts([items[number] for number in share], options.tagger, options.until)

        posts = crew.deal(len(items), mark, partial(options.tell, "read"), even=True)
        return _compose(Marked(*sort_out(items, posts, failures, skipped)), crew, folder, options)


def _marked_and_known(
    items: Sequence[Input], failures: Iterable[Failure], skipped: Iterable[Skipped], crew: Crew, options: Options
) -> tuple[Marked, Known] | None:
    """Articles that are marked while one process tells their stories apart, which needs no marks.

    `None` when there are too few, or when one cannot be marked: then it is no article, and belongs to no story.
    """

    def read(share: range) -> list[Post]:
        return [read_post(items[number], options.until) for number in share]

    def mark(share: range) -> list[Annotations | Failure]:
        return marks_of([gathered.articles[number] for number in share], options.tagger)

    gathered = sort_out(items, crew.deal(len(items), read, partial(options.tell, "read"), even=True), failures, skipped)[0]
    total = len(gathered.articles)
    if total < 2:
        return None
    made, known = crew.deal_beside(total, mark, partial(options.tell, "mark"), partial(_known, gathered, options))
    marks = [one for one in made if isinstance(one, Annotations)]
    return (Marked(gathered, marks), known) if len(marks) == total else None


def dossier_of(
    items: Sequence[Input],
    marked: Callable[[Crew], Sequence[Post]],
    failures: Iterable[Failure],
    skipped: Iterable[Skipped],
    out: Path,
    options: Options,
) -> Done:
    """A dossier of inputs wherever they are: `marked` has a crew make the post of each. The same bytes as `build` gives."""
    with uncollected(), new_folder(out) as folder:
        crew = Crew(_jobs(options, len(items)), folder.place)
        return _compose(Marked(*sort_out(items, marked(crew), failures, skipped)), crew, folder, options)


def _compose(marked: Marked, crew: Crew, folder: Folder, options: Options, known: Known | None = None) -> Done:
    """From marks to the files of a dossier: one account, or one for each story."""
    articles = marked.gathered.articles
    if options.stories == "one" or len(articles) < 2:
        return _one(marked, crew, folder, options)
    if known is None:
        with crew.aside(lambda: iter([_known(marked.gathered, options)])) as meanwhile:  # the words of all news end with it
            known = meanwhile.take()
    take_templates(known.templates)
    if is_told_as_one(known.found.stories, options):
        return _one(marked, crew, folder, options, as_one(known.found.stories, articles), known)
    return tell_each(marked, known.found, known.rules, crew, folder, options)


def _one(
    marked: Marked,
    crew: Crew,
    folder: Folder,
    options: Options,
    story: Story | None = None,
    known: Known | None = None,
) -> Done:
    """All articles as one story; `known` when they have been told apart already."""
    gathered, annotations = marked.gathered, marked.annotations
    articles = gathered.articles
    with crew.aside(partial(_meanwhile, articles, known)) as meanwhile:
        entities = merged_entities(resolve(articles, annotations), merges(options.judgements))

        def say(share: range) -> list[Stated]:
            return state_all([(articles[number], annotations[number]) for number in share], entities)

        stated = crew.deal(len(articles), say, partial(options.tell, "state"), even=True)
        take_templates(meanwhile.take())
        rules, reuses = meanwhile.take(), meanwhile.take()
    read = read_of(gathered, annotations, entities, stated, reuses, options, story)
    several = crew.jobs > 1
    with crew.aside(partial(_beside, read, folder, besides=several)) as beside:
        done = read.judge(options, beside.take if several else None)
        done = with_found(done, known.found) if known else done
        _write(done, rules, folder, beside)
    return done_of(done)


def _jobs(options: Options, articles: int) -> int:
    """In how many processes; in one with a plug-in, whose threads and connections would not survive a fork."""
    return 1 if isinstance(options.tagger, Checked) else fitting(options.jobs, articles)


def _known(gathered: Gathered, options: Options) -> Known:
    """What is known of articles without their marks."""
    return Known(compiled_templates(), rules_digest(), told_apart(gathered.articles, options.judgements))


def _meanwhile(articles: Sequence[Article], known: Known | None) -> Iterator[Any]:
    """What needs no entities, while one process resolves them: templates as code, the rules' digest, what articles share."""
    yield known.templates if known else compiled_templates()
    yield known.rules if known else rules_digest()
    yield known.found.reuses if known else reused(articles)


def _beside(read: Read, folder: Folder, *, besides: bool) -> Iterator[Any]:
    """What can be done while figures are judged: what is said besides, then the files of what every article says."""
    if besides:
        yield read.besides()
    for name, lines in read.records():
        yield put_records(folder, name, lines)


def _write(done: Build, rules: str, folder: Folder, beside: Aside[Any]) -> None:
    """Arrange and write what the judgement adds; the manifest comes last."""
    gathered = done.gathered
    view = arrange(done.ledger, gathered.articles, done.stated, done.entities, gathered.failures, done.decided)
    folder.put("index.html", page_parts(view))
    judged = judged_records(gathered.articles, done.entities, done.ledger, done.decided)
    written = [put_records(folder, name, lines) for name, lines in judged]
    written += beside.rest()
    folder.put("data/manifest.json", manifest_text(manifest(gathered, done.options, rules), written))
    folder.disk.ask()  # while all that was made is let go of
