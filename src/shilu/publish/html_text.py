"""What is let through from a post: addresses that are web addresses, and words cut at a readable length."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit


def safe_url(url: str | None) -> str | None:
    """The address when it is plain http or https with a host and nothing hidden in it, else `None`."""
    if not url or any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in url):
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:  # not an address at all, such as an unclosed bracket of an IPv6 host
        return None
    return url if host and url.lower().startswith(("http://", "https://")) else None


def clip(text: str, size: int = 90) -> str:
    """The words on one line, cut after `size` code points with a visible mark."""
    line = " ".join(text.split())
    return line if len(line) <= size else line[: size - 1] + "…"
