"""An archive in one SQLite file: WAL, one writer at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from shilu.lang.script import simplify
from shilu.model.errors import ShiluError
from shilu.store import words
from shilu.store.base import Narrow, Row, Searched, Value, Values, listed, shares

APPLICATION = 0x5348494C  # "SHIL": the file is an archive of Shilu's
CACHE = 65_536  # kB of pages kept in memory: a search over 100,000 articles reads thousands
WAIT = 30_000  # milliseconds for another writer to finish
RENUMBERED = 2  # the step whose statements end with the articles to be indexed in `searched_before`
SECOND = 1 << 12  # numbers of the search index for each second of publication
_COLUMNS = "path, sha256, published, outlet, title, text"


class SqliteBase:
    """The `Base` of one SQLite file."""

    epoch = "CAST(strftime('%s', published) AS INTEGER)"

    def __init__(self, file: Path) -> None:
        """Open, or make, the file."""
        self.file = file
        self.name = str(file)
        with self._told():
            self._base = sqlite3.connect(file, timeout=WAIT / 1000, isolation_level=None)
            self._base.execute(f"PRAGMA busy_timeout = {WAIT}")
            self._base.execute("PRAGMA foreign_keys = ON")
            self._base.execute(f"PRAGMA cache_size = -{CACHE}")

    def close(self) -> None:
        """Close; what was not committed is undone."""
        self._base.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise ShiluError(f"{self.name}: {error}") from error

    def run(self, query: str, *values: Value) -> list[Row]:
        """The rows of one statement."""
        with self._told():
            return self._base.execute(query, values).fetchall()

    def many(self, query: str, rows: Sequence[Values]) -> None:
        """One statement for many rows."""
        with self._told():
            self._base.executemany(query, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction of the one writer: `BEGIN IMMEDIATE`."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self._base.in_transaction:
                self.run("ROLLBACK")
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One moment of the file (WAL keeps it while others write)."""
        if self._base.in_transaction:
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            self.run("ROLLBACK")

    def version(self) -> int:
        """`user_version`, of a file whose `application_id` is ours."""
        ((version,),) = self.run("PRAGMA user_version")
        ((owner,),) = self.run("PRAGMA application_id")
        if (version or owner) and owner != APPLICATION:
            raise ShiluError(f"{self.name}: is a database of another program")
        return int(version)

    def migrate(self, number: int, script: str) -> None:
        """One step in one transaction; the first also turns WAL on, which no transaction can."""
        if number == 1:
            self.run("PRAGMA journal_mode = WAL")
        with self.writing():
            if self.version() >= number:
                return  # another process was faster
            for statement in _statements(script):
                self.run(statement)
            if number == RENUMBERED:
                self._put_again()
            self.run(f"PRAGMA application_id = {APPLICATION}")
            self.run(f"PRAGMA user_version = {number}")

    def _put_again(self) -> None:
        """Index what `searched_before` has, share by share."""
        keys = [key for (key,) in self.run("SELECT id FROM searched_before ORDER BY id")]
        for share in shares(keys):
            rows = self.run(f"SELECT {_COLUMNS} FROM searched_before WHERE id IN ({listed(share)}) ORDER BY id", *share)
            self.put_searched(Searched(*row) for row in rows)
        self.run("DROP TABLE searched_before")

    def put_searched(self, rows: Iterable[Searched]) -> None:
        """Rows, and their words under the rows' numbers: the index is contentless, the text stands once.

        Rows are numbered by their time, and written in that order, as FTS5 likes it best.
        """
        query = f"INSERT INTO searched (id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
        for row in sorted(rows, key=lambda row: (row.second, row.path)):
            key = self._number(row.second)
            self.run(query, key, row.path, row.sha256, row.published, row.outlet, row.title, row.text)
            self.run("INSERT INTO words (rowid, body) VALUES (?, ?)", key, words.indexed(simplify(row.text)))

    def _number(self, second: int) -> int:
        """The next free number of a second's; when all are taken, of the next one's."""
        first = second * SECOND
        while True:
            ((last,),) = self.run("SELECT max(id) FROM searched WHERE id BETWEEN ? AND ?", first, first + SECOND - 1)
            if last is None:
                return first
            if last < first + SECOND - 1:
                return int(last) + 1
            first += SECOND

    def drop_searched(self, paths: Sequence[str]) -> None:
        """A contentless index must be told what was in it."""
        for path in paths:
            for key, body in self.run("SELECT id, text FROM searched WHERE path = ?", path):
                self.run("INSERT INTO words (words, rowid, body) VALUES ('delete', ?, ?)", key, words.indexed(simplify(body)))
                self.run("DELETE FROM searched WHERE id = ?", key)

    def search(self, question: str, most: int, narrow: Narrow, *, ranked: bool) -> Iterator[Searched]:  # noqa: ARG002 - one by one
        """A phrase may have matched across a comma: the caller looks at each hit again."""
        match = words.asked(question)
        order = "rank" if ranked else "rowid DESC"
        if narrow.where:
            yield from self._narrowed(match, f"words.{order}", narrow)
            return
        with self._told():
            for key in self._base.execute(f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY {order}", (match,)):
                (row,) = self._base.execute(f"SELECT {_COLUMNS} FROM searched WHERE id = ?", key)
                yield Searched(*row)

    def _narrowed(self, match: str | None, order: str, narrow: Narrow) -> Iterator[Searched]:
        """In one statement, so that the database can begin with what leaves least."""
        where = " AND ".join((["words MATCH ?"] if match else []) + [*narrow.where])
        tables = "words JOIN searched ON searched.id = words.rowid" if match else "searched"
        query = f"SELECT {_COLUMNS} FROM {tables} WHERE {where} ORDER BY {order if match else 'id DESC'}"
        with self._told():
            for row in self._base.execute(query, ([match] if match else []) + [*narrow.values]):
                yield Searched(*row)

    def number_on(self) -> None:
        """SQLite numbers behind the highest of its own accord."""

    def copy_file(self, to: Path) -> None:
        """The pages of one moment in another file, while others may read and write."""
        with self._told():
            copy = sqlite3.connect(to)
            try:
                self._base.backup(copy)
            finally:
                copy.close()

    def wipe(self) -> None:
        """The index written anew without what was deleted from it, then the file, then no log."""
        self.run("INSERT INTO words (words) VALUES ('optimize')")
        self.run("VACUUM")
        ((busy, _, _),) = self.run("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise ShiluError(
                f"{self.name}: others still read what was deleted: stop them and run shilu forget --db {self.name} again"
            )

    def faults(self) -> Iterator[str]:
        """What SQLite finds in the file; references that hang; articles without their words."""
        yield from (row[0] for row in self.run("PRAGMA integrity_check") if row[0] != "ok")
        for table, row, other, _ in self.run("PRAGMA foreign_key_check"):
            yield f"{table}: the reference of row {row} to {other} hangs"
        for (path,) in self.run("SELECT path FROM searched WHERE id NOT IN (SELECT rowid FROM words)"):
            yield f"{path}: the search index does not have what is kept"


def _statements(text: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would end the transaction."""
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
