"""Inputs -> posts as read and marked -> the articles of a build, each once, and everything that is none."""

from __future__ import annotations

import copyreg
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import starmap
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from shilu.engine.find import Input, load
from shilu.engine.marking import marks_of
from shilu.engine.moments import by_then
from shilu.model.article import Article, Raw
from shilu.model.errors import Failure, Skipped
from shilu.model.ids import digest
from shilu.model.marks import Annotations, CueMark, HedgeMark, NameMark, QuantityMark, QuoteMark, RoleMark, TimeMark
from shilu.model.protocols import Tagger
from shilu.sources import read
from shilu.stories import publication_order

Inputs = tuple[tuple[str, str], ...]  # (path, sha256), sorted


class Gathered(Struct, frozen=True):
    """What reading gave: articles in order of publication, and everything that is none."""

    articles: tuple[Article, ...]
    inputs: Inputs
    failures: tuple[Failure, ...]
    skipped: tuple[Skipped, ...]


class Post(Struct, frozen=True):
    """One input: what it is, its bytes' SHA-256 (`None` when they cannot be had), and an article's marks once it has them."""

    found: Article | Failure | Skipped
    sha256: str | None
    marks: Annotations | None = None


def read_post(item: Input, until: date | None = None) -> Post:
    """Read one input; an article that was not out by `until` is a named skip."""
    raw = load(item)
    return Post(raw, None) if isinstance(raw, Failure) else post_of(raw, until)


def post_of(raw: Raw, until: date | None = None) -> Post:
    """What some bytes are; an article that was not out by `until` is a named skip."""
    found = read(raw)
    if until and isinstance(found, Article) and not by_then(found.published, until):
        why = f"published after {until.isoformat()}" if found.published else f"no time says it was out by {until.isoformat()}"
        return Post(Skipped(found.path, why), found.sha256)
    return Post(found, found.sha256 if isinstance(found, Article) else digest(raw.body))


def mark_posts(items: Iterable[Input], tagger: Tagger | None, until: date | None = None) -> list[Post]:
    """Read some inputs, and mark those that are articles that were out by `until`; what cannot be marked is a Failure."""
    return marked_posts([read_post(item, until) for item in items], tagger)


def marked_posts(posts: Sequence[Post], tagger: Tagger | None) -> list[Post]:
    """Some posts, with the marks of those that are articles and have none."""
    missing = [post.found for post in posts if isinstance(post.found, Article) and post.marks is None]
    made = iter(marks_of(missing, tagger))
    return [_with(post, next(made)) if isinstance(post.found, Article) and post.marks is None else post for post in posts]


def _with(post: Post, marks: Annotations | Failure) -> Post:
    return Post(marks, post.sha256) if isinstance(marks, Failure) else Post(post.found, post.sha256, marks)


def sort_out(
    items: Sequence[Input], posts: Iterable[Post], failures: Iterable[Failure], skipped: Iterable[Skipped]
) -> tuple[Gathered, list[Annotations]]:
    """What was found, everything in its own order; the marks, where there are any, in the order of the articles.

    A second file with the same article is a named skip: the one with the smaller path is kept.
    """
    failed, left_out, first = list(failures), list(skipped), dict[str, tuple[Article, Annotations | None]]()
    inputs = []
    for item, post in sorted(zip(items, posts, strict=True), key=lambda pair: pair[0].path):
        found = post.found
        if post.sha256:
            inputs.append((item.path, post.sha256))
        if isinstance(found, Failure):
            failed.append(found)
        elif isinstance(found, Skipped):
            left_out.append(found)
        elif found.id in first:
            left_out.append(Skipped(found.path, f"the same article as {first[found.id][0].path}"))
        else:
            first[found.id] = found, post.marks
    kept = sorted(first.values(), key=lambda pair: publication_order(pair[0]))
    articles = tuple(article for article, _ in kept)
    gathered = Gathered(articles, tuple(sorted(inputs)), tuple(sorted(failed)), tuple(sorted(left_out)))
    return gathered, [marks for _, marks in kept if marks]


_KINDS: tuple[type[Struct], ...] = (TimeMark, QuantityMark, NameMark, RoleMark, QuoteMark, CueMark, HedgeMark)


def _packed(marks: Annotations) -> tuple[Callable[..., Annotations], tuple[Any, ...]]:
    """Marks on their way between processes: rows of plain values are pickled in half the time."""
    *head, times, quantities, names, roles, quotes, cues, hedges = astuple(marks)
    kinds = (times, quantities, names, roles, quotes, cues, hedges)
    return _unpacked, (head, [list(map(astuple, kind)) for kind in kinds])


def _unpacked(head: Sequence[Any], kinds: Sequence[Sequence[Any]]) -> Annotations:
    return Annotations(*head, *(tuple(starmap(make, rows)) for make, rows in zip(_KINDS, kinds, strict=True)))


copyreg.pickle(Annotations, _packed)
