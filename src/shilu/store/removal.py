"""Removal for good: the evidence goes, from free pages too, and a tombstone with the reason stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from shilu.model.judgements import Judgement
from shilu.store.base import Base, listed, shares

PAGES = ("page", "sheet", "undone")  # what the sorting remembers
DERIVED = ("label", "story", "account", *PAGES, "placed", "reading", "state")  # in the order of references


class Forgotten(Struct, frozen=True):
    """A tombstone. `key` is the SHA-256 of a post's bytes, or an article's id; `recorded` an ISO instant in UTC.

    `erased` is when no trace was left in free pages either, `None` as long as that could not be done.
    """

    key: str
    reason: str
    recorded: str
    erased: str | None

    @property
    def why(self) -> str:
        """Why a post is not kept, in one line."""
        return f"forgotten on {self.recorded[:10]}: {self.reason}"


class Version(Struct, frozen=True):
    """One content that a path had, and when it was recorded first (an ISO instant in UTC)."""

    path: str
    sha256: str
    recorded: str


def versions(base: Base, before: str | None = None) -> list[Version]:
    """Every content of every path; with `before`, of the paths whose newest content was recorded by then."""
    limit = "WHERE NOT EXISTS (SELECT 1 FROM input AS o WHERE o.path = i.path AND o.recorded > ?)" if before else ""
    rows = base.run(f"SELECT path, sha256, recorded FROM input AS i {limit} ORDER BY path, id", *([before] if before else []))
    return [Version(*row) for row in rows]


def whole(every: Sequence[Version], chosen: Iterable[Version]) -> list[Version]:
    """What goes with what was chosen: all contents of its paths, and all paths of those contents."""
    paths = {one.path for one in chosen}
    while True:
        contents = {one.sha256 for one in every if one.path in paths}
        more = {one.path for one in every if one.sha256 in contents}
        if more == paths:
            return [one for one in every if one.path in paths]
        paths = more


def tombstones(base: Base, keys: Sequence[str] | None = None) -> Iterator[Forgotten]:
    """All tombstones, or those of some keys."""
    columns = "SELECT key, reason, recorded, erased FROM forgotten"
    if keys is None:
        yield from (Forgotten(*row) for row in base.run(f"{columns} ORDER BY key"))
        return
    for share in shares(keys):
        yield from (Forgotten(*row) for row in base.run(f"{columns} WHERE key IN ({listed(share)}) ORDER BY key", *share))


def forget(base: Base, now: str, reason: str, gone: Sequence[Version], articles: Sequence[str]) -> None:
    """Take away all that was kept of some contents and their paths, and note the keys of what is gone. Traces stay: see `erase`."""
    contents, paths = sorted({one.sha256 for one in gone}), sorted({one.path for one in gone})
    with base.writing():
        base.drop_searched(paths)
        for table in DERIVED:  # made again without it; all of them, since each quotes every judgement
            base.run(f"DELETE FROM {table}")
        for table, column, values in (
            ("marks", "sha256", contents), ("input", "sha256", contents), ("left_out", "path", paths), ("raw", "sha256", contents),
        ):  # fmt: skip
            for share in shares(values):
                base.run(f"DELETE FROM {table} WHERE {column} IN ({listed(share)})", *share)
        base.run("INSERT INTO state (name, value) VALUES ('turn', ?)", f"forgotten {now}")  # an update that has read it sees that
        _unquote(base, set(paths))
        rows = [(key, reason, now) for key in (*contents, *articles)]
        base.many("INSERT INTO forgotten (key, reason, recorded) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows)


def _unquote(base: Base, paths: set[str]) -> None:
    """A judgement stays, without the passage that it quoted."""
    for key, body in base.run("SELECT id, body FROM judgement ORDER BY id"):
        one = msgspec.json.decode(body, type=Judgement)
        if one.quote and one.quote.path in paths:
            base.run("UPDATE judgement SET body = ? WHERE id = ?", msgspec.json.encode(replace(one, quote=None)), key)


def erase(base: Base, now: str) -> None:
    """Leave no trace in free pages and logs of what was deleted; can be done again. Raises `ShiluError`."""
    base.wipe()
    with base.writing():
        base.run("UPDATE forgotten SET erased = ? WHERE erased IS NULL", now)
