"""What the figures of one article say about each other: parts and wholes, a headline's place, a forecast over a whole list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from shilu.model.patterns import late
from shilu.model.statements import Figure
from shilu.statements.figures.context import Context
from shilu.statements.figures.cues import BASIS
from shilu.statements.figures.lexicon import kind_of

_PART = re.compile(
    r"其中|包括|包含|当中有|分别|中(?<=[人名者员]中)(?=已|有|，)|之中(?<=[人名者员]之中)(?=已|有|，)|当中(?<=[人名者员]当中)(?=已|有|，)"
)
_MAY_PART = re.compile("[中包分（(]")  # one of these stands in whatever sets a part beside its whole
_OF_THEM = re.compile(
    r"(伤者|伤员|死者|遇难者|罹难者|被捕者|被拘留者|失踪者|失联者|被困者|获救者|感染者|患者)(?:之|当)?中[^，。；]{0,6}\Z"
)
_PART_RULE = "statements.figure.part"
_LISTED = frozenset({"statements.figure.listed", "statements.figure.sum", "statements.figure.shared_marker"})
_OUT_OF = late(r"[^，。；]{0,8}(?<!集)中[^，。；]{0,6}")
WITHIN = late(r"[^，。；]{0,10}在内(?:的|，)?[^，。；]{0,6}")
AMONG = late(r"[^，。；]{0,8}(?<![集其])(?:之|当)?中(?=[，有已共])")  # 28架飞机中，有17架
_APART = late(r"另有|另外|此外|还有|以外|累计|新增|现有|尚有|现存")
_OPENS = frozenset("（(")
_LOOK_BACK = 6


def linked(context: Context, made: Sequence[Figure]) -> list[Figure]:
    """The figures with what they lend each other; same order, same number."""
    return _wholes(context, _borrowed(context, made))


def _borrowed(context: Context, made: Sequence[Figure]) -> list[Figure]:
    """A headline that names no place for its number means the place of the same number in the body."""
    if not any(figure.headline for figure in made):
        return list(made)
    body: dict[tuple[str, Decimal | None], str] = {
        (f.kind, f.value): f.place for f in reversed(made) if not f.headline and f.value is not None and f.place
    }
    return [
        replace(figure, place=body[figure.kind, figure.value])
        if figure.headline and (figure.kind, figure.value) in body and _placeless(context, figure)
        else figure
        for figure in made
    ]


def _placeless(context: Context, figure: Figure) -> bool:
    """True for a figure of a headline in which no place stands."""
    block = context.block(figure.span.start)
    return block is not None and context.where.last_place(block.start, block.end) is None


def _wholes(context: Context, made: Sequence[Figure]) -> list[Figure]:
    """Link each part (其中, 包括) to the figure of its kind that was given before; it is new, if that is."""
    done: list[Figure] = []
    parted = -1  # the last figure out of which others are told (28架飞机中，有…)
    for at, figure in enumerate(made):
        first = max(0, at - _LOOK_BACK)
        before, floor = made[first:at], context.sentence(figure.span.start).start
        whole = _behind(context, figure, made[at + 1]) if figure.rule == _PART_RULE and at + 1 < len(made) else None
        if whole is None and parted >= first:
            whole = _among(context, floor, made[parted], before, figure)
        whole = whole or _whole(context, floor, before, figure)
        listed = whole is not None or figure.rule in _LISTED
        done.append(_placed(context, done, figure, whole) if listed else figure)
        if figure.number and AMONG.match(context.text, figure.number[1]):
            parted = at
    return done


def _placed(context: Context, done: Sequence[Figure], figure: Figure, whole: Figure | None) -> Figure:
    """A figure with its whole; what is left out beside it (the sort of cases, 新增) is as at the head of its list."""
    if not done:
        return replace(figure, part_of=whole.id) if whole else figure
    head = next((other for other in reversed(done) if whole and other.id == whole.id), done[-1])
    who = head.population if whole and figure.population is None and figure.rule.endswith(".listed") else figure.population
    new = head.basis == "increment" != figure.basis and head.kind == figure.kind and not _has_basis(context, figure)
    return replace(figure, part_of=whole.id if whole else None, population=who, basis="increment" if new else figure.basis)


def _has_basis(context: Context, figure: Figure) -> bool:
    """True when words of its own clause say whether a number is new, standing or a running total."""
    start = figure.number[0] if figure.number else figure.span.start
    return BASIS.search(context.text, context.clause_start(start), start) is not None


def _behind(context: Context, figure: Figure, after: Figure) -> Figure | None:
    """The figure right behind one that it holds: 包括3名船员在内的|9人遇难."""
    if figure.number is None or after.number is None or figure.kind != after.kind:
        return None
    held = WITHIN.fullmatch(context.text, figure.number[1], after.number[0])
    return after if held and _may_hold(after, figure) else None


def _whole(context: Context, floor: int, before: Sequence[Figure], figure: Figure) -> Figure | None:
    """The figure that this one is a part of: in its sentence from `floor`, or in the one before when its own begins with 其中."""
    text, number = context.text, figure.number[0] if figure.number else 0
    if not before or figure.number is None or _MAY_PART.search(text, floor, number) is None:
        return None
    cue = _PART.search(text, floor, number)
    if text.find("中", floor, number) >= 0 and (of_them := _OF_THEM.search(text, floor, number)):
        return next((other for other in reversed(before) if other.kind == kind_of(of_them[1]) and _may_hold(other, figure)), None)
    if cue is None and text.find("（", floor, number) < 0 and text.find("(", floor, number) < 0:
        return None
    if cue and floor and cue.start() == floor:
        floor = context.sentence(floor - 1).start
    for other in reversed(before):
        if other.number is None or other.number[0] < floor:
            return None
        if _alike(context, other, figure) and _is_part(context, floor, other.number, figure.number) and _may_hold(other, figure):
            return other
    return None


def _among(context: Context, floor: int, whole: Figure, before: Sequence[Figure], figure: Figure) -> Figure | None:
    """28架飞机中，有17架坠毁，另外11架返航: out of what stands before, the last of them when they add up to it."""
    if whole.number is None or figure.number is None or whole.number[0] < floor or whole.unit != figure.unit:
        return None
    if not _may_hold(whole, figure):
        return None
    parts = [one for one in before if one.number and one.number[0] > whole.number[1] and one.unit == whole.unit]
    if not parts:
        return None if _APART.search(context.text, whole.number[1], figure.number[0]) else whole
    told = [one.value for one in (*parts, figure)]
    return whole if whole.value is not None and None not in told and sum(filter(None, told)) <= whole.value else None


def _alike(context: Context, whole: Figure, part: Figure) -> bool:
    """True for one kind, or for 转移的2.6万人中已有1.4万人返家: what happened next to some of them."""
    if whole.kind == part.kind:
        return True
    assert whole.number
    return whole.unit == part.unit and _OUT_OF.match(context.text, whole.number[1]) is not None


def _is_part(context: Context, floor: int, whole: tuple[int, int], part: tuple[int, int]) -> bool:
    """True when 其中 or the like stands between two numbers, nothing sets them apart again, and none stands before both."""
    if _in_brackets(context.text, whole[1], part[0]):
        return True
    cues = list(_PART.finditer(context.text, whole[1], part[0]))
    if not cues or _APART.search(context.text, cues[-1].end(), part[0]):
        return False
    earlier = _PART.search(context.text, floor, whole[0])
    return earlier is None or earlier.start() == floor


def _in_brackets(text: str, whole: int, part: int) -> bool:
    """5例（甲县3例、乙县2例）: the bracket opens right behind the whole with its classifier and is not closed before the part."""
    opened = next((at for at in (whole, whole + 1) if text[at : at + 1] in _OPENS), None)
    return opened is not None and not any(mark in text[opened:part] for mark in "）)")


def _may_hold(whole: Figure, part: Figure) -> bool:
    """False when the part is certainly larger than the whole."""
    low = part.low if part.low is not None else part.value
    return low is None or whole.high is None or low <= whole.high
