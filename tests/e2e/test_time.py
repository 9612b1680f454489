"""What was known then, and what changed since: on the sample, as a user asks it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from shilu.cli.main import shilu
from shilu.engine.build import Options, build
from shilu.engine.compare import Change, changes
from shilu.engine.known import known_at
from shilu.engine.load import Data, load_data
from shilu.engine.moments import by_then, moment
from shilu.engine.restore import article_of
from shilu.model.errors import WrongChoiceError
from shilu.publish.files import FILES

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "examples" / "wangxi-dam"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Data:
    out = tmp_path_factory.mktemp("sample") / "out"
    build([SAMPLE], out, Options())
    return load_data(out)


def asked(data: Data, *words: str) -> str:
    done = CliRunner().invoke(shilu, [*words, "--data", str(data.folder.parent)], standalone_mode=False)
    assert done.exception is None, done.exception
    return done.output


def test_articles_come_back_from_their_records_whole(sample: Data) -> None:
    posts = {post.name: post for post in SAMPLE.glob("*.md")}
    for row in sample.lines["articles.jsonl"]:
        article = article_of(row)
        assert article.text == row["text"]
        raw = posts[Path(row["path"]).name].read_bytes()
        first = article.blocks[0]
        assert raw[article.raw_map.raw(first.start) :].decode().startswith(article.text[first.start])


def test_in_the_end_all_is_known_that_is_written(sample: Data) -> None:
    again = known_at(sample, moment("2024-12-31"), Options())
    assert again.lines == {name: sample.lines[name] for name in again.lines}
    assert set(sample.lines) - set(again.lines) <= {name for name in FILES if not sample.lines[name]}


@pytest.mark.parametrize("day", ["2024-05-14", "2024-05-16"])
def test_known_then_is_what_a_build_of_then_writes(sample: Data, day: str, tmp_path: Path) -> None:
    posts = tmp_path / SAMPLE.name
    posts.mkdir()
    out = {Path(a["path"]).name for a in sample.lines["articles.jsonl"] if by_then(article_of(a).published, moment(day))}
    assert 0 < len(out) < len(sample.lines["articles.jsonl"])
    for name in out:
        (posts / name).write_bytes((SAMPLE / name).read_bytes())
    build([posts], tmp_path / "out", Options())
    then = known_at(sample, moment(day), Options())
    written = load_data(tmp_path / "out").lines
    assert {name: rows for name, rows in written.items() if rows} == {name: rows for name, rows in then.lines.items() if rows}


def test_nothing_is_known_before_the_first_report(sample: Data) -> None:
    assert not any(known_at(sample, moment("2024-05-13"), Options()).lines.values())
    assert asked(sample, "figures", "--as-of", "2024-05-13") == "no figures\n"


def test_a_day_lasts_until_its_end_in_the_outlet_s_clock_and_an_instant_is_one(sample: Data) -> None:
    published = article_of(sample.lines["articles.jsonl"][0]).published
    assert published is not None
    assert by_then(published, published.date())
    assert by_then(published, published)
    assert by_then(published, published.replace(tzinfo=None))
    assert not by_then(None, published)
    with pytest.raises(WrongChoiceError, match="is no time"):
        moment("gestern")


def found(sample: Data, since: str, until: str = "2024-12-31") -> list[Change]:
    return changes(known_at(sample, moment(since), Options()), known_at(sample, moment(until), Options()))


def test_changes_name_both_values_and_rest_on_passages(sample: Data) -> None:
    told = found(sample, "2024-05-14")
    texts = sample.texts
    moved = [one for one in told if one.subject == "figure" and one.before and one.after]
    assert moved
    assert all(one.before != one.after for one in moved)
    for one in told:
        assert one.spans
        for span in one.spans:
            assert texts[span["article"]][span["start"] : span["end"]] == span["exact"]


def test_of_the_same_time_nothing_changed(sample: Data) -> None:
    assert found(sample, "2024-05-16", "2024-05-16") == []
    assert asked(sample, "changes", "--since", "2024-12-30") == "nothing changed since 2024-12-30\n"


def test_everything_is_new_since_before_the_first_report(sample: Data) -> None:
    assert {one.before for one in found(sample, "2024-05-01") if one.subject == "figure"} == {None}


def test_the_sample_s_official_is_dismissed_between_two_days(sample: Data) -> None:
    assert any(one.change == "dismissed" and one.subject == "role" for one in found(sample, "2024-05-14"))


def test_changes_and_conflicts_as_json(sample: Data) -> None:
    rows = json.loads(asked(sample, "changes", "--since", "2024-05-14", "--json"))["changes"]
    assert {"change", "subject", "id", "what", "before", "after", "word", "spans"} == set(rows[0])
    every = json.loads(asked(sample, "conflicts", "--all", "--json"))["disagreements"]
    assert len(every) == len(sample.lines["disagreements.jsonl"])
    some = json.loads(asked(sample, "conflicts", "--as-of", "2024-05-14", "--json"))["disagreements"]
    assert {row["state"] for row in some} <= {"open", "contested"}
    assert "  " in asked(sample, "conflicts", "--all")


def test_a_build_as_of_a_day_names_what_came_later(sample: Data, tmp_path: Path) -> None:
    out = tmp_path / "then"
    words = ["build", str(SAMPLE), "-o", str(out), "--tagger", "none", "--as-of", "2024-05-14"]
    assert CliRunner().invoke(shilu, words, standalone_mode=False).exception is None
    then, known = load_data(out), known_at(sample, moment("2024-05-14"), Options())
    assert then.lines["series.jsonl"] == known.lines["series.jsonl"]
    taken = {row["path"] for row in then.lines["articles.jsonl"]}
    later = {row["path"] for row in sample.lines["articles.jsonl"]} - taken
    assert taken
    assert later
    told = {row["path"]: row["reason"] for row in then.manifest["skipped"]}
    assert {told[path] for path in later} == {"published after 2024-05-14"}
