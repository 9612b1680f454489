"""What the grammar works on: atoms (the smallest pieces), phrases (runs of atoms) and periods (what they mean)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from shilu.annotate.times.scene import Scene


class Atom(Struct, frozen=True):
    """One piece at a half-open range. What `numbers` hold depends on `kind`; `name` is a zone, a unit or a part of day."""

    kind: str
    start: int
    end: int
    numbers: tuple[int, ...]
    name: str = ""


class Period(Struct, frozen=True):
    """Whole days, both ends inclusive, and how they were found. Vague ones have neither end."""

    first: date | None
    last: date | None
    granularity: str
    basis: str
    rule: str
    anchor: date | None = None


INFERRED = "inferred"
FEASTS = frozenset(["annotate.time.holiday", "annotate.time.lunar"])  # days that name an occasion and tell of nothing
VAGUE = Period(None, None, "vague", "deictic", "annotate.time.vague")
Narrow = Callable[["Scene", Period | None, Atom], Period | None]
"""The meaning of a piece behind the period that stands before it; `None` when the piece has no meaning there."""

RANK = {
    "zone": 0, "century": 0,
    "year": 1, "years": 1, "relyear": 1, "sameyear": 1, "decade": 1,
    "yearpart": 2, "quarter": 2, "season": 2, "seasonof": 2,
    "month": 3, "months": 3, "relmonth": 3, "samemonth": 3,
    "tenday": 4, "week": 4, "weekend": 4, "nthweek": 4,
    "days": 5, "relday": 5, "same": 5, "weekday": 5, "date": 5, "holiday": 5, "lunar": 5, "stated": 5,
    "part": 6,
    "hour": 7, "clock": 7,
    "minute": 8,
    "second": 9,
}  # fmt: skip
"""How fine a piece is: a phrase is a run of pieces, each finer than the one before."""
