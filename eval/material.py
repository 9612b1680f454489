"""The private benchmarks as articles, in order of publication. Nothing of them is written anywhere."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from shilu import sources
from shilu.model.article import Article, Block, OffsetMap, OutletRef, Raw

BEIJING = timezone(timedelta(hours=8))
Labels = dict[str, str]  # article id -> event


def article(key: str, title: str, text: str, published: datetime | None, outlet: str = "") -> Article:
    """An article of plain text: the title is its headline block."""
    head = f"{title}\n" if title else ""
    blocks = (*((Block("headline", 0, len(title)),) if title else ()), Block("paragraph", len(head), len(head) + len(text)))
    return Article(
        id=key, path=key, sha256="", outlet=OutletRef(outlet, outlet), title=title, byline=None, published=published,
        published_raw=None, published_labelled=published, published_rule="as_labelled", published_evidence="", url=None,
        categories=(), text=head + text, blocks=blocks, images=(), links=(), rights=None, language="zh", script="hans",
        notes=(), raw_map=OffsetMap((0,), (0,), (1,)),
    )  # fmt: skip


def ordered(articles: list[Article]) -> list[Article]:
    """In order of (published, id), undated last."""
    return sorted(articles, key=lambda a: (a.published is None, a.published and a.published.astimezone(UTC), a.id))


def shifted(articles: list[Article], to: datetime) -> list[Article]:
    """The same articles, the first of them published at `to` and the others as long after it as they were."""
    first = min(a.published for a in articles if a.published)
    return [replace(a, published=a.published + (to - first)) if a.published else a for a in articles]


def lines(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as rows:
        yield from map(json.loads, rows)


def crud(shared: Path) -> tuple[list[Article], Labels]:
    """The dense stream; its silver labels by article id. It has no titles and names no outlet."""
    rows = list(lines(shared / "benchmarks" / "crud-dev.jsonl.gz"))
    articles = [article(f"crud:{row['id']}", "", row["text"], datetime.fromisoformat(row["published"])) for row in rows]
    return ordered(articles), {f"crud:{row['id']}": row["event"] for row in rows if row["event"]}


def xwlb(shared: Path) -> list[Article]:
    """Evening news of one broadcaster, each item at 19:00 of its day."""
    found = []
    for number, row in enumerate(lines(shared / "benchmarks" / "xwlb-dev.jsonl.gz")):
        text = re.sub(r"<[^>]*>", "", re.sub(r"</p>\s*<p[^>]*>", "\n", row["html"]))
        day = datetime.strptime(row["date"], "%Y%m%d").replace(hour=19, tzinfo=BEIJING)
        found.append(article(f"xwlb:{number:05}", row["title"], text, day, "xwlb"))
    return ordered(found)


def eventmonitor(shared: Path) -> tuple[list[Article], Labels]:
    """Web articles with a label from the query that found them; those with an impossible year have no date."""
    articles, labels = [], {}
    for number, row in enumerate(lines(shared / "benchmarks" / "eventmonitor-dev.jsonl.gz")):
        key = f"em:{number:05}"
        stated = str(row["published"] or "")
        parts = [int(part) for part in re.findall(r"\d+", stated)]
        day = datetime(*parts[:6], tzinfo=BEIJING) if parts and 2000 < parts[0] < 2030 else None
        articles.append(article(key, row["title"], row["text"], day))
        labels[key] = row["event"]
    return ordered(articles), labels


def events(shared: Path) -> tuple[list[Article], Labels]:
    """The posts of `events/stream.jsonl`, read as posts are, at the time that the stream gives them."""
    articles, labels = [], {}
    folder = shared / "benchmarks" / "events"
    for line in (folder / "stream.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        post = sources.read(Raw(row["file"], (folder / row["file"]).read_bytes()))
        assert isinstance(post, Article), post
        articles.append(replace(post, published=datetime.fromisoformat(row["published_gmt"])))
        labels[post.id] = row["event"]
    return ordered(articles), labels


def seeds(shared: Path) -> list[Article]:
    """The five posts."""
    posts = [sources.read(Raw(path.name, path.read_bytes())) for path in sorted((shared / "posts" / "seeds").glob("*.md"))]
    return ordered([post for post in posts if isinstance(post, Article)])
