"""The word list that stories are told apart by, compiled once on each machine and kept among the user's caches."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec

from shilu.model.ids import digest
from shilu.stories.words import Compiled, compiled_lexicon, has_lexicon, lexicon_key, take_lexicon

FORM = "1"  # of the file


def ready_words() -> None:
    """Have the words ready: from the cache, or made now and kept there; once in a process."""
    if has_lexicon():
        return
    file = _place() / f"words-{digest((FORM + lexicon_key()).encode())[:32]}"
    compiled = _read(file)
    if compiled is None:
        compiled = compiled_lexicon()
        with suppress(OSError):  # without a cache each build makes them again, in a second
            _keep(file, compiled)
    take_lexicon(compiled)


def _place() -> Path:
    """The user's caches (XDG base directories)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "shilu"


def _read(file: Path) -> Compiled | None:
    """What was kept; `None` when there is nothing, or when it is not what was written."""
    try:
        sum_, _, content = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return msgspec.msgpack.decode(content, type=Compiled) if sum_.decode("ascii", "replace") == digest(content) else None


def _keep(file: Path, compiled: Compiled) -> None:
    """Write beside the place, then rename: another process sees all of it or nothing."""
    content = msgspec.msgpack.encode(compiled)
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as new:
        new.write(digest(content).encode("ascii") + b"\n" + content)
    Path(new.name).rename(file)
