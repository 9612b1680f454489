"""The word list that stories are told apart by, compiled once on each machine and kept among the user's caches."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from zlib import crc32

import msgspec

from shilu.model.ids import digest
from shilu.stories.words import Compiled, Kept, compiled_lexicon, has_lexicon, lexicon_key, take_lexicon

FORM = "2"  # of the file
LINE = 80  # bytes that its first line has at most


def ready_words() -> None:
    """Have the words ready: from the cache, or made now and kept there; once in a process."""
    if has_lexicon():
        return
    file = _place() / f"words-{digest(FORM.encode() + lexicon_key())[:32]}"
    compiled = _read(file)
    if compiled is None:
        compiled = compiled_lexicon()
        with suppress(OSError):  # without a cache each build makes them again, in a second
            _keep(file, compiled)
    take_lexicon(compiled)


def _place() -> Path:
    """The user's caches (XDG base directories)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "shilu"


def _sums(small: bytes, large: bytes) -> bytes:
    """The first line of a file that holds both: their sizes, then what tells that nothing was cut off or has rotted. Nobody is
    kept out by it: whoever can write here can write all that the user can."""
    return b"%d %d %d %d\n" % (len(small), len(large), crc32(small), crc32(large))


def _read(file: Path) -> Kept | None:
    """What was kept; `None` when there is nothing, or when it is not what was written."""
    try:
        with file.open("rb") as kept:
            first = kept.readline(LINE)
            small = kept.read(int(first.split()[0]))
            large = kept.read()
    except (OSError, ValueError, IndexError):
        return None
    return (msgspec.msgpack.decode(small, type=Compiled), large) if first == _sums(small, large) else None


def _keep(file: Path, compiled: Kept) -> None:
    """Write beside the place, then rename: another process sees all of it or nothing."""
    small, large = msgspec.msgpack.encode(compiled[0]), compiled[1]
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as new:
        new.write(_sums(small, large) + small + large)
    Path(new.name).rename(file)
