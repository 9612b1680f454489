"""Day by day through two real events: what is best lies within what had been published by then. Skipped without ../shared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from shilu.engine.build import Build, Gathered, Options, assemble, gather
from shilu.engine.taggers import tagger
from shilu.ledger import estimate_at
from shilu.model.ledger import Estimate, Series
from shilu.model.statements import Figure

pytestmark = pytest.mark.shared
EVENTS = ("tornado", "jishishan")
TOLLS = frozenset({"killed", "injured", "missing", "casualties", "evacuated"})
MOST_PARTS = 6  # states or groups that add up to a whole
LAST = {"tornado": {"肯塔基州": 64, "美国": 78}, "jishishan": {"甘肃": 117, "青海": 34}}  # what authorities said in the end


class Event:
    """The articles of one event, built of what was out by any instant."""

    def __init__(self, folder: Path, names: str) -> None:
        self.options = Options(tagger(names)[0])
        self.gold: dict[str, Any] = json.loads((folder / "gold.json").read_text("utf-8"))
        self.gathered = gather([folder], Path("none"), Options())
        self.times = sorted({a.published for a in self.gathered.articles if a.published})
        self.paths = {a.id: a.path for a in self.gathered.articles}
        self.texts = {a.id: a.text for a in self.gathered.articles}
        self.published = {a.id: a.published for a in self.gathered.articles}

    def days(self) -> Iterator[datetime]:
        """The end of every day of the story, in the clock of its first article."""
        day = self.times[0].replace(hour=23, minute=59, second=59)
        while day < self.times[-1] + timedelta(days=1):
            yield day
            day += timedelta(days=1)

    def until(self, at: datetime) -> Build:
        """The build of what had been published."""
        out = tuple(a for a in self.gathered.articles if a.published and a.published <= at)
        return assemble(Gathered(out, (), (), ()), self.options)


@pytest.fixture(scope="module", params=EVENTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=["builtin", "none"])
def event(shared: Path, name: str, request: pytest.FixtureRequest) -> Event:
    return Event(shared / "benchmarks" / "events" / name, request.param)


@pytest.fixture(scope="module")
def whole(event: Event) -> Build:
    return event.until(event.times[-1])


def known(build: Build) -> dict[str, Figure]:
    return {figure.id: figure for one in build.stated for figure in one.figures}


def added_up(best: Decimal, numbers: set[Decimal]) -> bool:
    """Whether a number is the sum of a few others."""
    smaller = sorted(n for n in numbers if 0 < n <= best)
    return any(best == sum(some) for size in range(1, MOST_PARTS + 1) for some in combinations(smaller, size))


def told(series: Series, then: Estimate, figures: dict[str, Figure], out: set[str]) -> bool:
    """Whether best is a number that an article which was out gives for the series, or the sum of such numbers."""
    if then.best is None:
        return all(figures[p].value is None for p in then.live)
    assert then.best_figure in then.live
    assert {figures[p].span.article for p in then.live} <= out
    mine = {figures[p].value for p in series.points if figures[p].span.article in out}
    alike = (f for f in figures.values() if f.kind == series.kind and f.span.article in out)
    lows = {bound for f in alike for bound in (f.low, f.value) if bound is not None}
    return then.best in mine or (then.computed and added_up(then.best, lows))


def test_at_every_day_best_is_what_was_published_by_then(event: Event, whole: Build) -> None:
    for day in event.days():
        out = {key for key, published in event.published.items() if published and published <= day}
        for build in (event.until(day), whole):
            figures = known(build)
            for series in (one for one in build.ledger.series if one.kind in TOLLS):
                then = estimate_at(series, day)
                if then is not None:
                    assert told(series, then, figures, out), (day, series.id, then.best)


def test_at_every_day_best_is_within_the_numbers_that_annotators_read(event: Event, whole: Build) -> None:
    """By the gold: its numbers of one scope, as far as they were out, bound what the ledger takes for best."""
    figures = known(whole)
    home = {point: series for series in whole.ledger.series for point in series.points}
    checked = 0
    for day in event.days():
        for points in matched(event, figures).values():
            then = [(gold, home[key]) for gold, key in points if datetime.fromisoformat(gold["published_gmt"]) <= day]
            for series in {series.id: series for _, series in then}.values():
                found = estimate_at(series, day)
                if found is None or found.best is None or found.computed or not within(series, [gold for gold, _ in then], figures):
                    continue
                values = [gold["value"] for gold, one in then if one is series and gold["value"] is not None]
                assert min(values) <= found.best <= max(values), (day, series.id, found.best)
                checked += 1
    assert checked > 20


def within(series: Series, golds: list[dict[str, Any]], figures: dict[str, Figure]) -> bool:
    """Whether all numbers of a series are among those that annotators read in one scope."""
    read = {gold["value"] for gold in golds}
    return all(figures[p].value in read for p in series.points if figures[p].value is not None)


def matched(event: Event, figures: dict[str, Figure]) -> dict[str, list[tuple[dict[str, Any], str]]]:
    """Scope -> the gold's figures with those of the build that give the same number inside the same quotation."""
    rows = [row for article in event.gold["articles"] for row in ({**one, **when(article)} for one in article["figures"])]
    found: dict[str, list[tuple[dict[str, Any], str]]] = {}
    for row in rows:
        for key, figure in figures.items():
            if event.paths[figure.span.article].endswith(row["file"].rpartition("/")[2]) and figure.value == row["value"]:
                at = event.texts[figure.span.article].find(row["quote"])
                if at <= figure.span.start < at + len(row["quote"]):
                    found.setdefault(f"{row['kind']}@{row['scope']}", []).append((row, key))
    return found


def when(article: dict[str, Any]) -> dict[str, Any]:
    return {"published_gmt": article["published_gmt"]}


def test_in_the_end_best_is_what_the_authorities_said(name: str, whole: Build) -> None:
    names = {place: entity.name for place, entity in whole.entities.by_id.items()}
    killed = [one for one in whole.ledger.series if one.kind == "killed" and one.group == "all" and one.incident is None]
    for place, number in LAST[name].items():
        main = max((one for one in killed if names.get(one.place or "") == place), key=lambda one: len(one.points))
        assert main.estimates[-1].best == number, place
