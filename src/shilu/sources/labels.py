"""Drafts of blocks -> labelled blocks: nothing is cut out, a byline that shares a paragraph becomes a block of its own."""

from __future__ import annotations

import itertools
from dataclasses import replace

from shilu.model.article import Block
from shilu.model.rules import Rule
from shilu.sources import shapes
from shilu.sources.captions import is_credit
from shilu.sources.text import Draft

RULES: tuple[Rule, ...] = (
    Rule(
        "sources.block.byline",
        "who wrote it, or place and day of a wire, before or behind the story: a block of its own in the same paragraph",
        "[【文/测试晚报 王小明】]大桥断裂。",
        "【更新】大桥断裂。",
    ),
    Rule(
        "sources.block.boilerplate",
        "notices of rights, end marks, invitations to click: no story",
        "[版权所有，未经书面许可请勿转载]",
        "他未经许可进入大桥，已被带走。",
    ),
    Rule(
        "sources.block.caption",
        "a line that ends in a picture credit, or says that it describes a picture",
        "[江临大桥断裂现场 图自测试影像]",
        "他说，这段视频来源不明。",
    ),
    Rule(
        "sources.block.heading",
        "a short line without an end mark between paragraphs",
        "[救援困难重重]",
        "救援困难重重。",
    ),
)
_MAY_BE_BYLINE = ("【", "（", "(", "路透")
_LONGEST_LINE = 120  # characters of a notice, a caption or a credit
_LONGEST_BYLINE = 60


def label(text: str, drafts: list[Draft]) -> list[Draft]:
    """The drafts with their kinds settled, byline parts split off; still in order, still covering the same words."""
    settled: list[Draft] = []
    for index, draft in enumerate(drafts):
        if draft.kind == "paragraph":
            settled += _paragraph(text, draft, drafts[index + 1] if index + 1 < len(drafts) else None)
        else:
            settled.append(draft)
    _captions_above_credits(text, settled)
    _caption_above_byline(text, settled)
    return settled


def blocks(drafts: list[Draft]) -> tuple[Block, ...]:
    """The blocks of an article from settled drafts."""
    return tuple(Block(draft.kind, draft.start, draft.end) for draft in drafts)


def _paragraph(text: str, draft: Draft, following: Draft | None) -> list[Draft]:
    """One paragraph as one to three blocks."""
    words = text[draft.start : draft.end]
    kind = _line_kind(words, draft) if len(words) <= _LONGEST_LINE else None
    if kind is None and following and following.kind in ("paragraph", "quote", "list") and shapes.is_title_like(words):
        kind = "heading"
    if kind:
        return [replace(draft, kind=kind)]
    head, tail = _head(words), _tail(words)
    return _split(text, draft, draft.start + head, draft.end - tail) if head or tail else [draft]


def _split(text: str, draft: Draft, start: int, end: int) -> list[Draft]:
    """A paragraph whose story runs from `start` to `end`: what stands before and behind it as blocks of their own."""
    found: list[Draft] = []
    if start > draft.start:
        found.append(replace(draft, kind="byline", end=start))
    if start < end:
        found.append(replace(draft, start=start, end=end))
    if end < draft.end:
        end = max(start, end)
        found.append(replace(draft, kind="boilerplate" if shapes.END_MARK.match(text, end) else "byline", start=end))
    return found


def _line_kind(words: str, draft: Draft) -> str | None:
    """The kind of a short paragraph that is as a whole no story, or None."""
    if shapes.is_rights(words):
        return "boilerplate"
    if draft.after >= 0 and draft.centred:
        return "caption"
    if words[-1] in "。！？”」；，：" and not shapes.may_be_credit(words):
        return None
    return _short_line(words)


def _short_line(words: str) -> str | None:
    """The kind of a line that is no sentence."""
    if shapes.NOISE.match(words):
        return "boilerplate"
    if is_credit(words) or shapes.CAPTION.match(words):
        return "caption"
    if len(words) <= _LONGEST_BYLINE and (shapes.WHOLE.match(words) or _head(words) == len(words)):
        return "byline"
    return None


def _head(words: str) -> int:
    """How many characters of a paragraph are byline or dateline before the story (space behind it included)."""
    if not words.startswith(_MAY_BE_BYLINE) and not shapes.MAY_BE_DATELINE.search(words, 0, 48):
        return 0
    found = shapes.HEAD.match(words)
    if not found:
        return 0
    end = found.end()
    while end < len(words) and words[end].isspace():
        end += 1
    return end


def _tail(words: str) -> int:
    """How many characters at the end of a paragraph name editors or say that this is the end."""
    if words[-1] == "。" or not shapes.MAY_BE_TAIL.search(words, max(0, len(words) - 24)):
        return 0
    found = shapes.TAIL.search(words, max(0, len(words) - _LONGEST_BYLINE))
    return len(words) - found.start() if found else 0


def _captions_above_credits(text: str, drafts: list[Draft]) -> None:
    """A title-like line right above a line that is nothing but a credit is that picture's caption."""
    for above, credit in itertools.pairwise(drafts):
        if credit.kind == "caption" and above.kind in ("heading", "paragraph") and above.figure == 0:
            words = text[credit.start : credit.end]
            if words[0] in "图圖" and len(words) <= 30 and shapes.is_title_like(text[above.start : above.end]):
                above.kind = "caption"


def _caption_above_byline(text: str, drafts: list[Draft]) -> None:
    """A body that opens with a description of a picture, above the byline's own line: the lead picture's caption."""
    if len(drafts) > 2 and (drafts[0].kind, drafts[1].kind, drafts[2].kind) == ("paragraph", "byline", "paragraph"):
        words = text[drafts[0].start : drafts[0].end]
        if len(words) <= _LONGEST_LINE and shapes.PICTURE.search(words, 0, 40) and drafts[1].start > drafts[0].end:
            drafts[0].kind = "caption"
