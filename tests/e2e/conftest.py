"""End to end: the command as a user runs it, in a process of its own, with a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from e2e_material import post

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a run: the source tree's package, and a home under the test's folder."""
    state = tmp_path / "state"
    return os.environ | {"PYTHONPATH": str(ROOT / "src"), "XDG_STATE_HOME": str(state), "PYTHONUTF8": "1"}


@pytest.fixture
def command() -> list[str]:
    """The command line's beginning."""
    return [sys.executable, "-m", "shilu"]


@pytest.fixture
def run(environment: dict[str, str], command: list[str], tmp_path: Path) -> Run:
    """`run("build", ...)`: the finished process, its output captured."""

    def shilu(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        line = [*command, *map(str, arguments)]
        return subprocess.run(line, capture_output=True, encoding="utf-8", env=environment, cwd=tmp_path, check=False, timeout=240)

    return shilu


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three good posts."""
    place = tmp_path / "posts"
    place.mkdir()
    for day in (3, 4, 5):
        (place / f"{day}.md").write_text(post(f"临江山洪第{day}天", day, killed=day, injured=day + 10), encoding="utf-8")
    return place
