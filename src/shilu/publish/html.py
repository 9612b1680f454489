"""A dossier as one self-contained page: no request leaves it, and no word of a post is ever markup.

Every text goes through Jinja's autoescape or into a JSON block whose `<`, `>`, `&` and line separators are escaped;
the script builds the reading pane with text nodes only. The content policy admits this page's own style and script by
their hashes, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Context
from markupsafe import Markup

from shilu.dossier import Dossier
from shilu.dossier.papers import ArticleView, Source
from shilu.dossier.terms import Amount, Words
from shilu.dossier.view import Report
from shilu.publish import html_course
from shilu.publish import html_words as words
from shilu.publish.compiled import Compiled
from shilu.publish.html_course import course
from shilu.publish.html_glance import BROAD, before, glance, others, own, since, summed_before, to_come
from shilu.publish.html_map import drawn
from shilu.publish.html_map import name as place_name
from shilu.publish.html_pieces import Pieces, both, number
from shilu.publish.html_steps import chart
from shilu.publish.html_text import clip, safe_url

UNSAFE_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
LONG_NUMBER = 5  # Chinese characters of a key figure beyond which it is set smaller; twice as many Latin letters
LARGE = 2000  # figures and statements beyond which long lists end with a pointer to the records, not with a fold


def page(dossier: Dossier) -> str:
    """The whole `index.html` as text. Same dossier, same bytes."""
    return b"".join(page_parts(dossier)).decode("utf-8")


def page_parts(dossier: Dossier, home: str | None = None) -> Iterator[bytes]:
    """`index.html` in UTF-8 piece by piece, so that a large one is never held whole in memory.

    `home` is the index of all stories, relative to the page, where there are several.
    """
    style, script = asset("page.css"), asset("page.js")
    calendar = words.calendar(dossier.header.as_of)
    titles = {article.id: article for article in dossier.articles}
    shown = {
        "dossier": dossier,
        "header": dossier.header,
        "articles": titles,
        "calendar": calendar,
        "map": drawn(dossier.sites),
        "m": Pieces(calendar),
        "large": dossier.header.figures + dossier.header.sayings > LARGE,
        "policy": content_policy(style, script),
        "home": home,
        "data": "data/" if home is None else "../data/",
        "style": Markup(style),  # noqa: S704 - our own file, not the post's words
        "script": Markup(script),  # noqa: S704 - our own file, not the post's words
        "article_json": (
            (article.id, script_json(_pane(article, dossier.spans.get(article.id, {})))) for article in dossier.articles
        ),
    }
    return (part.encode("utf-8", "replace") for part in _drawn("page.html", shown))


def _drawn(template: str, shown: Mapping[str, object]) -> Iterator[str]:
    """A template with what it shows, piece by piece. At the end what was shown is let go of at once: a context and its macros
    hold each other, and with them the whole dossier, until the search for cycles has gone through all of it."""
    made: list[Context] = []
    try:
        yield from environment().get_template(template).generate(shown, contexts=made)
    finally:
        while made:
            made.pop().vars.clear()


class _Context(Context):
    """A context that is known to whoever draws."""

    def __init__(self, environment: Environment, parent: dict[str, Any], *rest: Any, **more: Any) -> None:
        super().__init__(environment, parent, *rest, **more)
        parent.get("contexts", []).append(self)

    def call(self, what: Callable[..., Any], /, *args: Any, **named: Any) -> Any:
        """Call what a template calls. Jinja looks each time whether it asks for the context; nothing that our templates call does,
        and a macro knows whether to escape."""
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return what(*args, **named)


def script_json(value: object) -> Markup:
    """A value as JSON that cannot end the script element it stands in."""
    try:
        text = msgspec.json.encode(value).decode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate, which cannot be written in UTF-8 and becomes a question mark later
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, written in UNSAFE_IN_SCRIPT.items():
        text = text.replace(character, written)
    return Markup(text)  # noqa: S704 - escaped above


def _pane(article: ArticleView, spans: Mapping[str, tuple[int, int]]) -> dict[str, object]:
    """What the reading pane shows of an article; days as pairs of Chinese and English."""
    return {
        "title": article.title,
        "outlet": article.outlet.name,
        "byline": article.byline,
        "published": _pair(words.full(article.published)) if article.published else None,
        "raw": article.published_raw,
        "labelled": _pair(words.full(article.published_labelled)) if article.published_labelled else None,
        "corrected": article.clock_corrected,
        "rule": article.clock_rule,
        "meaning": _pair(meaning) if (meaning := words.clock_rule(article.clock_rule)) else None,
        "evidence": article.clock_evidence if article.clock_rule != "as_labelled" else "",
        "url": safe_url(article.url),
        "unsafe": article.url if article.url and not safe_url(article.url) else None,
        "lang": article.language,
        "text": article.text,
        "blocks": [[block.kind, block.start, block.end] for block in article.blocks],
        "pictures": [[safe_url(picture.url), picture.url, picture.caption] for picture in article.pictures],
        "rights": article.rights,
        "notes": list(article.notes),
        "path": article.path,
        "spans": spans,
    }


def _pair(label: Words) -> list[str]:
    return [label.zh, label.en]


def content_policy(style: str, script: str) -> str:
    """What a page may load: its own style and script, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_source_hash(style)}'; script-src '{_source_hash(script)}'; "
        "img-src 'none'; base-uri 'none'; form-action 'none'"
    )


@cache
def asset(name: str) -> str:
    """One of our own files that a page carries inside it."""
    return files("shilu.publish").joinpath("static", name).read_text("utf-8")


def _source_hash(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii")


_compiled = Compiled()


def compiled_templates() -> dict[str, bytes]:
    """All templates as code, which needs nothing of the build."""
    made = environment()
    for name in made.list_templates():
        made.get_template(name)
    return _compiled.codes


def take_templates(codes: Mapping[str, bytes]) -> None:
    """Use what `compiled_templates` gave in another process of this program."""
    _compiled.take(codes)


@cache
def environment() -> Environment:
    """The templates with what they may call."""
    made = Environment(
        loader=PackageLoader("shilu.publish"),
        bytecode_cache=_compiled,
        autoescape=True,
        undefined=StrictUndefined,
        lstrip_blocks=True,
    )
    made.context_class = _Context
    made.globals.update(_functions())
    made.filters.update({"both": both, "clip": clip, "safe_url": safe_url})  # called at once; functions go through the context
    return made


class _Labels(dict[str, Markup]):
    """The labels of the page by key, in both languages; each made when it is first asked for."""

    def __missing__(self, key: str) -> Markup:
        self[key] = both(words.interface(key))
        return self[key]


def _functions() -> Mapping[str, object]:
    return {
        "t": _Labels(),
        "attr": cache(_attribute_pair),
        "amount": number,
        "range": lambda amount: both(words.range_words(amount)),
        "range_words": words.range_words,
        "unit": lambda amount: both(words.unit(amount)),
        "full": lambda when: both(words.full(when)),
        "chart": chart,
        "course": course,
        "step_best": lambda step: both(html_course.best(step)),
        "step_bounds": lambda step: both(html_course.bounds(step)),
        "map_name": place_name,
        "more": lambda count: both(Words(f"另有 {count}", f"{count} more")),
        "long": is_long,
        "live_first": live_first,
        "clock_rules": clock_rules,
        "glance": glance,
        "first_told": since,
        "told_before": before,
        "summed_before": summed_before,
        "told_itself": own,
        "to_come": to_come,
        "broad": BROAD,
        "told_otherwise": others,
    }


def is_long(amount: Amount) -> bool:
    """True for a number that would not fit a key figure's place at full size, in either language."""
    shown = words.amount_words(amount)
    letters = 2 * LONG_NUMBER if amount.value is not None else LONG_NUMBER
    return len(shown.zh) > LONG_NUMBER or len(shown.en) > letters


def live_first(history: Sequence[Report]) -> list[Report]:
    """What is current on top, then what was said before, each with the newest first."""
    newest = list(reversed(history))
    return sorted(newest, key=lambda one: one.status != "live")


def clock_rules(source: Source, articles: Mapping[str, ArticleView]) -> list[str]:
    """The clock rules that an outlet's articles were read by."""
    return sorted({articles[article].clock_rule for article in source.articles})


def _attribute_pair(name: str, key: str) -> Markup:
    """An attribute that the script keeps in the reader's language: ` aria-label="…" data-zh-… data-en-…`."""
    label = words.interface(key)
    return Markup(' {0}="{1}" data-label="{0}" data-zh="{1}" data-en="{2}"').format(name, label.zh, label.en)
