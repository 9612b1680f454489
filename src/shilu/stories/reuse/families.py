"""Who is one voice: articles that are the same words, and passages that are."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from shilu.model.article import Span
from shilu.model.stories import Reuse

Key = TypeVar("Key", bound=Hashable)


def families(reuses: Iterable[Reuse]) -> dict[str, str]:
    """Article -> the first article of its family, for all that share one voice with another as a whole.

    Templates and updates make no family: other numbers are other news.
    """
    return unite([(reuse.b.article, reuse.a.article) for reuse in reuses if reuse.whole])


def voices(reuses: Sequence[Reuse], spans: Iterable[Span]) -> dict[Span, Span]:
    """Passage -> the one it repeats (the least of them), for passages that stand at the same place of shared words.

    Two articles of a hundred sentences each may share one: what that one says is one report, the rest is two.
    """
    by_article: dict[str, list[Span]] = defaultdict(list)
    for span in sorted(set(spans)):
        by_article[span.article].append(span)
    pairs = (pair for reuse in reuses if reuse.kind != "template" for pair in _same(reuse, by_article))
    return unite(pairs)


def _same(reuse: Reuse, spans: Mapping[str, Sequence[Span]]) -> Iterator[tuple[Span, Span]]:
    """Spans of both articles that lie over one another when the two sides of the passage are laid together."""
    theirs = _inside(spans.get(reuse.b.article, ()), reuse.b)
    for mine in _inside(spans.get(reuse.a.article, ()), reuse.a):
        stretch = (reuse.b.end - reuse.b.start) / (reuse.a.end - reuse.a.start)
        start = reuse.b.start + (mine.start - reuse.a.start) * stretch
        end = reuse.b.start + (mine.end - reuse.a.start) * stretch
        for other in theirs:
            over = min(end, other.end) - max(start, other.start)
            if over * 2 > max(end - start, other.end - other.start):
                yield other, mine


def _inside(spans: Sequence[Span], whole: Span) -> Sequence[Span]:
    """Those of some sorted spans that lie within another."""
    first = bisect_right(spans, Span(whole.article, whole.start, -1))
    return [span for span in spans[first:] if span.end <= whole.end]


def unite(pairs: Iterable[tuple[Key, Key]]) -> dict[Key, Key]:
    """Member -> least member, for the groups that pairs make (union-find). Keys must be comparable."""
    parent: dict[Key, Key] = {}

    def root(key: Key) -> Key:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for pair in pairs:
        low, high = sorted(map(root, pair))  # type: ignore[type-var]  # keys are ids or spans, both ordered
        parent[high] = low
    return {key: root(key) for key in sorted(parent)}  # type: ignore[type-var]  # as above
