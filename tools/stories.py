"""Stories and reuse at scale: microseconds of processor time an article, beside jieba's on the same texts, and memory.

    python tools/stories.py [--count 100000]

The texts of `tools/corpus.py` in ever new disguises: in each round every known word is replaced by another of the same
length, kind and rarity, always the same in one round, so that what is frequent in the stream is frequent in the language,
and no round repeats another. One article every 80 seconds.
What an article costs at 1,000, at 10,000 and at the end is that of the thousand before; every fifth of them is segmented by
jieba in between, so that both see the same machine. What is asked is a multiple of jieba's rate, since
absolute rates move with the machine.
"""

from __future__ import annotations

import argparse
import gc
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from corpus import LENGTH, sources
from shilu.engine.words import ready_words
from shilu.model.article import Article, Block, OffsetMap, OutletRef
from shilu.stories.grouping import StoryStream
from shilu.stories.words import lexicon

START = datetime(2024, 3, 1, tzinfo=UTC)
STEP = timedelta(seconds=80)
AKIN = 64  # words of a length and tag, next to one another by rarity, that change places
SHOWN = (1000, 10_000)
LAST = 1000  # articles that a cost is the mean of
FIFTH = 5
ASKED = 2.95  # times jieba's rate: 1,000 articles a second where jieba segments 339


class Cost(NamedTuple):
    """What one article cost near a number of them: microseconds, those of jieba, and the process's memory in MB."""

    articles: int
    spent: float
    jieba: float
    megabytes: float

    @property
    def times(self) -> float:
        """How many articles are placed while jieba segments one."""
        return self.jieba / self.spent


def disguise(seed: int) -> dict[str, str]:
    """Each known word of two or more characters -> another of its length and tag, about as rare."""
    chance = random.Random(seed)
    alike: dict[tuple[int, str], list[tuple[float, str]]] = defaultdict(list)
    known = lexicon()
    for number, word in enumerate(known.texts.all()):
        alike[len(word), known.kinds[known.tags[number]]].append((known.idfs[number], word))
    new: dict[str, str] = {}
    for ranked in alike.values():
        words = [word for _, word in sorted(ranked)]
        for at in range(0, len(words), AKIN):
            some = words[at : at + AKIN]
            new.update(zip(some, chance.sample(some, len(some)), strict=True))
    return new


def articles(count: int) -> Iterator[Article]:
    """`count` articles, round after round."""
    _, texts = sources()
    for number in range(count):
        turn, place = divmod(number, len(texts))
        if place == 0:
            new = disguise(turn)
        yield plain(number, _worded(texts[place], new) if turn else texts[place])


def plain(number: int, text: str) -> Article:
    """An article of nothing but text."""
    day = START + number * STEP
    return Article(
        id=f"art:{number:07}", path=f"{number}.md", sha256="", outlet=OutletRef("", ""), title="", byline=None,
        published=day, published_raw=None, published_labelled=day, published_rule="as_labelled", published_evidence="",
        url=None, categories=(), text=text, blocks=(Block("paragraph", 0, len(text)),), images=(), links=(), rights=None,
        language="zh", script="hans", notes=(), raw_map=OffsetMap((0,), (0,), (1,)),
    )  # fmt: skip


def full(count: int) -> Iterator[Article]:
    """`count` articles of `LENGTH` characters: texts one behind the other."""
    _, texts = sources()
    whole = "\n".join(texts)
    for number in range(count):
        start = number * LENGTH % (len(whole) - LENGTH)
        yield plain(number, whole[start : start + LENGTH])


def _worded(text: str, new: dict[str, str]) -> str:
    """A text in other words."""
    pieces, last = [], 0
    for start, end, _ in lexicon().automaton.find(text):
        pieces += [text[last:start], new.get(text[start:end], text[start:end])]
        last = end
    return "".join([*pieces, text[last:]])


def costs(stream: Iterator[Article], count: int) -> Iterator[Cost]:
    """What articles cost at the numbers shown and at the end."""
    import jieba

    jieba.setLogLevel(60)
    jieba.lcut("词")
    stories, ends = StoryStream(), {*(number for number in SHOWN if number < count), count}
    spent, segmented = [0.0], [0.0]
    for number, article in enumerate(stream, 1):
        begin = time.process_time()
        stories.add(article)
        spent.append(time.process_time() - begin)
        if number % FIFTH == 0 and any(end - LAST < number <= end for end in ends):
            begin = time.process_time()
            jieba.lcut(article.text)
            segmented.append(time.process_time() - begin)
        if number in ends:
            yield Cost(number, _mean(spent[-LAST:]), _mean(segmented[-LAST // FIFTH :]), _megabytes())


def _mean(seconds: list[float]) -> float:
    return sum(seconds) / len(seconds) * 1e6


def _megabytes() -> float:
    """Memory that the process holds now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 2**20


def report(found: list[Cost]) -> str:
    """The costs as text: the first is that of articles of the full length."""
    lines = [f"{'stories and reuse, one process':<44}{'us':>12}{'jieba, us':>10}{'x jieba':>10}{'MB':>10}"]
    kinds = [f"of {LENGTH:,} characters", *["of all lengths"] * len(found)]
    for kind, cost in zip(kinds, found, strict=False):
        name = f"an article {kind}, at {cost.articles:,}"
        lines.append(f"{name:<44}{cost.spent:>12.0f}{cost.jieba:>10.0f}{cost.times:>10.2f}{cost.megabytes:>10.0f}")
    lines.append(f"asked: {ASKED} x jieba (1,000 articles a second where jieba segments 339)")
    if len(found) > 2:
        early, late = found[-2:]
        ratio = early.times / late.times
        lines.append(f"one at {late.articles:,} costs {ratio:.2f} times one at {early.articles:,}, in jieba's time (asked: 1.2)")
    return "\n".join(lines)


def measure(count: int) -> list[Cost]:
    """The cost of articles of the full length, then the curve."""
    gc.collect()
    gc.disable()  # as in a build
    ready_words()
    found = [*list(costs(full(2 * LAST), 2 * LAST))[-1:], *costs(articles(count), count)]
    gc.enable()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    print(report(measure(parser.parse_args().count)))


if __name__ == "__main__":
    main()
