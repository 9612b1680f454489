"""The SQLite that this Python brings: whether it is new enough, and has the search index, for an archive."""

from __future__ import annotations

import sqlite3

OLDEST = (3, 37, 0)  # STRICT tables


def embedded() -> tuple[str, str | None]:
    """Its version, and what it lacks, if anything."""
    found = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < OLDEST:
        return found, f"older than {'.'.join(map(str, OLDEST))}"
    with sqlite3.connect(":memory:") as base:
        there = base.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone()
    return found, None if there else "without the module FTS5"
