"""The archive above either database: what is kept, in which order, and what must hold. Every batch is one transaction."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice
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
from shilu.store.base import Narrow, Row, Searched, listed, shares
from shilu.store.marks import packed, unpacked
from shilu.store.places import opened
from shilu.store.removal import Forgotten, Version, erase, forget, tombstones, versions

TABLES = ("run", "input", "raw", "marks", "searched", "judgement", "left_out", "forgotten")
Hit = Searched
EVERYTHING = Narrow()


class Stored(Struct, frozen=True):
    """One input as it is kept: its contract path, its bytes' SHA-256, and the marks that were made of it, if they still hold."""

    path: str
    sha256: str
    body: bytes
    marks: Annotations | None


class Feed(Struct, frozen=True):
    """One outlet of an archive: how many articles, how many of them without a time, and the newest time of publication."""

    outlet: str
    articles: int
    undated: int
    newest: str | None


class Archive:
    """One open archive. Use as a context manager; every error of the database is a `ShiluError` that names the archive.

    `place` is a file, or `postgresql://...`. One process writes at a time, the others wait; who reads sees whole batches.
    """

    def __init__(self, place: str | Path, *, make: bool = True) -> None:
        """Open the archive at a place, and bring its schema up to this program's; make it when there is none and `make`."""
        self.base, self.schema = opened(place, make=make)  # the schema's number before it was opened, and now

    @property
    def name(self) -> str:
        """The archive as errors name it: without any password."""
        return self.base.name

    @property
    def file(self) -> Path | None:
        """The archive's file; `None` on a server."""
        return self.base.file

    def __enter__(self) -> Self:
        """The archive itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close; what was not committed is undone."""
        self.close()

    def close(self) -> None:
        """Close; what was not committed is undone."""
        self.base.close()

    def reading(self) -> AbstractContextManager[None]:
        """All that is read within is of one moment, whoever writes meanwhile; nothing can be written within."""
        return self.base.reading()

    def begin(self, now: str, shilu: str, rules: str) -> int:
        """Note that a run begins; returns its number."""
        query = "INSERT INTO run (began, shilu, rules) VALUES (?, ?, ?) RETURNING id"
        with self.base.writing():
            ((number,),) = self.base.run(query, now, shilu, rules)
        return int(number)

    def end(self, run: int, now: str, new: int, known: int) -> None:
        """Note that a run ended, with what it found."""
        with self.base.writing():
            self.base.run("UPDATE run SET ended = ?, new = ?, known = ? WHERE id = ?", now, new, known, run)

    def known(self, paths: Sequence[str]) -> dict[str, str]:
        """Path -> SHA-256 of the newest content of those paths that are inputs."""
        found: dict[str, str] = {}
        for share in shares(paths):
            rows = self.base.run(f"SELECT path, sha256 FROM input WHERE path IN ({listed(share)}) ORDER BY id", *share)
            found |= dict(rows)
        return found

    def put(self, run: int, now: str, batch: Sequence[tuple[Stored, Article | None]]) -> list[Skipped]:
        """Keep a batch, whole or not at all: bytes, inputs, and what a search finds. Each path stands in it once.

        What was forgotten is not kept again, under whatever path it comes: it is returned, with the reason.
        """
        raws = {one.sha256: (one.sha256, len(one.body), zlib.compress(one.body, 6)) for one, _ in batch}
        with self.base.writing():
            skipped = self._forgotten(batch)
            gone = {one.path for one in skipped}
            batch = [(one, article) for one, article in batch if one.path not in gone]
            rows = [raws[key] for key in sorted({one.sha256 for one, _ in batch})]
            self.base.many("INSERT INTO raw (sha256, size, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows)
            self._put_inputs(run, now, [one for one, _ in batch])
            self._index(batch)
        return skipped

    def _forgotten(self, batch: Sequence[tuple[Stored, Article | None]]) -> list[Skipped]:
        keys = {one.sha256 for one, _ in batch} | {article.id for _, article in batch if article}
        found = {one.key: one for one in tombstones(self.base, sorted(keys))}
        told = [(one.path, found.get(one.sha256) or found.get(article.id if article else "")) for one, article in batch]
        return [Skipped(path, tombstone.why) for path, tombstone in told if tombstone]

    def put_marks(self, maker: str, batch: Iterable[Stored]) -> None:
        """Keep the marks of inputs that have some, whole or not at all; not of what was forgotten meanwhile."""
        rows = [(one.sha256, one.path, maker, zlib.compress(packed(one.marks), 1)) for one in batch if one.marks]
        query = """INSERT INTO marks (sha256, path, maker, body) VALUES (?, ?, ?, ?)
            ON CONFLICT (sha256, path, maker) DO UPDATE SET body = excluded.body"""
        keys = [row[0] for row in rows]
        with self.base.writing():
            there = {key for (key,) in self.base.run(f"SELECT sha256 FROM raw WHERE sha256 IN ({listed(keys)})", *keys)}
            self.base.many(query, [row for row in rows if row[0] in there])

    def _put_inputs(self, run: int, now: str, batch: Sequence[Stored]) -> None:
        paths = [one.path for one in batch]
        newest: dict[str, str] = dict(
            self.base.run(
                f"""SELECT path, sha256 FROM input AS i WHERE path IN ({listed(paths)})
                AND id = (SELECT max(id) FROM input WHERE path = i.path)""",
                *paths,
            )
        )
        rows = [(one.path, one.sha256, now, run) for one in batch if newest.get(one.path) != one.sha256]
        self.base.many("INSERT INTO input (path, sha256, recorded, run) VALUES (?, ?, ?, ?)", rows)

    def _index(self, batch: Sequence[tuple[Stored, Article | None]]) -> None:
        paths = [one.path for one, _ in batch]
        there: dict[str, str] = dict(self.base.run(f"SELECT path, sha256 FROM searched WHERE path IN ({listed(paths)})", *paths))
        changed = [(one, article) for one, article in batch if not article or there.get(one.path) != one.sha256]
        self.base.drop_searched([one.path for one, _ in changed if one.path in there])
        self.base.put_searched(searched_as(one.path, one.sha256, article) for one, article in changed if article)

    def put_left_out(self, run: int, now: str, found: Iterable[Failure | Skipped]) -> None:
        """Keep what was no input, once for each reason."""
        with self.base.writing():
            for one in found:
                stage, reason = (one.stage, one.error) if isinstance(one, Failure) else (None, one.reason)
                newest = "SELECT stage, reason FROM left_out WHERE path = ? ORDER BY id DESC LIMIT 1"
                if self.base.run(newest, one.path) != [(stage, reason)]:
                    query = "INSERT INTO left_out (path, stage, reason, recorded, run) VALUES (?, ?, ?, ?, ?)"
                    self.base.run(query, one.path, stage, reason, now, run)

    def left_out(self, until: str | None = None) -> Iterator[Failure | Skipped]:
        """The newest reason of each path that has never been an input (recorded by `until`, an ISO instant in UTC)."""
        then, times = _by(until)
        query = f"""SELECT path, stage, reason FROM left_out AS l
            WHERE id = (SELECT max(id) FROM left_out WHERE path = l.path {then})
            AND NOT EXISTS (SELECT 1 FROM input AS i WHERE i.path = l.path {then}) ORDER BY path"""
        for path, stage, reason in self.base.run(query, *times, *times):
            yield Skipped(path, reason) if stage is None else Failure(path, stage, reason)

    def inputs(self, maker: str, until: str | None = None) -> Iterator[Stored]:
        """Every path with its newest content (recorded by `until`, an ISO instant in UTC), in order of paths.

        Which they are is of one moment; bytes never change, and are read share by share. One may write meanwhile.
        Raises `ShiluError` for bytes that are not what their SHA-256 says.
        """
        then, times = _by(until)
        query = f"""SELECT i.path, i.sha256 FROM input AS i
            WHERE i.id = (SELECT max(id) FROM input WHERE path = i.path {then}) ORDER BY i.path"""
        for share in shares(self.base.run(query, *times)):
            yield from self._stored(share, maker)

    def some(self, contents: Sequence[tuple[str, str]], maker: str) -> Iterator[Stored]:
        """Some inputs, each by path and SHA-256, with their marks by this maker."""
        for share in shares(contents):
            yield from self._stored(share, maker)

    def marked(self, maker: str, contents: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of some contents that this maker has marked."""
        found: set[tuple[str, str]] = set()
        for share in shares(sorted({sha256 for _, sha256 in contents})):
            query = f"SELECT path, sha256 FROM marks WHERE maker = ? AND sha256 IN ({listed(share)})"
            found.update((path, sha256) for path, sha256 in self.base.run(query, maker, *share))
        return found

    def _stored(self, share: Sequence[Row], maker: str) -> Iterator[Stored]:
        keys = sorted({sha256 for _, sha256 in share})
        bodies: dict[str, bytes] = dict(self.base.run(f"SELECT sha256, body FROM raw WHERE sha256 IN ({listed(keys)})", *keys))
        query = f"SELECT path, sha256, body FROM marks WHERE maker = ? AND sha256 IN ({listed(keys)})"
        marks = {(path, sha256): body for path, sha256, body in self.base.run(query, maker, *keys)}
        for path, sha256 in share:
            if sha256 not in bodies:
                continue  # forgotten since the paths were listed: a reference holds all other bytes
            made = marks.get((path, sha256))
            yield Stored(path, sha256, self._raw(sha256, bodies[sha256]), unpacked(zlib.decompress(made)) if made else None)

    def _raw(self, sha256: str, body: bytes) -> bytes:
        try:
            raw = zlib.decompress(body)
        except zlib.error as error:
            raise ShiluError(f"{self.name}: the bytes {sha256} are broken: {error}") from error
        if digest(raw) != sha256:
            raise ShiluError(f"{self.name}: the bytes {sha256} are not what was kept")
        return raw

    def put_judgements(self, now: str, judgements: Iterable[Judgement]) -> None:
        """Keep judgements, each once."""
        rows = [(one.id, msgspec.json.encode(one), now) for one in judgements]
        with self.base.writing():
            self.base.many("INSERT INTO judgement (id, body, recorded) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows)

    def judgements(self, until: str | None = None) -> tuple[Judgement, ...]:
        """All judgements (recorded by `until`, an ISO instant in UTC), in order of their ids."""
        then, times = _by(until)
        rows = self.base.run(f"SELECT body FROM judgement WHERE true {then} ORDER BY id", *times)
        return tuple(msgspec.json.decode(body, type=Judgement) for (body,) in rows)

    def search(self, question: str, most: int, narrow: Narrow = EVERYTHING, *, ranked: bool = False) -> list[Hit]:
        """Articles that hold every term of a question, newest first or the most telling first; any Chinese substring is a term.

        With conditions to narrow by, the question may be empty: all that they leave, the newest first.
        """
        simple = simplify(question)
        if words.asked(simple) is None and (simple.strip() or not narrow.where):
            return []
        hits = self.base.search(simple, most, narrow, ranked=ranked)
        return list(islice((hit for hit in hits if words.holds(simplify(hit.text), simple)), most))

    def former(self, until: str) -> Iterator[Stored]:
        """What stood under a path as of `until` (an ISO instant in UTC) and does not now."""
        query = """SELECT i.path, i.sha256 FROM input AS i
            JOIN input AS n ON n.id = (SELECT max(id) FROM input WHERE path = i.path)
            WHERE i.id = (SELECT max(id) FROM input WHERE path = i.path AND recorded <= ?) AND n.sha256 <> i.sha256
            ORDER BY i.path"""
        for share in shares(self.base.run(query, until)):
            yield from self._stored(share, "")

    def versions(self, before: str | None = None) -> list[Version]:
        """Every content of every path, in order; with `before` (an ISO instant in UTC), of paths with nothing new since."""
        return versions(self.base, before)

    def body(self, sha256: str) -> bytes:
        """The bytes of one content. Raises `ShiluError` when they are not there, or not what was kept."""
        rows = self.base.run("SELECT body FROM raw WHERE sha256 = ?", sha256)
        if not rows:
            raise ShiluError(f"{self.name}: has no bytes {sha256}")
        return self._raw(sha256, rows[0][0])

    def forget(self, now: str, reason: str, gone: Sequence[Version], articles: Sequence[str]) -> None:
        """Remove contents and their paths for good, and keep a tombstone for them and for the ids of their articles.

        Traces in free pages remain until `erase`.
        """
        forget(self.base, now, reason, gone, articles)

    def erase(self, now: str) -> None:
        """Leave no trace of what was forgotten in the database's own files. Raises `ShiluError` when others hold it back."""
        erase(self.base, now)

    def forgotten(self) -> list[Forgotten]:
        """All tombstones, in order of their keys."""
        return list(tombstones(self.base))

    def feeds(self) -> list[Feed]:
        """All outlets, in order of their names."""
        query = "SELECT outlet, count(*), count(*) - count(published), max(published) FROM searched GROUP BY outlet ORDER BY outlet"
        return [Feed(*row) for row in self.base.run(query)]

    def broken_off(self) -> str | None:
        """When the newest run began, if it has not ended: it goes on, or was cut off."""
        rows = self.base.run("SELECT began, ended FROM run ORDER BY id DESC LIMIT 1")
        return rows[0][0] if rows and rows[0][1] is None else None

    def counts(self) -> dict[str, int]:
        """Rows of each kind."""
        return {table: self.base.run(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}

    def problems(self) -> Iterator[str]:
        """What does not hold, of one moment: the database itself, references, bytes against their SHA-256, the search index."""
        with self.reading():
            yield from self._problems()

    def _problems(self) -> Iterator[str]:
        yield from self.base.faults()
        for share in shares(self.base.run("SELECT sha256 FROM raw ORDER BY sha256")):
            keys = [key for (key,) in share]
            for sha256, body in self.base.run(f"SELECT sha256, body FROM raw WHERE sha256 IN ({listed(keys)})", *keys):
                try:
                    self._raw(sha256, body)
                except ShiluError as error:
                    yield str(error)
        query = """SELECT path FROM searched AS s WHERE NOT EXISTS
            (SELECT 1 FROM input AS i WHERE i.path = s.path AND i.sha256 = s.sha256) ORDER BY path"""
        for (path,) in self.base.run(query):
            yield f"{path}: the search index has what is not kept"
        for (key,) in self.base.run("SELECT key FROM forgotten WHERE key IN (SELECT sha256 FROM raw) ORDER BY key"):
            yield f"{key}: is forgotten, and its bytes are still there"
        if any(one.erased is None for one in tombstones(self.base)):
            yield "what was forgotten may still stand in free pages: run shilu forget --db again, with nothing named"


def searched_as(path: str, sha256: str, article: Article) -> Searched:
    """An article as a search finds it."""
    published = article.published.isoformat() if article.published else None
    return Searched(path, sha256, published, article.outlet.name, article.title, article.text)


def _by(until: str | None) -> tuple[str, list[str]]:
    """The condition that a row was recorded by then, and its value."""
    return ("AND recorded <= ?", [until]) if until else ("", [])
