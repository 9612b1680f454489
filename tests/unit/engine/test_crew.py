"""Work dealt to processes comes back whole and in order, whatever becomes of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shilu.engine.crew import FEW, Crew, fitting, usable_cores

HERE = os.getpid()


def silent(done: int, total: int) -> None:
    """Nobody is told."""


def slow_square(share: range) -> list[int]:
    time.sleep(0.002)
    return [number * number for number in share]


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("total", [0, 1, 2, 90, 1000])
def test_results_come_in_order(tmp_path: Path, jobs: int, total: int) -> None:
    told: list[tuple[int, int]] = []
    squares = Crew(jobs, tmp_path).deal(total, slow_square, lambda done, of: told.append((done, of)))
    assert squares == [number * number for number in range(total)]
    assert told == sorted(told)
    assert total < 2 or told[-1] == (total, total)
    assert not list(tmp_path.iterdir()), "the helpers' files have no names"


def test_helpers_take_part(tmp_path: Path) -> None:
    makers = Crew(2, tmp_path).deal(400, lambda share: [time.sleep(0.002) or os.getpid() for _ in share], silent)
    assert len(set(makers)) == 2


def test_what_a_dead_helper_drew_is_done_again(tmp_path: Path) -> None:
    def deadly(share: range) -> list[int]:
        if os.getpid() != HERE and 50 in share:
            os.kill(os.getpid(), signal.SIGKILL)
        if os.getpid() == HERE:
            time.sleep(0.05)  # so that the helper draws it
        return list(share)

    assert Crew(2, tmp_path).deal(100, deadly, silent) == list(range(100))


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("total", [0, 1, 300])
def test_a_value_is_made_beside_by_one_helper_who_then_takes_part(tmp_path: Path, jobs: int, total: int) -> None:
    def maker() -> str:
        time.sleep(0.02)
        return f"by {os.getpid()}"

    def who(share: range) -> list[int]:
        time.sleep(0.002)
        return [os.getpid()] * len(share)

    makers, made = Crew(jobs, tmp_path).deal_beside(total, who, silent, maker)
    assert len(makers) == total
    assert (made == f"by {HERE}") == (jobs == 1 or total < 2)
    if total == 300:
        assert len(set(makers)) == jobs
        assert made == f"by {HERE}" or int(made[3:]) in makers


def test_a_value_is_made_here_when_its_maker_dies(tmp_path: Path) -> None:
    def maker() -> int:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    assert Crew(2, tmp_path).deal_beside(90, list, silent, maker) == (list(range(90)), HERE)


def test_what_a_helper_raises_is_raised_here_with_its_traceback(tmp_path: Path) -> None:
    def broken(share: range) -> list[int]:
        if os.getpid() != HERE:
            raise LookupError(f"no {share[0]}")
        time.sleep(0.01)
        return list(share)

    with pytest.raises(LookupError, match="no ") as caught:
        Crew(2, tmp_path).deal(200, broken, silent)
    assert "in broken" in "".join(caught.value.__notes__)


def values(dies_after: int) -> Iterator[int]:
    for number in range(5):
        if number == dies_after and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        yield number


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("dies_after", [0, 1, 4, 9])
def test_values_made_aside_come_even_when_the_helper_dies(tmp_path: Path, jobs: int, dies_after: int) -> None:
    with Crew(jobs, tmp_path).aside(lambda: values(dies_after)) as aside:
        assert aside.take() == 0
        assert list(aside.rest()) == [1, 2, 3, 4]


def test_what_was_made_aside_is_not_made_again(tmp_path: Path) -> None:
    made_here: list[int] = []

    def noted() -> Iterator[int]:
        for number in range(3):
            if os.getpid() == HERE:
                made_here.append(number)
            yield number

    with Crew(2, tmp_path).aside(noted) as aside:
        assert list(aside.rest()) == [0, 1, 2]
    assert made_here == []


def test_a_helper_that_is_not_waited_for_is_ended(tmp_path: Path) -> None:
    def endless() -> Iterator[int]:
        yield os.getpid()
        time.sleep(60)

    with Crew(2, tmp_path).aside(endless) as aside:
        helper = aside.take()
    with pytest.raises(ProcessLookupError):
        os.kill(helper, 0)


ORPHAN = """
import os, pathlib, sys, time
from shilu.engine.crew import Crew
def endless():
    yield os.getpid()
    time.sleep(60)
with Crew(2, pathlib.Path(sys.argv[1])).aside(endless) as aside:
    print(aside.take(), flush=True)
    time.sleep(60)
"""


def test_no_helper_outlives_a_killed_build(tmp_path: Path) -> None:
    source = str(Path(__file__).resolve().parents[3] / "src")
    command = [sys.executable, "-c", ORPHAN, str(tmp_path)]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": source})
    assert parent.stdout
    with parent.stdout as told:
        helper = int(told.readline())
        parent.kill()
        parent.wait(10)
    end = time.monotonic() + 10
    while running(helper) and time.monotonic() < end:
        time.sleep(0.02)
    assert not running(helper)


def running(pid: int) -> bool:
    """True while a process works; one that waits to be buried by init does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_the_number_of_processes_fits_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    assert usable_cores() >= 1
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr("shilu.engine.crew.usable_cores", lambda: 64)
    assert fitting(None, FEW) == 1
    assert fitting(None, FEW + 1) == 4
    assert fitting(3, 1000) == 3
    assert fitting(3, 2) == 2
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert fitting(3, 1000) == 1, "a program with threads is not forked"


def test_the_command_has_one_thread_so_that_it_may_fork() -> None:
    source = str(Path(__file__).resolve().parents[3] / "src")
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    script = "import os, sys, shilu.cli.main, shilu.engine.build; print('numpy' in sys.modules, len(os.listdir('/proc/self/task')))"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, env=environment | {"PYTHONPATH": source}, check=True)
    assert done.stdout in ("True 1\n", "False 1\n")
