"""Score stories on the private benchmarks and on fifty invented hard negatives.

    python eval/stories.py ../shared [--only NAME]

What is measured. BCubed precision, recall and F1 over the labelled articles (each with the share of its story's labelled
articles that have its label, and the share of its label that lies in its story); articles without a label take part in
the stream, never in the score. `foreign`: articles that lie in a labelled event's main story (the one that holds most of
it) and carry another label; for the mixes, also unlabelled ones. Streams, each replayed in order of publication:
- `events+xwlb`: `events/stream.jsonl` with the evening news items, the first of which is moved to 1 November 2021;
- `events+crud`: the same with `crud-dev` twice, moved to begin on 4 December 2021 and on 18 December 2023;
- `crud`: `crud-dev` with the five seeds moved to begin on 20 July 2023 08:00; impurity is the mean over labelled events of
  the share of labelled articles in the main story that carry another label; `largest` is the largest story;
- `eventmonitor`: with the evening news items at their own times;
- `negatives`: the five seeds with the fifty items of `tests/data/stories/hard_negatives.tsv`, their blanks filled with the
  seeds' own country and presidents, one item every four hours from two days before the first seed;
- `permuted`: `crud` in the order of arrival when each article is delayed by up to 48 hours at random (three draws), BCubed
  F1 of the answer with late articles against the replay; and whether the same order gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from material import BEIJING, Labels, article, crud, eventmonitor, events, ordered, seeds, shifted, xwlb
from msgspec.structs import replace

from shilu.model.article import Article
from shilu.model.ledger import Story
from shilu.stories.grouping import StoryStream, group, seconds

NEGATIVES = Path(__file__).parents[1] / "tests" / "data" / "stories" / "hard_negatives.tsv"
BLANKS = {"国": "哈萨克斯坦", "首都": "努尔苏丹", "总统": "托卡耶夫", "邻国": "俄罗斯", "邻总统": "普京", "盟": "集安组织"}


def bcubed(found: Mapping[str, str], gold: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall, F1 over the articles of `gold`."""
    by_story, by_label = Counter(found[key] for key in gold), Counter(gold.values())
    both = Counter((found[key], label) for key, label in gold.items())
    precision = sum(both[found[key], label] / by_story[found[key]] for key, label in gold.items()) / len(gold)
    recall = sum(both[found[key], label] / by_label[label] for key, label in gold.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def homes(stories: Sequence[Story]) -> dict[str, str]:
    return {key: story.id for story in stories for key in story.articles}


def main_stories(found: Mapping[str, str], gold: Labels) -> dict[str, str]:
    """Label -> the story that holds most of it."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for key, label in gold.items():
        counts[label][found[key]] += 1
    return {label: max(sorted(stories.items()), key=lambda item: item[1])[0] for label, stories in counts.items()}


def score(name: str, articles: list[Article], gold: Labels) -> dict[str, str]:
    """Replay, score and print; returns article -> story."""
    stories = group(articles)
    found = homes(stories)
    precision, recall, f1 = bcubed(found, gold)
    mains = main_stories(found, gold)
    others = [key for key, story in found.items() if story in mains.values() and key not in gold]
    mixed = sum(gold[key] != label for label, story in mains.items() for key in gold if found[key] == story)
    impurity = [
        sum(gold[key] != label for key in gold if found[key] == story) / sum(found[key] == story for key in gold)
        for label, story in mains.items()
    ]
    sizes = [len(story.articles) for story in stories]
    print(
        f"{name}: BCubed P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; {len(articles)} articles, {len(stories)} stories, "
        f"largest {max(sizes)}; foreign with a label {mixed}, without {len(others)}; impurity {sum(impurity) / len(impurity):.3f}"
    )
    return found


def negatives(shared: Path) -> None:
    five = seeds(shared)
    start = min(post.published for post in five if post.published) - timedelta(days=2)
    rows = [line.split("\t") for line in NEGATIVES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    made = [
        article(f"negative:{n:02}", *(cell.format(**BLANKS) for cell in row), start + timedelta(hours=4 * n))
        for n, row in enumerate(rows)
    ]
    found = homes(group([*five, *made]))
    mine = Counter(found[post.id] for post in five)
    foreign = sum(found[post.id] in mine for post in made)
    print(f"negatives: the five seeds in {len(mine)} story, {foreign} of {len(made)} hard negatives with them")


def permuted(articles: list[Article]) -> None:
    replayed = homes(group(articles))
    for draw in range(3):
        chance = random.Random(draw)
        late = sorted(articles, key=lambda a: (seconds(a) + chance.uniform(0, 48 * 3600), a.id))
        stream = StoryStream()
        for post in late:
            stream.add(post)
        provisional = homes(stream.stories())
        print(f"permuted {draw}: BCubed of the provisional answer against the replay {bcubed(provisional, replayed)[2]:.3f}")
    digests = {hashlib.sha256(msgspec.json.encode(group(order))).hexdigest() for order in (articles, articles[::-1], articles)}
    print(f"bytes of three replays: {len(digests)} different")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    shared, only = arguments.shared, arguments.only
    stream, labels = events(shared)
    dense, silver = crud(shared)
    five = shifted(seeds(shared), datetime(2023, 7, 20, 8, tzinfo=BEIJING))
    if only in ("", "events+xwlb"):
        score("events+xwlb", ordered([*stream, *shifted(xwlb(shared), datetime(2021, 11, 1, 19, tzinfo=BEIJING))]), labels)
    if only in ("", "events+crud"):
        twice = [
            replace(post, id=f"{post.id}@{start.year}")
            for start in (datetime(2021, 12, 4, tzinfo=BEIJING), datetime(2023, 12, 18, tzinfo=BEIJING))
            for post in shifted(dense, start)
        ]
        score("events+crud", ordered([*stream, *twice]), labels)
    if only in ("", "crud"):
        found = score("crud", ordered([*dense, *five]), silver)
        mine = {found[post.id] for post in five}
        print(f"  seeds: {len(mine)} story of {sum(story in mine for story in found.values())}")
    if only in ("", "eventmonitor"):
        web, queries = eventmonitor(shared)
        score("eventmonitor", ordered([*web, *xwlb(shared)]), queries)
    if only in ("", "negatives"):
        negatives(shared)
    if only in ("", "permuted"):
        permuted(dense)


if __name__ == "__main__":
    main()
