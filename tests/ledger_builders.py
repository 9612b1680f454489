"""Articles, figures and entities by hand, for the ledger's tests: no other room is needed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from shilu.ledger import judge
from shilu.model.article import Article, OffsetMap, OutletRef, Span
from shilu.model.entities import Entities, Entity
from shilu.model.ledger import Ledger, Series
from shilu.model.marks import Point
from shilu.model.statements import Figure, Stated
from shilu.model.stories import Reuse
from shilu.stories import one_story

BEIJING = timezone(timedelta(hours=8))
PLACES = {"p:land": None, "p:east": "p:land", "p:west": "p:land", "p:town": "p:east", "p:dam": "p:land", "p:far": None}
PLACES |= {"p:weir": "p:land", "p:hollow": None, "p:ford": None}
UNMAPPED = {"p:dam", "p:weir", "p:hollow", "p:ford"}
NAMES = {
    "p:land": "青禾国", "p:east": "东岭省", "p:west": "西原省", "p:town": "柳桥镇", "p:far": "远洲", "p:dam": "白芷水库",
    "p:weir": "白芷大坝", "p:hollow": "云门乡", "p:ford": "石渡",
    "o:north": "北方晨报", "o:south": "南风网", "o:west": "西原新闻", "wire": "青禾社", "rescue": "青禾国应急局",
    "ministry": "青禾国内政部", "president": "陆望舒", "hospital": "柳桥医院",
}  # fmt: skip
TIERS = {"rescue": 1, "ministry": 1, "president": 1, "hospital": 3, "wire": 3, "o:north": 3, "o:south": 3, "o:west": 3}


def entity(key: str) -> Entity:
    type_ = "place" if key in PLACES else "outlet" if key.startswith("o:") or key == "wire" else "organisation"
    return Entity(
        id=key, type=type_, name=NAMES[key], names=(NAMES[key],), name_en=None, country=None, lat=None, lon=None,
        precision="unknown" if key in UNMAPPED else "region", same_as=(), mentions=(), roles=(), tier=TIERS.get(key),
        parent=PLACES.get(key),
    )  # fmt: skip


def unnamed(key: str, words: str) -> Entity:
    return Entity(
        id=key, type="organisation", name=None, names=(words,), name_en=None, country=None, lat=None, lon=None,
        precision=None, same_as=(), mentions=(), roles=(), tier=4,
    )  # fmt: skip


ENTITIES = Entities({key: entity(key) for key in NAMES}, {})


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2024, 5, day, hour, minute, tzinfo=BEIJING)


def article(name: str, published: datetime | None, outlet: str = "o:north", text: str = "") -> Article:
    return Article(
        id=f"art:{name}", path=f"{name}.md", sha256="", outlet=OutletRef(outlet, NAMES[outlet]), title=name, byline=None,
        published=published, published_raw=None, published_labelled=published, published_rule="as_labelled",
        published_evidence="", url=None, categories=(), text=text or "甲" * 400, blocks=(), images=(), links=(), rights=None,
        language="zh", script="hans", notes=(), raw_map=OffsetMap((0,), (0,), (1,)),
    )  # fmt: skip


class Case:
    """A story under construction: `say` adds a figure in an article of its own unless one is named."""

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self.figures: dict[str, list[Figure]] = {}
        self.agents: tuple[Entity, ...] = ()

    def say(
        self,
        name: str,
        value: float | None,
        when: datetime | None = None,
        root: Any = "rescue",
        *,
        op: str = "=",
        bounds: tuple[float | None, float | None] | None = None,
        into: str | None = None,
        outlet: str = "o:north",
        as_of: Point | None = None,
        via: tuple[str, ...] = (),
        text: str = "",
        **fields: Any,
    ) -> str:
        home = into or name
        if home not in self.articles:
            self.articles[home] = article(home, when, outlet, text)
        start = 10 * len(self.figures.setdefault(home, []))
        chain = (outlet, *via) if root is None else (outlet, *via, root)
        figure = Figure(**{
            "id": f"fig:{name}", "span": Span(f"art:{home}", start, start + 5), "number": (start, start + 2), "kind": "killed",
            "value": None if value is None else Decimal(str(value)), **bounds_of(value, op, bounds), "operator": op, "unit": "人",
            "group": "all", "population": None, "place": None, "as_of": as_of, "as_of_stated": as_of is not None,
            "realis": "actual", "statement": None, "chain": chain, "factuality": (), "part_of": None, "basis": "cumulative",
            "incident": None, "prior": False, "correction": False, "headline": False, "rule": "test", **fields,
        })  # fmt: skip
        self.figures[home].append(figure)
        return figure.id

    def judge(self, policy: str = "latest-official", until: datetime | None = None, reuses: tuple[Reuse, ...] = ()) -> Ledger:
        """The ledger of all articles, or of those published until an instant."""
        articles = [a for a in self.articles.values() if until is None or (a.published and a.published <= until)]
        stated = [Stated(a.id, (), tuple(self.figures[a.path[:-3]]), self.agents) for a in articles]
        return judge(one_story(articles), articles, stated, ENTITIES, policy, reuses=reuses)

    def relations(self) -> dict[tuple[str, str], tuple[str, str]]:
        """(a, b) without prefixes -> (relation, rule)."""
        return {(r.a[4:], r.b[4:]): (r.relation, r.rule) for s in self.judge().series for r in s.relations}

    def series(self, name: str, policy: str = "latest-official") -> Series:
        return next(s for s in self.judge(policy).series if f"fig:{name}" in s.points)

    def last(self, name: str, policy: str = "latest-official") -> tuple[Decimal | None, Decimal | None, Decimal | None, bool]:
        estimate = self.series(name, policy).estimates[-1]
        return (estimate.low, estimate.best, estimate.high, estimate.computed)


def bounds_of(value: float | None, op: str, bounds: tuple[float | None, float | None] | None) -> dict[str, Decimal | None]:
    if bounds is None:
        exact = value if op == "=" else None
        low = {">": (value or 0) + 1, ">=": value}.get(op, exact)
        high = {"<": (value or 0) - 1, "<=": value}.get(op, exact)
        bounds = (low, high)
    low, high = bounds
    return {"low": None if low is None else Decimal(str(low)), "high": None if high is None else Decimal(str(high))}


def day(number: int) -> date:
    return date(2024, 5, number)


def utc(number: int, hour: int = 0) -> datetime:
    return datetime(2024, 5, number, hour, tzinfo=UTC)
