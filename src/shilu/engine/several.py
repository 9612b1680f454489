"""Several stories in one build: each is told as a build of its articles alone would tell it; records and index are one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from shilu.annotate import annotate_all
from shilu.engine.account import AGREED, Build, Done, Marked, account, assemble, bundle, counted, manifest
from shilu.engine.crew import Crew
from shilu.engine.options import Options
from shilu.engine.posts import Gathered
from shilu.engine.stories import told_apart
from shilu.entities.merging import united
from shilu.model.article import Article
from shilu.model.entities import Entity
from shilu.model.ids import digest
from shilu.model.judgements import Decided
from shilu.model.ledger import Reason, Story
from shilu.publish.folder import Folder
from shilu.publish.records import (
    Lines,
    Written,
    article_records,
    encode,
    judged_records,
    judgement,
    manifest_text,
    said_records,
    story,
    text,
)  # fmt: skip
from shilu.statements import agents
from shilu.statements.judged import standing
from shilu.stories import one_story
from shilu.stories.deciding import separates
from shilu.stories.grouping import Grouped

if TYPE_CHECKING:
    from shilu.dossier.index import IndexRow

MAIN = 0.75  # share of the articles in the largest story from which a folder is one event with strays
HOME = "../index.html"


class Told(Struct, frozen=True):
    """What is left of a story once its page is written: its row of the index, and its part of the records."""

    row: IndexRow | None
    lines: dict[str, Lines]
    entities: tuple[Entity, ...]
    outlets: dict[str, str]
    decided: tuple[Decided, ...]


def is_told_as_one(stories: Sequence[Story], options: Options) -> bool:
    """True when nearly all articles tell one story and nobody said that they do not: who put them together meant that one."""
    sizes = [len(one.articles) for one in stories]
    return are_one(max(sizes, default=0), sum(sizes), options)


def are_one(largest: int, articles: int, options: Options) -> bool:
    """The same by the articles of the largest story and of all."""
    if options.stories == "each" or separates(standing(options.judgements)):
        return False
    return largest >= MAIN * articles


def as_one(stories: Sequence[Story], articles: Sequence[Article]) -> Story:
    """All articles as one story, with the reasons for each, also for those that would be stories of their own."""
    whole = one_story(articles)
    main = max(stories, key=lambda one: (len(one.articles), one.id))
    reasons = {reason.article: reason if one is main else _stray(reason) for one in stories for reason in one.reasons}
    parts = [part for one in stories for part in one.parts]
    place = {article: number for number, article in enumerate(whole.articles)}
    return replace(
        whole,
        reasons=tuple(reasons[article] for article in whole.articles),
        parts=tuple(sorted(parts, key=lambda part: place[part[0]])),
    )


def _stray(reason: Reason) -> Reason:
    zh = f"同一次生成；单看是另一件事：{reason.because}"
    return replace(reason, because=zh, because_en=f"same build; by itself another story: {reason.because_en}", score=None)


def tell_each(marked: Marked, found: Grouped, rules: str, crew: Crew, folder: Folder, options: Options) -> Done:
    """A page for each story in a folder of its own, one index, one set of records."""
    from shilu.dossier.index import index_of
    from shilu.publish.html_index import index_parts

    gathered = marked.gathered
    places = {article.id: number for number, article in enumerate(gathered.articles)}
    order = sorted(range(len(found.stories)), key=lambda n: (-len(found.stories[n].articles), n))  # the longest work first

    def tell(share: range) -> list[Told]:
        return [_tell(found.stories[order[n]], marked, places, folder, options) for n in share]

    told = crew.deal(len(order), tell, partial(options.tell, "tell"))
    index = index_of([one.row for one in told if one.row], gathered.failures)
    folder.put("index.html", index_parts(index))
    written = [put_records(folder, name, lines) for name, lines in _records(marked, found, told)]
    folder.put("data/manifest.json", manifest_text(manifest(gathered, options, rules), written))
    folder.disk.ask()  # while all that was made is let go of
    return _done(gathered, told, found)


def records_of(gathered: Gathered, options: Options) -> dict[str, Lines]:
    """The records of some articles, in this process and without their pages."""
    if options.stories == "one" or len(gathered.articles) < 2:
        return dict(bundle(assemble(gathered, options)).lines)
    marked = Marked(gathered, annotate_all(gathered.articles, options.tagger))
    found = told_apart(gathered.articles, options.judgements)
    if is_told_as_one(found.stories, options):
        whole = as_one(found.stories, gathered.articles)
        return dict(bundle(with_found(account(gathered, marked.annotations, options, whole), found)).lines)
    places = {article.id: number for number, article in enumerate(marked.gathered.articles)}
    told = [_account(one, marked, places, options) for one in found.stories]
    return dict(_records(marked, found, [_kept(one, None) for one in told]))


def with_found(done: Build, found: Grouped) -> Build:
    """An account of all articles, with what became of the judgements on stories."""
    there = {one.judgement.id: one for one in found.decided}
    return replace(done, decided=tuple(there.get(one.judgement.id, one) for one in done.decided))


def put_records(folder: Folder, name: str, lines: Lines) -> Written:
    """Write one file of records."""
    content = text(lines)
    folder.put(f"data/{name}", content)
    return name, len(lines), digest(content)


def _account(one: Story, marked: Marked, places: dict[str, int], options: Options, crew: Crew | None = None) -> Build:
    """The account of one story from its articles alone."""
    numbers = sorted(places[article] for article in one.articles)
    articles = tuple(marked.gathered.articles[n] for n in numbers)
    annotations = [marked.annotations[n] for n in numbers]
    return account(Gathered(articles, (), (), ()), annotations, options, one, crew)


def _tell(one: Story, marked: Marked, places: dict[str, int], folder: Folder, options: Options) -> Told:
    """Judge one story, write its page, keep its records."""
    from shilu.dossier import arrange  # pages and what draws them: an archive is told without
    from shilu.dossier.index import index_row
    from shilu.publish.html import page_parts

    done = _account(one, marked, places, options)
    view = arrange(done.ledger, done.gathered.articles, done.stated, done.entities, (), done.decided)
    name = one.id.partition(":")[2]
    folder.put(f"{name}/index.html", page_parts(view, HOME))
    return _kept(done, index_row(view, f"{name}/index.html"))


def _kept(done: Build, row: IndexRow | None) -> Told:
    articles = done.gathered.articles
    lines = dict(said_records(articles, done.entities, done.stated))
    lines |= {name: rows for name, rows in judged_records(articles, done.entities, done.ledger) if name != "stories.jsonl"}
    return Told(row, lines, (*done.entities.by_id.values(), *agents(done.stated)), done.entities.outlets, done.decided)


def _records(marked: Marked, found: Grouped, told: Sequence[Told]) -> Iterator[tuple[str, Lines]]:
    """All records: those of the articles, of all stories together, and what only the whole has."""
    articles = marked.gathered.articles
    outlets = {article: outlet for one in told for article, outlet in one.outlets.items()}
    entities = united(entity for one in told for entity in one.entities)
    yield from article_records(articles, marked.annotations, outlets, entities, found.reuses)
    yield "stories.jsonl", [encode(story(one)) for one in sorted(found.stories, key=lambda one: one.id)]
    yield "judgements.jsonl", [encode(judgement(one)) for one in _decided(told, found)]
    own = {"entities.jsonl", "stories.jsonl", "judgements.jsonl"}
    for name in dict.fromkeys(name for one in told for name in one.lines if name not in own):
        yield name, sorted(line for one in told for line in one.lines.get(name, ()))  # a line begins with its id


def _decided(told: Iterable[Told], found: Grouped) -> list[Decided]:
    """Each judgement once: as it is in the story where its record is."""
    best = {one.judgement.id: one for one in found.decided}
    for one in (decided for each in told for decided in each.decided):
        key = one.judgement.id
        if key not in best or best[key].attached is None:
            best[key] = one
    return [best[key] for key in sorted(best)]


def _done(gathered: Gathered, told: Sequence[Told], found: Grouped) -> Done:
    counts = Counter({name: sum(len(one.lines.get(f"{name}.jsonl", ())) for one in told) for name in COUNTED})
    counts["disagreements"] -= sum(_AGREED in line for one in told for line in one.lines.get("disagreements.jsonl", ()))
    return Done(gathered, tuple(_decided(told, found)), counted(gathered, {**counts, "stories": len(found.stories)}))


COUNTED = ("figures", "statements", "series", "disagreements")
_AGREED = f'"state":"{AGREED}"'.encode()  # in a line of disagreements, of which each has one state


def told_of(one: Story, marked: Marked, places: dict[str, int], options: Options, crew: Crew | None = None) -> Told:
    """One story's part of the records, without its page. `places`: article id -> its number; a crew may help."""
    return _kept(_account(one, marked, places, options, crew), None)


def whole_of(marked: Marked, found: Grouped, told: Sequence[Told]) -> dict[str, Lines]:
    """The records of all stories, file by file."""
    return dict(_records(marked, found, told))
