"""Stories and reuse at scale: microseconds of processor time an article, and memory, as the archive grows.

    python tools/stories.py [--count 100000]

The posts of `tools/corpus.py` in ever new disguises: in each round every known word is replaced by another of the same
length, kind and rarity, always the same in one round, so that what is frequent in the stream is frequent in the language,
and no round repeats another. One article every 80 seconds.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from corpus import sources
from shilu.engine.words import ready_words
from shilu.model.article import Article, Block, OffsetMap, OutletRef
from shilu.stories.grouping import StoryStream
from shilu.stories.words import lexicon

START = datetime(2024, 3, 1, tzinfo=UTC)
STEP = timedelta(seconds=80)
AKIN = 64  # words of a length and tag, next to one another by rarity, that change places
SHOWN = (1000, 10_000, 20_000, 50_000, 100_000)


def disguise(seed: int) -> dict[str, str]:
    """Each known word of two or more characters -> another of its length and tag, about as rare."""
    chance = random.Random(seed)
    alike: dict[tuple[int, str], list[tuple[float, str]]] = defaultdict(list)
    known = lexicon()
    for word, number in known.numbers.items():
        alike[len(word), known.tags[number]].append((known.idfs[number], word))
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
        text = _worded(texts[place], new) if turn else texts[place]
        day = START + number * STEP
        yield Article(
            id=f"art:{number:07}", path=f"{number}.md", sha256="", outlet=OutletRef("", ""), title="", byline=None,
            published=day, published_raw=None, published_labelled=day, published_rule="as_labelled", published_evidence="",
            url=None, categories=(), text=text, blocks=(Block("paragraph", 0, len(text)),), images=(), links=(), rights=None,
            language="zh", script="hans", notes=(), raw_map=OffsetMap((0,), (0,), (1,)),
        )  # fmt: skip


def _worded(text: str, new: dict[str, str]) -> str:
    """A text in other words."""
    pieces, last = [], 0
    for start, end, _ in lexicon().automaton.find(text):
        pieces += [text[last:start], new.get(text[start:end], text[start:end])]
        last = end
    return "".join([*pieces, text[last:]])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    count = parser.parse_args().count
    gc.disable()  # as in a build
    stream, spent, last = StoryStream(), 0.0, 0
    ready_words()
    for number, article in enumerate(articles(count), 1):
        begin = time.process_time()
        stream.add(article)
        spent += time.process_time() - begin
        if number in SHOWN or number == count:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{number:>8} articles: {spent / (number - last) * 1e6:6.0f} us an article since {last}, peak {peak:.0f} MB")
            spent, last = 0.0, number


if __name__ == "__main__":
    main()
