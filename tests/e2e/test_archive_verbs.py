"""The reading verbs on an archive: what they say of a dossier of the same posts, now, as of a day, and as of our own record."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from shilu.cli.main import shilu
from shilu.engine.archive import ingest
from shilu.engine.build import Options, build
from shilu.store import Archive

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "examples" / "wangxi-dam"
POSTS = sorted(SAMPLE.glob("*.md"))
FIRST = POSTS[: len(POSTS) // 2]
TIMES = ([], ["--as-of", "2024-05-16"])
VERBS = (
    ["figures"], ["figures", "--json"], ["conflicts", "--all"], ["timeline", "--all"], ["stories", "--json"],
    ["changes", "--since", "2024-05-15"], ["changes", "--since", "2024-05-15", "--json"],
)  # fmt: skip


def told(*words: object) -> str:
    done = CliRunner().invoke(shilu, [str(word) for word in words], standalone_mode=False)
    assert done.exception is None, done.exception
    return done.stdout


def refused(*words: object) -> str:
    done = CliRunner().invoke(shilu, [str(word) for word in words])
    assert done.exit_code == 2, done.output
    return done.output


def archived(place: Path, posts: list[Path], folder: Path) -> Path:
    posts_there = folder / SAMPLE.name
    posts_there.mkdir(parents=True, exist_ok=True)
    for post in posts:
        (posts_there / post.name).write_bytes(post.read_bytes())
    with Archive(place) as archive:
        ingest([posts_there], archive, Options())
    return place


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dossier") / "out"
    build([SAMPLE], out, Options())
    return out


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    return archived(folder / "desk.db", POSTS, folder)


@pytest.mark.parametrize("time", TIMES, ids=["now", "then"])
@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_a_verb_says_of_an_archive_what_it_says_of_a_dossier(
    dossier: Path, archive: Path, verb: list[str], time: list[str]
) -> None:
    of_dossier = told(*verb, *time, "--data", dossier)
    assert told(*verb, *time, "--db", archive, "--tagger", "none") == of_dossier
    assert len(of_dossier) > 100


def test_show_and_check_read_an_archive(dossier: Path, archive: Path) -> None:
    key = json.loads(told("figures", "--json", "--data", dossier))["series"][0]["id"]
    assert told("show", key, "--db", archive, "--tagger", "none") == told("show", key, "--data", dossier)
    assert told("check", "--db", archive, "--tagger", "none") == told("check", "--data", dossier)
    then = ["--as-of", "2024-05-16"]
    assert told("check", *then, "--db", archive, "--tagger", "none") == told("check", *then, "--data", dossier)
    assert str(archive) in refused("show", "fig:none", "--db", archive, "--tagger", "none")


@pytest.mark.parametrize("time", TIMES, ids=["now", "then"])
def test_a_dossier_of_an_archive_is_that_of_its_posts(archive: Path, time: list[str], tmp_path: Path) -> None:
    told("build", SAMPLE, "-o", tmp_path / "posts", "--tagger", "none", *time)
    told("build", "--db", archive, "-o", tmp_path / "archive", "--tagger", "none", *time)
    assert files(tmp_path / "archive") == files(tmp_path / "posts")
    told("export", "jsonl", "-o", tmp_path / "records", "--db", archive, "--tagger", "none", *time)
    assert files(tmp_path / "records") == files(tmp_path / "posts" / "data")


def test_what_the_desk_had_then(tmp_path: Path) -> None:
    place = archived(tmp_path / "desk.db", FIRST, tmp_path)
    before = ["--db", place, "--tagger", "none"]
    wanted = {" ".join(verb): told(*verb, *before) for verb in VERBS}
    then = datetime.now().astimezone().isoformat()
    archived(place, POSTS, tmp_path)
    for verb in VERBS:
        assert told(*verb, *before) != wanted[" ".join(verb)] or verb[0] == "changes"
        assert told(*verb, *before, "--as-of", then, "--by", "record") == wanted[" ".join(verb)] or verb[0] == "changes"
    out = [tmp_path / "now", tmp_path / "then"]
    for place_out, time in zip(out, ([], ["--as-of", then, "--by", "record"]), strict=True):
        told("export", "jsonl", "-o", place_out, *before, *time)
    posts = {len((folder / "articles.jsonl").read_text("utf-8").splitlines()) for folder in out}
    assert posts == {len(FIRST), len(POSTS)}
    since = told("changes", "--since", then, "--by", "record", *before)
    assert "new" in since
    assert told("changes", "--since", datetime.now().astimezone().isoformat(), "--by", "record", *before).startswith(
        "nothing changed"
    )


def test_a_decision_is_kept_in_the_archive_and_followed_from_then_on(tmp_path: Path) -> None:
    place = archived(tmp_path / "desk.db", POSTS, tmp_path)
    reading = ["--db", place, "--tagger", "none"]
    best = next(row for row in json.loads(told("figures", "--json", *reading))["series"] if row["kind"] == "killed")
    before, then = told("figures", *reading), datetime.now().astimezone().isoformat()
    for point in best["points"]:
        told("judge", point, "--reject", "--why", "drill", "--by", "lin", *reading)
    assert best["id"] not in told("figures", *reading)
    assert told("figures", *reading, "--as-of", then, "--by", "record") == before
    told("build", *reading, "-o", tmp_path / "out")
    assert len((tmp_path / "out" / "data" / "judgements.jsonl").read_text().splitlines()) == len(best["points"])


def test_only_one_thing_is_read(dossier: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "not both" in refused("figures", "--db", archive, "--data", dossier)
    assert "not both" in refused("build", SAMPLE, "--db", archive)
    assert "want --db" in refused("figures", "--data", dossier, "--policy", "acled")
    assert "wants --db" in refused("figures", "--data", dossier, "--as-of", "2024-05-16", "--by", "record")
    assert "no such archive" in refused("figures", "--db", archive.parent / "none.db")
    assert "what of?" in refused("build")
    monkeypatch.setenv("SHILU_DB", str(archive.parent / "none.db"))
    assert told("figures", "--data", dossier)  # what is typed goes before the environment
