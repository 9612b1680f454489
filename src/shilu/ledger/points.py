"""One figure as the ledger sees it: when it held, when it was printed, and on whose word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from msgspec import Struct

from shilu.lang.script import simplify
from shilu.model.article import Article
from shilu.model.entities import Entities, Entity
from shilu.model.statements import Chain, Figure, Stated

AT_ONCE = timedelta(hours=3)  # data-model R5: reports this close together count as simultaneous
SAID_BY_LEAD = frozenset({"damage_value", "price", "aid_value", "injured"})
MONEY = frozenset({"damage_value", "price", "aid_value"})
UNNAMED_TIER, PLAIN_TIER = 4, 3
FAR = datetime.max.replace(tzinfo=UTC)


Bounds = tuple[Decimal | None, Decimal | None]
Key = tuple[Decimal | None, Decimal | None, Decimal | None]


class Point(Struct, frozen=True):
    """A figure with its place in time and its sources.

    `id` is the figure's, `nominal` the number as stated (`None` for vague and unknown ones), `bounds` are inclusive, `None`
    where open; those of an exact number are the number. Two points with one `key` give the same number.
    `rank` is its place in the recorded order (published, article id, offset). `day` is the day it holds on: stated, else
    the day of publication in the outlet's clock (`None` when undated); `instant` only when the text gives the hour.
    `wide`: the words before it count over several places (两省共…); `event`: they speak of the event itself (这起事故…);
    `narrow`: they speak of one place alone (仅在该州…); `elsewhere`: they leave a place out (其他州…); `inpatient`: they
    speak of those in hospital; `withdrawn`: the words behind take the number back (…的说法不属实).
    `sentence`: where the sentence before ends; `lead`: the words that lead up to an amount of money or a part, simplified.
    `roots` are the entity ids of the last link, one for each parallel source, equal names merged. `chain` holds every
    agent of the chain. `own_voice`: nobody but the outlet stands behind it. `tier` is the best tier among the roots.
    """

    figure: Figure
    id: str
    article: str
    nominal: Decimal | None
    bounds: Bounds
    key: Key
    rank: int
    published: datetime | None
    day: date | None
    instant: datetime | None
    outlet: str
    roots: tuple[str, ...]
    chain: frozenset[str]
    own_voice: bool
    tier: int
    update: bool
    wide: bool
    event: bool
    narrow: bool
    elsewhere: bool
    lead: str
    sentence: int
    withdrawn: bool
    inpatient: bool


class Agents(Struct, frozen=True):
    """Who can stand in a chain: entity by id, and one id for all entities that bear one name."""

    by_id: Mapping[str, Entity]
    merged: Mapping[str, str]

    def name(self, agent: str) -> str:
        """A name for a person to read; for an unnamed source the words as written."""
        entity = self.by_id.get(agent)
        if entity is None:
            return agent
        return entity.name or (entity.names[0] if entity.names else agent)

    def tier(self, agent: str) -> int:
        """Reliability class of a source, 1 (responsible authority) to 4 (unnamed)."""
        entity = self.by_id.get(agent)
        if entity is None:
            return PLAIN_TIER
        return entity.tier or (PLAIN_TIER if entity.name else UNNAMED_TIER)


def agents_of(entities: Entities, stated: Iterable[Stated]) -> Agents:
    """All agents of a build. Equal names are one source, unnamed ones by their words: counting must not flatter."""
    by_id = dict(entities.by_id)
    for item in stated:
        by_id.update((agent.id, agent) for agent in item.agents)
    first: dict[str, str] = {}
    merged = {}
    for agent in sorted(by_id):
        entity = by_id[agent]
        name = entity.name or "\n".join(entity.names) or agent
        merged[agent] = first.setdefault(simplify(name), agent)
    return Agents(by_id, merged)


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Each article once, in the recorded order: (published, article id), undated ones last."""
    return sorted({article.id: article for article in articles}.values(), key=_recorded)


def points_of(articles: Sequence[Article], stated: Iterable[Stated], agents: Agents) -> list[Point]:
    """All figures as points in the recorded order; a figure that comes twice is taken once, one that is denied never."""
    by_article = {article.id: article for article in articles}
    told = (figure for item in stated if item.article in by_article for figure in item.figures)
    found = {figure.id: figure for figure in told if not _denied(figure)}
    place = {article.id: i for i, article in enumerate(in_order(articles))}
    order = sorted(found.values(), key=lambda f: (place[f.span.article], f.span.start, f.span.end, f.id))
    return [_point(figure, rank, by_article[figure.span.article], agents) for rank, figure in enumerate(order)]


def _denied(figure: Figure) -> bool:
    """没有造成12人死亡, 否认有12人死亡: a number that its own root denies is no count of anything."""
    return bool(figure.factuality) and figure.factuality[-1] == "CT-"


def _recorded(article: Article) -> tuple[datetime, str]:
    return (article.published.astimezone(UTC) if article.published else FAR, article.id)


def _point(figure: Figure, rank: int, article: Article, agents: Agents) -> Point:
    outlet, roots = _ends(figure.chain, agents)
    day, instant = _holds(figure, article)
    before = _clause(figure, article)
    bounds, event = _bounds(figure), EVENT.search(before) is not None
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
        outlet=outlet,
        roots=roots,
        chain=frozenset(agents.merged.get(agent, agent) for link in figure.chain for agent in _parallel(link)),
        own_voice=len(figure.chain) <= 1,
        tier=min((agents.tier(root) for root in roots), default=UNNAMED_TIER),
        update=UPDATE.search(before) is not None,
        wide=WIDE.search(before) is not None,
        narrow=NARROW.search(article.text, max(0, figure.span.start - LOOK_BACK), figure.span.start) is not None,
        event=event,
        elsewhere=ELSEWHERE.search(before) is not None,
        inpatient=figure.kind == "injured" and _inpatient(before + article.text[figure.span.end : figure.span.end + 4]),
        withdrawn=WITHDRAWN.match(article.text, figure.span.end) is not None,
        sentence=max(article.text.rfind(mark, 0, figure.span.start) for mark in "。\n"),
        lead=simplify(before) if figure.part_of or figure.kind in SAID_BY_LEAD or event else "",
    )


def _inpatient(words: str) -> bool:
    return INPATIENT.search(words) is not None


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


def _ends(chain: Chain, agents: Agents) -> tuple[str, tuple[str, ...]]:
    """Outlet and roots of a chain, with equal names merged."""
    if not chain:
        return "", ()
    roots = {agents.merged.get(agent, agent) for agent in _parallel(chain[-1])}
    outlet = _parallel(chain[0])[0]
    return agents.merged.get(outlet, outlet), tuple(sorted(roots))


def _parallel(link: str | tuple[str, ...]) -> tuple[str, ...]:
    return (link,) if isinstance(link, str) else link


def _holds(figure: Figure, article: Article) -> tuple[date | None, datetime | None]:
    """Day, and instant if the text states one, on which a figure holds."""
    stated = figure.as_of
    if isinstance(stated, datetime):
        return stated.date(), stated if figure.as_of_stated else None
    if stated is not None:
        return stated, None
    return article.day, None


UPDATE = re.compile("[增升][至到]|上升|增加到|更新|最新|累[计計]|已[达達]|[达達]到了|攀升")
WIDE = re.compile("[两兩二三四五六多各数數][个個]?(?:省|州|市|县|縣|地)(?!点|點)|全[国國美球]|[总總]共|合共|合[计計]")
ELSEWHERE = re.compile("其[他它余餘](?:各|几个|幾個)?(?:省|州|市|县|縣|地|国|國)|[别別][处處]")
BREAK = re.compile("[，。；！？、\\s]")
INPATIENT = re.compile("住院|收治|留[院医醫]|入院")
EVENT = re.compile("(?:[这這][一1]?[起次场場]|[此本]次)")
NARROW = re.compile("[仅僅][在是]?[^，。]{0,6}[州省市县縣]|[单單光]是|一[个個](?:州|省|市|县|縣)就")
WITHDRAWN = re.compile(
    "[^，。；！？\n]{0,6}(?:说法|說法|消息|报道|報道|報導|内容|內容|数字|數字)(?:并|並)?(?:不属实|不屬實|不实|不實|有误|有誤|并非事实)"
)
LOOK_BACK = 14


def _clause(figure: Figure, article: Article) -> str:
    """The words that lead up to a number, as far as its clause goes, with the words of the figure itself."""
    start = figure.number[0] if figure.number else figure.span.start
    before = article.text[max(0, start - LOOK_BACK) : start]
    return BREAK.split(before)[-1] + article.text[start : figure.span.end]


def sequence(a: Point, b: Point) -> int:
    """-1 when `a` holds on an earlier time than `b`, 1 when later, 0 when the texts do not tell.

    Two stated hours are compared as instants, else days; two days that nobody stated only count when the articles are
    more than three hours apart.
    """
    if a.instant and b.instant:
        return (a.instant > b.instant) - (a.instant < b.instant)
    if a.day is None or b.day is None or a.day == b.day or _at_once(a, b):
        return 0
    return 1 if a.day > b.day else -1


def _at_once(a: Point, b: Point) -> bool:
    return not (a.figure.as_of_stated or b.figure.as_of_stated) and near(a, b)


def near(a: Point, b: Point) -> bool:
    """Whether two articles came out within three hours of each other."""
    return bool(a.published and b.published and abs(a.published - b.published) <= AT_ONCE)


def share_root(a: Point, b: Point) -> bool:
    """Whether one source stands behind both."""
    return not set(a.roots).isdisjoint(b.roots)


def independent(a: Point, b: Point) -> bool:
    """Whether two points count as two: other roots, and neither chain runs through the other's outlet."""
    if share_root(a, b):
        return False
    return a.outlet == b.outlet or (a.outlet not in b.chain and b.outlet not in a.chain)
