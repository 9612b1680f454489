"""What a sorting remembers between two runs, as bytes by table and key; its newest steps can be undone.

Writes are seen at once by whoever made them, and by others when `flush` has put them in a transaction with the rest of it.
Many steps between two flushes write a row once that they all change; what was read, and is in use, is not read again.
All of it is derived: a copy into another database leaves it out, and what is forgotten takes all of it along.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from shilu.store.base import Base, Values, listed
from shilu.store.removal import PAGES
from shilu.store.seen import Ordered, Rows, every

KEPT = 2_000  # of the newest steps that can be undone
SIZES = (1, 8, 64, 256)  # rows that one statement asks for: few sizes, so that each is prepared once
RANGES = (64, 16, 4, 1)
LONG = 16  # bytes of a row: of a longer one that has grown at its end, only its length is kept
WIDE = 1_000  # bytes of an entry of the journal from which it is compressed: SQLite would begin a page of its own for it
ZLIB = b"\x78"
MARK = ""  # the table that every step of the journal has a row for
Before = int | bytes | None  # a row as it was: so many bytes of what came after, other bytes, or none
Befores = dict[bytes, Before]
_olds = msgspec.msgpack.Decoder(Befores)


class ArchivePages:
    """The pages of one archive, for one process at a time."""

    def __init__(self, base: Base, kept: int = KEPT) -> None:
        """Nothing is read yet. `kept` is how many of the newest steps can be undone."""
        self._base, self._kept = base, kept
        self._seen = every()
        self._written()

    def _written(self) -> None:
        """Have nothing to write."""
        self._new: dict[str, Rows] = defaultdict(dict)
        self._new_keys: dict[str, Ordered] = defaultdict(Ordered)
        self._journal: dict[int, dict[str, Befores]] = {}
        self._undone: int | None = None  # the journal is to end before this step
        self._loose = False  # something was put that no step has: nothing before it can be undone
        self._step: int | None = None

    def get(self, table: str, keys: Collection[bytes]) -> dict[bytes, bytes]:
        """The rows of some keys; a key without a row is not in the answer."""
        seen = self._seen[table]
        rows = seen.rows
        for share in _padded(seen.missing(keys)):
            query = f"SELECT key, value FROM {_where(table)} WHERE name = ? AND key IN ({listed(share)})"
            rows.update(dict.fromkeys(share))
            rows.update(self._base.run(query, table, *share))
        return {key: value for key in keys if (value := rows[key]) is not None}

    def scan(self, table: str, prefixes: Collection[bytes]) -> list[tuple[bytes, bytes]]:
        """The rows whose key begins with one of the prefixes (itself included), each once, in order of keys."""
        seen, wanted = self._seen[table], _shortest(prefixes)
        known = {prefix: seen.under(prefix) for prefix in wanted}
        if unknown := [prefix for prefix, keys in known.items() if keys is None]:
            self._read_under(table, unknown)
            known.update((prefix, seen.under(prefix)) for prefix in unknown)
        rows = seen.rows
        return [(key, value) for keys in known.values() for key in keys or () if (value := rows[key]) is not None]

    def _read_under(self, table: str, prefixes: Sequence[bytes]) -> None:
        """Read all rows whose key begins with one of the prefixes, none of which begins with another."""
        found: dict[bytes, bytes] = {}
        query = f"SELECT key, value FROM {_where(table)} WHERE name = ? AND key >= ?"
        for share in _shared([prefix for prefix in prefixes if _behind(prefix)]):
            ranges = " UNION ALL ".join([f"{query} AND key < ?"] * len(share))
            found.update(self._base.run(ranges, *(value for prefix in share for value in (table, prefix, _behind(prefix)))))
        for prefix in (prefix for prefix in prefixes if not _behind(prefix)):
            found.update(self._base.run(query, table, prefix))
        keys, new = Ordered(), self._new[table]
        keys.add(found)
        for prefix in prefixes:
            there: Rows = {key: found[key] for key in keys.under(prefix)}
            self._seen[table].take_under(prefix, there | {key: new[key] for key in self._new_keys[table].under(prefix)})

    def put(self, table: str, rows: Mapping[bytes, bytes | None]) -> None:
        """Write rows over what was there; `None` removes one, also one that is not there."""
        before = self.get(table, rows.keys())
        changed = {key: value for key, value in rows.items() if before.get(key) != value}
        if self._step is not None:
            olds = self._journal[self._step].setdefault(table, {})
            for key, value in changed.items():
                old = _before(before.get(key), value)
                olds[key] = _both(old, olds[key]) if key in olds else old
        elif changed:
            self._journal, self._loose = {}, True
        self._put(table, changed)

    def _put(self, table: str, rows: Rows) -> None:
        new = self._new[table]
        self._new_keys[table].add([key for key in rows if key not in new])
        new.update(rows)
        self._seen[table].put(rows)

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
        entries = self._base.run("SELECT name, olds FROM undone WHERE step >= ? ORDER BY step DESC", step)
        before: dict[str, Befores] = defaultdict(dict)
        for name, packed in entries:
            olds = before[name]
            for key, old in _unpacked(packed).items():
                olds[key] = _both(olds[key], old) if key in olds else old
        before.pop(MARK, None)
        self._undone, self._step = step, None
        for name, olds in before.items():
            now = self.get(name, [key for key, old in olds.items() if isinstance(old, int)])
            self._put(name, {key: now[key][:old] if isinstance(old, int) else old for key, old in olds.items()})
        return {name: sorted(keys) for name, keys in before.items()}

    def flush(self) -> None:
        """Write what was put and not written yet, within `writing`; what was not in use since the last time is let go.

        When that transaction is undone, so is what these pages have seen: they are to be made anew.
        """
        if self._loose:
            self._base.run("DELETE FROM undone")
        elif self._undone is not None:
            self._base.run("DELETE FROM undone WHERE step >= ?", self._undone)
        for name, rows in self._new.items():
            self._write(name, rows)
        if self._journal:
            entries: list[Values] = [(step, name, _packed(olds)) for step, of in self._journal.items() for name, olds in of.items()]
            self._base.many("INSERT INTO undone (step, name, olds) VALUES (?, ?, ?)", entries)
            self._base.run("DELETE FROM undone WHERE step <= ?", max(self._journal) - self._kept)
        self._written()
        for seen in self._seen.values():
            seen.age()

    def _write(self, name: str, rows: Rows) -> None:
        gone = sorted(key for key, value in rows.items() if value is None)
        for share in _padded(gone):
            self._base.run(f"DELETE FROM {_where(name)} WHERE name = ? AND key IN ({listed(share)})", name, *share)
        there: list[Values] = [(name, key, value) for key, value in sorted(rows.items()) if value is not None]
        head = f"INSERT INTO {_where(name)} (name, key, value) VALUES (?, ?, ?)"
        self._base.many(f"{head} ON CONFLICT (name, key) DO UPDATE SET value = excluded.value", there)

    def clear(self) -> None:
        """Drop all pages and their journal, within `writing`."""
        self._seen = every()
        self._written()
        for table in PAGES:
            self._base.run(f"DELETE FROM {table}")


def _where(table: str) -> str:
    """The table of the database that a table lies in: names in capitals say that rows are long."""
    return "sheet" if table.isupper() else "page"


def _packed(olds: Befores) -> bytes:
    """Rows as they were, as bytes: the sieves of reuse are mostly zeros."""
    body = msgspec.msgpack.encode(olds)
    return zlib.compress(body, 1) if len(body) > WIDE else body


def _unpacked(body: bytes) -> Befores:
    """What was packed: a map in MessagePack does not begin as zlib does."""
    return _olds.decode(zlib.decompress(body) if body[:1] == ZLIB else body)


def _before(old: bytes | None, new: bytes | None) -> Before:
    """A row as it was before it was changed."""
    return len(old) if old and new and len(old) > LONG and new.startswith(old) else old


def _both(last: Before, first: Before) -> Before:
    """A row as it was before two changes."""
    return last[:first] if isinstance(first, int) and isinstance(last, bytes) else first


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
