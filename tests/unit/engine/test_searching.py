"""A search is narrowed by what articles tell of; statements and names are found by their own words; every place is shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from shilu.cli.main import shilu
from shilu.engine import searching
from shilu.engine.archive import ingest
from shilu.engine.build import Options
from shilu.engine.export import account_of
from shilu.engine.moments import by_then, day_or_days, recorded_by
from shilu.engine.searching import Filters, articles, names, places, statements
from shilu.engine.update import update
from shilu.lang.script import simplify
from shilu.model.errors import WrongChoiceError
from shilu.store import Archive

SAMPLE = Path(__file__).resolve().parents[3] / "examples" / "wangxi-dam"
ONE = Options(jobs=1)
NOW = Filters()
Rows = dict[str, list[dict[str, object]]]


@pytest.fixture(scope="module")
def place(new_place: Callable[[], str]) -> str:
    where = new_place()
    with Archive(where) as archive:
        ingest([SAMPLE], archive, ONE)
        update(archive, ONE)
    return where


@pytest.fixture
def archive(place: str) -> Iterator[Archive]:
    with Archive(place) as opened:
        yield opened


@pytest.fixture(scope="module")
def rows(place: str, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    with Archive(place) as archive:
        return account_of(archive, tmp_path_factory.mktemp("rows") / "out", ONE).lines


def paths(archive: Archive, question: str = "", **filters: Any) -> set[str]:
    return {one.hit.path for one in articles(archive, question, 100, Filters(**filters), ranked=False)}


def of_articles(rows: Rows, articles: set[object]) -> set[object]:
    return {row["path"] for row in rows["articles.jsonl"] if row["id"] in articles}


def test_every_filter_leaves_what_the_records_say(archive: Archive, rows: Rows) -> None:
    killed = {row["span"]["article"] for row in rows["figures.jsonl"] if row["kind"] == "killed"}  # type: ignore[index]
    assert paths(archive, kind="killed") == of_articles(rows, killed)
    place = max(
        (row for row in rows["entities.jsonl"] if row["type"] == "place" and row["name"]), key=lambda row: len(row["mentions"])
    )  # type: ignore[arg-type]
    there = {span["article"] for span in place["mentions"]}  # type: ignore[attr-defined]
    assert paths(archive, place=str(place["name"])) >= of_articles(rows, there) > set()
    person = next(row for row in rows["entities.jsonl"] if row["type"] == "person" and row["name"])
    named = {span["article"] for span in person["mentions"]}  # type: ignore[attr-defined]
    assert paths(archive, person=str(person["name"])) == of_articles(rows, named)
    story = rows["stories.jsonl"][0]
    assert len(paths(archive, story=str(story["id"]))) == len(story["articles"])  # type: ignore[arg-type]
    assert paths(archive, story="sto:none") == paths(archive, person="无此人") == set()


def test_days_of_publication_and_of_what_happened_are_two_things(archive: Archive, rows: Rows) -> None:
    day = "2024-05-15"
    out = {row["path"] for row in rows["articles.jsonl"] if str(row["published"]).startswith(day)}
    assert paths(archive, reported=day) == out != paths(archive, day=day)
    assert paths(archive, reported="2024-05-14..2024-05-15") == out | paths(archive, reported="2024-05-14")
    later = {row["path"] for row in rows["articles.jsonl"] if str(row["published"])[:10] > day}
    assert paths(archive, day=day) & later  # told of afterwards
    with pytest.raises(WrongChoiceError, match="is no day"):
        paths(archive, day="May")


def test_filters_and_words_are_all_wanted(archive: Archive, rows: Rows) -> None:
    outlet = str(rows["articles.jsonl"][0]["outlet"]["name"])  # type: ignore[index]
    every = paths(archive, "水库")
    assert paths(archive, "水库", outlet=outlet, kind="killed") == every & paths(archive, outlet=outlet) & paths(
        archive, kind="killed"
    )
    assert paths(archive, "水庫", kind="killed") == paths(archive, "水库", kind="killed") != every
    assert {one.hit.path for one in articles(archive, "水库", 100, Filters(kind="killed"), ranked=True)} == every & paths(
        archive, kind="killed"
    )
    newest = [one.hit.published for one in articles(archive, "", 100, Filters(kind="killed"), ranked=False)]
    assert newest == sorted(newest, key=str, reverse=True)
    assert paths(archive) == set()


MOMENTS = (
    date(2024, 5, 15), datetime.fromisoformat("2024-05-15T12:00"), datetime(2024, 5, 15, 4, tzinfo=UTC),
    datetime(2024, 5, 16, 1, 30, tzinfo=UTC),
)  # fmt: skip


@pytest.mark.parametrize("at", MOMENTS, ids=str)
def test_what_was_out_by_then(archive: Archive, rows: Rows, at: date) -> None:
    times = {str(row["path"]): datetime.fromisoformat(str(row["published"])) for row in rows["articles.jsonl"]}
    out = {path for path, published in times.items() if by_then(published, at)}
    assert paths(archive, published_by=at) == out
    assert set() < out < set(times)
    assert paths(archive, "水库", published_by=at, kind="killed") == paths(archive, "水库", kind="killed") & out
    then = names(archive, "县", 50, Filters(published_by=at))
    now = {name: often for _, name, often in names(archive, "县", 50, NOW)}
    assert then
    assert all(often == len(out & paths(archive, **{field: name})) <= now[name] for field, name, often in then if field == "place")


def test_what_the_archive_had_by_then(new_place: Callable[[], str], tmp_path: Path) -> None:
    posts = sorted(SAMPLE.glob("*.md"))
    (tmp_path / "in").mkdir()
    edited, first, later = (tmp_path / "in" / post.name for post in (posts[0], posts[1], posts[2]))
    edited.write_text(posts[0].read_text("utf-8").replace("水库", "泵站"), "utf-8")
    first.write_bytes(posts[1].read_bytes())
    with Archive(new_place()) as archive:
        ingest([tmp_path / "in"], archive, ONE)
        wanted = {word: paths(archive, word) for word in ("泵站", "水库", "泵站 县", "县")}
        before = recorded_by(datetime.now(UTC))
        edited.write_bytes(posts[0].read_bytes())
        later.write_bytes(posts[2].read_bytes())
        ingest([tmp_path / "in"], archive, ONE)
        assert {word: paths(archive, word, recorded_by=before) for word in wanted} == wanted
        assert paths(archive, "泵站") == set() != wanted["泵站"]
        assert paths(archive, "县", recorded_by=recorded_by(datetime.now(UTC))) == paths(archive, "县") > wanted["县"]
        assert paths(archive, "县", recorded_by=recorded_by(datetime.now(UTC) - timedelta(1))) == set()
        for ranked in (False, True):
            found = articles(archive, "县", 1, Filters(recorded_by=before), ranked=ranked)
            assert len(found) == 1
            assert found[0].hit.path in wanted["县"]
        (outlet,) = {one.hit.outlet for one in articles(archive, "泵站", 9, Filters(recorded_by=before), ranked=False)}
        assert paths(archive, "泵站", recorded_by=before, outlet=outlet) == wanted["泵站"]
        for nothing in ({"outlet": "无此报"}, {"reported": "2001-01-01"}, {"published_by": date(2001, 1, 1)}):
            assert paths(archive, "泵站", recorded_by=before, **nothing) == set()


def test_statements_are_looked_for_in_all_articles(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    every = [one.record["id"] for one in statements(archive, "死亡", 1000, NOW, ranked=False)]
    monkeypatch.setattr(searching, "AMONG", 2)
    assert [one.record["id"] for one in statements(archive, "死亡", 1000, NOW, ranked=False)] == every


def test_statements_are_those_whose_own_passage_has_the_words(archive: Archive, rows: Rows) -> None:
    found = statements(archive, "死亡", 1000, Filters(), ranked=False)
    ids = {
        row["id"]
        for name in ("statements.jsonl", "figures.jsonl")
        for row in rows[name]
        if "死亡" in simplify(row["span"]["exact"])  # type: ignore[index]
    }
    assert {one.record["id"] for one in found} == ids
    assert len(ids) > 5
    assert all(one.hit.text[slice(*one.span)] == one.record["span"]["exact"] for one in found)  # type: ignore[index]
    killed = statements(archive, "死亡", 1000, Filters(kind="killed"), ranked=False)
    assert {one.record["kind"] for one in killed} == {"killed"}
    assert len(statements(archive, "死亡", 3, Filters(), ranked=True)) == 3


def test_names_are_found_by_any_part_in_either_script(archive: Archive) -> None:
    assert names(archive, "县", 50, NOW) == names(archive, "縣", 50, NOW) != []
    assert all("县" in name for _, name, _ in names(archive, "县", 50, NOW))
    assert names(archive, "%", 5, NOW) == names(archive, "_", 5, NOW) == []
    counts = [often for _, _, often in names(archive, "县", 50, NOW)]
    assert counts == sorted(counts, reverse=True)


@given(st.text(alphabet="水库庫县ſßİAa，", max_size=12), st.text(alphabet="水庫县sa*", min_size=1, max_size=3))
def test_every_place_is_one_of_the_words(text: str, word: str) -> None:
    for start, end in places(text, word):
        assert 0 <= start < end <= len(text)
        assert simplify(text[start:end]).casefold()[0] in (word.casefold() + simplify(word))


def test_days_are_one_or_two() -> None:
    assert day_or_days("2024-03-06") == ("2024-03-06", "2024-03-06")
    assert day_or_days("2024-03-06..2024-03-09") == ("2024-03-06", "2024-03-09")
    for wrong in ("", "2024-03", "..2024-03-09", "2024-03-06.."):
        with pytest.raises(WrongChoiceError):
            day_or_days(wrong)


def run(*words: str) -> Result:
    return CliRunner().invoke(shilu, ["search", *words])


def test_the_verb_shows_passages_and_says_what_is_missing(place: str, tmp_path: Path) -> None:
    told = run("水库", "--db", place, "--most", "2")
    assert told.exit_code == 0
    assert "【" in told.output
    found = json.loads(run("水库", "--db", place, "--json").stdout)["articles"]
    assert all(span["exact"] in ("水库", "水庫") for one in found for span in one["spans"])
    assert max(len(one["spans"]) for one in found) > 1
    assert "killed" in run("死亡", "--in", "statements", "--kind", "killed", "--db", place).output
    assert json.loads(run("县", "--in", "names", "--db", place, "--json").stdout)["names"]
    assert run("无此词", "--db", place).output == "nothing found\n"
    assert run("水库", "--db", place, "--as-of", "2024-05-01").output == "nothing found\n"
    assert run("水库", "--db", place, "--as-of", "2020-01-01", "--by", "record").output == "nothing found\n"
    for wrong in (["--db", place], ["县", "--in", "names", "--kind", "killed", "--db", place], ["--in", "names", "--db", place]):
        assert run(*wrong).exit_code == 2
    with Archive(tmp_path / "new.db") as archive:
        ingest([SAMPLE], archive, ONE)
    assert "15 articles have not been read yet" in run("--kind", "killed", "--db", str(tmp_path / "new.db")).stderr
