"""Simplified and traditional script: one view of the text in which every grammar reads, character for character."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from shilu.lang.tables import rows
from shilu.model.errors import ShiluError

if TYPE_CHECKING:
    import opencc

_IN_WORDS = "沈藉哩瞭甦衹坏覆"  # simplified by themselves, but changed inside some words (沈默, 英哩, 毛坏, 答覆)
_ORDINARY = r"(?<![坏覆])|(?<=[捏毛土打陶拉一]坏)|(?<=坏)(?=[土子布])|(?<=[回答批拜重反函示明申]覆)|(?<=覆)(?=[墓按文校信呈命])"


@cache
def _converter() -> opencc.OpenCC:
    """OpenCC's `t2s` alone: it changes characters, never words, so that spans stay where they are."""
    import opencc  # with its tables: few articles in simplified script need it

    return opencc.OpenCC("t2s")


@cache
def _traditional() -> re.Pattern[str]:
    """A character that the conversion may change. Most articles have none, and this finds it out in a fifth of the time."""
    [[changed]] = rows("traditional.tsv")
    return re.compile(f"[{changed}{_IN_WORDS}\U00010000-\U0010ffff](?:{_ORDINARY})")


def simplify(text: str) -> str:
    """The text in simplified script, exactly as long as the original.

    OpenCC keeps the length for all of Unicode's Han characters that its table maps one to one; should a version of it
    ever not, the text is converted character by character.
    """
    if not _traditional().search(text):
        return text
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    single = "".join(_one(character) for character in text)
    if len(single) != len(text):
        raise ShiluError("script conversion changed the length of a text: is the installed OpenCC the pinned one?")
    return single


@cache
def _one(character: str) -> str:
    """One character in simplified script; itself where the table maps it to several."""
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character
