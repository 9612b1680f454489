"""The kind of every counted quantity of a text: its own words first, then a shared marker, a list's head, the clause before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from shilu.model.patterns import late
from shilu.statements.figures.cases import carry_cases
from shilu.statements.figures.clauses import AREAS, Clauses, Kind
from shilu.statements.figures.counted import REACH, Counted
from shilu.statements.figures.kinds import BODY, direct
from shilu.statements.figures.lexicon import Word
from shilu.statements.figures.linking import AMONG, WITHIN
from shilu.statements.figures.nouns import counted_only
from shilu.statements.figures.people import PEOPLE
from shilu.statements.figures.things import object_of

_PART = late(r"^[^，。；]{0,8}(?<!集)中[，有,]|其中|包括|包含|当中|分别|分別|内含|(?:，|,)含|涉及|计有")
_INCLUDED = "在内"
_SAME_NUMBER = late(r"(?:这一?个?|该|上述)(?:数字|数目|人数)[^，。；]{0,6}\Z")  # 我很确定这个数字|超过70人
_FURTHER = late(
    r"甚至|或许|可能|最终|最多|乃至|还是|更正为|修正为|下修|上修|增至|升至|上升到|上升至|增加到|减至|降至|减少到|下调|上调|更正|修正|改为|至少|少于|低于|高于|多于|相比|而不是|而非|数字[是为]|统计[是为]"
)
_TOTAL = re.compile(r"(?:总数|人数|总共|合共|共计|共有|总计|合计|规模)[^，。]{0,4}\Z")
_SINGLE = BODY | {"detained", "released", "hostages", "charged", "infected", "evacuated"}
_RANKS = frozenset("位名")
_RANKED = late(r"(?:排名|排在|排到|位列|位居|名列|列)(?:全球|世界|全国|倒数|仅)?\Z")
_DEATH = late(
    r"(?:确定|确认|证实|均|全部|都|他们|二人|两人|其)(?:已经?|均|都|全部|他们|其|不幸){0,3}(?:死亡|遇难|罹难|身亡|丧生)(?!人数)"
)
_LISTABLE = frozenset("例人名宗")
_VAGUE_THINGS = frozenset("个家种项条份件道类样段")
_SAYING = late("公开|向|对外|表示|称|警告|暗示|强调|呼吁|透露|指出|提出|表态|重申|要求|敦促|承诺")
_HEARD = re.compile("[^，。；]{1,12}(?:获悉|了解到|得知|核实|处|介绍|透露|反映|证实)")
_REFERENCE = re.compile(r"任何|[这那该此每同某另](?:外)?\Z|上述|前述|其余")


def resolve(clauses: Clauses, items: Sequence[Counted], starts: Sequence[int]) -> list[Kind | None]:
    """One kind a quantity, `None` where nothing says what it counts; `starts` of the sentences."""
    taken: set[int] = set()
    kinds = [direct(clauses, item, taken) if item.before or item.behind else None for item in items]
    for at, item in enumerate(items):
        if item.left == item.clause[0] and kinds[at] is None:
            kinds[at] = _labelled(clauses, item)
    linked = any(item.linked for item in items)
    if linked:
        _share_backwards(items, kinds)
    if _INCLUDED in clauses.text:
        _included(clauses, items, kinds)
    if linked:
        _share_forwards(items, kinds)
    _carry(clauses, items, kinds, starts)
    carry_cases(clauses, items, kinds, starts)
    for at, item in enumerate(items):
        if kinds[at] is None:
            kinds[at] = _total(clauses, item) or counted_only(clauses, item)
        kinds[at] = _fate(clauses, items, at, kinds[at], starts)
        kinds[at] = _kept(clauses, item, kinds[at])
    return kinds


def _labelled(clauses: Clauses, item: Counted) -> Kind | None:
    """死亡：9例, 确诊分布：甲市10例、乙市2例: a short label with a colon before the number or the list."""
    text, start = clauses.text, item.clause[0]
    if text[max(0, start - 3) : start].rstrip(" ")[-1:] not in (":", "："):
        return None
    alone = item.linked or (item.right == item.mark.end and item.mark.unit in _LISTABLE)
    if len(text[start : item.mark.start].strip(" ")) > (12 if alone else 0) or text[item.mark.end : item.mark.end + 1] == "的":
        return None  # 遇难者家属：八千多的学费
    floor = max(text.rfind(mark, max(0, start - 12), start - 1) for mark in "\n。，；") + 1
    floor = max(floor, start - 12)
    label = [word for word in clauses.words.within(floor, start) if word.role in ("state", "tally")]
    if not label and (suspected := text.find("疑似", floor, start)) >= 0:
        label = [Word(suspected, suspected + 2, "tally", "infected", "疑似")]
    if not label:
        return None
    return Kind(label[-1].kind, "statements.figure.labelled", label[-1].start, item.mark.end, label[-1])


def _share_backwards(items: Sequence[Counted], kinds: list[Kind | None]) -> None:
    """三名矿工和两名消防员死亡: the predicate behind the last conjunct holds for all."""
    for at in range(len(items) - 2, -1, -1):
        after = kinds[at + 1]
        if kinds[at] is None and items[at].linked and after and after.word and after.word.start >= items[at + 1].mark.end:
            kinds[at] = Kind(after.kind, "statements.figure.shared_marker", items[at].mark.start, after.end, after.word)


def _included(clauses: Clauses, items: Sequence[Counted], kinds: list[Kind | None]) -> None:
    """包括3名船员在内的9人遇难, 逮捕了包括3名船员在内的9人: part and whole are of one kind."""
    for at, (item, whole) in enumerate(pairwise(items)):
        if WITHIN.fullmatch(clauses.text, item.mark.end, whole.mark.start) is None:
            continue
        one, other = kinds[at], kinds[at + 1]
        if other and one is None:
            kinds[at] = replace(other, rule="statements.figure.part", start=item.mark.start, end=other.end)
        elif one and other is None:
            kinds[at] = replace(one, rule="statements.figure.part")
            kinds[at + 1] = replace(one, rule="statements.figure.carried", start=whole.mark.start, end=whole.mark.end)


def _share_forwards(items: Sequence[Counted], kinds: list[Kind | None]) -> None:
    """派遣了240名士兵、6辆装甲车: the verb before the first conjunct holds for all."""
    for at in range(1, len(items)):
        before, item = kinds[at - 1], items[at]
        if kinds[at] is not None or before is None or before.word is None or not items[at - 1].linked:
            continue
        if before.rule.endswith(".labelled"):
            kinds[at] = replace(before, start=item.mark.start, end=item.mark.end)
        elif before.word.role in ("act", "both") and before.word.end <= items[at - 1].mark.start:
            kind = object_of(before.word, item, item.behind)
            if kind:
                kinds[at] = Kind(kind, "statements.figure.shared_marker", before.start, item.mark.end, before.word)


def _carry(clauses: Clauses, items: Sequence[Counted], kinds: list[Kind | None], sentences: Sequence[int]) -> None:
    """包括50多名…和20多名…; 甲镇3人、乙乡2人; 甚至超过90人: the kind of the figure before, in the same sentence."""
    for at in range(1, len(items)):
        item, last, before = items[at], items[at - 1], kinds[at - 1]
        if kinds[at] is not None or before is None:
            continue
        if item.mark.start - last.mark.end > REACH:
            continue
        between = clauses.text[last.mark.end : item.mark.start]
        if bisect_right(sentences, item.mark.start) != bisect_right(sentences, last.mark.start) and "……" not in between[:8]:
            continue
        rule = _carried_by(item, last, before, between)
        if rule:
            kinds[at] = replace(before, rule=f"statements.figure.{rule}", start=item.mark.start, end=item.mark.end)


def _carried_by(item: Counted, last: Counted, before: Kind, between: str) -> str | None:
    """Why the kind of the figure before holds for this one, too."""
    alike = item.person == last.person and (item.person or item.mark.unit == last.mark.unit)
    if not alike and item.mark.unit is not None:
        return None
    listed = before.rule.endswith(".part") and (last.linked or (len(between) < 10 and between[:1] in "，、；"))
    if _PART.search(between) or listed:
        return "part"
    if (_FURTHER.search(between) and len(between) < 24) or _SAME_NUMBER.search(between):
        return "carried"
    return None


def _total(clauses: Clauses, item: Counted) -> Kind | None:
    """总数约2万人: what the clause before is about."""
    if not item.person or not _TOTAL.search(clauses.text, item.clause[0], item.mark.start):
        return None
    floor = max(0, item.clause[0] - 40)
    start = max(floor, clauses.text.rfind("。", floor, item.clause[0]))
    words = [word for word in clauses.words.within(start, item.clause[0]) if word.kind in ("attackers", "participants", "troops")]
    if not words:
        return None
    kind = "troops_present" if words[-1].kind == "troops" else words[-1].kind
    return Kind(kind, "statements.figure.carried", item.mark.start, item.mark.end, words[-1])


def _fate(clauses: Clauses, items: Sequence[Counted], at: int, kind: Kind | None, starts: Sequence[int]) -> Kind | None:
    """失踪的潜水员被找到，确认他们遇难: what became of the missing, said later in the sentence without a number."""
    if kind is None or kind.kind not in ("missing", "affected"):
        return kind
    item = items[at]
    after = bisect_right(starts, item.mark.start)
    stop = min(item.clause[1] + REACH, starts[after] if after < len(starts) else len(clauses.text))
    stop = min(stop, items[at + 1].mark.start) if at + 1 < len(items) else stop
    said = kind.word is not None and kind.word.end <= item.mark.start  # 失联的两人被发现，…: its predicate may be the death itself
    found = _DEATH.search(clauses.text, item.mark.end if said else item.clause[1], stop)
    return Kind("killed", "statements.figure.fate", kind.start, found.end(), kind.word) if found else kind


def _kept(clauses: Clauses, item: Counted, kind: Kind | None) -> Kind | None:
    """The kind, unless the number is an indefinite article, refers back, or is a small count of things in passing."""
    if kind is None or (kind.kind in PEOPLE and item.mark.value is not None and item.mark.value % 1):
        return None  # 0.8 counts no people
    plain = kind.rule.endswith(".counted")
    if (plain or kind.rule.endswith(".victims")) and _refers(clauses.text, item):
        return None
    often = item.mark.unit == "次" and item.mark.operator == "vague" and _SAYING.match(clauses.text, item.mark.end)
    if plain and (often or _is_rank(clauses, item)):
        return None  # 多次警告, 排名59位: nothing is counted
    if plain and item.person and _HEARD.match(clauses.text, item.mark.end) and clauses.text[item.mark.start - 1] in "从据":
        return None  # 从多位知情者处获悉: sources
    if item.single and clauses.text[item.mark.number_start] == "一" and item.person:
        return kind if kind.kind in _SINGLE and not plain else None
    return None if plain and kind.kind in ("other", "participants") and _small(clauses.text, item, kind) else kind


def _refers(text: str, item: Counted) -> bool:
    """这两名, 上述28架: who or what was counted before; not where it is parted here (上述28架中，有17架)."""
    refers = _REFERENCE.search(text, max(0, item.mark.start - 3), item.mark.start)
    return refers is not None and not AMONG.match(text, item.mark.end)


def _is_rank(clauses: Clauses, item: Counted) -> bool:
    """排名59位, 位列全球第3名."""
    start = item.mark.start
    return item.mark.unit in _RANKS and _RANKED.search(clauses.text, max(0, start - 8), start) is not None


def _small(text: str, item: Counted, kind: Kind) -> bool:
    """两个问题, 多家媒体, 6个国家: few things, of which nothing is said."""
    mark = item.mark
    if kind.word and kind.word.kind == "persons":
        return False
    if mark.unit in _VAGUE_THINGS and (mark.operator == "vague" or AREAS.match(text, mark.end)):
        return True
    if item.person or mark.value is None or mark.marker is not None:
        return False
    return mark.value < 10 and text[mark.number_start] not in "0123456789０１２３４５６７８９"
