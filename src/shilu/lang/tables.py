"""The tables of package data: tab-separated, one comment line with source and licence first."""

from __future__ import annotations

from importlib.resources import files


def rows(name: str, room: str = "lang") -> list[list[str]]:
    """The cells of each line of a room's `data/NAME`, comments left out."""
    text = (files(f"shilu.{room}") / "data" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
