"""Simplified and traditional script: one view of the text in which every grammar reads, character for character."""

from __future__ import annotations

from functools import cache

import opencc

from shilu.model.errors import ShiluError


@cache
def _converter() -> opencc.OpenCC:
    """OpenCC's `t2s` alone: it changes characters, never words, so that spans stay where they are."""
    return opencc.OpenCC("t2s")


def simplify(text: str) -> str:
    """The text in simplified script, exactly as long as the original.

    OpenCC keeps the length for all of Unicode's Han characters that its table maps one to one; should a version of it
    ever not, the text is converted character by character.
    """
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
