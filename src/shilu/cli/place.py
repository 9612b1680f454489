"""Which dossier a verb reads when none is named: that of the last build."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from shilu.engine.load import Data, load_data


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


def opened(out: Path | None) -> Data:
    """The dossier that was named, or the last one built."""
    if out is not None:
        return load_data(out)
    try:
        return load_data(Path(_memory().read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise click.UsageError("no dossier was built yet: name one with --data OUT") from error
