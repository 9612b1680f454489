"""Words that move factuality (who is how sure) or realis (whether a thing has happened, is planned, is feared)."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from shilu.annotate.reading import Reading
from shilu.lang.lexicon import Lexicon
from shilu.lang.tables import rows
from shilu.model.marks import HedgeMark
from shilu.model.patterns import late
from shilu.model.rules import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "annotate.hedge.marker",
        "A word of the table: 可能, 恐怕, 预计, 疑似, 如果, 将, 否认 ... with its FactBank value and realis.",
        "大桥[恐怕]已经封闭，[预计]周末[将]重新开放。",
        "两名将军在恐怖片里演出，不尽可能。",
        source="FactBank 1.0 value table",
    ),
    Rule(
        "annotate.hedge.or",
        "或 before a verb or a number word is a hedge; between two nouns it is a conjunction.",
        "渡轮明天[或]将停航，损失[或]超过百万元。",
        "乘客可以退票或改签，也可以换乘火车或汽车。",
    ),
)

_OR = late(r"将|已|会|有|致|达|超|逾|因|为|与|是|在|涉|遭|面临|导致|造成|引发|成为|增|升|降|需|要|再|于|可|许|不|被|从")
_OR_LEFT = late(
    r"(?:^|[，,。；：！？\s　人数间员民区国灾震难者失害量这这场]|数字|事故|原因|方面|时间|最终|可能|今年|明年|[日月年])$"
)
_COND = late(r"无|要|有|是|不|在|能|想|未|遇|发现|继续|再|被|出现|发生|其|他|她|双方|对方|仍")
_COND_LEFT = late(r"(?:^|[，,。；：！？“「『\n\s　表示称说指出])$")
_LIKELY = re.compile(r"将|会|有|可|达|于|为")
_GRAMMAR = {"或": (_OR, _OR_LEFT), "若": (_COND, _COND_LEFT), "料": (_LIKELY, _OR_LEFT)}  # these stand by what is around them


class Entry(Struct, frozen=True):
    """What a marker does, and the patterns around which it is another word; `sure` when it never is."""

    word: str
    rule: str
    sure: bool
    value: str
    realis: str | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


@cache
def _lexicon() -> Lexicon[Entry]:
    """The table, ready to search."""
    return Lexicon({row[0]: _entry(*row) for row in _rows()})


def _rows() -> list[list[str]]:
    """The rows with their five fields, empty ones filled in."""
    return [[*row, "", ""][:5] for row in rows("hedges.tsv", "annotate")]


def _entry(word: str, value: str, realis: str, before: str, after: str) -> Entry:
    """One row; `@name` fields are grammar of this module, not patterns."""
    left = late(f"(?:{before})$") if before and before[0] != "@" else None
    right = late(after) if after and after[0] != "@" else None
    rule = "annotate.hedge.or" if word.startswith("或") and len(word) < 3 and word != "或许" else "annotate.hedge.marker"
    sure = left is right is None and word not in _GRAMMAR
    return Entry(word, rule, sure, value, None if realis == "-" else realis, left, right)


def mark_hedges(read: Reading) -> tuple[HedgeMark, ...]:
    """Mark one article; sorted by (start, end)."""
    text, lexicon = read.text, _lexicon()
    found: list[HedgeMark] = []
    for start, end, number in lexicon.numbered(text):
        entry = lexicon.values[number]
        if entry.sure or _stands(text, start, end, entry):
            found.append(HedgeMark(start, end, entry.word, entry.value, entry.realis, entry.rule))
    return tuple(found)


def _stands(text: str, start: int, end: int, entry: Entry) -> bool:
    """Whether the word is the hedge here and not a conjunction or a part of another word."""
    left = text[max(0, start - 6) : start]
    if entry.word not in _GRAMMAR:
        return not (entry.after and entry.after.match(text, end)) and not (entry.before and entry.before.search(left))
    right, before = _GRAMMAR[entry.word]
    return right.match(text, end) is not None and before.search(left) is not None
