"""A folder that appears whole or not at all: written beside its place, then renamed."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from shilu.model.errors import NothingWrittenError

MARK = "data/manifest.json"  # what makes a folder one of ours, so that a user's own folder is never replaced


def write_folder(out: Path, files: Mapping[str, bytes | Iterable[bytes]]) -> None:
    """Write files (relative name -> content, whole or in parts) as the folder `out`, replacing an earlier dossier there.

    Raises NothingWrittenError, with `out` as it was, when the place cannot be written or is somebody else's folder.
    """
    out = Path(os.path.abspath(out))  # noqa: PTH100 - a link at `out` itself must stay a link, so it is not resolved
    _refuse_foreign(out)
    new = out.with_name(f".{out.name}.new-{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(out)
        _fill(new, files)
        _swap(out, new)
    except OSError as error:
        raise NothingWrittenError(f"{out}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _refuse_foreign(out: Path) -> None:
    """Never replace a file, or a folder that is neither empty nor a dossier."""
    if out.is_dir() and not (out / MARK).is_file() and any(out.iterdir()):
        raise NothingWrittenError(f"{out}: is a folder with other things in it and no dossier; name another place with -o")
    if out.exists() and not out.is_dir():
        raise NothingWrittenError(f"{out}: is a file; name another place with -o")


def _fill(folder: Path, files: Mapping[str, bytes | Iterable[bytes]]) -> None:
    """Write all files and make sure that they are on the disk before the folder gets its name."""
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())


def _swap(out: Path, new: Path) -> None:
    """Put the new folder in place of the old one; a crash between the renames is mended by `_clear_leftovers`."""
    with _locked(out.parent):
        old = out.with_name(f".{out.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        if out.exists():
            out.rename(old)
        new.rename(out)
        shutil.rmtree(old, ignore_errors=True)


def _clear_leftovers(out: Path) -> None:
    """After a killed build: give the old dossier its name back, and remove folders of processes that are gone."""
    with _locked(out.parent):
        old = out.with_name(f".{out.name}.old")
        if old.is_dir() and not out.exists():
            old.rename(out)
        for stale in out.parent.glob(f".{out.name}.new-*"):
            if not _alive(stale.name.rpartition("-")[2]):
                shutil.rmtree(stale, ignore_errors=True)


def _alive(pid: str) -> bool:
    """True when a process with this number runs here."""
    if not pid.isdigit():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One process at a time renames in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
