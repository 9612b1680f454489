"""Score casualty figures on the Chinese Emergency Corpus.

    python eval/cec_casualties.py ../shared/benchmarks/cec-dev.jsonl [--misses]

Gold: each event whose denoter is a word of KINDS and whose participants state a number. The kind is that of the first
row of KINDS with a character in the denoter; the value is the participant's number: behind 共 if it has one (六男四女共十人),
else the first. A participant of several numbers without 共 (3男1女) or of a vague one (多人, 数十人) gives no item; what the
event says twice is one item. Judged: figures with a value and a kind of KINDS whose number stands inside an annotated
event; the others are ignored and counted. An item is right when a judged figure inside its event has its value and
kind; each figure serves one item at most. Missed items and judged figures without an item lower recall and precision.
Value + kind F1 is the measure; the title is left out, for the corpus does not annotate it.
"""

from __future__ import annotations

import argparse
import html
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from shilu import sources
from shilu.annotate import annotate
from shilu.entities import resolve
from shilu.lang.zh.numerals import number as parse_number
from shilu.model.article import Article, Raw
from shilu.model.statements import Figure
from shilu.statements import state

KINDS = (
    ("casualties", re.compile("伤亡|死伤")),
    ("missing", re.compile("失踪|失联|下落不明")),
    ("killed", re.compile("死|亡|丧生|遇难|罹难|殒命|毙|牺牲|殉职|殉难")),
    ("injured", re.compile("伤(?!害)")),
)
NUMBER = re.compile("[0-9０-９][0-9０-９.,．，]*[万亿]?|[零〇一二三四五六七八九十百千两]+万?[零〇一二三四五六七八九十百千两]*")
VAGUE = re.compile("数|几|^多|[0-9０-９][岁号]")
AGE = re.compile("[0-9０-９零一二三四五六七八九十百]+(?:多|余|来|几)?岁(?:的|左右的)?")
Case = dict[str, Any]


class Item(NamedTuple):
    """One casualty of the gold: the range of its event in the text, its kind and its value."""

    start: int
    end: int
    kind: str
    value: Decimal


def main() -> None:
    """Print precision, recall and F1, and with `--misses` what was missed (-) and false (+)."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    right = missed = false = ignored = 0
    for line in arguments.cases.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        wanted, (judged, unjudged) = list(items(case)), read(case)
        ignored += unjudged
        for item in wanted:
            found = next((figure for figure in judged if agrees(item, *figure)), None)
            if found:
                judged.remove(found)
                right += 1
            else:
                missed += 1
                if arguments.misses:
                    print("-", item.kind, item.value, case["text"][item.start : item.end])
        false += len(judged)
        for number, figure in judged if arguments.misses else ():
            print("+", figure.kind, figure.value, case["text"][max(0, number - 15) : number + 20])
    precision, recall = right / max(1, right + false), right / max(1, right + missed)
    print(
        f"casualties value + kind F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}: precision {precision:.3f}, "
        f"recall {recall:.3f}; right {right}, missed {missed}, false {false}, ignored {ignored}"
    )


def items(case: Case) -> Iterator[Item]:
    """The casualties of the gold, each once."""
    seen: set[Item] = set()
    for event in case["events"]:
        kind = kind_of("".join(part["text"] for part in event["args"] if part["role"] == "Denoter"))
        for part in event["args"] if kind else ():
            value = number_of(part["text"]) if part["role"] == "Participant" else None
            if kind and value is not None:
                item = Item(event["start"], event["end"], kind, value)
                if item not in seen:
                    seen.add(item)
                    yield item


def kind_of(denoter: str) -> str | None:
    """The kind that the word for an event stands for."""
    return next((kind for kind, pattern in KINDS if pattern.search(denoter)), None)


def number_of(participant: str) -> Decimal | None:
    """The number of people that a participant states."""
    words = AGE.sub("", participant)
    words = words.rpartition("共")[2] if "共" in words else words
    numbers = NUMBER.findall(words)
    return parse_number(numbers[0]) if len(numbers) == 1 and not VAGUE.search(words) else None


def read(case: Case) -> tuple[list[tuple[int, Figure]], int]:
    """The judged figures with where their number begins in the text of the case, and how many others there were."""
    post = article(case)
    marks = annotate(post)
    figures = state(post, marks, resolve([post], [marks])).figures
    kinds = {kind for kind, _ in KINDS}
    inside, outside, shift = [], 0, body_shift(post, case["text"])
    for figure in figures:
        if figure.kind in kinds and figure.value is not None and figure.number:
            at = figure.number[0] - shift
            if any(event["start"] <= at < event["end"] for event in case["events"]):
                inside.append((at, figure))
            else:
                outside += 1
    return inside, outside


def article(case: Case) -> Article:
    """The case as a post of its day: its text is one paragraph."""
    stamp = re.findall(r"\d+", case["report_time"] or "")
    day = "-".join(part.zfill(2) for part in stamp[:3]) if len(stamp) >= 3 else "2010-01-01"
    text = html.escape(case["text"].replace("\n", " "), quote=False)
    body = f"---\ntitle: '标题'\ndate: {day} 23:00:00+08:00\n---\n<p>{text}</p>\n"
    post = sources.read(Raw("cases/case.md", body.encode()))
    assert isinstance(post, Article), post
    return post


def body_shift(post: Article, text: str) -> int:
    """Where the text of the case begins in the article."""
    return post.text.index(text.strip()[:8]) - text.index(text.strip()[:8])


def agrees(item: Item, number: int, figure: Figure) -> bool:
    """True when a figure is this casualty."""
    return item.start <= number < item.end and figure.kind == item.kind and figure.value == item.value


if __name__ == "__main__":
    main()
