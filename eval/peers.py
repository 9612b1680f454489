"""Stories beside a peer: river's TextClust on the same articles and the same words, scored and timed in one run.

    pip install river                        # BSD-3-Clause; no dependency of the project
    python eval/peers.py ../shared [--every 12] [--radius 0.5 0.6 0.7 0.8 0.9]

Articles are all labelled ones of `crud-dev` and every so-manieth of the others, in order of publication. Both get the words of
`shilu.stories.words`; TextClust weighs them by its own idf, time runs in hours, and an article's cluster is the micro-cluster
that is nearest once it has been learned. Its radius is the best of those tried for it; ours is as it is everywhere.
BCubed is over the labelled articles; `foreign` are all others in the clusters that hold most of a label.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from material import Labels, crud, ordered

from shilu.engine.words import ready_words
from shilu.model.article import Article
from shilu.stories.grouping import group, seconds
from shilu.stories.words import count_words
from stories import bcubed, homes, main_stories

HOUR = 3600.0


def drawn(shared: Path, every: int) -> tuple[list[Article], Labels]:
    """The labelled articles and every so-manieth of the others."""
    articles, labels = crud(shared)
    others = sorted((one for one in articles if one.id not in labels), key=lambda one: one.id)[::every]
    return ordered([*(one for one in articles if one.id in labels), *others]), labels


def peer(articles: Sequence[Article], radius: float) -> dict[str, str]:
    """Article -> cluster by TextClust."""
    from river.cluster import TextClust  # type: ignore[import-not-found]  # installed by who compares

    model = TextClust(radius=radius, fading_factor=0.0005, tgap=24, real_time_fading=True, auto_merge=True)
    found = {}
    for one in articles:
        words = Counter(count_words(one).words())
        model.learn_one(words, t=seconds(one) / HOUR)
        found[one.id] = str(model.predict_one(words))
    return found


def tell(name: str, found: Mapping[str, str], gold: Labels, spent: float) -> None:
    """One line of scores."""
    precision, recall, f1 = bcubed(found, gold)
    mains = set(main_stories(found, gold).values())
    foreign = sum(home in mains and key not in gold for key, home in found.items())
    scores = f"BCubed P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; foreign {foreign} of {len(found) - len(gold)}"
    print(f"{name}: {scores}; {spent / len(found) * 1e3:.1f} ms an article", flush=True)


def main() -> None:
    """Score both, the peer at each radius."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--every", type=int, default=12)
    parser.add_argument("--radius", type=float, nargs="+", default=[0.5, 0.6, 0.7, 0.8, 0.9])
    arguments = parser.parse_args()
    ready_words()
    articles, gold = drawn(arguments.shared, arguments.every)
    print(f"{len(articles)} articles, {len(gold)} labelled", flush=True)
    begun = time.process_time()
    tell("shilu", homes(group(articles)), gold, time.process_time() - begun)
    for radius in arguments.radius:
        begun = time.process_time()
        tell(f"TextClust {radius}", peer(articles, radius), gold, time.process_time() - begun)


if __name__ == "__main__":
    main()
