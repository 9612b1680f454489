"""Two comparable points: the decision table R1-R9 and R14. Here what says the same (R1-R4); the rest is in `change`."""

from __future__ import annotations

from decimal import Decimal

from shilu.ledger.change import changed, rises
from shilu.ledger.points import Point, independent, sequence, share_root
from shilu.ledger.signature import MEASURED, STOCKS
from shilu.ledger.verdict import Verdict

CROWDS = frozenset({"attackers", "participants"})  # kinds in which the label itself says what was counted


def compare(first: Point, second: Point, stale: Point | None = None, *, corrects: bool = False) -> Verdict | None:
    """Relate two points of one series; `first` stands earlier in the recorded order.

    `stale` is the point that already took the place of the second one's value, if that value is an old one. `corrects`:
    the article of the second says that it corrects.
    """
    if first.figure.operator in ("unknown", "none") or second.figure.operator in ("unknown", "none"):
        return _unknown(first, second)
    if first.key == second.key:
        return _equal(first, second)
    if second.figure.prior or first.figure.prior:
        return _prior(first, second)
    order = sequence(first, second)
    old, new = (second, first) if order > 0 else (first, second)
    measured = first.figure.kind in MEASURED
    if stale is not None and _says_old(second) and not measured:
        return Verdict(second, stale, "superseded_by", "R6", "stale")
    if corrects and not measured and new is second and old.article != new.article and not rises(old, new):
        return Verdict(old, new, "revised_down", "R7", "corrected")
    return _nested(old, new, order) or changed(old, new, order)


def _says_old(point: Point) -> bool:
    """Whether a number that had been superseded before is only an old one: it names no day and calls itself no update."""
    return not point.figure.as_of_stated and not point.figure.correction and not point.update


def _unknown(first: Point, second: Point) -> Verdict | None:
    """A count under investigation is refined by a later number; two unknowns say nothing."""
    unknown = [p for p in (first, second) if p.figure.operator in ("unknown", "none")]
    if len(unknown) == 2 or unknown[0] is second or first.figure.operator == "none":
        return None
    return Verdict(first, second, "refined_by", "R4", "known_now")


def _equal(first: Point, second: Point) -> Verdict:
    """The same number twice: R1, R2, R3, or the number kept while what it counts changed (R12)."""
    same_root, labels = share_root(first, second), _labels_differ(first, second)
    if same_root and labels:
        return Verdict(first, second, "relabelled", "R3", "relabelled")
    if labels and first.figure.kind in CROWDS:
        return Verdict(first, second, "scope_drift", "R12", "other_label")
    if not same_root and first.figure.kind in CROWDS and bool(first.figure.population) != bool(second.figure.population):
        return Verdict(first, second, "scope_drift", "R12", "label_lost")
    return _same(first, second)


def _same(first: Point, second: Point) -> Verdict:
    """The same number of the same people: on whose word decides whether it says more than once."""
    if first.passage is not None and first.passage == second.passage and first.article != second.article:
        return Verdict(second, first, "repeats", "R1", "copied")
    if share_root(first, second):
        return Verdict(second, first, "repeats", "R1", "same_root")
    if not independent(first, second):
        return Verdict(second, first, "repeats", "R1", "one_chain")
    if second.own_voice and not first.own_voice:
        return Verdict(second, first, "repeats", "R1", "no_source")
    return Verdict(second, first, "corroborates", "R2", "corroborates")


def _labels_differ(first: Point, second: Point) -> bool:
    """Whether both name whom they count, in words that share no two characters in a row."""
    one, two = first.figure.population or "", second.figure.population or ""
    if first.figure.group == "all" and first.figure.kind not in CROWDS:
        return False
    return bool(one and two) and one != two and one not in two and two not in one


def _prior(first: Point, second: Point) -> Verdict | None:
    """A number that the text itself calls an older state."""
    prior, now = (first, second) if first.figure.prior else (second, first)
    if now.figure.prior or prior.article != now.article:
        return None
    if prior.figure.basis in STOCKS:
        return Verdict(prior, now, "superseded_by", "R9", "said_prior")
    fell = rises(now, prior)
    return Verdict(prior, now, "revised_down" if fell else "superseded_by", "R7" if fell else "R6", "said_prior")


def _nested(old: Point, new: Point, order: int) -> Verdict | None:
    """R4: one says the same as the other, only less exactly. A later, higher lower bound is news, not rounding."""
    if rounds(new, old):
        return Verdict(new, old, "refined_by", "R4", "vaguer")
    if rounds(old, new) and (order == 0 or not rises(old, new)):
        return Verdict(old, new, "refined_by", "R4", "finer")
    return None


def rounds(wide: Point, narrow: Point) -> bool:
    """Whether `wide` is `narrow` said less exactly: its bounds hold it, or it is that number called nearly so many (近1.9万),
    and an open bound is the number rounded down. Most are exact, and hold nothing."""
    if wide.bounds[0] == wide.nominal == wide.bounds[1] is not None:
        return False
    if wide.bounds[1] is not None:
        return _inside(narrow, wide) or _around(narrow, wide) or _nearly(narrow, wide)
    if not _inside(narrow, wide) or narrow.nominal is None or wide.nominal is None:
        return False
    step = Decimal(10) ** _zeros(wide.nominal)
    return narrow.nominal // step * step == wide.nominal


def _nearly(exact: Point, wide: Point) -> bool:
    """Whether one gives exactly the number that the other comes close to."""
    return exact.nominal is not None and exact.bounds == (exact.nominal,) * 2 and wide.nominal == exact.nominal != wide.bounds[0]


def _around(bound: Point, wide: Point) -> bool:
    """Whether an open bound (at least 50) starts within a closed range (about 50)."""
    low, high = wide.bounds
    value = bound.nominal
    if value is None or low is None or high is None or not any(one is None for one in bound.bounds):
        return False  # by identity: a Decimal takes long to find out that it does not equal None
    return low < high and low <= value <= high


def _zeros(value: Decimal) -> int:
    """How many zeros a whole number ends in: the place to which it was rounded."""
    digits = str(int(value))
    return len(digits) - len(digits.rstrip("0")) if value else 0


def _inside(narrow: Point, wide: Point) -> bool:
    """Whether the bounds of one lie strictly within those of the other (equal on one side at most)."""
    (low, high), (least, most) = narrow.bounds, wide.bounds
    above = least is None or (low is not None and low >= least)
    below = most is None or (high is not None and high <= most)
    return above and below and (low, high) != (least, most)
