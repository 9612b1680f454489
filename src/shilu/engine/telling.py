"""Stories that may have changed are told anew, unless they were told of just that; what they were told as before goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from shilu.engine.account import Marked
from shilu.engine.catching_up import BATCH
from shilu.engine.crew import Crew
from shilu.engine.keys import maker_of, telling_key
from shilu.engine.options import Options
from shilu.engine.posts import Gathered
from shilu.engine.quiet import tidy
from shilu.engine.several import are_one, as_one, told_of
from shilu.engine.sorting import VERSION, grouped, read_again, stories
from shilu.engine.told import key_of, labels_of, packed_story
from shilu.model.article import Article
from shilu.model.ledger import Story
from shilu.model.marks import Annotations
from shilu.store import Archive
from shilu.store.accounts import Accounts, Kept
from shilu.store.upkeep import Content, Placed, Row, Upkeep
from shilu.stories import one_story

ONE, EACH = "one", "each"  # how an archive is told
FEW = 32  # stories whose cycles are not worth a search through all that was loaded


def tell_due(archive: Archive, upkeep: Upkeep, crew: Crew, options: Options) -> int:
    """Tell the stories that are not kept as they are now; returns how many."""
    articles, (_, largest) = upkeep.articles(), upkeep.shape()
    shape = ONE if articles < 2 or are_one(largest, articles, options) else EACH
    _under_way(upkeep, shape, options)
    if shape == ONE:
        return _tell_whole(archive, upkeep, crew, options)
    due = sorted(upkeep.due(), key=lambda row: (-row.size, row.id))
    done = 0
    if len(due) > FEW:
        tidy()
    for batch in _batches(due):
        done += _tell(archive, upkeep, batch, crew, options)
    return done


def _under_way(upkeep: Upkeep, shape: str, options: Options) -> None:
    """Note how stories are told from now on; if otherwise than before, all are to be told again."""
    tagger = options.tagger.name if options.tagger else "none"
    now = {"told": telling_key(options), "shape": shape, "policy": options.policy, "tagger": tagger}
    if {name: upkeep.state.get(name) for name in now} == now:
        return
    same = upkeep.state.get("shape") == shape
    with upkeep.writing(**now, whole=upkeep.state.get("whole", "") if same else "", whole_version=""):
        if same:
            upkeep.tell_again()
        else:
            upkeep.untold()


def _batches(due: Sequence[Row]) -> Iterator[list[Row]]:
    """Stories of so many articles together, at least one story."""
    batch: list[Row] = []
    for row in due:
        batch.append(row)
        if sum(one.size for one in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _tell(archive: Archive, upkeep: Upkeep, batch: Sequence[Row], crew: Crew, options: Options) -> int:
    """Tell those of some stories that are to be told, and keep them."""
    maker = maker_of(options)
    found = {one.id: one for one in stories(archive, [row.id for row in batch])}
    places = upkeep.some({article for one in found.values() for article in one.articles})
    keys = {key: key_of(one, [places[article] for article in one.articles], maker, options) for key, one in found.items()}
    missing = [found[row.id] for row in batch if keys[row.id] != row.account]
    marked = marked_of(archive, [places[article] for one in missing for article in one.articles], maker)
    numbers = {article.id: number for number, article in enumerate(marked.gathered.articles)}
    paths = {article.id: article.path for article in marked.gathered.articles}

    helpers = crew if len(missing) == 1 else None  # one story is told by all, of several each by one

    def tell(share: range) -> list[Kept]:
        made = [kept_of(missing[n], missing[n].id, keys[missing[n].id], marked, numbers, paths, options, helpers) for n in share]
        if len(missing) > FEW:  # a story leaves cycles: of thousands they would fill the memory
            tidy()
        return made

    told = crew.deal(len(missing), tell, partial(options.tell, "tell"))
    with upkeep.writing():
        Accounts(archive).put(told)
        upkeep.told(keys)
    return len(missing)


def kept_of(
    one: Story,
    name: str,
    key: str,
    marked: Marked,
    numbers: dict[str, int],
    paths: Mapping[str, str],
    options: Options,
    crew: Crew | None = None,
) -> Kept:
    """A story as it is told under a name and a key, and by what its articles can be found; `numbers` and `paths` by article id."""
    told = told_of(one, marked, numbers, options, crew)
    return Kept(name, key, packed_story(told), tuple(labels_of(one, told, paths)))


def _tell_whole(archive: Archive, upkeep: Upkeep, crew: Crew, options: Options) -> int:
    """Tell all articles as one story, if there are any that it was not told of."""
    before, version = upkeep.state["whole"], upkeep.state.get(VERSION, "0")
    if upkeep.state["whole_version"] == version:
        return 0
    maker, places = maker_of(options), upkeep.sorted_articles()
    marked = marked_of(archive, places, maker)
    one = whole_story(archive, marked.gathered.articles)
    key = key_of(one, places, maker, options)
    numbers = {article.id: number for number, article in enumerate(marked.gathered.articles)}
    paths = {article.id: article.path for article in marked.gathered.articles}
    told = [] if key == before else [kept_of(one, "", key, marked, numbers, paths, options, crew)]
    with upkeep.writing(whole=key, whole_version=version):
        Accounts(archive).put(told)
        upkeep.settle_stories()
        if before != key:
            upkeep.drop_accounts([before])
    return len(told)


def whole_story(archive: Archive, articles: Sequence[Article]) -> Story:
    """All articles as one story."""
    return one_story(articles) if len(articles) < 2 else as_one(grouped(archive).stories, articles)


def marked_of(archive: Archive, places: Sequence[Placed], maker: str) -> Marked:
    """Some articles in order of publication, with their marks."""
    ordered = sorted(set(places))
    with archive.reading():
        articles = read_again(archive, ordered)
        marks = marks_kept(archive, maker, [one.content for one in ordered])
    return Marked(Gathered(tuple(articles), (), (), ()), [marks[one.path, one.sha256] for one in articles])


def marks_kept(archive: Archive, maker: str, contents: Sequence[Content]) -> dict[Content, Annotations]:
    """The marks of some contents."""
    return {(one.path, one.sha256): one.marks for one in archive.some(contents, maker) if one.marks}
