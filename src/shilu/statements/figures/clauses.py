"""The lexicon's words around the counted quantities, and the kind that they give to a number."""

from __future__ import annotations

import re

from msgspec import Struct

from shilu.model.patterns import late
from shilu.statements.figures.counted import Counted
from shilu.statements.figures.lexicon import Word, Words

AREAS = re.compile(
    r"[ \u00a0]?(?:主要|成员|邻近|不同|沿海|西方)?(?:国家?|地区|城市|州|省|县|市|方面|问题"
    r"|原因|部门|机构|单位|组织|媒体|步骤|疗程|回合|样本|标本|样品|方向|方位|角度|层面|领域|环节|维度)"
)
PLACES = late(  # 16个失联村庄: what befell the places that are counted befell nobody
    r"(?:(?:受灾|受影响|受损|受淹|被淹|失联|失踪|断[水电网]|因[^，。；、]{1,4}断[水电网])(?:较?严重|较重)?的?)?(?:居民|自然|行政|重点)?"
    r"(?:地区|县|市|乡镇?|镇(?!静|定)|村(?!民)|社区|小区|街道)"
)
TALKING = re.compile(r"说|表示|证实|指出|透露|报道|宣布|称(?!为)|担心|寻找|搜寻|哀悼|悼念|回忆|强调|警告|讲述")
_ADJACENT = late(r"(?:了|有|为|者|的|共|达|至|：|:|[ \u00a0]|「|“)*\Z")


class Kind(Struct, frozen=True):
    """What a number counts, by which rule, and the evidence `start:end` beside the number. `word` made it, `act` if a verb did."""

    kind: str
    rule: str
    start: int
    end: int
    word: Word | None = None


class Clauses:
    """The lexicon's words around the counted quantities of one text."""

    def __init__(self, text: str, words: Words) -> None:
        """`text` is the simplified view."""
        self.text = text
        self.words = words

    def adjacent(self, word: Word, item: Counted) -> bool:
        """True when nothing but 了, 有, 的 ... stands between a word and the number behind it."""
        return _ADJACENT.match(self.text, word.end, item.mark.start) is not None

    def touching(self, item: Counted, word: Word) -> bool:
        """True when a word follows the number at once."""
        return word.start - item.mark.end <= (
            1 if self.text[item.mark.end : word.start] in (" ", "皆", "均", "都", "被", "已") else 0
        )


def by_word(item: Counted, kind: str, rule: str, word: Word) -> Kind:
    """A kind with its evidence stretched over the word that made it."""
    start, end = min(item.mark.start, word.start), max(item.mark.end, word.end)
    return Kind(kind, f"statements.figure.{rule}", start, end, word)
