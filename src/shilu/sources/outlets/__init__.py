"""The outlets that Shilu knows: one declaration each, in one explicit tuple; a default for the rest.

Takes nothing and gives `OUTLETS`, `by_key` and `find`; every value of a declaration is data.
Must not read articles.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from shilu.sources.outlets.declaration import Outlet
from shilu.sources.outlets.known import OUTLETS

__all__ = ["OUTLETS", "Outlet", "by_key", "find"]


@cache
def _keys() -> dict[str, Outlet]:
    return {outlet.key: outlet for outlet in OUTLETS}


@cache
def _names() -> dict[str, Outlet]:
    return {_folded(name): outlet for outlet in OUTLETS for name in (outlet.name, outlet.name_en, *outlet.names)}


def _folded(name: str) -> str:
    return "".join(name.split()).casefold()


def by_key(key: str) -> Outlet | None:
    """The declaration with this key, if any."""
    return _keys().get(key)


def find(author: str | None, categories: tuple[str, ...], url: str | None) -> Outlet | None:
    """The outlet of a post: by its author, else by the host of its address, else by a category."""
    if author and (named := _names().get(_folded(author))):
        return named
    host = urlsplit(url).netloc.lower().split(":")[0] if url and "://" in url[:8] else ""
    hosted = next((outlet for outlet in OUTLETS for known in outlet.hosts if host == known or host.endswith("." + known)), None)
    return hosted or next((named for category in categories if (named := _names().get(_folded(category)))), None)
