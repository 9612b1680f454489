"""Of which place a figure speaks: as read, or lifted to what its parts and the words around it need."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from shilu.entities.areas import ancestors, around
from shilu.lang.script import simplify
from shilu.ledger.points import Point
from shilu.ledger.signature import FORECASTS, PEOPLE
from shilu.model.entities import Entities

MAIN_SHARE = 0.9  # a place is the story's main place when it holds at least this share of the placed figures
MOST_ADDENDS, MOST_SUMMED = 3, 10  # sums are looked for among few numbers only
LEAST_TOTAL = 20  # below, numbers add up by chance
SIDE_BY_SIDE = 12  # characters between two counts of one list


class Spoken:
    """How often each place is spoken of by a figure of the story's own event: by those on people, and by all."""

    def __init__(self) -> None:
        """Begin with no figure."""
        self._people: Counter[str] = Counter()
        self._all: Counter[str] = Counter()

    def count(self, points: Iterable[Point], times: int) -> None:
        """Count some points once more, or once less."""
        for figure in (point.figure for point in points):
            if figure.place and figure.incident is None:
                self._all[figure.place] += times
                if figure.kind in PEOPLE:
                    self._people[figure.place] += times

    def main_place(self, entities: Entities) -> str:
        """The smallest place that holds nearly all placed casualty figures of the story's own event, else an empty text."""
        chosen = +self._people or +self._all
        holds: Counter[str] = Counter()
        depth: dict[str, int] = {}
        for at, count in chosen.items():
            chain = ancestors(at, entities)
            holds.update(dict.fromkeys(chain, count))
            depth.update((place, len(chain) - i) for i, place in enumerate(chain))
        wide = [place for place, count in holds.items() if count >= MAIN_SHARE * chosen.total()]
        return max(wide, key=lambda place: (depth[place], place), default="")


def places_of(points: Sequence[Point], addends: Sequence[Sequence[Point]], main: str, entities: Entities) -> dict[str, str]:
    """Figure id -> place, for the points of one article. A figure without one speaks of the story's main place; a total of its
    parts speaks of all their places. `addends` are those that may add up."""
    read = {p.id: p.figure.place or main for p in points}
    found = dict(read)
    for point in points:
        if point.wide or point.elsewhere or (point.event and not _named_in(found[point.id], point.lead, entities)):
            found[point.id] = _wider(found[point.id], "" if point.nearby else main, entities)
    parted = any(point.figure.part_of for point in points)
    for point, parts in _totals(points, addends, read) if parted or addends else ():
        places = [found[part.id] for part in parts]
        if found[point.id] and all(places):
            found[point.id] = around([found[point.id], *places], entities) or found[point.id]
        if _no_narrower(point, parts, found, entities):
            found[point.id] = _wider(found[point.id], main, entities)
    _same_number(points, found, entities)
    if parted or found != read:
        _follow(points, read, found)
    return found


def _follow(points: Sequence[Point], read: Mapping[str, str], found: dict[str, str]) -> None:
    """What was lifted takes along the next counts of its sentence; after a list of parts the whole has the word again."""
    whole = {p.id: p.figure.part_of for p in points}
    before: Point | None = None
    for point in points:
        if before is not None and _companions(before, point, read) and found[point.id] == read[point.id]:
            if whole[before.id] in found and not _goes_on(before, point):
                found[point.id] = found[whole[before.id] or ""]
            elif found[before.id] != read[before.id] and not before.elsewhere:
                found[point.id] = found[before.id]
        before = point


def _same_number(points: Sequence[Point], found: dict[str, str], entities: Entities) -> None:
    """One large number in one article is one matter: it speaks of the widest place at which it was read."""
    alike: dict[tuple[str, str, str, Decimal | None], list[Point]] = defaultdict(list)
    for point in points:
        if not found[point.id] or point.nominal is None or point.nominal < LEAST_TOTAL:
            continue
        if not (point.elsewhere or point.narrow or point.figure.part_of):
            alike[point.article, point.figure.kind, point.figure.group, point.nominal].append(point)
    for group in alike.values():
        places = list(dict.fromkeys(found[p.id] for p in group))
        if len(places) > 1:
            shared = around(places, entities)
            widest = shared if shared in places else places[0]
            found.update((p.id, widest) for p in group)


def _companions(one: Point, two: Point, read: Mapping[str, str]) -> bool:
    """Whether two counts stand side by side in one sentence and were read at one place: dead, injured, missing."""
    close = one.article == two.article and 0 <= two.figure.span.start - one.figure.span.end <= SIDE_BY_SIDE
    close = close and one.sentence == two.sentence
    return close and read[one.id] == read[two.id] and one.figure.kind != two.figure.kind and not two.figure.part_of


def _goes_on(part: Point, point: Point) -> bool:
    """Whether a part says what befell its own (乙省死亡13人 …), and the next count follows at once: it is of the same place."""
    figure = part.figure
    end = (figure.number or (0, figure.span.end))[1] + len(figure.unit or "")
    return figure.span.end > end and point.figure.span.start - figure.span.end <= 1


def _wider(place: str, main: str, entities: Entities) -> str:
    """The main place when it is or holds this one, else the next place around it, else the place itself."""
    around_it = ancestors(place, entities) if place else ()
    return main if main and (main in around_it or not place) else next(iter(around_it[1:]), place)


def _no_narrower(whole: Point, parts: Sequence[Point], places: Mapping[str, str], entities: Entities) -> bool:
    """Whether a whole was read at the place of its only part, although nothing but that place can make it a part."""
    if len(parts) != 1 or not parts[0].figure.place or whole.id != parts[0].figure.part_of:
        return False
    part = parts[0].figure
    same = places[part.id] == places[whole.id] and part.group == whole.figure.group and not part.population
    return same and _named_in(part.place or "", parts[0].lead, entities)


def _named_in(place: str, words: str, entities: Entities) -> bool:
    """Whether a place is called by name in some words (in simplified script)."""
    entity = entities.by_id.get(place)
    return entity is not None and any(simplify(name) in words for name in (entity.name, *entity.names) if name)


def _totals(
    points: Sequence[Point], addends: Sequence[Sequence[Point]], places: Mapping[str, str]
) -> Iterator[tuple[Point, Sequence[Point]]]:
    """Totals with their parts, as the text names them or as the numbers of one article add up."""
    by_id = {p.id: p for p in points}
    named: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        if point.figure.realis not in FORECASTS and (point.figure.part_of or "") in by_id:
            named[point.figure.part_of or ""].append(point)
    for whole, parts in named.items():
        yield by_id[whole], parts
    yield from sums_of(addends, places)


def addends_of(points: Iterable[Point]) -> list[list[Point]]:
    """Those counts of one article that are so many that one may be the sum of others; most articles have none."""
    alike: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for point in points:
        if point.figure.kind in PEOPLE and point.nominal is not None and point.figure.realis not in FORECASTS:
            alike[point.figure.kind, point.figure.group].append(point)
    return [group for group in alike.values() if MOST_ADDENDS <= len(group) <= MOST_SUMMED]


def sums_of(addends: Iterable[Sequence[Point]], places: Mapping[str, str]) -> Iterator[tuple[Point, Sequence[Point]]]:
    """Totals with the numbers of their article that add up to them."""
    for group in addends:
        yield from _sums(group, places)


def _sums(group: Sequence[Point], places: Mapping[str, str]) -> Iterator[tuple[Point, Sequence[Point]]]:
    """Numbers of one article that are the exact sum of two or three others at different places."""
    parts = [p for p in group if not p.figure.prior and not p.figure.headline]
    for total in group:
        others = {(places[p.id], p.elsewhere): p for p in parts if (p.nominal or 0) < (total.nominal or 0)}
        choices = (chosen for size in (2, MOST_ADDENDS) for chosen in combinations(others.values(), size))
        for chosen in choices:
            if LEAST_TOTAL <= (total.nominal or 0) == sum(p.nominal or Decimal(0) for p in chosen):
                yield total, chosen
                break
