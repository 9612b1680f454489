"""Measures of authorities: what is imposed, extended, eased, lifted, where, by whom, from when and until when."""

from __future__ import annotations

import re

from shilu.model.ids import make_id
from shilu.model.marks import Point, TimeMark
from shilu.model.patterns import late
from shilu.model.statements import MeasureMention
from shilu.statements.facts.ground import DENIED, Ground, Range
from shilu.statements.facts.lexicon import Entry

_NEAR = 14  # characters on either side in which the object of a measure's verb stands
_BEFORE = late(
    r"(?P<lift>解除|取消|撤销|撤回|终止|结束|中止)|(?P<ease>放宽|放松|缓解|降低|下调|调低|减轻)|"
    r"(?P<extend>延长|延续|顺延|继续(?:实行|实施|执行)|维持)|"
    r"(?P<impose>宣布|宣告|实行|实施|施行|进入|启动|颁布|发布|下令|执行|采取|批准|发出|上调|提升|设立|设置|增设|设有|拉响|"
    r"展开|发起|发动|推出|出台|升级|开始|施加|追加|加强|颁|下达|设(?=[了下多大]|$)|列入|宣佈)|(?P<hold>处于|保持|仍在|正在)"
)
_BEHIND = late(
    r"[将已仍被的全正随即于在自从起今明日时年月晚早上下午间凌晨零点很快按计划如期等措施继续有效“”‘’「」『』0-9一二三四五六七八九十]{0,14}?"
    r"(?:(?P<lift>解除|取消|撤销|结束|到期|失效|终止)|(?P<ease>放宽|放松|降(?:为|至|级)|下调)|(?P<extend>延长|延期|延续|顺延)|"
    r"(?P<impose>生效|启动|开始|升(?:为|至|级)|提升|上调|实施|实行)|(?P<hold>持续|继续|维持|仍))"
)
_WISHED = late(r"呼吁|敦促|希望|反对|谴责|批评|威胁|考虑|讨论|请求|申请|建议|提议|主张|寻求|要求(?!居民|民众|群众|市民)")
_PROPOSED = late(r"考虑|提议|建议|讨论|申请|研究|拟|威胁|可能")
_ORDER = late(r"下令|命令|要求|责令|批准|授权|允许|准许|宣布|决定|通知|勒令|强制|发布|敦促|呼吁|指示|准予|建议|紧急通知")
_SAID = frozenset({"announce", "order"})
_SINCE = late(r"^(?:自|从|在)|(?:以来|期间|之际)$")
_OBJECT = 14  # characters between 将 and the verb of what it moves
_PLANNED = late(r"将[“「]?(?=[于会在从自再对继全逐实宣启进解取恢重延持关停正很])|即将|计划|定于|准备|(?<![模虚])拟(?!合)|打算")
_UNSURE = late(r"可能|考虑|或将|恐将|有望|研究|讨论|不排除|是否|会否|料将|一旦|如果|若|假如|倘若")
_IF = late(r"如果|一旦|假如|倘若|要是|倘使|除非")
_NO_OPERATION = late("采取|批准|的")
_OF_THINGS = late("的|列车|线路|航班|车次|期间|企业|等惩|、罚|处分")  # 停运列车, 停课等惩戒: of things, or of one pupil
_STAYS = late(r"将(?![军领士])|会继续|继续")
_INSTRUCTED = late(  # 要求各地及时|启动响应, 视情|停课: what is to be done when it is needed
    r"(?:适时|视情况?|随时|酌情|按需|(?:要(?!素)|应当?|须|需|务必|指示|强调|确保)[^。；]{0,40}及时)[^，。；]{0,6}\Z"
)
_ADVICE = frozenset({"建议", "呼吁", "敦促"})
_STRONG = late("下令|命令|要求|责令")
_FAR_REACH = 80  # characters that a strong order reaches back
_REACH = 24  # characters between the verb and its noun
_NAMED = late(r"法|条例|期间|时期|令状|学家|专家|问题|名单|风险|压力|阴影|影响|记录|政策|体系|预案|指引|防御")
_UNTIL = late(
    r"(?:持续|延长|延续|顺延|维持|实施|实行|执行|有效期?|截止|直|继续|生效|期限|停课|关闭|封闭|停运|一直)*"
    r"(?:到|至|直至|直到|为止|截至)(?:了|当地时间|北京时间|[ 　])*$"
)
_UNTIL_IN = re.compile(r"^(?:直?至|直?到|截至|为止)")
_FROM = late(r"(?:自|从|由)(?:当地时间|北京时间|[ 　])*$")
_FROM_BEHIND = late(r"起|开始|始")
_DAILY = frozenset({"day", "part_of_day", "hour", "instant"})
_DEADLINE = re.compile("以?前|之前|以内|内")
_AT_ONCE = re.compile(r"即日起|即刻起|即时起|立即生效|即日(?!报)")
_UNTIL_CLAUSE = re.compile(r"(?:并|且|将|一直)*(?:直至|直到|持续到|持续至|有效期|期限|为期|截止)")
_EVENT_BOUND = late(r"(?:直至|直到|至|到)([^，。；]{2,24}?)(?:为止|[，。；]|$)")


def measure(ground: Ground, start: int, end: int, entry: Entry) -> MeasureMention | None:
    """The measure that a word tells of, if it tells of one."""
    clause = ground.clause(start)
    if ground.silent(start) or not _near(ground, start, end, clause, entry):
        return None
    act, lead = _act(ground, start, end, clause, entry)
    if act is None or _imagined(ground, start) or ground.is_history(start, end):
        return None
    if act in ("impose", "lift", "extend") and _UNSURE.search(lead):
        act = "propose"
    first, last, reason, stop = (
        _one_day(ground, start, clause) if entry.type == "mourning_day" else _days(ground, start, end, clause)
    )
    who = authority(ground, start, clause) if act not in ("mention", "hold") else None
    span = ground.span(clause[0], max(stop, clause[1]))
    chain, statement, factuality = ground.voices.chain_of(ground.saying(start, end), start)
    told = ground.told_on(start, end)
    return MeasureMention(
        id=make_id("mem", ground.article.id, start, end, entry.type),
        span=span,
        type=entry.type,
        topic=entry.topic,
        act=act,
        authority=who[2] if who else None,
        place=area(ground, clause, start, end, who),
        announced=told,
        first=first,
        last=last,
        until_reason=reason,
        realis="planned" if _PLANNED.search(lead) else "actual",
        statement=statement,
        chain=chain,
        factuality=factuality,
        rule=f"statements.measure.{'ordered' if entry.form == 'ordered' and act == 'impose' else act}",
    )


def _imagined(ground: Ground, start: int) -> bool:
    """Whether a measure is only for a case that may come."""
    floor = ground.sentence(start).start
    return _IF.search(ground.text, floor, start) is not None or _INSTRUCTED.search(ground.text, floor, start) is not None


def _near(ground: Ground, start: int, end: int, clause: Range, entry: Entry) -> bool:
    """Whether the object that the word needs stands near it in its clause."""
    if entry.near is None:
        return True
    if entry.form == "stay":  # 部队已部署，并将驻留至局势稳定: who stays is told in the sentence
        return entry.near.search(ground.text, ground.sentence(start).start, start) is not None
    return entry.near.search(ground.text, max(clause[0], start - _NEAR), min(clause[1], end + _NEAR)) is not None


def _act(ground: Ground, start: int, end: int, clause: Range, entry: Entry) -> tuple[str | None, str]:
    """What is done with the measure (no act when it is denied), and the words of the clause that lead up to it."""
    left = ground.text[clause[0] : start]
    if entry.form == "ordered":
        low = max(ground.sentence(start).start, start - _FAR_REACH)
        return _ordered(left) or _ordered(ground.text[low : clause[0]], strong=True), ground.text[low:start]
    if entry.form == "stay":
        return ("hold" if _STAYS.search(left) and not DENIED.search(left) else None), left
    if entry.form != "noun":
        no = DENIED.search(left) or _WISHED.search(left) or _OF_THINGS.match(ground.text, end)
        return (None if no else entry.form), left
    act, lead = _about(ground, start, end, clause, entry)
    if act is None:
        said = ground.saying(start, end)
        alone = (
            said is None or said.act not in _SAID or left.endswith("的") or _WISHED.search(left) or _NAMED.match(ground.text, end)
        )
        return ("mention" if alone else "impose"), left
    if DENIED.search(lead):
        return None, lead
    if act != "hold" and _WISHED.search(lead):
        act = "propose" if act == "impose" and _PROPOSED.search(lead) else "mention"
    return act, lead


def _about(ground: Ground, start: int, end: int, clause: Range, entry: Entry) -> tuple[str | None, str]:
    """The verb that acts on a noun, behind it or before it, and what leads up to the verb; none where the noun stands alone."""
    text = ground.text
    left = text[clause[0] : start]
    if _NAMED.match(text, end):
        return None, left
    if _SINCE.search(text[clause[0] : clause[1]]) or _UNTIL_CLAUSE.match(left):
        return (None if entry.type == "other" else "hold"), left  # 行动开始以来 dates what follows
    behind = _BEHIND.match(text, end, clause[1])
    if behind and behind.lastgroup:
        return behind.lastgroup, left + text[end : behind.start(behind.lastgroup)]
    verbs = [match for match in _BEFORE.finditer(left, max(0, len(left) - 2 * _REACH)) if match.end() > len(left) - _REACH]
    if not verbs or verbs[-1].lastgroup is None:
        return None, left
    if entry.type == "other" and _NO_OPERATION.search(verbs[-1][0] + ground.text[end : end + 1]):
        return None, left
    return verbs[-1].lastgroup, left[: verbs[-1].start()]


def _ordered(left: str, *, strong: bool = False) -> str | None:
    """An act of others is a measure when an order leads it in; a strong one reaches over the end of its clause."""
    orders = list((_STRONG if strong else _ORDER).finditer(left))
    if not orders or DENIED.search(left[: orders[-1].start()]) or DENIED.search(left):
        return None
    return "propose" if orders[-1][0] in _ADVICE else "impose"


def _days(ground: Ground, start: int, end: int, clause: Range) -> tuple[Point | None, Point | None, str | None, int]:
    """From when and until when a measure holds, the words of an end that is no day, and where the words end that say so."""
    text, sentence = ground.text, ground.sentence(start)
    first, last, reason, stop = None, None, None, clause[1]
    if _AT_ONCE.search(text, sentence.start, clause[1]):
        first = ground.published
    for mark in ground.times_in(clause[0], sentence.end):
        within = mark.start < clause[1]
        if not within and not _UNTIL_CLAUSE.match(text, ground.clause(mark.start)[0]):
            continue
        if last is None and (_is_until(text, mark, clause[0]) or (not within and mark.last)):
            last, stop = mark.last or mark.first, max(stop, ground.clause(mark.start)[1])
        elif within and mark.granularity == "interval":
            first, last = mark.first, mark.last
        elif within and first is None and (mark.granularity in _DAILY or _is_from(text, mark, clause[0])):
            first = None if _DEADLINE.match(text, mark.end) else mark.first
    if last is None:
        found = (
            _EVENT_BOUND.search(text, end, sentence.end) if _UNTIL_CLAUSE.search(text, end, min(sentence.end, end + 40)) else None
        )
        reason = found[1] if found else None
    return first, last, reason, stop


def _is_until(text: str, mark: TimeMark, floor: int) -> bool:
    return bool(_UNTIL_IN.match(text[mark.start : mark.end]) or _UNTIL.search(text[max(floor, mark.start - 12) : mark.start]))


def _is_from(text: str, mark: TimeMark, floor: int) -> bool:
    return bool(_FROM.search(text[max(floor, mark.start - 8) : mark.start]) or _FROM_BEHIND.match(text, mark.end))


def _one_day(ground: Ground, start: int, clause: Range) -> tuple[Point | None, Point | None, str | None, int]:
    """A day of mourning is the day that its clause, or the one before, names."""
    low = (ground.clause_before(clause) or clause)[0]
    marks = ground.times_in(low, start)
    mark = marks[-1] if marks else None
    return (mark.first, mark.last, None, clause[1]) if mark else (None, None, None, clause[1])


def authority(ground: Ground, start: int, clause: Range) -> tuple[int, int, str] | None:
    """Who acts: the last body or person named before the word in its clause or sentence, else who announces it."""
    saying = ground.saying(start, start + 1)
    floor = saying.content[0] if saying else ground.sentence(start).start
    for low in (clause[0], floor):
        found = [agent for agent in ground.agents_in(low, start) if ground.acts(low, agent[0])]
        if found:
            return found[0]
    return (saying.span.start, saying.content[0], saying.speaker) if saying else None


def area(ground: Ground, clause: Range, start: int, end: int, who: tuple[int, int, str] | None) -> str | None:
    """Where it holds: a place of its clause, else the one that the authority is named after, else as a figure's."""
    place = ground.where.place(clause, start, end)
    if who is None or ground.where.last_place(clause[0], clause[1]):
        return place
    named = ground.text[who[0] : who[1]]
    own = [key for low, high, key in ground.where.places if named.startswith(ground.text[low:high])]
    return own[0] if own else place
