"""From points to the ledger: group, fold, relate across series, estimate, write down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter

from msgspec import Struct

from shilu.ledger.agents import Agents
from shilu.ledger.cross import crowds, drifts, outcomes, parts
from shilu.ledger.disagreements import disagreements
from shilu.ledger.estimates import Step, lone_step
from shilu.ledger.fold import Fold
from shilu.ledger.folding import folded, is_alone
from shilu.ledger.grouping import Grouping
from shilu.ledger.lattice import propagate
from shilu.ledger.memory import Memory
from shilu.ledger.points import Point
from shilu.ledger.reasons import Reasons
from shilu.ledger.signature import FORECASTS, STOCKS, Signature
from shilu.ledger.verdict import Verdict
from shilu.model.entities import Entities
from shilu.model.ids import make_id
from shilu.model.ledger import Disagreement, Relation, Series


class Judged(Struct, frozen=True):
    """All series of a story with everything found about their points. `home` is the series of each point, by its id."""

    grouped: Mapping[Signature, Sequence[Point]]
    home: Mapping[str, Signature]
    folds: Mapping[Signature, Fold]  # of those series that are more than one number
    verdicts: Mapping[Signature, Sequence[Verdict]]
    estimates: Mapping[Signature, Sequence[Step]]


def judge_points(told: Sequence[Sequence[Point]], entities: Entities, policy: str, memory: Memory | None = None) -> Judged:
    """Fold every series by itself, then look across them. `told` are the points of each article in the recorded order."""
    memory = memory or Memory()
    grouping = memory.state("grouping", Grouping)
    grouping.follow(told, entities)
    grouped = dict(grouping.groups)
    folds: dict[Signature, Fold] = {}
    own_steps: dict[Signature, Sequence[Step]] = {}
    for signature, own in grouped.items():
        if is_alone(own):
            own_steps[signature] = lone_step(own[0], policy)
        else:
            done = memory.grown("fold", (signature, policy), own, partial(folded, own, policy))
            folds[signature], own_steps[signature] = done.state, done.steps.found
    home = {p.id: signature for signature, own in grouped.items() for p in own}
    verdicts: dict[Signature, list[Verdict]] = defaultdict(list)
    forecast = chain.from_iterable(memory.get("outcomes", one, grouped[one], partial(_outcomes, grouped[one])) for one in folds)
    across = chain(parts(grouped, entities, memory), drifts(grouped), crowds(grouped, entities), forecast)
    for verdict in chain(*(state.verdicts for state in folds.values()), across):
        verdicts[home[verdict.a.id]].append(verdict)
    lone = {signature for signature, own in grouped.items() if own[0].figure.basis in STOCKS or _foreseen(own)}
    return Judged(grouped, home, folds, verdicts, propagate(own_steps, entities, lone))


def _outcomes(points: Sequence[Point]) -> list[Verdict]:
    """What became of the forecasts of one series."""
    return list(outcomes(points))


def _foreseen(points: Sequence[Point]) -> bool:
    """Whether a series holds forecasts and plans alone."""
    return points[0].figure.realis in FORECASTS and all(p.figure.realis in FORECASTS for p in points)


def series_of(judged: Judged, agents: Agents, memory: Memory | None = None) -> list[Series]:
    """The series as records, in order of their ids."""
    memory = memory or Memory()
    reasons = Reasons(agents, memory)
    roots = {root for points in judged.grouped.values() for point in points for root in point.roots}
    names = {root: agents.name(root) for root in roots}
    made = []
    for signature, points in judged.grouped.items():
        made_of = points, judged.verdicts.get(signature), judged.estimates[signature], names
        made.append(memory.get("series", signature, made_of, partial(_series, signature, judged, reasons)))
    return sorted(made, key=attrgetter("id"))


def _series(signature: Signature, judged: Judged, reasons: Reasons) -> Series:
    points = judged.grouped[signature]
    first, verdicts = points[0].figure, judged.verdicts.get(signature)
    return Series(
        id=make_id("ser", signature.kind, signature.group, signature.words, signature.incident, signature.unit, first.id),
        kind=signature.kind,
        group=first.group,
        place=signature.place or None,
        basis=first.basis,
        realis=first.realis if _foreseen(points) else "actual",
        unit=first.unit or next((p.figure.unit for p in points if p.figure.unit), None),
        incident=first.incident,
        points=tuple([p.id for p in points]),
        relations=tuple(_relations(verdicts, reasons)) if verdicts else (),
        estimates=tuple([step.estimate for step in judged.estimates[signature]]),
    )


def _relations(verdicts: Iterable[Verdict], reasons: Reasons) -> Iterable[Relation]:
    """Each pair once by each relation, in the order of the later point."""
    unique = {(v.a.id, v.b.id, v.relation): v for v in verdicts}
    ordered = sorted(unique.values(), key=lambda v: (max(v.a.rank, v.b.rank), min(v.a.rank, v.b.rank), v.relation))
    return map(reasons.relation, ordered)


def disagreements_of(judged: Judged, agents: Agents, memory: Memory | None = None) -> list[Disagreement]:
    """All disagreements as records, each once, in order of their ids."""
    live = {p.id for state in judged.folds.values() for p in state.standing()}
    live |= {own[0].id for signature, own in judged.grouped.items() if signature not in judged.folds}
    every = [v for signature in judged.grouped for v in judged.verdicts.get(signature, ())]

    def settled(verdict: Verdict) -> bool:
        return not {verdict.a.id, verdict.b.id} <= live

    made = {record.id: record for record in disagreements(every, judged.home, agents, settled, memory)}
    return [made[key] for key in sorted(made)]
