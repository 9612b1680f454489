"""What is forgotten is gone: no bytes, no words, no trace in a file; and it does not come back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from archives import SAMPLE, NewPlace, exported
from databases import meddle
from shilu.cli.main import shilu
from shilu.engine.archive import build_archive, ingest
from shilu.engine.build import Options
from shilu.engine.removal import chosen, remove
from shilu.engine.update import update
from shilu.model.errors import ShiluError, WrongChoiceError
from shilu.model.judgements import Judgement, Quote
from shilu.store import Archive, backup, on_server, restore
from shilu.store.pages import ArchivePages
from shilu.store.removal import DERIVED

WORD, NAME = "Qxjvkwpm", "栾棣筱"  # in one post alone
POST = (
    f"---\ntitle: '{NAME}被查'\ndate: 2024-05-16T08:00:00+08:00\nauthor: 测试晚报\n---\n<p>{NAME}说，{WORD}公司已有3人被查。</p>\n"
)
Disk = Callable[[str], bytes]
REMEMBERED = (  # in what an update remembers, words of posts stand too
    ("reading", "path, sha256, article, due", (f"{NAME}.md", "1", "art:1", 0)),
    ("placed", "step, article, published, path, sha256", (1_000_000, "art:1", "1", f"{NAME}.md", "1")),
    ("state", "name, value", (NAME, WORD)),
)


@pytest.fixture
def disk(request: pytest.FixtureRequest) -> Disk:
    """All bytes that a database has on the disk."""

    def read(place: str) -> bytes:
        if not on_server(place):
            return b"".join(file.read_bytes() for file in Path(place).parent.glob(f"{Path(place).name}*"))
        meddle(place, "CHECKPOINT")
        ((oid, folder),) = meddle(
            place, "SELECT oid, current_setting('data_directory') FROM pg_database WHERE datname = current_database()"
        )
        return b"".join(file.read_bytes() for file in Path(folder, "base", str(oid)).iterdir())

    return read


@pytest.fixture
def held(new_place: NewPlace, tmp_path: Path) -> tuple[str, Path]:
    """An archive of the sample and of a post to be forgotten: two contents of it, a copy, marks, a judgement, a failure."""
    posts = tmp_path / "posts"
    posts.mkdir()
    place = new_place()
    with Archive(place) as archive:
        for body in (b"\x00\x01" * 50, POST.replace("3人", "2人").encode(), POST.encode()):
            (posts / f"{NAME}.md").write_bytes(body)
            ingest([posts, SAMPLE], archive, Options())
        (posts / "copy.md").write_text(POST, encoding="utf-8")
        ingest([posts], archive, Options())
        build_archive(archive, tmp_path / "before", Options())
        update(archive, Options(tagger=None))
        pages = ArchivePages(archive.base)
        pages.begin(1_000_000)
        pages.put(NAME, {WORD.encode(): NAME.encode()})
        with archive.base.writing():
            pages.flush()
            for table, columns, values in REMEMBERED:
                query = f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(values))})"
                archive.base.run(query, *values)
        quote = Quote("art:1", f"posts/{NAME}.md", WORD, NAME, "")
        archive.put_judgements(
            "2024", [Judgement("jud:1", datetime(2024, 5, 20, tzinfo=UTC), "编辑", "note", "fig:1", quote, None, None, "存疑")]
        )
    return place, posts


def test_the_evidence_goes_and_a_tombstone_stays(
    held: tuple[str, Path], disk: Disk, tmp_path: Path, batch: dict[str, bytes]
) -> None:
    place, _ = held
    traces = (WORD.encode(), NAME.encode(), WORD.lower()[1:].encode())
    if on_server(place):
        meddle(place, "ANALYZE")  # as the server does when it likes
    assert all(trace in disk(place) for trace in traces)
    with Archive(place) as archive:
        gone = chosen(archive, [f"posts/{NAME}.md"])
        assert {one.path for one in gone} == {f"posts/{NAME}.md", "posts/copy.md"}
        assert len({one.sha256 for one in gone}) == 3
        remove(archive, gone, "court order 12/2024")
        assert archive.search(WORD, 9) == archive.search(NAME, 9) == []
        assert [one.quote for one in archive.judgements()] == [None]
        assert {one.reason for one in archive.forgotten()} == {"court order 12/2024"}
        assert all(one.erased for one in archive.forgotten())
        assert {archive.base.run(f"SELECT count(*) FROM {table}")[0][0] for table in DERIVED if table != "state"} == {0}
        assert archive.base.run("SELECT name FROM state") == [("turn",)]  # for updates that have read it
    left = disk(place)
    assert [left[max(0, left.index(trace) - 80) : left.index(trace) + 40] for trace in traces if trace in left] == []
    found = exported(place, tmp_path / "out")
    assert found["articles.jsonl"] == batch["articles.jsonl"]
    assert found["figures.jsonl"] == batch["figures.jsonl"]


def test_what_was_forgotten_does_not_come_back(held: tuple[str, Path], tmp_path: Path, new_place: NewPlace) -> None:
    place, posts = held
    with Archive(place) as archive:
        remove(archive, chosen(archive, [f"posts/{NAME}.md"]), "court order 12/2024")
        backup(archive, tmp_path / "b.db")
    (posts / "renamed.md").write_text(POST, encoding="utf-8")
    (posts / "other-bytes.md").write_text(POST.replace("\n", "\r\n"), encoding="utf-8")  # the same article
    second = new_place()
    restore(tmp_path / "b.db", second)
    for where in (place, second):
        with Archive(where) as archive:
            before = archive.counts()
            done = ingest([posts], archive, Options())
            today = archive.forgotten()[0].recorded[:10]
            assert {(one.path, one.reason) for one in done.skipped} == {
                (f"posts/{name}.md", f"forgotten on {today}: court order 12/2024")
                for name in (NAME, "copy", "renamed", "other-bytes")
            }
            assert done.new == 0
            assert {table: archive.counts()[table] for table in ("raw", "input", "searched")} == {
                table: before[table] for table in ("raw", "input", "searched")
            }
            assert list(archive.problems()) == []


def test_ingest_says_that_a_post_was_forgotten(held: tuple[str, Path]) -> None:
    place, posts = held
    with Archive(place) as archive:
        remove(archive, chosen(archive, ["posts/copy.md"]), "court order 12/2024")
    done = CliRunner().invoke(shilu, ["ingest", str(posts), "--db", place], catch_exceptions=False)
    assert "skipped: posts/copy.md: forgotten on " in done.output
    assert ": court order 12/2024\n" in done.output


def test_a_reader_holds_traces_back_and_that_is_said(held: tuple[str, Path], disk: Disk) -> None:
    place, _ = held
    with Archive(place) as archive, Archive(place) as other:
        gone = chosen(archive, ["posts/copy.md"])
        with other.reading():
            other.counts()
            with pytest.raises(ShiluError, match="others still read what was deleted"):
                remove(archive, gone, "law")
        assert [line for line in archive.problems() if "may still stand in free pages" in line]
    CliRunner().invoke(shilu, ["forget", "--db", place], catch_exceptions=False)
    assert WORD.encode() not in disk(place)
    with Archive(place) as archive:
        assert list(archive.problems()) == []


def test_what_is_forgotten_while_it_is_read_gets_no_marks(held: tuple[str, Path]) -> None:
    place, _ = held
    with Archive(place) as archive, Archive(place) as other:
        kept = list(archive.inputs("none"))
        remove(other, chosen(other, ["posts/copy.md"]), "law")
        archive.put_marks("late", kept)
        assert list(archive.problems()) == []
        gone = {one.key for one in archive.forgotten()}
        assert archive.base.run("SELECT 1 FROM marks WHERE sha256 IN (SELECT key FROM forgotten)") == []
        assert gone >= {one.sha256 for one in kept if one.path == "posts/copy.md"}


def test_retention_is_what_had_nothing_new_since(held: tuple[str, Path]) -> None:
    place, _ = held
    with Archive(place) as archive:
        everything = {one.path for one in archive.versions()}
        meddle(place, "UPDATE input SET recorded = '2020' || substr(recorded, 5) WHERE path <> ?", "posts/copy.md")
        assert {one.path for one in archive.versions("2021")} == everything - {"posts/copy.md"}
        assert chosen(archive, [], "2019") == []


def test_the_verb_asks_wants_a_reason_and_names_what_is_not_there(held: tuple[str, Path]) -> None:
    place, _ = held

    def run(*words: str, answer: str = "") -> tuple[int, str]:
        done = CliRunner().invoke(shilu, ["forget", *words, "--db", place], input=answer)
        return done.exit_code, done.output + (str(done.exception) if done.exception else "")

    assert "--reason" in run("posts/copy.md")[1]
    assert "posts/none.md: " in run("posts/none.md", "--reason", "law")[1]
    assert run("posts/copy.md", "--reason", "law", answer="n\n")[0] == 1
    with Archive(place) as archive, pytest.raises(WrongChoiceError, match="no such path, and no such SHA-256"):
        chosen(archive, ["a" * 64])
    code, said = run("posts/copy.md", "--reason", "law", "--yes")
    assert code == 0
    assert "forgotten" in said.splitlines()[-1]
    assert "posts/none.md: " in run("posts/none.md", "--reason", "law")[1]
