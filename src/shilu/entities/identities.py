"""Which mentions are one: a key of the tables, else type, country and name; a family name joins the one full name it fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from shilu.model.article import Span
from shilu.model.marks import NameMark
from shilu.model.patterns import late

Identity = tuple[str, str]  # type and key, as the contract hashes them
_JOINTS = frozenset("-－–‧•∙・")
_JOINT = late(r"[-－–‧•∙・](?=[一-鿿])(?<=[一-鿿].)")
INSIDE = "in:"  # a mark's key that says: no table knows this place, but it lies in the place that follows


class Mention(Struct, frozen=True):
    """One mark in one article, with the words as written, and in simplified script."""

    span: Span
    mark: NameMark
    words: str
    simple: str


class Persons:
    """The names of persons of a whole build, and which of them are one person. A function of the set of mentions."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        """Join names that share a Latin form, then family names with the one full name that ends in them."""
        self._by_latin: dict[str, set[str]] = defaultdict(set)
        self._names: set[str] = set()
        self._full_here: dict[tuple[str, str], set[str]] = defaultdict(set)
        for mention in mentions:
            name = plain(mention.mark.name)
            self._names.add(name)
            if mention.words.isascii():
                self._by_latin[" ".join(mention.words.split()).casefold()].add(name)
            if "·" in name:
                self._full_here[mention.span.article, name.rsplit("·", 1)[-1]].add(name)
        self._joined = self._join()
        self._by_family = self._families()

    def _join(self) -> dict[str, str]:
        joined = {name: name for name in self._names}
        for group in self._by_latin.values():
            chief = max(group, key=lambda name: (len(name), name))
            joined |= dict.fromkeys(group, chief)
        return joined

    def _families(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for name in self._names:
            if "·" in name:
                found[name.rsplit("·", 1)[-1]].add(self._joined[name])
        return found

    def full(self, article: str, name: str) -> str:
        """The fullest name of whom a name means in one article."""
        own = plain(name)
        here = self._full_here.get((article, own), set())
        chief = self._joined.get(next(iter(here)), own) if len(here) == 1 else self._joined.get(own, own)
        if "·" in chief:
            return chief
        fitting = self._by_family.get(own, set())
        return next(iter(fitting)) if len(fitting) == 1 else chief


@lru_cache(maxsize=10_000)
def plain(name: str) -> str:
    """A name as it is compared: hyphens between Han characters and odd dots become the middle dot, space goes."""
    joined = "".join(name.split())
    return joined if _JOINTS.isdisjoint(joined) else _JOINT.sub("·", joined)


def identify(mention: Mention, persons: Persons, publishers: Mapping[str, str]) -> Identity:
    """The identity of one mention; `publishers` maps names of this build's outlets to their keys."""
    mark = mention.mark
    if mark.type == "person":
        return "person", f"|{persons.full(mention.span.article, mark.name)}"
    if mark.type in ("outlet", "organisation") and mark.name in publishers:
        return "outlet", publishers[mark.name]
    if mark.key and not mark.key.startswith(INSIDE):
        return mark.type, mark.key
    return mark.type, f"{mark.country or ''}|{plain(mark.name)}"


def grouped(mentions: Sequence[Mention], publishers: Mapping[str, str]) -> dict[Identity, list[Mention]]:
    """All mentions by whom or what they mean, each group in their order (which is that of article and place)."""
    persons = Persons([m for m in mentions if m.mark.type == "person"])
    groups: dict[Identity, list[Mention]] = {}
    known: dict[tuple[str, str, str, str | None], list[Mention]] = {}  # most names of a build come again and again
    for mention in mentions:
        mark = mention.mark
        kind = mark.type
        same = (kind, mark.name, mention.span.article if kind == "person" else mark.key or "", mark.country)
        group = known.get(same)
        if group is None:
            known[same] = group = groups.setdefault(identify(mention, persons, publishers), [])
        group.append(mention)
    return groups
