"""`shilu forget`: removal for good, by law or by a desk's rule."""

from __future__ import annotations

from datetime import date

import click

from shilu.cli.place import db_option, existing
from shilu.engine.moments import moment, recorded_by


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    return moment(value) if value else None


@click.command("forget")
@click.argument("named", nargs=-1, metavar="[PATH|SHA256]...")
@db_option(required=True)
@click.option("--reason", help="Why; stays in the archive, and is told when the post comes again.")
@click.option("--recorded-by", "before", metavar="TIME", callback=_day, help="Also all that has had nothing new since then.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget_verb(named: tuple[str, ...], place: str, reason: str | None, before: date | None, *, yes: bool) -> None:
    """Remove posts for good: bytes, marks, search text, quotations in judgements, traces in free pages. A tombstone stays.

    Named by the path as `shilu search` shows it, or by SHA-256. All versions go, and the same bytes under other paths.
    Backups are not touched. With nothing named, traces that could not be wiped before are wiped.
    """
    from shilu.engine.removal import chosen, remove

    if (named or before) and not (reason or "").strip():
        raise click.UsageError("say why: --reason TEXT")
    with existing(place) as archive:
        gone = chosen(archive, named, recorded_by(before) if before else None)
        for one in gone:
            click.echo(f"{one.sha256}  {one.recorded[:10]}  {one.path}", err=True)
        if gone and not yes:
            click.confirm(f"Remove {len(gone)} from {archive.name} for good?", abort=True, err=True)
        remove(archive, gone, " ".join((reason or "").split()))
    click.echo(f"{len(gone)} forgotten")
