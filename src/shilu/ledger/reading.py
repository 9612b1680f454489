"""Figures as the ledger reads them: each with its place in the recorded order, its day, and what the words around it say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from itertools import pairwise

from msgspec.structs import replace

from shilu.lang.script import simplify
from shilu.ledger import hints
from shilu.ledger.agents import PLAIN_TIER, Agents
from shilu.ledger.memory import Memory
from shilu.ledger.points import Bounds, Key, Point, in_order
from shilu.ledger.signature import PEOPLE
from shilu.ledger.sites import site_of
from shilu.ledger.sources import Sources, sources_of
from shilu.model.article import Article, Span
from shilu.model.statements import Figure, Stated

SAID_BY_LEAD = frozenset({"damage_value", "price", "aid_value", "injured", "infected", "hospitalised"})
PERSONS = frozenset({"killed", "injured", "missing", "casualties"})
Plain = Mapping[str | None, str]  # words as `words.plain` makes them
Around = tuple[Sources, tuple[str, ...]]  # the sources of a figure, and the names of its place


def points_of(
    articles: Sequence[Article],
    stated: Iterable[Stated],
    agents: Agents,
    copied: Mapping[Span, Span] | None = None,
    memory: Memory | None = None,
) -> list[Point]:
    """All figures as points in the recorded order; a figure that comes twice is taken once, one that is denied
    by its source or rejected by a person never. `copied` gives for a passage the one whose words it has."""
    memory = memory or Memory()
    own: dict[str, dict[str, Figure]] = {article.id: {} for article in articles}
    for item in stated:
        for figure in item.figures:
            if figure.span.article in own and not figure.rejected and not _denied(figure):
                own[figure.span.article][figure.id] = figure
    every = [figure for told in own.values() for figure in told.values()]
    chains = dict.fromkeys(figure.chain for figure in every)
    sources = {chain: memory.same("sources", chain, sources_of(chain, agents)) for chain in chains}
    names = _Names(agents)
    bare = memory.plain(
        words for told in own.values() for figure in told.values() for words in (figure.population, figure.incident)
    )
    points: list[Point] = []
    for article in in_order(articles):
        told = list(own[article.id].values())
        around = [(sources[figure.chain], names[figure.place]) for figure in told]
        read = partial(_read, article, told, around, len(points), bare)
        points += memory.get("points", article.id, (len(points), article, told, around), read)
    return _one_voice(points, copied, memory) if copied else points


class _Names(dict[str | None, tuple[str, ...]]):
    """The names of places, each looked up once."""

    def __init__(self, agents: Agents) -> None:
        self._agents = agents

    def __missing__(self, place: str | None) -> tuple[str, ...]:
        self[place] = names = self._agents.names(place)
        return names


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


def _one_voice(points: Sequence[Point], copied: Mapping[Span, Span], memory: Memory) -> list[Point]:
    """Points in copied words stand on one word: that of the copy which names its source, else of the earliest."""
    alike: dict[Span, list[Point]] = defaultdict(list)
    for point in points:
        if point.figure.span in copied:
            alike[copied[point.figure.span]].append(point)
    first = {passage: min(own, key=lambda p: (p.own_voice, p.tier, p.rank)) for passage, own in alike.items()}
    made = list(points)
    for passage, own in alike.items():
        for point in own if len(own) > 1 else ():
            voiced = partial(replace, point, roots=first[passage].roots, passage=passage)
            made[point.rank] = memory.get("voice", point.id, (point, first[passage].roots, passage), voiced)
    return made


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
    return Point(
        figure=figure,
        id=figure.id,
        article=article.id,
        nominal=figure.value,
        bounds=bounds,
        key=_key(figure, bounds),
        rank=rank,
        published=article.published,
        day=day,
        instant=instant,
        outlet=source.outlet,
        roots=source.roots,
        chain=source.chain,
        own_voice=source.own_voice,
        tier=max(source.tier, PLAIN_TIER) if source.nature and figure.kind in PERSONS else source.tier,
        update=hint and hints.UPDATE.search(before) is not None,
        wide=hint and hints.WIDE.search(before) is not None,
        narrow=hints.NARROW.search(text, max(0, start - hints.LOOK_BACK), start) is not None,
        event=event,
        elsewhere=hint and hints.ELSEWHERE.search(before) is not None,
        nearby=hint and hints.NEARBY.search(before) is not None,
        manner=hints.manner(figure.kind, before, text[end : end + 4]),
        withdrawn=hints.WITHDRAWN.match(text, end) is not None,
        sentence=sentence,
        lead=simplify(before) if figure.part_of or event or figure.kind in SAID_BY_LEAD else "",
        counted=bare[figure.population],
        matter=bare[figure.incident],
        person=source.person,
        site=site_of(figure, text, sentence, place) if figure.kind in PERSONS else "",
    )


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
