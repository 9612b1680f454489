"""One account: from marked articles to the ledger of one story, the pure rooms in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from shilu import __version__
from shilu.annotate import annotate_all
from shilu.engine.crew import Crew
from shilu.engine.digest import rules_digest
from shilu.engine.find import find
from shilu.engine.options import Options
from shilu.engine.posts import Gathered, read_post, sort_out
from shilu.entities import resolve
from shilu.entities.merging import merged_entities
from shilu.ledger import Besides, judge, told_besides
from shilu.ledger.rulings import ruled
from shilu.model.entities import Entities
from shilu.model.judgements import Decided
from shilu.model.ledger import Ledger, Story
from shilu.model.marks import Annotations
from shilu.model.statements import Stated
from shilu.model.stories import Reuse
from shilu.publish.records import Bundle, Lines, judged_records, stated_records
from shilu.publish.rows import Record
from shilu.statements import state_all
from shilu.statements.judged import judged, merges
from shilu.stories import one_story
from shilu.stories.reuse import reused


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


SHARING = 12  # articles from which finding what they share takes longer than a fork
AGREED = "none"  # the state of passages that only say the same again


class Marked(Struct, frozen=True):
    """Articles with their marks, in the same order."""

    gathered: Gathered
    annotations: Sequence[Annotations]


class Done(Struct, frozen=True):
    """What a build tells of itself: what was read, what became of the judgements, and how many records there are.

    `counts`: articles, figures, statements, series, disagreements (without what is only said again), stories, failures, skipped.
    """

    gathered: Gathered
    decided: tuple[Decided, ...]
    counts: dict[str, int]


def done_of(build: Build) -> Done:
    """What the build of one story tells."""
    stated, ledger = build.stated, build.ledger
    told = {
        "figures": sum(len(one.figures) for one in stated), "statements": sum(len(one.sayings) for one in stated),
        "series": len(ledger.series), "disagreements": sum(one.state != AGREED for one in ledger.disagreements), "stories": 1,
    }  # fmt: skip
    return Done(build.gathered, build.decided, counted(build.gathered, told))


def counted(gathered: Gathered, told: dict[str, int]) -> dict[str, int]:
    """The counts of `Done`, in their order."""
    left = {"failures": len(gathered.failures), "skipped": len(gathered.skipped)}
    return {"articles": len(gathered.articles), **told, **left}


class Read(Struct, frozen=True):
    """What has been read out of every article by itself."""

    gathered: Gathered
    annotations: Sequence[Annotations]
    entities: Entities
    stated: Sequence[Stated]
    reuses: Sequence[Reuse]
    decided: tuple[Decided, ...] = ()
    story: Story | None = None

    def besides(self) -> Besides:
        """What is said besides figures."""
        return told_besides(self.gathered.articles, self.stated, self.entities)

    def judge(self, options: Options, besides: Callable[[], Besides] | None = None) -> Build:
        """The judgement of all articles as one story (as `story` when it is known); `besides` when it was made meanwhile."""
        articles = self.gathered.articles
        story = self.story or one_story(articles)
        ledger = judge(story, articles, self.stated, self.entities, options.policy, besides, self.reuses)
        followed = ruled(ledger, self.decided, articles)
        return Build(
            self.gathered,
            tuple(self.annotations),
            self.entities,
            tuple(self.stated),
            followed.ledger,
            options,
            followed.decided,
            tuple(self.reuses),
        )

    def records(self) -> Iterator[tuple[str, Lines]]:
        """The records of what every article says, and of what articles share."""
        return stated_records(self.gathered.articles, self.annotations, self.entities, self.stated, self.reuses)


def read_of(
    gathered: Gathered,
    annotations: Sequence[Annotations],
    entities: Entities,
    stated: Sequence[Stated],
    reuses: Sequence[Reuse],
    options: Options,
    story: Story | None = None,
) -> Read:
    """What was read, with what people decided of it."""
    ruling = judged(options.judgements, gathered.articles, stated, entities.by_id)
    return Read(gathered, annotations, entities, ruling.stated, reuses, ruling.decided, story)


def gather(arguments: Sequence[Path], out: Path, options: Options) -> Gathered:
    """Read all posts under the arguments, in this process; one bad post is a Failure and stops no other."""
    items, failures, skipped = find(arguments, out)
    posts = []
    for count, item in enumerate(items, 1):
        posts.append(read_post(item, options.until))
        options.tell("read", count, len(items))
    return sort_out(items, posts, failures, skipped)[0]


def assemble(gathered: Gathered, options: Options) -> Build:
    """From articles to the ledger of one story, in this process."""
    return account(gathered, annotate_all(gathered.articles, options.tagger), options)


def account(
    gathered: Gathered, annotations: Sequence[Annotations], options: Options, story: Story | None = None, crew: Crew | None = None
) -> Build:
    """From marked articles to the ledger of one story; a crew's helper finds what they share while this process reads them."""
    articles = gathered.articles
    helped = crew if crew and len(articles) >= SHARING else Crew(1, Path())
    with helped.aside(lambda: iter((reused(articles),))) as shared:
        entities = merged_entities(resolve(articles, annotations), merges(options.judgements))
        stated = state_all(list(zip(articles, annotations, strict=True)), entities)
        reuses = shared.take()
    return read_of(gathered, annotations, entities, stated, reuses, options, story).judge(options)


def bundle(build: Build) -> Bundle:
    """The records of a build, in the contract's form."""
    gathered = build.gathered
    read = Read(gathered, build.annotations, build.entities, build.stated, build.reuses, build.decided)
    return Bundle(
        dict((*read.records(), *judged_records(gathered.articles, build.entities, build.ledger, build.decided))),
        manifest(gathered, build.options, rules_digest()),
    )


def manifest(gathered: Gathered, options: Options, rules: str) -> Record:
    """The manifest without counts and hashes."""
    return {
        "shilu": __version__,
        "rules": rules,
        "inputs": [{"path": path, "sha256": sha} for path, sha in gathered.inputs],
        "failures": [{"path": f.path, "stage": f.stage, "error": f.error} for f in gathered.failures],
        "skipped": [{"path": s.path, "reason": s.reason} for s in gathered.skipped],
        "tagger": options.tagger.name if options.tagger else None,
        "policy": options.policy,
        "stories": options.stories,
    }
