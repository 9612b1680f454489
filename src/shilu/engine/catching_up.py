"""What an archive was given since its last update: read once, marked once."""

from __future__ import annotations

from collections.abc import Sequence

from shilu.engine.crew import Crew
from shilu.engine.keys import maker_of
from shilu.engine.options import Options
from shilu.model.errors import Failure, Skipped
from shilu.model.marks import Annotations
from shilu.store import Archive, Stored
from shilu.store.upkeep import UNDATED, Content, Reading, Upkeep

BATCH = 400  # inputs of one transaction: what a crash can cost
STAGE = "annotate"

Read = tuple[Reading, Annotations | None]


def read_new(archive: Archive, upkeep: Upkeep, crew: Crew, options: Options) -> int:
    """Read, and mark, what no update has read by these rules; what could not be marked is tried again. Returns how many
    articles were marked."""
    maker = maker_of(options)
    if upkeep.state.get("maker") != maker:
        with upkeep.writing(maker=maker, inputs="0"):
            upkeep.clear("reading")
    marked = _batches(archive, upkeep, upkeep.failed(STAGE), crew, options)
    total, done = upkeep.waiting(int(upkeep.state["inputs"])), 0
    while batch := upkeep.new_inputs(BATCH, int(upkeep.state["inputs"])):
        done += len(batch)
        contents = [(path, sha256) for _, path, sha256 in batch]
        marked += _read(archive, upkeep, contents, crew, options, str(batch[-1][0]))
        options.tell("mark", done, total)
    return marked


def _batches(archive: Archive, upkeep: Upkeep, contents: Sequence[Content], crew: Crew, options: Options) -> int:
    batches = [contents[at : at + BATCH] for at in range(0, len(contents), BATCH)]
    return sum(_read(archive, upkeep, batch, crew, options, upkeep.state["inputs"]) for batch in batches)


def _read(archive: Archive, upkeep: Upkeep, contents: Sequence[Content], crew: Crew, options: Options, last: str) -> int:
    """Read some contents and keep what they are, and their marks; how many articles were marked."""
    maker = maker_of(options)
    there = archive.marked(maker, contents)
    stored = list(archive.some(contents, ""))

    def read(share: range) -> list[Read]:
        return _readings([stored[number] for number in share], there, options)

    found = crew.deal(len(stored), read, lambda *_: None, even=True)
    made = [(reading, marks) for reading, marks in found if marks]
    archive.put_marks(maker, [Stored(reading.path, reading.sha256, b"", marks) for reading, marks in made])
    with upkeep.writing(inputs=last):
        upkeep.put_readings(reading for reading, _ in found)
    return len(made)


def _readings(stored: Sequence[Stored], marked: set[Content], options: Options) -> list[Read]:
    """What some contents are, with the marks of those that have none yet."""
    from shilu.engine.marking import marks_of  # with the rooms that read: an update that finds nothing new needs none
    from shilu.engine.posts import post_of
    from shilu.model.article import Article, Raw
    from shilu.stories import publication_order

    found = [post_of(Raw(one.path, one.body)).found for one in stored]
    new = [one for one in found if isinstance(one, Article) and (one.path, one.sha256) not in marked]
    made = {article.path: marks for article, marks in zip(new, marks_of(new, options.tagger), strict=True)}
    rows = list[Read]()
    for content, one in zip(stored, found, strict=True):
        marks = made.get(content.path)
        told = marks if isinstance(marks, Failure) else one
        if isinstance(told, Failure):
            reading = Reading(content.path, content.sha256, stage=told.stage, reason=told.error)
        elif isinstance(told, Skipped):
            reading = Reading(content.path, content.sha256, reason=told.reason)
        else:
            reading = Reading(content.path, content.sha256, told.id, _published(publication_order(told)))
        rows.append((reading, marks if isinstance(marks, Annotations) else None))
    return rows


def _published(order: tuple[bool, str, str]) -> str:
    """The place in the order of publication as it is kept, without the id that decides between equals."""
    undated, instant, _ = order
    return UNDATED if undated else f"0{instant}"
