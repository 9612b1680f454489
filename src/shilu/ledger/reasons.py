"""Why two figures stand in a relation, in Chinese and English: the case, both sources, both days, both values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from shilu.ledger.agents import Agents
from shilu.ledger.points import Point
from shilu.ledger.verdict import Verdict
from shilu.model.ledger import Relation

CASES: dict[str, tuple[str, str]] = {
    "same_root": ("同一来源、同一数字，是重复而不是佐证", "the same number from the same source: a repetition, no corroboration"),
    "copied": ("文字相同，是转载而不是佐证", "the same number in the same words: a reprint, no corroboration"),
    "one_chain": ("一方转引另一方，同一数字不算佐证", "one chain runs through the other: the same number is no corroboration"),
    "no_source": ("后者没有说明来源，与此前有来源的数字相同，不算佐证",
                  "the later report names no source for a number already given on a named word: no corroboration"),
    "corroborates": ("来源不同、数字相同", "the same number from another source"),
    "relabelled": ("同一来源、同一数字，所指人群的叫法不同", "the same source and number under another label"),
    "other_label": ("数字相同，所指人群不同", "the same number for another group of people"),
    "label_lost": ("数字相同，但只有一方说明了是什么人", "the same number, but only one report says of whom"),
    "vaguer": ("前者是后者的笼统说法，并不矛盾", "the first is a vaguer wording of the second, no contradiction"),
    "finer": ("后者把前者说得更具体", "the second says the first more exactly"),
    "known_now": ("此前未知的数字已有说法", "a number that was unknown has been given"),
    "newer_same_root": ("同一来源、更晚的统计", "a later count from the same source"),
    "newer_other_root": ("另一来源、更晚的统计", "a later count from another source"),
    "said_prior": ("原文指明前者是此前的数字", "the text itself calls the first an earlier state"),
    "knows_higher": ("前者所在的报道同时给出了后者的数字，前者是较早的数字",
                     "the article of the first gives the second number, too: the first is an earlier one"),
    "stale": ("沿用已被取代的旧数字", "an old number that had already been superseded, printed again"),
    "withdrawn": ("报道方撤回了这个数字", "the outlet takes the number back"),
    "corrected": ("原文指明这是更正", "the text itself calls it a correction"),
    "same_root_lower": ("同一来源后来下调", "the same source later gave a lower number"),
    "official_lower": ("主管部门较晚的数字低于此前的非官方数字",
                       "an authority's later number is lower than the earlier unofficial one"),
    "sum_lower": ("由主管部门的分项数字相加得出的总数低于此前的非官方数字",
                  "the sum of an authority's own parts is lower than the earlier unofficial number"),
    "sibling": ("同一报道中笼统的说法，随更具体的数字一起被取代",
                "the vaguer wording of the same report goes with the number that refined it"),
    "hedge_dropped": ("标题作为事实写出，而此前的报道只是估计", "a headline states as fact what earlier reports only estimate"),
    "counted": ("实际统计取代此前的估计或传闻", "a count takes the place of an earlier estimate or hearsay"),
    "hedge_lost": ("标题去掉了正文的保留说法", "the headline drops the hedge of the body"),
    "remeasured": ("同一来源或更正后的测定值", "a corrected value, or the same source measuring again"),
    "measured": ("不同来源的测定值不同", "different sources give different measured values"),
    "at_once": ("不同来源在同一时间给出不同数字", "different sources give different numbers at the same time"),
    "fell": ("累计数字不应减少，而另一来源较晚的数字更低",
             "a cumulative number cannot fall, yet a later one from another source is lower"),
    "part_exceeds": ("部分的数字超过了总数", "the part is larger than the whole"),
    "same_day_state": ("同日的数字，先后无法确定", "numbers of one day whose order is unknown"),
    "headline": ("标题与正文的数字不同", "headline and body differ"),
    "one_article": ("同一篇报道中的不同数字，所指可能不同", "different numbers in one article, perhaps of different matters"),
    "unclear": ("数字不同，但无法确定所指相同", "different numbers, but not certain to be of one matter"),
    "other_size": ("大小相差悬殊，多半不是同一个数", "too different in size to be one matter"),
    "only_estimated": ("前者是统计，后者只是估计或传闻", "the first was counted, the second is only estimated or hearsay"),
    "loose": ("说法相同、数字不同，无法判定", "the same words with different numbers: not decidable"),
    "named_part": ("原文指明前者是后者的一部分", "the text itself makes the first a part of the second"),
    "contained": ("前者的范围包含在后者之内", "what the first counts lies within what the second counts"),
    "part_larger": ("其中一部分已经超过这个总数，总数是较早的", "one part alone is larger by now: the total is an earlier one"),
    "lost_restriction": ("总数等于其中一类的数字，而另有其他人群：限定语可能丢失",
                         "the total equals the number of one group although there are others: a restriction may have been lost"),
    "outcome": ("预计的数字与后来的实际数字", "the forecast and what was counted later"),
}  # fmt: skip

SIGNS_ZH = {"=": "", ">": "超过", ">=": "至少", "<": "不到", "<=": "至多", "~": "约"}
SIGNS_EN = {"=": "", ">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most ", "~": "about "}


class Reasons:
    """Why two figures stand in a relation; each figure is put into words once, however many relations it has."""

    def __init__(self) -> None:
        """Begin with nothing told."""
        self._names: dict[str, str] = {}  # of the roots, as they were told
        self._sides: dict[str, tuple[Point, tuple[str, str]]] = {}
        self._version = 0

    def follow(self, agents: Agents) -> bool:
        """Know the names as they are now; whether one that has been told is another by now, so that all is to be told again."""
        others = agents.otherwise(self._version)
        self._version, self._agents = agents.version, agents
        doubtful = self._names.keys() if others is None else others & self._names.keys()
        if all(self._names[root] == agents.name(root) for root in doubtful):
            return False
        self._names, self._sides = {}, {}
        return True

    def of(self, verdict: Verdict) -> tuple[str, str]:
        """The reason of one verdict in Chinese and English."""
        return _reason(verdict.case, self._side(verdict.a), self._side(verdict.b))

    def relation(self, verdict: Verdict) -> Relation:
        """One verdict as a record."""
        return Relation(verdict.a.id, verdict.b.id, verdict.relation, verdict.rule, *self.of(verdict))

    def _side(self, point: Point) -> tuple[str, str]:
        known = self._sides.get(point.id)
        if known is not None and known[0] is point:
            return known[1]
        names = [self._names.setdefault(root, self._agents.name(root)) for root in point.roots]
        self._sides[point.id] = point, _side(point, names)
        return self._sides[point.id][1]


def _reason(case: str, a: tuple[str, str], b: tuple[str, str]) -> tuple[str, str]:
    zh, en = CASES[case]
    return f"{zh}：{a[0]}；{b[0]}。", f"{en[0].upper()}{en[1:]}: {a[1]}; {b[1]}."


def _side(point: Point, names: Sequence[str]) -> tuple[str, str]:
    """On whose word, for which day and what number, in Chinese and English."""
    return (
        f"{'、'.join(names) or '来源不详'}（{day_zh(point)}）：{value_zh(point)}",
        f"{', '.join(names) or 'source unknown'} ({day_en(point)}): {value_en(point)}",
    )


def day_zh(point: Point) -> str:
    """The day on which a point holds, as 1月7日; with the hour where it is stated."""
    when: date | datetime | None = point.instant or point.day
    if when is None:
        return "日期不详"
    hour = f"{when.hour}时" if isinstance(when, datetime) else ""
    mark = "" if point.figure.as_of_stated else "报道"
    return f"{when.month}月{when.day}日{hour}{mark}"


def day_en(point: Point) -> str:
    """The day on which a point holds, in ISO 8601."""
    when: date | datetime | None = point.instant or point.day
    if when is None:
        return "day unknown"
    text = when.isoformat(timespec="minutes") if isinstance(when, datetime) else when.isoformat()
    return text if point.figure.as_of_stated else f"reported {text}"


def value_zh(point: Point) -> str:
    """A value in words: 至少6人, 70至100人, 人数不明."""
    figure = point.figure
    unit = figure.unit or ""
    if figure.operator == "unknown":
        return "尚不清楚"
    if figure.value is None or figure.operator in ("range", "vague"):
        return f"{_range(point, '至')}{unit}"
    return f"{SIGNS_ZH.get(figure.operator, '')}{digits(figure.value)}{unit}"


def value_en(point: Point) -> str:
    """A value in words, without its unit."""
    figure = point.figure
    if figure.operator == "unknown":
        return "unknown"
    if figure.value is None or figure.operator in ("range", "vague"):
        return _range(point, " to ")
    return f"{SIGNS_EN.get(figure.operator, '')}{digits(figure.value)}"


def _range(point: Point, between: str) -> str:
    low, high = point.bounds
    return between.join(digits(bound) if bound is not None else "…" for bound in (low, high))


def digits(value: Decimal) -> str:
    """A number in plain digits: no exponent, no trailing zeros behind the point."""
    return f"{int(value)}" if value == value.to_integral_value() else f"{value.normalize():f}"
