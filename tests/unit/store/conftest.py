"""What an undisturbed build of the sample gives."""

from __future__ import annotations

import pytest

from archives import SAMPLE, records
from shilu.engine.build import Options, build


@pytest.fixture(scope="session")
def batch(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("batch") / "out"
    build([SAMPLE], out, Options())
    return records(out)
