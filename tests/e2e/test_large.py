"""A thousand posts: memory stays flat enough for any laptop."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from e2e_material import manifest

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 500  # MB of peak resident memory


def held(pid: int) -> int:
    """kB that a process and its children hold, a page that several share counted in parts (Linux)."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:  # gone meanwhile
        return 0
    found = re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)
    return int(found[1] if found else 0) + sum(held(int(child)) for child in children)


def peak(folder: Path, count: int, environment: dict[str, str], command: list[str]) -> float:
    """Peak resident memory, in MB, of all processes of a build of so many made posts by rules alone."""
    made = [sys.executable, "-c", f"import pathlib, corpus; corpus.write_posts(pathlib.Path({str(folder / 'posts')!r}), {count})"]
    subprocess.run(made, env=environment | {"PYTHONPATH": str(ROOT / "tools")}, check=True)
    line = [*command, "build", str(folder / "posts"), "-o", str(folder / "out"), "--tagger", "none", "--jobs", "2"]
    child = subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    while child.poll() is None:
        most = max(most, held(child.pid))
        time.sleep(0.02)
    assert child.returncode == 0
    assert manifest(folder / "out")["counts"]["articles.jsonl"] == count
    return most / 1024


@pytest.mark.slow
@pytest.mark.shared
def test_a_thousand_posts_of_real_news_stay_under_the_limit(
    shared: Path, tmp_path: Path, environment: dict[str, str], command: list[str]
) -> None:
    assert peak(tmp_path, 1000, environment | {"SHILU_SHARED": str(shared)}, command) < LIMIT


@pytest.mark.slow
def test_four_hundred_posts_of_one_dense_story_stay_under_the_limit(
    tmp_path: Path, environment: dict[str, str], command: list[str]
) -> None:
    """The sample, perturbed, has 37 figures a post where real news has 11, and all of them compare with each other."""
    assert peak(tmp_path, 400, environment | {"SHILU_SHARED": str(tmp_path)}, command) < LIMIT
