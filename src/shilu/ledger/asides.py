"""Which numbers of an article stand for its series, and which are said in passing: older states, corrections, single persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from shilu.ledger.points import Point
from shilu.ledger.signature import MEASURED, PEOPLE

SINGLE = 2  # 一名遇难者, 两名伤者: persons of whom something is told, no count of the event
CROWD = 10


def main_points(points: Iterable[Point]) -> dict[str, Point]:
    """Article -> the number that it gives as the state of things: in the body, asserted, with its day, newest, largest."""
    by_article: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        if not point.figure.prior:
            by_article[point.article].append(point)
    return {article: max(own, key=weight) for article, own in by_article.items()}


def weight(point: Point) -> tuple[object, ...]:
    """Of the numbers of one article that with the largest weight is given as the state of things."""
    figure = point.figure
    return (
        not figure.headline, figure.realis == "actual", figure.as_of_stated, not figure.correction, point.day or date.min,
        point.nominal is not None, point.nominal or 0, -point.rank,
    )  # fmt: skip


def is_aside(point: Point, main: Point) -> bool:
    """Whether a number is said in passing beside the main number of its article."""
    if point.id == main.id:
        return False
    if point.key == main.key:
        return point.own_voice and not main.own_voice
    figure = point.figure
    if figure.prior or figure.headline != main.figure.headline:
        return True
    if figure.kind in MEASURED:
        return False
    if figure.correction or (main.figure.as_of_stated and not figure.as_of_stated):
        return True
    return bool(point.day and main.day and point.day < main.day)


def is_single(point: Point, live: Iterable[Point]) -> bool:
    """Whether a number of one or two persons, without a day of its own, is no count beside what stands."""
    figure = point.figure
    if figure.kind not in PEOPLE or figure.as_of_stated or point.nominal is None or point.nominal > SINGLE:
        return False
    return any((old.nominal or 0) >= CROWD for old in live)
