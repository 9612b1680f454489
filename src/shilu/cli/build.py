"""`shilu build`: posts in, a checkable dossier out."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shilu.cli.judge import judgements_option
from shilu.cli.place import (
    RECORD,
    archive_options,
    as_of_option,
    by_option,
    db_option,
    existing,
    policy_option,
    remember,
    tagger_option,
    typed,
)  # fmt: skip
from shilu.cli.progress import Bars
from shilu.engine.moments import recorded_by

if TYPE_CHECKING:
    from shilu.engine.account import Done
    from shilu.engine.options import Options


@click.command("build")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", default="dossier", show_default=True, type=click.Path(path_type=Path), help="Where to put the dossier."
)
@db_option(required=False)
@tagger_option
@policy_option
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes; the dossier is the same with any number. "
              "Without: one for each core, four at most, and one for few posts.")  # fmt: skip
@click.option(
    "--stories", "stories", default="auto", show_default=True, type=click.Choice(["auto", "one", "each"]),
    help="One dossier of all posts, one for each story under an index, or (auto) one when the posts tell one event.",
)  # fmt: skip
@judgements_option
@as_of_option
@by_option
@click.option("--strict", is_flag=True, help="Exit with 1 when a post failed.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def build_verb(
    paths: tuple[Path, ...], out: Path, place: str | None, tagger_name: str, policy: str, judgements: Path | None,
    as_of: date | None, clock: str, *, stories: str, jobs: int | None, strict: bool, as_json: bool,
) -> int:  # fmt: skip
    """Read posts (files and folders of them), or all that an archive keeps, and write a dossier."""
    if paths and typed("place"):
        raise click.UsageError(
            f"name posts or an archive (--db), not both; posts go into it with: shilu ingest PATH... --db {place}"
        )
    if not paths and not place:
        raise click.UsageError("what of? Name posts, or an archive (--db)")
    if clock == RECORD and paths:
        raise click.UsageError("posts do not know when they were recorded: --by record wants --db")
    from shilu.engine.build import build
    from shilu.engine.judgements import read_judgements
    from shilu.engine.options import Options

    decisions = read_judgements(judgements) if judgements and judgements.exists() else ()
    until = recorded_by(as_of) if as_of and clock == RECORD else None
    chosen = archive_options(tagger_name).tagger
    with Bars(enabled=sys.stderr.isatty()) as progress:
        options = Options(chosen, policy, progress, jobs, decisions, None if until else as_of, stories)
        done = build(paths, out, options) if paths else _of_archive(place, out, options, until)
    remember(out)
    _report(done)
    click.echo(json.dumps(_counts(done, out), ensure_ascii=False) if as_json else _summary(done, out))
    return 1 if strict and done.gathered.failures else 0


def _of_archive(place: str | None, out: Path, options: Options, until: str | None) -> Done:
    from shilu.engine.archive import build_archive

    assert place
    with existing(place) as archive:
        return build_archive(archive, out, options, until)


def _report(done: Done) -> None:
    """Failures, skips and notes on standard error, one line each."""
    for failure in done.gathered.failures:
        click.echo(f"failed: {failure.path}: {failure.stage}: {failure.error}", err=True)
    for skip in done.gathered.skipped:
        click.echo(f"skipped: {skip.path}: {skip.reason}", err=True)
    for article in done.gathered.articles:
        for note in article.notes:
            click.echo(f"note: {article.path}: {note}", err=True)
    for one in done.decided:
        if one.attached is None:
            click.echo(f"judgement {one.judgement.id} on {one.judgement.target}: what it is about is not there now", err=True)


def _counts(done: Done, out: Path) -> dict[str, object]:
    return {"out": str(out), **done.counts}


def _summary(done: Done, out: Path) -> str:
    parts = [f"{value} {name}" for name, value in done.counts.items()]
    return f"{', '.join(parts)}\n{out / 'index.html'}"
