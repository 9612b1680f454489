"""What all tests share: where the private data is, and what becomes of a test that cannot run."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Generator
from itertools import count
from pathlib import Path

import pytest

import databases

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("SHILU_SHARED") or ROOT.parent / "shared")
WITHOUT_SHARED = "needs ../shared (private test data), which is not here"
ALL = os.environ.get("SHILU_TESTS") == "all"  # set by `make test`: nothing may be left out in silence


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The private test data. Tests that ask for it carry `@pytest.mark.shared`."""
    if not SHARED.is_dir():
        pytest.skip(WITHOUT_SHARED)
    return SHARED


@pytest.fixture(scope="session")
def server_port(tmp_path_factory: pytest.TempPathFactory) -> int:
    """The port of the one PostgreSQL server of these tests, however many processes run them; the first that asks starts it."""
    if not databases.programs():
        pytest.skip(databases.MISSING)
    note = _common(tmp_path_factory.getbasetemp()) / "postgres.json"
    with note.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            server = databases.Server.new()
            server.go_with(os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid())
            note.write_text(json.dumps({"port": server.port, "folder": str(server.folder)}))
    return int(json.loads(note.read_text())["port"])


def _common(base: Path) -> Path:
    """The folder that all processes of one run of the tests have in common."""
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The process that all others belong to stops the server, whatever became of them."""
    factory = getattr(session.config, "_tmp_path_factory", None)
    note = _common(factory.getbasetemp()) / "postgres.json" if factory else None
    if "PYTEST_XDIST_WORKER" in os.environ or not note or not note.exists():
        return
    server = json.loads(note.read_text())
    note.unlink()
    databases.Server(Path(server["folder"]), server["port"]).stop()


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def new_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Where new archives can be: a test that asks for this runs on both databases."""
    if request.param == "sqlite":
        return lambda: str(tmp_path_factory.mktemp("archive") / "a.db")
    port, worker, numbers = request.getfixturevalue("server_port"), os.environ.get("PYTEST_XDIST_WORKER", "only"), count()

    def made() -> str:
        name = f"{worker}_{next(numbers)}"
        place = f"postgresql://shilu@127.0.0.1:{port}/{name}"
        databases.meddle(place.replace(name, "postgres"), f"CREATE DATABASE {name}")
        return place

    return made


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip by name what needs the private data where it is absent."""
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(pytest.mark.skip(reason=WITHOUT_SHARED))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under `make test` a skip is a failure, but for the private data."""
    report = yield
    if ALL and report.skipped and not hasattr(report, "wasxfail") and WITHOUT_SHARED not in str(report.longrepr):
        report.outcome = "failed"
    return report
