"""A bug that one article brings out costs no other: it is told on standard error and in the manifest, and the rest is built."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from e2e_material import lines, manifest, post, tree

PLANTED = """
import sys
import shilu.annotate
from shilu.engine import marking
real = shilu.annotate.annotate_all
def breaking(articles, tagger):
    if any("第7天" in article.title for article in articles):
        raise KeyError("no such\\nmark")
    return real(articles, tagger)
marking.annotate_all = breaking
from shilu.cli.main import main
main(sys.argv[1:])
"""


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    place = tmp_path / "posts"
    place.mkdir()
    for day in range(1, 41):  # enough for helpers to be asked
        (place / f"{day}.md").write_text(post(f"临江山洪第{day}天", day % 12 + 1, killed=day), encoding="utf-8")
    return place


def broken(environment: dict[str, str], folder: Path, *words: object) -> Any:
    line = [sys.executable, "-c", PLANTED, *map(str, words)]
    return subprocess.run(line, capture_output=True, encoding="utf-8", env=environment, cwd=folder, check=False, timeout=240)


def test_the_others_are_built_and_the_failure_is_told(environment: dict[str, str], posts: Path, tmp_path: Path) -> None:
    for jobs in (1, 2):
        done = broken(environment, tmp_path, "build", posts, "-o", f"out{jobs}", "--tagger", "none", "--jobs", jobs)
        assert done.returncode == 0
        assert done.stderr.startswith("failed: posts/7.md: annotate: KeyError: 'no such\\nmark'")
        assert len(lines(tmp_path / f"out{jobs}", "articles")) == 39
    (failure,) = manifest(tmp_path / "out1")["failures"]
    assert failure["path"] == "posts/7.md"
    assert failure["stage"] == "annotate"
    assert failure["error"].startswith("KeyError: 'no such\\nmark'")
    assert "posts/7.md" in (tmp_path / "out1" / "index.html").read_text(encoding="utf-8")
    assert tree(tmp_path / "out1") == tree(tmp_path / "out2")
    assert broken(environment, tmp_path, "build", posts, "-o", "out", "--tagger", "none", "--strict").returncode == 1


@pytest.mark.slow
def test_an_archive_says_the_same_and_tries_again(environment: dict[str, str], posts: Path, tmp_path: Path, run: Any) -> None:
    broken(environment, tmp_path, "build", posts, "-o", "built", "--tagger", "none")
    assert run("ingest", posts, "--db", "a.db").returncode == 0
    done = broken(environment, tmp_path, "update", "--db", "a.db", "--tagger", "none", "--strict")
    assert done.returncode == 1
    assert "failed: posts/7.md: annotate: KeyError: 'no such\\nmark'" in done.stderr
    assert done.stdout.startswith("39 articles, 39 marked, 1 stories, 1 told, 1 failures")
    done = broken(environment, tmp_path, "export", "jsonl", "--db", "a.db", "--tagger", "none", "-o", "part")
    assert done.returncode == 0
    assert tree(tmp_path / "part") == tree(tmp_path / "built" / "data")
    assert run("update", "--db", "a.db", "--tagger", "none", "--strict").returncode == 0
    run("export", "jsonl", "--db", "a.db", "--tagger", "none", "-o", "whole")
    run("build", posts, "-o", "all", "--tagger", "none")
    assert tree(tmp_path / "whole") == tree(tmp_path / "all" / "data")
