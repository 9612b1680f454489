"""The tables of package data: tab-separated, one comment line with source and licence first."""

from __future__ import annotations

from importlib.resources import files


def rows(name: str) -> list[list[str]]:
    """The cells of each line of `lang/data/NAME`, comments left out."""
    text = (files("shilu.lang") / "data" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
