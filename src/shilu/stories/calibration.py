"""How many joins like one are right: what a score has proved to be worth on labelled news."""

from __future__ import annotations

import math

# Fitted by eval/joins.py on the labels of crud-dev whose hash is even (docs/decisions/0017)
INTERCEPT, SLOPE = -2.39, 3.42  # of the log odds, by support as a share of what was needed
COPY = 0.99  # of articles that repeat another's words
LINK = 0.98  # of events that go on in a later one, whatever their cosine
MOST = 0.99  # that is ever said: what was seen cannot tell one wrong in a hundred from one in a thousand


def right_of(how: str, share: float) -> float:
    """The share of joins that are right, of those with so much of the support that was needed (0 to 1)."""
    return COPY if how == "copy" else min(MOST, 1 / (1 + math.exp(-(INTERCEPT + SLOPE * share))))
