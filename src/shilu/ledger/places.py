"""Of which place a figure speaks: as read, lifted to what its parts need, folded into the one place around it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from shilu.entities.areas import ancestors, around
from shilu.lang.script import simplify
from shilu.ledger.asides import SINGLE, main_points
from shilu.ledger.compare import rounds
from shilu.ledger.hints import DEAD
from shilu.ledger.points import Point
from shilu.ledger.signature import BESIDES, FORECASTS, PEOPLE, Signature
from shilu.model.entities import Entities
from shilu.model.statements import Figure

Grouped = Mapping[Signature, Sequence[Point]]
AREAS = frozenset({"city", "region", "country"})
MAIN_SHARE = 0.9  # a place is the story's main place when it holds at least this share of the placed figures
MOST_ADDENDS, MOST_SUMMED = 3, 10  # sums are looked for among few numbers only
LEAST_TOTAL = 20  # below, numbers add up by chance
SIDE_BY_SIDE = 12  # characters between two counts of one list
NEAR_SIZE = 3  # numbers of one matter in a place and in the place around it stay within this factor


def main_place(figures: Iterable[Figure], entities: Entities) -> str:
    """The smallest place that holds nearly all placed casualty figures of the story's own event, else an empty text."""
    placed = [f for f in figures if f.place and f.incident is None]
    chosen = [f for f in placed if f.kind in PEOPLE] or placed
    holds: Counter[str] = Counter()
    depth: dict[str, int] = {}
    for at, count in Counter(figure.place or "" for figure in chosen).items():
        chain = ancestors(at, entities)
        holds.update(dict.fromkeys(chain, count))
        depth.update((place, len(chain) - i) for i, place in enumerate(chain))
    wide = [place for place, count in holds.items() if count >= MAIN_SHARE * len(chosen)]
    return max(wide, key=lambda place: (depth[place], place), default="")


def places_of(points: Sequence[Point], main: str, entities: Entities) -> dict[str, str]:
    """Figure id -> place, for the points of one article. A figure without one speaks of the story's main place; a total of its
    parts speaks of all their places."""
    read = {p.id: p.figure.place or main for p in points}
    found = dict(read)
    for point in points:
        if point.wide or point.elsewhere or (point.event and not _named_in(found[point.id], point.lead, entities)):
            found[point.id] = _wider(found[point.id], "" if point.nearby else main, entities)
    for point, parts in _totals(points, read):
        places = [found[part.id] for part in parts]
        if found[point.id] and all(places):
            found[point.id] = around([found[point.id], *places], entities) or found[point.id]
        if _no_narrower(point, parts, found, entities):
            found[point.id] = _wider(found[point.id], main, entities)
    _same_number(points, found, entities)
    _follow(points, read, found)
    return found


def _follow(points: Sequence[Point], read: Mapping[str, str], found: dict[str, str]) -> None:
    """What was lifted takes along the next counts of its sentence; after a list of parts the whole has the word again."""
    whole = {p.id: p.figure.part_of for p in points}
    before: Point | None = None
    for point in points:
        if before is not None and _companions(before, point, read) and found[point.id] == read[point.id]:
            if whole[before.id] in found:
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


def _totals(points: Sequence[Point], places: Mapping[str, str]) -> Iterator[tuple[Point, Sequence[Point]]]:
    """Totals with their parts, as the text names them or as the numbers of one article add up."""
    by_id = {p.id: p for p in points}
    named: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        if point.figure.realis not in FORECASTS and (point.figure.part_of or "") in by_id:
            named[point.figure.part_of or ""].append(point)
    for whole, parts in named.items():
        yield by_id[whole], parts
    yield from sums_of(points, places)


def sums_of(points: Iterable[Point], places: Mapping[str, str]) -> Iterator[tuple[Point, Sequence[Point]]]:
    """Totals with the numbers of their article that add up to them."""
    alike: dict[tuple[str, str, str], list[Point]] = defaultdict(list)
    for point in points:
        if point.figure.kind in PEOPLE and point.nominal is not None and point.figure.realis not in FORECASTS:
            alike[point.article, point.figure.kind, point.figure.group].append(point)
    for group in alike.values():
        yield from _sums(group, places)


def _sums(group: Sequence[Point], places: Mapping[str, str]) -> Iterator[tuple[Point, Sequence[Point]]]:
    """Numbers of one article that are the exact sum of two or three others at different places."""
    if not MOST_ADDENDS <= len(group) <= MOST_SUMMED:
        return
    parts = [p for p in group if not p.figure.prior and not p.figure.headline]
    for total in group:
        others = {(places[p.id], p.elsewhere): p for p in parts if (p.nominal or 0) < (total.nominal or 0)}
        choices = (chosen for size in (2, MOST_ADDENDS) for chosen in combinations(others.values(), size))
        for chosen in choices:
            if LEAST_TOTAL <= (total.nominal or 0) == sum(p.nominal or Decimal(0) for p in chosen):
                yield total, chosen
                break


def one_matter(grouped: Grouped, entities: Entities) -> dict[Signature, Signature]:
    """Series that speak of one thing under two places: the town where it happened, and the province around it.

    They are one when the town is the only place counted inside the province, no article gives the two different
    numbers, and the numbers are of one size. Sites and places that nobody can put on a map may be several; where the
    place most spoken of is such a one, all others like it are one with it on the same terms.
    """
    inner: dict[Signature, list[Signature]] = defaultdict(list)
    for signature, whole in around_each(grouped, entities):
        inner[whole].append(signature)
    held = dict(grouped)
    same: dict[Signature, Signature] = {}
    for whole in sorted(inner, key=lambda s: (-len(ancestors(s.place, entities)) if s.place else 0, not s.site, s)):
        same |= dict.fromkeys(_inside(inner[whole], whole, held, entities), whole)
        held[whole] = [p for part in (whole, *inner[whole]) if part == whole or same.get(part) == whole for p in held[part]]
    same |= _strays({s: points for s, points in grouped.items() if s not in same}, same, grouped, entities)
    same |= dict(_by_manner(grouped, same))
    return _as_most_spoken_of({part: _outermost(whole, same) for part, whole in same.items()}, grouped)


def _as_most_spoken_of(same: Mapping[Signature, Signature], grouped: Grouped) -> dict[Signature, Signature]:
    """What is one is called as most of its points are: by the town, when one article in twenty says the country."""
    alike: dict[Signature, list[Signature]] = defaultdict(list)
    for part, whole in same.items():
        alike[whole].append(part)
    found: dict[Signature, Signature] = {}
    for whole, parts in alike.items():
        name = max((whole, *parts), key=lambda s: (len(grouped[s]), s == whole, s))
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
    held = list(grouped[whole])
    for part in sorted(parts, key=lambda s: (-len(grouped[s]), s)):
        others = [grouped[other] for other in parts if other != part]
        if others and (
            (is_area(part.place, entities) and not part.site) or not all(_one_voice(grouped[part], other) for other in others)
        ):
            continue
        if _agree(grouped[part], held, _besides(whole, grouped)):
            held += grouped[part]
            yield part


def _strays(free: Grouped, same: Mapping[Signature, Signature], grouped: Grouped, entities: Entities) -> dict[Signature, Signature]:
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
    for alike in matters.values():
        held = {s: [*grouped[s], *(p for part in same if _outermost(part, same) == s for p in grouped[part])] for s in alike}
        home, *others = sorted(alike, key=lambda s: (-len(held[s]), s))
        for other in others:
            if _agree(held[other], held[home], _besides(home, grouped)):
                found[other] = home
                held[home] += held[other]
    return found


def _by_manner(grouped: Grouped, same: Mapping[Signature, Signature]) -> Iterator[tuple[Signature, Signature]]:
    """Series of the dead who died in one manner that are the series of the dead: no article counts others beside them."""
    held: dict[Signature, list[Point]] = defaultdict(list)
    for signature, points in grouped.items():
        held[_outermost(signature, same)] += points
    for signature, points in held.items():
        dead = signature._replace(words="")
        if signature.words in DEAD and dead in held and _agree(points, held[dead], ()):
            yield signature, dead


def is_area(place: str, entities: Entities) -> bool:
    """Whether a place is known as an area: a dam or a square may lie across the towns that are counted beside it."""
    entity = entities.by_id.get(place)
    return entity is not None and entity.precision in AREAS


def _outermost(signature: Signature, same: Mapping[Signature, Signature]) -> Signature:
    while signature in same:
        signature = same[signature]
    return signature


def _besides(whole: Signature, grouped: Grouped) -> Sequence[Point]:
    """The points that speak of a place without some part of it."""
    return grouped.get(whole._replace(words=BESIDES), ())


def _agree(part: Sequence[Point], whole: Sequence[Point], besides: Sequence[Point]) -> bool:
    """Whether nothing tells two series apart: a named part, or an article that gives each its own number."""
    ids = {p.id for p in whole}
    if any(p.figure.part_of in ids for p in part) or {p.article for p in besides} & {p.article for p in part}:
        return False
    return _one_course(part, whole) or (_one_voice(part, whole) and _one_size(part, whole))


def _one_course(part: Sequence[Point], whole: Sequence[Point]) -> bool:
    """Whether a series runs through several numbers that are the other's, too: one matter, told as it grew."""
    one, two = ({p.nominal for p in points if p.nominal is not None and _plain(p)} for points in (part, whole))
    return len(one) > 1 and one <= two


def _one_voice(part: Sequence[Point], whole: Sequence[Point]) -> bool:
    """Whether no article gives two series different numbers."""
    one, two = (main_points(p for p in points if _plain(p)) for points in (part, whole))
    return all(_one_number(one[article], two[article]) for article in one.keys() & two.keys())


def _one_number(one: Point, two: Point) -> bool:
    """Whether two numbers are one, or one is the other said less exactly."""
    return one.nominal == two.nominal or rounds(one, two) or rounds(two, one)


def _plain(point: Point) -> bool:
    """Whether a number is given as the state of things: no correction, no single victim."""
    return not point.figure.correction and (point.nominal is None or point.nominal > SINGLE)


def _one_size(part: Sequence[Point], whole: Sequence[Point]) -> bool:
    """Whether the largest numbers of both are of one size, or the part only gives numbers that the whole gives for those days."""
    if {(p.nominal, p.day) for p in part} <= {(p.nominal, p.day) for p in whole}:
        return True
    one = max((p.nominal for p in part if p.nominal is not None), default=None)
    two = max((p.nominal for p in whole if p.nominal is not None), default=None)
    return one is None or two is None or (one <= NEAR_SIZE * two and two <= NEAR_SIZE * one)
