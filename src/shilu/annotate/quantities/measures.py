"""What a number measures: people and things, money, time, shares, magnitudes ..."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from shilu.annotate.quantities.passage import Passage
from shilu.annotate.quantities.reach import Reach
from shilu.annotate.quantities.units import Unit
from shilu.model.patterns import late

_CURRENCY_BEFORE = {
    "人民币": "CNY", "RMB": "CNY", "¥": "CNY", "￥": "CNY", "新台币": "TWD", "台币": "TWD", "NT$": "TWD", "NT＄": "TWD",
    "港币": "HKD", "港元": "HKD", "HK$": "HKD", "HK＄": "HKD", "澳门币": "MOP", "美金": "USD", "美元": "USD", "USD": "USD",
    "US$": "USD", "US＄": "USD", "$": "USD", "＄": "USD", "欧元": "EUR", "€": "EUR", "£": "GBP", "日币": "JPY",
}  # fmt: skip
_QUAKE_BEFORE = late(
    r"(?:震级|规模|里氏|芮氏|黎克特制|矩震级)"
    r"(?:测得|修正|修订|上修|下修|更正|定|仅|约|大约|达到?|为|是|到|至|的|有|在|：|:|M[wlsL]?|[ \u00a0])*\Z"
)
_QUAKE_BEHIND = late(
    r"[ \u00a0]?(?:级[ \u00a0]?)?(?:以上|以下|左右)?的?(?:浅层|强烈?|主|余|大|中强|有感|破坏性)?(?:地震|强震|余震|大?震)(?![级中])"
)
_REVISED = late(r"(?:规模|震级)[^。；]{0,30}(?:修正?|更正|下修|上修|调整|下调|上调)(?:到|至|为)\Z")
_ANSWER = re.compile("的?(?:地震|救灾|抗震|国家|救助)*(?:应急|响应|应变|预警|警报|警戒)")
_ANSWERED = late(r"(?:响应|应变|预警|警报|警戒)[^，。；、\d]{0,8}\Z")
_QUAKE_WORDS = ("震级", "地震", "强震", "余震", "芮氏", "里氏", "本震")
NO_UNIT_BEHIND = {
    "成": "为立功就员长交果本都熟", "部": "分门长署", "条": "约件例", "家": "庭长园乡属里", "所": "有谓以", "国": "家务防际",
    "名": "单义誉额", "分": "别", "级": "别", "项": "目", "代": "表", "方": "面", "地": "区震", "起": "来草诉",
    "发": "生布现展射出动",
    "对": "于", "层": "面", "期": "间", "团": "队", "军": "队事方", "场": "所", "城": "市", "度": "过", "把": "握", "连": "续",
    "回": "到来应复合", "段": "时", "包": "括围", "点": "名", "片": "区", "首": "先次席府脑", "排": "名除", "届": "时",
    "里": "氏面",
    "街": "道", "字": "样", "天": "然", "位": "于置数", "门": "槛诊户类", "车": "轮祸间站", "种": "植", "下": "", "样": "",
}  # fmt: skip

CALENDAR = "年月日号號时點点分秒岁"
_TEN, _HUNDREDTH = Decimal(10), Decimal("0.01")
_PHYSICAL = frozenset(["duration", "length", "area", "mass", "volume"])


class Measure(Struct, frozen=True):
    """Unit as written, currency and dimension; `start`/`end` widen the mark; `factor` turns 七成 into 70."""

    unit: str | None
    currency: str | None
    dimension: str
    end: int
    start: int | None = None
    factor: Decimal | None = None


def measure(passage: Passage, whole: Reach) -> Measure | None:
    """What the number measures; `None` for what is written like a quantity and is none (a year, a clock time)."""
    text, unit = passage.text, _fitting(passage.text, whole)
    form = whole.first.form
    if form == "quantifier":
        return Measure(None, None, "count", whole.number_end)
    if form == "share":
        return _shared(whole, unit)
    if (unit is None or unit.dimension == "grade") and _magnitude(passage, whole, unit):
        return Measure(unit.word if unit else None, None, "magnitude", whole.end if unit else whole.number_end)
    money = _money(whole, unit) if whole.money or (unit and unit.dimension == "money") else None
    if money:
        return money
    if unit is None:
        return None if _calendar(text, whole) else Measure(None, None, "other", whole.number_end)
    return _measured(text, whole, unit)


def _shared(whole: Reach, unit: Unit | None) -> Measure:
    """三分之一秒 is a length of time; 三分之一人 and 三分之一 are shares."""
    if unit is not None and unit.dimension in _PHYSICAL:
        return Measure(unit.word, None, unit.measures, whole.end, factor=_HUNDREDTH)
    return Measure("%" if unit is None or unit.dimension != "share" else unit.word, None, "share", whole.end)


def _fitting(text: str, whole: Reach) -> Unit | None:
    """The unit, unless its character begins another word (部分, 国家, 成为)."""
    unit = whole.unit
    if unit is None or len(unit.word) > 1:
        return unit
    behind = text[whole.unit_start + 1 : whole.unit_start + 2]
    return None if behind and behind in NO_UNIT_BEHIND.get(unit.word, "") else unit


def _magnitude(passage: Passage, whole: Reach, unit: Unit | None) -> bool:
    """6.2级地震, 规模6.2, 6.2强震: at most 10, beside a word for quakes."""
    text, value = passage.text, whole.first.value
    if value is None or value >= 10 or not passage.quakes or (unit is not None and _response(text, whole)):
        return False
    if unit is None and _REVISED.search(text, max(0, whole.start - 40), whole.number_start):
        return whole.first.arabic
    if _QUAKE_BEHIND.match(text, whole.number_end) or _QUAKE_BEFORE.search(text, max(0, whole.start - 12), whole.number_start):
        return whole.first.arabic or unit is not None
    return unit is not None and any(
        word in text[max(passage.clause(whole.number_start), whole.start - 20) : whole.end + 8] for word in _QUAKE_WORDS
    )


def _response(text: str, whole: Reach) -> bool:
    """应急响应提升至二级, 三级警报: how an authority answers, not how strong a quake was."""
    return _ANSWER.match(text, whole.end) is not None or _ANSWERED.search(text, max(0, whole.start - 20), whole.start) is not None


def _money(whole: Reach, unit: Unit | None) -> Measure | None:
    """A currency before the number, a unit of money behind it, or both."""
    mark = whole.money
    if unit is not None and unit.dimension == "money":
        code = unit.detail or (_CURRENCY_BEFORE[mark] if mark else None)
        return Measure(unit.word, code, "money", whole.end, whole.number_start - len(mark) if mark else None)
    if mark is None or unit is not None:
        return None
    return Measure(None, _CURRENCY_BEFORE[mark], "money", whole.end, whole.number_start - len(mark))


def _calendar(text: str, whole: Reach) -> bool:
    """A bare number that the calendar or the clock owns: 3月, 7日, 12时, 2022年."""
    behind = text[whole.number_end : whole.number_end + 2].lstrip(" \u00a0")[:1]
    return bool(behind) and behind in CALENDAR


def _measured(text: str, whole: Reach, unit: Unit) -> Measure | None:
    """The dimension of a unit of the table, with the look-alikes of the calendar left out."""
    value = whole.first.value
    if unit.word in ("年", "日") and whole.first.arabic and value is not None and _dated(unit.word, value):
        return None
    if unit.word == "成" and whole.first.form == "exact":
        if value is None or value > 10:
            return None
        return Measure(unit.word, None, "share", whole.end, factor=_TEN)
    if unit.word == "度" and not whole.first.arabic and not text_is_cold(text, whole):
        return Measure(unit.word, None, "count", whole.end)
    return Measure(unit.word, None, unit.measures, whole.end)


def text_is_cold(text: str, whole: Reach) -> bool:
    """零下十度, 摄氏二十度: degrees of temperature, unlike 两度当选."""
    return text[max(0, whole.start - 2) : whole.start] in ("零下", "零上", "摄氏", "华氏")


def _dated(unit: str, value: Decimal) -> bool:
    """2008年 is a year, 19日 a day of the month."""
    return value >= 1000 if unit == "年" else value <= 31
