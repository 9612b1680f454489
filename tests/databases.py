"""Databases for tests: PostgreSQL of the machine's packages, run by an ordinary user in a folder of its own."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from shilu.store import on_server

USER = "postgres"  # of Debian's package: a server refuses to run as root
MISSING = "needs PostgreSQL's server (Debian: apt-get install postgresql), which is not here"


def programs() -> Path | None:
    """Where initdb and postgres are: on the path, or where Debian has them, the newest first."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").is_file()), None)


class Server:
    """One server. `limit` is the size in bytes that no file of it can pass: a disk that is full."""

    def __init__(self, folder: Path, port: int, limit: int | None = None) -> None:
        self.folder, self.port, self.limit = folder, port, limit

    @classmethod
    def new(cls, limit: int | None = None) -> Server:
        """A server on a free port, in a new folder that its user can reach."""
        folder = Path(tempfile.mkdtemp(prefix="shilu-postgres-"))
        if os.geteuid() == 0:
            shutil.chown(folder, USER, USER)
        with closing(socket.socket()) as plug:
            plug.bind(("127.0.0.1", 0))
            server = cls(folder, plug.getsockname()[1], limit)
        server._run("initdb", "-U", "shilu", "-A", "trust", "-E", "UTF8", "--locale=C", "--wal-segsize=1", "-N")
        server.start()
        return server

    def _run(self, program: str, *arguments: str) -> None:
        there = programs()
        assert there, MISSING
        user: dict[str, Any] = {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}
        with (self.folder / "said").open("ab") as said:
            done = subprocess.run(
                [there / program, "-D", str(self.folder / "data"), *arguments], cwd=self.folder, stdout=said, stderr=said,
                check=False, timeout=120, preexec_fn=self._limited, **user,
            )  # fmt: skip
        assert done.returncode == 0, (self.folder / "said").read_text()

    def _limited(self) -> None:
        if self.limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.limit, self.limit))

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = {"fsync": "off", "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "port": str(self.port)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        for patience in (0.5, 1, 2, 4, 8, 0):
            try:
                self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")
                break
            except AssertionError:  # after a fall what it had started may not have ended yet
                if not patience:
                    raise
                time.sleep(patience)

    def go_with(self, process: int) -> None:
        """End with a process that is no child and may be killed, and leave nothing behind."""
        words = """( while kill -0 "$1" && [ -d "$2" ]; do sleep 2; done
            [ -d "$2" ] || exit
            kill -QUIT "$(head -1 "$2/data/postmaster.pid")"
            sleep 2
            rm -rf "$2" ) > /dev/null 2>&1 < /dev/null &"""
        subprocess.run(["sh", "-c", words, "sh", str(process), str(self.folder)], check=True, start_new_session=True)

    def stop(self) -> None:
        """Stop it, and take its folder away."""
        self._run("pg_ctl", "-w", "-m", "fast", "stop")
        shutil.rmtree(self.folder)

    def kill(self) -> None:
        """As a power cut: what the server has started ends when it finds it gone."""
        os.kill(int((self.folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def do(self, database: str, statement: str) -> list[Any]:
        """One statement, outside of any transaction."""
        with driver().native.Connection("shilu", host="127.0.0.1", port=self.port, database=database) as connection:
            return connection.run(statement) or []

    def place(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://shilu@127.0.0.1:{self.port}/{database}"

    def make(self, database: str) -> str:
        """A new database; its address."""
        self.do("postgres", f"CREATE DATABASE {database}")
        return self.place(database)


def driver() -> Any:
    """The driver, with its parts."""
    import pg8000.exceptions
    import pg8000.native

    return pg8000


def meddle(place: str, statement: str, *values: Any) -> list[Any]:
    """A statement behind the archive's back, `?` for values."""
    if not on_server(place):
        with closing(sqlite3.connect(place)) as base:
            rows = base.execute(statement, values).fetchall()
            base.commit()
            return rows
    head, _, database = place.rpartition("/")
    host, _, port = head.rpartition("@")[2].partition(":")
    for number in range(len(values)):
        statement = statement.replace("?", f":v{number}", 1)
    with driver().native.Connection("shilu", host=host, port=int(port), database=database) as base:
        if database != "postgres":
            base.run("SET search_path = shilu")
        return base.run(statement, **{f"v{number}": value for number, value in enumerate(values)}) or []
