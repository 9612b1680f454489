"""The map of a story: where its figures and events are, and how exactly that is known. Coordinates only; the template draws.

The frame holds the places that most reports tell of, in the country that most of them are in; what lies outside is listed.
A place is drawn as exactly as it is known: a dot, a dashed ring for a province, and a country by the tone of its land.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from math import cos, radians

from msgspec import Struct

from shilu.dossier.terms import Agent, Words
from shilu.dossier.view import Site
from shilu.publish.html_text import clip
from shilu.publish.outlines import Frame, Outlines, frame, outlines

WIDTH = 1000  # units of the drawing across
RATIOS = (0.42, 0.62)  # its height as a share of its width
MOST = 30  # places that are drawn; the list says how many more there are
SHARE = 0.9  # of the reports of the drawn country's places: the farthest others do not stretch the frame
PAD = 0.18  # of the places' span, left free on each side
LEAST, WIDEST = 2.4, 60.0  # degrees of latitude and longitude in a frame
REACH = {"exact": 13, "city": 13, "region": 21}  # half the size of a mark
SAME = 18  # units nearer than which two places are one mark
LETTER, HIGH = 11.5, 24  # what a label needs: half of a Chinese character's width, and its height
KILOMETRES = 111.2  # in one degree of latitude
ROUND = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


Box = tuple[int, int, int, int]
XY = tuple[int, int]


class Pin(Struct, frozen=True):
    """A mark of the drawing: the number and place that it stands for, and the others that fall on the same point. `label` is
    where the name stands (x, y, anchor), `None` where there is no room for it; `area` when only a region is known.
    """

    number: int
    site: Site
    x: int
    y: int
    label: tuple[int, int, str] | None
    others: tuple[Site, ...]

    @property
    def area(self) -> bool:
        """Whether the place is known as a region only."""
        return self.site.precision == "region"

    @property
    def reach(self) -> int:
        """Half the size of the mark."""
        return 20 if self.area else 18 if self.others else 12


class Bar(Struct, frozen=True):
    """The scale: a round number of kilometres and its length in units of the drawing."""

    kilometres: int
    length: int


class Map(Struct, frozen=True):
    """A drawing and what belongs to it. `inside` are its places in order of their numbers, from 1; `whole` are places known as a
    country only, `outside` lie beyond the frame, `unplaced` have no position; `left` counts what is not listed at all.
    """

    width: int
    height: int
    land: Outlines
    bar: Bar
    pins: tuple[Pin, ...]
    inside: tuple[Site, ...]
    whole: tuple[Site, ...]
    outside: tuple[Site, ...]
    unplaced: tuple[Site, ...]
    left: int


def drawn(sites: Sequence[Site]) -> Map | None:
    """The map of the places; `None` when none of them has a position that is known more closely than its country."""
    found = list(islice(sites, MOST))
    exact = [one for one in found if one.lat is not None and one.lon is not None and one.precision in REACH]
    if not exact:
        return None
    view = _frame(found, exact)
    inside = [one for one in exact if _whole(view, one)]
    whole = tuple(one for one in found if one.precision == "country")
    shown = {one.agent.id for one in (*exact, *whole)}
    land = outlines(view, [one.country for one in whole if one.country and one.figures])
    return Map(
        width=view.width,
        height=view.height,
        land=land,
        bar=_bar(view),
        pins=tuple(_pins(view, inside)),
        inside=tuple(inside),
        whole=whole,
        outside=tuple(one for one in exact if one not in inside),
        unplaced=tuple(one for one in found if one.agent.id not in shown),
        left=max(len(sites) - MOST, 0),
    )


def _whole(view: Frame, one: Site) -> bool:
    """Whether the mark of a place fits into the frame."""
    x, y = view.place(one.lon or 0.0, one.lat or 0.0)
    room = REACH[one.precision]
    return room <= x <= view.width - room and room <= y <= view.height - room


def _frame(found: Sequence[Site], exact: Sequence[Site]) -> Frame:
    """Around the places of the country that most reports tell of, without the few farthest from their middle."""
    by_country: Counter[str | None] = Counter()
    for one in found:
        by_country[one.country] += one.reports
    home = [[one for one in exact if one.country == country] for country, _ in by_country.most_common()]
    near = _nearest(next(one for one in home if one))
    lons, lats = [one.lon or 0.0 for one in near], [one.lat or 0.0 for one in near]
    (west, east), (south, north) = _spread(lons, LEAST * 1.5), _spread(lats, LEAST)
    return frame(west, south, east, north, WIDTH, RATIOS)


def _nearest(places: Sequence[Site]) -> Sequence[Site]:
    """The places nearest to the weighted middle that carry most of the reports."""
    total = sum(one.reports for one in places)
    lon = sum((one.lon or 0.0) * one.reports for one in places) / total
    lat = sum((one.lat or 0.0) * one.reports for one in places) / total
    narrowing = cos(radians(lat))

    def distance(one: Site) -> tuple[float, str]:
        return (((one.lon or 0.0) - lon) * narrowing) ** 2 + ((one.lat or 0.0) - lat) ** 2, one.agent.id

    kept, carried = [], 0
    for one in sorted(places, key=distance):
        if carried >= total * SHARE:
            break
        kept.append(one)
        carried += one.reports
    return kept


def _spread(values: Sequence[float], least: float) -> tuple[float, float]:
    """From lowest to highest with some room, no less and no more than a map can show."""
    low, high = min(values), max(values)
    span = min(max((high - low) * (1 + 2 * PAD), least), WIDEST)
    middle = (low + high) / 2
    return middle - span / 2, middle + span / 2


def _bar(view: Frame) -> Bar:
    """A scale of about a fifth of the drawing, true at its middle."""
    a_kilometre = view.scale / KILOMETRES
    kilometres = max((one for one in ROUND if one * a_kilometre <= view.width / 5), default=ROUND[0])
    return Bar(kilometres, round(kilometres * a_kilometre))


def _pins(view: Frame, inside: Sequence[Site]) -> Iterator[Pin]:
    """Numbered marks; a name stands where it covers no mark and no other name."""
    heads: dict[XY, list[tuple[int, Site]]] = {}
    for number, one in enumerate(inside, 1):
        x, y = (round(part) for part in view.place(one.lon or 0.0, one.lat or 0.0))
        same = next((other for other in heads if abs(other[0] - x) < SAME and abs(other[1] - y) < SAME), (x, y))
        heads.setdefault(same, []).append((number, one))
    taken = [_around(at, REACH[held[0][1].precision]) for at, held in heads.items()]
    for (x, y), held in heads.items():
        number, first = held[0]
        yield Pin(number, first, x, y, _label(view, taken, first, x, y), tuple(one for _, one in held[1:]))


def _around(at: XY, reach: int) -> Box:
    return at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach


def _label(view: Frame, taken: list[Box], one: Site, x: int, y: int) -> tuple[int, int, str] | None:
    """Room for a name: right, left, below or above its mark."""
    wide, reach = _wide(one.agent), REACH[one.precision] + 4
    choices = (
        (x + reach, y + 8, "start", x + reach, y - 12),
        (x - reach, y + 8, "end", x - reach - wide, y - 12),
        (x, y + reach + 18, "middle", x - wide // 2, y + reach - 2),
        (x, y - reach, "middle", x - wide // 2, y - reach - 20),
    )
    for at, base, anchor, left, top in choices:
        box = (left, top, left + wide, top + HIGH)
        inside = left >= 0 and top >= 0 and box[2] <= view.width and box[3] <= view.height
        if inside and not any(_meet(box, other) for other in taken):
            taken.append(box)
            return at, base, anchor
    return None


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def name(agent: Agent) -> Words:
    """A place's name as the map has room for it."""
    return Words(clip(agent.name, 12), clip(agent.name_en or agent.name, 22))


def _wide(agent: Agent) -> int:
    """Units that a name may need, in the language that needs more."""
    return round(LETTER * max(sum(2 if letter > "⺀" else 1 for letter in words) for words in name(agent)))
