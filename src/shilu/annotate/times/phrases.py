"""Runs of adjacent pieces, each finer than the one before: 当地时间 | 2022年 | 1月 | 7日 | 晚."""

from __future__ import annotations

from msgspec import Struct

from shilu.annotate.times.pieces import RANK, Atom
from shilu.model.patterns import late

_GAPS = frozenset(["", " ", "\u00a0", "\u3000"])
_LINKED = {
    "nthweek": "的",
    "quarter": "的",
    "yearpart": "的",
    "season": "的",
    "month": "的",
    "minute": "零",
    "same": "的",
    "hour": "约",
    "clock": "约",
}
_SHORT_PART = late(r"\s?[晚夜晨早](?![餐饭报会宴已期安年盘点稻些])")
_SHORT_SECTION = late(r"[底初末](?![一二三四五六七八九十部级中特律])")
_CLOCK_BEFORE = late(r"(?:^|(?<!比[：:])[在于从到至自约过前后近—–~～\-（(\[【)）\]】，,。、；;：:！？\n“”])\s?$")
_CLOCK_AFTER = frozenset("的时许起前后至到开")
_ABOUT = late(r"\s?(?:许|左右|前后|多(?![名人个]))+")
_YEARLIKE = frozenset(["year", "relyear", "sameyear"])
_MONTHLIKE = frozenset(["month", "relmonth", "samemonth"])
_MONTHS_OR_YEARS = _YEARLIKE | _MONTHLIKE
SPACES = frozenset(filter(str.isspace, map(chr, range(0x3001))))
_SUFFIXES = SPACES.union("半晚夜晨早底初末")  # with one of these a suffix begins
_DAYLIKE = frozenset(["days", "relday", "same", "weekday", "date", "stated", "holiday", "lunar"])
_CLOCKLIKE = frozenset(["hour", "clock", "minute", "second"])
_DAY_OR_PART = (RANK["days"], RANK["part"])
_FAR = 99  # there is no piece to join
_NOT_ALONE = frozenset(["zone", "minute", "second", "nthweek", "season"])


class Phrase(Struct, frozen=True):
    """Pieces that belong together, and the range that they cover with their tails (许, 左右)."""

    pieces: list[Atom]
    start: int
    end: int


def phrase_at(text: str, pieces: list[Atom], index: int) -> tuple[Phrase | None, int]:
    """The phrase that begins with a piece, and the index of the first piece behind it."""
    piece, count = pieces[index], len(pieces)
    run, first = [piece], piece
    while True:
        index += 1
        end = piece.end
        gap = pieces[index].start - end if index < count else _FAR
        if gap and text[end : end + 1] in _SUFFIXES and (suffix := _suffix(text, piece)):
            run.append(piece := suffix)
            gap -= piece.end - end
        if gap > 1 or not _joined(text, piece, pieces[index]):
            break
        run.append(piece := pieces[index])
    if piece.kind not in _CLOCKLIKE and first.kind not in _NOT_ALONE:
        return Phrase(run, first.start, piece.end), index
    kept = _standing(text, run)
    return (Phrase(kept, kept[0].start, _end(text, kept[-1])) if kept else None), index


def _joined(text: str, piece: Atom, following: Atom) -> bool:
    if RANK.get(following.kind, -1) <= RANK.get(piece.kind, 99):
        return False
    gap = text[piece.end : following.start]
    return gap in _GAPS or gap == _LINKED.get(following.kind)


def _suffix(text: str, piece: Atom) -> Atom | None:
    """The short words that stand only behind a numeral: 7日晚, 2023年底, 3月初."""
    kind, end = piece.kind, piece.end
    if kind == "hour" and text[end] == "半":
        return Atom("minute", end, end + 1, (30,))
    if kind in _DAYLIKE and not piece.name and (match := _SHORT_PART.match(text, end)):
        return Atom("part", match.start(), match.end(), (), match[0].strip())
    if kind in _MONTHS_OR_YEARS and (match := _SHORT_SECTION.match(text, end)):
        early = match[0] == "初"
        if kind in _YEARLIKE:
            return Atom("yearpart", match.start(), match.end(), (1, 1) if early else (12, 12))
        return Atom("tenday", match.start(), match.end(), (1, 5) if early else (24, 31))
    return None


def _standing(text: str, run: list[Atom]) -> list[Atom]:
    """The run without what cannot stand: an hour that may be none, a zone or a minute alone."""
    for index, piece in enumerate(run):
        if RANK[piece.kind] in _DAY_OR_PART:
            break
        if piece.kind == "hour" and piece.numbers[-1]:
            run = run[:index]
            break
    if not run or (run[0].kind in _NOT_ALONE and all(piece.kind in _NOT_ALONE for piece in run)):
        return []
    alone = len(run) == 1 and run[0].kind == "clock"
    return [] if alone and not _clock_stands(text, run[0]) else run


def _clock_stands(text: str, piece: Atom) -> bool:
    """True when figures with a colon are among the words of a time: a score, a ratio and a size are not."""
    before = _CLOCK_BEFORE.search(text, max(0, piece.start - 3), piece.start)
    return before is not None or text[piece.end : piece.end + 1] in _CLOCK_AFTER


def _end(text: str, last: Atom) -> int:
    if last.kind in _CLOCKLIKE and (match := _ABOUT.match(text, last.end)):
        return match.end()
    return last.end
