"""Marks of articles, where one that breaks the program holds back no other: it is a failure that says where it broke."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path

from shilu.annotate import annotate_all
from shilu.model.article import Article
from shilu.model.errors import Failure, ShiluError
from shilu.model.marks import Annotations
from shilu.model.protocols import Tagger

STAGE = "annotate"


def marks_of(articles: Sequence[Article], tagger: Tagger | None) -> list[Annotations | Failure]:
    """The marks of some articles, in order; where one breaks, each is marked by itself."""
    if not articles:
        return []
    try:
        return list(annotate_all(articles, tagger))
    except ShiluError:
        raise  # of the tagger, not of an article
    except Exception as error:  # noqa: BLE001 - a bug must not cost the others; it is told, in the manifest and on standard error
        if len(articles) == 1:
            return [Failure(articles[0].path, STAGE, _cause(error))]
        return [marks for article in articles for marks in marks_of([article], tagger)]


def _cause(error: Exception) -> str:
    """What broke, and where: the same whoever asked for the marks, in one line."""
    said = " ".join(f"{type(error).__name__}: {error}".split())
    if isinstance(error, RecursionError | MemoryError):
        return said  # where depends on what was there before
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    if not frames:
        return said
    file = Path(frames[-1].filename)
    return f"{said} (in {file.parent.name}/{file.name}, line {frames[-1].lineno})"
