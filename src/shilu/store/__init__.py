"""Keeps raw bytes, what was read in them, judgements and runs in one SQLite file (PostgreSQL comes with the next step).

Takes and gives bytes and the nouns of `model`; all SQL lives here, and in `migrations/`.
Must not know any stage: what is derived can be dropped and is made again by the engine.
"""

from shilu.store.sqlite import Archive, Hit, Stored

__all__ = ["Archive", "Hit", "Stored"]
