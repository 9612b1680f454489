"""What Shilu stands on here: versions, tables, tagger, disk, archive; what is wrong with it, and what to do."""

from __future__ import annotations

import platform
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from msgspec import Struct

from shilu import __version__
from shilu.engine.digest import rules_digest
from shilu.engine.rules import all_rules
from shilu.engine.taggers import names, tagger
from shilu.lang.bodies import bodies
from shilu.lang.places import place_names
from shilu.model.errors import ShiluError
from shilu.store import Archive
from shilu.store.accounts import Accounts
from shilu.store.archive import Feed
from shilu.store.embedded import embedded
from shilu.store.upkeep import Upkeep

OK, NOTE, FAULT = "ok", "note", "fault"
ROOM = 1 << 30  # bytes that should be free where an archive grows
SILENCE = timedelta(days=14)  # of an outlet, that is worth a look
SHOWN = 10  # silent outlets that are named


class Finding(Struct, frozen=True):
    """One thing that was looked at: how it stands (`ok`, `note`, `fault`), what was found, and what to do about it."""

    what: str
    state: str
    found: str
    todo: str = ""


def versions() -> Iterator[Finding]:
    """The program, Python, SQLite, and the libraries that it needs."""
    yield Finding("shilu", OK, f"{__version__}, Python {platform.python_version()} on {platform.system()}")
    found, lacks = embedded()
    if lacks:
        yield Finding("sqlite", FAULT, f"{found}: {lacks}; an archive needs more", "use a Python that brings another SQLite")
    else:
        yield Finding("sqlite", OK, found)
    wanted = sorted(re.split(r"[^\w.-]", need, maxsplit=1)[0] for need in requires("shilu") or () if "extra ==" not in need)
    there = {name: _version(name) for name in wanted}
    missing = [name for name, number in there.items() if number is None]
    if missing:
        yield Finding("libraries", FAULT, f"missing: {', '.join(missing)}", f"pip install {' '.join(missing)}")
    else:
        yield Finding("libraries", OK, ", ".join(f"{name} {number}" for name, number in there.items()))


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def tables() -> Iterator[Finding]:
    """Rules and gazetteer."""
    yield Finding("rules", OK, f"{len(all_rules())} rules, digest {rules_digest()[:16]}")
    known = place_names()
    yield Finding("gazetteer", OK, f"{len(known.always):,} names of places, {len(bodies()):,} bodies and outlets")


def taggers(choice: str) -> Iterator[Finding]:
    """Who finds persons' names, and who else could."""
    others = f"installed: {', '.join(names())}"
    try:
        made, warning = tagger(choice)
    except ShiluError as error:
        yield Finding("tagger", FAULT, f"{choice}: {error}", "choose another with --tagger, or give it what it lacks")
        return
    if warning:
        yield Finding("tagger", NOTE, f"{choice}: {warning}; {others}", "pip install jieba==0.42.1, or say --tagger none")
    else:
        yield Finding("tagger", OK, f"{made.name if made else 'none: rules alone'}; {others}")


def disk(folders: Iterable[tuple[str, Path]]) -> Iterator[Finding]:
    """Whether each folder can be written, and has room."""
    for what, folder in folders:
        there = next(place for place in (folder, *folder.absolute().parents) if place.is_dir())
        try:
            with tempfile.TemporaryFile(dir=there):
                free = shutil.disk_usage(there).free
        except OSError as error:
            yield Finding(what, FAULT, f"{folder}: {error.strerror}", "make it writable, or name another place")
            continue
        little = free < ROOM
        todo = "free some space: an archive takes about 20 kB an article" if little else ""
        yield Finding(what, NOTE if little else OK, f"{folder}: {free / 2**30:,.1f} GB free", todo)


def archives(archive: Archive) -> Iterator[Finding]:
    """What an archive keeps, and whether a run was cut off."""
    counts = archive.counts()
    yield Finding("archive", OK, f"{archive.name}: " + ", ".join(f"{value:,} {kind}" for kind, value in counts.items()))
    if not counts["input"]:
        yield Finding("archive", NOTE, f"{archive.name}: nothing is kept yet", "shilu ingest PATH...")
    if began := archive.broken_off():
        todo = "if nobody is at it: the same shilu ingest again; what was kept stays"
        yield Finding("last run", NOTE, f"the run that began at {began[:16]} has not ended", todo)
    if failed := Upkeep(archive).failures():
        yield Finding("posts", NOTE, f"{len(failed):,} posts could not be read", "shilu update names each with its cause")
    if unread := Accounts(archive).unread():
        yield Finding("update", NOTE, f"{unread:,} articles have not been read yet", "shilu update")
    yield from _feeds(archive.feeds())


def _feeds(found: Sequence[Feed]) -> Iterator[Finding]:
    """The outlets that an archive is fed by; those that fell silent long before the newest article came."""
    newest = max(((one.newest, one.outlet) for one in found if one.newest), default=None)
    if newest is None:
        return
    told = f"{len(found):,} outlets; the newest article is of {newest[0][:16].replace('T', ' ')} ({newest[1]})"
    if undated := sum(one.undated for one in found):
        told += f"; {undated:,} articles have no time"
    end = date.fromisoformat(newest[0][:10]) - SILENCE
    last = {one.outlet: one.newest[:10] for one in found if one.newest}
    silent = [f"{outlet} (since {day})" for outlet, day in last.items() if date.fromisoformat(day) < end]
    if not silent:
        yield Finding("feeds", OK, told)
        return
    more = f" and {len(silent) - SHOWN:,} more" if len(silent) > SHOWN else ""
    told += f"; silent for more than {SILENCE.days} days before it: {', '.join(silent[:SHOWN])}{more}"
    yield Finding("feeds", NOTE, told, "look whether their posts still arrive")
