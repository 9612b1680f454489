"""The index of several stories as one self-contained page, under the same content policy as the story pages."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from shilu.dossier.index import Index
from shilu.publish import html_words as words
from shilu.publish.html import asset, content_policy, environment
from shilu.publish.html_pieces import Pieces


def index_parts(index: Index) -> Iterator[bytes]:
    """The index page in UTF-8 piece by piece. Same index, same bytes."""
    style, script = asset("page.css") + asset("index.css"), asset("index.js")
    calendar = words.calendar(index.as_of)
    parts = (
        environment()
        .get_template("index.html")
        .generate(
            index=index,
            m=Pieces(calendar),
            policy=content_policy(style, script),
            style=Markup(style),  # noqa: S704 - our own file, not the post's words
            script=Markup(script),  # noqa: S704 - our own file, not the post's words
        )
    )
    return (part.encode("utf-8", "replace") for part in parts)
