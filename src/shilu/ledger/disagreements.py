"""What stands against each other, as records with both passages and both chains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from shilu.ledger.agents import Agents
from shilu.ledger.memory import Memory
from shilu.ledger.points import Point
from shilu.ledger.reasons import Reasons, value_zh
from shilu.ledger.signature import PEOPLE, Signature
from shilu.ledger.verdict import Verdict
from shilu.model.ids import make_id
from shilu.model.ledger import Disagreement, Member

STATES = {
    "conflict": "open",
    "revised_down": "resolved",
    "scope_drift": "apparent",
    "relabelled": "apparent",
    "undetermined": "apparent",
}
KINDS = {
    "killed": "死亡", "injured": "受伤", "casualties": "伤亡", "missing": "失踪", "detained": "拘留", "charged": "起诉",
    "released": "获释", "hostages": "人质", "displaced": "流离失所", "evacuated": "疏散", "participants": "参加者",
    "attackers": "袭击者", "troops_sent": "派出兵力", "troops_present": "驻留兵力", "police": "警力", "volunteers": "志愿者",
    "hospitalised": "住院", "infected": "感染", "affected": "受灾", "aircraft": "飞机", "vehicles": "车辆", "weapons": "武器",
    "buildings_damaged": "房屋受损", "shops_looted": "商店被抢", "vehicles_destroyed": "车辆被毁", "damage_value": "损失金额",
    "price": "价格", "aid_value": "援助金额", "attacks": "袭击次数", "magnitude": "震级", "duration": "时长", "share": "比例",
    "other": "其他",
}  # fmt: skip
GROUPS = {
    "security": "安全人员", "attackers": "袭击者", "civilians": "平民", "foreigners": "外国人", "children": "儿童",
    "officials": "官员", "journalists": "记者",
}  # fmt: skip

Settled = Callable[[Verdict], bool]


def disagreements(
    verdicts: Iterable[Verdict],
    signatures: Mapping[str, Signature],
    agents: Agents,
    settled: Settled,
    memory: Memory | None = None,
) -> Iterator[Disagreement]:
    """One record for each two numbers that do not agree, with every passage that was found to give them.

    `settled` tells whether a later report ended a conflict.
    """
    memory = memory or Memory()
    reasons, topics = Reasons(agents, memory), dict[Signature, str]()
    for same in _gathered(verdicts, signatures):
        first = same[0]
        home = signatures[first.a.id]
        about = topics.get(home) or topics.setdefault(home, topic(home, agents))
        ended = first.relation == "conflict" and all(settled(verdict) for verdict in same)
        made_of = same, about, reasons.of(first), ended
        yield memory.get("dispute", (first.relation, first.a.id, first.b.id), made_of, partial(_disagreement, *made_of))


def _disagreement(same: Sequence[Verdict], about: str, reason: tuple[str, str], ended: bool) -> Disagreement:
    """One record; `ended` when every conflict that it gathers has been settled by a later report."""
    record = _record(same, about, reason, STATES[same[0].relation])
    if not ended:
        return record
    return replace(
        record, state="resolved", reason=f"{record.reason}其中一方后来已被取代。",
        reason_en=f"{record.reason_en} One side has since been superseded.",
    )  # fmt: skip


def _gathered(verdicts: Iterable[Verdict], signatures: Mapping[str, Signature]) -> Iterable[Sequence[Verdict]]:
    """Verdicts of one series on the same two numbers, in the order of the reports."""
    shown = [v for v in verdicts if v.relation in STATES and (v.relation != "undetermined" or _worth_showing(v))]
    found: dict[object, list[Verdict]] = {}
    for verdict in sorted(shown, key=lambda v: sorted((v.a.rank, v.b.rank))[::-1]):
        numbers = frozenset({verdict.a.key, verdict.b.key})
        home = frozenset({signatures[verdict.a.id], signatures[verdict.b.id]})
        found.setdefault((verdict.relation, numbers, home), []).append(verdict)
    return found.values()


def _worth_showing(verdict: Verdict) -> bool:
    """Undecided pairs are shown for people only; elsewhere they would bury the rest."""
    return verdict.a.figure.kind in PEOPLE and verdict.case != "one_article"


def _record(same: Sequence[Verdict], about: str, reason: tuple[str, str], state: str) -> Disagreement:
    first, (zh, en) = same[0], reason
    sides = {side.id: side for verdict in same for side in (verdict.a, verdict.b)}
    return Disagreement(
        id=make_id("dis", first.relation, *sorted((first.a.id, first.b.id))),
        relation=first.relation,
        topic=about,
        members=tuple(_member(side) for side in sorted(sides.values(), key=lambda p: p.rank)),
        state=state,
        rule=first.rule,
        reason=zh,
        reason_en=en,
    )


def topic(signature: Signature, agents: Agents) -> str:
    """What is counted, of whom and where: 死亡 · 安全人员 · 某地."""
    place = agents.name(signature.place) if signature.place else ""
    words = (KINDS.get(signature.kind, signature.kind), GROUPS.get(signature.group, ""), place, signature.site, signature.incident)
    return " · ".join(word for word in words if word)


def _member(point: Point) -> Member:
    return Member(point.figure.span, point.figure.chain, value_zh(point), point.id)
