"""A rule of language or judgement, as a declaration: what it says, what it fires on, what it must not fire on."""

from __future__ import annotations

from msgspec import Struct


class Rule(Struct, frozen=True):
    """One named rule. Every record carries the id of the rule that made it; `shilu rules` prints them.

    `id` is `room.family.name` (`annotate.time.weekday`). `example` is a sentence on which the rule fires, with the
    expected words in square brackets where the rule marks a span; `counter_example` is one on which it must stay
    silent. Both are written by us and run by the tests. `source` says where the convention comes from, if anywhere.
    """

    id: str
    gloss: str
    example: str
    counter_example: str
    source: str = ""
