"""An archive in a PostgreSQL database, 15 or newer: the schema `shilu` of it, one writer at a time by an advisory lock."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

from shilu.model.errors import ShiluError
from shilu.store import words
from shilu.store.address import Address, connected, said
from shilu.store.base import Narrow, Row, Searched, Value, Values
from shilu.store.removal import DERIVED

WRITER = 0x5348494C  # "SHIL": the advisory lock of the one writer, in each database
WAIT = 30  # seconds for another writer to finish
OLDEST = 150_000  # PostgreSQL 15
SHARES = (64, 16, 4, 1)  # rows of one statement: few sizes, so that each is prepared once
RANKED = 500  # of the newest hits are ranked; the others follow them
K1, B = 1.2, 0.75  # of BM25, as SQLite's FTS5 has them
_COLUMNS = "path, sha256, published, outlet, title, text"


class PostgresBase:
    """The `Base` of one database on a server."""

    file = None
    epoch = "second"

    def __init__(self, url: str) -> None:
        """Connect. Raises `ShiluError` that names host, port and database, never the password."""
        address = Address.of(url)
        self.name = address.name
        with self._told():
            self._connection, self._errors = connected(address)
        self._prepared: dict[str, Any] = {}
        self._within = False
        with self._told(), self._or_closed():
            self._setup()

    def _setup(self) -> None:
        self._connection.run("SET search_path = shilu; SET client_min_messages = warning; SET plan_cache_mode = force_custom_plan")
        ((number, encoding),) = self.run("SELECT current_setting('server_version_num')::int, current_setting('server_encoding')")
        if number < OLDEST:
            raise ShiluError(f"{self.name}: is PostgreSQL {number // 10_000}; Shilu needs 15 or newer")
        if encoding != "UTF8":
            raise ShiluError(f"{self.name}: is encoded as {encoding}; make a database with ENCODING 'UTF8'")

    def close(self) -> None:
        """Close; what was not committed is undone by the server."""
        try:
            self._connection.close()
        except (OSError, self._errors):
            return  # it was closed, or the server has gone: there is nothing left to undo

    @contextmanager
    def _or_closed(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ShiluError(f"{self.name}: {error}") from error
        except Exception as error:
            if not isinstance(error, getattr(self, "_errors", ())):
                raise
            raise ShiluError(f"{self.name}: {said(error)}") from error

    def run(self, query: str, *values: Value) -> list[Row]:
        """The rows of one statement, which is prepared once."""
        with self._told():
            if query not in self._prepared:
                numbers = count(1)
                self._prepared[query] = self._connection.prepare("".join(f"${next(numbers)}" if c == "?" else c for c in query))
            found = self._prepared[query].run(**{f"v{number}": _taken(value) for number, value in enumerate(values)})
        return [tuple(row) for row in found or ()]

    def many(self, query: str, rows: Sequence[Values]) -> None:
        """One statement for as many rows as there are, in shares: a round trip a row would wait for the network."""
        head, values, tail = _around_values(query)
        at = 0
        for share in SHARES:
            while len(rows) - at >= share:
                several = ", ".join([values] * share)
                self.run(f"{head}VALUES {several}{tail}", *(value for row in rows[at : at + share] for value in row))
                at += share

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction of the one writer: the lock is the transaction's, so that it goes with it, however it ends."""
        lock = f"BEGIN; SET LOCAL lock_timeout = '{WAIT}s'; SELECT pg_advisory_xact_lock({WRITER})"
        with self._transaction(lock):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One snapshot of the database."""
        if self._within:
            yield
            return
        with self._transaction("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"):
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        self._within = True
        try:
            self._plain(begin)
            yield
            self._plain("COMMIT")
        except Exception:
            self._undo()
            raise
        except BaseException:
            self.close()  # stopped in the middle of an answer: no further word would be understood
            raise
        finally:
            self._within = False

    def _plain(self, statements: str) -> None:
        with self._told():
            self._connection.run(statements)

    def _undo(self) -> None:
        try:
            self._connection.run("ROLLBACK")
        except (OSError, self._errors):
            self.close()  # the connection is gone, and the server has undone the work

    def version(self) -> int:
        """The version that the schema `shilu` says; 0 when it is not there, or empty."""
        ((there, ours, others),) = (
            self.run("""SELECT to_regnamespace('shilu') IS NOT NULL, to_regclass('shilu.archive') IS NOT NULL,
            EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace('shilu'))""")
        )
        if there and others and not ours:
            raise ShiluError(f"{self.name}: the schema shilu is of another program")
        return int(self.run("SELECT version FROM archive")[0][0]) if ours else 0

    def migrate(self, number: int, script: str) -> None:
        """One step in one transaction."""
        with self.writing():
            if self.version() >= number:
                return  # another process was faster
            if not self.run("SELECT FROM pg_namespace WHERE nspname = 'shilu'"):
                self._plain("CREATE SCHEMA shilu")
            self._plain(script)
            self.run("UPDATE archive SET version = ?", number)

    def put_searched(self, rows: Iterable[Searched]) -> None:
        """Rows with what is looked in: the text as it is compared, and its pieces for the index."""
        columns = (
            f"INSERT INTO searched ({_COLUMNS}, second, folded, size, grams) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::text::tsvector)"
        )
        self.many(columns, [_looked_in(row) for row in sorted(rows, key=lambda row: (row.second, row.path))])

    def drop_searched(self, paths: Sequence[str]) -> None:
        """Rows and index in one."""
        for path in paths:
            self.run("DELETE FROM searched WHERE path = ?", path)

    def search(self, question: str, most: int, narrow: Narrow, *, ranked: bool) -> Iterator[Searched]:
        """The index gives what has all pieces, the text decides; asked again for more when the caller takes few of them."""
        terms = words.terms(question)
        asked = [words.grams_asked(question)] if terms else []
        where = " AND ".join([*["grams @@ ?::text::tsquery"] * len(asked), *["strpos(folded, ?) > 0"] * len(terms), *narrow.where])
        values = [*asked, *terms, *narrow.values]
        scored = ranked and bool(terms)
        if scored:
            yield from self._ranked(where, values, terms)
        query = f"SELECT {_COLUMNS} FROM searched WHERE {where} ORDER BY second DESC, id DESC LIMIT ? OFFSET ?"
        for offset in count(RANKED if scored else 0, most):
            rows = self.run(query, *values, most, offset)
            yield from (Searched(*row) for row in rows)
            if len(rows) < most:
                return

    def _ranked(self, where: str, values: Sequence[Value], terms: Sequence[str]) -> Iterator[Searched]:
        """The newest of what holds the terms, the most telling first: to score a text it must be read, 0.1 ms each."""
        score, weights = self._scored(terms)
        newest = f"SELECT id, second, folded, size FROM searched WHERE {where} ORDER BY second DESC, id DESC LIMIT {RANKED}"
        query = f"SELECT id FROM ({newest}) AS newest ORDER BY {score} DESC, second DESC, id DESC"
        for (key,) in self.run(query, *values, *weights):
            yield from (Searched(*row) for row in self.run(f"SELECT {_COLUMNS} FROM searched WHERE id = ?", key))

    def _scored(self, terms: Sequence[str]) -> tuple[str, list[Value]]:
        """BM25 over substrings, with its values; how rare each of several terms is, is counted first."""
        ((total, mean),) = self.run("SELECT count(*), coalesce(avg(size), 1)::float8 FROM searched")
        score, values = [], list[Value]()
        for term in terms:
            often = "(octet_length(folded) - octet_length(replace(folded, ?, '')))::float8 / octet_length(?)"
            score.append(
                f"(SELECT ?::float8 * n / (n + {K1} * ({1 - B} + {B} * size / ?::float8)) FROM (SELECT {often} AS n) AS t)"
            )
            values += [self._rarity(term, total) if len(terms) > 1 else 1.0, mean, term, term]
        return " + ".join(score), values

    def _rarity(self, term: str, total: int) -> float:
        """As BM25 has it, of a count that goes no further than to a term that is common."""
        asked = words.grams_asked(term)
        query = f"SELECT count(*) FROM (SELECT FROM searched WHERE grams @@ ?::text::tsquery LIMIT {RANKED}) AS some"
        there = self.run(query, asked)[0][0] if asked else total
        return max(math.log((total - there + 0.5) / (there + 0.5)), 1e-6)

    def number_on(self) -> None:
        """Rows that were copied brought their numbers along: the next one is behind the highest."""
        for table in ("run", "input", "left_out"):
            query = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), greatest(max(id), 1)) FROM {table}"
            self.run(query)

    def wipe(self) -> None:
        """Tables and indexes written anew. The server's own log, archives and backups are its keeper's."""
        query = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_xmin IS NOT NULL
            AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""
        if self.run(query) != [(0,)]:
            raise ShiluError(f"{self.name}: others still read what was deleted: stop them and run shilu forget --db again")
        self._plain(f"SET lock_timeout = '{WAIT}s'")
        for table in ("raw", "input", "left_out", "judgement", "marks", "searched", *DERIVED):
            self._plain(f"VACUUM (FULL, ANALYZE) {table}")
        if self.run("SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()") == [(True,)]:
            self._plain("VACUUM FULL pg_statistic")  # which held samples of the index; not to others than the database's owner
        self._plain("RESET lock_timeout")

    def faults(self) -> Iterator[str]:
        """Articles whose index has not what is in their text. References are the server's to hold."""
        for (key,) in self.run("SELECT id FROM searched ORDER BY id"):
            for path, text, body, pieces in self.run("SELECT path, text, folded, length(grams) FROM searched WHERE id = ?", key):
                if words.folded(text) != body or len(words.grams(body)) != pieces:
                    yield f"{path}: the search index does not have what is in the text"


def _taken(value: Value) -> Value:
    """A value as a server takes it: U+0000, which no text of its can hold, as a replacement character."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) and "\0" in value else value


def _looked_in(row: Searched) -> Values:
    body = words.folded(row.text)
    grams = " ".join(f"'{gram}'" for gram in words.grams(body))
    return (row.path, row.sha256, row.published, row.outlet, row.title, row.text, row.second, body, len(body), grams)


def _around_values(query: str) -> tuple[str, str, str]:
    """A statement before, in and after its one VALUES (...)."""
    head, _, rest = query.partition("VALUES ")
    depth = 0
    for at, character in enumerate(rest):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return head, rest[: at + 1], rest[at + 1 :]
    raise AssertionError(query)
