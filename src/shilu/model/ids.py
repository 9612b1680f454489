"""Deterministic ids: a prefix and the first 16 hex digits of a SHA-256 over the parts."""

from __future__ import annotations

import hashlib

SEPARATOR = "\x1f"  # ASCII unit separator: cannot occur in text that came through the readers


def make_id(prefix: str, *parts: str | int) -> str:
    """`make_id("fig", article, 3, 7)` -> `fig:0123456789abcdef`. Same parts, same id, in every run and on every machine."""
    return joined_id(prefix, SEPARATOR.join([str(part) for part in parts]))


def joined_id(prefix: str, parts: str) -> str:
    """The same of parts that are joined already, by `SEPARATOR`."""
    return f"{prefix}:{hashlib.sha256(parts.encode('utf-8')).hexdigest()[:16]}"


def digest(data: bytes) -> str:
    """The full SHA-256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()
