"""An index to which articles are added one by one; each tells what it shares with those before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import numpy as np
from msgspec import Struct

from shilu.model.article import Article, Span
from shilu.model.stories import Reuse
from shilu.stories.reuse.align import Passage, align
from shilu.stories.reuse.classes import Judged, Side, akin, judge_pair
from shilu.stories.reuse.fingerprints import Hashes, distinct, grams, winnow
from shilu.stories.reuse.folding import Folded, fold
from shilu.stories.reuse.memory import CANDIDATES, Kept, Memory, Present
from shilu.stories.reuse.table import Owners

SHARED = 4  # fingerprints in common that are worth an alignment
OWN = 0.2  # share of a passage's fingerprints that must be no formula


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
        self._newest = "", np.empty(0, np.uint64)  # id and grams of the article that came last

    def __len__(self) -> int:
        return len(self._memory)

    def add(self, article: Article) -> list[Reuse]:
        """What this article shares with earlier ones, passage by passage, in order of the passages and the articles."""
        return self.add_folded(article, fold(article))

    def add_folded(self, article: Article, folded: Folded) -> list[Reuse]:
        """The same, with the characters folded already."""
        number, outlet = len(self._memory), article.outlet.key
        hashes = grams(folded.codes)
        prints = winnow(hashes)
        owners = self._memory.claim(prints, number)
        known = owners != number
        prints, owners = prints[known], owners[known]
        formulas = self._memory.formulas(outlet, prints)
        mine = Kept(article.id, outlet, Side(article.title, folded), bool(formulas.any()))
        chosen = _most(owners[~formulas])
        pairs = [pair for other in (*chosen, *self._kin(chosen)) if (pair := self._compared(mine, other, hashes))]
        kin = [pair.other for pair in pairs if pair.judged.whole]
        related = [pair.other for pair in pairs if pair.akin and pair.other in chosen]
        self._memory.keep(mine, kin, self._recurring(outlet, prints, owners, related))
        self._newest = article.id, hashes
        return [reuse for pair in pairs for reuse in pair.reuses]

    def _kin(self, chosen: Collection[int]) -> list[int]:
        """The newest relatives of some articles, these left out."""
        kin = {near for other in chosen for near in self._memory.kin(other)}
        return sorted(kin.difference(chosen))[-CANDIDATES:]

    def formulas_in(self, article: str) -> list[tuple[int, int]]:
        """Where an article's outlet speaks in formulas, as far as learned: half-open code points of its text."""
        kept = self._memory.article(self._memory.number(article))
        if not kept.formulaic:
            return []
        newest, hashes = self._newest
        marks = self._memory.formulas(kept.outlet, hashes if newest == article else grams(kept.side.folded.codes))
        return kept.stretches(marks)

    def _compared(self, mine: Kept, other: int, hashes: Hashes) -> Pair | None:
        """Align one pair and judge it; `None` when what they share is too little."""
        theirs = self._memory.article(other)
        passages = align(hashes, grams(theirs.side.folded.codes))
        judged = judge_pair(mine.side, theirs.side, passages)
        if judged is None:
            return None
        near = judged.kind != "template" and (judged.whole or akin(mine.side, theirs.side, passages))
        return Pair(other, judged, near, _reuses(mine, theirs, passages, judged))

    def _recurring(self, outlet: str, prints: Hashes, owners: Owners, related: Sequence[int]) -> dict[str, Hashes]:
        """The fingerprints that unrelated articles had first, and those that articles of the same outlet had."""
        if related:
            foreign = ~np.isin(owners, related)
            prints, owners = prints[foreign], owners[foreign]
        found = {"": prints}
        if outlet and len(owners):
            others = distinct(owners)
            same = [own == outlet for own in self._memory.outlets(others.tolist())]
            found[outlet] = prints[np.isin(owners, others[same])]
        return found

    def told(self, reuses: Iterable[Reuse]) -> list[Reuse]:
        """Some reuses without those of formulas, as learned until now."""
        return [reuse for reuse in reuses if reuse.whole or not self.is_formula(reuse)]

    def is_formula(self, reuse: Reuse) -> bool:
        """True when the words of a passage are a formula of the later article's outlet, or of all, as learned until now."""
        article = self._memory.article(self._memory.number(reuse.a.article))
        start, end = article.places.searchsorted((reuse.a.start, reuse.a.end))
        prints = winnow(grams(article.side.folded.codes[start:end]))
        return bool(len(prints)) and float((~self._memory.formulas(article.outlet, prints)).mean()) < OWN


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
    index = ReuseIndex()
    return index.told([reuse for article in articles for reuse in index.add(article)])
