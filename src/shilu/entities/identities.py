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
_KIN = late(
    "(?:儿子|女儿|之子|之女|其子|其女|[长次幼独养][子女]|妻子|夫人|丈夫|父亲|母亲|哥哥|弟弟|姐姐|妹妹|兄弟|兄长|兄妹|侄子|侄女|孙子|孙女|女婿|遗孀|前妻)\\Z"
)
_KIN_REACH = 3
INSIDE = "in:"  # a mark's key that says: no table knows this place, but it lies in the place that follows


class Mention(Struct, frozen=True):
    """One mark in one article, with the words as written, and in simplified script; `kin`: named as a relative of one who is
    known by the family name alone (甲某的儿子乙·甲某)."""

    span: Span
    mark: NameMark
    words: str
    simple: str
    kin: bool = False


class Persons:
    """The names of persons of a whole build, and which of them are one person. A function of the set of mentions."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        """Join names that share a Latin form, then family names with the one full name that ends in them.

        A relative's name is no longer form of the family name: who bears that alone is another.
        """
        mentions = list(mentions)
        self._kin = {plain(mention.mark.name) for mention in mentions if mention.kin}
        self._by_latin: dict[str, set[str]] = defaultdict(set)
        self._names: set[str] = set()
        self._full_here: dict[tuple[str, str], set[str]] = defaultdict(set)
        for mention in mentions:
            name = plain(mention.mark.name)
            self._names.add(name)
            if mention.words.isascii():
                self._by_latin[" ".join(mention.words.split()).casefold()].add(name)
            if "·" in name and name not in self._kin:
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
            if "·" in name and name not in self._kin:
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


def is_kin(text: str, mark: NameMark, floor: int) -> bool:
    """Whether a full name stands behind a word for a relative, in a text that gave its family name alone before.

    `text` in simplified script; `floor` is where the headline ends, in which anybody is named by the family name.
    """
    if mark.type != "person" or _KIN.search(text, max(0, mark.start - _KIN_REACH), mark.start) is None:
        return False
    given, dot, family = plain(mark.name).rpartition("·")
    return bool(dot and given) and text.find(family, floor, mark.start) >= 0


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
