"""The small terms of a dossier: labels, days, passages, names, chains, numbers and what they count.

All spans are half-open ranges of Unicode code points in the article's text. `None` means unknown or not applicable,
never zero. `Words` hold a label in Chinese and English; names and passages are as written. A page is made of thousands
of these, and keeps its pieces by them: named tuples are built and hashed several times as fast as frozen dataclasses.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Words(NamedTuple):
    """One label in both languages of the interface."""

    zh: str
    en: str


class When(NamedTuple):
    """A day or an instant, with the precision that is known. `iso` is a date, or a date and time with its offset.

    `precision`: `day` (the place's own calendar day) or `instant`.
    """

    iso: str
    precision: str


class Passage(NamedTuple):
    """Where something is written. `exact` is the article's text from `start` to `end`."""

    article: str
    start: int
    end: int
    exact: str


class Agent(NamedTuple):
    """Somebody who says or does. `name` is never empty: for an unnamed source the words as written, and `named` is false.

    `tier` is the reliability class of a source, 1 (responsible authority) to 4 (unnamed), `None` when not known.
    """

    id: str
    name: str
    name_en: str | None
    named: bool
    type: str
    tier: int | None


class ChainView(NamedTuple):
    """On whose word: from the publishing outlet (first) to the root (last); parallel sources share one link."""

    links: tuple[tuple[Agent, ...], ...]

    @property
    def root(self) -> tuple[Agent, ...]:
        """The last link: whose word it is in the end."""
        return self.links[-1] if self.links else ()


class Ruling(NamedTuple):
    """What a person decided: on which record, what, when, who and why. `was` is the value that `value` replaced in a field.

    `subject` names a record that has no passage of its own (a series, a disagreement, an entity); for a merge, `value` is the name
    of what it is. `passage` is what was judged, `None` without one.
    """

    id: str
    record: str
    action: str
    action_label: Words
    at: When
    by: str
    why: str
    field_label: Words | None
    was: str | None
    value: str | None
    subject: Words | None
    passage: Passage | None


class Amount(NamedTuple):
    """A number with its bounds, both inclusive, `None` where open. `operator` as in the contract.

    `written` are the words as they stand in the text, `None` for a computed amount. `value` is `None` for vague and
    unknown numbers: those are shown by their words, never as zero. `unit` as written (人, 架, EUR).
    """

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    operator: str
    unit: str | None
    written: str | None


class Measure(NamedTuple):
    """What a figure counts. `kind` and `group` are the contract's words with their labels; `population` as written.

    `within` is the region that a place narrower than a region lies in, `None` when not known.
    """

    kind: str
    label: Words
    group: str
    group_label: Words
    population: str | None
    place: Agent | None
    incident: str | None
    within: Agent | None = None
