"""What people decide: append-only records with who, when and why. The ledger follows them; no evidence is changed."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

ACTIONS = ("accept", "reject", "correct", "merge", "split", "move", "pin", "prefer", "note", "withdraw")


class Quote(Struct, frozen=True):
    """The passage that was judged (a TextQuoteSelector), by which a judgement is found again when ids have changed."""

    article: str
    path: str
    exact: str
    prefix: str
    suffix: str


class Judgement(Struct, frozen=True):
    """One decision. `action` is one of `ACTIONS`; `target` the id of a record (for withdraw: of a judgement).

    `correct` sets `field` of a figure to `value`; `merge` says that the entity `target` is the entity `value`, or that two
    stories are one; `split` takes the article `target` (and those in `value`, parted by spaces) out of its story, `move` puts
    it into the story `value`, `pin` holds it beside the article `value`; `prefer` ranks a figure's number first under the
    policy `preferred`. `at` is aware; `quote` is `None` for what has no passage, and holds the headline of an article.
    """

    id: str
    at: datetime
    by: str
    action: str
    target: str
    quote: Quote | None
    field: str | None
    value: str | None
    why: str


class Decided(Struct, frozen=True):
    """A judgement and the record it was attached to: by its id, else by the quotation; `None` when neither is there.

    `was` is the value that a correction replaced.
    """

    judgement: Judgement
    attached: str | None
    was: str | None = None
