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
_GRAMMAR = frozenset("或若料")  # these stand by what is around them
_LIKELY = re.compile(r"将|会|有|可|达|于|为")


class Entry(Struct, frozen=True):
    """What a marker does, and the patterns around which it is another word."""

    value: str
    realis: str | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


@cache
def _lexicon() -> Lexicon[Entry]:
    """The table, ready to search."""
    return Lexicon({word: _entry(value, realis, before, after) for word, value, realis, before, after in _rows()})


def _rows() -> list[list[str]]:
    """The rows with their five fields, empty ones filled in."""
    return [[*row, "", ""][:5] for row in rows("hedges.tsv", "annotate")]


def _entry(value: str, realis: str, before: str, after: str) -> Entry:
    """One row; `@name` fields are grammar of this module, not patterns."""
    left = late(f"(?:{before})$") if before and before[0] != "@" else None
    right = late(after) if after and after[0] != "@" else None
    return Entry(value, None if realis == "-" else realis, left, right)


def mark_hedges(read: Reading) -> tuple[HedgeMark, ...]:
    """Mark one article; sorted by (start, end)."""
    found: list[HedgeMark] = []
    for start, end, entry in _lexicon().find(read.text):
        lemma = read.text[start:end]
        if _stands(read.text, start, end, lemma, entry):
            rule = "annotate.hedge.or" if lemma.startswith("或") and len(lemma) < 3 and lemma != "或许" else "annotate.hedge.marker"
            found.append(HedgeMark(start, end, lemma, entry.value, entry.realis, rule))
    return tuple(found)


def _stands(text: str, start: int, end: int, lemma: str, entry: Entry) -> bool:
    """Whether the word is the hedge here and not a conjunction or a part of another word."""
    if entry.before is entry.after is None and lemma not in _GRAMMAR:
        return True
    left = text[max(0, start - 6) : start]
    if lemma == "或":
        return bool(_OR.match(text, end)) and bool(_OR_LEFT.search(left))
    if lemma == "若":
        return bool(_COND.match(text, end)) and bool(_COND_LEFT.search(left))
    if lemma == "料":
        return bool(_LIKELY.match(text, end)) and bool(_OR_LEFT.search(left))
    return not (entry.before and entry.before.search(left)) and not (entry.after and entry.after.match(text, end))
