"""Which files a build reads: arguments -> named files, each once, with what was left out and why."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from shilu.model.article import Raw
from shilu.model.errors import Failure, Skipped

POST_SUFFIXES = (".md", ".markdown")
MAX_BYTES = 8 * 2**20  # a news post is some kilobytes; a larger file is no post, and reading it whole could take the memory

Found = Path | Failure | Skipped


class Input(Struct, frozen=True):
    """One file to read: its contract path (the argument's last component, then relative, with `/`) and where it is."""

    path: str
    file: Path


def find(arguments: Sequence[Path], out: Path | None) -> tuple[list[Input], list[Failure], list[Skipped]]:
    """All inputs under the arguments, each real file once, sorted by contract path; nothing under `out` is read."""
    inputs: dict[str, Input] = {}
    failures: set[Failure] = set()
    skipped: set[Skipped] = set()
    real = Path(os.path.realpath(out)) if out else None
    for argument in arguments:
        for name, found in map(_named, _entries(argument, real)):
            if isinstance(found, Failure):
                failures.add(found)
            elif isinstance(found, Skipped):
                skipped.add(found)
            else:
                _keep_first(inputs, Input(name, found))
    return sorted(inputs.values(), key=lambda i: (i.path, str(i.file))), sorted(failures), sorted(skipped)


def _named(entry: tuple[str, Found]) -> tuple[str, Found]:
    """An entry whose name can be written down; a post with a name of other bytes than UTF-8 is a Failure."""
    name, found = entry
    if isinstance(found, Failure | Skipped):
        return name, replace(found, path=_shown(found.path))
    return name, found if _shown(name) == name else Failure(_shown(name), "find", "the file's name is not UTF-8: rename it")


def _shown(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")


def _keep_first(inputs: dict[str, Input], new: Input) -> None:
    """Keep a file that several arguments name under its smallest path, so that their order does not matter."""
    real = os.path.realpath(new.file)
    old = inputs.get(real)
    if old is None or new.path < old.path:
        inputs[real] = new


def _entries(argument: Path, out: Path | None) -> Iterator[tuple[str, Found]]:
    """One argument's files: itself, or the posts below it."""
    name = argument.name if argument.name not in ("", "..") else argument.resolve().name
    if argument.is_dir():
        yield from _folder(argument, name, out, frozenset())
    elif argument.exists():
        yield name, argument
    else:
        yield name, Failure(str(argument), "find", "no such file or folder")


def _folder(folder: Path, name: str, out: Path | None, above: frozenset[str]) -> Iterator[tuple[str, Found]]:
    """The posts below a folder; links are followed, a loop of them is a Failure, hidden entries are left alone."""
    real = os.path.realpath(folder)
    if Path(real) == out:
        return
    if real in above:
        yield name, Failure(name, "find", "directory loop: this link leads back to a folder above it")
        return
    try:
        children = sorted(folder.iterdir(), key=lambda child: child.name)
    except OSError as error:
        yield name, Failure(name, "find", f"folder cannot be listed: {error.strerror}")
        return
    for child in children:
        if not child.name.startswith("."):
            yield from _child(child, f"{name}/{child.name}", out, above | {real})


def _child(child: Path, name: str, out: Path | None, above: frozenset[str]) -> Iterator[tuple[str, Found]]:
    """One entry of a folder: a folder, a post, or a file of another kind (a named skip)."""
    if child.is_dir():
        yield from _folder(child, name, out, above)
    elif child.suffix.lower() in POST_SUFFIXES:
        yield name, child
    else:
        yield name, Skipped(name, f"not a post: files with the suffix {child.suffix or '(none)'} are not read")


def load(item: Input) -> Raw | Failure:
    """The bytes of one input, or why they cannot be had."""
    try:
        status = item.file.stat()
        if not stat.S_ISREG(status.st_mode):
            return Failure(item.path, "read", "not a regular file")
        if status.st_size > MAX_BYTES:
            return Failure(item.path, "read", f"{status.st_size:,} bytes: larger than the limit of {MAX_BYTES:,} for one post")
        with item.file.open("rb") as file:
            return Raw(item.path, file.read(status.st_size + 1))  # not the limit: that much memory would be asked for
    except OSError as error:
        return Failure(item.path, "read", f"cannot be read: {error.strerror}")
