"""All points of a story by what they count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby
from operator import attrgetter

from msgspec.structs import replace

from shilu.entities.areas import ancestors
from shilu.ledger.matters import one_matter
from shilu.ledger.memory import Memory
from shilu.ledger.places import main_place, places_of, sums_of
from shilu.ledger.points import Point
from shilu.ledger.signature import FORECASTS, LOOSE, Signature, signature
from shilu.ledger.words import plain
from shilu.model.entities import Entities

LEAST_HEAD, LEAST_REST = 2, 4  # characters of a counted thing, and of what is said of it
PART = re.compile("其中|包括|当中|分别|造成|已有|至少|死亡|遇难|受伤|失踪|人|名")


Placed = list[tuple[Signature, Point]]


def group_points(points: Sequence[Point], entities: Entities, memory: Memory | None = None) -> dict[Signature, list[Point]]:
    """All points by signature, in the recorded order; a named part never lands beside its own whole."""
    memory = memory or Memory()
    main = main_place((p.figure for p in points), entities)
    known = _Known(entities, memory)
    placed: dict[str, Placed] = {}
    for article, some in groupby(points, attrgetter("article")):
        told = list(some)
        where = [known[place] for place in dict.fromkeys(p.figure.place for p in told)]
        placed[article] = memory.get("placed", article, (told, main, known[main], where), partial(_placed, told, main, entities))
    heads = _heads(mine for told in placed.values() for mine, _ in told)
    grouped: dict[Signature, list[Point]] = {}
    for article, one in placed.items():
        cut = [heads.get((mine.kind, mine.words)) for mine, _ in one]
        for found, point in memory.get("apart", article, (one, cut), partial(_apart_all, one, cut)):
            grouped.setdefault(found, []).append(point)
    same = one_matter(grouped, entities)
    merged: dict[Signature, list[Point]] = {}
    for found, group in grouped.items():
        merged.setdefault(same.get(found, found), []).extend(group)
    return {found: memory.same("group", found, sorted(group, key=attrgetter("rank"))) for found, group in merged.items()}


class _Known(dict[str | None, object]):
    """What is known of places, each looked up once: a place of which the same is known is the same object as last time."""

    def __init__(self, entities: Entities, memory: Memory) -> None:
        self._entities, self._memory = entities, memory

    def __missing__(self, place: str | None) -> object:
        entity = self._entities.by_id.get(place or "")
        facts = (entity.name, entity.names, entity.precision, ancestors(place or "", self._entities)) if entity else None
        self[place] = facts = self._memory.same("place", place, facts)
        return facts


def _placed(points: Sequence[Point], main: str, entities: Entities) -> Placed:
    """The points of one article, each with the signature of its place."""
    places = places_of(points, main, entities)
    sums = {total.id: parts for total, parts in sums_of(points, places) if total.own_voice}
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


def _heads(signatures: Iterable[Signature]) -> dict[tuple[str, str], str]:
    """(kind, words) that run on into what the counted things did (龙卷风横扫六州) -> the words of the things alone."""
    known: dict[str, set[str]] = {kind: set() for kind in LOOSE}
    for mine in signatures:
        if mine.kind in known:
            known[mine.kind].add(mine.words)
    long = ((kind, words) for kind, some in known.items() for words in some if len(words) >= LEAST_HEAD + LEAST_REST)
    cut = ((kind, words, _head(words, known[kind])) for kind, words in long)
    return {(kind, words): head for kind, words, head in cut if head != words}


def _head(words: str, known: set[str]) -> str:
    """The shortest known words that begin these, when enough follows to be a clause of its own."""
    return next((words[:n] for n in range(LEAST_HEAD, len(words) - LEAST_REST + 1) if words[:n] in known), words)


def _apart_all(placed: Placed, heads: Sequence[str | None]) -> Placed:
    """The points of one article with their signatures, words cut to their heads, parts told from their wholes."""
    cut = [mine if head is None else mine._replace(words=head) for (mine, _), head in zip(placed, heads, strict=True)]
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
