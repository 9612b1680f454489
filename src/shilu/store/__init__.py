"""Keeps raw bytes, what was read in them, judgements and runs: in one SQLite file, or in a PostgreSQL database.

Takes and gives bytes and the nouns of `model` by one class, `Archive(place)`, whichever database is at the place: `archive.py`
holds what is kept and in which order, `base.py` what it needs of a database, `sqlite.py` and `postgres.py` give that. All SQL
lives here, and in `migrations/`.
Must not know any stage: what is derived can be dropped and is made again by the engine.
"""

from shilu.store.archive import Archive, Hit, Stored
from shilu.store.moving import backup, restore
from shilu.store.places import called, on_server
from shilu.store.removal import Forgotten, Version, whole

__all__ = ["Archive", "Forgotten", "Hit", "Stored", "Version", "backup", "called", "on_server", "restore", "whole"]
