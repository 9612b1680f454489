"""What each number counts: predicates behind and before it, nouns, shared markers, and what the clause before says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shilu.statements.figures.counted import Counted
from shilu.statements.figures.lexicon import Word, Words

BODY = frozenset({"killed", "injured", "casualties", "missing", "hospitalised"})
_ADJACENT = re.compile(r"(?:了|有|为|者|的|共|达|至|：|:|[ \u00a0]|「|“)*\Z")
_PASSIVE = re.compile(r"(?:被|遭到?|获|受到?|为|予以|获得)[^，。；]{0,14}\Z")
_TALKING = re.compile(r"说|表示|证实|指出|透露|报道|宣布|称(?!为)|担心|寻找|搜寻|哀悼|悼念|回忆|强调|警告")
_BEFORE_DEATH = frozenset({"hospitalised", "injured", "affected", "missing", "hostages", "evacuated"})
_KIN = re.compile(r"的?(?:家属|亲属|家庭|遗属)")
_SUFFERED = {kind: kind for kind in ("killed", "injured", "detained", "released", "charged", "hostages", "evacuated", "displaced")}
_SUFFERED |= {"seized": "other", "dismissed": "other"}
_NOMINAL = re.compile(r"活动|事件|行动|现场|期间|之?中(?![毒止])|浪潮|案件|风险|威胁|原因|名单|家属|亲属")
_CLOSING = re.compile(r"时|之?中|之?后|里|期间|途中")
_MILITARY = frozenset(
    {"派出", "派遣", "出动", "增派", "调派", "派", "增兵", "派驻", "出兵", "增援", "调遣", "调集", "部署", "派去"}
)
_BY_UNIT = {
    "架": "aircraft",
    "架次": "aircraft",
    "辆": "vehicles",
    "枚": "weapons",
    "门": "weapons",
    "挺": "weapons",
    "枪": "weapons",
}
_DAMAGE = {"buildings": "buildings_damaged", "vehicles": "vehicles_destroyed", "shops": "buildings_damaged", "aircraft": "aircraft"}
_ROOMS = frozenset("间栋幢户座所")
_NOUN_KIND = {"troops": "troops_present", "rescuers": "other", "households": "affected", "checkpoints": "other", "animals": "other"}
_NOUN_KIND |= {"hazard": "other", "buildings": "other", "shops": "other"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a number counts, by which rule, and the evidence `start:end` beside the number. `word` made it, `act` if a verb did."""

    kind: str
    rule: str
    start: int
    end: int
    word: Word | None = None


class Clauses:
    """The lexicon's words around the counted quantities of one text."""

    def __init__(self, text: str, words: Words) -> None:
        """`text` is the simplified view."""
        self.text = text
        self.words = words

    def behind(self, item: Counted) -> list[Word]:
        """Words between the number and the end of its stretch."""
        return self.words.within(item.mark.end, item.right)

    def before(self, item: Counted) -> list[Word]:
        """Words between the beginning of the number's stretch and the number."""
        return self.words.within(item.left, item.mark.start)

    def adjacent(self, word: Word, item: Counted) -> bool:
        """True when nothing but 了, 有, 的 ... stands between a word and the number behind it."""
        return _ADJACENT.match(self.text, word.end, item.mark.start) is not None

    def touching(self, item: Counted, word: Word) -> bool:
        """True when a word follows the number at once."""
        return word.start - item.mark.end <= (
            1 if self.text[item.mark.end : word.start] in (" ", "皆", "均", "都", "被", "已") else 0
        )


def direct(clauses: Clauses, item: Counted, taken: set[int]) -> Kind | None:
    """The kind by a predicate or noun of the number's own stretch; the words it used are added to `taken` by their start."""
    before = [word for word in clauses.before(item) if word.start not in taken]
    behind = clauses.behind(item)
    for reading in (_said_before, _said_behind, _done_to, _tallied, _damaged):
        kind = reading(clauses, item, before, behind)
        if kind is not None:
            if kind.word:
                taken.add(kind.word.start)
            return kind
    return None


def _kind(item: Counted, kind: str, rule: str, word: Word) -> Kind:
    """A kind with its evidence stretched over the word that made it."""
    start, end = min(item.mark.start, word.start), max(item.mark.end, word.end)
    return Kind(kind, f"statements.figure.{rule}", start, end, word)


def _said_before(clauses: Clauses, item: Counted, before: Sequence[Word], behind: Sequence[Word]) -> Kind | None:
    """死亡14人, 遇难的32人, 死者78人: a state right before the number."""
    if before and before[-1].role in ("state", "tally") and clauses.adjacent(before[-1], item):
        if before[-1].kind not in BODY and any(word.role in ("state", "tally") and word.kind in BODY for word in behind):
            return None
        if len(before) > 1 and before[-1].kind not in BODY and before[-2].kind in BODY and before[-2].role == "state":
            return _kind(item, before[-2].kind, "state_before", before[-2])
        return _kind(item, before[-1].kind, "state_before", before[-1])
    return None


def _said_behind(clauses: Clauses, item: Counted, before: Sequence[Word], behind: Sequence[Word]) -> Kind | None:
    """N人死亡, N人被捕, N名…被…杀害: the first predicate behind that says what befell them."""
    if item.mark.unit is not None and not item.person and item.mark.unit not in ("个", "户", "家", "例", "具", "宗", "口", "条"):
        return None
    late: Kind | None = None
    for at, word in enumerate(behind):
        kind = _predicate(clauses, item, word)
        if kind is None:
            continue
        if clauses.text[word.end : word.end + 1] == "的" and word.role != "tally":
            late = late or kind
            if _acting(clauses, item, before):
                return None
            continue
        return _ended(clauses, item, kind, behind[at + 1 :]) or kind
    return late


def _ended(clauses: Clauses, item: Counted, kind: Kind, rest: Sequence[Word]) -> Kind | None:
    """送医后不治身亡, 被困者已死亡: a death behind the first predicate is how it ended."""
    if kind.kind not in _BEFORE_DEATH:
        return None
    death = next((word for word in rest if word.role == "state" and word.kind == "killed" and len(word.text) > 1), None)
    if death is None or _NOMINAL.match(clauses.text, death.end) or clauses.text[death.end : death.end + 1] == "的":
        return None
    return _kind(item, "killed", "state_behind", death)


def _predicate(clauses: Clauses, item: Counted, word: Word) -> Kind | None:
    """A word behind the number read as its predicate, if it can be one."""
    gap = clauses.text[item.mark.end : word.start]
    if _too_far(clauses, item, word, gap):
        return None
    if word.role == "state":
        return _kind(item, word.kind, "state_behind", word)
    if word.role == "act" and word.kind in _SUFFERED and _PASSIVE.search(gap):
        return _kind(item, _SUFFERED[word.kind], "passive", word)
    if word.role == "tally" and word.kind in BODY and not item.quantifier and not _KIN.match(clauses.text, word.end):
        return _kind(item, word.kind, "victims", word)
    return None


def _too_far(clauses: Clauses, item: Counted, word: Word, gap: str) -> bool:
    """A predicate behind somebody's speech, a short word that is not right behind, a bare number with words between."""
    short = len(word.text) == 1 and not clauses.touching(item, word)
    if _NOMINAL.match(clauses.text, word.end) or _inside_adverbial(clauses.text, item, gap):
        return True
    reach = 12 if item.quantifier else 4
    return short or (item.mark.unit is None and len(gap) > reach) or _TALKING.search(gap) is not None


def _inside_adverbial(text: str, item: Counted, gap: str) -> bool:
    """在…向两名乘客开火时身亡: 在 opens before the number and closes behind it, so the predicate is another's."""
    opened = text.rfind("在", item.clause[0], item.mark.start)
    if opened < 0 or not _CLOSING.search(gap):
        return False
    return not _CLOSING.search(text, opened, item.mark.start)


def _acting(clauses: Clauses, item: Counted, before: Sequence[Word]) -> Word | None:
    """The verb before the number whose object it is."""
    for word in reversed(before):
        if word.role == "act" and (len(word.text) > 1 or clauses.adjacent(word, item)) and not _passive_before(clauses, word):
            return word
    return None


def _passive_before(clauses: Clauses, word: Word) -> bool:
    """被捕的…: the verb is passive or stands in a relative clause of somebody else."""
    return clauses.text[word.start - 1 : word.start] in ("被", "遭") or clauses.text[word.end : word.end + 1] == "者"


def _done_to(clauses: Clauses, item: Counted, before: Sequence[Word], behind: Sequence[Word]) -> Kind | None:
    """逮捕了N人, 派出N人, 救出N人, 缴获N支枪: the verb before the number."""
    word = _acting(clauses, item, before)
    if word is None:
        return None
    kind = object_of(word, item, behind)
    return _kind(item, kind, "act_before", word) if kind else None


def object_of(word: Word, item: Counted, behind: Sequence[Word]) -> str | None:
    """What a number counts as the object of a verb; `None` when the two do not fit (救出 of things)."""
    noun = noun_of(behind)
    if word.kind in ("sent", "present"):
        return _sent(word, item, noun)
    if word.kind == "destroyed":
        return _broken(item, noun, looted="洗劫" in word.text or "抢" in word.text)
    if word.kind in ("seized", "delivered"):
        return _thing(item, noun) or "other"
    if word.kind == "dismissed":
        return "other"
    if item.person or item.mark.unit in (None, "个", "户", "家"):
        return word.kind
    return _thing(item, noun)


def _sent(word: Word, item: Counted, noun: str | None) -> str | None:
    """People sent are troops unless a noun says otherwise; things are what they are."""
    if thing := _thing(item, noun):
        return thing
    if noun in ("police", "volunteers"):
        return noun
    if noun == "rescuers" or not (item.person or item.mark.unit is None):
        return "other"
    if noun == "troops" or word.text in _MILITARY:
        return "troops_sent" if word.kind == "sent" else "troops_present"
    return None


def _thing(item: Counted, noun: str | None) -> str | None:
    """Aircraft, vehicles or weapons by noun or classifier."""
    if item.person:
        return None
    return noun if noun in ("aircraft", "vehicles", "weapons") else _BY_UNIT.get(item.mark.unit or "")


def noun_of(behind: Sequence[Word]) -> str | None:
    """The kind of the last noun of the counted phrase before any other word: 武装犯罪分子, 军用货机."""
    nouns = [word for word in behind if word.role == "noun"]
    return nouns[-1].kind if nouns else None


def _tallied(clauses: Clauses, item: Counted, before: Sequence[Word], behind: Sequence[Word]) -> Kind | None:
    """死亡人数可能超过N, 被捕的人数已升至N人: a state or tally further before the number."""
    for word in reversed(before):
        if word.role in ("state", "tally") and len(word.text) > 1 and (item.person or item.mark.unit is None):
            gap = clauses.text[word.end : item.mark.start]
            if word.role == "tally" or re.match(r"的?(?:总?人数|数字|总数|者)", gap):
                return _kind(item, word.kind, "tally", word)
    return None


def _damaged(clauses: Clauses, item: Counted, before: Sequence[Word], behind: Sequence[Word]) -> Kind | None:
    """N间房屋受损, 损毁房屋N间: what befell things."""
    if item.person:
        return None
    around = [*before, *behind]
    damage = next((word for word in around if word.role == "damage" or word.kind == "destroyed"), None)
    if damage is None or (item.mark.unit is None and noun_of(around) is None):
        return None
    kind = _broken(item, noun_of(behind) or noun_of(before), looted=damage.kind == "looted" or "抢" in damage.text)
    return _kind(item, kind, "damage", damage) if kind else None


def _broken(item: Counted, noun: str | None, *, looted: bool) -> str | None:
    """What counted things are when they are broken or looted."""
    if noun == "shops" and looted:
        return "shops_looted"
    if noun in _DAMAGE:
        return _DAMAGE[noun]
    if item.mark.unit in ("辆", "架"):
        return "vehicles_destroyed" if item.mark.unit == "辆" else "aircraft"
    return "buildings_damaged" if item.mark.unit in _ROOMS else "other"


def counted_only(clauses: Clauses, item: Counted) -> Kind | None:
    """A number with a noun and no predicate: 12架运输机, 恐怖分子约两万; people and plain counts are `other`."""
    behind, before = clauses.behind(item), clauses.before(item)
    mark = item.mark
    if item.quantifier:
        return _quantified(item, behind)
    if mark.unit is None:
        near = [word for word in behind if word.role == "noun" and clauses.touching(item, word)]
        near += [word for word in before if word.role == "noun" and clauses.adjacent(word, item)]
        return _noun_kind(item, near[0]) if near else None
    nouns = [word for word in behind if word.role in ("noun", "tally")]
    if nouns and not _TALKING.search(clauses.text, mark.end, nouns[0].start):
        attack = next((noun for noun in nouns if noun.kind == "attacks"), nouns[0])
        word = nouns[0] if item.person or nouns[0].kind == "hazard" else attack
        return _noun_kind(item, word)
    kind = _BY_UNIT.get(mark.unit, "other")
    return Kind(kind, "statements.figure.counted", mark.start, mark.end)


def _quantified(item: Counted, behind: Sequence[Word]) -> Kind | None:
    """许多暴徒, 所有政府大楼: only with a noun for people or things that can be counted, close behind."""
    word = next((word for word in behind if word.role in ("noun", "tally")), None)
    if word is None or word.start - item.mark.end > 9 or word.kind in ("attacks", "hazard", "households"):
        return None
    kind = _noun_kind(item, word)
    return kind if kind.kind == "attackers" else Kind("other", kind.rule, kind.start, kind.end, word)


def _noun_kind(item: Counted, word: Word) -> Kind:
    """The kind that a noun gives to its number."""
    kind = _NOUN_KIND.get(word.kind, word.kind)
    if not item.person and kind in ("attackers", "troops_present", "police") and item.mark.unit is not None:
        kind = "attacks" if item.mark.unit in ("次", "波", "起", "轮", "批") and kind == "attackers" else "other"
    if item.person and kind in ("attacks", "aircraft", "vehicles", "weapons"):
        kind = "other"
    return _kind(item, kind, "counted", word)
