"""Score text reuse on controlled variants of real articles, made at run time.

    python eval/reuse.py ../shared [--count 600]

What is measured. The whole of `crud-dev` is put into an index in order of publication; then `count` of its articles
(at least 200 characters compared; chosen by hash) come again in five shapes, each as a new article of another outlet:
- `quarter`: the first 25 % of its characters;
- `embedded`: the middle 30 % of it inside another article (the host), at the host's half;
- `edited`: 10 % of its characters, drawn at random, replaced by characters of other articles;
- `byline`: a new first sentence before it and its third sentence dropped;
- `form`: every number replaced by another of as many digits, and every name that the annotator finds by one of its
  kind from another article, the same wherever it stands; only articles in which at least six places change. A template.
Recall of a shape: articles for which a passage shared with the source, or with an article that the stream had found to
be one voice with the source, is reported as copy, excerpt or update. Precision: of all pairs so reported for the
first four shapes, those with the source, the host, or an article that the stream itself had related to either.
Templates taken for copies: forms reported as copy, or as one voice with anything; beside it the pairs of the stream
whose first 80 characters name different stock codes and which are reported so.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from material import article, crud
from msgspec.structs import replace

from shilu.annotate import annotate
from shilu.model.article import Article
from shilu.model.stories import Reuse
from shilu.stories.reuse import ReuseIndex, families

SAME = ("copy", "excerpt", "update")
CODE = re.compile(r"\d{6}")
Made = tuple[str, str | None] | None  # text and host


class Variants:
    """Makes the shapes; `chance` is seeded, so that every run has the same."""

    def __init__(self, articles: list[Article]) -> None:
        self.chance = random.Random(20230718)
        self.articles = articles
        self.letters = [c for a in articles[::50] for c in a.text if "一" <= c <= "鿿"]
        self.names: dict[str, list[str]] = defaultdict(list)
        for other in articles[::20]:
            for mark in annotate(other).names:
                self.names[mark.type].append(other.text[mark.start : mark.end])

    def quarter(self, post: Article) -> Made:
        return post.text[: len(post.text) // 4], None

    def embedded(self, post: Article) -> Made:
        host = self.chance.choice(self.articles)
        size, half = len(post.text), len(host.text) // 2
        return host.text[:half] + post.text[size * 35 // 100 : size * 65 // 100] + host.text[half:], host.id

    def edited(self, post: Article) -> Made:
        text = list(post.text)
        for place in self.chance.sample(range(len(text)), len(text) // 10):
            text[place] = self.chance.choice(self.letters)
        return "".join(text), None

    def byline(self, post: Article) -> Made:
        sentences = re.findall(r"[^。！？\n]*[。！？\n]?", post.text)
        return "本报综合消息，记者某某从有关方面获悉。" + "".join(sentences[:2] + sentences[3:]), None

    def form(self, post: Article) -> Made:
        marks = annotate(post).names
        new: dict[str, str] = {}
        for mark in marks:
            old = post.text[mark.start : mark.end]
            if self.names[mark.type]:
                new.setdefault(old, self.chance.choice(self.names[mark.type]))
        pieces = re.split("(" + "|".join([r"\d+", *sorted(map(re.escape, new), key=len, reverse=True)]) + ")", post.text)
        filled = [new.get(p) or (self._number(p) if p.isdecimal() else p) for p in pieces]
        if sum(old != put for old, put in zip(pieces, filled, strict=True)) < 6:
            return None
        return "".join(filled), None

    def _number(self, old: str) -> str:
        return "".join(self.chance.choice("123456789".replace(c, "")) for c in old)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--count", type=int, default=600)
    arguments = parser.parse_args()
    articles, _ = crud(arguments.shared)
    index = ReuseIndex()
    stream = [reuse for post in articles for reuse in index.add(post)]
    voice = families(stream)
    related: dict[str, set[str]] = defaultdict(set)
    for reuse in stream:
        related[reuse.a.article].add(reuse.b.article)
        related[reuse.b.article].add(reuse.a.article)
    long = [a for a in articles if len(a.text) >= 220]
    chosen = sorted(long, key=lambda a: hashlib.sha256(a.id.encode()).digest())[: arguments.count]
    variants = Variants(articles)
    right = wrong = 0
    for shape in ("quarter", "embedded", "edited", "byline", "form"):
        make: Callable[[Article], Made] = getattr(variants, shape)
        found = made = as_voice = 0
        for post in chosen:
            variant = make(post)
            if variant is None:
                continue
            made += 1
            text, host = variant
            kin = {a for a in related[post.id] | {post.id} if voice.get(a, a) == voice.get(post.id, post.id)}
            reuses = index.add(replace(article(f"{shape}:{post.id}", "", text, post.published, shape)))
            pairs = {(r.b.article, r.kind, r.whole) for r in reuses}
            said = {b for b, kind, _ in pairs if kind in SAME}
            found += bool(said & kin)
            as_voice += any((kind == "copy" or whole) and ":crud:" not in b for b, kind, whole in pairs)
            if shape != "form":
                true = {post.id, *related[post.id], *({host, *related[host]} if host else ())}
                wide = true | {b for a in true for b in related[a]}
                mine = {b for b in said if ":crud:" not in b}
                right, wrong = right + len(mine & wide), wrong + len(mine - wide)
        if shape == "form":
            print(f"form: taken for copies {as_voice / made:.3f} ({as_voice} of {made})")
        else:
            print(f"{shape}: recall {found / made:.3f} ({found} of {made})")
    print(f"precision {right / (right + wrong):.4f} ({right} of {right + wrong})")
    print("natural templates taken for copies: {} of {}".format(*natural(articles, stream)))


def natural(articles: list[Article], stream: list[Reuse]) -> tuple[int, int]:
    """Pairs of the stream about different stock codes that are reported as one voice, of all such pairs reported."""
    code = {a.id: found[0] for a in articles if (found := CODE.findall(a.text[:80]))}
    pairs = {(r.a.article, r.b.article): r for r in stream if r.a.article in code and r.b.article in code}
    other = [r for (a, b), r in pairs.items() if code[a] != code[b]]
    return sum(r.whole for r in other), len(other)


if __name__ == "__main__":
    main()
