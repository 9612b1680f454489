"""The archive loses nothing, doubles nothing, says what is wrong, and gives the same records as a build."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from archives import POSTS, ROOT, SAMPLE, NewPlace, copied, exported, records
from databases import meddle
from fakes import article
from shilu.annotate import annotate
from shilu.engine import keys, marking
from shilu.engine.archive import build_archive, ingest
from shilu.engine.build import Options
from shilu.model.errors import ShiluError, WrongChoiceError
from shilu.store import Archive, backup, on_server, sqlite
from shilu.store.marks import packed, unpacked
from shilu.store.words import asked, holds, indexed


def test_an_archive_gives_what_a_build_gives(new_place: NewPlace, tmp_path: Path, batch: dict[str, bytes]) -> None:
    place = new_place()
    with Archive(place) as archive:
        done = ingest([SAMPLE], archive, Options())
        again = ingest([SAMPLE], archive, Options())
    assert (done.new, done.known) == (len(POSTS), 0)
    assert (again.new, again.known) == (0, len(POSTS))
    assert exported(place, tmp_path / "out") == batch


@settings(max_examples=5, deadline=None)
@given(st.permutations(POSTS), st.lists(st.integers(1, 5), min_size=3, max_size=6))
def test_any_split_in_any_order_gives_the_same_records(
    new_place: NewPlace, tmp_path_factory: pytest.TempPathFactory, batch: dict[str, bytes], posts: list[Path], sizes: list[int]
) -> None:
    folder, place = tmp_path_factory.mktemp("split"), new_place()
    with Archive(place) as archive:
        while posts:
            now, posts = posts[: sizes[0]], posts[sizes[0] :]
            sizes = [*sizes[1:], sizes[0]]
            ingest([copied(folder, now)], archive, Options())
    assert exported(place, folder / "out") == batch


def test_a_changed_post_is_read_again_and_its_old_bytes_stay(new_place: NewPlace, tmp_path: Path, batch: dict[str, bytes]) -> None:
    posts, place = copied(tmp_path, POSTS), new_place()
    changed = posts / POSTS[0].name
    with Archive(place) as archive:
        ingest([posts], archive, Options())
        changed.write_bytes(changed.read_bytes().replace("死亡".encode(), "遇难".encode()))
        assert ingest([posts], archive, Options()).new == 1
        then = archive.counts()
        changed.write_bytes(POSTS[0].read_bytes())
        assert ingest([posts], archive, Options()).new == 1
        assert archive.counts()["input"] == then["input"] + 1 == len(POSTS) + 2
        assert archive.counts()["raw"] == len(POSTS) + 1
    assert exported(place, tmp_path / "out") == batch


def test_marks_of_other_rules_are_made_again(
    new_place: NewPlace, tmp_path: Path, batch: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = new_place()
    with Archive(place) as archive, monkeypatch.context() as old:
        old.setattr(keys, "rules_digest", lambda: "0" * 64)
        old.setattr(marking, "annotate_all", lambda articles, _: [replace(annotate(one), quantities=()) for one in articles])
        ingest([SAMPLE], archive, Options())
        build_archive(archive, tmp_path / "old", Options())
        assert archive.counts()["marks"] == len(POSTS)
    assert records(tmp_path / "old") != batch
    assert exported(place, tmp_path / "out") == batch
    with Archive(place) as archive:
        assert archive.counts()["marks"] == 2 * len(POSTS)


def test_marks_are_made_once(new_place: NewPlace, tmp_path: Path, batch: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    place = new_place()
    with Archive(place) as archive:
        ingest([SAMPLE], archive, Options())
    assert exported(place, tmp_path / "out") == batch
    monkeypatch.setattr(marking, "annotate_all", lambda *_: pytest.fail("marked again"))
    assert exported(place, tmp_path / "again") == batch


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.stem)
def test_marks_come_back_as_they_were(post: Path) -> None:
    from shilu import sources
    from shilu.model.article import Article, Raw

    read = sources.read(Raw(post.name, post.read_bytes()))
    assert isinstance(read, Article)
    marks = annotate(read)
    assert marks.times
    assert unpacked(packed(marks)) == marks


@pytest.mark.parametrize("body", [b"", b"\x81", b"\x80", b"\xc1", packed(annotate(article("3人死亡。")))[:-3]])
def test_what_are_no_marks_is_an_error(body: bytes) -> None:
    with pytest.raises(ValueError, match="these are no marks"):
        unpacked(body)


SAID = (
    "望汐水库溃坝，柳溪县已有3人遇难。", "水，库存不足。", "縣長說水庫安全，ABC News 報導。",
    "库水上涨", "一", "水库水库，Abcd 与水。",
)  # fmt: skip
TEXTS = [article(text, path=f"{n}.md", published=f"2024-03-{n + 1:02}T08:00:00Z") for n, text in enumerate(SAID)]
PIECES = st.text(alphabet="水库溃坝县说，一 a柳縣庫", min_size=1, max_size=4)


@pytest.fixture(scope="module")
def searched(new_place: NewPlace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("search")
    posts = folder / "posts"
    posts.mkdir()
    for one in TEXTS:
        head = f"---\ntitle: '{one.path}'\ndate: {one.published_raw}\nauthor: 测试晚报\n---\n"
        (posts / one.path).write_text(f"{head}<p>{one.text.partition(chr(10))[2]}</p>\n", encoding="utf-8")
    with Archive(new_place()) as archive:
        ingest([posts], archive, Options())
        yield archive


def test_a_search_gives_the_newest_first_however_they_came(
    new_place: NewPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "SECOND", 2)  # so that articles of one second do not all fit
    days = ["2024-03-05T08:00:00+08:00", "2024-03-09T08:00:00+08:00", *["2024-03-07T08:00:00+08:00"] * 5, "1949-10-01T08:00:00Z"]
    with Archive(new_place()) as archive:
        for number, day in enumerate(days):
            place = tmp_path / f"{number}.md"
            place.write_text(f"---\ntitle: '水'\ndate: {day}\nauthor: 测试晚报\n---\n<p>水位。</p>\n", encoding="utf-8")
            ingest([place], archive, Options())
        assert [hit.published for hit in archive.search("水位", 10)] == sorted(
            (hit.published or "" for hit in archive.search("水位", 10, ranked=True)), reverse=True
        )
        assert [hit.path for hit in archive.search("水位", 2)] == ["1.md", "6.md"]


def found(archive: Archive, question: str) -> set[str]:
    return {hit.path.removeprefix("posts/") for hit in archive.search(question, 100)}


def test_any_substring_is_found_in_either_script(searched: Archive) -> None:
    assert found(searched, "水库") == found(searched, "水庫") == {"0.md", "2.md", "5.md"}
    assert found(searched, "库") == {"0.md", "1.md", "2.md", "3.md", "5.md"}
    assert found(searched, "县 遇难") == {"0.md"}
    assert found(searched, "abc*") == {"2.md", "5.md"}
    assert found(searched, "ABC") >= {"2.md"}
    assert found(searched, "溃坝，柳溪") == {"0.md"}
    assert found(searched, "无此词") == found(searched, "，") == found(searched, "") == set()


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_the_index_finds_what_reading_everything_finds(searched: Archive, question: str) -> None:
    from shilu.lang.script import simplify

    simple = simplify(question)
    if (
        asked(simple) is None
        or any(c.isascii() and not c.isspace() for c in simple)
        or any(asked(t) is None for t in simple.split())
    ):
        return  # a question of marks alone, and Latin words, which are found whole
    bodies = {one.path: simplify(one.text) for one in TEXTS}
    assert found(searched, question) == {path for path, body in bodies.items() if holds(body, simple)}


def test_newest_come_first_and_only_so_many(searched: Archive) -> None:
    assert [hit.path for hit in searched.search("水库", 2)] == ["posts/5.md", "posts/2.md"]
    assert {hit.path for hit in searched.search("水库", 9, ranked=True)} == {f"posts/{n}.md" for n in (0, 2, 5)}


def test_the_index_has_one_token_for_each_character() -> None:
    assert indexed("水库ab").split() == ["水", "库", "ab"]
    assert asked('水库 "x OR y') == '"水 库" AND "x" AND "OR" AND "y"'


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    meddle(str(tmp_path / "o.db"), "PRAGMA user_version = 3")
    with pytest.raises(ShiluError, match="is a database of another program"):
        Archive(tmp_path / "o.db")
    (tmp_path / "t.db").write_text("no database at all, but long enough to look like a file of some kind" * 20, encoding="utf-8")
    with pytest.raises(ShiluError, match=r"t\.db: file is not a database"):
        Archive(tmp_path / "t.db")


VERSION = {  # on a server?
    False: ("PRAGMA user_version", "PRAGMA user_version = 99"),
    True: ("SELECT version FROM archive", "UPDATE archive SET version = 99"),
}


def test_an_older_program_leaves_a_newer_archive_alone(new_place: NewPlace) -> None:
    place = new_place()
    Archive(place).close()
    reading, writing = VERSION[on_server(place)]
    meddle(place, writing)
    for make in (True, False):
        with pytest.raises(ShiluError, match="was written by a newer Shilu") as told:
            Archive(place, make=make)
        assert "\n" not in str(told.value)
    assert meddle(place, reading)[0][0] == 99
    assert meddle(place, "SELECT count(*) FROM input")[0][0] == 0


def test_reading_makes_no_archive(new_place: NewPlace) -> None:
    place = new_place()
    with pytest.raises(WrongChoiceError, match="no such archive; make one with: shilu ingest"):
        Archive(place, make=False)
    if not on_server(place):
        assert not Path(place).exists()


def test_a_broken_blob_is_one_error_that_names_it(new_place: NewPlace, tmp_path: Path) -> None:
    place = new_place()
    with Archive(place) as archive:
        ingest([SAMPLE], archive, Options())
    ((key,),) = meddle(place, "SELECT min(sha256) FROM raw")
    for body, fault in ((zlib.compress(b"other"), "are not what was kept"), (b"no stream", "are broken: Error -3")):
        meddle(place, "UPDATE raw SET body = ? WHERE sha256 = ?", body, key)
        with Archive(place) as archive:
            (told,) = archive.problems()
            assert told.startswith(f"{archive.name}: the bytes {key} {fault}")
            with pytest.raises(ShiluError, match=key):
                build_archive(archive, tmp_path / "out", Options())
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(ShiluError, match="unable to open database file"):
        Archive(tmp_path / "no" / "folder" / "a.db")


def test_a_backup_is_whole_and_overwrites_nothing(new_place: NewPlace, tmp_path: Path, batch: dict[str, bytes]) -> None:
    with Archive(new_place()) as archive:
        ingest([SAMPLE], archive, Options())
        backup(archive, tmp_path / "b.db")
        with pytest.raises(ShiluError, match="is there already"):
            backup(archive, tmp_path / "b.db")
    assert exported(tmp_path / "b.db", tmp_path / "out") == batch
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def command(place: str, *posts: Path) -> list[str]:
    return [sys.executable, "-m", "shilu", "ingest", *map(str, posts), "--db", place]


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT / "src")}


@pytest.mark.slow
def test_two_writers_lose_nothing(new_place: NewPlace, tmp_path: Path, batch: dict[str, bytes]) -> None:
    place = new_place()

    def run(_: int) -> int:
        return subprocess.run(command(place, SAMPLE), env=environment(), check=False, capture_output=True).returncode

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(run, range(3))) == [0, 0, 0]
    assert exported(place, tmp_path / "out") == batch


def test_names_and_letters_that_no_database_takes_cost_themselves(new_place: NewPlace, tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / "good.md").write_text("---\ntitle: '好'\n---\n<p>好水。</p>\n", encoding="utf-8")
    (posts / "nul.md").write_text('---\ntitle: "甲"\nauthor: "丙\\0丁"\n---\n<p>乙水。</p>\n', encoding="utf-8")
    (posts / os.fsdecode(b"name\xff.md")).write_text("---\ntitle: '名'\n---\n<p>名水。</p>\n", encoding="utf-8")
    (posts / os.fsdecode(b"note\xff.txt")).write_text("note", encoding="utf-8")
    with Archive(new_place()) as archive:
        done = ingest([posts], archive, Options())
        assert [(one.path, one.error) for one in done.failures] == [
            ("posts/name\ufffd.md", "the file's name is not UTF-8: rename it")
        ]
        assert [one.path for one in done.skipped] == ["posts/note\ufffd.txt"]
        assert {hit.path for hit in archive.search("水", 9)} == {"posts/good.md", "posts/nul.md"}
        assert list(archive.problems()) == []
