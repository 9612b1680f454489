"""A thousand posts: memory stays flat enough for any laptop."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from e2e_material import manifest

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 500  # MB of peak resident memory
POSTS = 1000


@pytest.mark.slow
def test_a_thousand_posts_stay_under_the_limit(tmp_path: Path, environment: dict[str, str], command: list[str]) -> None:
    made = [sys.executable, "-c", f"import pathlib, corpus; corpus.write_posts(pathlib.Path({str(tmp_path / 'posts')!r}), {POSTS})"]
    subprocess.run(made, env=environment | {"PYTHONPATH": str(ROOT / "tools")}, check=True)
    line = [*command, "build", str(tmp_path / "posts"), "-o", str(tmp_path / "out"), "--tagger", "none"]
    child = subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    assert manifest(tmp_path / "out")["counts"]["articles.jsonl"] == POSTS
    assert usage.ru_maxrss / 1024 < LIMIT
