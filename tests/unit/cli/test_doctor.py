"""The doctor names what is there, what is wrong, and what to do; a password is never shown."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from shilu.cli.main import shilu
from shilu.engine import doctor
from shilu.engine.archive import ingest
from shilu.engine.build import Options
from shilu.engine.update import update
from shilu.store import Archive, embedded

SAMPLE = Path(__file__).resolve().parents[3] / "examples" / "wangxi-dam"
Findings = dict[str, tuple[str, str, str]]


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for home in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "SHILU_CACHE"):
        monkeypatch.setenv(home, str(tmp_path))


def findings(*words: str) -> tuple[int, Findings]:
    done = CliRunner().invoke(shilu, ["doctor", "--json", *words], standalone_mode=False)
    assert done.exception is None, done.exception
    rows = json.loads(done.stdout)["findings"]
    return done.return_value, {row["what"]: (row["state"], row["found"], row["todo"]) for row in rows}


def test_a_sound_place_has_no_fault() -> None:
    code, found = findings("--tagger", "none")
    assert code == 0
    assert {state for state, _, _ in found.values()} == {"ok"}
    assert found["rules"][1].split()[0].isdigit()


def test_an_archive_is_told_of(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db") as archive:
        ingest([SAMPLE], archive, Options())
    code, found = findings("--db", "a.db", "--tagger", "none")
    assert (code, found["archive"][0]) == (0, "ok")
    assert "15 input" in found["archive"][1]


def post(folder: Path, name: str, date: str | None) -> None:
    head = f"title: 消息{name}\n" + (f"date: {date}\n" if date else "")
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.md").write_text(f"---\n{head}link: https://{name}.example/1\n---\n\n<p>松风港没有消息。</p>\n", "utf-8")


def test_feeds_that_fell_silent_and_work_that_waits_are_told(tmp_path: Path) -> None:
    post(tmp_path / "news", "alt", "2024-03-01T08:00:00+08:00")
    post(tmp_path / "news", "neu", "2024-05-01T08:00:00+08:00")
    post(tmp_path / "news", "ohne", None)
    (tmp_path / "news" / "bad.md").write_bytes(b"---\ntitle: [\n---\n\n<p>x</p>")
    with Archive(tmp_path / "a.db") as archive:
        ingest([tmp_path / "news"], archive, Options())
        archive.begin("2024-05-02T00:00:00+00:00", "0", "0")
        told = {one.what + one.found[:12]: one for one in doctor.archives(archive)}
        notes = " ".join(one.found for one in told.values() if one.state == "note")
        assert all(one.todo for one in told.values() if one.state == "note")
        assert "began at 2024-05-02T00:00 has not ended" in notes
        assert "3 articles have not been read yet" in notes
        assert "3 outlets; the newest article is of 2024-05-01 08:00" in notes
        assert "(since 2024-03-01)" in notes
        assert "1 articles have no time" in notes
        update(archive, Options(jobs=1))
        told_then = " ".join(one.found for one in doctor.archives(archive))
        assert "not been read" not in told_then
        assert "1 posts could not be read" in told_then


@pytest.mark.parametrize("body", [b"no database at all, but long enough to be read as one", None])
def test_an_archive_that_is_none_is_a_fault_with_a_way_out(tmp_path: Path, body: bytes | None) -> None:
    if body:
        (tmp_path / "a.db").write_bytes(body * 50)
    else:
        with sqlite3.connect(tmp_path / "a.db") as base:
            base.execute("PRAGMA user_version = 99")
    code, found = findings("--db", "a.db", "--tagger", "none")
    state, told, todo = found["archive"]
    assert (code, state) == (1, "fault")
    assert "a.db" in told
    assert todo


def test_a_tagger_that_is_none_and_a_variable_that_nobody_reads_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHILU_TAGER", "x")
    code, found = findings("--tagger", "nobody")
    assert (code, found["tagger"][0]) == (1, "fault")
    assert found["environment"][:2] == ("note", "SHILU_TAGER: no option has this name")


def test_a_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHILU_EXPORT_DB", "postgresql://desk:geheim@db.example/shilu")
    _, found = findings("--tagger", "none")
    assert "SHILU_EXPORT_DB=postgresql://desk:***@db.example/shilu" in found["environment"][1].split(", ")
    assert "geheim" not in str(found)


def test_what_sqlite_lacks_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    assert embedded.embedded()[1] is None
    monkeypatch.setattr(embedded, "OLDEST", (99, 0, 0))
    assert "older than 99.0.0" in next(one.found for one in doctor.versions() if one.what == "sqlite")


def test_a_full_or_locked_place_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ROOM", 1 << 60)
    (one,) = doctor.disk([("here", tmp_path / "not" / "yet")])
    assert (one.state, bool(one.todo)) == ("note", True)

    def refused(**_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refused)
    (one,) = doctor.disk([("here", tmp_path)])
    assert one.state == "fault"
    assert "Read-only" in one.found
