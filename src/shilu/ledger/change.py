"""Two different numbers of one series: newer (R6, R9), corrected (R7), against each other (R5, R8), or undecided (R14)."""

from __future__ import annotations

from decimal import Decimal

from shilu.ledger.points import Point, independent, near, share_root
from shilu.ledger.signature import LOOSE, STOCKS
from shilu.ledger.verdict import Verdict

PLAUSIBLE = 2  # beyond this factor two numbers hardly speak of one thing: shown side by side, never called a conflict
SAME_SHOCK = Decimal("0.7")  # institutes differ by less; more is another quake
SOFT = frozenset({"estimated", "alleged"})


def changed(old: Point, new: Point, order: int) -> Verdict | None:
    """Two different numbers: newer, corrected, or against each other."""
    if _counted(old, new):
        return _outcome_of_estimate(old, new)
    if old.nominal is None or new.nominal is None:
        return _vague(old, new, order)
    if old.figure.kind in LOOSE:
        return _loose(old, new)
    return _by_basis(old, new, order)


def _by_basis(old: Point, new: Point, order: int) -> Verdict | None:
    """How a number may change depends on what it counts: a state, a share, a measured value, or all so far."""
    if old.figure.kind == "magnitude" or old.figure.basis == "incident":
        return _measured(old, new)
    if old.figure.basis in STOCKS:
        return _stock(old, new, order)
    if old.figure.basis == "increment":
        return None
    return _higher(old, new, order) if rises(old, new) else _lower(old, new, order)


def _counted(old: Point, new: Point) -> bool:
    """Whether a later article counts what an earlier one had estimated or alleged."""
    later = new.rank > old.rank and old.article != new.article
    return later and old.figure.realis in SOFT and new.figure.realis == "actual" and new.nominal is not None


def _outcome_of_estimate(old: Point, new: Point) -> Verdict:
    """A count takes the place of an estimate, whichever is the larger."""
    least = old.nominal if old.nominal is not None else old.bounds[0]
    if least is not None and new.nominal is not None and new.nominal < least:
        if old.nominal is not None and not comparable_numbers(old, new):
            return Verdict(old, new, "undetermined", "R14", "other_size")
        return Verdict(old, new, "revised_down", "R7", "counted")
    return Verdict(old, new, "superseded_by", "R9" if old.figure.basis in STOCKS else "R6", "counted")


def rises(old: Point, new: Point) -> bool:
    """Whether the number of the new point is the larger one."""
    return old.nominal is not None and new.nominal is not None and new.nominal > old.nominal


def _vague(old: Point, new: Point, order: int) -> Verdict | None:
    """A vague number never conflicts: it may be overtaken, else the two stand side by side."""
    (_, old_high), (low, _) = old.bounds, new.bounds
    if order and old_high is not None and low is not None and low > old_high and old.figure.basis == "cumulative":
        return Verdict(old, new, "superseded_by", "R6", _newer_case(old, new))
    return None


def _loose(old: Point, new: Point) -> Verdict | None:
    """Kinds that are compared by their words only: a count may grow, else different numbers prove nothing."""
    if old.article == new.article:
        return None
    grows = old.figure.kind == "other" and old.figure.basis == "cumulative" and rises(old, new) and old.rank < new.rank
    if grows and not near(old, new) and comparable_numbers(old, new):
        return Verdict(old, new, "superseded_by", "R6", _newer_case(old, new))
    return Verdict(old, new, "undetermined", "R14", "loose")


def _stock(old: Point, new: Point, order: int) -> Verdict | None:
    """R9: a state that moves. On one day its order is unknown."""
    if old.article == new.article and not order:
        return None
    if order or (not near(old, new) and old.figure.basis == "stock"):
        return Verdict(old, new, "superseded_by", "R9", _newer_case(old, new))
    return Verdict(old, new, "undetermined", "R14", "same_day_state")


def _measured(old: Point, new: Point) -> Verdict:
    """A measured value of the event (a magnitude) does not grow: two values are a correction or a conflict."""
    if old.nominal is None or new.nominal is None or abs(old.nominal - new.nominal) > SAME_SHOCK:
        return Verdict(old, new, "undetermined", "R14", "other_size")
    if share_root(old, new):
        if old.article == new.article and not new.figure.correction:
            return Verdict(old, new, "undetermined", "R14", "one_article")
        return Verdict(old, new, "superseded_by", "R6", "remeasured")
    if not independent(old, new) or old.figure.operator != "=" or new.figure.operator != "=":
        return Verdict(old, new, "undetermined", "R14", "unclear")
    return Verdict(old, new, "conflict", "R5", "measured")


def _higher(old: Point, new: Point, order: int) -> Verdict | None:
    """A cumulative number that rose: R6, or R5 when two sources gave both at once."""
    if old.article == new.article and not order:
        return _one_article(old, new)
    if new.figure.realis in SOFT and old.figure.realis == "actual" and not share_root(old, new):
        return Verdict(old, new, "undetermined", "R14", "only_estimated")
    if order or not _simultaneous(old, new) or new.update or not _contest(old, new):
        return Verdict(old, new, "superseded_by", "R6", _newer_case(old, new))
    return Verdict(old, new, "conflict", "R5", "at_once")


def _one_article(old: Point, new: Point) -> Verdict:
    """Two numbers of one article: a conflict only when it gives both sources the same stated hour."""
    if old.instant and new.instant and _contest(old, new):
        return Verdict(old, new, "conflict", "R5", "at_once")
    return Verdict(old, new, "undetermined", "R14", _within_case(old, new))


def _simultaneous(old: Point, new: Point) -> bool:
    """Whether neither can be the later count: one stated hour, or articles within three hours of each other."""
    return bool(old.instant and new.instant and old.instant == new.instant) or near(old, new)


def _lower(old: Point, new: Point, order: int) -> Verdict | None:
    """A cumulative number that fell: an old number repeated, a correction (R7), or a conflict (R8, R5)."""
    if old.article == new.article and not order:
        return _one_article(old, new)
    if new.figure.correction:
        return Verdict(old, new, "revised_down", "R7", "corrected")
    later = bool(order) or not _simultaneous(old, new)
    if share_root(old, new) or (_outranks(new, old) and later):
        case = "same_root_lower" if share_root(old, new) else "sum_lower" if new.summed else "official_lower"
        return Verdict(old, new, "revised_down", "R7", case)
    if not _contest(old, new):
        size = "unclear" if comparable_numbers(old, new) or new.figure.as_of_stated else "other_size"
        return Verdict(old, new, "undetermined", "R14", size)
    return Verdict(old, new, "conflict", "R8" if later else "R5", "fell" if later else "at_once")


def _outranks(new: Point, old: Point) -> bool:
    """Whether an authority answers for the new number and none for the old one."""
    return new.tier <= 2 < old.tier


def _contest(old: Point, new: Point) -> bool:
    """Whether two numbers may be called a conflict at all: plainly asserted in the body, independent, of one place and size."""
    if not (_asserted(old) and _asserted(new)) or not independent(old, new):
        return False
    places = {p.figure.place for p in (old, new) if not (p.wide or p.lifted)} - {None}
    return len(places) < 2 and comparable_numbers(old, new)


def _asserted(point: Point) -> bool:
    """Whether an article gives the number as a fact, in its body, or in a headline to which its body adds up."""
    return point.figure.realis == "actual" and (point.summed or not point.figure.headline)


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
