"""`shilu doctor`: what Shilu found here, what is wrong with it, and what to do."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from shilu.cli.config import Configured, options, places, variable, verbs
from shilu.cli.place import db_option, existing, last_dossier, tagger_option
from shilu.cli.read import as_json_option
from shilu.model.errors import ShiluError

if TYPE_CHECKING:
    from shilu.engine.doctor import Finding

_SECRET, HIDDEN = re.compile(r"(?<=://)([^:/@]*):[^@]*@"), r"\1:***@"  # a password in an address
OTHERS = frozenset({"SHILU_CONFIG", "SHILU_CACHE", "SHILU_SHARED", "SHILU_TESTS"})  # variables that are no options


@click.command("doctor")
@db_option(required=False)
@tagger_option
@as_json_option
@click.pass_context
def doctor_verb(context: click.Context, place: str | None, tagger_name: str, *, as_json: bool) -> int:
    """Explain what Shilu finds here: versions, settings, archive, feeds, disk, rules, tagger; and what to do. Changes
    nothing."""
    from shilu.engine.doctor import FAULT, disk, tables, taggers, versions
    from shilu.engine.taggers.cache import cache_folder
    from shilu.store.places import on_server

    group = context.find_root().command
    assert isinstance(group, click.Group)
    found = [*versions(), *_settings(context.obj, group), *tables(), *taggers(tagger_name), *_archive(place), *_dossier()]
    found += disk(
        [
            ("answers of taggers", cache_folder()),
            ("here", Path.cwd()),
            *([("disk of the archive", Path(place).parent)] if place and not on_server(place) else []),
        ]
    )
    if as_json:
        click.echo(json.dumps({"findings": msgspec.to_builtins(found)}, ensure_ascii=False))
    else:
        for one in found:
            click.echo(f"{one.state:<5}  {one.what:<19}  {one.found}" + (f"\n{'':28}-> {one.todo}" if one.todo else ""))
    return 1 if any(one.state == FAULT for one in found) else 0


def _settings(configured: Configured, group: click.Group) -> Iterator[Finding]:
    """The file, and the variables of the environment; one that no option has is told, since it does nothing."""
    from shilu.engine.doctor import NOTE, OK, Finding

    looked = " or ".join(map(str, places()))
    yield Finding("settings", OK, str(configured.file) if configured.file else f"no file: {looked} would be read")
    names = {variable(*words, key) for words, command in verbs(group) for key in options(command)}
    names |= {variable(key) for _, command in verbs(group) for key in options(command)} | OTHERS
    given = sorted(name for name in os.environ if name.startswith("SHILU_"))
    if known := [name for name in given if name in names]:
        yield Finding("environment", OK, ", ".join(f"{name}={_SECRET.sub(HIDDEN, os.environ[name])}" for name in known))
    if unknown := [name for name in given if name not in names]:
        yield Finding(
            "environment", NOTE, f"{', '.join(unknown)}: no option has this name", "see docs/configuration.md for the names"
        )


def _archive(place: str | None) -> Iterator[Finding]:
    from shilu.engine.doctor import FAULT, OK, Finding, archives

    if place is None:
        yield Finding("archive", OK, "none is named (--db, SHILU_DB, or db in the settings)")
        return
    try:
        with existing(place) as archive:
            yield from archives(archive)
    except (ShiluError, click.UsageError) as error:
        yield Finding("archive", FAULT, str(error), "name another file, or restore a copy (shilu db backup makes them)")


def _dossier() -> Iterator[Finding]:
    """The dossier that is read when none is named, and whether the rules have changed since."""
    from shilu.engine.digest import rules_digest
    from shilu.engine.doctor import NOTE, OK, Finding
    from shilu.engine.load import load_data

    place = last_dossier()
    if place is None:
        yield Finding("dossier", OK, "none was built yet")
        return
    try:
        rules = load_data(place).manifest.get("rules")
    except ShiluError as error:
        yield Finding("dossier", NOTE, f"the one built last is gone: {error}", "build again, or name one with --data")
        return
    same = rules == rules_digest()
    todo = "" if same else f"build it again for the rules of today: shilu build PATH... -o {place}"
    yield Finding("dossier", OK if same else NOTE, f"{place}{'' if same else ': made by other rules'}", todo)
