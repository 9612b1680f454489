"""Commitments and forecasts: what somebody will do, promises, plans or foresees, by when and on what condition."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from shilu.lang.zh.numerals import number
from shilu.model.ids import make_id
from shilu.model.marks import Point, TimeMark
from shilu.model.patterns import late
from shilu.model.statements import CommitmentMention, Saying
from shilu.statements.facts.ground import Ground, Range
from shilu.statements.figures.context import day_of

# 将 is a future only before a verb, an adverb or a preposition; before a noun it moves an object (将其送医)
_FUTURE = re.compile(
    r"[于会要在对与向以再由从]|同(?![学事胞伴行])|自(?![己家行身])|为(?!人|首)|被(?![困害告捕])|受(?![伤害灾])|不|还|也|都|"
    r"有(?![关的限])|是(?!非)|按|根据|依|经(?![费济验理营])|通过|达|降|升|超|迎|继续|持续|陆续|进一步|进行|进入|出(?:现|台|席|访|动|任|版|战|资)|"
    r"成(?:为|立)|推(?:出|动|进|行|迟|广)|举[行办]|开(?:启|始|展|放|通|庭|幕|工|设|播)|召[开集]|启[动用程]|全(?:力|面|线|程|员|天|年|新)|联[合手]|"
    r"立即|及时|重[新返点启]|予以|面[临向]|照常|加[大强快入剧征]|密切|公[布开]|正式|延[续长期]|发[生布表放起出射行动]|实[施行现]|聚焦|深化|采取|"
    r"回[报应到升归]|提[供前高升出交]|讨论|分别|围绕|尽[快力]|严[格厉肃]|覆盖|携手|前往|担任|逐[步渐]|首次|很快|大幅|更[加多]|极大|无[法偿]|"
    r"影响|导致|造成|带来|产生|面对|获|得[到以]|失去|用于|派[出遣往]?|拨[款出付]|投[入资票]|建[设立成]|设立|制定|执行|履行|完成|结束|停止|暂停|终止|"
    r"取消|恢复|撤[离出回军]|离开|抵达|到达?|访问|参[加与]|赴|返[回]|接[受管替]|支持|帮助|协助|允许|禁止|限制|追究|惩|处以|调查|审[理议]|"
    r"一[直同并起律如]|共同|坚[持定决]|积极|着力|考虑|寻求|努力|确保|保[持留障]|维持|最终|随[时后]|不[会再能得]|无法|能|可|必须|需|应|另|"
    r"增[加派长设至]|减[少至]|扩大|缩|下[降调]|上[升调涨映演市]|转[为入移]|释放|遣返|赔偿|补偿|发动|打击|展开|展示|亮相|登[陆场]|播[出放]|"
    r"生效|到[期位来]|改[为革变善]|更名|合并|收[购取]|出售|支付|交[付由]|移交|送往|就|挑战|对阵|争夺|角逐|[今明后本下]|[0-9０-９]+[日月时点年]|跨|近[日期]"
)
_ATTRIBUTE = 8  # characters: 即将到来的 names a thing and tells of none
_WILLING = late("提供|与|同|为|向|协助|帮助|参与|继续|接受|在|就|承担|支持|出|派|共同|积极")
_PROMISED = late("[会将不绝在]|向|对")
_NOUN_BEFORE = frozenset("该项个的大期度新套")
_FOLLOWED = {
    **dict.fromkeys(("将", "拟", "计划", "准备", "打算", "料", "预期"), _FUTURE),
    **dict.fromkeys(("愿", "愿意"), _WILLING),
    "保证": _PROMISED,
}
_UNREAL = re.compile(
    r"(?:没有|并未|尚未|从未|否认|未|不|无|无需|是否|能否|会否|何时|如何|为何|曾经?|原本?|此前|先前|早前|一度|本来?|之前|比|于|低|高|少|多|"
    r"做好|作好|充分|心理|出|不如|超|市场|符合)$"
)
_ASKED = re.compile(r"是否|会否|能否|何时|如何|为何|怎么|什么|谁|哪")
_NOUN_BEHIND = re.compile(r"的|是|中|书|内|表|外|和|与|、|$|[”」』，。；]")
_FORESEEN = re.compile(
    r"(?:会|要|可能|于|在)?[^，。；]{0,8}?(?:上升|下降|升|降|达|超|出现|导致|造成|影响|带来|成为|面临|增|减|抵达|转|迎来|有[^，。；]{0,6}[雨雪风]|发生|遭|产生|"
    r"提高|改善|推动|促进|有助|变|是|进入|恶化|登陆|创)"
)
_UNTIL = re.compile(r"(?:直到|直至)([^，。；]{2,30})")
# Each alternative opens with a plain character, and looks back from behind it: only then does `re` skip to those characters.
_IF = re.compile(r"(?:如果|若是|若(?<![一-鿿]若)|一旦|倘若|假如|要是(?<!主要是)|除非|只要)([^，。；（）“”]{2,40})")
_SPAN = r"([0-9一二三四五六七八九十两]{1,3})个?(天|日|周|星期|月)"
_WITHIN = re.compile(rf"{_SPAN}(?:之|以)?内|(?:再|将|还将)(?:持续|维持|继续|停留){_SPAN}")
_ONWARD = ("起", "开始", "以来")  # 15日起: the day from which, not by which
_BY_THEN = frozenset({"instant", "hour", "part_of_day", "day", "week", "month", "interval", "season", "year"})
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7}
_SELF = re.compile(r"我们|我方|我国|我$|我将|本(?:国|公司|院|人)")
_STRENGTHS = {"pending": "plan"}


class Mark(Struct, frozen=True):
    """A word that opens a commitment, or says what is committed to."""

    start: int
    end: int
    role: str
    value: str


def commitments(ground: Ground, marks: Sequence[Mark]) -> Iterator[CommitmentMention]:
    """All commitments of one article, at most one a clause; `marks` are the words of its table in order."""
    taken = -1
    for at, mark in enumerate(marks):
        if mark.role == "mark" and mark.start >= taken:
            clause = ground.clause(mark.start)
            if found := _commitment(ground, marks, at, clause):
                yield found
                taken = clause[1]


def _commitment(ground: Ground, marks: Sequence[Mark], at: int, clause: Range) -> CommitmentMention | None:
    """The commitment that a mark opens in its clause, if it opens one."""
    mark = marks[at]
    if not _stands(ground.text, mark, clause) or ground.silent(mark.start) or ground.is_history(mark.start, mark.end):
        return None
    inside = ground.saying(mark.start, mark.end)
    saying = inside or ground.saying(mark.end, mark.end + 1)
    type_ = _type(marks, at, clause)
    if (mark.value == "order" and type_ == "other") or (
        mark.end - mark.start == 2 and ground.text[mark.start] == "不" and not saying
    ):
        return None
    start, end, condition = _extent(ground, clause)
    told = (saying.said_on if saying else None) or ground.published
    due = _due(ground, mark, clause, told)
    if mark.value == "plan" and ground.text[mark.start] in "应须必" and due is None:
        return None
    chain, statement, factuality = ground.voices.chain_of(inside, mark.start)
    strength = _strength(ground.text, mark, clause)
    if strength == "pledge" and "不" in ground.text[mark.start : mark.end]:
        type_ = "refrain"
    return CommitmentMention(
        id=make_id("cmm", ground.article.id, mark.start, mark.end),
        span=ground.span(start, end),
        type=type_,
        strength=strength,
        actor=_actor(ground, mark, clause, saying),
        made_on=told,
        due=due,
        condition=condition,
        statement=statement,
        chain=chain,
        factuality=factuality,
        rule=f"statements.commitment.{mark.value}",
    )


def _stands(text: str, mark: Mark, clause: Range) -> bool:
    """Whether the word is the mark here: before a verb, not denied, not asked, no noun."""
    if mark.value != "pending" and not _leads(text, mark, clause):
        return False
    unreal = _UNREAL.search(text, max(clause[0], mark.start - 4), mark.start)
    return unreal is None and _ASKED.search(text, clause[0], mark.start) is None


def _leads(text: str, mark: Mark, clause: Range) -> bool:
    """Whether what stands around a word lets it lead in what is to come: a verb, and nothing that makes it a noun."""
    lemma = text[mark.start : mark.end]
    needed = _FOLLOWED.get(lemma)
    if clause[1] - mark.end < 2 or (needed and not needed.match(text, mark.end, clause[1])):
        return False
    if lemma != "不会" and _NOUN_BEHIND.match(text, mark.end):
        return False
    if lemma == "即将":
        return "的" not in text[mark.end : min(clause[1], mark.end + _ATTRIBUTE)]
    return lemma != "计划" or text[mark.start - 1] not in _NOUN_BEFORE


def _type(marks: Sequence[Mark], at: int, clause: Range) -> str:
    """What is committed to: by the first verb behind the mark in its clause."""
    if marks[at].value == "pending":
        return "investigate"
    for other in marks[at + 1 : at + 8]:
        if other.start >= clause[1]:
            break
        if other.role == "verb":
            return other.value
    return "other"


def _strength(text: str, mark: Mark, clause: Range) -> str:
    """How strongly it binds; a plan of nobody (将上升) is a forecast, and 我们不会 a pledge."""
    if mark.value == "plan" and text[mark.start] == "将" and _FORESEEN.match(text, mark.end, clause[1]):
        return "forecast"
    if mark.value in ("plan", "forecast") and text[mark.start] in "将不" and _SELF.search(text, clause[0], mark.start):
        return "pledge"
    return _STRENGTHS.get(mark.value, mark.value)


def _extent(ground: Ground, clause: Range) -> tuple[int, int, str | None]:
    """The clause with its condition (如果… before it, 直到… behind it), and the words of the condition."""
    start, end = clause
    sentence = ground.sentence(start)
    until = _UNTIL.search(ground.text, start, min(sentence.end, end + 40))
    if until and until.start() <= end + 1:
        return start, max(end, until.end()), until[1]
    conditions = list(_IF.finditer(ground.text, sentence.start, end))
    found = conditions[-1] if conditions else None
    if found and end - found.start() <= 80:
        return min(start, found.start()), end, found[1]
    return start, end, None


def _due(ground: Ground, mark: Mark, clause: Range, told: Point | None) -> Point | None:
    """The day by which: a day of the clause that is not past when it is said, or 三天内 counted from then."""
    now = day_of(told) if told else None
    within = _WITHIN.search(ground.text, clause[0], clause[1])
    if within and now and (then := _after(now, within)):
        return then
    days_named = [one for one in ground.times_in(clause[0], clause[1]) if one.granularity in _BY_THEN and one.last]
    ahead = [one for one in days_named if _ahead(one, now, mark) and not ground.text.startswith(_ONWARD, one.end)]
    return (ahead[0].last if ahead[0].granularity != "part_of_day" else _day(ahead[0])) if ahead else None


def _after(now: date, within: re.Match[str]) -> date | None:
    """The day at the end of a stretch counted from another; a month ends on the same day of the next one."""
    count, unit = number(within[1] or within[3]), within[2] or within[4]
    if not count:
        return None
    if unit != "月":
        return now + timedelta(days=int(count) * _DAYS[unit])
    year, month = divmod(now.year * 12 + now.month - 1 + int(count), 12)
    return date(year, month + 1, min(now.day, monthrange(year, month + 1)[1]))


def _day(mark: TimeMark) -> Point | None:
    return day_of(mark.first) if mark.first else None


def _ahead(one: TimeMark, now: date | None, mark: Mark) -> bool:
    """Whether a day is the one that is due: not before it is said, and behind the mark if it is the very day."""
    assert one.last is not None
    last = day_of(one.last)
    return now is None or last > now or (last == now and (one.start >= mark.start or one.granularity != "day"))


def _actor(ground: Ground, mark: Mark, clause: Range, saying: Saying | None) -> str | None:
    """Who commits: the body or person before the mark in its clause, else the one who says it."""
    if mark.value not in ("expectation", "forecast"):
        found = [one for one in ground.agents_in(clause[0], mark.start) if ground.acts(clause[0], one[0])]
        if found:
            return found[-1][2]
    return saying.speaker if saying else None
