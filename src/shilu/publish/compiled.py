"""Templates as code: compiled once for an installation, as modules are, and handed from process to process in between."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

HERE = Path(__file__).parent


class Compiled(BytecodeCache):
    """Compiling takes as long as the page of 300 articles. What was compiled is kept beside the templates where modules are kept,
    too: under the same name (`PYTHONPYCACHEPREFIX`), unless none is to be written, and not at all where that is impossible."""

    def __init__(self) -> None:
        """Begin with none."""
        self.codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code of a template, unless its source is another one by now."""
        if bucket.key not in self.codes and (kept := _kept(bucket.key)):
            self.codes[bucket.key] = kept
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Know the code of a template, and keep it."""
        self.codes[bucket.key] = code = bucket.bytecode_to_string()
        if not sys.dont_write_bytecode:
            with suppress(OSError):  # where nothing can be written it is compiled each time, as modules are
                _keep(bucket.key, code)

    def take(self, codes: Mapping[str, bytes]) -> None:
        """Know what was compiled in another process of this program."""
        self.codes.update(codes)


@cache
def _stamp() -> bytes:
    """What the code depends on besides its template: Jinja, and what our templates may call, which it may call already."""
    sources = [(file.name, (found := file.stat()).st_mtime_ns, found.st_size) for file in sorted(HERE.glob("*.py"))]
    return sha256(repr((jinja2.__version__, sources)).encode()).digest()


def _place(key: str) -> Path:
    return Path(cache_from_source(str(HERE / "templates" / f"{key}.py")))


def _kept(key: str) -> bytes | None:
    try:
        found = _place(key).read_bytes()
    except OSError:
        return None
    stamp = _stamp()
    return found[len(stamp) :] if found.startswith(stamp) else None


def _keep(key: str, code: bytes) -> None:
    """Put it in its place at once, so that no other process ever reads a part of it."""
    place = _place(key)
    place.parent.mkdir(parents=True, exist_ok=True)
    new = place.with_name(f"{place.name}.{os.getpid()}")
    new.write_bytes(_stamp() + code)
    new.replace(place)
