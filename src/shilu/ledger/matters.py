"""Series that speak of one thing under two places: a town and the province around it, a dam, a building whose town it is."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from shilu.entities.areas import ancestors
from shilu.ledger.asides import SINGLE, weight
from shilu.ledger.compare import rounds
from shilu.ledger.hints import DEAD
from shilu.ledger.points import Point
from shilu.ledger.signature import BESIDES, PEOPLE, Signature
from shilu.model.entities import Entities

AREAS = frozenset({"city", "region", "country"})
NEAR_SIZE = 3  # numbers of one matter in a place and in the place around it stay within this factor


@dataclass(slots=True)
class Side:
    """What some points of one matter say, as far as it tells whether two series are one. More points may come."""

    points: int = 0
    ids: set[str] = field(default_factory=set)
    wholes: set[str] = field(default_factory=set)  # of which the text makes one of them a part
    articles: set[str] = field(default_factory=set)
    numbers: set[Decimal] = field(default_factory=set)  # given as the state of things
    given: set[tuple[Decimal | None, date | None]] = field(default_factory=set)  # number and day
    main: dict[str, Point] = field(default_factory=dict)  # article -> the number that it gives as the state of things
    most: Decimal | None = None

    def add(self, points: Iterable[Point]) -> None:
        """Take more points."""
        for point in points:
            self.points += 1
            self.ids.add(point.id)
            self.articles.add(point.article)
            self.given.add((point.nominal, point.day))
            if point.figure.part_of:
                self.wholes.add(point.figure.part_of)
            if point.nominal is not None:
                self.most = max(point.nominal, self.most or point.nominal)
            if _plain(point):
                self._add_plain(point)

    def _add_plain(self, point: Point) -> None:
        if point.nominal is not None:
            self.numbers.add(point.nominal)
        if not point.figure.prior:
            before = self.main.get(point.article)
            self.main[point.article] = point if before is None else max(before, point, key=weight)

    def with_(self, *others: Side) -> Side:
        """This side and some others together, as a side of its own."""
        if not others:
            return self
        sides = self, *others
        main = dict(self.main)
        for article, point in (both for side in others for both in side.main.items()):
            main[article] = max(main[article], point, key=weight) if article in main else point
        return Side(
            sum(side.points for side in sides),
            set().union(*(side.ids for side in sides)),
            set().union(*(side.wholes for side in sides)),
            set().union(*(side.articles for side in sides)),
            set().union(*(side.numbers for side in sides)),
            set().union(*(side.given for side in sides)),
            main,
            max((side.most for side in sides if side.most is not None), default=None),
        )


Grouped = Mapping[Signature, Side]
NOTHING = Side()


def one_matter(grouped: Grouped, entities: Entities) -> dict[Signature, Signature]:
    """Series that speak of one thing under two places: the town where it happened, and the province around it.

    They are one when the town is the only place counted inside the province, no article gives the two different
    numbers, and the numbers are of one size. Sites and places that nobody can put on a map may be several; where the
    place most spoken of is such a one, all others like it are one with it on the same terms.
    """
    inner: dict[Signature, list[Signature]] = defaultdict(list)
    for signature, whole in around_each(grouped, entities):
        inner[whole].append(signature)
    held = ChainMap[Signature, Side]({}, grouped)  # type: ignore[arg-type]  # only the first is ever written to
    same: dict[Signature, Signature] = {}
    for whole in sorted(inner, key=lambda s: (-len(ancestors(s.place, entities)) if s.place else 0, not s.site, s)):
        same |= dict.fromkeys(_inside(inner[whole], whole, held, entities), whole)
        if joined := [held[part] for part in inner[whole] if part != whole and same.get(part) == whole]:
            held[whole] = held[whole].with_(*joined)
    same |= _strays([one for one in grouped if one not in same], same, grouped, entities)
    same |= dict(_by_manner(grouped, same))
    return _as_most_spoken_of({part: _outermost(whole, same) for part, whole in same.items()}, grouped)


def _as_most_spoken_of(same: Mapping[Signature, Signature], grouped: Grouped) -> dict[Signature, Signature]:
    """What is one is called as most of its points are: by the town, when one article in twenty says the country."""
    alike: dict[Signature, list[Signature]] = defaultdict(list)
    for part, whole in same.items():
        alike[whole].append(part)
    found: dict[Signature, Signature] = {}
    for whole, parts in alike.items():
        name = max((whole, *parts), key=lambda s: (grouped[s].points, s == whole, s))
        found |= {one: name for one in (whole, *parts) if one != name}
    return found


def around_each(known: Iterable[Signature], entities: Entities) -> Iterator[tuple[Signature, Signature]]:
    """(series, the series of its matter at the next place around it), for all that have one; a place is around its buildings."""
    matters: dict[tuple[object, ...], dict[tuple[str, str], Signature]] = defaultdict(dict)
    for signature in known:
        if signature.place or signature.site:
            matters[signature.matter()][signature.place, signature.site] = signature
        elif signature.kind in PEOPLE:
            matters[signature.matter()]["", ""] = signature
    for places in matters.values():
        if len(places) > 1:
            for (place, site), signature in places.items():
                chain = ancestors(place, entities) if place else ("",)
                outer = [(p, site) for p in chain[1:]] + ([(p, "") for p in chain] if site else [])
                whole = next((places[around] for around in outer if around in places), None)
                if whole is not None:
                    yield signature, whole


def _inside(parts: Sequence[Signature], whole: Signature, grouped: Grouped, entities: Entities) -> Iterator[Signature]:
    """Those of the series inside a whole that are one with it; what is one with it already speaks for it, too."""
    held = grouped[whole]
    for part in sorted(parts, key=lambda s: (-grouped[s].points, s)):
        others = [grouped[other] for other in parts if other != part]
        if others and (
            (is_area(part.place, entities) and not part.site) or not all(_one_voice(grouped[part], other) for other in others)
        ):
            continue
        if _agree(grouped[part], held, _besides(whole, grouped)):
            held = held.with_(grouped[part])
            yield part


def _strays(
    free: Iterable[Signature], same: Mapping[Signature, Signature], grouped: Grouped, entities: Entities
) -> dict[Signature, Signature]:
    """Series at places that no map knows, each with the series of its matter that most points speak of."""
    matters: dict[Signature, list[Signature]] = defaultdict(list)
    for signature in free:
        if (
            signature.kind in PEOPLE
            and signature.place
            and not any(is_area(place, entities) for place in ancestors(signature.place, entities))
        ):
            matters[signature._replace(place="")].append(signature)
    found: dict[Signature, Signature] = {}
    for alike in (some for some in matters.values() if len(some) > 1):
        held = {s: grouped[s].with_(*(grouped[part] for part in same if _outermost(part, same) == s)) for s in alike}
        home, *others = sorted(alike, key=lambda s: (-held[s].points, s))
        for other in others:
            if _agree(held[other], held[home], _besides(home, grouped)):
                found[other] = home
                held[home] = held[home].with_(held[other])
    return found


def _by_manner(grouped: Grouped, same: Mapping[Signature, Signature]) -> Iterator[tuple[Signature, Signature]]:
    """Series of the dead who died in one manner that are the series of the dead: no article counts others beside them."""
    if not any(signature.words in DEAD for signature in grouped):
        return
    members: dict[Signature, list[Side]] = defaultdict(list)
    for signature, side in grouped.items():
        members[_outermost(signature, same)].append(side)
    held = {signature: sides[0].with_(*sides[1:]) for signature, sides in members.items()}
    for signature, side in held.items():
        dead = signature._replace(words="")
        if signature.words in DEAD and dead in held and _agree(side, held[dead], NOTHING):
            yield signature, dead


def is_area(place: str, entities: Entities) -> bool:
    """Whether a place is known as an area: a dam or a square may lie across the towns that are counted beside it."""
    entity = entities.by_id.get(place)
    return entity is not None and entity.precision in AREAS


def _outermost(signature: Signature, same: Mapping[Signature, Signature]) -> Signature:
    while signature in same:
        signature = same[signature]
    return signature


def _besides(whole: Signature, grouped: Grouped) -> Side:
    """What is said of a place without some part of it."""
    return grouped.get(whole._replace(words=BESIDES), NOTHING)


def _agree(part: Side, whole: Side, besides: Side) -> bool:
    """Whether nothing tells two series apart: a named part, or an article that gives each its own number."""
    if not part.wholes.isdisjoint(whole.ids) or not besides.articles.isdisjoint(part.articles):
        return False
    return _one_course(part, whole) or (_one_voice(part, whole) and _one_size(part, whole))


def _one_course(part: Side, whole: Side) -> bool:
    """Whether a series runs through several numbers that are the other's, too: one matter, told as it grew."""
    return len(part.numbers) > 1 and part.numbers <= whole.numbers


def _one_voice(part: Side, whole: Side) -> bool:
    """Whether no article gives two series different numbers."""
    one, two = sorted((part.main, whole.main), key=len)
    return all(_one_number(point, two[article]) for article, point in one.items() if article in two)


def _one_number(one: Point, two: Point) -> bool:
    """Whether two numbers are one, or one is the other said less exactly."""
    return one.nominal == two.nominal or rounds(one, two) or rounds(two, one)


def _plain(point: Point) -> bool:
    """Whether a number is given as the state of things: no correction, no single victim."""
    return not point.figure.correction and (point.nominal is None or point.nominal > SINGLE)


def _one_size(part: Side, whole: Side) -> bool:
    """Whether the largest numbers of both are of one size, or the part only gives numbers that the whole gives for those days."""
    if part.given <= whole.given:
        return True
    one, two = part.most, whole.most
    return one is None or two is None or (one <= NEAR_SIZE * two and two <= NEAR_SIZE * one)
