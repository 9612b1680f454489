"""A story of two thousand articles: the judgement stays quick, however long people report."""

from __future__ import annotations

import random
import re
import statistics
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from time import process_time

import pytest

from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.ledger import Memory, judge
from shilu.model.article import Article, Raw
from shilu.sources import read
from shilu.statements import state
from shilu.stories import one_story

ARTICLES = 2000
LIMIT = 10.0  # seconds of one core
SHARE = 1 / 20  # of it, for one article more when all others are remembered
UPDATES = 5  # of which the one in the middle counts
START = datetime(2024, 3, 1, tzinfo=UTC)
COUNT = re.compile(r"\d+(?=\s?[人名死傷伤])")


def variants(folder: Path, count: int) -> Iterator[Article]:
    """The posts of two real events over and over, each seven minutes later, with paragraphs left out and counts raised."""
    chance = random.Random(20240301)
    posts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*/*.md"))]
    for number in range(count):
        head, _, body = posts[number % len(posts)].partition("\n<div>")
        day = format_datetime(START + timedelta(minutes=7 * number), usegmt=True)
        kept = [line for at, line in enumerate(body.split("\n")) if at < 2 or chance.random() < 0.9]
        text = re.sub(r"(?m)^date: .*$", f"date: {day}", head) + "\n<div>\n" + "\n".join(kept)
        text = COUNT.sub(lambda found: str(int(found[0]) + chance.randint(0, 9)), text)
        made = read(Raw(f"{number:05}.md", text.encode()))
        assert isinstance(made, Article)
        yield made


@pytest.mark.slow
@pytest.mark.shared
def test_the_ledger_of_a_story_of_two_thousand_articles_is_made_in_seconds(shared: Path) -> None:
    articles = list(variants(shared / "benchmarks" / "events", ARTICLES))
    marks = [annotate(article, None) for article in articles]
    entities = resolve(articles, marks)
    stated = [state(article, own, entities) for article, own in zip(articles, marks, strict=True)]
    start = process_time()
    ledger = judge(one_story(articles), articles, stated, entities)
    taken = process_time() - start
    memory, updates = Memory(), list[float]()
    for count in range(ARTICLES - UPDATES, ARTICLES + 1):
        story = one_story(articles[:count])
        start = process_time()
        after = judge(story, articles[:count], stated[:count], entities, memory=memory)
        updates.append(process_time() - start)
    update = statistics.median(updates[1:])
    print(f"one article more: {update * 1000:.0f} ms, {update / taken:.3f} of the whole")
    print(f"{sum(len(item.figures) for item in stated)} figures of {len(articles)} articles judged in {taken:.1f} s")
    assert after == ledger
    assert len(ledger.story.articles) == ARTICLES
    assert taken < LIMIT
    assert update < SHARE * taken
