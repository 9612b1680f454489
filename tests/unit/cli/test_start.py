"""What a verb does not need is not loaded: half of a short run would be that."""

from __future__ import annotations

import subprocess
import sys

import pytest

from shilu.cli.place import POLICIES
from shilu.ledger import POLICIES as KNOWN

ROOMS = ("annotate", "entities", "statements", "stories", "ledger", "dossier", "publish", "lang", "sources", "store")
HEAVY = ("numpy", "jieba", "opencc", "daachorse", "jinja2", "yaml", "charset_normalizer", "sqlite3", "pg8000")


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["update", "--help"]], ids=" ".join)
def test_asking_for_help_loads_no_room(words: list[str]) -> None:
    script = f"""
import sys
from shilu.cli.main import main
try:
    main({words!r})
except SystemExit:
    print(*(name for name in sys.modules if name in {HEAVY!r} or name.startswith({tuple(f"shilu.{room}" for room in ROOMS)!r})))
"""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == ""


def test_the_policies_that_can_be_named_are_those_that_there_are() -> None:
    assert tuple(KNOWN) == POLICIES
