"""What a number counts when no predicate says it: by its noun, by its classifier, else `other`."""

from __future__ import annotations

from collections.abc import Sequence

from shilu.model.patterns import late
from shilu.statements.figures.clauses import AREAS, TALKING, Clauses, Kind, by_word
from shilu.statements.figures.counted import Counted
from shilu.statements.figures.lexicon import Word
from shilu.statements.figures.things import BY_UNIT

_UNITS = {
    "vehicles": frozenset({"辆", "列", "台", "部", "个", "辆次"}),
    "attacks": frozenset({"次", "波", "起", "场", "轮", "宗", "例", "批", "拨"}),
    "weapons": frozenset({"枚", "件", "支", "门", "挺", "发", "颗", "套", "具", "架", "把", "批", "箱", "枪", "吨", "台"}),
    "aircraft": frozenset({"架", "架次", "个", "批", "部", "台"}),
}
_LIKENED, _NEAR = "相当于", 7  # characters
_HAVING = late("已经|早已|不服|再次|先后|双双|先是|之前|婚后|后来|今后|未来")
_THEN = ("随后", "之后", "此后", "后来", "最终", "目前", "当时", "其后")
_FEW, _TO_THEM = frozenset("两二三俩"), frozenset("让与对给使但而和是，。")
_BOTH = late("[两二三]人(?:的|一起|均|都|皆|还|也|又|曾|在|于|就|对|从|此前|随后|相[识恋遇互]|一同|共同|之间|因|之后)")
_HOLDING = frozenset("个只件所家座处间栋")  # 几所监狱的囚犯: the prisons are counted
_NOUN_KIND = {"troops": "troops_present", "rescuers": "other", "households": "other", "checkpoints": "other", "animals": "other"}
_NOUN_KIND |= {"hazard": "other", "persons": "other", "bodies": "other", "buildings": "other", "shops": "other"}


def counted_only(clauses: Clauses, item: Counted) -> Kind | None:
    """A number with a noun and no predicate: 12架运输机, 海盗约三千; people and plain counts are `other`."""
    behind, before = item.behind, item.before
    mark = item.mark
    if clauses.text.find(_LIKENED, max(item.left, mark.start - _NEAR), mark.start) >= 0 or _meant(clauses, item):
        return None  # 相当于2万户家庭的用电量: nobody counted households
    if item.quantifier:
        return _quantified(clauses, item, behind)
    if mark.unit is None:
        near = [word for word in behind if word.role == "noun" and clauses.touching(item, word)]
        near += [word for word in before if word.role == "noun" and clauses.adjacent(word, item)]
        return _noun_kind(clauses, item, near[0]) if near else None
    nouns = [word for word in behind if word.role in ("noun", "tally")]
    if mark.unit in BY_UNIT:
        return Kind(BY_UNIT[mark.unit], "statements.figure.counted", mark.start, mark.end, nouns[0] if nouns else None)
    if mark.unit == "个" and AREAS.match(clauses.text, mark.end):
        nouns = []
    if mark.unit in _HOLDING and nouns and "的" in clauses.text[mark.end : nouns[0].start]:
        nouns = []
    if nouns and not TALKING.search(clauses.text, mark.end, nouns[0].start):
        attack = next((noun for noun in nouns if noun.kind == "attacks"), nouns[0])
        word = nouns[0] if item.person or nouns[0].kind == "hazard" else attack
        return _noun_kind(clauses, item, word)
    return Kind("other", "statements.figure.counted", mark.start, mark.end)


def _meant(clauses: Clauses, item: Counted) -> bool:
    """两人一起离开: who was named before, not counted here."""
    mark, text = item.mark, clauses.text
    if mark.unit != "人" or item.behind or item.before or text[mark.start] not in _FEW:
        return False
    if mark.start == item.clause[0] or text.endswith(_THEN, item.clause[0], mark.start):
        return True
    if _HAVING.match(text, mark.end):
        return True  # 公布了两人已经结婚, 某某、某某两人不服
    return text[mark.start - 1] in _TO_THEM or _BOTH.match(text, mark.start) is not None


def _quantified(clauses: Clauses, item: Counted, behind: Sequence[Word]) -> Kind | None:
    """许多暴徒, 所有政府大楼: only with a noun for people or things that can be counted, close behind.

    众多罹难者 counts nobody: it says of those who were counted who they are.
    """
    word = next((word for word in behind if word.role in ("noun", "tally")), None)
    if word is None or word.role == "tally" or word.start - item.mark.end > 9 or word.kind in ("attacks", "hazard", "households"):
        return None
    if clauses.text[word.end : word.end + 1] == "的":
        return None  # 众多游客的安全
    if clauses.text.startswith("所有", item.mark.start) and word.kind not in ("buildings", "shops", "checkpoints", "vehicles"):
        return None
    kind = _noun_kind(clauses, item, word)
    return kind if kind.kind == "attackers" else Kind("other", kind.rule, kind.start, kind.end, word)


def _phased(clauses: Clauses, item: Counted) -> bool:
    """6个阶段, 三个批次: waves of one and the same thing."""
    return clauses.text.startswith(("阶段", "批次", "波次"), item.mark.end)


def _noun_kind(clauses: Clauses, item: Counted, word: Word) -> Kind:
    """The kind that a noun gives to its number."""
    kind = _NOUN_KIND.get(word.kind, word.kind)
    if item.mark.unit is not None and kind in _UNITS and item.mark.unit not in _UNITS[kind] and not _phased(clauses, item):
        kind = "other"
    if not item.person and kind in ("attackers", "troops_present", "police") and item.mark.unit is not None:
        kind = "attacks" if item.mark.unit in ("次", "波", "起", "轮", "批") and kind == "attackers" else "other"
    if item.person and kind in ("attacks", "aircraft", "vehicles", "weapons"):
        kind = "other"
    return by_word(item, kind, "counted", word)
