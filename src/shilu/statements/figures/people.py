"""Who or what is counted, in the words of the text, and their group in the contract's lattice."""

from __future__ import annotations

import re

from shilu.lang.script import simplify
from shilu.model.marks import QuantityMark
from shilu.model.patterns import late
from shilu.statements.figures.cases import sort_of
from shilu.statements.figures.clauses import Kind
from shilu.statements.figures.context import Context
from shilu.statements.figures.lexicon import Word, group_of
from shilu.statements.figures.phrases import HAN, phrase_end

PEOPLE = frozenset(
    {"killed", "injured", "casualties", "missing", "detained", "charged", "released", "hostages", "displaced", "evacuated"}
    | {"participants", "attackers", "troops_sent", "troops_present", "police", "volunteers", "hospitalised", "infected", "affected"}
)
_CASES = ("infected", "other")
_SEVERE = late("[重轻危]伤|轻微伤|伤重")
_BARE_ENDS = frozenset("，。；、：:,（） \n") | {""}
_PERSONS = frozenset({"人", "人次"})
_SECURITY = frozenset({"troops_sent", "troops_present", "police"})
_STOPS = "在遭因已仍将正于从向以随死伤失获受、，（(「“0123456789０１２３４５６７８９\u3000或须尚还均都也时驻"
_ENDS = (
    "当场 凌晨 清晨 早上 上午 中午 下午 傍晚 晚上 深夜 午夜 "
    "今天 今日 今晚 今晨 昨天 昨日 昨晚 当天 当日 当晚 日前 近日 目前 可能 需要 必须 下调 上调 更正 不幸 没有 一直 迅速 "
    "分别 赶[到赴往] 携带 予(?:以)? 情绪 暂[无未时] 奋[勇力楫] 搁浅 "
    "增长 增加 减少 下降 上升 扩增 打破 发展到 升至 降至 达到 超过 成为 先后 确认 证实 组成 进行 参加 前往 继续 抵达 飞往 飞抵 "
    "被(?<!棉被) 和(?<!维和) 与(?!者) 及(?<!埃及)(?!格) 据(?<!数据)(?!点) 未(?!成年) 安全(?=[撤转获逃]) 内 "
    "中(?<![集途]中)(?![学队]) (?:袭击|侵袭|横扫|席卷)(?![者案事])(?![^，。；]*的) 营救(?!人员|队) 解救 搜寻 部分"
)
_END = re.compile("|".join([*(re.escape(stop) for stop in _STOPS), *_ENDS.split()]))  # plain first characters, as in `cues`
_LONGEST = 16


def population(context: Context, mark: QuantityMark, kind: Kind, left: int, right: int) -> tuple[int, int] | None:
    """Where the counted people or things are named: 纵火者 in 12名纵火者死亡; `None` where nothing is."""
    word, start = kind.word, mark.end
    if kind.kind in _CASES and (sort := _sort(context.text, mark, kind, left)):
        return sort
    if word and word.role == "noun" and word.end <= mark.start:
        return word.start, word.end
    if kind.kind == "injured" and word and (severe := _SEVERE.search(word.text)) and not _named_behind(context.text, mark, word):
        return word.start + severe.start(), word.start + severe.end()
    if mark.unit in _PERSONS and context.text[start : start + 1] != "的":
        return _manner(context.text, start, word)
    while context.text[start : start + 1] in (" ", "\u00a0", "的") and start < right:
        start += 1
    stop = word.start if word and word.start >= start and word.role not in ("noun", "tally") else right
    stop = min(stop, start + _LONGEST)
    found = _END.search(context.text, start, stop)
    end = found.start() if found else stop
    full = stop == start + _LONGEST and end == stop and HAN.match(context.text, end) is not None
    end = phrase_end(context.text, start, end)
    while end > start and context.text[end - 1] in " 」”\"'的":
        end -= 1
    return (start, end) if end > start + 1 and not (full and end == stop) else None


def _manner(text: str, start: int, word: Word | None) -> tuple[int, int] | None:
    """人 has named them: what follows says how they fared, which is only told where it sets some apart (经抢救无效, 经海路)."""
    through = text[start : start + 1] == "经" and word is not None and start + 1 < word.start <= start + _LONGEST
    return (start, word.start) if word and through else None


def _named_behind(text: str, mark: QuantityMark, word: Word) -> bool:
    """True when something stands between the number and its predicate that may name who is counted."""
    return word.start - mark.end > 1 or (word.end <= mark.start and text[mark.end : mark.end + 1] not in _BARE_ENDS)


def _sort(text: str, mark: QuantityMark, kind: Kind, left: int) -> tuple[int, int] | None:
    """The sort of cases: 境外输入 right before the number, 疑似病例 in the label or at the head of a list, 出院 behind it."""
    word = kind.word
    if word is None or word.role not in ("state", "tally"):
        return sort_of(text, max(left, mark.start - _LONGEST), mark.start) if kind.rule.endswith(".sum") else None
    own = sort_of(text, max(left, mark.start - _LONGEST), mark.start)
    if own or word.end > mark.start:
        return own or ((word.start, word.end) if kind.kind == "other" else None)
    floor = max(text.rfind(mark, max(0, word.start - _LONGEST), word.start) for mark in "\n。；，：: ") + 1
    return sort_of(text, max(floor, word.start - _LONGEST), word.end) or ((word.start, word.end) if kind.kind == "other" else None)


def group(words: str | None, kind: str) -> str:
    """The group of the counted people, by the words that name them."""
    if kind not in PEOPLE:
        return "all"
    if kind in _SECURITY:
        return "security"
    return "attackers" if kind == "attackers" else group_of(simplify(words)) if words else "all"
