import os
from pathlib import Path

import pytest

from shilu.engine.find import MAX_BYTES, Input, find, load
from shilu.model.article import Raw
from shilu.model.errors import Failure


def touch(path: Path, body: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path


def test_paths_begin_with_the_arguments_last_component(tmp_path: Path) -> None:
    touch(tmp_path / "posts" / "b" / "2.md")
    touch(tmp_path / "posts" / "1.md")

    inputs, failures, skipped = find([tmp_path / "posts"], tmp_path / "out")

    assert [i.path for i in inputs] == ["posts/1.md", "posts/b/2.md"]
    assert (failures, skipped) == ([], [])


def test_the_order_of_arguments_does_not_matter_and_a_file_is_read_once(tmp_path: Path) -> None:
    one, two = touch(tmp_path / "a" / "1.md"), touch(tmp_path / "b" / "2.md")
    forth = find([tmp_path / "a", two, one, tmp_path], tmp_path / "out")
    back = find([tmp_path, one, two, tmp_path / "a"], tmp_path / "out")

    assert forth == back
    assert len(forth[0]) == 2


def test_other_files_are_named_skips_and_hidden_ones_are_left_alone(tmp_path: Path) -> None:
    touch(tmp_path / "p" / "gold.json")
    touch(tmp_path / "p" / ".git" / "x.md")

    inputs, _, skipped = find([tmp_path / "p"], tmp_path / "out")

    assert inputs == []
    assert [s.path for s in skipped] == ["p/gold.json"]


def test_a_directory_loop_is_one_failure_and_the_rest_is_read(tmp_path: Path) -> None:
    touch(tmp_path / "p" / "1.md")
    (tmp_path / "p" / "loop").symlink_to(tmp_path / "p")

    inputs, failures, _ = find([tmp_path / "p"], tmp_path / "out")

    assert [i.path for i in inputs] == ["p/1.md"]
    assert [f.path for f in failures] == ["p/loop"]
    assert "loop" in failures[0].error


def test_nothing_under_out_is_read(tmp_path: Path) -> None:
    touch(tmp_path / "p" / "out" / "old.md")
    touch(tmp_path / "p" / "1.md")

    inputs, _, _ = find([tmp_path / "p"], tmp_path / "p" / "out")

    assert [i.path for i in inputs] == ["p/1.md"]


def test_what_is_missing_is_a_failure_that_names_it(tmp_path: Path) -> None:
    _, failures, _ = find([tmp_path / "none"], tmp_path / "out")

    assert failures == [Failure(str(tmp_path / "none"), "find", "no such file or folder")]


def test_a_huge_file_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)

    result = load(Input("huge.md", path))

    assert isinstance(result, Failure)
    assert "larger than the limit" in result.error


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")

    assert load(Input("pipe.md", tmp_path / "pipe.md")) == Failure("pipe.md", "read", "not a regular file")


def test_a_file_is_loaded_as_it_is(tmp_path: Path) -> None:
    assert load(Input("1.md", touch(tmp_path / "1.md", b"\xff\x00"))) == Raw("1.md", b"\xff\x00")
