"""Posts that an archive may not keep any longer: which go, and their removal, after which only a tombstone tells of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from shilu.model.article import Article, Raw
from shilu.model.errors import ShiluError, WrongChoiceError
from shilu.sources import read
from shilu.store import Archive, Version, whole


def chosen(archive: Archive, named: Sequence[str], before: str | None = None) -> list[Version]:
    """All that goes when some paths or contents (by SHA-256) are named, or all paths with nothing new since an instant.

    Every version of a path goes, and every path with the same bytes. Raises `WrongChoiceError` for what is not there.
    """
    every = archive.versions()
    known = {name for one in every for name in (one.path, one.sha256)}
    if missing := [name for name in named if name not in known]:
        raise WrongChoiceError(f"{missing[0]}: {archive.name} has no such path, and no such SHA-256")
    old = archive.versions(before) if before else []
    return whole(every, [*(one for one in every if one.path in named or one.sha256 in named), *old])


def remove(archive: Archive, gone: Sequence[Version], reason: str) -> None:
    """Remove posts for good: the evidence, what was made of it, and its traces; keep a tombstone with the reason.

    Raises `ShiluError` when traces remain because others read the archive; then it can be called again, with nothing.
    """
    if gone:
        archive.forget(_now(), reason, gone, sorted(set(_articles(archive, gone))))
    archive.erase(_now())


def _articles(archive: Archive, gone: Sequence[Version]) -> Iterator[str]:
    """The ids of the articles: the same one may come again in other bytes."""
    for one in gone:
        try:
            found = read(Raw(one.path, archive.body(one.sha256)))
        except ShiluError:
            continue  # broken bytes have no article, and go by their SHA-256 all the same
        if isinstance(found, Article):
            yield found.id


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
