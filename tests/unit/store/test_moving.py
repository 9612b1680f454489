"""An archive goes forward with the program, and from one database to the other, and nothing is lost on the way."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archives import ROOT, SAMPLE, NewPlace, copied, exported
from databases import meddle
from shilu.engine.archive import ingest
from shilu.engine.build import Options
from shilu.model.errors import ShiluError, WrongChoiceError
from shilu.model.judgements import Judgement
from shilu.store import Archive, backup, on_server, restore
from shilu.store.base import steps
from shilu.store.moving import KEPT
from shilu.store.places import based

FIRST = ROOT / "tests" / "data" / "archive" / "schema-1.db"  # the sample, an empty file and a note, by the first released schema
NOTE = Judgement("jud:1", datetime(2024, 5, 20, tzinfo=UTC), "县志办", "note", "fig:1", None, None, None, "核对过")


def rows(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    """All that an archive keeps, and what a search finds in it."""
    kept = {table: archive.base.run(f"SELECT {columns} FROM {table} ORDER BY {columns}") for table, (_, columns) in KEPT.items()}
    hits = [(hit.path, hit.sha256, hit.published, hit.outlet, hit.title, hit.text) for hit in archive.search("的", 100)]
    return kept | {"searched": hits}


def filled(place: str, folder: Path) -> None:
    """An archive with something in every table, and an older content of one post."""
    posts = copied(folder, sorted(SAMPLE.glob("*.md")))
    (posts / "note.txt").write_text("no post", encoding="utf-8")
    (posts / "empty.md").write_bytes(b"")
    changed = next(posts.glob("*.md"))
    with Archive(place) as archive:
        ingest([posts], archive, Options())
        changed.write_bytes(changed.read_bytes() + "<p>补记。</p>\n".encode())
        ingest([posts], archive, Options())
        archive.put_judgements("2024-05-20T00:00:00+00:00", [NOTE])
        archive.forget("2024-05-21T00:00:00+00:00", "样例", [], ["art:0000000000000000"])
        archive.erase("2024-05-21T00:00:01+00:00")


def test_an_archive_moves_both_ways_and_loses_nothing(new_place: NewPlace, tmp_path: Path) -> None:
    """Whatever it is now: into a file, from there into another of its kind, and its records are the same bytes."""
    first, second = new_place(), new_place()
    filled(first, tmp_path)
    records = exported(first, tmp_path / "first")  # makes the marks
    with Archive(first) as archive:
        was = rows(archive)
        assert all(was.values())
        backup(archive, tmp_path / "moved.db")
    restore(tmp_path / "moved.db", second)
    for number, place in enumerate((str(tmp_path / "moved.db"), second)):
        with Archive(place) as archive:
            assert rows(archive) == was
        assert exported(place, tmp_path / f"out{number}") == records
    with Archive(second) as archive:  # and it goes on: numbers do not begin anew
        assert ingest([tmp_path / SAMPLE.name], archive, Options()).new == 0
        (tmp_path / SAMPLE.name / "empty.md").write_bytes(b"still no post")
        assert ingest([tmp_path / SAMPLE.name], archive, Options()).new == 1


def test_what_is_there_is_not_overwritten(new_place: NewPlace, tmp_path: Path) -> None:
    place = new_place()
    filled(place, tmp_path)
    with Archive(place) as archive:
        backup(archive, tmp_path / "b.db")
        was = rows(archive)
    with pytest.raises(ShiluError, match=r"is there already|is an archive already, and not empty"):
        restore(tmp_path / "b.db", place)
    with Archive(place) as archive:
        assert rows(archive) == was


def test_a_broken_backup_makes_no_archive(new_place: NewPlace, tmp_path: Path) -> None:
    place, saved = new_place(), tmp_path / "b.db"
    with pytest.raises(ShiluError, match="no such backup"):
        restore(saved, place)
    saved.write_bytes(b"")
    with pytest.raises(ShiluError, match="is no archive"):
        restore(saved, place)
    saved.unlink()
    filled(str(saved), tmp_path)
    meddle(str(saved), "UPDATE raw SET body = x'00' WHERE sha256 = (SELECT max(sha256) FROM raw)")
    with pytest.raises(ShiluError, match=r"b\.db: the backup is broken: .* are broken"):
        restore(saved, place)
    with pytest.raises(WrongChoiceError, match="no such archive"):
        Archive(place, make=False)


def test_an_archive_of_the_first_schema_goes_forward(new_place: NewPlace, tmp_path: Path, batch: dict[str, bytes]) -> None:
    old = tmp_path / "old.db"
    shutil.copy(FIRST, old)
    place = new_place()
    restore(old, place)
    assert old.read_bytes() == FIRST.read_bytes()
    now = len(steps("sqlite"))
    with Archive(old, make=False) as archive:
        assert archive.schema == (1, now)
        found = [hit.path for hit in archive.search("水庫", 100)]
        times = [hit.published for hit in archive.search("水庫", 100)]
        assert times == sorted(times, key=lambda time: datetime.fromisoformat(time or ""), reverse=True)
        assert archive.counts()["input"] == len(list(SAMPLE.glob("*.md"))) + 1
    with Archive(place, make=False) as archive:
        assert archive.schema == (now, now)
        assert [hit.path for hit in archive.search("水庫", 100)] == found
    gone_on = exported(place, tmp_path / "a")
    assert gone_on == exported(old, tmp_path / "b")
    assert {name for name in batch if gone_on[name] != batch[name]} == {"manifest.json"}  # which names the two that are no posts


def test_every_step_goes_forward_from_every_schema(new_place: NewPlace) -> None:
    for version in range(1, len(steps("sqlite"))):
        place = new_place()
        base = based(place, make=True)
        for number, script in enumerate(steps("postgres" if on_server(place) else "sqlite")[:version], 1):
            base.migrate(number, script)
        base.run("INSERT INTO run (began, shilu, rules) VALUES ('2024', '0', '0')")
        base.close()
        with Archive(place, make=False) as archive:
            assert archive.schema == (version, len(steps("sqlite")))
            assert archive.counts()["run"] == 1
        with Archive(place) as archive:
            assert archive.schema == (len(steps("sqlite")), len(steps("sqlite")))


def test_labels_of_a_key_become_those_of_the_story_that_was_told_under_it(new_place: NewPlace) -> None:
    place = new_place()
    base = based(place, make=True)
    for number, script in enumerate(steps("postgres" if on_server(place) else "sqlite")[:5], 1):
        base.migrate(number, script)
    base.run("INSERT INTO state (name, value) VALUES ('whole', 'key-all')")
    for key in ("key-a", "key-all"):
        base.run("INSERT INTO account (id, body) VALUES (?, ?)", key, b"")
        base.run("INSERT INTO label (field, value, path, account) VALUES ('person', '韦澄', 'a.md', ?)", key)
    base.run("INSERT INTO story (id, size, account, due) VALUES ('story-a', 1, 'key-a', 0)")
    base.close()
    with Archive(place) as archive:
        found = archive.base.run("SELECT field, value, path, story FROM label ORDER BY story")
    assert found == [("person", "韦澄", "a.md", ""), ("person", "韦澄", "a.md", "story-a")]


def test_both_databases_have_the_same_steps() -> None:
    assert len(steps("sqlite")) == len(steps("postgres"))
