"""How far an update has come: what each input was read as, in which order articles were sorted, which stories are told.

All of it is derived, and of one moment: who writes must have seen what was written last, or else begins again (`Meanwhile`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from uuid import uuid4

from msgspec import Struct

from shilu.model.errors import Failure
from shilu.store.archive import Archive
from shilu.store.base import Base, Values, listed, shares
from shilu.store.removal import DERIVED, PAGES

UNDATED = "1"  # the place in the order of publication of what has no time: behind all
TURN = "turn"  # a random word that every write changes
Content = tuple[str, str]  # path, SHA-256


class MeanwhileError(Exception):
    """Another process has written: what was read may be no longer so."""


class Reading(Struct, frozen=True):
    """What the newest content of a path was read as: an article with its place in the order of publication (0 and its instant
    in UTC, or 1 without one), or the stage (of a failure) and the reason why it is none."""

    path: str
    sha256: str
    article: str | None = None
    published: str | None = None
    stage: str | None = None
    reason: str | None = None


class Placed(Struct, frozen=True, order=True):
    """An article as it is to be sorted, or was; in order of publication."""

    published: str
    article: str
    path: str
    sha256: str

    @property
    def content(self) -> Content:
        """Where it stands, and its bytes."""
        return self.path, self.sha256


class Row(Struct, frozen=True):
    """A story: how many articles it has, and under which key it was told, if it was."""

    id: str
    size: int
    account: str | None


_PLACED = "published, article, path, sha256"


class Upkeep:
    """The state of one archive's updates, for one run."""

    def __init__(self, archive: Archive) -> None:
        """As it is now."""
        self._base: Base = archive.base
        self.state: dict[str, str] = dict(self._base.run("SELECT name, value FROM state"))

    @contextmanager
    def writing(self, **values: str) -> Iterator[None]:
        """A transaction, which also sets these values. Raises `MeanwhileError` when another process has written since."""
        turn = self.state.get(TURN)
        rows = {**values, TURN: uuid4().hex}
        with self._base.writing():
            if self._base.run("SELECT value FROM state WHERE name = ?", TURN) != ([(turn,)] if turn else []):
                raise MeanwhileError
            yield
            query = "INSERT INTO state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
            self._base.many(query, sorted(rows.items()))
        self.state |= rows

    def clear(self, *tables: str) -> None:
        """Drop what some tables hold, or all of it, within `writing`."""
        for table in tables or (table for table in DERIVED if table != "state"):
            self._base.run(f"DELETE FROM {table}")

    def new_inputs(self, most: int, after: int) -> list[tuple[int, str, str]]:
        """Number, path and SHA-256 of the newest contents behind a number, in order."""
        query = """SELECT id, path, sha256 FROM input AS i WHERE id > ?
            AND id = (SELECT max(id) FROM input WHERE path = i.path) ORDER BY id LIMIT ?"""
        return [(number, path, sha256) for number, path, sha256 in self._base.run(query, after, most)]

    def waiting(self, after: int) -> int:
        """How many contents there are behind a number."""
        return int(self._base.run("SELECT count(*) FROM input WHERE id > ?", after)[0][0])

    def put_readings(self, readings: Iterable[Reading]) -> None:
        """Keep what some contents were read as; where their articles belong is to be looked at. Within `writing`."""
        query = """INSERT INTO reading (path, sha256, article, published, stage, reason, due) VALUES (?, ?, ?, ?, ?, ?, 1)
            ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256, article = excluded.article,
            published = excluded.published, stage = excluded.stage, reason = excluded.reason, due = 1"""
        rows = [(one.path, one.sha256, one.article, one.published, one.stage, one.reason) for one in readings]
        self._base.many(query, rows)

    def failed(self, stage: str) -> list[Content]:
        """The contents that failed at a stage."""
        return [(path, sha256) for path, sha256 in self._base.run("SELECT path, sha256 FROM reading WHERE stage = ?", stage)]

    def failures(self) -> list[Failure]:
        """All failures, of what was read and of what could not be, in order."""
        query = """SELECT path, stage, reason FROM reading WHERE stage IS NOT NULL
            UNION SELECT path, stage, reason FROM left_out AS l WHERE stage IS NOT NULL
            AND id = (SELECT max(id) FROM left_out WHERE path = l.path)
            AND NOT EXISTS (SELECT 1 FROM input AS i WHERE i.path = l.path)"""
        return sorted(Failure(*row) for row in self._base.run(query))

    def readings(self) -> Iterator[Reading]:
        """All readings, in order of paths."""
        for row in self._base.run("SELECT path, sha256, article, published, stage, reason FROM reading ORDER BY path"):
            yield Reading(*row)

    def is_due(self) -> bool:
        """Whether an article may be where it does not belong."""
        return bool(self._base.run("SELECT 1 FROM reading WHERE due = 1 LIMIT 1"))

    def changes(self) -> tuple[list[Placed], list[Placed]]:
        """The articles that are sorted and should not be, and those that should be and are not; both in order.

        Of several inputs with one article the one with the smallest path counts.
        """
        due = """SELECT article FROM reading WHERE due = 1
            UNION SELECT p.article FROM placed AS p JOIN reading AS r ON r.path = p.path WHERE r.due = 1"""
        wanted = f"""SELECT {_PLACED} FROM reading AS r WHERE article IN ({due})
            AND path = (SELECT min(path) FROM reading WHERE article = r.article)"""
        there = {Placed(*row) for row in self._base.run(f"SELECT {_PLACED} FROM placed WHERE article IN ({due})")}
        should = {Placed(*row) for row in self._base.run(wanted)}
        return sorted(there - should), sorted(should - there)

    def settled(self) -> None:
        """Every article is where it belongs, within `writing`."""
        self._base.run("UPDATE reading SET due = 0 WHERE due = 1")

    def unsettled(self) -> None:
        """No article is sorted, and each is to be looked at, within `writing`."""
        self.clear("placed", *PAGES)
        self._base.run("UPDATE reading SET due = 1 WHERE due = 0")
        self._base.run("UPDATE story SET due = 1 WHERE due = 0")

    def articles(self) -> int:
        """How many are sorted: their numbers have no gaps."""
        return int(self._base.run("SELECT coalesce(max(step) + 1, 0) FROM placed")[0][0])

    def undated(self) -> int:
        """How many of them have no time."""
        return int(self._base.run("SELECT count(*) FROM placed WHERE published = ?", UNDATED)[0][0])

    def last(self) -> tuple[int, Placed] | None:
        """The newest article that is sorted, and its number."""
        rows = self._base.run(f"SELECT step, {_PLACED} FROM placed ORDER BY step DESC LIMIT 1")
        return (rows[0][0], Placed(*rows[0][1:])) if rows else None

    def step_of(self, one: Placed) -> int:
        """The number of the first sorted article that does not come before one."""
        query = "SELECT step FROM placed WHERE (published, article) >= (?, ?) ORDER BY published, article LIMIT 1"
        return int(self._base.run(query, one.published, one.article)[0][0])

    def place(self, rows: Sequence[tuple[int, Placed]]) -> None:
        """Articles were sorted, each at its number, behind all before; within `writing`."""
        query = "INSERT INTO placed (step, published, article, path, sha256) VALUES (?, ?, ?, ?, ?)"
        self._base.many(query, [(step, one.published, one.article, one.path, one.sha256) for step, one in rows])

    def replace_from(self, step: int) -> None:
        """Articles from a number on are sorted no longer, and are to be looked at; within `writing`."""
        self._base.run("UPDATE reading SET due = 1 WHERE path IN (SELECT path FROM placed WHERE step >= ?)", step)
        self._base.run("DELETE FROM placed WHERE step >= ?", step)

    def sorted_articles(self) -> list[Placed]:
        """All that are sorted, in order."""
        return [Placed(*row) for row in self._base.run(f"SELECT {_PLACED} FROM placed ORDER BY step")]

    def some(self, articles: Collection[str]) -> dict[str, Placed]:
        """Article id -> where it stands, of some that are sorted."""
        found: dict[str, Placed] = {}
        for share in shares(sorted(articles)):
            rows = self._base.run(f"SELECT {_PLACED} FROM placed WHERE article IN ({listed(share)})", *share)
            found |= {row[1]: Placed(*row) for row in rows}
        return found

    def put_stories(self, sizes: Mapping[str, int]) -> None:
        """Stories that may have changed, with their numbers of articles, within `writing`."""
        query = "INSERT INTO story (id, size, due) VALUES (?, ?, 1) ON CONFLICT (id) DO UPDATE SET size = excluded.size, due = 1"
        self._base.many(query, sorted(sizes.items()))

    def drop_stories(self, gone: Collection[str]) -> None:
        """Stories that are no longer, and how they were told, within `writing`."""
        for share in shares(sorted(gone)):
            keys = [key for (key,) in self._base.run(f"SELECT account FROM story WHERE id IN ({listed(share)})", *share) if key]
            self._base.run(f"DELETE FROM story WHERE id IN ({listed(share)})", *share)
            self._base.run(f"DELETE FROM label WHERE story IN ({listed(share)})", *share)
            self.drop_accounts(keys)

    def tell_again(self) -> None:
        """Every story may have to be told otherwise, within `writing`."""
        self._base.run("UPDATE story SET due = 1 WHERE due = 0")

    def settle_stories(self) -> None:
        """No story is to be told by itself, within `writing`."""
        self._base.run("UPDATE story SET due = 0 WHERE due = 1")

    def untold(self) -> None:
        """No story is told by itself, within `writing`."""
        self._base.run("UPDATE story SET account = NULL, due = 1")
        self.clear("label", "account")

    def due(self) -> list[Row]:
        """The stories that may have changed, in order of their ids."""
        return [Row(*row) for row in self._base.run("SELECT id, size, account FROM story WHERE due = 1 ORDER BY id")]

    def stories(self) -> dict[str, str | None]:
        """Story id -> the key under which it was told."""
        return dict(self._base.run("SELECT id, account FROM story ORDER BY id"))

    def told(self, keys: Mapping[str, str]) -> None:
        """Stories are told under these keys (story id -> key), within `writing`; what they were told as before goes."""
        for share in shares(sorted(keys)):
            query = f"SELECT id, account FROM story WHERE id IN ({listed(share)})"
            before = [key for story, key in self._base.run(query, *share) if key and key != keys[story]]
            rows: list[Values] = [(story, 0, keys[story], 0) for story in share]
            self._base.many(
                """INSERT INTO story (id, size, account, due) VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET account = excluded.account, due = 0""",
                rows,
            )
            self.drop_accounts(before)

    def drop_accounts(self, keys: Sequence[str]) -> None:
        """How stories were told is not kept any longer, within `writing`."""
        for share in shares(sorted(keys)):
            self._base.run(f"DELETE FROM account WHERE id IN ({listed(share)})", *share)

    def shape(self) -> tuple[int, int]:
        """How many stories there are, and the articles of the largest."""
        ((stories, largest),) = self._base.run("SELECT count(*), coalesce(max(size), 0) FROM story")
        return stories, largest
