"""An index to which articles are added one by one; each tells what it shares with those before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, islice

import numpy as np
from msgspec import Struct

from shilu.model.article import Article, Span
from shilu.model.stories import Reuse
from shilu.stories.reuse.align import Passage, align
from shilu.stories.reuse.classes import Judged, Side, akin, judge_pair
from shilu.stories.reuse.fingerprints import GRAM, Hashes, distinct, grams, of_each, winnow
from shilu.stories.reuse.folding import Folded, fold
from shilu.stories.reuse.memory import CANDIDATES, Kept, Memory, Present
from shilu.stories.reuse.table import Owners

SHARED = 4  # fingerprints in common that are worth an alignment
OWN = 0.2  # share of a passage's fingerprints that must be no formula
TOGETHER = 64  # articles that are folded and hashed in one step: one by itself is so short that half the time is beginning
HELD = 512  # articles whose grams are held, 14 kB each, for those that come soon after


class Come(Struct, frozen=True):
    """An article that comes, with its characters as they are compared, the grams and fingerprints of these, and who had each
    fingerprint first."""

    article: Article
    folded: Folded
    hashes: Hashes
    prints: Hashes
    owners: Owners


class Pair(Struct, frozen=True):
    """What an article that comes is to an earlier one. `akin`: they speak of one matter."""

    other: int
    judged: Judged
    akin: bool
    reuses: list[Reuse]


class ReuseIndex:
    """Add articles in order of publication. Cost and memory of one article hardly depend on how many there are."""

    def __init__(self, memory: Memory | None = None) -> None:
        self._memory: Memory = Present() if memory is None else memory
        self._grams: dict[str, Hashes] = {}  # by the ids of articles that came or were asked for lately

    def __len__(self) -> int:
        return len(self._memory)

    def add(self, *articles: Article) -> list[Reuse]:
        """What each of some articles shares with earlier ones, passage by passage, in order of the passages and the articles."""
        folded = fold(articles)
        hashes, prints = zip(*of_each([one.codes for one in folded]), strict=True)
        owners = self._memory.claim(prints, len(self._memory))
        made = map(Come, articles, folded, hashes, prints, owners)
        return [reuse for come in made for reuse in self._add(come)]

    def _add(self, come: Come) -> Iterator[Reuse]:
        """The same for the next article."""
        article, hashes, number = come.article, come.hashes, len(self._memory)
        outlet, owners = article.outlet.key, come.owners
        known = owners != number
        prints, owners = come.prints[known], owners[known]
        formulas = self._memory.formulas(outlet, prints)
        mine = Kept(article.id, outlet, Side(article.title, come.folded), bool(formulas.any()))
        chosen = _most(owners[~formulas])
        pairs = [pair for other in (*chosen, *self._kin(chosen)) if (pair := self._compared(mine, other, hashes))]
        kin = [pair.other for pair in pairs if pair.judged.whole]
        related = [pair.other for pair in pairs if pair.akin and pair.other in chosen]
        self._memory.keep(mine, kin, self._recurring(outlet, prints, owners, related))
        self._hold(article.id, hashes)
        return (reuse for pair in pairs for reuse in pair.reuses)

    def _kin(self, chosen: Collection[int]) -> list[int]:
        """The newest relatives of some articles, these left out."""
        kin = {near for other in chosen for near in self._memory.kin(other)}
        return sorted(kin.difference(chosen))[-CANDIDATES:]

    def formulas_in(self, article: str) -> list[tuple[int, int]]:
        """Where an article's outlet speaks in formulas, as far as learned: half-open code points of its text."""
        kept = self._memory.article(self._memory.number(article))
        return kept.stretches(self._memory.formulas(kept.outlet, self._grams_of(kept))) if kept.formulaic else []

    def _grams_of(self, article: Kept) -> Hashes:
        """The grams of an article that came; most that are asked for came lately, or are asked for again."""
        found = self._grams.get(article.id)
        return self._hold(article.id, grams(article.side.folded.codes)) if found is None else found

    def _hold(self, article: str, hashes: Hashes) -> Hashes:
        """Hold the grams of an article, and let go of those that were held first."""
        self._grams[article] = hashes
        if len(self._grams) > HELD:
            del self._grams[next(iter(self._grams))]
        return hashes

    def _compared(self, mine: Kept, other: int, hashes: Hashes) -> Pair | None:
        """Align one pair and judge it; `None` when what they share is too little."""
        theirs = self._memory.article(other)
        passages = align(hashes, self._grams_of(theirs))
        judged = judge_pair(mine.side, theirs.side, passages)
        if judged is None:
            return None
        near = judged.kind != "template" and (judged.whole or akin(mine.side, theirs.side, passages))
        return Pair(other, judged, near, _reuses(mine, theirs, passages, judged))

    def _recurring(self, outlet: str, prints: Hashes, owners: Owners, related: Sequence[int]) -> dict[str, Hashes]:
        """The fingerprints that unrelated articles had first, and those that articles of the same outlet had."""
        others = distinct(owners)
        whose = others.searchsorted(owners)
        foreign = [other not in related for other in others.tolist()]
        found = {"": prints[np.array(foreign, bool)[whose]]}
        if outlet and any(foreign):
            outlets = self._memory.outlets(others.tolist())
            same = [apart and own == outlet for apart, own in zip(foreign, outlets, strict=True)]
            found[outlet] = prints[np.array(same, bool)[whose]]
        return found

    def told(self, reuses: Iterable[Reuse]) -> list[Reuse]:
        """Some reuses without those of formulas, as learned until now."""
        by_article = groupby(reuses, lambda reuse: reuse.a.article)
        return [reuse for article, own in by_article for reuse in self._told(article, own)]

    def _told(self, later: str, reuses: Iterable[Reuse]) -> Iterator[Reuse]:
        """The same of one article; most hold no formula anywhere."""
        article = self._memory.article(self._memory.number(later))
        hashes = self._grams_of(article)
        if not self._memory.formulas(article.outlet, hashes).any():
            yield from reuses
            return
        places = article.places
        for reuse in reuses:
            start, end = places.searchsorted((reuse.a.start, reuse.a.end))
            if reuse.whole or not self._is_formula(article.outlet, hashes[start : end - GRAM + 1]):
                yield reuse

    def _is_formula(self, outlet: str, hashes: Hashes) -> bool:
        """True when the words of some grams are a formula of an outlet, or of all, as learned until now."""
        prints = winnow(hashes)
        own = len(prints) - int(np.count_nonzero(self._memory.formulas(outlet, prints)))
        return bool(len(prints)) and own / len(prints) < OWN


def _most(owners: Owners) -> list[int]:
    """The owners of enough, those of most first."""
    many = [(-count, other) for other, count in Counter(owners.tolist()).items() if count >= SHARED]
    return [other for _, other in sorted(many)[:CANDIDATES]]


def _reuses(a: Kept, b: Kept, passages: Sequence[Passage], judged: Judged) -> list[Reuse]:
    """Passages with their places in both texts."""
    in_a, in_b = a.words(passage.a for passage in passages), b.words(passage.b for passage in passages)
    return [
        Reuse(Span(a.id, *one), Span(b.id, *other), round(passage.similarity, 4), judged.kind, judged.whole)
        for one, other, passage in zip(in_a, in_b, passages, strict=True)
    ]


def reused(articles: Iterable[Article]) -> list[Reuse]:
    """All that some articles share, formulas left out; of two the earlier is the one that comes first in order of publication."""
    index, left = ReuseIndex(), iter(articles)
    found: list[Reuse] = []
    while together := list(islice(left, TOGETHER)):
        found += index.add(*together)
    return index.told(found)
