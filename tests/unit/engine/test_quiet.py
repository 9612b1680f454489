"""What a build made is gone when it is done: nothing waits for a search for cycles, which would go through all of it."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from shilu.engine.build import Options, build
from shilu.engine.quiet import uncollected

FEW = 200  # objects of which each holds another: the writers of JSON and the like, however many articles there are


@pytest.mark.parametrize("stories", ["one", "each"])
def test_a_build_leaves_no_cycles(root: Path, tmp_path: Path, stories: str) -> None:
    options = Options(jobs=1, stories=stories)
    build([root / "examples"], tmp_path / "out", options)  # loads what stays
    gc.collect()
    with uncollected():
        build([root / "examples"], tmp_path / "out", options)
        assert gc.collect() < FEW
