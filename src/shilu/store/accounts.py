"""What was judged of each story, by a key of all that it was judged of; and the words by which a search can be narrowed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

from msgspec import Struct

from shilu.store.archive import EVERYTHING, Archive
from shilu.store.base import Narrow, listed, shares

NAMES = ("person", "organisation", "place", "outlet")  # fields whose values are names


class Label(Struct, frozen=True):
    """Something that an article of a story tells of: `field` is story, kind, day, place, person, organisation or outlet;
    `value` in simplified script and small letters, a day as ISO 8601."""

    path: str
    field: str
    value: str


class Kept(Struct, frozen=True):
    """One story as it was judged; `story` is its id, nothing for all articles as one."""

    story: str
    key: str
    body: bytes
    labels: tuple[Label, ...]


class Accounts:
    """The stories that an archive has judged already. All of it is derived: dropped at will, and made again."""

    def __init__(self, archive: Archive) -> None:
        """Those of one archive."""
        self._base = archive.base

    def get(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Key -> body of those that are there."""
        found: dict[str, bytes] = {}
        for share in shares(keys):
            rows = self._base.run(f"SELECT id, body FROM account WHERE id IN ({listed(share)})", *share)
            found |= {key: zlib.decompress(body) for key, body in rows}
        return found

    def telling(self, paths: Sequence[str]) -> list[str]:
        """Keys of the stories that some articles are in, in order."""
        query = f"""SELECT DISTINCT coalesce(story.account, whole.value) AS account FROM label
            LEFT JOIN story ON story.id = label.story LEFT JOIN state AS whole ON whole.name = 'whole' AND label.story = ''
            WHERE field = 'story' AND path IN ({listed(paths)}) ORDER BY account"""
        return [key for (key,) in self._base.run(query, *paths)]

    def names(self, part: str, most: int, narrow: Narrow = EVERYTHING) -> list[tuple[str, str, int]]:
        """Names that hold a part (in simplified script, small letters): field, name, and how many of the articles that are
        left; the most first."""
        left = f"AND path IN (SELECT path FROM searched WHERE {' AND '.join(narrow.where)})" if narrow.where else ""
        query = f"""SELECT field, value, count(DISTINCT path) AS often FROM label
            WHERE field IN ({listed(NAMES)}) AND value LIKE ? ESCAPE '!' {left}
            GROUP BY field, value ORDER BY often DESC, value, field LIMIT ?"""
        like = "".join(f"!{c}" if c in "!%_" else c for c in part)
        return [(field, name, often) for field, name, often in self._base.run(query, *NAMES, f"%{like}%", *narrow.values, most)]

    def unread(self) -> int:
        """How many articles are in no story yet: a search that is narrowed by what articles tell of does not find them."""
        query = "SELECT count(*) FROM searched WHERE path NOT IN (SELECT path FROM label WHERE field = 'story')"
        return int(self._base.run(query)[0][0])

    def keys(self) -> set[str]:
        """All keys."""
        return {key for (key,) in self._base.run("SELECT id FROM account")}

    def put(self, stories: Iterable[Kept]) -> None:
        """Keep some stories, within a transaction of who knows that nothing was forgotten since they were told.

        Of a story that was told before, most labels are as they were: only what is new or gone is written.
        """
        for one in stories:
            query = "INSERT INTO account (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"
            self._base.run(query, one.key, zlib.compress(one.body, 1))
            there = {(*row,) for row in self._base.run("SELECT field, value, path FROM label WHERE story = ?", one.story)}
            labels = {(label.field, label.value, label.path) for label in one.labels}
            for share in shares(sorted(there - labels)):
                rows = ", ".join(["(?, ?, ?)"] * len(share))
                gone = f"DELETE FROM label WHERE story = ? AND (field, value, path) IN (VALUES {rows})"
                self._base.run(gone, one.story, *(value for row in share for value in row))
            new = [(*row, one.story) for row in sorted(labels - there)]
            self._base.many("INSERT INTO label (field, value, path, story) VALUES (?, ?, ?, ?)", new)
