"""Ordinary words of two characters: what begins, ends or is made of them is hardly the name of a place that no table knows."""

from __future__ import annotations

from functools import cache

from shilu.lang.tables import rows

_WORD = 2


@cache
def _words() -> dict[str, frozenset[str]]:
    return {kind: frozenset(words.split(" ")) for kind, words in rows("ordinary_words.tsv")}


def ordinary(stem: str) -> bool:
    """True for 示范, 推动湾, 数字直播: it begins or ends with an ordinary word that is no noun, or consists of ordinary words."""
    words, nouns = _words()["word"], _words()["noun"]
    first, last = stem[:_WORD], stem[-_WORD:]
    if first in words or last in words:
        return True
    return first in nouns and last in nouns and len(stem) in (_WORD, 2 * _WORD)


def ordinary_word(word: str) -> bool:
    """True for an ordinary word of two characters that is no noun: 冲击, 造成."""
    return word in _words()["word"]
