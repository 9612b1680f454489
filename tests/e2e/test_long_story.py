"""A story of two thousand articles: the judgement stays quick, however long people report, and is kept up to date for little."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 10.0  # seconds of one core for the ledger of 2,000 articles
SHARE = 1 / 20  # of it, for one article more when all others are remembered
LATE = 1 / 2  # the same for one that comes late


def measured(count: int, shared: Path) -> dict[str, float]:
    """What the tool measures, which fails when an update is not the ledger of all articles."""
    command = [sys.executable, str(ROOT / "tools" / "ledger.py"), "--count", str(count), "--json"]
    done = subprocess.run(command, env=os.environ | {"SHILU_SHARED": str(shared)}, check=True, capture_output=True, text=True)
    print(done.stdout)
    found: dict[str, float] = json.loads(done.stdout)
    return found


@pytest.mark.slow
@pytest.mark.shared
def test_the_ledger_of_a_story_of_two_thousand_articles_is_made_in_seconds_and_updated_for_little(shared: Path) -> None:
    found = measured(2000, shared)
    assert found["articles"] >= 1900  # a few variants are the same post
    assert found["whole"] < LIMIT
    assert found["share"] < SHARE
    assert found["late"] < LATE * found["whole"]


@pytest.mark.slow
def test_one_more_article_of_a_long_story_costs_a_small_part_of_it(tmp_path: Path) -> None:
    assert measured(600, tmp_path)["share"] < 2 * SHARE  # a short story has less to save
