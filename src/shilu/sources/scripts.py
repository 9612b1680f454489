"""Which script and language a text is in, by the characters that only one of them has."""

from __future__ import annotations

import re

from shilu.model.patterns import late

# frequent characters that differ between the scripts, in the same order
_HANS = re.compile("[这个们国说来对时会为学后发过还开关电话请东车长门问间见语让认议员动战军乡华伤灾县广区达万与书风亲亿报]")
_HANT = late("[這個們國說來對時會為學後發過還開關電話請東車長門問間見語讓認議員動戰軍鄉華傷災縣廣區達萬與書風親億報]")
_SAMPLE = 300  # characters; enough to tell
_KANA = re.compile("[\u3041-\u30ff]")
_LATIN = re.compile("[A-Za-z]")
_HAN = re.compile("[\u3400-\u9fff]")


def script_of(text: str) -> str:
    """`hant` when more kinds of traditional characters than of simplified ones occur, else `hans`."""
    hant = set(_HANT.findall(text, 0, _SAMPLE))
    return "hant" if hant and len(hant) > len(set(_HANS.findall(text, 0, _SAMPLE))) else "hans"


def language_of(text: str, declared: str) -> str:
    """The declared language, unless the letters at the start plainly say another: zh, ja or en."""
    sample = text[: _SAMPLE // 2]
    kana, latin, han = (len(letters.findall(sample)) for letters in (_KANA, _LATIN, _HAN))
    if kana > han // 4:
        return "ja"
    if han:
        return "zh" if han * 4 > latin else declared
    return "en" if latin else declared
