"""Fit and score the shares that `stories/calibration.py` holds: how many joins of an article to an event are right.

    python eval/joins.py ../shared

A join is right when the article has the label of its nearest in the event. Of `crud-dev`, where one article of nine is
labelled, a pair counts as well of which one is: right when the other holds one of the two words that most articles of the
label have among their heaviest. In the other streams (`eventmonitor` and `events/stream.jsonl`, each with the evening news)
such a pair is wrong. An event that goes on in a later one is right there when most labelled articles of both have one label.

The curve is fitted on the labels of `crud-dev` whose hash is even, by maximum likelihood; the reliability of bins and the
expected calibration error (the mean distance between what was said and what was right, weighted by joins) are those of the
labels whose hash is odd, and of the streams that nothing was fitted on.
"""

from __future__ import annotations

import argparse
import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from material import BEIJING, Labels, crud, eventmonitor, events, ordered, shifted, xwlb

from shilu.model.article import Article
from shilu.model.ledger import Story
from shilu.stories.calibration import COPY, LINK, right_of
from shilu.stories.grouping import StoryStream
from shilu.stories.vectors import vector
from shilu.stories.words import count_words

BINS = (0.0, 0.85, 0.9, 0.95, 0.98, 1.01)
STEPS = 60  # of Newton's method


class Case(NamedTuple):
    """A join: the label of the event, how the article came, support as a share of what was needed, and whether it was right."""

    label: str
    how: str
    share: float
    right: bool


def cases(articles: list[Article], gold: Labels, *, silver: bool) -> Iterator[Case]:
    """The joins of which the article or its nearest has a label."""
    stream = StoryStream()
    for post in articles:
        stream.add(post)
    texts, words = {post.id: post.text for post in articles}, telling(articles, gold) if silver else {}
    nearest = stream.nearest()
    for key, join in stream.joins().items():
        near = nearest.get(key)
        if near is None or not (key in gold or near in gold):
            continue
        one, other = (key, near) if key in gold else (near, key)
        label = gold[one]
        right = gold[other] == label if other in gold else any(word in texts[other] for word in words.get(label, ()))
        yield Case(label, join.how, join.support / join.needed, right)
    yield from links(stream.stories(), gold)


def links(stories: Sequence[Story], gold: Labels) -> Iterator[Case]:
    """Events with labelled articles beside the one that has most of them in their story."""
    for story in stories:
        labels = [Counter(gold[key] for key in part if key in gold).most_common(1) for part in story.parts]
        first, *others = sorted((found for [found] in filter(None, labels)), key=lambda found: -found[1]) or [("", 0)]
        yield from (Case(first[0], "link", 1.0, other[0] == first[0]) for other in others)


def telling(articles: Sequence[Article], gold: Labels) -> dict[str, list[str]]:
    """Each label -> the two words that most of its articles have among their heaviest."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for post in articles:
        if post.id in gold:
            counts[gold[post.id]].update(vector(count_words(post)))
    return {label: sorted(found, key=lambda word: (-found[word], word))[:2] for label, found in counts.items()}


def fitted_on(label: str) -> bool:
    """Whether a label belongs to the half that the curve is fitted on."""
    return hashlib.sha256(label.encode()).digest()[0] % 2 == 0


def fit(found: Sequence[Case]) -> tuple[float, float]:
    """Intercept and slope of the logistic curve of the share of support, by Newton's method."""
    a = b = 0.0
    for _ in range(STEPS):
        odds = [(case.share, case.right - 1 / (1 + math.exp(-(a + b * case.share)))) for case in found]
        weights = [(share, (p := 1 / (1 + math.exp(-(a + b * share)))) * (1 - p)) for share, _ in odds]
        ga, gb = sum(error for _, error in odds), sum(share * error for share, error in odds)
        aa, ab, bb = (sum(weight * share**power for share, weight in weights) for power in (0, 1, 2))
        whole = aa * bb - ab * ab
        a, b = a + (bb * ga - ab * gb) / whole, b + (aa * gb - ab * ga) / whole
    return a, b


def report(name: str, found: Sequence[Case]) -> None:
    """Reliability by bins, and the expected calibration error."""
    joins = [case for case in found if case.how == "support"]
    said: Callable[[Case], float] = lambda case: right_of("support", case.share)  # noqa: E731 - a name for a short thing
    print(name)
    for how in ("support", "copy", "link"):
        right = [case.right for case in found if case.how == how]
        print(f"  {how}: {sum(right)} of {len(right)} right")
    error = 0.0
    for low, high in pairwise(BINS):
        inside = [case for case in joins if low <= said(case) < high]
        if inside:
            mean, right = sum(map(said, inside)) / len(inside), sum(case.right for case in inside) / len(inside)
            error += abs(mean - right) * len(inside) / len(joins)
            print(f"  said {mean:.3f}, right {right:.3f} of {len(inside)}")
    print(f"  expected calibration error {error:.3f}")


def main() -> None:
    """Fit, and score what is in force."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    shared = parser.parse_args().shared
    dense, silver = crud(shared)
    found = list(cases(dense, silver, silver=True))
    mine = [case for case in found if fitted_on(case.label)]
    print("fitted now: {:.2f}, {:.2f}".format(*fit([case for case in mine if case.how == "support"])))
    print(f"in force: a copy {COPY}, a link {LINK}")
    report("crud, the half it is fitted on", mine)
    report("crud, the other half", [case for case in found if not fitted_on(case.label)])
    news = xwlb(shared)
    stream, labels = events(shared)
    report(
        "events", list(cases(ordered([*stream, *shifted(news, datetime(2021, 11, 1, 19, tzinfo=BEIJING))]), labels, silver=False))
    )
    web, queries = eventmonitor(shared)
    found = list(cases(ordered([*web, *news]), queries, silver=False))
    report("eventmonitor", found)
    report("eventmonitor, labels of even hash", [case for case in found if fitted_on(case.label)])


if __name__ == "__main__":
    main()
