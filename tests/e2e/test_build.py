"""What `shilu build` promises about its output: the same bytes, whole or not at all, and an exit code that means something."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from e2e_material import leftovers, lines, manifest, post, tree

Run = Callable[..., subprocess.CompletedProcess[str]]
MANY = 30


def test_same_input_same_bytes_whatever_the_order(run: Run, folder: Path, tmp_path: Path) -> None:
    files = sorted(folder.iterdir())
    for name, arguments in {"a": files, "b": files[::-1], "c": [files[1], *files, files[0]]}.items():
        assert run("build", *arguments, "-o", tmp_path / name, "--tagger", "none").returncode == 0
    assert tree(tmp_path / "a") == tree(tmp_path / "b") == tree(tmp_path / "c")


@pytest.mark.parametrize(("tagger", "stories"), [("none", "auto"), ("none", "one"), ("none", "each"), ("builtin", "auto")])
def test_the_number_of_processes_changes_no_byte(run: Run, many: Path, tmp_path: Path, tagger: str, stories: str) -> None:
    (many / "again.md").write_bytes((many / "007.md").read_bytes())
    (many / "binary.md").write_bytes(bytes(range(256)) * 8)
    (many / "notes.md").write_text("# 说明\n", encoding="utf-8")
    how = ("--tagger", tagger, "--stories", stories)
    said = {run("build", many, "-o", tmp_path / jobs, *how, "--jobs", jobs).stderr for jobs in "1234"}
    assert len(said) == 1
    assert "failed: many/binary.md" in said.pop()
    assert tree(tmp_path / "1") == tree(tmp_path / "2") == tree(tmp_path / "3") == tree(tmp_path / "4")


def test_rebuilding_changes_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", folder, "-o", out, "--tagger", "none")
    first = tree(out)
    run("build", folder, "-o", out, "--tagger", "none")
    assert tree(out) == first
    assert not list(leftovers(out))


def test_no_posts_give_an_honest_empty_dossier(run: Run, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    done = run("build", tmp_path / "nothing", "-o", tmp_path / "out")
    assert done.returncode == 0
    assert manifest(tmp_path / "out")["counts"]["articles.jsonl"] == 0
    assert (tmp_path / "out" / "index.html").is_file()
    assert run("check", "--data", tmp_path / "out").returncode == 0


def test_nothing_under_the_output_is_read(run: Run, folder: Path) -> None:
    out = folder / "out"
    run("build", folder, "-o", out, "--tagger", "none")
    (out / "stray.md").write_text(post("不该被读到"), encoding="utf-8")
    run("build", folder, "-o", out, "--tagger", "none")
    assert [article["path"] for article in lines(out, "articles")].count("posts/out/stray.md") == 0
    assert len(lines(out, "articles")) == 3


def test_a_failure_is_exit_0_and_with_strict_exit_1_and_both_write(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "binary.md").write_bytes(bytes(range(256)) * 8)
    assert run("build", folder, "-o", tmp_path / "out").returncode == 0
    assert run("build", folder, "-o", tmp_path / "strict", "--strict").returncode == 1
    assert tree(tmp_path / "out") == tree(tmp_path / "strict")


@pytest.mark.parametrize(
    "arguments", [["build"], ["nonsense"], ["build", ".", "--policy", "hearsay"], ["show", "fig:0", "--data", "."]]
)
def test_wrong_usage_is_exit_2(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_output_that_cannot_be_written_is_exit_3(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine", encoding="utf-8")
    for place in ("file", "file/below", "mine"):
        done = run("build", folder, "-o", tmp_path / place, "--tagger", "none")
        assert done.returncode == 3, done.stderr
        assert place.partition("/")[0] in done.stderr.splitlines()[-1]
    assert (
        (tmp_path / "file").read_text(encoding="utf-8") == (tmp_path / "mine" / "letter.txt").read_text(encoding="utf-8") == "mine"
    )


def test_a_path_that_does_not_exist_is_a_named_failure(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("build", folder, tmp_path / "missing", "-o", tmp_path / "out", "--tagger", "none")
    assert done.returncode == 0
    assert len([line for line in done.stderr.splitlines() if "missing" in line]) == 1
    assert len(lines(tmp_path / "out", "articles")) == 3


@pytest.mark.slow
def test_the_other_verbs_read_the_last_build(run: Run, folder: Path, tmp_path: Path) -> None:
    run("build", folder, "-o", tmp_path / "out", "--tagger", "none")
    assert run("check").returncode == 0
    article = lines(tmp_path / "out", "articles")[0]["id"]
    shown = run("show", article)
    assert shown.returncode == 0
    assert article in shown.stdout
    assert run("figures", "--json").stdout.startswith("{")


def test_check_finds_a_changed_byte(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", folder, "-o", out, "--tagger", "none")
    file = out / "data" / "articles.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("遇难", "获救"), encoding="utf-8")
    done = run("check", "--data", out)
    assert done.returncode == 1
    assert "articles.jsonl" in done.stdout


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Enough posts for a build to be caught in the middle."""
    place = tmp_path / "many"
    place.mkdir()
    told = "<p>临江市应急管理局局长郑远山3月5日表示，截至当天18时，山洪已造成{0}人遇难、{0}人受伤。</p>\n"
    filler = "<p>雨还在下，河边的路灯亮着，沿岸的店铺关了门，老人和孩子坐在学校的礼堂里，等着下一顿热饭和家里的消息。</p>\n"
    for number in range(MANY):
        body = told.format(number) + filler * 60
        (place / f"{number:03}.md").write_text(post(f"山洪快讯第{number}号", 5, body=body), encoding="utf-8")
    return place


def wait_for(terminal: int, words: bytes) -> bytes:
    """Read a terminal until some words appear (30 seconds at most)."""
    seen, end = b"", time.monotonic() + 30
    while words not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 4096)
            except OSError:  # the other end is closed
                break
    return seen


def watched(command: list[str], environment: dict[str, str]) -> tuple[subprocess.Popen[bytes], int]:
    """Start a process whose standard error is a terminal, as a person has it."""
    terminal, other = pty.openpty()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # tests in the background ignore it, and so would the process
    try:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=other, env=environment | {"TERM": "xterm"})
    finally:
        signal.signal(signal.SIGINT, before)
    os.close(other)
    return process, terminal


@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM], ids=lambda sent: sent.name)
@pytest.mark.parametrize("before", [False, True], ids=["first", "again"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_that_is_stopped_leaves_the_old_dossier_or_none(
    run: Run, command: list[str], environment: dict[str, str], folder: Path, many: Path, tmp_path: Path,
    sent: signal.Signals, before: bool, jobs: str,
) -> None:  # fmt: skip
    out = tmp_path / "out"
    if before:
        run("build", folder, "-o", out, "--tagger", "none")
    old = tree(out) if before else {}
    line = [*command, "build", str(many), "-o", str(out), "--tagger", "none", "--jobs", jobs]
    process, terminal = watched(line, environment)
    seen = wait_for(terminal, b"read")
    process.send_signal(sent)
    process.wait(30)
    os.close(terminal)
    assert b"read" in seen, "progress is shown to a person"
    assert process.returncode in (130, -sent, 128 + sent)
    assert (tree(out) if out.exists() else {}) == old
    if sent == signal.SIGINT:
        assert not list(leftovers(out))
    assert run("build", folder, "-o", out, "--tagger", "none").returncode == 0
    assert not list(leftovers(out)), "the next build cleans up"


@pytest.mark.slow
def test_a_build_whose_helper_is_killed_is_whole_all_the_same(
    run: Run, command: list[str], environment: dict[str, str], many: Path, tmp_path: Path
) -> None:
    run("build", many, "-o", tmp_path / "alone", "--tagger", "none", "--jobs", "1")
    line = [*command, "build", str(many), "-o", str(tmp_path / "out"), "--tagger", "none", "--jobs", "2"]
    process = subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    killed = 0
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None:
        for helper in children.read_text("ascii").split() if children.exists() else ():
            os.kill(int(helper), signal.SIGKILL)
            killed += 1
        time.sleep(0.005)
    assert process.returncode == 0
    assert killed
    assert tree(tmp_path / "out") == tree(tmp_path / "alone")


@pytest.mark.slow
@pytest.mark.parametrize("part", [0.6, 0.9, 1.0])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_kill_at_any_moment_leaves_a_whole_dossier(
    run: Run, command: list[str], environment: dict[str, str], folder: Path, many: Path, tmp_path: Path, part: float, jobs: str
) -> None:
    out = tmp_path / "out"
    run("build", folder, "-o", out, "--tagger", "none")
    line = [*command, "build", str(many), "-o", str(out), "--tagger", "none", "--jobs", jobs]
    start = time.monotonic()
    subprocess.run(line, env=environment, capture_output=True, check=True)
    whole = time.monotonic() - start
    run("build", folder, "-o", out, "--tagger", "none")
    process = subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(whole * part)
    process.kill()
    process.wait(30)
    if not out.exists():  # caught between the two renames: the next build gives the old one its name back
        assert (tmp_path / f".{out.name}.old").is_dir()
        run("build", folder, "-o", out, "--tagger", "none")
    assert run("check", "--data", out).returncode == 0
    assert len(lines(out, "articles")) in (3, MANY)


@pytest.mark.slow
def test_two_builds_at_once_leave_one_whole_dossier(
    run: Run, command: list[str], environment: dict[str, str], folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    line = [*command, "build", str(folder), "-o", str(out), "--tagger", "none"]
    both = [subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    errors = [process.communicate(timeout=60)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], errors
    assert run("check", "--data", out).returncode == 0
    assert not list(leftovers(out))


@pytest.mark.slow
def test_quiet_when_piped(run: Run, many: Path, tmp_path: Path) -> None:
    done = run("build", many, "-o", tmp_path / "out", "--tagger", "none")
    assert done.returncode == 0
    assert not re.search(r"[\r\x1b]|#{3}", done.stderr)


@pytest.mark.slow
def test_a_link_at_the_output_is_refused_or_replaced_but_its_target_is_whole(run: Run, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    (target / "letter.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "out").symlink_to(target)
    run("build", folder, "-o", tmp_path / "out", "--tagger", "none")
    assert (target / "letter.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.slow
def test_posts_on_a_read_only_disk_are_only_read(run: Run, folder: Path, tmp_path: Path) -> None:
    before = tree(folder)
    run("build", folder, "-o", tmp_path / "out", "--tagger", "none")
    shutil.rmtree(tmp_path / "out")
    assert tree(folder) == before
