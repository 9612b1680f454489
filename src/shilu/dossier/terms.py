"""The small terms of a dossier: labels, days, passages, names, chains, numbers and what they count.

All spans are half-open ranges of Unicode code points in the article's text. `None` means unknown or not applicable,
never zero. `Words` hold a label in Chinese and English; names and passages are as written.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Words:
    """One label in both languages of the interface."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class When:
    """A day or an instant, with the precision that is known. `iso` is a date, or a date and time with its offset.

    `precision`: `day` (the place's own calendar day) or `instant`.
    """

    iso: str
    precision: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Where something is written. `exact` is the article's text from `start` to `end`."""

    article: str
    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who says or does. `name` is never empty: for an unnamed source the words as written, and `named` is false.

    `tier` is the reliability class of a source, 1 (responsible authority) to 4 (unnamed), `None` when not known.
    """

    id: str
    name: str
    name_en: str | None
    named: bool
    type: str
    tier: int | None


@dataclass(frozen=True, slots=True)
class ChainView:
    """On whose word: from the publishing outlet (first) to the root (last); parallel sources share one link."""

    links: tuple[tuple[Agent, ...], ...]

    @property
    def root(self) -> tuple[Agent, ...]:
        """The last link: whose word it is in the end."""
        return self.links[-1] if self.links else ()


@dataclass(frozen=True, slots=True)
class Amount:
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


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure counts. `kind` and `group` are the contract's words with their labels; `population` as written."""

    kind: str
    label: Words
    group: str
    group_label: Words
    population: str | None
    place: Agent | None
    incident: str | None
