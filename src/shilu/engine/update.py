"""An archive brought up to date: what is new is read and marked, sorted into stories, and what that touches is told anew.

How far this has come is kept with every step, so that a run that was cut off, or met another one, goes on where it stood; what
comes of many runs is what comes of one, to the byte (docs/decisions/0015).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from shilu.engine.catching_up import read_new
from shilu.engine.crew import FEW, Crew, fitting
from shilu.engine.keys import sorting_key, telling_key
from shilu.engine.options import Options
from shilu.engine.quiet import uncollected
from shilu.engine.taggers.checked import Checked
from shilu.model.errors import Failure
from shilu.store import Archive
from shilu.store.upkeep import MeanwhileError, Upkeep


class Updated(Struct, frozen=True):
    """What one update did: articles that were marked, stories that were told anew, of how many, and what went wrong."""

    marked: int
    told: int
    articles: int
    stories: int
    failures: tuple[Failure, ...]


def update(archive: Archive, options: Options) -> Updated:
    """Read what is new, sort it in, and tell the stories that it touches; how they were told before goes."""
    with uncollected():
        options = followed(archive, options, None)
        while True:
            try:
                return _brought_up(archive, Upkeep(archive), options)
            except MeanwhileError:
                continue  # another update, or a removal, has gone on: from where it stands now


def _brought_up(archive: Archive, upkeep: Upkeep, options: Options) -> Updated:
    with tempfile.TemporaryDirectory() as folder:
        new = upkeep.waiting(int(upkeep.state.get("inputs", "0")))
        crew = Crew(1 if isinstance(options.tagger, Checked) else fitting(options.jobs, max(new, FEW + 1)), Path(folder))
        marked, told = read_new(archive, upkeep, crew, options), 0
        if not is_told(upkeep, options):
            from shilu.engine.sorting import sort_new  # with rooms that an update of nothing new needs not
            from shilu.engine.telling import tell_due

            sort_new(archive, upkeep, options)
            told = tell_due(archive, upkeep, crew, options)
    articles = upkeep.articles()
    stories = 1 if upkeep.state["shape"] == "one" else upkeep.shape()[0]
    return Updated(marked, told, articles, stories, tuple(upkeep.failures()))


def is_told(upkeep: Upkeep, options: Options) -> bool:
    """Whether all that was read is sorted and told as it is to be."""
    state = upkeep.state
    keys = state.get("sorted") == sorting_key(options) and state.get("told") == telling_key(options)
    if not keys or upkeep.is_due():
        return False
    return state["whole_version"] == state.get("version", "0") if state["shape"] == "one" else not upkeep.due()


def followed(archive: Archive, options: Options, until: str | None) -> Options:
    """Options with the judgements that are kept (by `until`) beside those given, each once."""
    known = {one.id: one for one in (*archive.judgements(until), *options.judgements)}
    return replace(options, judgements=tuple(known.values()))
