"""What all tests share: where the private data is, and what becomes of a test that cannot run."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("SHILU_SHARED") or ROOT.parent / "shared")
WITHOUT_SHARED = "needs ../shared (private test data), which is not here"
ALL = os.environ.get("SHILU_TESTS") == "all"  # set by `make test`: nothing may be left out in silence


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The private test data. Tests that ask for it carry `@pytest.mark.shared`."""
    if not SHARED.is_dir():
        pytest.skip(WITHOUT_SHARED)
    return SHARED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip by name what needs the private data where it is absent."""
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(pytest.mark.skip(reason=WITHOUT_SHARED))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under `make test` a skip is a failure, but for the private data."""
    report = yield
    if ALL and report.skipped and not hasattr(report, "wasxfail") and WITHOUT_SHARED not in str(report.longrepr):
        report.outcome = "failed"
    return report
