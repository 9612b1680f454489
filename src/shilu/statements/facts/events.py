"""Events: what happened, by the word that names it, with its day, place and participants as the text gives them."""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from shilu.lang.tables import rows
from shilu.model.ids import make_id
from shilu.model.marks import Point, TimeMark
from shilu.model.patterns import late
from shilu.model.statements import EventMention, MeasureMention
from shilu.statements.facts.ground import DENIED, Ground, Range
from shilu.statements.facts.lexicon import Entry
from shilu.statements.figures.context import day_of

_NEAR = 16  # characters on either side in which the object of an event's verb stands
_REACH = 22  # characters between a verb of happening and its noun
_HAPPENS = re.compile(
    r"发生|爆发|举行|举办|召开|组织|出现|传出|听到|引发|遭遇|遭受|遭到|突发|掀起|发起|参加|出席|演变[成为]|升级[成为]|陷入|遭|宣布|开始|主持|通过|就|在"
)
_ADVERBS = r"[ 　]?(?:已经?|就|共|至少|也|还|再度|再次|又|迅速|随后|随即|当天|仍|持续)?"
_HAPPENED = re.compile(
    rf"(?:活动|事件|事故|灾害)?{_ADVERBS}(?:[在于][^，。；]{{1,12}}?|[0-9年月日时上下午晚]{{1,10}})?{_ADVERBS}(?:[在于][^，。；]{{1,12}}?)?"
    r"(?:爆发|发生|举行|举办|召开|造成|导致|致(?!力|电|辞|敬)|引发|袭击|袭|侵袭|重创|来袭|蔓延|席卷|升级|演变|持续|平息|开幕|使|令|结束|登陆|过境|肆虐|冲毁|摧毁|夺|淹没|进入|酿)"
)
_LIGHT = frozenset({"就", "在", "通过"})  # prepositions: only 在会议上, 就会议, no happening of their own
_HURT = late(r"(?:被|遭|遭到|遭遇|受到|遭受|令|将|把)[^，。；]{0,12}$")
_CONDITION = re.compile(
    r"如果|一旦|若是|倘若|假如|除非|以免|防止|避免|防范|预防|应对|防御|为了|以防|杜绝|严防|警惕|谨防|切勿|注意防|可能发生|易发|容易|希望|担心|担忧|害怕|恐惧|假设|模拟|计划书"
)
_ATTRIBUTE = re.compile(
    r"者|犯|令|证|率|险|隐患|风险|罪|法(?!院)|片|史|学|案例|演练|演习|预案|应对|保险|知识|专家|理论|模拟|题材|游戏|机制|工作|能力|频发|预警|预报|监测|"
    r"标准|次数|准备|准确|条件|方案|意愿|权|流程|程序|概率|历史|名单|许可|热线|经验|措施|制度|条例|规定|地图|指南|须知|攻略|季|天气|信号|图"
)
# 想起诉, 可以逮捕, 必须撤离: nobody has done it
_MODAL = re.compile(
    r"(?:想|(?<![主重需将仍])要|欲|(?:可|予)以|能够?|应当?|应该|必须|须|需要?|无法|如何|不得|争取|力争|用于|用以|请|请求|申请|要求|确保|以便|便于|适合|"
    r"方可|才能|早日|是否|能否|难以|不能|拒不|赶紧|尽快|尽早|一律|随时|立即)$"
)
# 溃坝已造成, 这起地震: what is known already is told of, and the days beside it are those of counting
_REFERRED = late(
    r"(?:已经?|共|至今)*(?:造成|导致|致|酿|夺)|原因|死亡|伤亡|遇难|受灾|灾区|现场|调查|的|后|[0-9一二三四五六七八九十]+死"
)
_THIS = late(r"(?:这起|此次|本次|这次|这场|该次|该起|此前的?)[^，。]{0,8}$")
_NOT_YET = re.compile(r"(?:未|没有?|须|必须|应|需要?|提出|提议|考虑|建议|同意|是否|不包括|不可能)[^，。；“”]{0,4}$")
# 自冲突爆发以来 only dates what follows; 发表声明称 only opens what was said: neither tells that something happened
_FRAME = re.compile(r"[^，。；“”]{0,4}以来")
_SAYING = late(r"(?:时|中|里|，)?(?:称|说|表示|指出|宣称|强调)")
_ANNOUNCED = frozenset({"announce", "order"})
_PERFORMED = frozenset({"dismissal", "appointment", "resignation", "deployment", "mourning_ceremony", "charge_investigation"})
_CUT_OFF = ("截", "迄")
_PRECISION = {"month": "month", "season": "month", "year": "year", "week": "around", "interval": "around", "vague": "around"}
_SINCE = re.compile("以来|至今|迄今|起")
_MEASURES = {
    "state_of_emergency": "emergency_declared",
    "martial_law": "emergency_declared",
    "curfew": "curfew_imposed",
    "internet_restriction": "internet_shutdown",
    "mourning_day": "mourning_ceremony",
}


@cache
def _plover() -> dict[str, str | None]:
    """Type -> PLOVER category and mode, `None` where it has none."""
    return {type_: None if word == "-" else word for type_, word in rows("event_types.tsv", "statements")}


def event(ground: Ground, start: int, end: int, entry: Entry) -> EventMention | None:
    """The event that a word tells of, if it tells of one."""
    clause = ground.clause(start)
    if ground.untold(start) or not _stands(ground, start, end, clause, entry):
        return None
    realis = _realis(ground, clause, start)
    if realis is None:
        return None
    return _mention(ground, (start, end), (entry.type, entry.topic), clause, realis, f"statements.event.{entry.form}")


def of_measure(ground: Ground, start: int, end: int, found: MeasureMention) -> EventMention | None:
    """The imposing or lifting of a measure is an event, too."""
    coming = found.first is not None and ground.published is not None and day_of(found.first) > ground.published
    if found.act not in ("impose", "lift") or found.realis != "actual" or coming:
        return None
    type_ = "concession_order_eased" if found.act == "lift" else _MEASURES.get(found.type, "ban_restriction")
    told = _mention(ground, (start, end), (type_, found.type), ground.clause(start), "actual", "statements.event.measure")
    day = found.first or found.announced
    return replace(told, first=day, last=day, precision="day", dated=True) if day else told


def _mention(ground: Ground, trigger: Range, kind: tuple[str, str | None], clause: Range, realis: str, rule: str) -> EventMention:
    """An event with its day, place and participants."""
    (start, end), (type_, topic) = trigger, kind
    known = type_ == "accident_disaster" and (_REFERRED.match(ground.text, end) or _THIS.search(ground.text, clause[0], start))
    mark = None if known else _day(ground, start, clause, type_, past=realis == "actual")
    saying = ground.saying(start, end)
    chain, statement, factuality = ground.voices.chain_of(saying, start)
    reported = (saying.said_on if saying else None) or ground.published
    place = ground.where.place(clause, start, end)
    return EventMention(
        id=make_id("evm", ground.article.id, start, end, type_),
        span=ground.span(*clause),
        trigger=trigger,
        type=type_,
        topic=topic,
        plover=_plover()[type_],
        first=_whole(mark, mark.first) if mark else None,
        last=_whole(mark, mark.last or mark.first) if mark else _no_later(reported),
        precision=_PRECISION.get(mark.granularity, "day") if mark else "around",
        dated=mark is not None,
        places=(place,) if place else (),
        participants=tuple(dict.fromkeys(agent for low, _, agent in ground.agents_in(*clause) if ground.signs(low))),
        realis=realis,
        background=ground.is_history(start, end),
        statement=statement,
        chain=chain,
        factuality=factuality,
        rule=rule,
    )


def _whole(mark: TimeMark, point: Point | None) -> Point | None:
    """A part of a day (15日夜间) is told by its day."""
    return day_of(mark.first) if mark.granularity == "part_of_day" and mark.first else point


def _no_later(reported: Point | None) -> Point | None:
    """An event without a day happened no later than it was told."""
    return day_of(reported) if reported else None


def _stands(ground: Ground, start: int, end: int, clause: Range, entry: Entry) -> bool:
    """Whether the word tells that something happened; its form, which rules out most, is asked first."""
    text = ground.text
    if not _tells(text, start, end, clause, entry.form):
        return False
    if entry.near and not entry.near.search(text, max(clause[0], start - _NEAR), min(clause[1], end + _NEAR)):
        return False
    if _ATTRIBUTE.match(text, end) or _frames(text, end) or (entry.topic == "evacuation" and text[end : end + 1] == "的"):
        return False
    low = max(clause[0], start - 8)
    return DENIED.search(text, low, start) is None and _NOT_YET.search(text, low, start) is None


def _tells(text: str, start: int, end: int, clause: Range, form: str) -> bool:
    """Whether a word stands as its form has to: at the end of its clause, beside a verb of happening, behind 被 or no modal."""
    if form == "final":
        return end == clause[1] and start > clause[0]
    if form == "noun":
        return _occurs(text, start, end, clause)
    return ((_HURT if form == "passive" else _MODAL).search(text, max(clause[0], start - 16), start) is None) is (form == "act")


def _frames(text: str, end: int) -> bool:
    """Whether a word only dates or opens what follows it."""
    return _FRAME.match(text, end) is not None or (text.startswith("声明", end - 2) and _SAYING.match(text, end) is not None)


def _occurs(text: str, start: int, end: int, clause: Range) -> bool:
    """Whether a verb of happening stands beside a noun: behind it, or before it and no mere preposition."""
    if _HAPPENED.match(text, end, clause[1]):
        return True
    found = [match[0] for match in _HAPPENS.finditer(text, max(clause[0], start - _REACH), start)]
    return bool(found) and found[-1] not in _LIGHT


def _realis(ground: Ground, clause: Range, start: int) -> str | None:
    """What the clause commits to before the word; nothing when it is only imagined or guarded against."""
    if _CONDITION.search(ground.text, clause[0], start):
        return None
    found = [hedge.realis for hedge in ground.hedges_in(clause[0], start) if hedge.realis]
    if not found:
        return "actual"
    return None if "conditional" in found else found[-1]


def _day(ground: Ground, start: int, clause: Range, type_: str, *, past: bool) -> TimeMark | None:
    """The day of an event: the last one before it in its clause, else one behind it there or before it in its sentence.

    In somebody's words, days before the words are the day of speaking; what has happened has no day to come.
    """
    inside = _days(ground, *clause)
    before = [mark for mark in inside if mark.start < start]
    if not before:
        saying = ground.saying(start, start + 1)
        announced = saying is None or (saying.act in _ANNOUNCED and type_ in _PERFORMED)  # 8日宣布免去: done by saying it
        floor = ground.sentence(start).start if announced else max(ground.sentence(start).start, saying.content[0] if saying else 0)
        earlier = _days(ground, floor, clause[0])
        leading = ground.clause_before(clause)
        led = bool(earlier and leading and earlier[-1].start <= leading[0] + 4 and earlier[-1].end >= leading[1] - 1)
        before = earlier if led or not inside else inside[:1]
    day = before[-1] if before else None
    if day is None or ground.published is None or day.first is None:
        return day
    this_year = day.granularity == "year" and day_of(day.first).year == ground.published.year  # 进入2024年: no day of anything
    return None if this_year or (past and day_of(day.first) > ground.published) else day


def _days(ground: Ground, start: int, end: int) -> list[TimeMark]:
    """The days named in a range; those from which, or up to which, something is counted left out."""
    text = ground.text
    return [
        mark
        for mark in ground.times_in(start, end)
        if not _SINCE.match(text, mark.end) and not text.startswith(_CUT_OFF, mark.start) and text[mark.start - 1] != "至"
    ]
