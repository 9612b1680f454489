"""What stands against each other, as records with both passages and both chains."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from shilu.ledger.agents import Agents
from shilu.ledger.points import Key, Point
from shilu.ledger.reasons import Reasons, value_zh
from shilu.ledger.reports import as_before
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

Matter = tuple[str, frozenset[Key], frozenset[Signature]]  # a relation, two numbers, and the series in which they stand
Settled = Callable[[Verdict], bool]


@dataclass(slots=True)
class Pile:
    """The verdicts on two numbers of one matter, in the order of the reports, and what was last written of them."""

    verdicts: list[Verdict] = field(default_factory=list)
    made_of: object = None


class Docket:
    """One record for each two numbers that do not agree, with every passage that was found to give them. Verdicts come and go."""

    def __init__(self, reasons: Reasons) -> None:
        """Begin with nothing against anything. `reasons` puts into words; when they are others, all is put again."""
        self._reasons = reasons
        self._sources: dict[Hashable, tuple[Sequence[Verdict], list[Matter]]] = {}
        self._piles: dict[Matter, Pile] = defaultdict(Pile)
        self._conflicts: dict[Signature, dict[Matter, None]] = defaultdict(dict)  # series -> what may be settled in it
        self._stale: dict[Matter, None] = {}
        self._places: dict[str, str] = {}  # how each is called

    def follow(self, agents: Agents) -> None:
        """Know the places by their names as they are now; what is told of one that is called otherwise is told again."""
        now = {place: agents.name(place) for place in self._places}
        if now != self._places:
            self._stale |= dict.fromkeys(self._piles)
        self._places = now

    def put(self, source: Hashable, verdicts: Sequence[Verdict], homes: Mapping[str, Signature]) -> None:
        """Hold these verdicts of a source and no others; all are worth showing. `homes` is the series of each point, by its id,
        which is always the same for one source."""
        before, matters = self._sources.get(source, ((), []))
        same = as_before(before, verdicts)
        for verdict, matter in zip(before[same:], matters[same:], strict=True):
            self._take_out(verdict, matter)
        del matters[same:]
        for verdict in verdicts[same:]:
            numbers, series = frozenset({verdict.a.key, verdict.b.key}), frozenset({homes[verdict.a.id], homes[verdict.b.id]})
            matters.append((verdict.relation, numbers, series))
            self._put_in(verdict, matters[-1])
        if verdicts:
            self._sources[source] = verdicts, matters
        else:
            self._sources.pop(source, None)

    def look_again(self, series: Signature) -> None:
        """What stands in a series has changed: its conflicts may be settled, or no longer be."""
        self._stale |= self._conflicts.get(series, {})

    def records(
        self, settled: Settled, homes: Mapping[str, Signature], agents: Agents
    ) -> Iterator[tuple[Matter, Disagreement | None]]:
        """The records that are others than last time, each by its matter; `None` for one that is no more.

        `settled` tells whether a later report ended a conflict.
        """
        for matter in self._stale:
            pile = self._piles[matter]
            if not pile.verdicts:
                del self._piles[matter]
                yield matter, None
                continue
            first = pile.verdicts[0]
            ended = first.relation == "conflict" and all(settled(verdict) for verdict in pile.verdicts)
            place = homes[first.a.id].place
            self._places.setdefault(place, agents.name(place))
            made_of = list(pile.verdicts), topic(homes[first.a.id], agents), self._reasons.of(first), ended
            if made_of != pile.made_of:
                pile.made_of = made_of
                yield matter, _disagreement(*made_of)
        self._stale = {}

    def _put_in(self, verdict: Verdict, matter: Matter) -> None:
        insort(self._piles[matter].verdicts, verdict, key=_in_turn)
        self._stale[matter] = None
        for series in matter[2] if verdict.relation == "conflict" else ():
            self._conflicts[series][matter] = None

    def _take_out(self, verdict: Verdict, matter: Matter) -> None:
        pile = self._piles[matter].verdicts
        pile.remove(verdict)
        self._stale[matter] = None
        for series in matter[2] if verdict.relation == "conflict" and not pile else ():
            del self._conflicts[series][matter]


def _in_turn(verdict: Verdict) -> tuple[int, int]:
    return max(verdict.a.rank, verdict.b.rank), min(verdict.a.rank, verdict.b.rank)


def _disagreement(same: Sequence[Verdict], about: str, reason: tuple[str, str], ended: bool) -> Disagreement:
    """One record; `ended` when every conflict that it gathers has been settled by a later report."""
    record = _record(same, about, reason, STATES[same[0].relation])
    if not ended:
        return record
    return replace(
        record, state="resolved", reason=f"{record.reason}其中一方后来已被取代。",
        reason_en=f"{record.reason_en} One side has since been superseded.",
    )  # fmt: skip


def worth_showing(verdict: Verdict) -> bool:
    """Whether two numbers do not agree. Undecided pairs are shown for people only; elsewhere they would bury the rest."""
    if verdict.relation not in STATES:
        return False
    return verdict.relation != "undetermined" or (verdict.a.figure.kind in PEOPLE and verdict.case != "one_article")


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
