"""Versions of one article: the same outlet and address, or headline, with another body; what was edited, sentence by sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from msgspec import Struct

from shilu.model.article import Article
from shilu.model.patterns import late
from shilu.stories import publication_order

KEPT = 0.5  # share of the shorter text that stands in both, for articles that only the headline calls one
SOON = timedelta(days=3)  # within which an outlet's same headline is no new instalment of a column
REWORDED = 0.6  # likeness of two sentences of one speaker that are one statement in other words
_SENTENCE = late(r"[^。！？!?\n]+[。！？!?]*[”』」’\"]*")

Range = tuple[int, int]


class Edit(Struct, frozen=True):
    """Sentences that were taken out of the old text, and those that stand there in the new one; half-open ranges."""

    removed: tuple[Range, ...]
    added: tuple[Range, ...]


class Item(Struct, frozen=True):
    """Something that a text states, as far as versions are compared: `key` says of what it is (for a figure kind, group and
    place; for a saying its speaker), `value` what it says of that."""

    id: str
    start: int
    end: int
    key: tuple[str, ...]
    value: str


class Changed(Struct, frozen=True):
    """A statement that appeared (`before` is `None`), vanished (`after` is `None`) or changed from one version to the next."""

    before: Item | None
    after: Item | None

    @property
    def word(self) -> str:
        """appeared, vanished, changed."""
        return "appeared" if self.before is None else "vanished" if self.after is None else "changed"


def previous_versions(articles: Iterable[Article]) -> dict[str, str]:
    """Article -> the version before it, in order of publication. Same texts are no versions: they are one article."""
    last: dict[tuple[str, str], Article] = {}
    found: dict[str, str] = {}
    for article in sorted(articles, key=publication_order):
        keys = [(article.outlet.key, name) for name in _names(article)]
        for key in keys:
            old = last.get(key)
            if old and article.id not in found and _is_version(old, article):
                found[article.id] = old.id
        last.update(dict.fromkeys(keys, article))
    return found


def _names(article: Article) -> list[str]:
    """What an article is known by: its address (a page of a site, not the site), and its headline."""
    url = urlsplit(article.url or "")
    return [name for name in (f"{url.netloc}{url.path}?{url.query}" if url.path.strip("/") else "", article.title) if name]


def _is_version(old: Article, new: Article) -> bool:
    if old.text == new.text:
        return False
    if old.url and old.url == new.url:
        return True
    if not (old.published and new.published) or new.published - old.published > SOON or old.title != new.title:
        return False
    mine, theirs = ({article.text[start:end] for start, end in sentences(article.text)} for article in (old, new))
    return sum(map(len, mine & theirs)) >= KEPT * min(sum(map(len, mine)), sum(map(len, theirs)))


def sentences(text: str) -> list[Range]:
    """The sentences of a text."""
    return [match.span() for match in _SENTENCE.finditer(text) if match[0].strip()]


def edits(old: str, new: str) -> list[Edit]:
    """What was taken out and put in, in order."""
    before, after = sentences(old), sentences(new)
    matcher = SequenceMatcher(None, [old[a:b].strip() for a, b in before], [new[a:b].strip() for a, b in after], autojunk=False)
    return [
        Edit(tuple(before[a:b]), tuple(after[c:d])) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"
    ]  # fmt: skip


def changes(edited: Sequence[Edit], old: Sequence[Item], new: Sequence[Item]) -> list[Changed]:
    """The statements that the edits touched; one that stands in both texts with the same value is only reworded or moved."""
    gone = [one for one in old if _inside(one, [r for edit in edited for r in edit.removed])]
    came = [one for one in new if _inside(one, [r for edit in edited for r in edit.added])]
    by_key: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for one in gone:
        by_key[one.key].append(one)
    return [*_paired(came, by_key), *(Changed(one, None) for one in gone if one in by_key[one.key])]


def _inside(one: Item, ranges: Iterable[Range]) -> bool:
    return any(start < one.end and one.start < end for start, end in ranges)


def _paired(came: Sequence[Item], by_key: dict[tuple[str, ...], list[Item]]) -> Iterator[Changed]:
    """Each new statement with the old one of the same matter, first those that say the same; what is paired leaves `by_key`."""
    left = []
    for one in came:
        same = next((old for old in by_key[one.key] if old.value == one.value), None)
        if same:
            by_key[one.key].remove(same)
        else:
            left.append(one)
    for one in left:
        was = next((old for old in by_key[one.key] if _akin(old, one)), None)
        if was:
            by_key[one.key].remove(was)
        yield Changed(was, one)


def _akin(old: Item, new: Item) -> bool:
    """Two figures of one matter always are; two sayings when they are nearly the same words."""
    return old.key[0] == "figure" or SequenceMatcher(None, old.value, new.value, autojunk=False).ratio() >= REWORDED
