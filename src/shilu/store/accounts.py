"""What was judged of each story, by a key of all that it was judged of; and the words by which a search can be narrowed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from shilu.store.archive import Archive

SHARE = 500  # keys of one question


class Label(Struct, frozen=True):
    """Something that an article of a story tells of: `field` is story, kind, day, place, person, organisation or outlet;
    `value` in simplified script and small letters, a day as ISO 8601."""

    path: str
    field: str
    value: str


class Kept(Struct, frozen=True):
    """One story as it was judged."""

    key: str
    body: bytes
    labels: tuple[Label, ...]


class Accounts:
    """The stories that an archive has judged already. All of it is derived: dropped at will, and made again."""

    def __init__(self, archive: Archive) -> None:
        self._base = archive.base

    def get(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Key -> body of those that are there."""
        found: dict[str, bytes] = {}
        for share in _shares(keys):
            rows = self._base.run(f"SELECT id, body FROM account WHERE id IN ({_marks(share)})", *share)
            found |= {key: zlib.decompress(body) for key, body in rows}
        return found

    def keys(self) -> set[str]:
        """All keys."""
        return {key for (key,) in self._base.run("SELECT id FROM account")}

    def put(self, stories: Iterable[Kept]) -> None:
        """Keep some stories, all or none."""
        with self._base.writing():
            for one in stories:
                query = "INSERT INTO account (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"
                self._base.run("DELETE FROM label WHERE account = ?", one.key)
                self._base.run(query, one.key, zlib.compress(one.body, 1))
                rows = sorted({(one.key, label.path, label.field, label.value) for label in one.labels})
                self._base.many("INSERT INTO label (account, path, field, value) VALUES (?, ?, ?, ?)", rows)

    def prune(self, keys: Iterable[str]) -> int:
        """Drop all but some; returns how many went."""
        gone = sorted(self.keys() - set(keys))
        with self._base.writing():
            for share in _shares(gone):
                self._base.run(f"DELETE FROM label WHERE account IN ({_marks(share)})", *share)
                self._base.run(f"DELETE FROM account WHERE id IN ({_marks(share)})", *share)
        return len(gone)


def _shares(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[at : at + SHARE] for at in range(0, len(keys), SHARE))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values)) or "NULL"
