"""One series, point by point: what each new number does to those that stood before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from shilu.ledger.asides import is_single
from shilu.ledger.compare import compare
from shilu.ledger.points import Key, Point
from shilu.ledger.signature import MEASURED
from shilu.ledger.verdict import Verdict

ECHOES = frozenset({"one_chain", "no_source"})  # the same number again, but on nobody's own word
MOST_LIVE = 40  # more numbers than these never stand side by side in an account that a reader can use
LOOK_BACK = 6  # distinct live numbers with which a new one is compared: relations stay linear in the points


class Standing(Struct, frozen=True):
    """What stands once a point has been taken: the live points, the roots on whose word, and the outlets that printed them."""

    point: Point
    live: Sequence[Point]
    roots: Sequence[str]
    outlets: tuple[str, ...]


class Kept(Struct, frozen=True):
    """What a fold knows of the numbers at one moment, as in `Fold`, and how many verdicts there are."""

    live: dict[Key, list[Point]]
    fallen: dict[Key, dict[str, Point]]
    gone: dict[Key, Point]
    vague: dict[Key, Point]
    first: dict[Key, Point]
    trail: dict[str, Point]
    outlets: dict[Key, dict[str, None]]
    verdicts: int


@dataclass(slots=True)
class Fold:
    """The state of one series while its points pass in the recorded order.

    `live` holds for each number the points that still stand; `watch` is shown what stands after each point.
    """

    watch: Callable[[Standing], None]
    live: dict[Key, list[Point]] = field(default_factory=dict)
    fallen: dict[Key, dict[str, Point]] = field(default_factory=dict)  # number -> what fell to it
    gone: dict[Key, Point] = field(default_factory=dict)  # number -> the point that took its place
    vague: dict[Key, Point] = field(default_factory=dict)  # number -> what was said less exactly before it
    first: dict[Key, Point] = field(default_factory=dict)  # who gave a live number first
    corrected: set[str] = field(default_factory=set)  # articles that say that they correct
    trail: dict[str, Point] = field(default_factory=dict)  # outlet -> its last point
    known: dict[str, set[Key]] = field(default_factory=dict)  # article -> all numbers that it gives
    verdicts: list[Verdict] = field(default_factory=list)
    echoes: set[str] = field(default_factory=set)
    outlets: dict[Key, dict[str, None]] = field(default_factory=dict)  # who printed each number, in order

    def kept(self) -> Kept:
        """What is known of the numbers at this moment, so that the fold can be taken back to it."""
        fallen = {key: dict(own) for key, own in self.fallen.items()}
        outlets = {key: dict(own) for key, own in self.outlets.items()}
        copies = dict(self.live), fallen, dict(self.gone), dict(self.vague), dict(self.first), dict(self.trail), outlets
        return Kept(*copies, len(self.verdicts))

    def back_to(self, kept: Kept, gone: Iterable[Point]) -> None:
        """As it was at a moment, before some points, which are all those of their articles."""
        self.live, self.gone, self.vague = dict(kept.live), dict(kept.gone), dict(kept.vague)
        self.first, self.trail = dict(kept.first), dict(kept.trail)
        self.fallen = {key: dict(own) for key, own in kept.fallen.items()}
        self.outlets = {key: dict(own) for key, own in kept.outlets.items()}
        del self.verdicts[kept.verdicts :]
        for point in gone:
            self.known.pop(point.article, None)
            self.corrected.discard(point.article)
            self.echoes.discard(point.id)

    def take(self, point: Point) -> None:
        """Relate a point to what stands, and let it stand if nothing speaks against it."""
        self.outlets.setdefault(point.key, {})[point.outlet] = None
        if is_single(point, self.standing()):
            return
        if self._judge(point):
            self._stand(point)
        self._follow(point)
        self._step(point)

    def withdraw(self, point: Point) -> None:
        """An outlet takes back what it had printed: the number falls, and what it had replaced stands again."""
        same = [
            p for p in self.standing() if p.nominal == point.nominal and p.outlet == point.outlet and p.article != point.article
        ]
        for old in same:
            verdict = Verdict(old, point, "superseded_by", "R6", "withdrawn")
            self.verdicts.append(verdict)
            self._bury(verdict)
        for key in {old.key for old in same} - self.live.keys():
            self._revive(key)
        if same:
            self._step(point)

    def _revive(self, withdrawn: Key) -> None:
        """What had only fallen to a number that nobody upholds any more stands again."""
        for old in self.fallen.pop(withdrawn, {}).values():
            self.live[old.key] = [*self.live.get(old.key, ()), old]
            self.first.setdefault(old.key, old)
            self.gone.pop(old.key, None)

    def _step(self, point: Point) -> None:
        printed = tuple(dict.fromkeys(outlet for key in self.live for outlet in self.outlets[key]))
        live = list(self.standing())
        roots = {root for p in live if p.id not in self.echoes for root in p.roots}
        self.watch(Standing(point, live, sorted(roots), printed))

    def standing(self) -> Iterator[Point]:
        """All live points."""
        for group in self.live.values():
            yield from group

    def _judge(self, point: Point) -> bool:
        """Compare with each live number; returns whether the point itself stands."""
        stale = self.gone.get(point.key)
        for key in list(self.live)[-LOOK_BACK:][::-1]:
            group = self.live[key]
            verdict = self._compare(_closest(point, group), point, stale)
            if verdict is None:
                continue
            if not self._settle(verdict, point, group, stale):
                return False
        return True

    def _compare(self, old: Point, new: Point, stale: Point | None) -> Verdict | None:
        """The verdict on two points; no conflict where the article of the lower number gives the higher one, too."""
        verdict = compare(old, new, stale, corrects=new.article in self.corrected)
        if verdict is None or verdict.relation != "conflict" or old.figure.kind in MEASURED or old.article == new.article:
            return verdict
        low, high = (old, new) if (old.nominal or 0) < (new.nominal or 0) else (new, old)
        if high.key not in self.known.get(low.article, ()):
            return verdict
        return Verdict(low, high, "superseded_by", "R6", "knows_higher")

    def _settle(self, verdict: Verdict, point: Point, group: Sequence[Point], stale: Point | None) -> bool:
        """Write down a verdict; one that ends a number is asked of every point that gave it. False: the point itself falls."""
        if verdict.dead is None or verdict.dead is point:
            if verdict.case in ECHOES:
                self.echoes.add(point.id)
            if not _within_article(verdict):
                self.verdicts.append(verdict)
                self._against_first(verdict, point, group, stale)
            return verdict.dead is None and (verdict.case != "other_size" or not _smaller(point, group[-1]))
        first = self.first.get(group[-1].key)
        for old in [*group] if first is None or first in group else [first, *group]:
            one = self._compare(old, point, stale)
            if one is None:
                continue
            self.verdicts.append(one)
            if one.dead is point:
                return False
            if one.relation == "refined_by":
                self.vague[point.key] = one.a
            elif (vague := self.vague.pop(old.key, None)) is not None and vague.rank < old.rank:
                self.verdicts.append(Verdict(vague, point, one.relation, one.rule, "sibling"))
            self._bury(one)
        return True

    def _against_first(self, verdict: Verdict, point: Point, group: Sequence[Point], stale: Point | None) -> None:
        """What stands against a number is set beside the report that gave it first, too."""
        first = self.first.get(group[-1].key)
        if verdict.relation not in ("conflict", "undetermined") or first is None or first.id in (verdict.a.id, verdict.b.id):
            return
        one = self._compare(first, point, stale)
        if one is not None and one.relation == verdict.relation:
            self.verdicts.append(one)

    def _follow(self, point: Point) -> None:
        """What an outlet printed before is related to what it prints now, whoever else had moved on in between."""
        before = self.trail.get(point.outlet)
        self.trail[point.outlet] = point
        if before is None or before.article == point.article or before.key == point.key:
            return
        verdict = self._compare(before, point, self.gone.get(point.key))
        if verdict is not None and verdict.dead is before:
            self.verdicts.append(verdict)

    def _bury(self, verdict: Verdict) -> None:
        dead = verdict.dead
        if dead is None or dead.key not in self.live:
            return
        self.fallen.setdefault(verdict.b.key, {})[dead.id] = dead
        rest = [p for p in self.live[dead.key] if p.id != dead.id]
        if rest:
            self.live[dead.key] = rest
        else:
            del self.live[dead.key]
            self.first.pop(dead.key, None)
            self.gone[dead.key] = verdict.b

    def _stand(self, point: Point) -> None:
        """The newest point of each source stands; it takes the place of the source's older one with the same number."""
        group = [p for p in self.live.pop(point.key, ()) if p.roots != point.roots]
        self.first.setdefault(point.key, point)
        self.live[point.key] = [*group, point]  # last: the newest number is asked first
        if len(self.live) > MOST_LIVE:
            del self.live[next(iter(self.live))]
        self.gone.pop(point.key, None)


def _within_article(verdict: Verdict) -> bool:
    """Whether a verdict only says that one article repeats its own number, or gives another one of who knows what."""
    return verdict.a.article == verdict.b.article and verdict.relation in ("repeats", "undetermined")


def _smaller(point: Point, old: Point) -> bool:
    """Whether a number that is of another matter is the lesser one: it does not stand beside the count of the whole."""
    return (point.nominal or 0) < (old.nominal or 0)


def _closest(point: Point, group: Sequence[Point]) -> Point:
    """Of the points that gave one number, the newest of the same source, else the newest."""
    same = [old for old in group if not set(old.roots).isdisjoint(point.roots)]
    return (same or list(group))[-1]
