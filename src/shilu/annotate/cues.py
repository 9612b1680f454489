"""Reporting cues: the words by which a text gives other words to somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from shilu.annotate.named import Named
from shilu.annotate.reading import Reading
from shilu.lang.lexicon import Lexicon
from shilu.lang.patterns import spots
from shilu.lang.tables import rows
from shilu.model.marks import CueMark
from shilu.model.patterns import late
from shilu.model.rules import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "annotate.cue.verb",
        "A reporting verb in a frame that takes content: 表示, 称, 指出; 补充说 is one cue.",
        "海关部门[表示]，货物已经放行，负责人林之远[补充说]，检查仍在进行。",
        "该机构的全称是什么，这部小说没有说明，职称也未公布过。",
    ),
    Rule(
        "annotate.cue.according",
        "据, 根据, 另据, 综合 before a source and the word of what it gave: 报道, 消息, 声明.",
        "[据]北岸通讯社报道，渡轮已经复航。记者8日[从]港务局获悉，检查还在进行。",
        "双方根据协议交换了文件，数据和证据由法院保管，船从码头开出后得知消息。",
    ),
    Rule(
        "annotate.cue.cite",
        "援引, 引述: one source takes the words of another.",
        "北岸通讯社[援引]港务局的消息称，渡轮已经复航。",
        "这台起重机的引擎已经更换。",
    ),
    Rule(
        "annotate.cue.noun",
        "The noun of what was given, closing a phrase with 据: 据港务局消息, 根据内政部声明.",
        "据港务局[消息]，渡轮已经复航。",
        "港务局没有任何消息。",
    ),
    Rule(
        "annotate.cue.colon",
        "A colon after a source in a headline, or before a quotation.",
        "港务局局长[：]“渡轮已经复航。”",
        "时间：周三上午。",
    ),
)


class Entry(Struct, frozen=True):
    """One lemma of the table. Frames:

    `say` content may follow at once; `act` the verb is itself the act (宣布辞职); `tell` its object comes first;
    `stop` and `paper` only before punctuation or a quote; `point` also after 报道; `report` also before 有; `quote`
    only before a colon; `from`, `cite`, `whole` introduce a source; `add` only joins a following 说; `trap` is no cue.
    """

    kind: str
    act: str
    stance: str
    frame: str
    unless: re.Pattern[str] | None
    rule: str


_PLAIN = frozenset(
    {"表示", "称", "说", "说道", "讲", "讲道", "指", "指出", "显示", "看到", "听到", "目睹", "写道", "希望", "报告", "告诉"}
)
_JOINED = ("称", "说", "道", "说道", "指出", "表示", "指")
_STOP = re.compile(r"\s?[，,：:“\"「『‘]|……")
_COLON = late(r"\s?[：:“\"「『]")
_FOLLOWED = {
    "stop": _STOP, "paper": _STOP, "see": _STOP, "point": _STOP, "quote": _COLON,
    "report": re.compile(r"\s?[，,：:“\"「『‘]|有"), "threat": re.compile(r"要|将|会|对"),
}  # fmt: skip
_SILENT = frozenset({"trap", "add", "none"})
_REPORTED = late(r"(?:报道|报导|消息|声明|公告|通告|文章|报告|新闻稿|通报)$")
# 尚未证实, 拒绝透露, 被指控: nobody says it here; 对居民来说, 从数字来说: no speech
_IDLE_END = frozenset("有未不没难被法绝来到经太再大")
_IDLE = late(r"(?:没有|[未不没难被]|无法|拒绝|[遭受]到|[对从就按][^，。；：]{1,12}来|一经|不[太再大])$")
_ENDS = ("", "。", "；", "！", "？", "、", "\n")
_NOUN_LEFT = ("的", "应", "项", "份", "种")
_CLAUSE_END = re.compile(r"[，,。；;：:！？!?\n“”\"「」]")
_GIVEN = re.compile(
    r"报道|报导|消息|称|(?<!来)说|介绍|通报|统计|数据|声明|资料|透露|披露|显示|公布|公告|通告|报告|估[计算]|预[计测报]|"
    r"测算|测定|分析|描述|文件|指令|信息|指出|表示|统计局|证词|回忆|观察|调查|监测|新闻|外电|公报|媒体"
)
_TELLING = ("报道", "报导", "称", "指出", "表示", "透露", "披露", "介绍", "显示")
_LEARNED = re.compile(r"[^，,。；;：:\n]{2,40}?(获悉|了解到|得知|获知|证实|确认)(?=\s?[，,：:])")
_REPORTER = late(r"(?:记者|本报|本台|本网|本社)[^，。；：]{0,12}$")
_OFFICE = re.compile(
    r"(?:总统|总理|首相|主席|州长|省长|市长|县长|部长|局长|厅长|部|委|局|厅|署|院|机构|警方|军方|官方|当局|政府|专家|"
    r"学者|律师|家属|目击者|记者|媒体|外媒|[美英法德俄日韩台港]媒|议员|发言人|秘书长|总长|负责人|外长|防长|司令|教授)$"
)
_HEAD = re.compile(r"(?<![^\s　，。！？；])[^\s　，。！？；：:“”「」]{2,16}\Z")
_LONGEST_HEAD = 16
_OPENERS = '“"「『'
_SOURCES = frozenset({"person", "organisation", "outlet"})


Closings = dict[int, tuple[int, int]]  # end of 据, 从 -> the range of the word that closes its phrase


def _entry(kind: str, act: str, stance: str, frame: str, unless: re.Pattern[str] | None) -> Entry:
    return Entry(kind, act, stance, frame, unless, f"annotate.cue.{kind}")


@cache
def _lexicon() -> Lexicon[Entry | None]:
    """The table with its compounds (补充 + 说), ready to search; nothing at a word that is no cue or only joins another."""
    entries: dict[str, Entry] = {}
    for lemma, kind, act, stance, frame, unless in rows("cues.tsv", "annotate"):
        entries[lemma] = _entry(kind, act, stance, frame, late(unless) if unless else None)
    verbs = [(lemma, e) for lemma, e in entries.items() if e.kind == "verb" and lemma not in _PLAIN and e.frame != "paper"]
    for lemma, entry in verbs:
        for tail in _JOINED:
            unless_tail = entries[tail].unless if tail in entries else None
            entries.setdefault(lemma + tail, _entry("verb", entry.act, entry.stance, "say", unless_tail))
    return Lexicon({lemma: None if entry.frame in _SILENT else entry for lemma, entry in entries.items()})


def mark_cues(read: Reading, named: Named) -> tuple[CueMark, ...]:
    """Mark one article; sorted by (start, end)."""
    closings: Closings = {}
    words = _words(read.text, named, closings)
    others = [*_nouns(read.text, words, closings), *_colons(read, named)]
    if not others:
        return tuple(words)
    found = {(cue.start, cue.end): cue for cue in [*reversed(others), *words]}
    return tuple(found[at] for at in sorted(found))


def _words(text: str, named: Named, closings: Closings) -> list[CueMark]:
    """The cues that are words of the table and stand in their frame, none a part of a name; keeps the closing words
    of 据 and 从."""
    found: list[CueMark] = []
    lexicon = _lexicon()
    for start, end, number in lexicon.numbered(text):
        entry = lexicon.values[number]
        if entry is None or (entry.unless and entry.unless.match(text, end)):
            continue
        kind, frame = entry.kind, entry.frame
        if kind == "verb" and text[start - 1 : start] in _IDLE_END and _IDLE.search(text, max(0, start - 16), start):
            continue
        if frame != "say" and not (
            _closed(text, start, end, frame, closings)
            if kind == "according"
            else _framed(text, start, end, frame) or _told(text, start, end, named)
        ):
            continue
        if not named.covering(start, end):
            found.append(CueMark(start, end, kind, text[start:end], entry.act, entry.stance, entry.rule))
    return found


def _told(text: str, start: int, end: int, named: Named) -> bool:
    """甲社报道乙地地震: right behind a medium 报道 reports, whatever follows but 的."""
    if text[start:end] not in ("报道", "报导") or text[end : end + 1] == "的":
        return False
    medium = named.ends.get(start)
    return medium is not None and medium.type == "outlet"


def _closed(text: str, start: int, end: int, frame: str, closings: Closings) -> bool:
    """Whether a word that introduces a source finds the word that closes its phrase, which is kept by the place before it."""
    if frame == "whole":
        return True
    learned = frame == "learn"
    closing = _learned(text, end) if learned else _given(text, end)
    if closing is None or (learned and not _REPORTER.search(text, max(0, start - 16), start)):
        return False
    closings[end] = closing
    return True


def _framed(text: str, start: int, end: int, frame: str) -> bool:
    """Whether what stands around the word lets it report."""
    if frame == "say":
        return True
    if frame == "act":
        return text[start - 1 : start] not in _NOUN_LEFT and text[end : end + 1] not in _ENDS
    if frame == "point" and _REPORTED.search(text, max(0, start - 4), start):
        return True
    followed = _FOLLOWED.get(frame)
    return followed is None or followed.match(text, end) is not None


def _given(text: str, start: int) -> tuple[int, int] | None:
    """The word that closes a phrase with 据 begun at `start`: a noun or verb before the next punctuation (据港务局消息，),
    or a verb of telling that runs on (据该台报道渡轮已复航)."""
    close = _CLAUSE_END.search(text, start, start + 60)
    end = close.start() if close else min(len(text), start + 60)
    found = [match.span() for match in _GIVEN.finditer(text, start, end)]
    if found and not text[found[-1][1] : end].strip() and "了" not in text[start:end]:  # 根据协议交换了文件: an act, no source
        return found[-1]
    return next((span for span in found if text[span[0] : span[1]] in _TELLING), None)


def _learned(text: str, start: int) -> tuple[int, int] | None:
    """The word by which a reporter learned something from the source that begins at `start`: 记者从港务局获悉."""
    found = _LEARNED.match(text, start)
    return found.span(1) if found else None


def _nouns(text: str, cues: list[CueMark], closings: Closings) -> Iterator[CueMark]:
    """The closing word of each 据 phrase that is no verb cue."""
    if not closings:
        return
    ends = {cue.end for cue in cues if cue.kind == "verb"}
    for cue in cues:
        span = closings.get(cue.end)
        if span and span[1] not in ends:
            yield CueMark(*span, "noun", text[span[0] : span[1]], "claim", "neutral", "annotate.cue.noun")


def _colons(read: Reading, named: Named) -> Iterator[CueMark]:
    """Colons after a source: anywhere in a headline, elsewhere before a quotation mark."""
    text = read.text
    for at in (*spots(text, "："), *spots(text, ":")):
        after = text[at + 1 : at + 2]
        if after.isspace() or not after:
            continue
        head = _HEAD.search(text, max(0, at - _LONGEST_HEAD), at)
        source = named.ends.get(at)
        if head and (_OFFICE.search(head.group()) or (source is not None and source.type in _SOURCES)):
            block = read.article.block_at(at)
            if block and block.kind != "boilerplate" and (after in _OPENERS or block.kind in ("headline", "heading")):
                yield CueMark(at, at + 1, "colon", "：", "claim", "neutral", "annotate.cue.colon")
