"""Offices on persons, and the person behind an office that stands alone (哈总统), where the build knows just one holder."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from shilu.lang.bodies import organs, short_countries
from shilu.lang.people import offices
from shilu.lang.places import place
from shilu.model.article import Span
from shilu.model.entities import Entity, Role
from shilu.model.marks import Annotations, RoleMark

_SHARED = frozenset(
    (
        "发言人",
        "副发言人",
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
_DATED = frozenset(("appointed", "dismissed", "resigned", "arrested"))
Key = tuple[str, int, int]


class _Office(Struct, frozen=True):
    """One role mark with its words and the entities around it."""

    mark: RoleMark
    span: Span
    title: str
    org: str | None
    holder: str | None
    marks: Annotations


def with_offices(
    entities: Mapping[str, Entity], by_mention: Mapping[Key, str], annotations: Iterable[Annotations], ids: Mapping[str, str]
) -> tuple[dict[str, Entity], dict[Key, str]]:
    """Entities with their roles, and for each office that stands alone the entity of its only holder.

    `ids` maps keys of the tables (`iso:KZ`, `organ:iso:KZ:内政部`) to entity ids.
    """
    keys = {id_: key for key, id_ in ids.items()}
    found = [_office(mark, marks, by_mention, ids, keys) for marks in annotations for mark in marks.roles]
    held: dict[str, list[_Office]] = defaultdict(list)
    for office in found:
        if office.holder and entities[office.holder].type == "person":
            held[office.holder].append(office)
    richer = {id_: _with_roles(entity, held.get(id_, [])) for id_, entity in entities.items()}
    return richer, _behind(found)


def _office(
    mark: RoleMark, marks: Annotations, by_mention: Mapping[Key, str], ids: Mapping[str, str], keys: Mapping[str, str]
) -> _Office:
    text = marks.simplified
    title = text[mark.title_start : mark.title_end]
    holder = _at(marks.article, mark.holder_start, mark.holder_end, by_mention)
    org = _at(marks.article, mark.org_start, mark.org_end, by_mention) or _short(text, mark, ids)
    return _Office(mark, Span(marks.article, mark.start, mark.end), title, _body(title, org, ids, keys), holder, marks)


def _at(article: str, start: int | None, end: int | None, by_mention: Mapping[Key, str]) -> str | None:
    return by_mention.get((article, start, end)) if start is not None and end is not None else None


def _short(text: str, mark: RoleMark, ids: Mapping[str, str]) -> str | None:
    """The country of 哈总统."""
    if mark.org_start is None or mark.org_end != mark.org_start + 1:
        return None
    country = short_countries().get(text[mark.org_start])
    return ids.get(f"iso:{country[0]}") if country else None


def _body(title: str, org: str | None, ids: Mapping[str, str], keys: Mapping[str, str]) -> str | None:
    """俄罗斯|国防部长 heads 俄罗斯国防部, where the build knows that body."""
    organ = organs().get(title.removeprefix("副").removesuffix("长"))
    where = keys.get(org) if organ and org else None
    return ids.get(f"organ:{where}:{organ.canonical}", org) if organ and where and place(where) else org


def _with_roles(entity: Entity, found: Sequence[_Office]) -> Entity:
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


def _role(office: _Office) -> Role:
    change = office.mark.change
    return Role(office.title, office.org, change, _day(office) if change in _DATED else None, office.span)


def _day(office: _Office) -> date | None:
    """The day named in the sentence of the change: the last one before the office, else the first behind it."""
    marks = office.marks
    i = bisect_right(marks.sentences, (office.span.start, len(marks.simplified))) - 1
    low, high = marks.sentences[i] if i >= 0 else (office.span.start, office.span.end)
    days = [t for t in marks.times if low <= t.start and t.end <= high and t.first is not None and t.first == t.last]
    before = [t for t in days if t.end <= office.span.start]
    chosen = before[-1] if before else days[0] if days else None
    point = chosen.first if chosen else None
    return point.date() if isinstance(point, datetime) else point


def _behind(found: Sequence[_Office]) -> dict[Key, str]:
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
