"""Made posts and articles for tests: every article goes through `sources.read` like a real one."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from pathlib import Path

import opencc

from shilu import sources
from shilu.lang.script import simplify
from shilu.model.article import Article, Raw

_TRADITIONAL = opencc.OpenCC("s2t")


def post(
    text: str | Sequence[str] = "",
    *,
    title: str | None = "标题",
    published: str | None = "2024-03-06T10:30:00+08:00",
    author: str | None = "测试晚报",
    categories: Sequence[str] = ("新闻",),
    url: str | None = None,
    body: str | None = None,
    extra: str = "",
) -> bytes:
    """A Hexo post. `text` is one paragraph or several (escaped into <p>); `body` replaces it by HTML as it is."""
    paragraphs = [text] if isinstance(text, str) else list(text)
    inner = body if body is not None else "\n".join(f"<p>{html.escape(one, quote=False)}</p>" for one in paragraphs)
    lines = ["---"]
    lines += [f"title: '{title.replace(chr(39), chr(39) * 2)}'"] if title is not None else []
    lines += ["categories: ", *(f" - {category}" for category in categories)] if categories else []
    lines += [f"author: {author}"] if author else []
    lines += [f"date: {published}"] if published else []
    lines += [f"link: '{url}'"] if url else []
    return "\n".join([*lines, *([extra] if extra else []), "---", "", f"<div>   \n{inner}\n  \n</div>\n"]).encode()


def article(
    text: str | Sequence[str],
    *,
    title: str | None = "标题",
    published: str | None = "2024-03-06T10:30:00+08:00",
    outlet: str | None = None,
    path: str = "posts/made.md",
    url: str | None = None,
    body: str | None = None,
) -> Article:
    """The article of a made post; `outlet` is the author line (a declared outlet's name, or any other)."""
    made = post(text, title=title, published=published, author=outlet or "测试晚报", url=url, body=body)
    read = sources.read(Raw(path, made))
    assert isinstance(read, Article), read
    return read


def articles(paths: Iterable[Path]) -> list[Article]:
    """The articles among some posts, in order of their paths."""
    found = [sources.read(Raw(path.name, path.read_bytes())) for path in sorted(paths)]
    return [one for one in found if isinstance(one, Article)]


def traditional(text: str) -> str:
    """Each character in traditional script where the way back is that character again."""
    table = {ord(one): other for one in set(text) if len(other := _TRADITIONAL.convert(one)) == 1 and simplify(other) == one}
    return text.translate(table)
