"""Plain tables whose columns line up, Chinese characters counted as two cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def cells(text: str) -> int:
    """How many cells of a terminal a text takes (East Asian wide and full-width characters take two)."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under a head, columns padded to their widest cell."""
    widths = [max(cells(row[i]) for row in (head, *rows)) for i in range(len(head))]
    return "\n".join(_line(row, widths) for row in (head, tuple("-" * width for width in widths), *rows))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True)).rstrip()
