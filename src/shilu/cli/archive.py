"""The verbs of the archive: `ingest`, `update`, `export`, `db`."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from shilu.cli.place import RECORD, archive_options, as_of_option, by_option, db_option, existing, policy_option, tagger_option
from shilu.cli.progress import Bars
from shilu.cli.read import as_json_option
from shilu.engine.moments import recorded_by
from shilu.engine.quiet import uncollected
from shilu.model.errors import Failure, NothingWrittenError

if TYPE_CHECKING:
    from shilu.store import Archive


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@db_option(required=True)
@as_json_option
def ingest_verb(paths: tuple[Path, ...], place: str, *, as_json: bool) -> None:
    """Keep what is new or changed under PATHS in the archive, where a search finds it at once; run it again at any time.

    A path of - stands for those on standard input, one a line (or behind zero bytes, as find -print0 writes them).
    """
    from shilu.engine.archive import ingest
    from shilu.engine.options import Options
    from shilu.store import Archive

    named = [one for path in paths for one in (_on_input() if str(path) == "-" else [path])]
    with Archive(place) as archive, Bars(enabled=sys.stderr.isatty()) as progress:
        done = ingest(named, archive, Options(progress=progress))
    _failed(done.failures)
    for skip in done.skipped:
        click.echo(f"skipped: {skip.path}: {skip.reason}", err=True)
    counts = {"new": done.new, "known": done.known, "failures": len(done.failures), "skipped": len(done.skipped)}
    click.echo(json.dumps(counts) if as_json else ", ".join(f"{value} {name}" for name, value in counts.items()))


def _on_input() -> list[Path]:
    """The paths on standard input."""
    written = sys.stdin.buffer.read()
    return [Path(os.fsdecode(one)) for one in written.split(b"\0" if b"\0" in written else b"\n") if one.strip()]


@click.command("export")
@click.argument("form", type=click.Choice(["jsonl"]))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The folder for the files of records.")
@db_option(required=True)
@tagger_option
@policy_option
@as_of_option
@by_option
def export_verb(form: str, out: Path, place: str, tagger_name: str, policy: str, as_of: date | None, clock: str) -> None:
    """Write the records of all that the archive keeps: the same bytes as a build of the same posts."""
    from shilu.engine.export import write_records

    until = recorded_by(as_of) if as_of and clock == RECORD else None
    if out.exists():
        raise click.UsageError(f"{out}: is there already")
    with existing(place) as archive, tempfile.TemporaryDirectory(dir=_parent(out)) as folder:
        with Bars(enabled=sys.stderr.isatty()) as progress:
            options = replace(archive_options(tagger_name, progress), policy=policy, until=None if until else as_of)
            failures = write_records(archive, Path(folder) / "records", options, until)
        shutil.move(Path(folder) / "records" / "data", out)
    _failed(failures)
    click.echo(f"{form}: {out}")


@click.command("update")
@db_option(required=True)
@tagger_option
@policy_option
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes; without: one for each core, four at most.")
@click.option("--strict", is_flag=True, help="Exit with 1 when an article failed.")
@as_json_option
def update_verb(place: str, tagger_name: str, policy: str, jobs: int | None, *, strict: bool, as_json: bool) -> int:
    """Read what was ingested since, and tell the stories that it touches anew; run it again at any time."""
    with uncollected(), existing(place) as archive, Bars(enabled=sys.stderr.isatty()) as progress:
        from shilu.engine.update import update  # what is loaded stays: searching it for cycles takes a twelfth of a short run

        options = archive_options(tagger_name, progress)
        done = update(archive, replace(options, policy=policy, jobs=jobs))
    _failed(done.failures)
    counts = {name: getattr(done, name) for name in ("articles", "marked", "stories", "told")} | {"failures": len(done.failures)}
    click.echo(json.dumps(counts) if as_json else ", ".join(f"{value:,} {name}" for name, value in counts.items()))
    return 1 if strict and done.failures else 0


def _failed(failures: Iterable[Failure]) -> None:
    for failure in failures:
        click.echo(f"failed: {failure.path}: {failure.stage}: {failure.error}", err=True)


def _parent(out: Path) -> Path:
    try:
        out.resolve().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NothingWrittenError(f"{out}: {error.strerror}") from error
    return out.resolve().parent


@click.group("db")
def db_verb() -> None:
    """Look after the archive."""


@db_verb.command("check")
@db_option(required=True)
def db_check(place: str) -> int:
    """Verify the archive: the file, every reference, every SHA-256, the search index."""
    with existing(place) as archive:
        found, rows = list(archive.problems()), _counted(archive)
    for line in found:
        click.echo(line)
    click.echo(f"{len(found)} problems" if found else f"ok: {rows}")
    return 1 if found else 0


@db_verb.command("backup")
@click.argument("to", type=click.Path(path_type=Path))
@db_option(required=True)
def db_backup(to: Path, place: str) -> None:
    """Copy the archive as of one moment, while others read and write: into an SQLite archive, whatever it was."""
    from shilu.store import backup

    with existing(place) as archive:
        backup(archive, to)
    click.echo(str(to))


@db_verb.command("restore")
@click.argument("saved", type=click.Path(path_type=Path))
@db_option(required=True)
def db_restore(saved: Path, place: str) -> None:
    """Make the archive --db of a backup SAVED. With backup this also moves an archive between SQLite and PostgreSQL."""
    from shilu.store import restore

    restore(saved, place)
    with existing(place) as archive:
        click.echo(f"{archive.name}: {_counted(archive)}")


@db_verb.command("migrate")
@db_option(required=True)
def db_migrate(place: str) -> None:
    """Bring an archive of an older Shilu to this one's schema. Every verb that opens it does so too; older programs cannot then."""
    with existing(place) as archive:
        was, now = archive.schema
        click.echo(f"{archive.name}: schema {now}" + (f", was {was}" if was != now else ""))


def _counted(archive: Archive) -> str:
    return ", ".join(f"{value:,} {name}" for name, value in archive.counts().items())
