"""Debian's Chromium, driven from disk with the network closed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dossier_builders import landslide
from shilu.publish.html import page as render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "needs Debian's Chromium (apt-get install chromium), which is not here"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser for all tests; without one an error where it is required, else a skip that says so."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("SHILU_REQUIRE_BROWSER") == "1" or os.environ.get("CI"):
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page of the invented story."""
    made = tmp_path_factory.mktemp("dossier")
    (made / "index.html").write_text(render(landslide().dossier()), "utf-8")
    return made


@pytest.fixture
def show(browser: Browser, folder: Path) -> Iterator[Callable[..., Page]]:
    """Opens a page from disk; fails at the end if anything but files was asked for, or the script complained."""
    contexts, asked, complaints = [], [], []

    def open_(width: int = 1280, height: int = 900, locale: str = "zh-CN", scheme: str = "light", where: str = "") -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, locale=locale, color_scheme=scheme)
        contexts.append(context)
        opened = context.new_page()
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda message: complaints.append(message.text))
        opened.goto((folder / "index.html").as_uri() + where)
        return opened

    yield open_
    for context in contexts:
        context.close()
    assert [url for url in asked if url != (folder / "index.html").as_uri()] == []
    assert complaints == []
