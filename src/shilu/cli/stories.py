"""`shilu stories`: which articles tell the same story, and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shilu.cli.place import Source, source_options, typed
from shilu.cli.table import table
from shilu.model.ledger import Story

if TYPE_CHECKING:
    from shilu.engine.load import Record


@click.command("stories")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@source_options(times=True)
@click.option("--least", type=click.IntRange(min=1), default=1, show_default=True, help="Leave out stories of fewer articles.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def stories_verb(paths: tuple[Path, ...], source: Source, least: int, *, as_json: bool) -> None:
    """Which articles tell one story: posts under PATHS, or the stories of a dossier or an archive when none are named.

    A dossier of one story is sorted as its articles would fall by themselves.
    """
    from shilu.engine.options import Options
    from shilu.engine.stories import stories_of, stories_of_posts

    if paths and any(map(typed, ("out", "place", "as_of"))):
        raise click.UsageError("name posts, or a dossier (--data) or an archive (--db), not both")
    if paths:
        gathered, found = stories_of_posts(paths, Options())
        for failure in gathered.failures:
            click.echo(f"failed: {failure.path}: {failure.stage}: {failure.error}", err=True)
        rows = _rows(found)
    else:
        data = source.opened()
        kept = data.lines["stories.jsonl"]
        rows = sorted(kept, key=_began) if len(kept) > 1 else _rows(stories_of(data))
    shown = [row for row in rows if len(row["articles"]) >= least]
    if as_json:
        click.echo(json.dumps({"stories": shown}, ensure_ascii=False))
    elif shown:
        click.echo(table(("id", "articles", "events", "from", "until", "title"), [_row(item) for item in shown]))
    else:
        click.echo("no stories")


def _rows(found: Sequence[Story]) -> list[Record]:
    """Stories as records, the earliest first."""
    from shilu.publish.records import encode
    from shilu.publish.records import story as story_record

    return [json.loads(encode(story_record(item))) for item in found]


def _began(row: Record) -> tuple[bool, str, str]:
    return row["from"] is None, row["from"] or "", row["id"]


def _row(row: Record) -> tuple[str, ...]:
    day = [(row[end] or "")[:16].replace("T", " ") for end in ("from", "until")]
    return row["id"], str(len(row["articles"])), str(len(row["parts"])), *day, row["title"]
