"""Two comparable points: the decision table R1-R9 and R14 as functions, one question each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shilu.ledger.points import Point, independent, near, sequence, share_root
from shilu.ledger.signature import LOOSE

STOCKS = frozenset({"stock", "flow"})
PLAUSIBLE = 2  # beyond this factor two numbers hardly speak of one thing: shown side by side, never called a conflict
CROWDS = frozenset({"attackers", "participants"})  # kinds in which the label itself says what was counted


@dataclass(frozen=True, slots=True)
class Verdict:
    """`a relation b` by a rule; `case` names the sentence that gives the reason."""

    a: Point
    b: Point
    relation: str
    rule: str
    case: str

    @property
    def dead(self) -> Point | None:
        """The point that this verdict takes out of the live set, if any."""
        return self.a if self.relation in LEAVES else None


LEAVES = frozenset({"superseded_by", "revised_down", "refined_by"})


def compare(first: Point, second: Point, stale: Point | None = None) -> Verdict | None:
    """Relate two points of one series; `first` stands earlier in the recorded order.

    `stale` is the point that already took the place of the second one's value, if that value is an old one.
    """
    if first.figure.operator in ("unknown", "none") or second.figure.operator in ("unknown", "none"):
        return _unknown(first, second)
    if first.key == second.key:
        return _equal(first, second)
    if second.figure.prior or first.figure.prior:
        return _prior(first, second)
    order = sequence(first, second)
    old, new = (second, first) if order > 0 else (first, second)
    return _nested(old, new, order) or _apart(old, new, order, stale)


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
    if same_root:
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
    return Verdict(prior, now, "superseded_by", "R9" if prior.figure.basis in STOCKS else "R6", "said_prior")


def _nested(old: Point, new: Point, order: int) -> Verdict | None:
    """R4: one says the same as the other, only less exactly. A later, higher lower bound is news, not rounding."""
    if rounds(new, old):
        return Verdict(new, old, "refined_by", "R4", "vaguer")
    if rounds(old, new) and (order == 0 or not _rises(old, new)):
        return Verdict(old, new, "refined_by", "R4", "finer")
    return None


def rounds(wide: Point, narrow: Point) -> bool:
    """Whether `wide` is `narrow` said less exactly: its bounds hold it, and an open bound is the number rounded down."""
    if wide.bounds[1] is not None:
        return _inside(narrow, wide) or _around(narrow, wide)
    if not _inside(narrow, wide) or narrow.nominal is None or wide.nominal is None:
        return False
    step = Decimal(10) ** _zeros(wide.nominal)
    return narrow.nominal // step * step == wide.nominal


def _around(bound: Point, wide: Point) -> bool:
    """Whether an open bound (at least 50) starts within a closed range (about 50)."""
    low, high = wide.bounds
    value = bound.nominal
    if value is None or None not in bound.bounds or low is None or high is None:
        return False
    return low <= value <= high


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


def _apart(old: Point, new: Point, order: int, stale: Point | None) -> Verdict | None:
    """Two different numbers: newer, corrected, or against each other."""
    if old.nominal is None or new.nominal is None:
        return _vague(old, new, order)
    if old.figure.kind in LOOSE:
        return _loose(old, new)
    if old.figure.basis in STOCKS:
        return _stock(old, new, order)
    if old.figure.basis == "increment":
        return None
    if old.figure.basis == "incident":
        return _measured(old, new)
    return _higher(old, new, order) if _rises(old, new) else _lower(old, new, order, stale)


def _rises(old: Point, new: Point) -> bool:
    """Whether the number of the new point is the larger one."""
    return old.nominal is not None and new.nominal is not None and new.nominal > old.nominal


def _vague(old: Point, new: Point, order: int) -> Verdict | None:
    """A vague number never conflicts: it may be overtaken, else the two stand side by side."""
    (_, old_high), (low, _) = old.bounds, new.bounds
    if order and old_high is not None and low is not None and low > old_high and old.figure.basis == "cumulative":
        return Verdict(old, new, "superseded_by", "R6", _newer_case(old, new))
    return None


def _loose(old: Point, new: Point) -> Verdict | None:
    """Kinds that are compared by their words only: different numbers prove nothing."""
    return None if old.article == new.article else Verdict(old, new, "undetermined", "R14", "loose")


def _stock(old: Point, new: Point, order: int) -> Verdict | None:
    """R9: a state that moves. On one day its order is unknown."""
    if old.article == new.article and not order:
        return None
    if order or (not near(old, new) and old.figure.basis == "stock"):
        return Verdict(old, new, "superseded_by", "R9", _newer_case(old, new))
    return Verdict(old, new, "undetermined", "R14", "same_day_state")


def _measured(old: Point, new: Point) -> Verdict:
    """A measured value of the event (a magnitude) does not grow: two values are a correction or a conflict."""
    if new.figure.correction or (share_root(old, new) and old.article != new.article):
        return Verdict(old, new, "superseded_by", "R6", "remeasured")
    if share_root(old, new) or not comparable_numbers(old, new):
        return Verdict(old, new, "undetermined", "R14", "unclear")
    return Verdict(old, new, "conflict", "R5", "measured")


def _higher(old: Point, new: Point, order: int) -> Verdict | None:
    """A cumulative number that rose: R6, or R5 when two sources gave both at once."""
    if old.article == new.article and not order:
        return Verdict(old, new, "undetermined", "R14", _within_case(old, new))
    if order or not _simultaneous(old, new) or new.update or not _contest(old, new):
        return Verdict(old, new, "superseded_by", "R6", _newer_case(old, new))
    return Verdict(old, new, "conflict", "R5", "at_once")


def _simultaneous(old: Point, new: Point) -> bool:
    """Whether neither can be the later count: one stated hour, or articles within three hours of each other."""
    return bool(old.instant and new.instant and old.instant == new.instant) or near(old, new)


def _lower(old: Point, new: Point, order: int, stale: Point | None) -> Verdict | None:
    """A cumulative number that fell: an old number repeated, a correction (R7), or a conflict (R8, R5)."""
    if old.article == new.article and not order:
        return Verdict(new, old, "undetermined", "R14", _within_case(old, new))
    if new.figure.correction:
        return Verdict(old, new, "revised_down", "R7", "corrected")
    if stale is not None and not new.figure.as_of_stated:
        return Verdict(new, stale, "superseded_by", "R6", "stale")
    later = bool(order) or not _simultaneous(old, new)
    if share_root(old, new) or (_outranks(new, old) and later):
        case = "same_root_lower" if share_root(old, new) else "official_lower"
        return Verdict(old, new, "revised_down", "R7", case)
    if not _contest(old, new):
        return Verdict(old, new, "undetermined", "R14", "unclear")
    return Verdict(old, new, "conflict", "R8" if later else "R5", "fell" if later else "at_once")


def _outranks(new: Point, old: Point) -> bool:
    """Whether an authority answers for the new number and none for the old one."""
    return new.tier <= 2 < old.tier


def _contest(old: Point, new: Point) -> bool:
    """Whether two numbers may be called a conflict at all: plainly asserted in the body, independent, of one order of size."""
    if not (_asserted(old) and _asserted(new)) or not independent(old, new):
        return False
    return comparable_numbers(old, new)


def _asserted(point: Point) -> bool:
    """Whether the body of an article gives the number as a fact."""
    return point.figure.realis == "actual" and not point.figure.headline


def comparable_numbers(old: Point, new: Point) -> bool:
    """Whether one number is at most twice the other."""
    if not old.nominal or not new.nominal:
        return False
    small, large = sorted((old.nominal, new.nominal))
    return small > 0 and large <= PLAUSIBLE * small


def _newer_case(old: Point, new: Point) -> str:
    return "newer_same_root" if share_root(old, new) else "newer_other_root"


def _within_case(old: Point, new: Point) -> str:
    return "headline" if old.figure.headline or new.figure.headline else "one_article"
