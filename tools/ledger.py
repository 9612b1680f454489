"""The ledger of one long story: processor seconds for all of it, and for one article more when the others are remembered.

    python tools/ledger.py [--count 2000] [--json]

The story is made of the posts of two real events where the private benchmarks are there, else of the sample: over and over, each
seven minutes later, with paragraphs left out and counts raised. What counts is the share of the whole that an update costs,
since both are timed in one run. Each update is compared with the ledger that is made at once, and the program fails when they
differ. The cycle collector rests, as in a build.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from email.utils import format_datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from corpus import ROOT, START
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.ledger import Memory, judge
from shilu.ledger.points import in_order
from shilu.model.article import Article, Raw
from shilu.model.entities import Entities
from shilu.model.ledger import Ledger
from shilu.model.statements import Stated
from shilu.model.stories import Reuse
from shilu.sources import read
from shilu.statements import state
from shilu.stories import one_story
from shilu.stories.reuse import reused

UPDATES = 5  # articles that come one after the other; the cost is that of the one in the middle
LATE = 20  # how many articles had been published after the one that comes late
COUNT = re.compile(r"\d+(?=\s?[人名死傷伤])")


class Cost(NamedTuple):
    """What the ledger of a story cost in seconds: all of it, one article more, and one that comes late."""

    articles: int
    figures: int
    whole: float
    update: float
    late: float

    @property
    def share(self) -> float:
        """An update as a part of the whole."""
        return self.update / self.whole


class Told(NamedTuple):
    """The articles of a story in order of publication, what is stated in them, and what they share."""

    articles: Sequence[Article]
    stated: Sequence[Stated]
    entities: Entities
    reuses: Sequence[Reuse]

    def judged(self, numbers: Sequence[int], memory: Memory | None) -> Ledger:
        """The ledger of some of the articles."""
        articles = [self.articles[number] for number in numbers]
        known = {article.id for article in articles}
        reuses = [one for one in self.reuses if one.a.article in known and one.b.article in known]
        stated = [self.stated[number] for number in numbers]
        return judge(one_story(articles), articles, stated, self.entities, reuses=reuses, memory=memory)


def events() -> Path:
    """The folder of posts of which a long story is made, in folders of their own."""
    shared = Path(os.environ.get("SHILU_SHARED") or ROOT.parent / "shared") / "benchmarks" / "events"
    return shared if shared.is_dir() else ROOT / "examples"


def variants(folder: Path, count: int) -> Iterator[Article]:
    """The posts of a folder's folders over and over, each seven minutes later, none like another."""
    chance = random.Random(20240301)
    posts = [path.read_text(encoding="utf-8-sig") for path in sorted(folder.glob("*/*.md"))]
    for number in range(count):
        head, _, body = posts[number % len(posts)].partition("\n<div>")
        day = format_datetime(START + timedelta(minutes=7 * number), usegmt=True)
        kept = [line for at, line in enumerate(body.split("\n")) if at < 2 or chance.random() < 0.9]
        text = re.sub(r"(?m)^date: .*$", f"date: {day}", head) + "\n<div>\n" + "\n".join(kept)
        text = COUNT.sub(lambda found: str(int(found[0]) + chance.randint(0, 9)), text)
        made = read(Raw(f"{number:05}.md", text.encode()))
        if not isinstance(made, Article):
            raise SystemExit(f"no article: {made}")
        yield made


def told(count: int) -> Told:
    """A story of some articles."""
    articles = in_order(variants(events(), count))
    marks = [annotate(article, None) for article in articles]
    entities = resolve(articles, marks)
    stated = [state(article, own, entities) for article, own in zip(articles, marks, strict=True)]
    return Told(articles, stated, entities, reused(articles))


def seconds(run: Callable[[], Ledger]) -> tuple[float, Ledger]:
    """What a call takes of the processor, and its answer."""
    start = time.process_time()
    found = run()
    return time.process_time() - start, found


def measure(count: int) -> Cost:
    """Judge a story at once, article by article at its end, and with an article that comes late."""
    story = told(count)
    numbers = range(len(story.articles))
    gc.collect()
    gc.disable()
    whole, ledger = seconds(lambda: story.judged(numbers, None))
    memory, late = Memory(), Memory()
    story.judged(numbers[:-UPDATES], memory)
    updates = [seconds(partial(story.judged, numbers[: number + 1], memory)) for number in numbers[-UPDATES:]]
    story.judged([n for n in numbers if n != numbers[-LATE - 1]], late)
    behind, again = seconds(lambda: story.judged(numbers, late))
    gc.enable()
    if updates[-1][1] != ledger or again != ledger:
        raise SystemExit("an update gave another ledger than a judgement of all articles")
    figures = sum(len(one.figures) for one in story.stated)
    return Cost(len(story.articles), figures, whole, statistics.median(taken for taken, _ in updates), behind)


def report(cost: Cost) -> str:
    """The measurements as text."""
    lines = [f"{f'ledger of a story of {cost.articles} articles, {cost.figures} figures':<56}{'seconds':>10}{'share':>8}"]
    rows = (("all of it", cost.whole), ("one article more", cost.update), ("one article that comes late", cost.late))
    return "\n".join([*lines, *(f"{name:<56}{spent:>10.3f}{spent / cost.whole:>8.1%}" for name, spent in rows)])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the measurements as JSON")
    parser.add_argument("--count", type=int, default=2000, help="articles of the story")
    args = parser.parse_args()
    cost = measure(args.count)
    print(json.dumps(cost._asdict() | {"share": cost.share}) if args.json else report(cost))


if __name__ == "__main__":
    main()
