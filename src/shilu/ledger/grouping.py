"""All points of a story by what they count."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from shilu.ledger.places import one_matter, places_of, sums_of
from shilu.ledger.points import Point
from shilu.ledger.signature import FORECASTS, LOOSE, Signature, signature
from shilu.ledger.words import plain
from shilu.model.entities import Entities

LEAST_HEAD, LEAST_REST = 2, 4  # characters of a counted thing, and of what is said of it
PART = re.compile("其中|包括|当中|分别|造成|已有|至少|死亡|遇难|受伤|失踪|人|名")


def group_points(points: Sequence[Point], entities: Entities) -> dict[Signature, list[Point]]:
    """All points by signature, in the recorded order; a named part never lands beside its own whole."""
    places = places_of(points, entities)
    own = _by_head({p.id: signature(p, places[p.id]) for p in points})
    total = {p.id: p.nominal for p in points}
    forecasts = {p.id for p in points if p.figure.realis in FORECASTS}
    grouped: dict[Signature, list[Point]] = {}
    sums = {total.id: parts for total, parts in sums_of(points, places) if total.own_voice}
    for read in points:
        lifted = read.figure.place is not None and places[read.id] != read.figure.place
        point = replace(read, lifted=True) if lifted else read
        if read.id in sums:
            point = _added_up(point, sums[read.id])
        grouped.setdefault(_apart(point, own, forecasts, total), []).append(point)
    same = one_matter(grouped, entities)
    merged: dict[Signature, list[Point]] = {}
    for found, group in grouped.items():
        merged.setdefault(same.get(found, found), []).extend(group)
    return {found: sorted(group, key=lambda p: p.rank) for found, group in merged.items()}


def _added_up(total: Point, parts: Sequence[Point]) -> Point:
    """A total that the outlet itself gives; when others give all its parts, it is as certain and as official as they are."""
    if any(part.own_voice or part.figure.realis != "actual" for part in parts):
        return replace(total, summed=True)
    figure = replace(total.figure, realis="actual")
    return replace(total, figure=figure, tier=max(part.tier for part in parts), summed=True)


def _by_head(own: Mapping[str, Signature]) -> dict[str, Signature]:
    """Signatures whose words run on into what the counted things did (龙卷风横扫六州), with the words of the things alone."""
    known: dict[str, set[str]] = {kind: set() for kind in LOOSE}
    for mine in own.values():
        if mine.kind in known:
            known[mine.kind].add(mine.words)
    found = dict(own)
    for key, mine in own.items():
        if mine.kind in known and len(mine.words) >= LEAST_HEAD + LEAST_REST:
            head = _head(mine.words, known[mine.kind])
            found[key] = mine if head == mine.words else mine._replace(words=head)
    return found


def _head(words: str, known: set[str]) -> str:
    """The shortest known words that begin these, when enough follows to be a clause of its own."""
    return next((words[:n] for n in range(LEAST_HEAD, len(words) - LEAST_REST + 1) if words[:n] in known), words)


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
