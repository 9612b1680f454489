"""Which articles share words, and how."""

from __future__ import annotations

from msgspec import Struct

from shilu.model.article import Span


class Reuse(Struct, frozen=True, order=True):
    """One passage that two articles share: `a` in the later, `b` in the earlier one.

    `similarity` is 0 to 1: the characters alike, of the longer side. `kind` says what the two articles are to each
    other: copy (one text), excerpt (one holds a part of the other), update (an old background under a new lead or new
    numbers), template (one form filled in twice). `whole`: the smaller article lies within the larger, so that both are
    one voice; for the other passages only the words themselves are.
    """

    a: Span
    b: Span
    similarity: float
    kind: str
    whole: bool
