"""Does the first screen answer an editor? Twelve questions of two events at three times, read off the page in Chromium.

    python eval/answers.py ../shared/benchmarks/events [--misses]

For each time the page is built of what was out by then, as one story (`--stories one`: whose folder it is knows that), opened
from disk at 1280 by 800 and not scrolled. A question is answered when one line or card in sight has all its facts; facts
that merely stand somewhere on the screen do not count. `corrected` says why an answer is another than was first written down.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shilu.engine.build import Options, build
from shilu.engine.moments import moment
from shilu.engine.taggers import tagger
from shilu.lang.script import simplify

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUESTIONS = Path(__file__).with_name("answers.json")
SCREEN = {"width": 1280, "height": 800}
IN_SIGHT = """() => Array.from(document.querySelectorAll(".sheet li, .sheet tr, .sheet .facts, .sheet dl > div"))
    .filter((one) => { const box = one.getBoundingClientRect();
        return box.height > 0 && box.top >= 0 && box.bottom <= window.innerHeight; })
    .map((one) => one.innerText)"""


def in_sight(browser: Browser, page: Path) -> list[str]:
    """The lines and cards that stand whole on the first screen, in Chinese."""
    context = browser.new_context(viewport=SCREEN, locale="zh-CN")
    opened = context.new_page()
    opened.goto(page.as_uri())
    found: list[str] = opened.evaluate(IN_SIGHT)
    context.close()
    return [simplify(one) for one in found]


def has(line: str, fact: str) -> bool:
    """Whether a line has a fact; a number stands alone and is no part of a longer one."""
    written = re.escape(simplify(fact))
    return bool(re.search(rf"(?<![\d.,]){written}(?![\d.,]*\d)" if fact[0].isdigit() else written, line))


def answered(question: dict[str, Any], lines: list[str]) -> bool:
    """Whether one line has every fact of the answer, each in one of its wordings."""
    return any(all(any(has(line, fact) for fact in facts) for facts in question["facts"]) for line in lines)


def asked(browser: Browser, events: Path) -> list[tuple[str, str, str, bool]]:
    """Event, time, question and whether it is answered, for every question there is."""
    rows = []
    for case in json.loads(QUESTIONS.read_text("utf-8")):
        with tempfile.TemporaryDirectory() as place:
            out = Path(place) / "dossier"
            build([events / case["event"]], out, Options(tagger("builtin")[0], until=moment(case["at"]), stories="one"))
            lines = in_sight(browser, out / "index.html")
        rows += [(case["event"], case["at"], one["ask"], answered(one, lines)) for one in case["questions"]]
    return rows


def main() -> None:
    """Print the share answered for each event and time."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        rows = asked(browser, Path(sys.argv[1]))
    for key, count in Counter((event, at) for event, at, *_ in rows).items():
        print(*key, f"{sum(ok for *where, _, ok in rows if tuple(where) == key)}/{count}")
    for event in dict.fromkeys(row[0] for row in rows):
        print(event, f"{sum(row[3] for row in rows if row[0] == event)}/{sum(row[0] == event for row in rows)}")
    if "--misses" in sys.argv:
        print(*(f"not answered: {row[0]} {row[1]} {row[2]}" for row in rows if not row[3]), sep="\n")


if __name__ == "__main__":
    main()
