"""Digests over all that decides what is extracted, and how it is written: the code and the data of the rooms."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

ROOMS = ("model", "lang", "sources", "annotate", "entities", "statements", "stories", "ledger")
WRITERS = ("engine", "publish")


@cache
def rules_digest() -> str:
    """SHA-256 over the names and contents of the rooms' files: a record made under another digest may be stale."""
    return _digest(ROOMS)


@cache
def writers_digest() -> str:
    """The same over the rooms that put records together: lines that were kept under another digest are made again."""
    return _digest(WRITERS)


def _digest(rooms: tuple[str, ...]) -> str:
    whole = hashlib.sha256()
    for room in rooms:
        for name, body in _contents(files("shilu") / room, room):
            whole.update(f"{name}\n{len(body)}\n".encode())
            whole.update(body)
    return whole.hexdigest()


def _contents(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """All files below a package folder in order of their names, compiled ones left out."""
    for child in sorted(folder.iterdir(), key=lambda c: c.name):
        if child.name == "__pycache__":
            continue
        path = f"{name}/{child.name}"
        if child.is_dir():
            yield from _contents(child, path)
        else:
            yield path, child.read_bytes()
