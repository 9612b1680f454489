"""The archive in one SQLite file: WAL, one writer at a time, every batch one transaction, nothing overwritten."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from msgspec import Struct

from shilu.lang.script import simplify
from shilu.model.article import Article
from shilu.model.errors import Failure, ShiluError, Skipped
from shilu.model.ids import digest
from shilu.model.judgements import Judgement
from shilu.model.marks import Annotations
from shilu.store import words
from shilu.store.marks import packed, unpacked

APPLICATION = 0x5348494C  # "SHIL": the file is an archive of Shilu's
WAIT = 30_000  # milliseconds for another writer to finish
UNDATED = -(1 << 40)
SECOND = 1 << 12  # numbers of the search index for each second of publication
_SEARCH = "SELECT rowid FROM words WHERE words MATCH ?"
_FOUND = "SELECT path, sha256, published, outlet, title, text FROM searched WHERE id = ?"


class Stored(Struct, frozen=True):
    """One input as it is kept: its contract path, its bytes' SHA-256, and the marks that were made of it, if they still hold."""

    path: str
    sha256: str
    body: bytes
    marks: Annotations | None


class Hit(Struct, frozen=True):
    """One article that a search found; `title` and `text` as received."""

    path: str
    sha256: str
    published: str | None
    outlet: str
    title: str
    text: str


class Archive:
    """One open archive. Use as a context manager; every error of the database is a `ShiluError` that names the file."""

    def __init__(self, place: Path) -> None:
        """Open, or make, the archive at a place, and bring its schema up to this program's."""
        self.place = place
        with self._told():
            self._base = sqlite3.connect(place, timeout=WAIT / 1000, isolation_level=None)
            self._base.execute(f"PRAGMA busy_timeout = {WAIT}")
            self._base.execute("PRAGMA foreign_keys = ON")
            self._migrate()

    def __enter__(self) -> Self:
        """The archive itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close; what was not committed is undone."""
        self._base.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise ShiluError(f"{self.place}: {error}") from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._told():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise

    def _migrate(self) -> None:
        steps = sorted(step.name for step in files("shilu.store").joinpath("migrations").iterdir() if step.name.endswith(".sql"))
        (version,) = self._base.execute("PRAGMA user_version").fetchone()
        (owner,) = self._base.execute("PRAGMA application_id").fetchone()
        if (version or owner) and owner != APPLICATION:
            raise ShiluError(f"{self.place}: is a database of another program")
        if version > len(steps):
            raise ShiluError(f"{self.place}: was written by a newer Shilu (schema {version}, this one knows {len(steps)})")
        if version == len(steps):
            return
        self._base.execute("PRAGMA journal_mode = WAL")
        for number, step in enumerate(steps[version:], version + 1):
            self._step(number, files("shilu.store").joinpath("migrations", step).read_text("utf-8"))

    def _step(self, number: int, statements: str) -> None:
        with self._writing() as base:
            (version,) = base.execute("PRAGMA user_version").fetchone()
            if version >= number:
                return  # another process was faster
            for statement in _statements(statements):
                base.execute(statement)
            base.execute(f"PRAGMA application_id = {APPLICATION}")
            base.execute(f"PRAGMA user_version = {number}")

    def begin(self, now: str, shilu: str, rules: str) -> int:
        """Note that a run begins; returns its number."""
        query = "INSERT INTO run (began, shilu, rules) VALUES (?, ?, ?) RETURNING id"
        with self._writing() as base:
            (number,) = base.execute(query, (now, shilu, rules)).fetchone()
        return int(number)

    def end(self, run: int, now: str, new: int, known: int) -> None:
        """Note that a run ended, with what it found."""
        with self._writing() as base:
            base.execute("UPDATE run SET ended = ?, new = ?, known = ? WHERE id = ?", (now, new, known, run))

    def known(self) -> dict[str, str]:
        """Path -> SHA-256 of the newest content of every input."""
        with self._told():
            return dict(self._base.execute("SELECT path, sha256 FROM input ORDER BY id").fetchall())

    def put(self, run: int, now: str, batch: Sequence[tuple[Stored, Article | None]]) -> None:
        """Keep a batch, whole or not at all: bytes, inputs, and what a search finds."""
        with self._writing() as base:
            for one, _ in batch:
                self._put_input(base, run, now, one)
            self._index(base, batch)

    def put_marks(self, maker: str, batch: Iterable[Stored]) -> None:
        """Keep the marks of inputs that have some, whole or not at all."""
        rows = [(one.sha256, one.path, maker, zlib.compress(packed(one.marks), 1)) for one in batch if one.marks]
        with self._writing() as base:
            base.executemany("INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?)", rows)

    def _put_input(self, base: sqlite3.Connection, run: int, now: str, one: Stored) -> None:
        raw = (one.sha256, len(one.body), zlib.compress(one.body, 6))
        base.execute("INSERT OR IGNORE INTO raw VALUES (?, ?, ?)", raw)
        newest = base.execute("SELECT sha256 FROM input WHERE path = ? ORDER BY id DESC LIMIT 1", (one.path,)).fetchone()
        if newest is None or newest[0] != one.sha256:
            base.execute("INSERT INTO input (path, sha256, recorded, run) VALUES (?, ?, ?, ?)", (one.path, one.sha256, now, run))

    def _index(self, base: sqlite3.Connection, batch: Sequence[tuple[Stored, Article | None]]) -> None:
        """Let a search find the batch. Rows are numbered by their time, and written in that order, as FTS5 likes it best."""
        fresh = []
        for one, article in batch:
            old = base.execute("SELECT id, sha256, text FROM searched WHERE path = ?", (one.path,)).fetchone()
            if old and article and old[1] == one.sha256:
                continue
            if old:
                body = words.indexed(simplify(old[2]))
                base.execute("INSERT INTO words (words, rowid, body) VALUES ('delete', ?, ?)", (old[0], body))
                base.execute("DELETE FROM searched WHERE id = ?", (old[0],))
            if article:
                fresh.append((_seconds(article), one, article))
        for second, one, article in sorted(fresh, key=lambda row: (row[0], row[1].path)):
            self._insert(base, second, one, article)

    def _insert(self, base: sqlite3.Connection, second: int, one: Stored, article: Article) -> None:
        last = second * SECOND - 1
        while (key := self._last(base, last + 1)) == last + SECOND:  # as many in one second: they go into the next
            last = key
        key = last + 1 if key is None else key + 1
        published = article.published.isoformat() if article.published else None
        row = (key, one.path, one.sha256, published, article.outlet.name, article.title, article.text)
        base.execute("INSERT INTO searched (id, path, sha256, published, outlet, title, text) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        base.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (key, words.indexed(simplify(article.text))))

    @staticmethod
    def _last(base: sqlite3.Connection, first: int) -> int | None:
        """The last number that is taken of one second's."""
        query = "SELECT max(id) FROM searched WHERE id BETWEEN ? AND ?"
        found: tuple[int | None] = base.execute(query, (first, first + SECOND - 1)).fetchone()
        return found[0]

    def put_left_out(self, run: int, now: str, found: Iterable[Failure | Skipped]) -> None:
        """Keep what was no input, once for each reason."""
        with self._writing() as base:
            for one in found:
                stage, reason = (one.stage, one.error) if isinstance(one, Failure) else (None, one.reason)
                newest = "SELECT stage, reason FROM left_out WHERE path = ? ORDER BY id DESC LIMIT 1"
                if base.execute(newest, (one.path,)).fetchone() != (stage, reason):
                    row = (one.path, stage, reason, now, run)
                    base.execute("INSERT INTO left_out (path, stage, reason, recorded, run) VALUES (?, ?, ?, ?, ?)", row)

    def left_out(self, until: str | None = None) -> Iterator[Failure | Skipped]:
        """The newest reason of each path that has never been an input (recorded by `until`, an ISO instant in UTC)."""
        query = """SELECT path, stage, reason FROM left_out AS l
            WHERE id = (SELECT max(id) FROM left_out WHERE path = l.path AND (? IS NULL OR recorded <= ?))
            AND NOT EXISTS (SELECT 1 FROM input AS i WHERE i.path = l.path AND (? IS NULL OR recorded <= ?)) ORDER BY path"""
        with self._told():
            for path, stage, reason in self._base.execute(query, (until,) * 4):
                yield Skipped(path, reason) if stage is None else Failure(path, stage, reason)

    def inputs(self, maker: str, until: str | None = None) -> Iterator[Stored]:
        """Every path with its newest content (recorded by `until`, an ISO instant in UTC), in order of paths.

        Raises `ShiluError` for bytes that are not what their SHA-256 says.
        """
        query = """SELECT i.path, i.sha256, r.body, m.body FROM input AS i JOIN raw AS r ON r.sha256 = i.sha256
            LEFT JOIN marks AS m ON m.sha256 = i.sha256 AND m.path = i.path AND m.maker = ?
            WHERE i.id = (SELECT max(id) FROM input WHERE path = i.path AND (? IS NULL OR recorded <= ?)) ORDER BY i.path"""
        with self._told():
            for path, sha256, body, marks in self._base.execute(query, (maker, until, until)):
                yield Stored(path, sha256, self._raw(sha256, body), unpacked(zlib.decompress(marks)) if marks else None)

    def _raw(self, sha256: str, body: bytes) -> bytes:
        try:
            raw = zlib.decompress(body)
        except zlib.error as error:
            raise ShiluError(f"{self.place}: the bytes {sha256} are broken: {error}") from error
        if digest(raw) != sha256:
            raise ShiluError(f"{self.place}: the bytes {sha256} are not what was kept")
        return raw

    def put_judgements(self, now: str, judgements: Iterable[Judgement]) -> None:
        """Keep judgements, each once."""
        with self._writing() as base:
            rows = [(one.id, msgspec.json.encode(one), now) for one in judgements]
            base.executemany("INSERT OR IGNORE INTO judgement VALUES (?, ?, ?)", rows)

    def judgements(self, until: str | None = None) -> tuple[Judgement, ...]:
        """All judgements (recorded by `until`, an ISO instant in UTC), in order of their ids."""
        with self._told():
            query = "SELECT body FROM judgement WHERE ? IS NULL OR recorded <= ? ORDER BY id"
            rows = self._base.execute(query, (until, until)).fetchall()
        return tuple(msgspec.json.decode(body, type=Judgement) for (body,) in rows)

    def search(self, question: str, most: int, *, ranked: bool = False) -> list[Hit]:
        """Articles that hold every term of a question, newest first or the most telling first; any Chinese substring is a term."""
        simple = simplify(question)
        match = words.asked(simple)
        if match is None:
            return []
        order = "ORDER BY rank" if ranked else "ORDER BY rowid DESC"
        found: list[Hit] = []
        with self._told():
            for key in self._base.execute(f"{_SEARCH} {order}", (match,)):
                hit = Hit(*self._base.execute(_FOUND, key).fetchone())
                if words.holds(simplify(hit.text), simple):
                    found.append(hit)
                    if len(found) == most:
                        break
        return found

    def counts(self) -> dict[str, int]:
        """Rows of each kind."""
        tables = ("run", "input", "raw", "marks", "searched", "judgement", "left_out")
        with self._told():
            return {table: self._base.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608 - constants

    def problems(self) -> Iterator[str]:
        """What does not hold: the file itself, references, bytes against their SHA-256, the index against the articles."""
        with self._told():
            yield from (row[0] for row in self._base.execute("PRAGMA integrity_check") if row[0] != "ok")
            for table, row, other, _ in self._base.execute("PRAGMA foreign_key_check"):
                yield f"{table}: the reference of row {row} to {other} hangs"
            for sha256, body in self._base.execute("SELECT sha256, body FROM raw"):
                try:
                    self._raw(sha256, body)
                except ShiluError as error:
                    yield str(error)
            for (path,) in self._base.execute(
                "SELECT path FROM searched WHERE id NOT IN (SELECT rowid FROM words) OR NOT EXISTS "
                "(SELECT 1 FROM input WHERE input.path = searched.path AND input.sha256 = searched.sha256)"
            ):
                yield f"{path}: the search index does not have what is kept"

    def backup(self, to: Path) -> None:
        """A copy of one moment, while others may read and write; a place that is taken is left alone."""
        if to.exists():
            raise ShiluError(f"{to}: is there already")
        with self._told():
            copy = sqlite3.connect(to)
            try:
                self._base.backup(copy)
            finally:
                copy.close()


def _seconds(article: Article) -> int:
    """When an article was published, in whole seconds since 1970; undated ones come before all."""
    return int(article.published.timestamp()) if article.published else UNDATED


def _statements(text: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would end the transaction."""
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
