"""Which figures are comparable: the signature of a series."""

from __future__ import annotations

import re
from typing import NamedTuple

from shilu.lang.script import simplify
from shilu.ledger.points import MONEY, Point
from shilu.ledger.words import plain
from shilu.model.patterns import late
from shilu.model.statements import Figure

CASUALTIES = frozenset({"killed", "injured", "casualties", "missing"})
PEOPLE = CASUALTIES | {
    "detained", "charged", "released", "hostages", "displaced", "evacuated", "hospitalised", "infected", "affected",
}  # fmt: skip
LOOSE = frozenset({"other", "duration", "share", "price"})  # comparable only in the same words
WORDED = LOOSE | {"weapons", "vehicles", "troops_sent", "troops_present"}
BY_UNIT = MONEY | LOOSE | {"buildings_damaged"}
WORDED_GROUPS = frozenset({"other", "foreigners"})
MEASURED = frozenset({"magnitude"})
PLACELESS = MEASURED | {"aircraft"}  # a place beside them is where it was felt, or where they start or land
GROUPS_APART = frozenset({"security", "attackers", "civilians"})  # disjoint in the lattice
STOCKS = frozenset({"stock", "flow"})  # bases of what may fall as well as rise
FORECASTS = frozenset({"planned", "forecast", "conditional"})
BESIDES = "其他地方"  # the words of a signature whose figures leave a place out
HOUSEHOLDS = frozenset({"户", "戶", "家", "家庭"})
CLASSIFIERS = frozenset("个個股场場次座名条條辆輛栋棟间間起件处處项項支架艘顶頂所台臺枚只隻头頭")  # how a noun is counted, no unit
SEVERE = re.compile("[重轻]伤|危重|病危|重症")
ILL = late("疑似|重症|危重|无症状|境外输入|输入性|密切接触|治愈|康复")
STAGES = {"injured": SEVERE, "infected": ILL, "hospitalised": ILL}
NO_PART = frozenset({"疑似", "无症状", "密切接触"})  # stages that stand beside the confirmed cases, not among them
STOLEN = late("[骗盗抢卷]走|骗[取得去光]|诈骗|被骗|被盗|失窃")
PURPOSE = late(
    "直接|间接|经济|损失|造成|共计|合计|总计|总额|总共|达到|高达|超过|约为|预计|估计|价值|人民币|美元|欧元|[元万亿达为近逾超至]|"
    "救灾|救援|救助|赈灾|援助|补助|资金|款项|拨款|拨付|下拨|拨出|紧急|中央|财政|预拨|提供|捐款|捐赠"
)


class Signature(NamedTuple):
    """What two figures must share to be compared. Texts are empty where they do not matter."""

    kind: str
    group: str
    place: str
    increment: bool
    incident: str
    unit: str
    words: str
    site: str = ""

    def matter(self) -> tuple[object, ...]:
        """All of it but the place and the building."""
        return self[:2] + self[3:7]


def signature(point: Point, place: str) -> Signature:
    """The signature of one figure that speaks of a place (an empty text where that is unknown)."""
    figure, kind = point.figure, point.figure.kind
    return Signature(
        kind,
        figure.group if kind in PEOPLE else "all",
        "" if kind in PLACELESS else place,
        figure.basis == "increment",
        point.matter,
        _unit(figure),
        _words(point),
        "" if point.elsewhere else point.site,
    )


def _unit(figure: Figure) -> str:
    """The unit, where numbers in two units are two matters: money, loose kinds, households among people."""
    unit = figure.unit or ""
    if unit in CLASSIFIERS and figure.population:
        return ""
    return simplify(unit) if figure.kind in BY_UNIT or unit in HOUSEHOLDS else ""


def _stage(point: Point) -> str:
    """How badly the counted are hurt or ill, or how they fared, where that makes another count of them."""
    stages = STAGES.get(point.figure.kind)
    if stages and (
        found := stages.search(point.counted) or stages.search("" if point.counted and stages is SEVERE else point.lead)
    ):
        return found.group()
    return point.manner


def _words(point: Point) -> str:
    """The words of the population, where they decide what is counted."""
    figure = point.figure
    population = point.counted
    if stage := _stage(point):
        return stage
    if figure.kind in MONEY and STOLEN.search(point.lead):
        return f"={figure.value}"  # each loss is somebody's: only the same number is the same matter
    if figure.kind in MONEY:
        return population or plain(PURPOSE.sub("", point.lead))
    if figure.kind in LOOSE:
        return population or f"={figure.value}"  # nothing says what is counted: only the same number is the same matter
    if figure.kind in WORDED or (figure.kind in PEOPLE and figure.group in WORDED_GROUPS):
        return population
    return BESIDES if point.elsewhere and figure.kind in PEOPLE else ""
