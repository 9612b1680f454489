"""Offices on persons, and the person behind an office that stands alone (哈总统), where the build knows just one holder."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from shilu.annotate.role_bodies import OWN
from shilu.annotate.role_changes import tells
from shilu.annotate.roles import BYLINE
from shilu.entities.office_bodies import Office, aides, as_elsewhere
from shilu.lang.bodies import body_names, organs, short_countries
from shilu.lang.people import offices
from shilu.lang.places import Place, place
from shilu.lang.tables import rows
from shilu.model.article import Span
from shilu.model.entities import Entity, Role
from shilu.model.marks import Annotations, Point, RoleMark, TimeMark

_SHARED = frozenset(
    (
        "发言人",
        "副发言人",
        "新闻发言人",
        "官员",
        "高级官员",
        "议员",
        "众议员",
        "参议员",
        "代表",
        "负责人",
        "有关负责人",
        "记者",
        "专家",
        "大使",
        "顾问",
        "领导人",
    )
)
_SIGNED = {"文": "作者", "撰文": "作者", "责编": "编辑", "责任编辑": "编辑", "编译": "译者"}  # what the label of a byline says
_SENTENCE = 200  # characters of a sentence that tells of a change: a line can be as long as the text
_DATED = frozenset(("appointed", "dismissed", "resigned", "arrested"))
Key = tuple[str, int, int]


def with_offices(
    entities: Mapping[str, Entity],
    by_mention: Mapping[Key, str],
    annotations: Iterable[Annotations],
    ids: Mapping[str, str],
    outlets: Mapping[str, str],
) -> tuple[dict[str, Entity], dict[Key, str]]:
    """Entities with their roles, and for each office that stands alone the entity of its only holder.

    `ids` maps keys of the tables (`iso:KZ`, `organ:iso:KZ:内政部`) to entity ids, `outlets` articles to their publishers.
    """
    keys = {id_: key for key, id_ in ids.items()}
    found = [_office(mark, marks, by_mention, ids, keys, outlets) for marks in annotations for mark in marks.roles]
    found = as_elsewhere(aides(found))
    held: dict[str, list[Office]] = defaultdict(list)
    for office in found:
        if office.holder and entities[office.holder].type == "person":
            held[office.holder].append(office)
    richer = {id_: _with_roles(entity, held.get(id_, [])) for id_, entity in entities.items()}
    return richer, _behind(found)


def _office(
    mark: RoleMark,
    marks: Annotations,
    by_mention: Mapping[Key, str],
    ids: Mapping[str, str],
    keys: Mapping[str, str],
    outlets: Mapping[str, str],
) -> Office:
    text = marks.simplified
    title = text[mark.title_start : mark.title_end]
    holder = _at(marks.article, mark.holder_start, mark.holder_end, by_mention)
    title = _SIGNED.get(title, title) if mark.rule == BYLINE.id else title
    org = _at(marks.article, mark.org_start, mark.org_end, by_mention) or _short(text, mark, ids)
    if org is None and mark.org_start is not None and OWN.fullmatch(text, mark.org_start, mark.org_end or 0):
        org = outlets.get(marks.article)  # 本报记者
    return Office(mark, Span(marks.article, mark.start, mark.end), title, _body(title, org, ids, keys), holder, marks)


def _at(article: str, start: int | None, end: int | None, by_mention: Mapping[Key, str]) -> str | None:
    return by_mention.get((article, start, end)) if start is not None and end is not None else None


def _short(text: str, mark: RoleMark, ids: Mapping[str, str]) -> str | None:
    """The country of 哈总统."""
    if mark.org_start is None or mark.org_end != mark.org_start + 1:
        return None
    country = short_countries().get(text[mark.org_start])
    return ids.get(f"iso:{country[0]}") if country else None


def _body(title: str, org: str | None, ids: Mapping[str, str], keys: Mapping[str, str]) -> str | None:
    """俄罗斯|国防部长 heads 俄罗斯国防部, and 美国|国务卿 美国国务院, where the build knows that body."""
    where = keys.get(org) if org else None
    names = _headed(title) if where else ()
    here = place(where) if where and names else None
    known = (ids.get(key) for name in names for key in _keys(here, name)) if here else ()
    return next((id_ for id_ in known if id_), org)


@lru_cache(maxsize=10_000)
def _headed(title: str) -> tuple[str, ...]:
    """The canonical words for the body that an office heads: by its own name, else by the table of offices."""
    plain = _DEPUTY.sub("", title)
    own = organs().get(plain.removesuffix("长"))
    return (own.canonical,) if own else _heads().get(plain, ())


def _keys(here: Place, name: str) -> tuple[str, ...]:
    """The keys that a body of a place can have: by grammar, and that of the table where its full name stands there."""
    known = body_names().get(here.name + name)
    return (f"organ:{here.key}:{name}", *((known,) if known else ()))


@cache
def _heads() -> dict[str, tuple[str, ...]]:
    return {office: tuple(bodies.split("|")) for office, bodies in rows("office_bodies.tsv")}


_DEPUTY = re.compile("^(?:副|代理|代|助理|第一|常务)+")


def _with_roles(entity: Entity, found: Sequence[Office]) -> Entity:
    """The entity with its offices, and the tier of the highest."""
    if not found:
        return entity
    roles = sorted((_role(office) for office in found), key=lambda role: (role.span, role.title))
    tiers = [known.tier for office in found if (known := _known(office.title))]
    return replace(entity, roles=tuple(roles), tier=min([*tiers, entity.tier or 3]))


@lru_cache(maxsize=10_000)
def _known(title: str) -> _Tiered | None:
    words = offices()
    longest = max((word for word in words if title.endswith(word)), key=len, default=None)
    return _Tiered(longest, words[longest].tier) if longest else None


class _Tiered(Struct, frozen=True):
    word: str
    tier: int


def _role(office: Office) -> Role:
    change = office.mark.change
    return Role(office.title, office.org, change, _day(office) if change in _DATED else None, office.span)


def _day(office: Office) -> date | None:
    """The day of a change: the last one that its sentence names before the title, else the first behind it.

    A sentence without a day goes on from the one before, where that tells of such a change too (总统周日解雇了两人。…被免去…).
    """
    marks, change = office.marks, office.mark.change
    i = bisect_right(marks.sentences, (office.mark.title_start, len(marks.simplified))) - 1
    if i < 0:
        return None
    days = _days(marks, *marks.sentences[i])
    if not days and i and change:
        low, high = marks.sentences[i - 1]
        days = _days(marks, low, high) if tells(marks.simplified, max(low, high - _SENTENCE), high, change) else []
    before = [t for t in days if t.end <= office.mark.title_start]
    chosen = before[-1] if before else days[0] if days else None
    return _date(chosen.first) if chosen else None


def _days(marks: Annotations, low: int, high: int) -> list[TimeMark]:
    """The times of one day that some words name."""
    return [t for t in marks.times if low <= t.start and t.end <= high and t.first is not None and _date(t.first) == _date(t.last)]


def _date(point: Point | None) -> date | None:
    return point.date() if isinstance(point, datetime) else point


def _behind(found: Sequence[Office]) -> dict[Key, str]:
    """Offices without a holder beside them -> the only person who holds that office in the build, or in the article."""
    build: dict[tuple[str, str], set[str]] = defaultdict(set)
    here: dict[tuple[str, str], set[str]] = defaultdict(set)
    for office in found:
        if office.holder and office.mark.change not in ("ended", "dismissed", "resigned"):
            here[office.span.article, office.title].add(office.holder)
            if office.org:
                build[office.org, office.title].add(office.holder)
    answers: dict[Key, str] = {}
    for office in found:
        if office.holder or office.mark.plural or office.mark.change == "ended" or office.title in _SHARED:
            continue
        holders = (
            build.get((office.org, office.title), set()) if office.org else here.get((office.span.article, office.title), set())
        )
        if len(holders) == 1:
            answers[office.span.article, office.span.start, office.span.end] = next(iter(holders))
    return answers
