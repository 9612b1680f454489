"""The labels of the contract's words in Chinese and English, and their order on the page."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from shilu.dossier.terms import Words


@cache
def _table() -> dict[tuple[str, str], tuple[int, Words]]:
    lines = files("shilu.dossier").joinpath("data/words.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {(area, word): (place, Words(zh, en)) for place, (area, word, zh, en) in enumerate(rows)}


@lru_cache(maxsize=1024)
def label(area: str, word: str) -> Words:
    """The label of a word of the contract; a word that the table does not know stands for itself."""
    found = _table().get((area, word))
    return found[1] if found else Words(word, word)


@lru_cache(maxsize=1024)
def rank(area: str, word: str) -> int:
    """Where a word stands on the page, compared with the others of its area; unknown words come last."""
    found = _table().get((area, word))
    return found[0] if found else len(_table())
