"""What a sorting remembers between two runs, as bytes by table and key; its newest steps can be undone.

Writes are seen at once by whoever made them, and by others when `flush` has put them in a transaction with the rest of it.
All of it is derived: a copy into another database leaves it out, and what is forgotten takes all of it along.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from shilu.store.base import Base, Values, listed

KEPT = 2_000  # of the newest steps that can be undone
SIZES = (1, 8, 64, 256)  # rows that one statement asks for: few sizes, so that each is prepared once
RANGES = (64, 16, 4, 1)
MARK = ""  # the table that every step of the journal has a row for
Rows = dict[bytes, bytes | None]
_pack = msgspec.msgpack.Encoder().encode
_olds = msgspec.msgpack.Decoder(Rows)


class ArchivePages:
    """The pages of one archive, for one process at a time."""

    def __init__(self, base: Base, kept: int = KEPT) -> None:
        """Nothing is read yet. `kept` is how many of the newest steps can be undone."""
        self._base, self._kept = base, kept
        self._forget()

    def _forget(self) -> None:
        """Know nothing of what is kept, and have nothing to write."""
        self._known: dict[str, Rows] = defaultdict(dict)  # as it is now, written or not
        self._new: dict[str, Rows] = defaultdict(dict)
        self._new_keys: dict[str, list[bytes]] = defaultdict(list)  # sorted when a scan asks for them
        self._journal: dict[int, dict[str, Rows]] = {}
        self._undone: int | None = None  # the journal is to end before this step
        self._loose = False  # something was put that no step has: nothing before it can be undone
        self._step: int | None = None

    def get(self, table: str, keys: Collection[bytes]) -> dict[bytes, bytes]:
        """The rows of some keys; a key without a row is not in the answer."""
        known = self._known[table]
        for share in _padded(sorted({key for key in keys if key not in known})):
            query = f"SELECT key, value FROM page WHERE name = ? AND key IN ({listed(share)})"
            known.update(dict.fromkeys(share))
            known.update(self._base.run(query, table, *share))
        return {key: value for key in keys if (value := known[key]) is not None}

    def scan(self, table: str, prefixes: Collection[bytes]) -> list[tuple[bytes, bytes]]:
        """The rows whose key begins with one of the prefixes (itself included), each once, in order of keys."""
        found: Rows = {}
        wanted = _shortest(prefixes)
        self._new_keys[table].sort()
        for share in _shared([prefix for prefix in wanted if _behind(prefix)]):
            ranges = " UNION ALL ".join(["SELECT key, value FROM page WHERE name = ? AND key >= ? AND key < ?"] * len(share))
            found.update(self._base.run(ranges, *(value for prefix in share for value in (table, prefix, _behind(prefix)))))
        for prefix in (prefix for prefix in wanted if not _behind(prefix)):
            found.update(self._base.run("SELECT key, value FROM page WHERE name = ? AND key >= ?", table, prefix))
        found.update((key, self._new[table][key]) for prefix in wanted for key in self._put_under(table, prefix))
        self._known[table].update(found)
        return sorted((key, value) for key, value in found.items() if value is not None)

    def _put_under(self, table: str, prefix: bytes) -> Iterator[bytes]:
        keys = self._new_keys[table]
        for place in range(bisect_left(keys, prefix), len(keys)):
            if not keys[place].startswith(prefix):
                return
            yield keys[place]

    def put(self, table: str, rows: Mapping[bytes, bytes | None]) -> None:
        """Write rows over what was there; `None` removes one, also one that is not there."""
        before = self.get(table, rows.keys())
        changed = {key: value for key, value in rows.items() if before.get(key) != value}
        if self._step is not None:
            olds = self._journal[self._step].setdefault(table, {})
            for key in changed:
                olds.setdefault(key, before.get(key))
        elif changed:
            self._journal, self._loose = {}, True
        self._put(table, changed)

    def _put(self, table: str, rows: Mapping[bytes, bytes | None]) -> None:
        new = self._new[table]
        self._new_keys[table] += [key for key in rows if key not in new]
        new.update(rows)
        self._known[table].update(rows)

    def begin(self, step: int | None) -> None:
        """What is put from now on belongs to a step, above all before; or to none: then none before can be undone."""
        self._step = step
        if step is not None:
            self._journal[step] = {MARK: {}}

    def oldest(self) -> int | None:
        """The first of the steps that can be undone, if any can. All is flushed."""
        return self._base.run("SELECT min(step) FROM undone")[0][0]  # type: ignore[no-any-return]  # a number or None

    def back_to(self, step: int) -> dict[str, list[bytes]]:
        """Undo a step and all after it, newest first; returns the keys that they had changed. All is flushed."""
        rows = self._base.run("SELECT name, olds FROM undone WHERE step >= ? ORDER BY step DESC", step)
        before: dict[str, Rows] = defaultdict(dict)
        for name, olds in rows:
            before[name] |= _olds.decode(olds)
        before.pop(MARK, None)
        self._undone, self._step = step, None
        for name, rows_before in before.items():
            self._put(name, rows_before)
        return {name: sorted(keys) for name, keys in before.items()}

    def flush(self) -> None:
        """Write what was put and not written yet, within `writing`; what was read is forgotten, so that memory is bounded."""
        if self._loose:
            self._base.run("DELETE FROM undone")
        elif self._undone is not None:
            self._base.run("DELETE FROM undone WHERE step >= ?", self._undone)
        for name, rows in self._new.items():
            self._write(name, rows)
        if self._journal:
            entries: list[Values] = [(step, name, _pack(olds)) for step, of in self._journal.items() for name, olds in of.items()]
            self._base.many("INSERT INTO undone (step, name, olds) VALUES (?, ?, ?)", entries)
            self._base.run("DELETE FROM undone WHERE step <= ?", max(self._journal) - self._kept)
        self._forget()

    def _write(self, name: str, rows: Rows) -> None:
        gone = sorted(key for key, value in rows.items() if value is None)
        for share in _padded(gone):
            self._base.run(f"DELETE FROM page WHERE name = ? AND key IN ({listed(share)})", name, *share)
        there: list[Values] = [(name, key, value) for key, value in sorted(rows.items()) if value is not None]
        query = "INSERT INTO page (name, key, value) VALUES (?, ?, ?) ON CONFLICT (name, key) DO UPDATE SET value = excluded.value"
        self._base.many(query, there)

    def clear(self) -> None:
        """Drop all pages and their journal, within `writing`."""
        self._forget()
        for table in ("page", "undone"):
            self._base.run(f"DELETE FROM {table}")


def _padded(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Keys in shares of few sizes, the last key again where one is missing."""
    for at in range(0, len(keys), SIZES[-1]):
        share = list(keys[at : at + SIZES[-1]])
        size = next(size for size in SIZES if size >= len(share))
        yield share + share[-1:] * (size - len(share))


def _shared(prefixes: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """The same without any repetition."""
    at = 0
    for size in RANGES:
        while len(prefixes) - at >= size:
            yield prefixes[at : at + size]
            at += size


def _shortest(prefixes: Collection[bytes]) -> list[bytes]:
    """Prefixes without those that begin with another one: no row is then found twice."""
    found: list[bytes] = []
    for prefix in sorted(set(prefixes)):
        if not found or not prefix.startswith(found[-1]):
            found.append(prefix)
    return found


def _behind(prefix: bytes) -> bytes:
    """The first key behind all that begin so; nothing when there is none."""
    body = prefix.rstrip(b"\xff")
    return body[:-1] + bytes([body[-1] + 1]) if body else b""
