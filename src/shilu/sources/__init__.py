"""Bytes -> Article: posts of every format, one declaration an outlet (clock, byline, boilerplate, tier, language).

Takes a `Raw` and gives an `Article` whose text keeps the words as received with a map back to the bytes, or a `Failure`.
Must not know Chinese grammar, touch the disk, or let one bad post stop the others.
"""

from __future__ import annotations

from shilu.model.article import Article, Raw
from shilu.model.errors import Failure, Skipped
from shilu.model.rules import Rule

RULES: tuple[Rule, ...] = ()


def read(raw: Raw) -> Article | Failure | Skipped:
    """Read one post. What has no front matter, body or items is `Skipped` with a reason; what is broken is a `Failure`."""
    return Failure(raw.path, "read", "not built yet")
