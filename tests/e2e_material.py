"""Invented posts, and what a dossier on disk holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

BODY = "<div>\n<p>临江市应急管理局3月5日通报，截至当天18时，山洪已造成{killed}人遇难、{injured}人受伤。</p>\n</div>\n"


def post(title: str = "临江山洪：通报伤亡", day: int = 5, killed: int = 3, injured: int = 8, body: str | None = None) -> str:
    """One invented Hexo post."""
    date = format_datetime(datetime(2024, 3, day, 10 + day, tzinfo=UTC), usegmt=True)
    head = f"---\ntitle: '{title}'\ncategories:\n - 新闻\nauthor: 临江新闻网\ncomments: false\ndate: {date}\n---\n\n"
    return head + (body if body is not None else BODY.format(killed=killed, injured=injured))


def lines(out: Path, name: str) -> list[dict[str, Any]]:
    """The records of one file of a dossier."""
    return [json.loads(line) for line in (out / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def manifest(out: Path) -> dict[str, Any]:
    """The manifest of a dossier."""
    data: dict[str, Any] = json.loads((out / "data" / "manifest.json").read_text(encoding="utf-8"))
    return data


def tree(out: Path) -> dict[str, bytes]:
    """Every file of a dossier with its bytes."""
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def leftovers(out: Path) -> Iterator[Path]:
    """What a build leaves beside its place: nothing, when it ends by itself."""
    return (path for path in out.parent.iterdir() if path.name.startswith(f".{out.name}."))
