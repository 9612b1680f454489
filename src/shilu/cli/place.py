"""Which dossier a verb reads when none is named: that of the last build."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from shilu.engine.build import Options
from shilu.engine.known import known_at
from shilu.engine.load import Data, load_data
from shilu.engine.moments import moment
from shilu.engine.restore import judgement_of
from shilu.engine.taggers import tagger


def _memory() -> Path:
    """The file that holds the last build's place (XDG base directories)."""
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "shilu" / "last-build"


def remember(out: Path) -> None:
    """Note where the last dossier was built. A home that cannot be written costs this convenience only, and is said."""
    memory = _memory()
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(str(out.resolve()), encoding="utf-8")
    except OSError as error:
        click.echo(f"shilu: the place of this build was not remembered ({error.strerror}): name it with --data", err=True)


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The `--data OUT` option."""
    text = "The dossier to read; by default the one built last."
    return click.option("--data", "out", type=click.Path(path_type=Path), help=text)(command)


def as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The `--as-of TIME` option."""
    text = "What was known then: of no more than had been published by a day's end or an instant."
    return click.option("--as-of", "as_of", metavar="TIME", callback=_moment, help=text)(command)


def _moment(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    return moment(value) if value else None


def opened(out: Path | None, as_of: date | None = None) -> Data:
    """The dossier that was named, or the last one built; `as_of` takes it back to what was known then."""
    data = load_data(out or _last())
    return known_at(data, as_of, _options(data)) if as_of else data


def _last() -> Path:
    try:
        return Path(_memory().read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise click.UsageError("no dossier was built yet: name one with --data OUT") from error


def _options(data: Data) -> Options:
    """Options like those the dossier was built with; another tagger than the built-in one is said, since it is not asked again."""
    name = data.manifest.get("tagger")
    chosen, warning = tagger("builtin" if name else "none")
    if chosen and chosen.name != name:
        warning = f"this dossier was made with the tagger {name}; what was known then is read with {chosen.name}"
    if warning:
        click.echo(f"shilu: {warning}", err=True)
    decisions = tuple(map(judgement_of, data.lines["judgements.jsonl"]))
    return Options(chosen, data.manifest["policy"], judgements=decisions)
