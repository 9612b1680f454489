"""On the private posts: all are read, every character has its place in the bytes, clocks come out as the outlets keep them."""

from __future__ import annotations

from pathlib import Path

import pytest

from shilu import sources
from shilu.model.article import Article, Raw

pytestmark = pytest.mark.shared


def read_all(folder: Path) -> list[tuple[Article, bytes]]:
    posts = sorted(path for path in folder.rglob("*.md") if path.name != "README.md")
    assert posts
    found = []
    for path in posts:
        body = path.read_bytes()
        made = sources.read(Raw(path.name, body))
        assert isinstance(made, Article), made
        found.append((made, body))
    return found


@pytest.mark.parametrize("folder", ["posts/seeds", "benchmarks/events"])
def test_every_character_has_its_place(shared: Path, folder: str) -> None:
    for made, body in read_all(shared / folder):
        for position, character in enumerate(made.text):
            place = made.raw_map.raw(position)
            encoded = character.encode()
            assert character.isspace() or body[place : place + len(encoded)] == encoded or body[place : place + 1] == b"&"


@pytest.mark.parametrize("folder", ["posts/seeds", "benchmarks/events"])
def test_outlets_are_declared_and_blocks_cover_the_text(shared: Path, folder: str) -> None:
    for made, _ in read_all(shared / folder):
        assert sources.outlets.by_key(made.outlet.key)
        assert made.published_rule == ("guancha.beijing_as_gmt" if made.outlet.key == "guancha" else "as_labelled")
        ends = [0, *(block.end for block in made.blocks)]
        gaps = [made.text[end : block.start] for end, block in zip(ends, made.blocks, strict=False)]
        assert "".join(gaps).strip() == ""
        assert ends[-1] == len(made.text)
