"""What a verb or a mishap makes of the things and people that are counted: sent troops, seized weapons, broken houses."""

from __future__ import annotations

from collections.abc import Sequence

from shilu.statements.figures.counted import Counted
from shilu.statements.figures.lexicon import Word

_MILITARY = frozenset(
    {"派出", "派遣", "出动", "增派", "调派", "派", "增兵", "派驻", "出兵", "增援", "调遣", "调集", "部署", "派去"}
)
_PERSONS = frozenset({"persons", "attackers", "troops", "police", "participants", "volunteers", "rescuers", "households"})
BY_UNIT = {
    "架": "aircraft",
    "架次": "aircraft",
    "辆": "vehicles",
    "门": "weapons",
    "挺": "weapons",
    "枪": "weapons",
}
_DAMAGE = {"buildings": "buildings_damaged", "vehicles": "vehicles_destroyed", "shops": "buildings_damaged", "aircraft": "aircraft"}
_ROOMS = frozenset("间栋幢户")


def object_of(word: Word, item: Counted, behind: Sequence[Word]) -> str | None:
    """What a number counts as the object of a verb; `None` when the two do not fit (救出 of things)."""
    noun = noun_of(behind)
    if word.kind in ("sent", "present"):
        return _sent(word, item, noun, behind)
    if word.kind == "destroyed":
        return broken(item, noun, looted="洗劫" in word.text or "抢" in word.text)
    if word.kind in ("seized", "delivered"):
        return _thing(item, noun) or "other"
    if word.kind == "dismissed":
        return "other"
    if item.person or (item.mark.unit in (None, "个", "户") and _living(behind, noun)):
        return word.kind
    return _thing(item, noun)


def _living(behind: Sequence[Word], noun: str | None) -> bool:
    """True when a number without a classifier for people counts people after all: 3个孩子, 800户居民."""
    return noun in _PERSONS or any(word.role == "tally" for word in behind)


def _sent(word: Word, item: Counted, noun: str | None, behind: Sequence[Word]) -> str | None:
    """People sent are troops unless a noun says otherwise; things are what they are."""
    if thing := _thing(item, noun):
        return thing
    named = [one for one in item.before if one.role == "noun" and one.start >= word.end]
    if noun is None and named:
        noun = named[-1].kind  # 派遣志愿者30名
    if noun in ("police", "volunteers"):
        return noun
    if noun == "rescuers" or any(one.kind == "rescuers" for one in behind) or not (item.person or item.mark.unit is None):
        return "other"
    if noun == "troops" or word.text in _MILITARY:
        return "troops_sent" if word.kind == "sent" else "troops_present"
    return None


def _thing(item: Counted, noun: str | None) -> str | None:
    """Aircraft, vehicles or weapons by noun or classifier."""
    if item.person:
        return None
    return (
        noun
        if noun in ("aircraft", "vehicles", "weapons") and item.mark.unit not in ("家", "户", "所")
        else BY_UNIT.get(item.mark.unit or "")
    )


def noun_of(behind: Sequence[Word]) -> str | None:
    """The kind of the last noun of the counted phrase before any other word: 纵火者, 军用卡车."""
    nouns = [word for word in behind if word.role == "noun"]
    return nouns[-1].kind if nouns else None


def broken(item: Counted, noun: str | None, *, looted: bool) -> str | None:
    """What counted things are when they are broken or looted."""
    if noun == "shops" and looted:
        return "shops_looted"
    if noun in _DAMAGE:
        return _DAMAGE[noun]
    if item.mark.unit in ("辆", "架"):
        return "vehicles_destroyed" if item.mark.unit == "辆" else "aircraft"
    return "buildings_damaged" if item.mark.unit in _ROOMS or noun == "buildings" else "other"
