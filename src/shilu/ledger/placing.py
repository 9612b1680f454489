"""Which place and which words each point of a story speaks of, article by article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from shilu.entities.areas import ancestors
from shilu.ledger.heads import Counted, Heads
from shilu.ledger.places import Spoken, addends_of, places_of, sums_of
from shilu.ledger.points import Point
from shilu.ledger.signature import FORECASTS, LOOSE, Signature, signature
from shilu.ledger.words import plain
from shilu.model.entities import Entities
from shilu.model.patterns import late

PART = late("其中|包括|当中|分别|造成|已有|至少|死亡|遇难|受伤|失踪|人|名")

Told = Sequence[Point]  # the points of one article
Placed = list[tuple[Signature, Point]]


class Placing:
    """The signature of each point. More articles may come, and others may be read anew.

    `apart` is what has been found, article by article; `elsewhere` whether something else is known of a place than last time.
    """

    def __init__(self) -> None:
        """Begin with no article."""
        self._told: list[Told] = []
        self._spoken = Spoken()
        self._main = ""
        self._known: dict[str, object] = {}
        self._placed: list[Placed] = []
        self._heads = Heads()
        self._places: dict[str, set[int]] = defaultdict(set)  # -> the articles that speak of it
        self._words: dict[Counted, set[int]] = defaultdict(set)  # -> the same
        self.apart: list[Placed] = []
        self.elsewhere = False

    def follow(self, told: Sequence[Told], entities: Entities) -> list[int]:
        """Know the points of all articles as they are now; gives the articles of which something else is found, in order."""
        common = min(len(told), len(self._told))
        other = {at for at in range(common) if told[at] is not self._told[at]}
        gone, come = (*other, *range(common, len(self._told))), (*other, *range(common, len(told)))
        for at in gone:
            self._spoken.count(self._told[at], -1)
            for point in self._told[at]:
                self._places[point.figure.place or ""].discard(at)
        self._told = list(told)
        for at in come:
            self._spoken.count(told[at], 1)
            for place in {point.figure.place or "" for point in told[at]}:
                self._places[place].add(at)
        stale = {*come, *self._known_otherwise(entities)}
        again = sorted(stale | self._place(stale, {*gone, *stale}, entities))
        for at in again:
            self.apart[at] = _apart_all(self._placed[at], self._heads)
        return again

    def _known_otherwise(self, entities: Entities) -> Collection[int]:
        """The articles that speak of a place of which something else is known by now; all, when that is the main place."""
        main = self._spoken.main_place(entities)
        before, self._known = self._known, {place: _facts(place, entities) for place in (*self._places, main)}
        other = {place for place, facts in self._known.items() if place in before and before[place] != facts}
        self.elsewhere = bool(other)
        if main != self._main or main in other:
            self._main = main
            return range(len(self._told))
        return {at for place in other for at in self._places[place]}

    def _place(self, stale: Collection[int], gone: Collection[int], entities: Entities) -> set[int]:
        """Find the places of the points of some articles; gives those whose words are cut otherwise now."""
        lost = [(at, one) for at in gone if at < len(self._placed) for one in _loose(self._placed[at])]
        for at, one in lost:
            self._words[one].discard(at)
        for found in (self._placed, self.apart):
            del found[len(self._told) :]
            found += [[] for _ in range(len(self._told) - len(found))]
        for at in stale:
            self._placed[at] = _placed(self._told[at], self._main, entities)
        won = [(at, one) for at in stale for one in _loose(self._placed[at])]
        for at, one in won:
            self._words[one].add(at)
        renamed = self._heads.replace((one for _, one in lost), (one for _, one in won))
        return {at for one in renamed for at in self._words[one]}


def _loose(placed: Placed) -> Iterator[Counted]:
    """What is counted in the kinds whose words are cut to their heads."""
    return ((mine.kind, mine.words) for mine, _ in placed if mine.kind in LOOSE)


def _facts(place: str, entities: Entities) -> object:
    """What is known of a place and of those around it."""
    known = [(one, entities.by_id.get(one)) for one in ancestors(place, entities)]
    return [(one, entity and (entity.name, entity.names, entity.precision)) for one, entity in known]


def _placed(points: Sequence[Point], main: str, entities: Entities) -> Placed:
    """The points of one article, each with the signature of its place."""
    addends = addends_of(points)
    places = places_of(points, addends, main, entities)
    sums = {total.id: parts for total, parts in sums_of(addends, places) if total.own_voice}
    found: Placed = []
    for read in points:
        lifted = read.figure.place is not None and places[read.id] != read.figure.place
        point = replace(read, lifted=True) if lifted else read
        if read.id in sums:
            point = _added_up(point, sums[read.id])
        found.append((signature(read, places[read.id]), point))
    return found


def _added_up(total: Point, parts: Sequence[Point]) -> Point:
    """A total that the outlet itself gives; when others give all its parts, it is as certain and as official as they are."""
    if any(part.own_voice or part.figure.realis != "actual" for part in parts):
        return replace(total, summed=True)
    figure = replace(total.figure, realis="actual")
    return replace(total, figure=figure, tier=max(part.tier for part in parts), summed=True)


def _apart_all(placed: Placed, heads: Heads) -> Placed:
    """The points of one article with their signatures, words cut to their heads, parts told from their wholes."""
    cut = [mine if (head := heads.of((mine.kind, mine.words))) == mine.words else mine._replace(words=head) for mine, _ in placed]
    own = {point.id: mine for mine, (_, point) in zip(cut, placed, strict=True)}
    forecasts = {point.id for _, point in placed if point.figure.realis in FORECASTS}
    total = {point.id: point.nominal for _, point in placed}
    return [(_apart(point, own, forecasts, total), point) for _, point in placed]


def _apart(point: Point, own: Mapping[str, Signature], forecasts: set[str], total: Mapping[str, Decimal | None]) -> Signature:
    """The signature of a point; a part that its words alone tell from its whole is kept apart by those words, and so is one of
    several counts that a sentence sets side by side: none of them counts all."""
    mine = own[point.id]
    whole = point.figure.part_of or ""
    of_a_whole = own.get(whole) == mine and (point.id in forecasts) == (whole in forecasts)
    if not of_a_whole and (whole or not point.shared):
        return mine
    words = point.counted or plain(PART.sub("", point.lead)) or f"{point.nominal or point.id} of {total.get(whole, point.id)}"
    return mine._replace(words=words)
