"""A search in an archive: articles, or what is stated in them, narrowed by what they tell of; with every place of the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from shilu.engine.moments import by_then, day_or_days
from shilu.lang.script import simplify
from shilu.model.article import Article, Raw
from shilu.model.errors import Failure, Skipped
from shilu.store import Archive, Hit, Stored
from shilu.store.accounts import Accounts
from shilu.store.archive import searched_as
from shilu.store.base import Base, Narrow
from shilu.store.narrowing import labelled, of_outlet, published_by, recorded_by, reported
from shilu.store.words import holds

if TYPE_CHECKING:
    from shilu.engine.several import Told

AMONG = 500  # articles in which statements are looked for at first; four times as many whenever those do not have enough

Range = tuple[int, int]
_row = msgspec.json.Decoder(dict[str, object])
_MADE = ("statements.jsonl", "figures.jsonl")


class Filters(Struct, frozen=True):
    """What a search is narrowed by. `day` and `reported` are a day or two with `..` between; the others are names.

    `published_by`: what was out by a day's end or an instant; `recorded_by`: what the archive had by an instant in UTC.
    """

    outlet: str | None = None
    reported: str | None = None
    day: str | None = None
    place: str | None = None
    person: str | None = None
    organisation: str | None = None
    kind: str | None = None
    story: str | None = None
    published_by: date | None = None
    recorded_by: str | None = None

    @property
    def told(self) -> bool:
        """Whether something is asked for that only an archive that was brought up to date knows."""
        return any((self.day, self.place, self.person, self.organisation, self.kind, self.story))

    def then(self, base: Base) -> Narrow:
        """The conditions of time alone."""
        found = published_by(base, self.published_by) if self.published_by else Narrow()
        return found.and_also(recorded_by(self.recorded_by)) if self.recorded_by else found

    def narrow(self, base: Base) -> Narrow:
        """As the store takes it. Raises `WrongChoiceError` for what is no day."""
        found = of_outlet(self.outlet) if self.outlet else Narrow()
        if self.reported:
            found = found.and_also(reported(*day_or_days(self.reported)))
        return found.and_also(labelled(self._labels())).and_also(self.then(base))

    def _labels(self) -> list[tuple[str, str, str]]:
        names = {"place": self.place, "person": self.person, "organisation": self.organisation}
        labels = [(field, value, value) for field, name in names.items() if name for value in [_plain(name)]]
        labels += [(field, value, value) for field, value in (("kind", self.kind), ("story", self.story)) if value]
        return labels + ([("day", *day_or_days(self.day))] if self.day else [])

    def fits(self, hit: Hit) -> bool:
        """Whether an article that the index has not (any more) is left by what is asked of its outlet and its publication."""
        published = datetime.fromisoformat(hit.published) if hit.published else None
        first, last = day_or_days(self.reported) if self.reported else ("", "")
        return (
            self.outlet in (None, hit.outlet)
            and (not self.reported or first <= (hit.published or "")[:10] <= last)
            and (self.published_by is None or by_then(published, self.published_by))
        )


class Found(Struct, frozen=True):
    """An article with every place of the words in its text, as half-open code points."""

    hit: Hit
    spans: tuple[Range, ...]


class Stated(Struct, frozen=True):
    """A record whose passage has the words, with its article and the place of the passage."""

    hit: Hit
    record: Mapping[str, object]
    span: Range


def articles(archive: Archive, question: str, most: int, filters: Filters, *, ranked: bool) -> list[Found]:
    """Articles with every term of a question, in either script.

    As of a record, what was edited since is found as it was; what articles tell of is kept of the newest ones only.
    """
    hits = archive.search(question, most, filters.narrow(archive.base), ranked=ranked)
    if filters.recorded_by and not filters.told:
        before = [
            hit
            for hit in _former(archive, filters.recorded_by)
            if filters.fits(hit) and holds(simplify(hit.text), simplify(question))
        ]
        before.sort(key=_newest_first)
        hits = [*hits, *before][:most] if ranked else sorted([*hits, *before], key=_newest_first)[:most]
    return [Found(hit, tuple(places(hit.text, question))) for hit in hits]


def _former(archive: Archive, until: str) -> Iterator[Hit]:
    """Articles that were edited, or are no articles any more, as they stood then."""
    for stored in archive.former(until):
        found = _read(stored)
        if isinstance(found, Article):
            yield searched_as(stored.path, stored.sha256, found)


def _newest_first(hit: Hit) -> tuple[int, str]:
    return -hit.second, hit.path


def statements(archive: Archive, question: str, most: int, filters: Filters, *, ranked: bool) -> list[Stated]:
    """Sayings and figures whose own passage has every term of a question, in the order of their articles."""
    found: list[Stated] = []
    wanted = [term.removesuffix("*").casefold() for term in simplify(question).split()]
    for hit, row in _rows(archive, _among(archive, question, filters, ranked=ranked), filters):
        start, end = _span(row)
        passage = _plain(hit.text[start:end])
        if all(term in passage for term in wanted):
            found.append(Stated(hit, row, (start, end)))
            if len(found) == most:
                break
    return found


def _among(archive: Archive, question: str, filters: Filters, *, ranked: bool) -> Iterator[Hit]:
    """All articles that have the words, in order; so many at a time as somebody takes."""
    seen, among = set[str](), AMONG
    while True:
        hits = archive.search(question, among, filters.narrow(archive.base), ranked=ranked)
        yield from (hit for hit in hits if hit.path not in seen)
        if len(hits) < among:
            return
        seen.update(hit.path for hit in hits)
        among *= 4


def names(archive: Archive, question: str, most: int, filters: Filters) -> list[tuple[str, str, int]]:
    """Names of persons, bodies, places and outlets that hold a part: what they name, the name, and how many articles."""
    return Accounts(archive).names(_plain(question), most, filters.then(archive.base))


def places(text: str, question: str) -> Iterator[Range]:
    """Where the terms of a question stand in a text, in order; of two that overlap the first."""
    terms = sorted((term.removesuffix("*") for term in simplify(question).split()), key=lambda term: -len(term))
    pattern = "|".join(re.escape(term) for term in terms if term)
    return (match.span() for match in re.finditer(pattern, simplify(text), re.IGNORECASE)) if pattern else iter(())


def _rows(archive: Archive, hits: Iterable[Hit], filters: Filters) -> Iterator[tuple[Hit, Mapping[str, object]]]:
    """What the stories of some articles state in each of them, article by article, in order of the places."""
    from shilu.engine.told import unpacked_story  # with all rooms: a search for articles needs none

    accounts = Accounts(archive)
    stories: dict[str, Told] = {}
    for hit in hits:
        article, keys = _article(archive, hit), accounts.telling([hit.path])
        stories |= {key: unpacked_story(body) for key, body in accounts.get([key for key in keys if key not in stories]).items()}
        rows = {
            str(row["id"]): row
            for key in keys
            for name in _MADE
            for line in stories[key].lines.get(name, ())
            if article in line and (row := _row.decode(line)) and _of(row, article.decode(), filters.kind)
        }
        yield from ((hit, row) for row in sorted(rows.values(), key=lambda row: (*_span(row), str(row["id"]))))


def _article(archive: Archive, hit: Hit) -> bytes:
    """The id of an article."""
    (stored,) = archive.some([(hit.path, hit.sha256)], "")
    found = _read(stored)
    assert isinstance(found, Article)
    return found.id.encode()


def _read(stored: Stored) -> Article | Skipped | Failure:
    from shilu.engine.posts import post_of  # with the room that reads

    return post_of(Raw(stored.path, stored.body)).found


def _of(row: Mapping[str, object], article: str, kind: str | None) -> bool:
    span = row["span"]
    return isinstance(span, dict) and span["article"] == article and (kind is None or row.get("kind") == kind)


def _span(row: Mapping[str, object]) -> Range:
    span = row["span"]
    assert isinstance(span, dict)
    return span["start"], span["end"]


def _plain(name: str) -> str:
    return simplify(name).casefold().strip()
