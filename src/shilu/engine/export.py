"""The records of an archive: the bytes that a build of the same posts writes, as it is now or as of a time."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import partial
from operator import itemgetter
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from shilu.engine.account import Marked, manifest
from shilu.engine.catching_up import BATCH
from shilu.engine.crew import Crew, fitting
from shilu.engine.digest import rules_digest
from shilu.engine.find import Input
from shilu.engine.keys import maker_of
from shilu.engine.load import Data, load_data
from shilu.engine.marking import marks_of
from shilu.engine.options import Options
from shilu.engine.posts import Gathered, Post, post_of, sort_out
from shilu.engine.quiet import uncollected
from shilu.engine.several import Told, as_one, is_told_as_one, put_records, told_of, whole_of
from shilu.engine.sorting import grouped, read_again
from shilu.engine.stories import told_apart
from shilu.engine.taggers.checked import Checked
from shilu.engine.telling import marks_kept, whole_story
from shilu.engine.told import unpacked_story
from shilu.engine.update import followed, is_told, update
from shilu.model.article import Article, Raw
from shilu.model.errors import Failure, Skipped
from shilu.model.marks import Annotations
from shilu.publish.folder import new_folder
from shilu.publish.records import manifest_text
from shilu.store import Archive, Stored
from shilu.store.accounts import Accounts
from shilu.store.upkeep import Upkeep
from shilu.stories import one_story
from shilu.stories.grouping import Grouped
from shilu.stories.reuse import reused


class Whole(Struct, frozen=True):
    """All that an account is put together of: articles with their marks, the stories they tell, and each as it was told."""

    marked: Marked
    found: Grouped
    told: Sequence[Told]


def account_of(archive: Archive, folder: Path, options: Options, until: str | None = None) -> Data:
    """The records of an archive (as of `until`, an ISO instant in UTC) in a folder that is not there yet, and as data."""
    write_records(archive, folder, options, until)
    return replace(load_data(folder), called=archive.name)


def write_records(archive: Archive, folder: Path, options: Options, until: str | None = None) -> tuple[Failure, ...]:
    """The files of records of an archive: the bytes that a build of the same posts writes under `data`. Returns the failures.

    An archive that is read as `update` keeps it is brought up to date; otherwise nothing is kept but marks.
    """
    options = followed(archive, options, until)
    with uncollected(), new_folder(folder) as new:
        whole = _anew(archive, options, until) if until or not _is_kept_so(archive, options) else _kept(archive, options)
        gathered = whole.marked.gathered
        found = whole.found if gathered.articles else replace(whole.found, stories=())  # of nothing there is no record
        lines = whole_of(whole.marked, found, whole.told)
        written = [put_records(new, name, rows) for name, rows in lines.items()]
        new.put("data/manifest.json", manifest_text(manifest(gathered, options, rules_digest()), written))
    return gathered.failures


def _is_kept_so(archive: Archive, options: Options) -> bool:
    """Whether the account of now is wanted, by the tagger and the policy that `update` was called with last, if it was."""
    state = Upkeep(archive).state
    tagger = options.tagger.name if options.tagger else "none"
    same = state.get("tagger", tagger) == tagger and state.get("policy", options.policy) == options.policy
    kept = {one.id for one in archive.judgements()}
    return same and not options.until and options.stories == "auto" and all(one.id in kept for one in options.judgements)


def _kept(archive: Archive, options: Options) -> Whole:
    """What an update keeps, once it is up to date; of one moment."""
    while True:
        update(archive, options)
        with archive.reading():
            upkeep = Upkeep(archive)
            if is_told(upkeep, options):
                return _put_together(archive, upkeep, options)


def _put_together(archive: Archive, upkeep: Upkeep, options: Options) -> Whole:
    places, readings = upkeep.sorted_articles(), list(upkeep.readings())
    articles, found = read_again(archive, places), grouped(archive)
    marks = marks_kept(archive, maker_of(options), [one.content for one in places])
    path_of = {one.article: one.path for one in places}
    skipped = [one for one in archive.left_out() if isinstance(one, Skipped)]
    for one in readings:
        if one.article and path_of[one.article] != one.path:
            skipped.append(Skipped(one.path, f"the same article as {path_of[one.article]}"))
        elif not one.article and not one.stage:
            skipped.append(Skipped(one.path, one.reason or ""))
    inputs = tuple((one.path, one.sha256) for one in readings)
    gathered = Gathered(tuple(articles), inputs, tuple(upkeep.failures()), tuple(sorted(skipped)))
    keys = upkeep.stories()
    if upkeep.state["shape"] == "one":
        one_of_all = whole_story(archive, articles)
        decided = found.decided if len(articles) > 1 else ()  # one article is not sorted
        found, keys = Grouped((one_of_all,), found.reuses, decided), {one_of_all.id: upkeep.state["whole"]}
    wanted = [keys[one.id] or "" for one in found.stories]
    bodies = Accounts(archive).get(wanted)
    return Whole(Marked(gathered, [marks[one.content] for one in places]), found, [unpacked_story(bodies[key]) for key in wanted])


def _anew(archive: Archive, options: Options, until: str | None) -> Whole:
    """The same by a build of all that was kept by then; but for marks, nothing is kept."""
    maker = maker_of(options)
    posts = {one.path: post_of(Raw(one.path, one.body), options.until) for one in archive.inputs("", until)}
    with tempfile.TemporaryDirectory() as folder:
        crew = Crew(1 if isinstance(options.tagger, Checked) else fitting(options.jobs, len(posts)), Path(folder))
        _mark(archive, posts, crew, options)
        left = list(archive.left_out(until))
        failures = [one for one in left if isinstance(one, Failure)]
        skipped = [one for one in left if isinstance(one, Skipped)]
        gathered, _ = sort_out([Input(path, Path(path)) for path in posts], list(posts.values()), failures, skipped)
        marks = marks_kept(archive, maker, [(one.path, one.sha256) for one in gathered.articles])
        marked = Marked(gathered, [marks[one.path, one.sha256] for one in gathered.articles])
        found = _sorted(gathered, options)
        return Whole(marked, found, _told(marked, found, crew, options))


def _mark(archive: Archive, posts: dict[str, Post], crew: Crew, options: Options) -> None:
    """Make and keep the marks of articles that have none; one that cannot be marked becomes a failure."""
    articles = [one.found for one in posts.values() if isinstance(one.found, Article)]
    there = archive.marked(maker_of(options), [(one.path, one.sha256) for one in articles])
    missing = [one for one in articles if (one.path, one.sha256) not in there]

    for at in range(0, len(missing), BATCH):
        batch = missing[at : at + BATCH]

        def mark(share: range, batch: Sequence[Article] = batch) -> list[Annotations | Failure]:
            return marks_of([batch[number] for number in share], options.tagger)

        made = crew.deal(len(batch), mark, lambda done, _, at=at: options.tell("mark", at + done, len(missing)))  # type: ignore[misc]  # no type for a default
        both = list(zip(batch, made, strict=True))
        posts.update((article.path, Post(marks, article.sha256)) for article, marks in both if isinstance(marks, Failure))
        archive.put_marks(maker_of(options), [Stored(a.path, a.sha256, b"", m) for a, m in both if isinstance(m, Annotations)])


def _sorted(gathered: Gathered, options: Options) -> Grouped:
    """The stories that a build of these articles tells."""
    articles = gathered.articles
    if options.stories == "one" or len(articles) < 2:
        return Grouped((one_story(articles),), tuple(reused(articles)))
    found = told_apart(articles, options.judgements)
    if is_told_as_one(found.stories, options):
        return replace(found, stories=(as_one(found.stories, articles),))
    return found


def _told(marked: Marked, found: Grouped, crew: Crew, options: Options) -> list[Told]:
    """Each story, told."""
    numbers = {article.id: number for number, article in enumerate(marked.gathered.articles)}
    order = sorted(range(len(found.stories)), key=lambda n: (-len(found.stories[n].articles), n))  # the longest work first

    def tell(share: range) -> list[tuple[int, Told]]:
        return [(order[k], told_of(found.stories[order[k]], marked, numbers, options)) for k in share]

    return [told for _, told in sorted(crew.deal(len(order), tell, partial(options.tell, "tell")), key=itemgetter(0))]
