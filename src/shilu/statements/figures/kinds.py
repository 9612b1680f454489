"""What each number counts, by the predicates of its own stretch: behind it, right before it, further before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shilu.model.patterns import late
from shilu.statements.figures.clauses import AREAS, PLACES, TALKING, Clauses, Kind, by_word
from shilu.statements.figures.counted import Counted
from shilu.statements.figures.lexicon import Word
from shilu.statements.figures.things import broken, noun_of, object_of

BODY = frozenset({"killed", "injured", "casualties", "missing", "hospitalised"})
_PASSIVE = late(r"(?:被|遭到?|获|受(?![灾损困邀访理])到?|为|予以|获得)[^，。；]{0,14}\Z")
_BEFORE_DEATH = frozenset({"hospitalised", "injured", "affected", "missing", "hostages", "evacuated"})
_BEFORE_RECOVERY = frozenset({"hospitalised", "injured", "infected"})
_KIN = re.compile(r"的?(?:家属|亲属|家庭|遗属)")
_SUFFERED = {kind: kind for kind in ("killed", "injured", "detained", "released", "charged", "hostages", "evacuated", "displaced")}
_SUFFERED |= {"seized": "other", "dismissed": "other"}
_NOMINAL = re.compile(r"活动|事件|行动|现场|期间|之?中(?![毒止])|浪潮|案件|风险|威胁|原因|名单|家属|亲属|线上?|率")
_HELPING = re.compile(
    r"(?:营救|解救|搜救|救援|施救|搜寻|寻找|救助|协助|帮助|转移|安置)(?!人员|队|站|工作|者|犬)"
)  # 救援人员营救|受困员工: the object's state
# 两名专家就|某人死亡的原因|作证: what is talked of befell another
_ABOUT = late(r"(?:就(?![此这是在已被地近有])[^，。；就]{2,12}|(?:为|对|就)[^，。；]{1,12}的|除[^，。；]{1,12})\Z")
_AMOUNT = late("金额|数额|款项|资金|钱款|涉案|支付|赔偿|补偿|罚")
_PEOPLE_UNITS = frozenset("个户例具宗口条")  # with which people, cases and bodies are counted
_ENDS_THERE = late("[，。；：！？、）)”」』\\s]|的?(?:[时后前当案]|事件)|于|在|\\Z")  # 3人被害，; not 被害儿童
_LIVING = late("[人者民员兵客童生工师友徒匪男女孩婴子弟姐妹]")
_THINGS = frozenset(
    {"aircraft", "vehicles", "weapons", "buildings", "shops", "attacks", "checkpoints", "bodies", "hazard", "animals"}
)  # nouns of the lexicon that name no people
_OF_PLACES = frozenset({"受灾", "失联", "受影响", "受损"})
_PLACE = late("(?:较?严重|较重|最重)?的?(?:地区|地方|区域|[县市乡镇村](?!民)|社区|小区|一线)")
_CALLED_SO = late(r"(?:总?[支大中]队|人员|官兵|力量|组|工作|中心|行动|犬|设备|物资|直升机|船|艇|机构|部门|队)")
_CAPTORS = re.compile("囚犯|劫匪|绑匪|匪徒|歹徒|海盗|武装分子|武装人员|极端分子|恐怖分子|叛军|暴徒|枪手")
_DEFINES = late(  # 造成4人以上伤亡的|枪击事件已达40起: which events are counted
    r"的[^，。；：]{0,12}?(?:事[件故]|案件|枪击案|袭击|车祸|火灾)[^，。；：]{0,8}?(?<![第0-9一二三四五六七八九十百])[0-9一二三四五六七八九十百两数多]+余?[起宗件次]"
)
_FEELING = frozenset("很太更最好挺")
_NEAR = 2  # characters between what befell the cases and the word for them
_CLOSING = re.compile(r"时|之?中|之?后|里|期间|途中")


def direct(clauses: Clauses, item: Counted, taken: set[int]) -> Kind | None:
    """The kind by a predicate or noun of the number's own stretch; the words it used are added to `taken` by their start."""
    before = [word for word in item.before if word.start not in taken]
    behind = item.behind
    if item.quantifier:
        return _said_behind(clauses, item, before, behind) or _damaged(clauses.text, item, before, behind)
    kind = (
        _taken_in(clauses, item, before)
        or _said_before(clauses, item, before, behind)
        or _said_behind(clauses, item, before, behind)
        or _done_to(clauses, item, before, behind)
        or _tallied(clauses, item, before)
        or _damaged(clauses.text, item, before, behind)
    )
    if kind is not None and kind.word:
        taken.add(kind.word.start)
    return kind


def _taken_in(clauses: Clauses, item: Counted, before: Sequence[Word]) -> Kind | None:
    """收治12名伤者: whom a hospital takes in are in hospital, whatever they are called."""
    word = before[-1] if before else None
    if (
        word
        and word.role == "act"
        and word.kind == "hospitalised"
        and (item.person or item.mark.unit is None or item.mark.unit == "例")
    ):
        return by_word(item, "hospitalised", "act_before", word) if clauses.adjacent(word, item) else None
    return None


def _said_before(clauses: Clauses, item: Counted, before: Sequence[Word], behind: Sequence[Word]) -> Kind | None:
    """死亡14人, 遇难的32人, 死者78人: a state right before the number."""
    if before and before[-1].role in ("state", "both", "tally") and clauses.adjacent(before[-1], item) and _of_people(item):
        if (before[-1].kind == "charged" and item.mark.unit == "宗") or _of_places(clauses.text, item):
            return None
        if before[-1].kind not in BODY and any(word.role in ("state", "both", "tally") and word.kind in BODY for word in behind):
            return None
        if len(before) > 1 and before[-1].kind not in BODY and before[-2].role == "state" and _of_cases(before[-2], before[-1]):
            return by_word(item, before[-2].kind, "state_before", before[-2])
        return by_word(item, before[-1].kind, "state_before", before[-1])
    return None


def _of_people(item: Counted) -> bool:
    """Whether a number can count people: by their classifier, one that is theirs too, or none; not 住院3次, 十八层地狱."""
    return item.mark.unit is None or item.person or item.mark.unit in _PEOPLE_UNITS


def _of_places(text: str, item: Counted) -> bool:
    """16个国家, 270个村, 82个断电的社区: what is said of places befell nobody."""
    return item.mark.unit == "个" and (AREAS.match(text, item.mark.end) or PLACES.match(text, item.mark.end)) is not None


def _of_cases(state: Word, noun: Word) -> bool:
    """死亡病例, 治愈出院病例: what befell the cases counts, not that they are cases."""
    if noun.start - state.end > _NEAR:
        return False  # 死亡案中被捕的6人
    return state.kind in BODY or (state.kind == "other" and noun.kind == "infected" and noun.start - state.end < _NEAR)


def _said_behind(clauses: Clauses, item: Counted, before: Sequence[Word], behind: Sequence[Word]) -> Kind | None:
    """N人死亡, N人被捕, N名…被…杀害: the first predicate behind that says what befell them."""
    if not _of_people(item) or _of_places(clauses.text, item):
        return None
    if clauses.text[item.mark.start - 1 : item.mark.start] in ("被", "遭", "由"):
        return None  # 遭一名男子袭击身亡: the number counts those who did it
    late: Kind | None = None
    for at, word in enumerate(behind):
        kind = _predicate(clauses, item, word)
        if kind is None:
            continue
        if clauses.text[word.end : word.end + 1] == "的" and word.role != "tally":
            if _DEFINES.match(clauses.text, word.end):
                return None
            late = late or kind
            if _acting(clauses, item, before):
                return None
            continue
        return _ended(clauses, item, kind, behind[at + 1 :]) or kind
    return late


def _ended(clauses: Clauses, item: Counted, kind: Kind, rest: Sequence[Word]) -> Kind | None:
    """送医后不治身亡, 被困者已死亡: a death behind the first predicate is how it ended."""
    if kind.kind in _BEFORE_RECOVERY and (
        well := next((word for word in rest if word.kind == "other" and word.role == "state"), None)
    ):
        return by_word(item, "other", "state_behind", well)
    if kind.kind not in _BEFORE_DEATH:
        return None
    death = next((word for word in rest if word.role == "state" and word.kind == "killed" and len(word.text) > 1), None)
    if death is None or _NOMINAL.match(clauses.text, death.end) or clauses.text[death.end : death.end + 1] == "的":
        return None
    return by_word(item, "killed", "state_behind", death)


def _predicate(clauses: Clauses, item: Counted, word: Word) -> Kind | None:
    """A word behind the number read as its predicate, if it can be one."""
    gap = clauses.text[item.mark.end : word.start]
    if _too_far(clauses, item, word, gap) or _HELPING.search(gap):
        return None
    if word.role in ("state", "both"):
        if word.kind == "participants" and not item.person:
            return None
        return by_word(item, word.kind, "state_behind", word)
    if word.role == "act" and word.kind in _SUFFERED and (by := _PASSIVE.search(gap)):
        kind = "detained" if word.text == "带走" else _SUFFERED[word.kind]
        return by_word(item, "hostages" if kind == "detained" and _CAPTORS.search(by[0]) else kind, "passive", word)
    if word.role == "tally" and word.kind in BODY and not item.quantifier and not _KIN.match(clauses.text, word.end):
        return by_word(item, word.kind, "victims", word)
    return None


def _too_far(clauses: Clauses, item: Counted, word: Word, gap: str) -> bool:
    """A predicate behind somebody's speech, a short word that is not right behind, a bare number with words between."""
    if word.kind == "charged" and item.mark.unit == "宗":
        return True  # 被控9宗罪
    short = len(word.text) == 1 and not clauses.touching(item, word)
    if word.text.endswith("伤") and clauses.text.startswith("害", word.end):
        return True  # 造成严重伤|害
    if (word.role != "tally" and _NOMINAL.match(clauses.text, word.end)) or _inside_adverbial(clauses.text, item, gap):
        return True
    if word.role == "state" and item.quantifier and gap and not (_LIVING.search(gap) or _persons(item, word)):
        return True  # 花费大量医药费后|不治身亡
    if word.role == "state" and (_ABOUT.search(gap) or _of_another(clauses.text, item, word)):
        return True
    reach = 12 if item.quantifier else 2
    return short or (item.mark.unit is None and len(gap) > reach) or TALKING.search(gap) is not None


def _of_another(text: str, item: Counted, word: Word) -> bool:
    """A state that says who somebody else is (两人围在遇难|女子身边, 多名被害|幼儿的家长), or that is none (很受伤, 生死)."""
    before = text[word.start - 1 : word.start]
    if (word.text == "被害" and not _ENDS_THERE.match(text, word.end)) or (word.kind == "injured" and before in _FEELING):
        return True
    if word.kind == "killed" and before == "生":
        return True
    if word.text in _OF_PLACES and _PLACE.match(text, word.end):
        return True  # 240个工作组进驻受灾|村屯
    return bool(_persons(item, word)) and any(one.start == word.end for one in _people(item))


def _people(item: Counted) -> list[Word]:
    """The nouns for people behind a number."""
    return [one for one in item.behind if one.role in ("noun", "tally") and one.kind not in _THINGS]


def _persons(item: Counted, word: Word) -> list[Word]:
    """The nouns for people between a number and a word."""
    return [one for one in _people(item) if one.end <= word.start]


def _inside_adverbial(text: str, item: Counted, gap: str) -> bool:
    """在…向两名顾客开枪时身亡: 在 opens before the number and closes behind it, so the predicate is another's."""
    opened = text.rfind("在", item.clause[0], item.mark.start)
    if opened < 0 or not _CLOSING.search(gap):
        return False
    return not _CLOSING.search(text, opened, item.mark.start)


def _acting(clauses: Clauses, item: Counted, before: Sequence[Word]) -> Word | None:
    """The verb before the number whose object it is."""
    for word in reversed(before):
        if (
            word.role in ("act", "both")
            and not (word.text in ("救援", "搜救") and _CALLED_SO.match(clauses.text, word.end))
            and (len(word.text) > 1 or clauses.adjacent(word, item))
            and not _passive_before(clauses, word)
        ):
            return word
    return None


def _passive_before(clauses: Clauses, word: Word) -> bool:
    """被捕的…: the verb is passive or stands in a relative clause of somebody else."""
    return clauses.text[word.start - 1 : word.start] in ("被", "遭") or clauses.text[word.end : word.end + 1] == "者"


def _done_to(clauses: Clauses, item: Counted, before: Sequence[Word], behind: Sequence[Word]) -> Kind | None:
    """逮捕了N人, 派出N人, 救出N人, 缴获N支枪: the verb before the number."""
    word = _acting(clauses, item, before)
    if word is None or _of_places(clauses.text, item):
        return None
    kind = _taken_along(clauses, item) if word.text == "带走" else object_of(word, item, behind)
    return by_word(item, kind, "act_before", word) if kind else None


def _taken_along(clauses: Clauses, item: Counted) -> str | None:
    """警察带走3人, 洪水带走3人的生命; by anybody else nothing befell them."""
    if any(one.kind == "police" for one in item.before):
        return "detained"
    return "killed" if clauses.text.find("生命", item.mark.end, item.right) >= 0 else None


def _tallied(clauses: Clauses, item: Counted, before: Sequence[Word]) -> Kind | None:
    """死亡人数可能超过N, 被捕的人数已升至N人: a state or tally further before the number."""
    for word in reversed(before):
        if word.role in ("state", "both", "tally") and len(word.text) > 1 and (item.person or item.mark.unit is None):
            gap = clauses.text[word.end : item.mark.start]
            if _AMOUNT.search(gap):
                return None  # 被告人诈骗的金额超过50万
            if word.role == "tally" or re.match(r"的?(?:总?人数|数字|总数|者)", gap):
                return by_word(item, word.kind, "tally", word)
    return None


def _damaged(text: str, item: Counted, before: Sequence[Word], behind: Sequence[Word]) -> Kind | None:
    """N间房屋受损, 损毁房屋N间: what befell things."""
    if item.person or _of_places(text, item):
        return None
    around = [*before, *behind]
    damage = next((word for word in around if word.role == "damage" or word.kind == "destroyed"), None)
    if damage is None or (item.mark.unit is None and noun_of(around) is None):
        return None
    kind = broken(
        item, noun_of(behind) or noun_of(before), looted=damage.kind == "looted" or "洗劫" in damage.text or "抢" in damage.text
    )
    return by_word(item, kind, "damage", damage) if kind else None
