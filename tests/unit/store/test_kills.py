"""Killed at any moment of its work, no ingest or update loses or doubles anything; `make kills` does it 200 times each."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from archives import ROOT, NewPlace
from shilu.store import on_server

KILLS = int(os.environ.get("SHILU_KILLS", "8"))


@pytest.mark.slow
@pytest.mark.timeout(120 + 10 * KILLS)
@pytest.mark.parametrize("verb", ["ingest", "update"])
def test_killed_at_any_moment_nothing_is_lost_or_doubled(new_place: NewPlace, verb: str) -> None:
    place = new_place()
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))
    words = [sys.executable, str(ROOT / "tests" / "kills.py"), place if on_server(place) else "sqlite", str(KILLS), verb]
    done = subprocess.run(words, env=os.environ | {"PYTHONPATH": paths}, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kills"] == KILLS
    print(done.stdout)
