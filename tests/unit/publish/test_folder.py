from pathlib import Path

import pytest

from shilu.model.errors import NothingWrittenError
from shilu.publish import folder
from shilu.publish.folder import write_folder

FILES = {"data/manifest.json": b"{}\n", "index.html": "<p>一</p>".encode()}


def tree(path: Path) -> set[str]:
    return {str(file.relative_to(path)) for file in path.rglob("*") if file.is_file()}


def test_a_folder_is_written_and_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "a" / "out"
    write_folder(out, FILES | {"old.txt": b"old"})
    write_folder(out, FILES)

    assert tree(tmp_path) == {"a/out/data/manifest.json", "a/out/index.html"}


def test_a_folder_of_somebody_else_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")

    with pytest.raises(NothingWrittenError, match="other things"):
        write_folder(tmp_path, FILES)
    assert tree(tmp_path) == {"thesis.txt"}


def test_a_file_in_the_place_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")

    with pytest.raises(NothingWrittenError, match="is a file"):
        write_folder(tmp_path / "out", FILES)


def test_when_writing_fails_the_old_dossier_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    write_folder(out, FILES)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder.os, "fsync", full)
    with pytest.raises(NothingWrittenError, match="No space left"):
        write_folder(out, FILES | {"index.html": b"new"})

    assert (out / "index.html").read_bytes() == FILES["index.html"]
    assert tree(tmp_path) == {"out/data/manifest.json", "out/index.html"}


def test_a_build_killed_between_the_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_folder(out, FILES)
    out.rename(tmp_path / ".out.old")
    (tmp_path / ".out.new-999999999").mkdir()
    write_folder(out, FILES | {"index.html": b"new"})

    assert (out / "index.html").read_text() == "new"
    assert tree(tmp_path) == {"out/data/manifest.json", "out/index.html"}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
