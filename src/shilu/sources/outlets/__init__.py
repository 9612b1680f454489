"""The outlets that Shilu knows: one declaration each, in one explicit tuple; a default for the rest.

Takes nothing and gives `OUTLETS`, `by_key` and `find`; every value of a declaration is data.
Must not read articles.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from shilu.sources.outlets.declaration import Outlet
from shilu.sources.outlets.known import OUTLETS

__all__ = ["OUTLETS", "UNKNOWN", "Outlet", "by_key", "find", "host_of"]

_HOST = re.compile(r"https?://(?:[^/?#\s@]*@)?([^/?#\s:@]+)", re.IGNORECASE)

UNKNOWN = "unknown"  # the name of a publisher that no post tells


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


def host_of(url: str | None) -> str:
    """The host of a web address, in lower case; empty without one (addresses in posts need not be well-formed)."""
    found = _HOST.match(url or "")
    return found[1].lower() if found else ""


def find(author: str | None, categories: tuple[str, ...], url: str | None) -> Outlet | None:
    """The outlet of a post: by its author, else by the host of its address, else by a category."""
    if author and (named := _names().get(_folded(author))):
        return named
    return _hosted(host_of(url)) or next((named for category in categories if (named := _names().get(_folded(category)))), None)


@lru_cache(maxsize=1_000)
def _hosted(host: str) -> Outlet | None:
    """The outlet that a host belongs to."""
    return next((outlet for outlet in OUTLETS for known in outlet.hosts if host == known or host.endswith("." + known)), None)
