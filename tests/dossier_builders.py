"""A small invented story, built by hand from model values: a landslide told by three invented outlets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from shilu.dossier import Dossier, arrange
from shilu.model.article import Article, Block, Image, OffsetMap, OutletRef, Span
from shilu.model.entities import Entities, Entity, Role
from shilu.model.errors import Failure
from shilu.model.ids import make_id
from shilu.model.ledger import Disagreement, Estimate, Ledger, Member, Relation, Series, Story
from shilu.model.statements import Chain, Figure, Saying, Stated

BEIJING = timezone(timedelta(hours=8))


def article(key: str, outlet: str, title: str, paragraphs: list[str], published: datetime | None, **more: object) -> Article:
    """An article whose text is the title and the paragraphs, joined by newlines. `key` becomes the id `art:key`."""
    text = "\n".join([title, *paragraphs])
    blocks, start = [], 0
    for place, words in enumerate([title, *paragraphs]):
        blocks.append(Block("paragraph" if place else "headline", start, start + len(words)))
        start += len(words) + 1
    given: dict[str, object] = {
        "id": f"art:{key}",
        "path": f"posts/{key}.md",
        "sha256": "0" * 64,
        "outlet": OutletRef(outlet, outlet),
        "title": title,
        "byline": None,
        "published": published,
        "published_raw": published.isoformat() if published else None,
        "published_labelled": published,
        "published_rule": "as_labelled" if published else "none",
        "published_evidence": "",
        "url": None,
        "categories": (),
        "text": text,
        "blocks": tuple(blocks),
        "images": (),
        "links": (),
        "rights": None,
        "language": "zh",
        "script": "hans",
        "notes": (),
        "raw_map": OffsetMap((0,), (0,), (1,)),
    }
    return Article(**{**given, **more})  # type: ignore[arg-type]


def span(where: Article, words: str) -> Span:
    """Where the words stand in an article (they must)."""
    start = where.text.index(words)
    return Span(where.id, start, start + len(words))


def entity(key: str, type_: str, name: str | None, **more: object) -> Entity:
    """An entity `ent:key`."""
    given: dict[str, object] = {
        "id": f"ent:{key}",
        "type": type_,
        "name": name,
        "names": (name,) if name else (),
        "name_en": None,
        "country": None,
        "lat": None,
        "lon": None,
        "precision": None,
        "same_as": (),
        "mentions": (),
        "roles": (),
    }
    return Entity(**{**given, **more})  # type: ignore[arg-type]


def figure(where: Article, words: str, number: str, value: int | None, chain: Chain, **more: object) -> Figure:
    """A figure at `words`, whose number stands inside them."""
    at = span(where, words)
    digits = at.start + words.index(number)
    given: dict[str, object] = {
        "id": make_id("fig", where.id, at.start, at.end),
        "span": at,
        "number": (digits, digits + len(number)),
        "kind": "killed",
        "value": None if value is None else Decimal(value),
        "low": None if value is None else Decimal(value),
        "high": None if value is None else Decimal(value),
        "operator": "=",
        "unit": "人",
        "group": "all",
        "population": None,
        "place": None,
        "as_of": None,
        "as_of_stated": False,
        "realis": "actual",
        "statement": None,
        "chain": chain,
        "factuality": ("CT+",) * len(chain),
        "part_of": None,
        "basis": "cumulative",
        "incident": None,
        "prior": False,
        "correction": False,
        "headline": False,
        "rule": "statements.figure.test",
    }
    return Figure(**{**given, **more})  # type: ignore[arg-type]


def saying(where: Article, words: str, content: str, chain: Chain, **more: object) -> Saying:
    """A saying at `words`, whose content stands inside them."""
    at = span(where, words)
    start = at.start + words.index(content)
    root = chain[-1]
    given: dict[str, object] = {
        "id": make_id("st", where.id, at.start, at.end),
        "span": at,
        "cue": None,
        "content": (start, start + len(content)),
        "mode": "indirect",
        "speaker": root if isinstance(root, str) else root[0],
        "chain": chain,
        "relations": ("said",) * len(chain),
        "said_on": None,
        "act": "claim",
        "factuality": ("CT+",) * len(chain),
        "carried_over": False,
        "rule": "statements.attribution.test",
    }
    return Saying(**{**given, **more})  # type: ignore[arg-type]


@dataclass
class Case:
    """All that `arrange` takes."""

    articles: list[Article]
    ledger: Ledger
    stated: list[Stated]
    entities: Entities
    failures: list[Failure] = field(default_factory=list)

    def dossier(self) -> Dossier:
        """The view of this case."""
        return arrange(self.ledger, self.articles, self.stated, self.entities, self.failures)


def case(articles: list[Article], figures: tuple[Figure, ...] = (), entities: tuple[Entity, ...] = (), **more: object) -> Case:
    """A story of these articles; `series`, `disagreements`, `sayings`, `agents`, `failures` may be given."""
    found = {one.id: one for one in entities}
    outlets = {one.id: f"ent:{one.outlet.key}" for one in articles}
    sayings: tuple[Saying, ...] = more.get("sayings", ())  # type: ignore[assignment]
    agents: tuple[Entity, ...] = more.get("agents", ())  # type: ignore[assignment]
    stated = [
        Stated(
            one.id,
            tuple(s for s in sayings if s.span.article == one.id),
            tuple(f for f in figures if f.span.article == one.id),
            agents if place == 0 else (),
        )
        for place, one in enumerate(articles)
    ]
    ids = tuple(one.id for one in articles)
    story = Story("sto:test", articles[0].title if articles else "", None, None, ids, tuple((i, "same build") for i in ids))
    ledger = Ledger(story, more.get("series", ()), more.get("disagreements", ()))  # type: ignore[arg-type]
    return Case(articles, ledger, stated, Entities(found, {}, outlets), list(more.get("failures", ())))  # type: ignore[call-overload]


def landslide() -> Case:
    """Six posts, three outlets, two days: a toll that grows, one that another source does not share, an unknown."""
    return case(**_landslide())  # type: ignore[arg-type]


def _landslide() -> dict[str, object]:
    bay, river, ridge = "ent:海湾社", "ent:清河报", "ent:西岭网"
    bureau, hospital, mayor, witness = "ent:bureau", "ent:hospital", "ent:mayor", "ent:witness"
    a = article(
        "a1",
        "海湾社",
        "青石县突发山体滑坡 已致3人死亡",
        [
            "海湾社青石3月4日电 青石县应急管理局4日下午通报，当天凌晨发生的山体滑坡已造成3人死亡，数十人失联。",
            "一位目击者告诉海湾社，“石头像雨一样落下来”。受伤人数仍在调查中。",
        ],
        datetime(2024, 3, 4, 16, 20, tzinfo=BEIJING),
        byline="记者 方禾",
        url="https://bay.example/2024/0304.html",
        images=(Image("https://bay.example/p/1.jpg", None, "海湾社", None),),
        rights="未经授权不得转载",
    )
    b = article(
        "b1",
        "清河报",
        "海湾社：青石滑坡3人遇难",
        ["据海湾社报道，青石县应急管理局称，滑坡已造成3人死亡。", "县里将派出500名救援人员。"],
        datetime(2024, 3, 4, 18, 5, tzinfo=BEIJING),
        published_raw="Mon, 04 Mar 2024 18:05:00 GMT",
        published_labelled=datetime(2024, 3, 4, 18, 5, tzinfo=UTC),
        published_rule="river.beijing_as_gmt",
        published_evidence="该媒体把北京时间标成GMT",
    )
    c = article(
        "c1",
        "西岭网",
        "青石滑坡：医院称已收治遇难者9名",
        ["县医院5日上午对西岭网表示，已有9人死亡🕯️，其中2名儿童。", "副县长余望舒宣布，全县道路管制将持续到3月10日。"],
        datetime(2024, 3, 5, 9, 40, tzinfo=BEIJING),
    )
    d = article(
        "d1",
        "海湾社",
        "青石滑坡死亡人数升至7人",
        ["青石县应急管理局5日上午通报，截至5日8时，滑坡已造成7人死亡、16人受伤。", "余望舒表示，预计直接经济损失约1.75亿元。"],
        datetime(2024, 3, 5, 10, 0, tzinfo=BEIJING),
    )
    f1 = figure(
        a,
        "已造成3人死亡",
        "3",
        3,
        (bay, bureau),
        as_of=datetime(2024, 3, 4, 18, tzinfo=BEIJING),
        as_of_stated=True,
        place="ent:qingshi",
    )
    vague = figure(
        a,
        "数十人失联",
        "数十",
        None,
        (bay, bureau),
        kind="missing",
        low=Decimal(20),
        high=Decimal(99),
        operator="vague",
        place="ent:qingshi",
        as_of=date(2024, 3, 4),
    )
    unknown = figure(
        a, "受伤人数仍在调查中", "仍在调查中", None, (bay,), kind="injured", operator="unknown", as_of=date(2024, 3, 4)
    )
    f2 = figure(b, "造成3人死亡", "3", 3, (river, bay, bureau), as_of=date(2024, 3, 4), place="ent:qingshi")
    sent = figure(b, "500名救援人员", "500", 500, (river,), kind="troops_sent", realis="planned", population="救援人员", unit="名")
    f3 = figure(c, "已有9人死亡🕯️", "9", 9, (ridge, hospital), as_of=date(2024, 3, 5), as_of_stated=True, place="ent:qingshi")
    kids = figure(
        c, "其中2名儿童", "2", 2, (ridge, hospital), group="children", population="儿童", as_of=date(2024, 3, 5), part_of=f3.id
    )
    f4 = figure(
        d,
        "造成7人死亡",
        "7",
        7,
        (bay, bureau),
        as_of=datetime(2024, 3, 5, 8, tzinfo=BEIJING),
        as_of_stated=True,
        place="ent:qingshi",
    )
    hurt = figure(
        d, "16人受伤", "16", 16, (bay, bureau), kind="injured", as_of=datetime(2024, 3, 5, 8, tzinfo=BEIJING), as_of_stated=True
    )
    loss = figure(
        d,
        "约1.75亿元",
        "1.75亿",
        175_000_000,
        (bay, mayor),
        kind="damage_value",
        unit="CNY",
        operator="~",
        low=Decimal(157_500_000),
        high=Decimal(192_500_000),
        realis="estimated",
        factuality=("Uu", "PR+"),
    )
    series = (
        Series(
            "ser:killed",
            "killed",
            "all",
            "ent:qingshi",
            "cumulative",
            "actual",
            "人",
            None,
            (f1.id, f2.id, f3.id, f4.id),
            (
                Relation(
                    f2.id,
                    f1.id,
                    "repeats",
                    "R1",
                    "同一信源的同一数字，不算印证",
                    "the same number on the same word: no confirmation",
                ),
                Relation(
                    f1.id,
                    f4.id,
                    "superseded_by",
                    "R6",
                    "同一信源后来给出更高的累计数",
                    "the same source later gives a higher cumulative count",
                ),
                Relation(
                    f3.id, f4.id, "conflict", "R8", "另一独立信源后来给出更低的累计数", "another root gives a lower count later"
                ),
            ),
            (
                _estimate(a, 3, 3, 3, f1, (f1,), (bureau,), (bay,)),
                _estimate(b, 3, 3, 3, f1, (f1,), (bureau,), (bay, river)),
                _estimate(c, 3, 3, 9, f1, (f1, f3), (bureau, hospital), (bay, river, ridge)),
                _estimate(d, 7, 7, 9, f4, (f3, f4), (bureau, hospital), (bay, ridge)),
            ),
        ),
        Series(
            "ser:missing",
            "missing",
            "all",
            "ent:qingshi",
            "stock",
            "actual",
            "人",
            None,
            (vague.id,),
            (),
            (
                Estimate(
                    a.published,
                    Decimal(20),
                    None,
                    Decimal(99),
                    "latest-official",
                    (vague.id,),
                    vague.id,
                    (bureau,),
                    (bay,),
                    computed=False,
                ),
            ),
        ),
    )
    member_c = Member(f3.span, f3.chain, "9", f3.id)
    member_d = Member(f4.span, f4.chain, "7", f4.id)
    clash = Disagreement(
        "dis:killed",
        "conflict",
        "死亡人数（青石县）",
        (member_d, member_c),
        "open",
        "R8",
        "两个独立信源给出互不相容的累计死亡数",
        "two independent roots give cumulative counts that exclude each other",
    )
    named = (
        entity("海湾社", "outlet", "海湾社", name_en="Bay News Agency", tier=3),
        entity("清河报", "outlet", "清河报", tier=3),
        entity("西岭网", "outlet", "西岭网", tier=3),
        entity(
            "bureau",
            "organisation",
            "青石县应急管理局",
            tier=1,
            mentions=(span(a, "青石县应急管理局"), span(d, "青石县应急管理局")),
        ),
        entity("hospital", "organisation", "县医院", tier=2, mentions=(span(c, "县医院"),)),
        entity(
            "mayor",
            "person",
            "余望舒",
            tier=2,
            mentions=(span(c, "余望舒"), span(d, "余望舒")),
            roles=(Role("副县长", None, None, None, span(c, "副县长余望舒")),),
        ),
        entity(
            "qingshi",
            "place",
            "青石县",
            country="CN",
            lat=31.5,
            lon=104.2,
            precision="city",
            mentions=(span(a, "青石县"), span(d, "青石县")),
        ),
    )
    sayings = (
        saying(a, "一位目击者告诉海湾社，“石头像雨一样落下来”", "石头像雨一样落下来", (bay, witness), mode="direct", act="witness"),
        saying(
            c,
            "副县长余望舒宣布，全县道路管制将持续到3月10日",
            "全县道路管制将持续到3月10日",
            (ridge, mayor),
            act="announce",
            said_on=date(2024, 3, 5),
        ),
        saying(d, "余望舒表示，预计直接经济损失约1.75亿元", "预计直接经济损失约1.75亿元", (bay, mayor), act="forecast"),
    )
    return {
        "articles": [a, b, c, d],
        "figures": (f1, vague, unknown, f2, sent, f3, kids, f4, hurt, loss),
        "entities": named,
        "series": series,
        "disagreements": (clash,),
        "sayings": sayings,
        "agents": (entity("witness", "person", None, names=("一位目击者",), tier=4),),
        "failures": (Failure("posts/broken.md", "decode", "neither UTF-8 nor GB18030: byte 0x81 at 120"),),
    }


def _estimate(
    where: Article,
    low: int,
    best: int,
    high: int,
    chosen: Figure,
    live: tuple[Figure, ...],
    roots: tuple[str, ...],
    outlets: tuple[str, ...],
) -> Estimate:
    return Estimate(
        where.published,
        Decimal(low),
        Decimal(best),
        Decimal(high),
        "latest-official",
        tuple(one.id for one in live),
        chosen.id,
        roots,
        outlets,
        computed=False,
    )
