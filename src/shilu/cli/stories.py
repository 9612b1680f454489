"""`shilu stories`: which articles tell the same story, and why."""

from __future__ import annotations

import json
from pathlib import Path

import click

from shilu.cli.place import Source, source_options, typed
from shilu.cli.table import table
from shilu.engine.build import Options
from shilu.engine.stories import stories_of, stories_of_posts
from shilu.model.ledger import Story
from shilu.publish.records import story as story_record


@click.command("stories")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@source_options(times=True)
@click.option("--least", type=click.IntRange(min=1), default=1, show_default=True, help="Leave out stories of fewer articles.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def stories_verb(paths: tuple[Path, ...], source: Source, least: int, *, as_json: bool) -> None:
    """Sort articles into stories: posts under PATHS, or the articles of a dossier or an archive when none are named."""
    if paths and any(map(typed, ("out", "place", "as_of"))):
        raise click.UsageError("name posts, or a dossier (--data) or an archive (--db), not both")
    if paths:
        gathered, found = stories_of_posts(paths, Options())
        for failure in gathered.failures:
            click.echo(f"failed: {failure.path}: {failure.stage}: {failure.error}", err=True)
    else:
        found = stories_of(source.opened())
    shown = [item for item in found if len(item.articles) >= least]
    if as_json:
        click.echo(json.dumps({"stories": [story_record(item) for item in shown]}, ensure_ascii=False))
    elif shown:
        click.echo(table(("id", "articles", "events", "from", "until", "title"), [_row(item) for item in shown]))
    else:
        click.echo("no stories")


def _row(item: Story) -> tuple[str, ...]:
    row = story_record(item)
    day = [(row[end] or "")[:16].replace("T", " ") for end in ("from", "until")]
    return item.id, str(len(item.articles)), str(len(item.parts)), *day, item.title
