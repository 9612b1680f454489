"""One figure as the ledger sees it: when it held, when it was printed, and on whose word."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from msgspec import Struct

from shilu.model.article import Article, Span
from shilu.model.statements import Figure

AT_ONCE = timedelta(hours=3)  # data-model R5: reports this close together count as simultaneous
MONEY = frozenset({"damage_value", "price", "aid_value"})
FAR = datetime.max.replace(tzinfo=UTC)


Bounds = tuple[Decimal | None, Decimal | None]
Key = tuple[Decimal | None, Decimal | None, Decimal | None]


class Point(Struct, frozen=True):
    """A figure with its place in time and its sources.

    `id` is the figure's, `nominal` the number as stated (`None` for vague and unknown ones), `bounds` are inclusive, `None`
    where open; those of an exact number are the number. Two points with one `key` give the same number.
    `rank` is its place in the recorded order (published, article id, offset). `day` is the day it holds on: stated, else
    the day of publication in the outlet's clock (`None` when undated); `instant` only when the text gives the hour.
    `wide`: the words before it count over several places (两省共…); `event`: they speak of the event itself (这起事故…);
    `narrow`: they speak of one place alone (仅在该州…); `elsewhere`: they leave a place out (其他州…), `nearby`: inside the
    place around it (州内其他地区…); `manner`: how those counted fared; `site`: of those in one kind of building;
    `withdrawn`: the words behind take the number back (…的说法不属实).
    `shared`: its sentence sets it beside another count of the same kind, as parts of something.
    `lifted`: it speaks of a wider place than was read beside it; `summed`: other numbers of its article add up to it.
    `sentence`: where the sentence before ends; `lead`: the words that lead up to an amount of money or a part, simplified;
    `counted` and `matter`: the population and the incident in plain words.
    `roots` are the entity ids of the last link, one for each parallel source, names of one voice merged; those of copied
    words are those of the copy that names its source. `chain` holds every agent of the chain. `own_voice`: nobody but the
    outlet stands behind it; `person`: no body, only persons. `tier` is the best tier among the roots as written.
    `passage` is the first of the copied passages of which the figure stands in one, `None` when its words are its own.
    """

    figure: Figure
    id: str
    article: str
    nominal: Decimal | None
    bounds: Bounds
    key: Key
    rank: int
    published: datetime | None
    day: date | None
    instant: datetime | None
    outlet: str
    roots: tuple[str, ...]
    chain: frozenset[str]
    own_voice: bool
    tier: int
    update: bool
    wide: bool
    event: bool
    narrow: bool
    elsewhere: bool
    nearby: bool
    lead: str
    counted: str
    matter: str
    site: str
    sentence: int
    withdrawn: bool
    manner: str
    person: bool = False
    shared: bool = False
    lifted: bool = False
    summed: bool = False
    passage: Span | None = None


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Each article once, in the recorded order: (published, article id), undated ones last."""
    return sorted({article.id: article for article in articles}.values(), key=recorded)


def recorded(article: Article) -> tuple[datetime, str]:
    """The place of an article in the recorded order."""
    return (article.published.astimezone(UTC) if article.published else FAR, article.id)


def sequence(a: Point, b: Point) -> int:
    """-1 when `a` holds on an earlier time than `b`, 1 when later, 0 when the texts do not tell.

    Two stated hours are compared as instants, else days; two days that nobody stated only count when the articles are
    more than three hours apart.
    """
    if a.instant and b.instant:
        return (a.instant > b.instant) - (a.instant < b.instant)
    if a.day is None or b.day is None or a.day == b.day or _at_once(a, b):
        return 0
    return 1 if a.day > b.day else -1


def _at_once(a: Point, b: Point) -> bool:
    return not (a.figure.as_of_stated or b.figure.as_of_stated) and near(a, b)


def near(a: Point, b: Point) -> bool:
    """Whether two articles came out within three hours of each other."""
    return bool(a.published and b.published and abs(a.published - b.published) <= AT_ONCE)


def share_root(a: Point, b: Point) -> bool:
    """Whether one source stands behind both."""
    return not set(a.roots).isdisjoint(b.roots)


def independent(a: Point, b: Point) -> bool:
    """Whether two points count as two: other roots, and neither chain runs through the other's outlet."""
    if share_root(a, b):
        return False
    return a.outlet == b.outlet or (a.outlet not in b.chain and b.outlet not in a.chain)
