"""Paths from standard input: what another program finds is kept as if it had been typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from shilu.cli.main import shilu

POST = "---\ntitle: 青湾停渡\ndate: 2024-03-06T10:30:00+08:00\n---\n<p>渡轮停航，{n}人滞留。</p>\n"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / f"a {n}.md" for n in range(3)]
    for n, file in enumerate(made):
        file.write_text(POST.format(n=n + 3), encoding="utf-8")
    return made


@pytest.mark.parametrize("between", ["\n", "\0"])
def test_paths_come_on_standard_input(files: list[Path], tmp_path: Path, between: str) -> None:
    written = between.join(map(str, files)) + between
    done = CliRunner().invoke(shilu, ["ingest", "-", "--db", str(tmp_path / "a.db"), "--json"], input=written)
    assert done.exit_code == 0, (done.output, done.exception)
    assert json.loads(done.stdout) == {"new": 3, "known": 0, "failures": 0, "skipped": 0}


def test_a_path_on_standard_input_that_is_not_there_is_a_named_failure(files: list[Path], tmp_path: Path) -> None:
    written = f"{files[0]}\n\n{tmp_path / 'gone.md'}\n"
    done = CliRunner().invoke(shilu, ["ingest", "-", "--db", str(tmp_path / "a.db"), "--json"], input=written)
    assert json.loads(done.stdout)["new"] == 1
    assert "gone.md" in done.stderr


def test_nothing_on_standard_input_is_nothing_new(tmp_path: Path) -> None:
    done = CliRunner().invoke(shilu, ["ingest", "-", "--db", str(tmp_path / "a.db"), "--json"], input="")
    assert json.loads(done.stdout)["new"] == 0
