"""The view: what a page shows, as plain documented structs.

Takes a Ledger with its Articles, Entities and Stated and gives a `Dossier` that page, Markdown and API render alike.
Must not contain markup or judge anything again.
"""

from __future__ import annotations

from shilu.dossier.arrange import arrange
from shilu.dossier.view import Dossier

__all__ = ["Dossier", "arrange"]
