from __future__ import annotations

import pytest

from shilu.model.steps import Steps, in_step


def work(name: str, steps: int, log: list[str]) -> Steps[str]:
    for step in range(steps):
        log.append(f"{name}{step}")
        yield
    return name.upper()


def test_each_does_a_step_before_any_does_the_next() -> None:
    log: list[str] = []
    assert in_step([work("a", 3, log), work("b", 1, log), work("c", 2, log)]) == ["A", "B", "C"]
    assert log == ["a0", "b0", "c0", "a1", "c1", "a2"]


def test_nothing_to_do_is_done() -> None:
    assert in_step([]) == []
    assert in_step([work("a", 0, [])]) == ["A"]


def test_what_breaks_in_one_is_raised() -> None:
    def breaks() -> Steps[str]:
        yield
        raise KeyError("here")

    with pytest.raises(KeyError, match="here"):
        in_step([work("a", 1, []), breaks()])
