"""The house itself: what no tool of ours checks, but a user would miss."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULE_LINES = 400  # look again at 200; a module this long holds two meanings
ROOMS = (
    "cli", "web", "engine", "fleet", "collect", "publish", "store", "dossier", "ledger", "stories", "statements",
    "entities", "annotate", "sources", "lang", "model",
)  # fmt: skip


def tracked() -> list[Path]:
    """The project's own text files (what git tracks; all files where there is no git)."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.fail("the tests of the house are run in a clone: git ls-files failed")
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    """Relative name and content of each text file."""
    found = []
    for path in tracked():
        try:
            found.append((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_no_package_index_stands_in_any_file() -> None:
    address = re.compile(
        r"(--?(extra-)?index-url|find-links|registry *= *\S*//|files\.pythonhosted|pypi\.org/simple|trusted-host)", re.IGNORECASE
    )
    assert [name for name, text in texts() if name != "tests/test_house.py" and address.search(text)] == []


def test_no_path_of_a_machine_stands_in_any_file() -> None:
    home = re.compile(r"(?<![\w.])/(root|home|Users|work|opt)/\w")
    assert [name for name, text in texts() if name != "tests/test_house.py" and home.search(text)] == []


@pytest.mark.parametrize("lock", ["runtime", "postgres", "build", "dev"])
def test_locks_pin_names_and_versions_only(lock: str) -> None:
    lines = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert pins
    assert [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.+!]+", line)] == []


def test_the_lock_pins_what_pyproject_allows_and_the_decision_names_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = [*project["dependencies"], *project["optional-dependencies"]["postgres"]]
    names = {re.split(r"[<>=~]", requirement)[0].lower() for requirement in required}
    locks = [(ROOT / "requirements" / f"{lock}.txt").read_text() for lock in ("runtime", "postgres")]
    pinned = {line.partition("==")[0].lower() for lock in locks for line in lock.splitlines()}
    decision = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")
    assert names <= pinned
    assert {name for name in names if f"| {name} |" not in decision} == set()


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.slow
def test_each_room_says_what_it_takes_gives_and_must_not(room: str) -> None:
    text = (ROOT / "src" / "shilu" / room / "__init__.py").read_text(encoding="utf-8")
    doc = text.split('"""')[1]
    assert re.search(r"\bTakes?\b", doc), "says what it takes"
    assert re.search(r"\b[Gg]ives?\b", doc), "says what it gives"
    assert "Must not" in doc, "says what it must not do"


@pytest.mark.slow
def test_modules_stay_short() -> None:
    package = [path for path in tracked() if path.suffix == ".py" and path.is_relative_to(ROOT / "src")]
    sizes = {path: path.read_text(encoding="utf-8").count("\n") for path in package}
    assert {str(path.relative_to(ROOT)): lines for path, lines in sizes.items() if lines > MODULE_LINES} == {}


def test_the_licence_is_whole_and_the_readmes_name_the_two_commands() -> None:
    assert "END OF TERMS AND CONDITIONS" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    for name in ("README.md", "README.zh.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "make demo" in text
        assert "make test" in text


@pytest.mark.slow
def test_every_skip_and_noqa_says_why() -> None:
    bare = re.compile(r"#\s*noqa(?!: ?[A-Z0-9, ]+ - \S)|pragma: no cover(?! - \S)|type: ignore(?!\[[\w, -]+\]  # \S)")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix == ".py" and not path.is_relative_to(ROOT / "tests")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line)
    ]
    assert found == []


@pytest.mark.shared
def test_no_sentence_of_the_private_posts_stands_in_the_project(shared: Path) -> None:
    """Twelve characters in a row, punctuation included, are somebody's sentence."""
    posts = [*(shared / "posts" / "seeds").glob("*.md"), *(shared / "benchmarks" / "events").glob("*/*.md")]
    windows: dict[str, str] = {}
    for post in posts:
        for run in re.findall(r"[\u4e00-\u9fff，、：“”]{12,}", post.read_text(encoding="utf-8", errors="replace")):
            windows.update({run[i : i + 12]: post.name for i in range(len(run) - 11)})
    found = [
        f"{name}: {run[i : i + 12]} ({windows[run[i : i + 12]]})"
        for name, text in texts()
        for run in re.findall(r"[\u4e00-\u9fff，、：“”]{12,}", text)
        for i in range(len(run) - 11)
        if run[i : i + 12] in windows
    ]
    assert found == []
