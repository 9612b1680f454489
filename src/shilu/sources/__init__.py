"""Bytes -> Article: posts of every format, one declaration an outlet (clock, byline, boilerplate, tier, language).

Takes a `Raw` and gives an `Article` whose text keeps the words as received with a map back to the bytes, or a `Failure`.
Must not know Chinese grammar, touch the disk, or let one bad post stop the others.
"""

from __future__ import annotations

from shilu.model.article import Article, Raw
from shilu.model.errors import Failure, Skipped
from shilu.model.rules import Rule
from shilu.sources import clocks, labels
from shilu.sources.decoding import decode
from shilu.sources.front_matter import FrontMatterError, parse_head
from shilu.sources.posts import article

RULES: tuple[Rule, ...] = (*clocks.RULES, *labels.RULES)


def read(raw: Raw) -> Article | Failure | Skipped:
    """Read one post. What has no front matter, body or items is `Skipped` with a reason; what is broken is a `Failure`."""
    decoded = decode(raw)
    if isinstance(decoded, Failure):
        return decoded
    try:
        head = parse_head(decoded.text)
    except FrontMatterError as error:
        return Failure(raw.path, "front_matter", str(error))
    if head is None:
        return Skipped(raw.path, "no front matter")
    return article(raw, decoded, head) or Skipped(raw.path, "no body")
