"""All points of a story by what they count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter

from shilu.ledger.matters import Side, one_matter
from shilu.ledger.placing import Placed, Placing, Told
from shilu.ledger.points import Point
from shilu.ledger.signature import Signature
from shilu.model.entities import Entities

Family = tuple[object, ...]


class Same:
    """The points of one signature, in the recorded order, and what they say together."""

    def __init__(self) -> None:
        """Begin with none."""
        self.articles: dict[int, list[Point]] = {}
        self.points: list[Point] = []
        self._side = Side()
        self._last = -1
        self._torn = False

    @property
    def side(self) -> Side:
        """What they say together; most are alone, and never asked."""
        self._side.add(self.points[self._side.points :])
        return self._side

    def add(self, article: int, points: list[Point]) -> None:
        """Take the points of one article."""
        self.articles[article] = points
        if self._torn or article < self._last:
            self._torn = True
            return
        self._last = article
        self.points = self.points + points  # whoever holds the old list keeps it

    def remove(self, article: int) -> None:
        """Forget the points of one article."""
        del self.articles[article]
        self._torn = True

    def mend(self) -> None:
        """Put the points in order again, when one article was taken out or came late."""
        if self._torn:
            self.articles = dict(sorted(self.articles.items()))
            self.points = [point for points in self.articles.values() for point in points]
            self._side, self._torn, self._last = Side(), False, max(self.articles, default=-1)


class _Sides(Mapping[Signature, Side]):
    """What the points of some signatures say, put together when it is asked."""

    def __init__(self, signatures: Mapping[Signature, None], same: Mapping[Signature, Same]) -> None:
        self._signatures, self._same = signatures, same

    def __getitem__(self, signature: Signature) -> Side:
        if signature not in self._signatures:
            raise KeyError(signature)
        return self._same[signature].side

    def __iter__(self) -> Iterator[Signature]:
        return iter(self._signatures)

    def __len__(self) -> int:
        return len(self._signatures)


class Grouping:
    """All points by signature; a named part never lands beside its own whole. More articles may come, and others may be read anew.

    `groups` are the points of each series in the recorded order; a list that is the same object as last time has not changed.
    """

    def __init__(self) -> None:
        """Begin with no article."""
        self._placing = Placing()
        self._apart: list[Placed] = []
        self._same: dict[Signature, Same] = defaultdict(Same)
        self._families: dict[Family, dict[Signature, None]] = defaultdict(dict)
        self._members: dict[Family, dict[Signature, list[Signature]]] = {}  # series -> the signatures that are one
        self.groups: dict[Signature, list[Point]] = {}

    @property
    def elsewhere(self) -> bool:
        """Whether something else is known of a place than last time."""
        return self._placing.elsewhere

    def follow(self, told: Sequence[Told], entities: Entities) -> set[Signature]:
        """Know the points of all articles as they are now; gives the series that have changed, came or went."""
        again = self._placing.follow(told, entities)
        touched: set[Signature] = set()
        for at in (*again, *range(len(told), len(self._apart))):
            if at < len(self._apart):
                touched |= self._remove(at)
        del self._apart[len(told) :]
        for at in again:
            touched |= self._add(at, self._placing.apart[at])
        for signature in touched:
            self._same[signature].mend()
            if not self._same[signature].articles:
                del self._same[signature], self._families[_family(signature)][signature]
        families = self._families if self.elsewhere else dict.fromkeys(map(_family, touched))
        return {one for family in list(families) for one in self._arrange(family, touched, entities)}

    def _remove(self, at: int) -> set[Signature]:
        signatures = {signature for signature, _ in self._apart[at]}
        for signature in signatures:
            self._same[signature].remove(at)
        return signatures

    def _add(self, at: int, placed: Placed) -> set[Signature]:
        found: dict[Signature, list[Point]] = {}
        for signature, point in placed:
            found.setdefault(signature, []).append(point)
        for signature, points in found.items():
            self._same[signature].add(at, points)
            self._families[_family(signature)][signature] = None
        if at < len(self._apart):
            self._apart[at] = placed
        else:
            self._apart.append(placed)
        return set(found)

    def _arrange(self, family: Family, touched: set[Signature], entities: Entities) -> Iterable[Signature]:
        """Find out which signatures of a family are one series; gives the series that have changed."""
        own = self._families[family]
        if len(own) == 1 and family not in self._members:
            (only,) = own
            self._members[family], self.groups[only] = {only: [only]}, self._same[only].points
            return (only,)
        return self._rearrange(family, own, touched, entities)

    def _rearrange(
        self, family: Family, own: Mapping[Signature, None], touched: set[Signature], entities: Entities
    ) -> Iterator[Signature]:
        """The same where there are several, or were others."""
        same = one_matter(_Sides(own, self._same), entities) if len(own) > 1 else {}
        members: dict[Signature, list[Signature]] = {one: [one] for one in own if one not in same}
        for one in own if same else ():
            if one in same:
                members.setdefault(same[one], []).append(one)
        before, self._members[family] = self._members.get(family, {}), members
        for gone in before.keys() - members.keys():
            del self.groups[gone]
            yield gone
        for series, parts in members.items():
            if before.get(series) != parts or not touched.isdisjoint(parts):
                every = [self._same[one].points for one in parts]
                self.groups[series] = every[0] if len(every) == 1 else sorted(chain(*every), key=attrgetter("rank"))
                yield series
        if not own:
            del self._families[family], self._members[family]


def _family(signature: Signature) -> Family:
    """All that may be one whatever its place, its building and its words."""
    return signature.kind, signature.group, signature.increment, signature.incident, signature.unit
