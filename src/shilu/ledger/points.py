"""One figure as the ledger sees it: when it held, when it was printed, and on whose word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from msgspec import Struct

from shilu.lang.script import simplify
from shilu.ledger.sites import site_of
from shilu.ledger.words import all_plain, all_simple
from shilu.model.article import Article
from shilu.model.entities import Entities, Entity
from shilu.model.statements import Chain, Figure, Stated

AT_ONCE = timedelta(hours=3)  # data-model R5: reports this close together count as simultaneous
SAID_BY_LEAD = frozenset({"damage_value", "price", "aid_value", "injured"})
PERSONS = frozenset({"killed", "injured", "missing", "casualties"})
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
    `narrow`: they speak of one place alone (仅在该州…); `elsewhere`: they leave a place out (其他州…), `nearby`: inside the
    place around it (州内其他地区…); `inpatient`: they speak of those in hospital; `site`: of those in one kind of building;
    `withdrawn`: the words behind take the number back (…的说法不属实).
    `lifted`: it speaks of a wider place than was read beside it; `summed`: other numbers of its article add up to it.
    `sentence`: where the sentence before ends; `lead`: the words that lead up to an amount of money or a part, simplified;
    `counted` and `matter`: the population and the incident in plain words.
    `roots` are the entity ids of the last link, one for each parallel source, equal names merged. `chain` holds every
    agent of the chain. `own_voice`: nobody but the outlet stands behind it; `person`: no body, only persons.
    `tier` is the best tier among the roots.
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
    nearby: bool
    lead: str
    counted: str
    matter: str
    site: str
    sentence: int
    withdrawn: bool
    inpatient: bool
    person: bool = False
    lifted: bool = False
    summed: bool = False


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

    def type(self, agent: str) -> str:
        """The type of an entity, an empty text for one that is not known."""
        entity = self.by_id.get(agent)
        return entity.type if entity else ""

    def names(self, agent: str | None) -> tuple[str, ...]:
        """All names of an entity; none of no entity."""
        entity = self.by_id.get(agent or "")
        return entity.names if entity else ()

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
    names = {agent: by_id[agent].name or "\n".join(by_id[agent].names) or agent for agent in sorted(by_id)}
    simple = all_simple(names.values())
    return Agents(by_id, {agent: first.setdefault(simple[name], agent) for agent, name in names.items()})


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Each article once, in the recorded order: (published, article id), undated ones last."""
    return sorted({article.id: article for article in articles}.values(), key=_recorded)


def points_of(articles: Sequence[Article], stated: Iterable[Stated], agents: Agents) -> list[Point]:
    """All figures as points in the recorded order; a figure that comes twice is taken once, one that is denied
    by its source or rejected by a person never."""
    own: dict[str, dict[str, Figure]] = {article.id: {} for article in articles}
    for item in stated:
        for figure in item.figures:
            if figure.span.article in own and not figure.rejected and not _denied(figure):
                own[figure.span.article][figure.id] = figure
    bare = all_plain(words for told in own.values() for figure in told.values() for words in (figure.population, figure.incident))
    sources: dict[Chain, Sources] = {}
    points: list[Point] = []
    for article in in_order(articles):
        told = sorted(own[article.id].values(), key=lambda f: (f.span.start, f.span.end, f.id))
        for figure in told:
            source = sources.get(figure.chain) or sources.setdefault(figure.chain, _sources(figure.chain, agents))
            points.append(_point(figure, len(points), article, source, bare, agents))
    return points


def _denied(figure: Figure) -> bool:
    """没有造成12人死亡, 否认有12人死亡: a number that its own root denies is no count of anything."""
    return bool(figure.factuality) and figure.factuality[-1] == "CT-"


def _recorded(article: Article) -> tuple[datetime, str]:
    return (article.published.astimezone(UTC) if article.published else FAR, article.id)


def _point(figure: Figure, rank: int, article: Article, source: Sources, bare: Mapping[str | None, str], agents: Agents) -> Point:
    day, instant = _holds(figure, article)
    text, start, end = article.text, figure.span.start, figure.span.end
    before, bounds = _clause(figure, text), _bounds(figure)
    hint = HINT.search(before) is not None
    event = hint and EVENT.search(before) is not None
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
        update=hint and UPDATE.search(before) is not None,
        wide=hint and WIDE.search(before) is not None,
        narrow=NARROW.search(text, max(0, start - LOOK_BACK), start) is not None,
        event=event,
        elsewhere=hint and ELSEWHERE.search(before) is not None,
        nearby=hint and NEARBY.search(before) is not None,
        inpatient=figure.kind == "injured" and _inpatient(before + text[end : end + 4]),
        withdrawn=WITHDRAWN.match(text, end) is not None,
        sentence=sentence,
        lead=simplify(before) if figure.part_of or event or figure.kind in SAID_BY_LEAD else "",
        counted=bare[figure.population],
        matter=bare[figure.incident],
        person=source.person,
        site=site_of(figure, text, sentence, agents.names(figure.place)) if figure.kind in PERSONS else "",
    )


class Sources(Struct, frozen=True):
    """What a chain says of a point's sources, as in `Point`."""

    outlet: str
    roots: tuple[str, ...]
    chain: frozenset[str]
    own_voice: bool
    tier: int
    person: bool
    nature: bool  # all roots measure the sky and the earth: no authority on what happened to people


def _sources(chain: Chain, agents: Agents) -> Sources:
    outlet, roots = _ends(chain, agents)
    every = frozenset(agents.merged.get(agent, agent) for link in chain for agent in _parallel(link))
    tier = min((agents.tier(root) for root in roots), default=UNNAMED_TIER)
    nature = bool(roots) and all(NATURE.search(agents.name(root)) for root in roots)
    person = bool(roots) and all(agents.type(root) == "person" for root in roots)
    return Sources(outlet, roots, every, len(chain) <= 1, tier, person, nature)


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
WIDE = re.compile(
    "(?:[两兩二三四五六多各数數]|[2-9]|[1-9][0-9])[个個]?(?:省|州|市|县|縣|地)(?!点|點)|全[国國美球]|[总總]共|合共|合[计計]"
)
ELSEWHERE = re.compile("其[他它余餘](?:各|几个|幾個)?(?:省|州|市|县|縣|地|国|國)|[别別][处處]")
NEARBY = re.compile("[州省市县縣镇鎮国國][内內](?:其[他它余餘])")
NATURE = re.compile("[气氣]象|地震[台臺局]|地震[网網]|地[质質][调調]查|天[气氣][预預][报報]|中央[气氣]")
UNBROKEN = re.compile("[^，。；！？、\\s]*")
HINT = re.compile(
    "[增升上更最累达達攀两兩二三四五六多各数數全总總共合其别別这這此本]"
)  # with which the words above and below begin
INPATIENT = re.compile("住院|收治|留[院医醫]|入院")
EVENT = re.compile("(?:[这這][一1]?[起次场場]|[此本]次)")
NARROW = re.compile("(?=[仅僅单單光一])(?:[仅僅][在是]?[^，。]{0,6}[州省市县縣]|[单單光]是|一[个個](?:州|省|市|县|縣)就)")
WITHDRAWN = re.compile(
    "[^，。；！？\n]{0,6}(?:说法|說法|消息|报道|報道|報導|内容|內容|数字|數字)(?:并|並)?(?:不属实|不屬實|不实|不實|有误|有誤|并非事实)"
)
LOOK_BACK = 14


def _clause(figure: Figure, text: str) -> str:
    """The words that lead up to a number, as far as its clause goes, with the words of the figure itself."""
    start = figure.number[0] if figure.number else figure.span.start
    before = text[max(0, start - LOOK_BACK) : start]
    unbroken = UNBROKEN.match(before[::-1])
    return text[start - (unbroken.end() if unbroken else 0) : figure.span.end]


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
