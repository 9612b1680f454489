"""A dossier as one self-contained page: no request leaves it, and no word of a post is ever markup."""

from __future__ import annotations

from html import escape

from shilu.dossier import Dossier


def page(dossier: Dossier) -> str:
    """The whole `index.html` as text. Same dossier, same bytes."""
    return f"<!doctype html>\n<meta charset=utf-8>\n<title>{escape(dossier.header.title)}</title>\n"
