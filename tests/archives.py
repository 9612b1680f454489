"""What the tests of the archive share: the sample, and what an archive of it must give."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from shilu.engine.archive import build_archive
from shilu.engine.build import Options
from shilu.store import Archive

NewPlace = Callable[[], str]
ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "examples" / "wangxi-dam"
POSTS = sorted(SAMPLE.glob("*.md"))


def records(folder: Path) -> dict[str, bytes]:
    """The files of a dossier's records."""
    return {file.name: file.read_bytes() for file in sorted((folder / "data").iterdir())}


def copied(folder: Path, posts: list[Path]) -> Path:
    """Some posts of the sample in a folder of the sample's name: a growing archive's input."""
    place = folder / SAMPLE.name
    place.mkdir(parents=True, exist_ok=True)
    for post in posts:
        (place / post.name).write_bytes(post.read_bytes())
    return place


def exported(place: str | Path, out: Path) -> dict[str, bytes]:
    """The records of an archive, which has no problems."""
    with Archive(place) as archive:
        build_archive(archive, out, Options())
        assert list(archive.problems()) == []
    return records(out)
