"""What a caption says of its picture: whose it is, and the day it shows."""

from __future__ import annotations

import re
from datetime import date

from shilu.model.patterns import late

_NAMED = r"[^\s，,。；;）)：:]{1,20}"
_CREDIT = late(
    rf"[图圖](?:自|源(?![自于於头頭泉]))\s*[:：]?\s*(?P<named>{_NAMED})[）)]?[。.]?\s*$"
    rf"|(?:[图圖]片?|照片|视频|視頻|影片)(?:来源|來源|来自|來自)\s*[:：]\s*(?P<marked>{_NAMED})[）)]?[。.]?\s*$"
    rf"|(?:^|[\s（(。])(?:[图圖]片?|照片|视频|視頻|影片)(?:来源|來源|来自|來自)\s*(?P<plain>{_NAMED})[）)]?$"
    r"|[（(](?P<agency>[^（）()，,。：:\s]{1,12}(?:社|网|網|报|報|图片|圖片|影像|视觉|視覺|新闻|新聞|供图|供圖|摄|攝))[）)]\s*$"
    r"|[（(](?P<latin>(?:Reuters|AFP|AP|EPA|Getty Images|Getty|Xinhua|TASS|CNA)[^（）()]{0,20})[）)]\s*$"
    r"|(?:^|\s)[图圖][\s/／:：]\s?(?P<slash>[^\s，。/／:：]{1,12}(?:[/／][^，。]{1,30})?)\s*$"
)
_DAY = late(r"(?:(\d{4})\s?年)?\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")


def credit(caption: str) -> str | None:
    """Whose picture it is, as written: 图自X, 图源：X, (agency) at the end."""
    found = _CREDIT.search(caption)
    return next((words for words in found.groups() if words), None) if found else None


def depicted_on(caption: str, published: date | None) -> date | None:
    """The day in a caption; without a year, the latest such day that is not after publication."""
    found = _DAY.search(caption)
    if not found or not (found[1] or published):
        return None
    year = int(found[1]) if found[1] else published.year if published else 0
    day = _day(year, found)
    if day and published and not found[1] and day > published:
        return _day(year - 1, found)
    return day


def _day(year: int, found: re.Match[str]) -> date | None:
    try:
        return date(year, int(found[2]), int(found[3]))
    except ValueError:
        return None


def is_credit(words: str) -> bool:
    """True when a stretch ends in a picture credit that only a caption has (图自X and the like, not a bare parenthesis)."""
    found = _CREDIT.search(words)
    return found is not None and found["agency"] is None and found["latin"] is None
