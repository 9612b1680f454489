"""What goes wrong around an archive is one clear error each, and leaves no damage."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import databases
from archives import POSTS, ROOT, SAMPLE, NewPlace, copied, exported
from databases import Server, meddle
from shilu.engine.archive import build_archive, ingest
from shilu.engine.build import Options
from shilu.model.errors import ShiluError, WrongChoiceError
from shilu.store import Archive, called, on_server, postgres, sqlite
from shilu.store.address import Address


@pytest.fixture
def own_server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server of this test's alone; its parameter is the size that no file can pass."""
    if not databases.programs():
        pytest.skip(databases.MISSING)
    server = Server.new(getattr(request, "param", None))
    yield server
    server.stop()


def told(error: pytest.ExceptionInfo[ShiluError]) -> str:
    """The error's text, which is one line."""
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.slow
def test_a_full_disk_under_a_file(tmp_path: Path, batch: dict[str, bytes]) -> None:
    place = str(tmp_path / "a.db")
    Archive(place).close()

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    line = [sys.executable, "-m", "shilu", "ingest", str(SAMPLE), "--db", place]
    done = subprocess.run(
        line, env=os.environ | {"PYTHONPATH": str(ROOT / "src")}, check=False, capture_output=True, text=True, preexec_fn=small
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "a.db: " in done.stderr
    with Archive(place) as archive:
        ingest([SAMPLE], archive, Options())
    assert exported(place, tmp_path / "out") == batch


@pytest.mark.slow
@pytest.mark.parametrize("own_server", [2**20 + 2**17], indirect=True)  # a segment of the log is a megabyte
def test_a_full_disk_under_a_server(own_server: Server, tmp_path: Path, batch: dict[str, bytes]) -> None:
    place = own_server.make("disk")
    posts = tmp_path / "large"
    posts.mkdir()
    noise = "".join(chr(0x4E00 + ord(os.urandom(1)) * 40) for _ in range(60_000))
    for number in range(20):
        (posts / f"{number}.md").write_text(f"---\ntitle: '{number}'\n---\n<p>{noise[number:]}</p>\n", encoding="utf-8")
    with Archive(place) as archive:
        ingest([SAMPLE], archive, Options())
        with pytest.raises(ShiluError, match="could not extend file") as error:
            ingest([posts], archive, Options())
        assert told(error).startswith(f"{archive.name}: ")
        assert archive.counts()["input"] == archive.counts()["searched"] == len(POSTS)
    assert exported(place, tmp_path / "out") == batch


def test_what_may_only_be_read_is_read_and_not_written(new_place: NewPlace, tmp_path: Path, batch: dict[str, bytes]) -> None:
    place = new_place()
    with Archive(place) as archive:
        ingest([SAMPLE], archive, Options())
        build_archive(archive, tmp_path / "before", Options())
    with _unwritable(place), Archive(place, make=False) as archive:
        with pytest.raises(ShiluError, match=r"readonly database|read-only transaction") as error:
            ingest([SAMPLE], archive, Options())
        assert told(error).startswith(f"{archive.name}: ")
        assert len(archive.search("水库", 20)) > 3
        assert list(archive.problems()) == []
    assert exported(place, tmp_path / "out") == batch


@contextmanager
def _unwritable(place: str) -> Iterator[None]:
    """For a file: as another user, who may only read it (and the folder's log, as SQLite wants it)."""
    if on_server(place):
        head, _, name = place.rpartition("/")
        meddle(f"{head}/postgres", f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        yield
        meddle(f"{head}/postgres", f"ALTER DATABASE {name} RESET default_transaction_read_only")
        return
    with closing(databases.sqlite3.connect(place)) as base:
        base.execute("PRAGMA journal_mode = DELETE")  # or a reader would have to write the log's index
    Path(place).chmod(0o444)
    shutil.copy(place, f"{place}.kept")
    if os.geteuid() != 0:
        yield
    else:
        with _other_user(Path(place)):
            yield
    assert Path(place).read_bytes() == Path(f"{place}.kept").read_bytes()
    Path(place).chmod(0o644)


@contextmanager
def _other_user(file: Path) -> Iterator[None]:
    opened = [folder for folder in file.parents if str(folder).startswith(tempfile.gettempdir()) and not folder.stat().st_mode & 1]
    for folder in opened:
        folder.chmod(0o755)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
        for folder in opened:
            folder.chmod(0o700)


def test_a_second_writer_waits_and_then_says_so(new_place: NewPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    place = new_place()
    monkeypatch.setattr(sqlite, "WAIT", 300)
    monkeypatch.setattr(postgres, "WAIT", 1)
    with Archive(place) as archive, Archive(place) as other:
        with archive.base.writing(), pytest.raises(ShiluError, match=r"database is locked|lock timeout") as error:
            ingest([SAMPLE], other, Options())
        assert told(error).startswith(f"{archive.name}: ")
        assert ingest([SAMPLE], other, Options()).new == len(POSTS)
        assert archive.counts()["input"] == len(POSTS)


def test_a_reader_sees_one_moment_while_others_write(new_place: NewPlace, tmp_path: Path, batch: dict[str, bytes]) -> None:
    place = new_place()
    half = copied(tmp_path / "half", POSTS[:7])
    with Archive(place) as archive, Archive(place) as other:
        ingest([half], other, Options())
        with archive.reading():
            was = archive.counts()
            ingest([SAMPLE], other, Options())
            assert archive.counts() == was
            assert {one.path for one in archive.inputs("none")} == {f"{SAMPLE.name}/{post.name}" for post in POSTS[:7]}
            assert len(archive.search("的", 100)) == 7
        then = [one.sha256 for one in archive.inputs("none")]
        listed = archive.inputs("none")
        first = next(listed)
        (half / POSTS[0].name).write_text("---\ntitle: '改'\n---\n<p>改。</p>\n", encoding="utf-8")
        ingest([half], other, Options())
        assert [one.sha256 for one in (first, *listed)] == then
        ingest([SAMPLE], other, Options())
    assert exported(place, tmp_path / "out") == batch


def test_a_writer_beside_many_readers(new_place: NewPlace, tmp_path: Path, batch: dict[str, bytes]) -> None:
    place, stop, seen, failed = new_place(), threading.Event(), list[int](), list[Exception]()
    Archive(place).close()

    def look() -> None:
        try:
            while not stop.is_set():
                with Archive(place, make=False) as archive, archive.reading():
                    counts = archive.counts()
                    assert counts["input"] == counts["searched"]
                    seen.append(counts["input"])
        except (ShiluError, AssertionError) as error:
            failed.append(error)

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    with Archive(place) as archive:
        for number in range(1, len(POSTS) + 1):
            ingest([copied(tmp_path / "part", POSTS[:number])], archive, Options())
    stop.set()
    for reader in readers:
        reader.join()
    assert failed == []
    assert seen
    assert exported(place, tmp_path / "out") == batch


@pytest.mark.slow
def test_a_server_that_falls_is_one_error_and_goes_on_afterwards(
    own_server: Server, tmp_path: Path, batch: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = own_server.make("fallen")
    with Archive(place) as archive:
        ingest([copied(tmp_path, POSTS[:5])], archive, Options())
        own_server.kill()
        with pytest.raises(ShiluError) as error:
            ingest([SAMPLE], archive, Options())
        assert told(error).startswith(f"{archive.name}: ")
    with pytest.raises(ShiluError, match=r"refused|starting up|network error|reset") as error:
        Archive(place)
    told(error)
    own_server.start()
    with Archive(place) as archive:
        assert archive.counts()["input"] == 5
        assert ingest([SAMPLE], archive, Options()).new == len(POSTS) - 5
    assert exported(place, tmp_path / "out") == batch


def test_a_server_that_is_not_there_is_one_error_without_the_password() -> None:
    with closing(socket.socket()) as plug:
        plug.bind(("127.0.0.1", 0))
        port = plug.getsockname()[1]
    with pytest.raises(ShiluError, match=f"postgresql://127.0.0.1:{port}/desk: .*refused") as error:
        Archive(f"postgresql://wang:geheim@127.0.0.1:{port}/desk")
    assert "geheim" not in told(error)
    with pytest.raises(ShiluError, match=r"nowhere\.invalid"):
        Archive("postgresql://nowhere.invalid/desk")


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("postgresql://h/d?sslmod=require", "sslmod"), ("postgresql://h/d?sslmode=maybe", "verify-full"),
        ("postgresql://h:port/d", "port"), ("mysql://h/d", "no such database; a file, or postgresql://"),
    ],
)  # fmt: skip
def test_an_address_that_is_none_says_what_is_wrong(url: str, fault: str) -> None:
    with pytest.raises(WrongChoiceError, match=fault):
        Archive(url.replace("//", "//wang:geheim@") if "mysql" in url else url)


def test_an_address_takes_what_it_lacks_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PGHOST": "db.example", "PGPORT": "6543", "PGUSER": "li", "PGPASSWORD": "x", "PGDATABASE": "desk"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PGSSLMODE", raising=False)
    assert Address.of("postgresql://") == Address("db.example", 6543, "desk", "li", "x", "prefer", None)
    assert Address.of("postgres://w%40ng:g%2F@h:1/d?sslmode=disable") == Address("h", 1, "d", "w@ng", "g/", "disable", None)
    assert called("postgresql:///d?host=/run/postgresql&port=5433") == "postgresql:///d?host=/run/postgresql"
    assert called("postgresql://w:geheim@h/d") == "postgresql://h:6543/d"


def test_without_the_driver_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pg8000.native", None)
    with pytest.raises(ShiluError, match=r"pip install 'shilu\[postgres\]'") as error:
        Archive("postgresql://127.0.0.1:1/desk")
    told(error)


def test_the_driver_is_not_loaded_for_a_file(tmp_path: Path) -> None:
    words = "import sys; from shilu.store import Archive; Archive(sys.argv[1]).close(); print('pg8000' in sys.modules)"
    line = [sys.executable, "-c", words, str(tmp_path / "a.db")]
    done = subprocess.run(line, env=os.environ | {"PYTHONPATH": str(ROOT / "src")}, check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"


def test_a_schema_of_another_program_is_left_alone(new_place: NewPlace) -> None:
    place = new_place()
    if not on_server(place):
        meddle(place, "CREATE TABLE theirs (n int)")
        meddle(place, "PRAGMA user_version = 3")
    else:
        meddle(place, "CREATE SCHEMA shilu; CREATE TABLE shilu.theirs (n int)")
    with pytest.raises(ShiluError, match="of another program") as error:
        Archive(place)
    told(error)
    assert meddle(place, "SELECT count(*) FROM theirs")[0][0] == 0


@pytest.mark.slow
def test_a_password_is_asked_for_and_used(own_server: Server) -> None:
    own_server.do("postgres", "ALTER USER shilu PASSWORD 'g:h/m'")
    rules = own_server.folder / "data" / "pg_hba.conf"
    rules.write_text("host all all 127.0.0.1/32 scram-sha-256\n", encoding="utf-8")
    own_server.do("postgres", "SELECT pg_reload_conf()")
    place = own_server.place("postgres")
    with pytest.raises(ShiluError, match=r"asks shilu for a password: .*\$PGPASSWORD") as error:
        Archive(place)
    told(error)
    with pytest.raises(ShiluError, match="password authentication failed") as error:
        Archive(place.replace("shilu@", "shilu:wrong@"))
    assert "wrong" not in told(error)
    with Archive(place.replace("shilu@", "shilu:g%3Ah%2Fm@")) as archive:
        assert archive.counts()["run"] == 0
