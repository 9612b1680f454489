"""A folder that appears whole or not at all: written beside its place, then renamed."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from msgspec import Struct

from shilu.model.errors import NothingWrittenError

MARK = "data/manifest.json"  # what makes a folder one of ours, so that a user's own folder is never replaced
AT_ONCE = 8  # files that wait for the disk together


class Disk:
    """The files of a folder on their way to the disk. Each waits for the disk's journal, and those that are asked for together wait
    for it once: a hundred files take as long as three one after the other."""

    def __init__(self, folder: Path) -> None:
        """Nothing is asked for yet."""
        self._folder = folder
        self._asked: set[Path] = set()
        self._waiting: list[Path] = []
        self._failed: list[NothingWrittenError] = []
        self._workers: list[Thread] = []

    def ask(self) -> None:
        """Ask for all files that are there by now; does not wait."""
        found = {Path(place, name) for place, _, names in os.walk(self._folder) for name in names} - self._asked
        self._asked |= found
        self._waiting += found
        workers = [Thread(target=self._work) for _ in range(min(AT_ONCE, len(found)))]
        for worker in workers:
            worker.start()
        self._workers += workers

    def wait(self) -> None:
        """Wait until all files are on the disk. Raises NothingWrittenError."""
        self.ask()
        for worker in self._workers:
            worker.join()
        if self._failed:
            raise self._failed[0]

    def _work(self) -> None:
        while self._waiting and not self._failed:
            with suppress(IndexError):  # another one took the last
                target = self._waiting.pop()
                try:
                    _sync(target)
                except OSError as error:
                    self._failed.append(_unwritable(target, error))


class Folder(Struct, frozen=True):
    """A folder that is being filled beside its place. Several processes may put files into it."""

    place: Path
    disk: Disk

    def put(self, name: str, content: bytes | Iterable[bytes]) -> None:
        """Write one file (relative name; content whole or in parts). Raises NothingWrittenError when it cannot be written."""
        target = self.place / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                file.writelines([content] if isinstance(content, bytes) else content)
        except OSError as error:
            raise _unwritable(target, error) from error


@contextmanager
def new_folder(out: Path) -> Iterator[Folder]:
    """A folder to fill, which becomes `out` at the end of the block and replaces an earlier dossier there.

    Raises NothingWrittenError, with `out` as it was, when the place cannot be written or is somebody else's folder.
    """
    out = Path(os.path.abspath(out))  # noqa: PTH100 - a link at `out` itself must stay a link, so it is not resolved
    _refuse_foreign(out)
    new = out.with_name(f".{out.name}.new-{os.getpid()}")
    try:
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            _clear_leftovers(out)
            new.mkdir()
        except OSError as error:
            raise _unwritable(out, error) from error
        folder = Folder(new, Disk(new))
        yield folder
        folder.disk.wait()  # before it gets its name
        try:
            _swap(out, new)
        except OSError as error:
            raise _unwritable(out, error) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def write_folder(out: Path, files: Mapping[str, bytes | Iterable[bytes]]) -> None:
    """Write files (relative name -> content, whole or in parts) as the folder `out`. Raises as `new_folder` does."""
    with new_folder(out) as folder:
        for name, content in files.items():
            folder.put(name, content)


def _sync(file: Path) -> None:
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(place: Path, error: OSError) -> NothingWrittenError:
    return NothingWrittenError(f"{place}: cannot be written: {error.strerror or error}")


def _refuse_foreign(out: Path) -> None:
    """Never replace a file, or a folder that is neither empty nor a dossier."""
    if out.is_dir() and not (out / MARK).is_file() and any(out.iterdir()):
        raise NothingWrittenError(f"{out}: is a folder with other things in it and no dossier; name another place with -o")
    if out.exists() and not out.is_dir():
        raise NothingWrittenError(f"{out}: is a file; name another place with -o")


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
