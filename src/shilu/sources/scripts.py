"""Which script and language a text is in, by counting characters that only one of them has."""

from __future__ import annotations

import re

# frequent characters that differ between the scripts, in the same order
_HANS = re.compile("[这个们国说来对时会为学后发过还开关电话请东车长门问间见语让认议员动战军乡华伤灾县广区达万与书风亲亿报]")
_HANT = re.compile("[這個們國說來對時會為學後發過還開關電話請東車長門問間見語讓認議員動戰軍鄉華傷災縣廣區達萬與書風親億報]")
_SAMPLE = 600  # characters; enough to tell
_HAN = re.compile("[\u3400-\u9fff]")
_KANA = re.compile("[\u3041-\u30ff]")
_LATIN = re.compile("[A-Za-z]")


def script_of(text: str) -> str:
    """`hant` when traditional characters outnumber simplified ones, else `hans`."""
    text = text[:_SAMPLE]
    return "hant" if len(_HANT.findall(text)) > len(_HANS.findall(text)) else "hans"


def language_of(text: str, declared: str) -> str:
    """The declared language, unless the letters plainly say another: zh, ja or en."""
    sample = text[:_SAMPLE]
    han, kana = len(_HAN.findall(sample)), len(_KANA.findall(sample))
    if kana > han // 4:
        return "ja"
    if han:
        return "zh" if han * 4 > len(_LATIN.findall(sample)) else declared
    return "en" if _LATIN.search(sample) else declared
