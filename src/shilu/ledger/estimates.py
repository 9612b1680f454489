"""low, best and high over time: the range of what had been reported, and the value that a named policy takes from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from shilu.ledger.fold import Standing
from shilu.ledger.points import Point
from shilu.model.ledger import Estimate, Series

HEDGED = {"actual": 0}  # before estimated and alleged ones
LONG_AGO, TEN = date.min, Decimal(10)
UNKNOWN = frozenset({"unknown", "none"})
NOBODY = frozenset[Decimal]()


Preference = Callable[[Point], tuple[int | Decimal, ...]]  # of two points the one with the larger value is best


class Step(Struct, frozen=True):
    """The estimate once the point of this rank, of this article, is known."""

    rank: int
    estimate: Estimate
    article: str


def _latest_official(point: Point) -> tuple[int, ...]:
    """Highest tier, then newest as-of, then newest report."""
    return (-point.tier, (point.day or LONG_AGO).toordinal(), point.rank)


def _ucdp(point: Point) -> tuple[int | Decimal, ...]:
    """As the codebook of UCDP's events has it: the most reliable source; between equals the lower number."""
    return (-point.tier, -(point.nominal or Decimal(0)), point.rank)


def _acled(point: Point) -> tuple[int | Decimal, ...]:
    """As ACLED codes fatalities: the most conservative number."""
    return (-(_read(point, "acled") or Decimal(0)), -point.tier, point.rank)


def _preferred(point: Point) -> tuple[int | Decimal, ...]:
    """What an editor has ranked first; while nothing is, the latest official number."""
    return (point.figure.preferred, *_latest_official(point))


POLICIES: Mapping[str, Preference] = {
    "latest-official": _latest_official,
    "ucdp": _ucdp,
    "acled": _acled,
    "preferred": _preferred,
}


class Steps:
    """The estimates of one series: one step for each point that changes the numbers or the sources behind them."""

    def __init__(self, policy: str) -> None:
        """Begin with none. Raises `KeyError` for a policy that is not in `POLICIES`."""
        self.policy, self.prefer = policy, POLICIES[policy]
        self.found: list[Step] = []

    def see(self, standing: Standing) -> None:
        """Take in what stands once a point is known; nothing of it is kept but the estimate."""
        estimate = _estimate(standing, self.policy, self.prefer)
        if estimate and (not self.found or _shown(self.found[-1].estimate) != _shown(estimate)):
            self.found.append(Step(standing.point.rank, estimate, standing.point.article))


def lone_step(point: Point, policy: str) -> list[Step]:
    """The only step of a series with one number that stands; none while the number is unknown."""
    if point.figure.operator in UNKNOWN:
        return []
    (low, high), number = point.bounds, _read(point, policy)
    low = number if point.nominal is None and None not in (number, low) else low
    alone = point.published, low, number, high, policy, (point.id,), point.id, point.roots, (point.outlet,), False
    return [Step(point.rank, Estimate(*alone), point.article)]


def _shown(estimate: Estimate) -> tuple[object, ...]:
    return (estimate.low, estimate.best, estimate.high, estimate.roots, estimate.outlets, estimate.computed)


def _estimate(standing: Standing, policy: str, prefer: Preference) -> Estimate | None:
    """The range over the live points of one moment; `None` while nothing is known."""
    live = [p for p in standing.live if p.figure.operator not in UNKNOWN]
    if not live:
        return None
    if len(live) == 1:
        best, (low, high) = live[0], live[0].bounds
    else:
        best = _best(live, policy, prefer)
        low, high = _least([p.bounds[0] for p in live]), _most([p.bounds[1] for p in live])
    number = _read(best, policy)
    return Estimate(
        at=standing.point.published,
        low=number if best.nominal is None and None not in (number, low) else low,
        best=number,
        high=high,
        policy=policy,
        live=tuple(p.id for p in sorted(standing.live, key=lambda p: p.rank)),
        best_figure=best.id,
        roots=tuple(standing.roots),
        outlets=standing.outlets,
        computed=False,
    )


def _best(live: Sequence[Point], policy: str, prefer: Preference) -> Point:
    """The number that a policy takes; of those who give it a body rather than a person, who has it from a body.

    What a person ranked counts first, where the policy asks for it; then asserted numbers before estimated ones.
    """
    ranked = policy == "preferred"
    chosen = max(
        live,
        key=lambda p: (
            _read(p, policy) is not None, ranked and p.figure.preferred, -HEDGED.get(p.figure.realis, 1), *prefer(p),
        ),
    )  # fmt: skip
    same = [p for p in live if p.key == chosen.key]
    if len(same) == 1 or (ranked and chosen.figure.preferred):
        return chosen
    return max(same, key=lambda p: (-p.tier, not p.person, p is chosen))


def _read(point: Point, policy: str) -> Decimal | None:
    """The number of a point. ACLED reads a vague one as its power of ten (数十: 10, 数百: 100), the others leave it open."""
    low = point.bounds[0]
    if point.nominal is None and policy == "acled" and point.figure.operator == "vague" and low is not None and low >= TEN:
        return TEN ** (len(str(int(low))) - 1)
    return point.nominal


def _least(bounds: Sequence[Decimal | None]) -> Decimal | None:
    """The lowest bound, `None` if one is open."""
    known = [b for b in bounds if b is not None]
    return min(known) if len(known) == len(bounds) else None


def _most(bounds: Sequence[Decimal | None]) -> Decimal | None:
    """The highest bound, `None` if one is open."""
    known = [b for b in bounds if b is not None]
    return max(known) if len(known) == len(bounds) else None


Partition = Sequence[Sequence[Step]]  # disjoint parts of one whole, each with its own steps


def raise_to_parts(own: Sequence[Step], partitions: Sequence[Partition]) -> list[Step]:
    """Lift the low of a whole to the sum of its disjoint parts, whichever way of parting gives the larger sum.

    `partitions` are the parts by group and those by place. Places do not add up where one of them is told with the whole's own
    number: then it is the whole, by a narrower name, and the others tell of the same people. Two places with one number that
    no article sets side by side may be two names of one. (A whole with the number of one group has lost its restriction: R12.)
    """
    if not any(partitions):
        return list(own)
    changes = [(step.rank, 1, step, Floors()) for step in own]
    changes += [(step.rank, 0, step, sums) for step, sums in _floors(partitions)]
    found: list[Step] = []
    current, parted = None, Floors()
    for rank, is_own, step, sums in sorted(changes, key=lambda change: change[:2]):
        current, parted = (step.estimate, parted) if is_own else (current, sums)
        if current is None:
            continue
        lifted = _lift(replace(current, at=step.estimate.at), parted.above(current.best))
        if not found or _shown(found[-1].estimate) != _shown(lifted):
            found.append(Step(rank, lifted, step.article))
    return found


class Floors(Struct, frozen=True):
    """What parts add up to at one moment: for each way of parting the sum of the lows, and the lows."""

    parted: tuple[tuple[Decimal, frozenset[Decimal]], ...] = ()

    def above(self, number: Decimal | None) -> Decimal:
        """The largest sum of those without a part that is the whole's own number."""
        return max((total for total, lows in self.parted if number not in lows), default=Decimal(0))


def _floors(partitions: Sequence[Partition]) -> Iterator[tuple[Step, Floors]]:
    """The sums of lows, at each step of a part."""
    events = sorted(
        ((step.rank, p, i, step) for p, parts in enumerate(partitions) for i, part in enumerate(parts) for step in part),
        key=lambda event: event[:3],
    )
    lows: list[dict[int, Decimal]] = [{} for _ in partitions]
    articles: dict[tuple[int, int], set[str]] = defaultdict(set)
    for _, p, i, step in events:
        estimate = step.estimate
        lows[p][i] = (estimate.low if estimate.best is not None else None) or Decimal(0)  # 数十 is a reading of ours, no count
        articles[p, i].add(step.article)
        groups = sum(lows[0].values(), Decimal(0)), NOBODY
        places = [(_added(own, k, articles), frozenset(own.values())) for k, own in enumerate(lows) if k]
        yield step, Floors((groups, *places))


def _added(lows: Mapping[int, Decimal], partition: int, articles: Mapping[tuple[int, int], set[str]]) -> Decimal:
    """The sum of the lows of places; of those with one number only as many as one article sets side by side."""
    alike: dict[Decimal, list[set[str]]] = defaultdict(list)
    for part, low in lows.items():
        alike[low].append(articles[partition, part])
    return sum((low * _side_by_side(told) for low, told in alike.items()), Decimal(0))


def _side_by_side(told: Sequence[set[str]]) -> int:
    """The most of some places that one article tells of."""
    return 1 if len(told) == 1 else max(Counter(article for some in told for article in some).values(), default=0)


def _lift(estimate: Estimate, floor: Decimal) -> Estimate:
    """One estimate with its low raised to the floor; best and a closed high follow, and the answer is marked computed."""
    if floor <= 0 or (estimate.low is not None and floor <= estimate.low):
        return estimate
    best = floor if estimate.best is None or estimate.best < floor else estimate.best
    high = max(estimate.high, floor) if estimate.high is not None else None
    return replace(estimate, low=floor, best=best, high=high, computed=True)


def estimate_at(series: Series, at: datetime) -> Estimate | None:
    """What was known of a series at an instant: the last estimate whose point had been published; `None` before the first.

    `at` must carry its offset. Estimates of undated articles are left out: nobody knows when they became known.
    """
    known = [e for e in series.estimates if e.at is not None and e.at.astimezone(UTC) <= at.astimezone(UTC)]
    return known[-1] if known else None
