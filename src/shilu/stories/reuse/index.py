"""An index to which articles are added one by one; each tells what it shares with those before it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from msgspec import Struct

from shilu.model.article import Article, Span
from shilu.model.stories import Reuse
from shilu.stories.reuse.align import Passage, align
from shilu.stories.reuse.classes import Judged, Side, akin, judge_pair
from shilu.stories.reuse.fingerprints import GRAM, WINDOW, Hashes, grams, winnow
from shilu.stories.reuse.folding import Folded, Places, fold
from shilu.stories.reuse.table import FirstOwners

SHARED = 4  # fingerprints in common that are worth an alignment
CANDIDATES = 6  # earlier articles that one is aligned with
FORMULA = 3  # unrelated articles of one outlet after which what they share is its formula
FORMULA_ANYWHERE = 5  # of any outlet
OWN = 0.2  # share of a passage's fingerprints that must be no formula


class Kept(Struct, frozen=True):
    """What the index keeps of one article."""

    id: str
    outlet: str
    side: Side

    @property
    def places(self) -> Places:
        """The code point of each folded character."""
        return self.side.folded.places


class ReuseIndex:
    """Add articles in order of publication. Cost and memory of one article hardly depend on how many there are."""

    def __init__(self) -> None:
        self._articles: list[Kept] = []
        self._numbers: dict[str, int] = {}  # article id -> number
        self._table = FirstOwners()
        self._recurring: Counter[tuple[str, int]] = Counter()  # (outlet or "", fingerprint) -> unrelated articles with it
        self._formulas: dict[str, set[int]] = defaultdict(set)  # outlet or "" -> fingerprints of its formulas
        self._formulaic: set[int] = set()  # articles in which a formula stood when they came
        self._related: dict[int, set[int]] = defaultdict(set)  # article -> those that hold its words

    def __len__(self) -> int:
        return len(self._articles)

    def add(self, article: Article) -> list[Reuse]:
        """What this article shares with earlier ones, passage by passage, in order of the passages and the articles."""
        return self.add_folded(article, fold(article))

    def add_folded(self, article: Article, folded: Folded) -> list[Reuse]:
        """The same, with the characters folded already."""
        mine = Kept(article.id, article.outlet.key, Side(article.title, folded))
        number = len(self._articles)
        self._articles.append(mine)
        self._numbers[mine.id] = number
        hashes = grams(folded.codes)
        prints = winnow(hashes)
        owners = self._table.claim(prints, number)
        found: list[Reuse] = []
        for other, shared in self._candidates(prints, owners, number, mine.outlet):
            found += self._compare(number, other, hashes, shared)
        return found

    def _candidates(self, prints: Hashes, owners: Places, number: int, outlet: str) -> Iterator[tuple[int, Hashes]]:
        """Earlier articles with enough fingerprints in common, the most first, then their kin; with those fingerprints."""
        known = owners != number
        if not known.any():
            return
        prints, owners = prints[known], owners[known]
        plain = self._not_formulas(prints, outlet)
        if not plain.all():
            self._formulaic.add(number)
        others, counts = np.unique(owners[plain], return_counts=True)
        order = np.lexsort((others, -counts))
        chosen = [int(others[k]) for k in order if counts[k] >= SHARED][:CANDIDATES]
        for other in np.unique(owners).tolist():
            if other not in chosen:
                self._recurs(prints[owners == other], number, other)
        for other in chosen:
            yield other, prints[owners == other]
        kin = {near for other in chosen for near in self._related[other]} - {number, *chosen}
        for other in sorted(kin)[-CANDIDATES:]:
            yield other, prints[:0]

    def formulas_in(self, article: str) -> list[tuple[int, int]]:
        """Where an article's outlet speaks in formulas, as far as learned: half-open code points of its text."""
        number = self._numbers[article]
        kept = self._articles[number]
        if number not in self._formulaic:
            return []
        own, common = self._formulas[kept.outlet], self._formulas[""]
        hashes = grams(kept.side.folded.codes).tolist()
        marked = [place for place, mark in enumerate(hashes) if mark in common or mark in own]
        return [_words(kept, low, high) for low, high in _stretches(marked)]

    def _not_formulas(self, prints: Hashes, outlet: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which fingerprints are no known formula of the outlet or of all."""
        own, common = self._formulas[outlet], self._formulas[""]
        if not own and not common:
            return np.ones(len(prints), bool)
        return np.fromiter((p not in own and p not in common for p in prints.tolist()), bool, len(prints))

    def _compare(self, number: int, other: int, hashes: Hashes, shared: Hashes) -> list[Reuse]:
        """Align one pair, judge it, and learn from what is none."""
        mine, theirs = self._articles[number], self._articles[other]
        passages = align(hashes, grams(theirs.side.folded.codes))
        judged = judge_pair(mine.side, theirs.side, passages)
        if judged is None or judged.kind == "template" or not (judged.whole or akin(mine.side, theirs.side, passages)):
            self._recurs(shared, number, other)
        if judged and judged.whole:
            self._related[other].add(number)
            self._related[number].add(other)
        return [_reuse(mine, theirs, passage, judged) for passage in passages] if judged else []

    def _recurs(self, prints: Hashes, number: int, other: int) -> None:
        """Count fingerprints that unrelated articles share; many times makes a formula."""
        outlet = self._articles[number].outlet
        same = bool(outlet) and outlet == self._articles[other].outlet
        for mark in prints.tolist():
            for key, limit in ((outlet, FORMULA), ("", FORMULA_ANYWHERE))[not same :]:
                self._recurring[key, mark] += 1
                if self._recurring[key, mark] == limit:
                    self._formulas[key].add(mark)

    def told(self, reuses: Iterable[Reuse]) -> list[Reuse]:
        """Some reuses without those of formulas, as learned until now."""
        return [reuse for reuse in reuses if reuse.whole or not self.is_formula(reuse)]

    def is_formula(self, reuse: Reuse) -> bool:
        """True when the words of a passage are a formula of the later article's outlet, or of all, as learned until now."""
        article = self._articles[self._numbers[reuse.a.article]]
        start, end = article.places.searchsorted((reuse.a.start, reuse.a.end))
        prints = winnow(grams(article.side.folded.codes[start:end]))
        return bool(len(prints)) and float(self._not_formulas(prints, article.outlet).mean()) < OWN


def _reuse(a: Kept, b: Kept, passage: Passage, judged: Judged) -> Reuse:
    """One passage with its places in both texts."""
    return Reuse(
        a=_span(a, *passage.a),
        b=_span(b, *passage.b),
        similarity=round(passage.similarity, 4),
        kind=judged.kind,
        whole=judged.whole,
    )


def _stretches(marked: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Ranges of folded characters that marked grams cover, joined where a window may lie between two."""
    start = last = None
    for place in marked:
        if start is None or last is None or place - last > GRAM + WINDOW:
            if start is not None and last is not None:
                yield start, last + GRAM
            start = place
        last = place
    if start is not None and last is not None:
        yield start, last + GRAM


def _words(article: Kept, start: int, end: int) -> tuple[int, int]:
    """The code points from the first to the last of some folded characters."""
    return int(article.places[start]), int(article.places[end - 1]) + 1


def _span(article: Kept, start: int, end: int) -> Span:
    """The code points from the first to the last of some folded characters."""
    return Span(article.id, *_words(article, start, end))


def reused(articles: Iterable[Article]) -> list[Reuse]:
    """All that some articles share, formulas left out; of two the earlier is the one that comes first in order of publication."""
    index = ReuseIndex()
    return index.told([reuse for article in articles for reuse in index.add(article)])
