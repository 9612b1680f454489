"""Organisations: those of the table, and the grammar of public bodies: country or place + 外交部, 州政府, 消防局."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from shilu.annotate.names.known import Hit
from shilu.annotate.reading import Reading
from shilu.lang.bodies import Body, Organ, bodies, body_names, organs, short_countries
from shilu.lang.lexicon import Lexicon
from shilu.lang.places import place
from shilu.model.marks import NameMark
from shilu.model.rules import Rule

TABLE = Rule("annotate.name.body", "a well-known organisation of the table", "[世卫组织]派出了专家。", "世界各地都有志愿组织。")
MEDIUM = Rule("annotate.name.medium", "a medium or news agency of the table", "[法新社]援引目击者的话。", "法新的产品上市了。")
ORGAN = Rule(
    "annotate.name.organ",
    "a country, its one-character name or another place, and the word for a public body behind it",
    "[巴西外交部]召见了大使。",
    "外交部长们举行了会谈。",
)
LONE = Rule(
    "annotate.name.organ_alone",
    "a ministry named without its country: that of the body named last, else of the main country",
    "[内政部]公布了名单。",
    "他讨厌政府的拖延。",
)

_AFTER = frozenset("长员们")
_SHARED = frozenset("省州市县区镇")


@cache
def _organs() -> Lexicon[Organ]:
    return Lexicon(organs())


@cache
def _country_names() -> dict[str, str]:
    return {code: here.name for code, _ in short_countries().values() if (here := place(f"iso:{code}"))}


def body_marks(hits: Sequence[Hit]) -> list[NameMark]:
    """Media and organisations that stand in the table."""
    return [
        NameMark(
            h.start,
            h.end,
            h.body.type,
            h.body.name,
            h.body.key,
            h.body.country,
            (MEDIUM if h.body.type == "outlet" else TABLE).id,
            0.95,
        )
        for h in hits
        if h.body
    ]


def organ_marks(read: Reading, places: Sequence[NameMark]) -> list[NameMark]:
    """Public bodies by grammar, in order of the text."""
    text = read.text
    words = _organs().find(text)
    if not words:
        return []
    main = Counter([mark.country for mark in places if mark.country])
    by_end = {mark.end: mark for mark in places}
    found: list[NameMark] = []
    last: dict[str, NameMark] = {}
    for start, end, organ in words:
        mark = _anchored(text, start, end, organ, by_end, main)
        if mark is None and text[end : end + 1] not in _AFTER:
            mark = _alone(start, end, organ, main, last)
        if mark:
            found.append(mark)
            last[organ.canonical] = mark
    return found


def _anchored(text: str, start: int, end: int, organ: Organ, by_end: dict[int, NameMark], main: Counter[str]) -> NameMark | None:
    """The body with the place in front of it."""
    whole = by_end.get(start) or (by_end.get(start + 1) if text[start] in _SHARED else None)
    if whole is not None:
        if whole.key is None or whole.key.startswith(("in:", "site:")):
            key = f"organ:name:{whole.name}:{organ.canonical}"
            return NameMark(whole.start, end, "organisation", whole.name + organ.canonical, key, whole.country, ORGAN.id, 0.85)
        return _organ(whole.start, end, organ, whole.key, whole.country, ORGAN.id, 0.9)
    short = short_countries().get(text[start - 1 : start])
    if short and (short[1] or main[short[0]]):
        return _organ(start - 1, end, organ, f"iso:{short[0]}", short[0], ORGAN.id, 0.8)
    return None


def _alone(start: int, end: int, organ: Organ, main: Counter[str], last: dict[str, NameMark]) -> NameMark | None:
    """A ministry that stands alone, filed under the country of its last full mention, else the article's main country."""
    if not organ.alone:
        return None
    before = last.get(organ.canonical)
    if before:
        return NameMark(start, end, "organisation", before.name, before.key, before.country, LONE.id, 0.7)
    country = main.most_common(1)[0][0] if main else None
    return _organ(start, end, organ, f"iso:{country}" if country else None, country, LONE.id, 0.5)


def _organ(start: int, end: int, organ: Organ, where: str | None, country: str | None, maker: str, score: float) -> NameMark:
    """A mark whose key is that of the table when the full name stands there."""
    name, body = _named(where, organ.canonical)
    if body:
        return NameMark(start, end, body.type, body.name, body.key, body.country, maker, score)
    key = f"organ:{where}:{organ.canonical}" if where else None
    return NameMark(start, end, "organisation", name, key, country, maker, score)


@lru_cache(maxsize=10_000)
def _named(where: str | None, canonical: str) -> tuple[str, Body | None]:
    """The full name of a public body of a place, and the body where the table has it."""
    here = place(where) if where else None
    name = f"{here.name if here else ''}{canonical}"
    return name, bodies().get(body_names().get(name, ""))


RULES: tuple[Rule, ...] = (TABLE, MEDIUM, ORGAN, LONE)
