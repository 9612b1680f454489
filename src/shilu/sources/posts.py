"""A Hexo post -> an Article: front matter and body put together."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from shilu.model.article import Article, Image, OutletRef, Raw
from shilu.model.ids import digest, make_id
from shilu.sources import captions, clocks, outlets, shapes
from shilu.sources.body import Body
from shilu.sources.decoding import Decoded
from shilu.sources.front_matter import FrontMatter, Value
from shilu.sources.labels import blocks, label
from shilu.sources.places import places
from shilu.sources.scripts import language_of, script_of
from shilu.sources.text import Draft, TextBuilder

_DEFAULT_ZONE = "Asia/Shanghai"  # the clock of an outlet that is not declared: Chinese first
_LOST_QUOTES = re.compile(r"_[^_\s]{1,20}_")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg)$", re.IGNORECASE)


class Content(Struct, frozen=True):
    """The words of a post with their blocks and pictures."""

    builder: TextBuilder
    text: str
    drafts: list[Draft]
    body: Body


def article(raw: Raw, decoded: Decoded, head: FrontMatter) -> Article | None:
    """The article of a post; None when it has no body."""
    content = _content(decoded.text, head)
    if not content.drafts or all(draft.kind == "headline" for draft in content.drafts):
        return None
    url = _web_address(head.text("link", "url", "permalink", "source"))
    author = head.text("author")
    categories = tuple(value.text.strip() for value in head.values.get("categories", ()) if value.text.strip())
    outlet = outlets.find(author, categories, url)
    name = author or (outlet.name if outlet else None) or outlets.host_of(url) or outlets.UNKNOWN
    key = outlet.key if outlet else name
    published_raw = head.text("date", "published", "pubDate")
    when = _published(published_raw, outlet, content, head, url)
    text = content.text
    title = _title(content)
    return Article(
        id=make_id("art", key, *((url,) if url else (title, published_raw or "")), digest(text.encode())),
        path=raw.path,
        sha256=digest(raw.body),
        outlet=OutletRef(key, name),
        title=title,
        byline=_byline(text, content.drafts),
        published=when.at,
        published_raw=published_raw,
        published_labelled=when.labelled,
        published_rule=when.rule,
        published_evidence=when.evidence,
        url=url,
        categories=categories,
        text=text,
        blocks=blocks(content.drafts),
        images=_images(content, head, when.at.date() if when.at else None),
        links=tuple(content.builder.links),
        rights=_rights(text, content.drafts),
        language=language_of(text, outlet.language if outlet else "zh"),
        script=script_of(text),
        notes=_notes(decoded, content, title, published_raw, when),
        raw_map=content.builder.offsets(places(decoded, raw.body)),
        dateline=clocks.dateline_day(_dateline(content), when.at.date() if when.at else None),
    )


def _content(source: str, head: FrontMatter) -> Content:
    """Headline, then the body's blocks."""
    builder = TextBuilder(source)
    title = head.one("title")
    drafts = _headline(builder, title) if title else []
    body = Body(builder)
    body.read(head.body, len(source))
    text = builder.text()
    return Content(builder, text, [*drafts, *label(text, body.drafts)], body)


def _headline(builder: TextBuilder, title: Value) -> list[Draft]:
    builder.title(title.text, title.start, title.end)
    found = builder.close()
    return [Draft("headline", *found, centred=False, after=-1, figure=0)] if found else []


def _title(content: Content) -> str:
    first = content.drafts[0]
    return content.text[first.start : first.end] if first.kind == "headline" else ""


def _web_address(written: str | None) -> str | None:
    return written if written and written.startswith(("http://", "https://")) else None


def _published(
    raw: str | None, outlet: outlets.Outlet | None, content: Content, head: FrontMatter, url: str | None
) -> clocks.Published:
    """The outlet's clock rule on the stated time; else the dateline; else nothing."""
    zone = outlet.zone if outlet else _DEFAULT_ZONE
    if raw:
        addresses = (*(picture.url for picture in content.body.pictures), *(value.text for value in _head_images(head)))
        found = clocks.published(raw, outlet.clock if outlet else clocks.AS_LABELLED, zone, addresses)
        if found:
            return found
    dated = clocks.from_dateline(_dateline(content), content.text, url, zone)
    reason = "the stated time is no date" if raw else "no time is stated, and no dateline gives a day"
    return dated or clocks.Published(None, None, clocks.NONE, reason)


def _dateline(content: Content) -> str | None:
    """The first byline before a story, which has place and day in it where there is a dateline."""
    return next((content.text[d.start : d.end] for d in content.drafts if d.kind == "byline"), None)


def _head_images(head: FrontMatter) -> tuple[Value, ...]:
    return tuple(
        value for key in ("headimg", "thumbnail", "cover", "image") for value in head.values.get(key, ())[:1] if value.text
    )


def _images(content: Content, head: FrontMatter, published: date | None) -> tuple[Image, ...]:
    """Every picture once by address, the head image first; the first caption that stands under it."""
    captions_by_url: dict[str, tuple[str, tuple[int, int] | None]] = {}
    for value in _head_images(head):
        address = value.text.strip()
        if address.startswith(("http", "/")):
            captions_by_url.setdefault(_same_picture(address), (address, None))
    for index, picture in enumerate(content.body.pictures):
        key = _same_picture(picture.url)
        known = captions_by_url.get(key)
        if known is None or known[1] is None:
            captions_by_url[key] = (known[0] if known else picture.url, _caption(content, index))
    return tuple(_image(content.text, url, caption, published) for url, caption in captions_by_url.values())


def _same_picture(url: str) -> str:
    """What two addresses of one picture share: a picture file's query only sets its size."""
    plain = url.split("?", 1)[0]
    return plain if _PICTURE_FILE.search(plain) else url


def _caption(content: Content, index: int) -> tuple[int, int] | None:
    """The range of the caption of a picture: the words of its figure, else the caption right after it."""
    picture = content.body.pictures[index]
    under = [
        draft
        for draft in content.drafts
        if draft.kind == "caption" and ((picture.figure and draft.figure == picture.figure) or draft.after == index)
    ]
    return (under[0].start, under[-1].end) if under else None


def _image(text: str, url: str, caption: tuple[int, int] | None, published: date | None) -> Image:
    if caption is None:
        return Image(url, None, None, None)
    words = text[caption[0] : caption[1]]
    return Image(url, caption, captions.credit(words), captions.depicted_on(words, published))


def _byline(text: str, drafts: list[Draft]) -> str | None:
    """Who wrote it, as the first byline says; marks around it left off."""
    for draft in drafts:
        if draft.kind == "byline":
            words = text[draft.start : draft.end].strip()
            found = shapes.HEAD.match(words)
            inside = next((group for group in found.groups() if group), words) if found else words
            inside = inside.strip(" -—–【】，：:")
            inside = inside[1:-1] if inside[0] in "（(" and inside[-1] in "）)" else inside
            return inside.removeprefix("文/").removeprefix("文／").strip() or None
    return None


def _rights(text: str, drafts: list[Draft]) -> str | None:
    notices = [text[d.start : d.end] for d in drafts if d.kind == "boilerplate" and shapes.RIGHTS.search(text, d.start, d.end)]
    return "\n".join(notices) or None


def _notes(decoded: Decoded, content: Content, title: str, published_raw: str | None, when: clocks.Published) -> tuple[str, ...]:
    """What a reader of this article should know of how it was read."""
    said = list(decoded.notes)
    if not title:
        said.append("no title")
    elif _LOST_QUOTES.search(title):
        said.append("title: the exporter seems to have written _ for quotation marks; kept as received")
    if content.builder.dropped:
        said.append(f"{content.builder.dropped} control character(s) left out")
    if published_raw and when.labelled is None:
        said.append(f"date not understood: {published_raw[:60]}")
    return tuple(said)
