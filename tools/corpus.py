"""Posts for measuring: 1,800 characters of body each, as Hexo posts, always the same for the same number.

Made from the private benchmarks where they are there, else from the sample with its digits and order changed.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LENGTH = 1800  # characters of body: what "an article" means in every rate we state
SENTENCES = 3  # a paragraph
START = datetime(2024, 3, 1, tzinfo=UTC)


def sources() -> tuple[str, list[str]]:
    """Where the texts come from, in a word, and the texts."""
    shared = Path(os.environ.get("SHILU_SHARED") or ROOT.parent / "shared")
    file = shared / "benchmarks" / "crud-dev.jsonl.gz"
    if file.is_file():
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            return "../shared/benchmarks/crud-dev", [json.loads(line)["text"] for line in lines]
    return "the sample, perturbed", [_plain(path) for path in sorted((ROOT / "examples").rglob("*.md"))]


def _plain(path: Path) -> str:
    """The body of a post without its tags."""
    body = path.read_text(encoding="utf-8-sig").partition("\n---")[2]
    return re.sub(r"<[^>]*>", "", body).strip("- \n")


def posts(count: int, *, perturbed: bool) -> Iterator[tuple[str, str]]:
    """`count` posts: file name and content. `perturbed` shuffles sentences and changes digits, for sources that are few."""
    chance = random.Random(20240301)
    _, texts = sources()
    sentences = itertools.cycle([s for text in texts for s in re.findall(r"[^。！？\n]+[。！？]?", text) if s.strip()])
    for number in range(count):
        chosen, size = [], 0
        while size < LENGTH:
            chosen.append(next(sentences))
            size += len(chosen[-1])
        if perturbed:
            chance.shuffle(chosen)
            chosen = [re.sub(r"\d", lambda _: str(chance.randint(1, 9)), sentence) for sentence in chosen]
        yield f"{number:05}.md", _post(number, chosen)


def _post(number: int, sentences: list[str]) -> str:
    """One Hexo post, cut to the length."""
    body = "".join(sentences)[:LENGTH]
    cut = [s for s in re.findall(r"[^。！？\n]+[。！？]?", body) if s]
    paragraphs = ["".join(cut[i : i + SENTENCES]) for i in range(0, len(cut), SENTENCES)]
    html = "\n".join(f"<p>{text}</p>" for text in paragraphs)
    day = format_datetime(START + timedelta(minutes=7 * number), usegmt=True)
    title = re.sub(r"['\"<>]", "", sentences[0])[:24]
    return f"---\ntitle: '{title}'\ncategories:\n - 新闻\nauthor: 测试\ndate: {day}\n---\n\n<div>\n{html}\n</div>\n"


def write_posts(folder: Path, count: int) -> str:
    """Write `count` posts into a folder; returns where the texts come from."""
    origin, texts = sources()
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in posts(count, perturbed=len(texts) < count):
        (folder / name).write_text(content, encoding="utf-8")
    return origin
