"""Figures as the ledger reads them: each with its place in the recorded order, its day, and what the words around it say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise

from msgspec.structs import replace

from shilu.lang.script import simplify
from shilu.ledger import hints
from shilu.ledger.agents import PLAIN_TIER, Agents
from shilu.ledger.memory import Memory
from shilu.ledger.points import Bounds, Key, Point
from shilu.ledger.reports import Report, as_before
from shilu.ledger.signature import PEOPLE
from shilu.ledger.sites import site_of
from shilu.ledger.sources import Sources, sources_of
from shilu.model.article import Article
from shilu.model.statements import Chain, Figure

SAID_BY_LEAD = frozenset({"damage_value", "price", "aid_value", "injured", "infected", "hospitalised"})
PERSONS = frozenset({"killed", "injured", "missing", "casualties"})
Plain = Mapping[str | None, str]  # words as `words.plain` makes them
Around = tuple[Sources, tuple[str, ...]]  # the sources of a figure, and the names of its place


class Reading:
    """The figures of a story as points, article by article. More articles may come: only theirs are read, and those of which a
    source or a place is known otherwise by now."""

    def __init__(self, memory: Memory) -> None:
        """Begin with no article."""
        self._memory = memory
        self._reports: list[Report] = []
        self._told: list[list[Point]] = []
        self._figures: list[list[Figure]] = []
        self._rank = [0]  # of the first point of each article, and of the next
        self._sources: dict[Chain, Sources] = {}
        self._names: dict[str | None, tuple[str, ...]] = {}
        self._by_agent: dict[str, set[Chain]] = defaultdict(set)
        self._version = 0

    def points(self, reports: Sequence[Report], agents: Agents) -> list[list[Point]]:
        """All figures as points in the recorded order, article by article; a figure that comes twice is taken once, one that is
        denied by its source or rejected by a person never."""
        self._cut(as_before(self._reports, reports))
        again = self._known_otherwise(agents)
        new = reports[len(self._reports) :]
        self._figures += [_figures(report) for report in new]
        every = [figure for told in self._figures[len(self._reports) :] for figure in told]
        self._look_up(every, agents)
        bare = self._memory.plain(words for figure in every for words in (figure.population, figure.incident))
        for at in again:
            self._told[at] = self._read(reports[at].article, at, bare)
        for at, report in enumerate(new, len(self._reports)):
            self._told.append(self._read(report.article, at, bare))
            self._rank.append(self._rank[-1] + len(self._told[at]))
        self._reports += new
        return list(self._told)

    def _cut(self, articles: int) -> None:
        """Forget all articles but the first ones."""
        if articles == len(self._reports):
            return
        del self._reports[articles:], self._told[articles:], self._figures[articles:], self._rank[articles + 1 :]

    def _look_up(self, figures: Sequence[Figure], agents: Agents) -> None:
        """Know the sources of more chains, and the names of more places."""
        for chain in {figure.chain for figure in figures} - self._sources.keys():
            self._sources[chain] = sources_of(chain, agents)
            for link in chain:
                for agent in (link,) if isinstance(link, str) else link:
                    self._by_agent[agent].add(chain)
        for place in {figure.place for figure in figures} - self._names.keys():
            self._names[place] = agents.names(place)

    def _known_otherwise(self, agents: Agents) -> list[int]:
        """The articles with a source or a place of which something else is known than last time."""
        others = agents.otherwise(self._version)
        self._version = agents.version
        chains = self._sources.keys() if others is None else {one for key in others for one in self._by_agent.get(key, ())}
        places = self._names.keys() if others is None else others & self._names.keys()
        sources = {chain: now for chain in chains if (now := sources_of(chain, agents)) != self._sources[chain]}
        names = {place: new for place in places if (new := agents.names(place)) != self._names[place]}
        if not sources and not names:
            return []
        self._sources |= sources
        self._names |= names
        return [at for at, told in enumerate(self._figures) if any(one.chain in sources or one.place in names for one in told)]

    def _read(self, article: Article, at: int, bare: Plain) -> list[Point]:
        told = self._figures[at]
        around = [(self._sources[figure.chain], self._names[figure.place]) for figure in told]
        return _read(article, told, around, self._rank[at], bare)


def _figures(report: Report) -> list[Figure]:
    """The figures of an article, each once, without those that are denied by their source or rejected by a person."""
    own = (f for f in report.stated.figures if f.span.article == report.article.id and not f.rejected and not _denied(f))
    return list({figure.id: figure for figure in own}.values())


def _read(article: Article, told: Sequence[Figure], around: Sequence[Around], rank: int, bare: Plain) -> list[Point]:
    """The points of one article, of which the first has the given rank."""
    beside = {figure.id: one for figure, one in zip(told, around, strict=True)}
    in_turn = sorted(told, key=lambda f: (f.span.start, f.span.end, f.id))
    points = [_point(figure, at, article, beside[figure.id], bare) for at, figure in enumerate(in_turn, rank)]
    _share_out(points, article.text)
    return points


def _share_out(points: list[Point], text: str) -> None:
    """Mark the counts of people that a sentence sets side by side, with the words that lead up to them."""
    for at, (one, two) in enumerate(pairwise(points)):
        if one.sentence != two.sentence or one.figure.kind not in PEOPLE or two.elsewhere:
            continue
        if _what(one.figure) == _what(two.figure) and one.id != two.figure.part_of and one.nominal != two.nominal:
            leads = [simplify(hints.clause(point.figure, text)) for point in (one, two)]
            if hints.shared_out(*leads):
                points[at : at + 2] = [replace(p, shared=True, lead=lead) for p, lead in zip((one, two), leads, strict=True)]


def _what(figure: Figure) -> tuple[str, str, str, str | None]:
    return figure.kind, figure.group, figure.realis, figure.place


def _denied(figure: Figure) -> bool:
    """没有造成12人死亡, 否认有12人死亡: a number that its own root denies is no count of anything."""
    return bool(figure.factuality) and figure.factuality[-1] == "CT-"


def _point(figure: Figure, rank: int, article: Article, around: Around, bare: Plain) -> Point:
    source, place = around
    day, instant = _holds(figure, article)
    text, start, end = article.text, figure.span.start, figure.span.end
    before, bounds = hints.clause(figure, text), _bounds(figure)
    hint = hints.HINT.search(before) is not None
    event = hint and hints.EVENT.search(before) is not None
    sentence = max(text.rfind("。", 0, start), text.rfind("\n", 0, start))
    persons = figure.kind in PERSONS
    return Point(  # by position, in the order of its fields: 29 keywords take longer than all that is found out above
        figure, figure.id, article.id, figure.value, bounds, _key(figure, bounds), rank, article.published, day, instant,
        source.outlet, source.roots, source.chain, source.own_voice,
        max(source.tier, PLAIN_TIER) if source.nature and persons else source.tier,
        hint and hints.UPDATE.search(before) is not None,
        hint and hints.WIDE.search(before) is not None,
        event,
        hints.NARROW.search(text, max(0, start - hints.LOOK_BACK), start) is not None,
        hint and hints.ELSEWHERE.search(before) is not None,
        hint and hints.NEARBY.search(before) is not None,
        simplify(before) if figure.part_of or event or figure.kind in SAID_BY_LEAD else "",
        bare[figure.population], bare[figure.incident],
        site_of(figure, text, sentence, place) if persons else "",
        sentence,
        hints.WITHDRAWN.match(text, end) is not None,
        hints.manner(figure.kind, before, text[end : end + 4]),
        source.person,
    )  # fmt: skip


def _bounds(figure: Figure) -> Bounds:
    if figure.operator == "=" and figure.value is not None:
        return figure.value, figure.value
    return figure.low, figure.high


def _key(figure: Figure, bounds: Bounds) -> Key:
    """The number and its bounds; at least N and more than N are one."""
    low, high = bounds
    if high is None and figure.operator in (">", ">="):
        low = figure.value
    return figure.value, low, high


def _holds(figure: Figure, article: Article) -> tuple[date | None, datetime | None]:
    """Day, and instant if the text states one, on which a figure holds."""
    stated = figure.as_of
    if isinstance(stated, datetime):
        return stated.date(), stated if figure.as_of_stated else None
    if stated is not None:
        return stated, None
    return article.day, None
