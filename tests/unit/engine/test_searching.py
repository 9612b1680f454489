"""A search is narrowed by what articles tell of; statements and names are found by their own words; every place is shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from shilu.cli.main import shilu
from shilu.engine.archive import ingest
from shilu.engine.build import Options
from shilu.engine.export import account_of
from shilu.engine.moments import day_or_days
from shilu.engine.searching import Filters, articles, names, places, statements
from shilu.engine.update import update
from shilu.lang.script import simplify
from shilu.model.errors import WrongChoiceError
from shilu.store import Archive

SAMPLE = Path(__file__).resolve().parents[3] / "examples" / "wangxi-dam"
ONE = Options(jobs=1)
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


def paths(archive: Archive, question: str = "", **filters: str) -> set[str]:
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
    assert names(archive, "县", 50) == names(archive, "縣", 50) != []
    assert all("县" in name for _, name, _ in names(archive, "县", 50))
    assert names(archive, "%", 5) == names(archive, "_", 5) == []
    counts = [often for _, _, often in names(archive, "县", 50)]
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
    for wrong in (["--db", place], ["县", "--in", "names", "--kind", "killed", "--db", place], ["--in", "names", "--db", place]):
        assert run(*wrong).exit_code == 2
    with Archive(tmp_path / "new.db") as archive:
        ingest([SAMPLE], archive, ONE)
    assert "15 articles have not been read yet" in run("--kind", "killed", "--db", str(tmp_path / "new.db")).stderr
