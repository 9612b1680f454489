"""Words that stand for a name: 该国, 该部门, 这座城市, 首都, 他 are mentions of what the words before them name.

Only the same sentence counts, or the one before where that names nothing of the kind; where two would do, there is no answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from shilu.annotate.names.people import BYLINE
from shilu.model.article import Span
from shilu.model.entities import Entity
from shilu.model.ids import make_id
from shilu.model.marks import Annotations, NameMark
from shilu.model.rules import Rule

COUNTRY = Rule(
    "entities.reference.country", "该国: the country that is named last before it, by itself or by one of its public bodies",
    "洪水袭击了巴西。[该国]请求援助。", "一名巴西人在该国遇害。",
)  # fmt: skip
SAME = Rule(
    "entities.reference.same", "该 and a word for a kind: the one city, region or body of this kind named just before",
    "洪水袭击了肯塔基州。[该州]请求援助。", "洪水袭击了肯塔基州和佛罗里达州。该州请求援助。",
)  # fmt: skip
CAPITAL = Rule(
    "entities.reference.capital", "首都 by itself: the city that the build calls the capital of the country named last",
    "巴西总统逃离了[首都]。巴西首都巴西利亚停电。", "洪水袭击了巴西。军队进入首都。",
)  # fmt: skip
PERSON = Rule(
    "entities.reference.person", "他 or 她 at the beginning of a clause: the one person named just before",
    "总统萨蒂科夫抵达。[他]表示遗憾。", "总统萨蒂科夫会见了总理林索夫。他表示遗憾。",
)  # fmt: skip

Key = tuple[str, int, int]
Fits = Callable[[NameMark], str | None]  # the entity that a name would lend to the words, if any


class Reference(NamedTuple):
    """Some words, whom or what they stand for, and by which rule."""

    rule: str
    span: Span
    entity: str


_COUNTRIES = frozenset(("该国", "这个国家"))
_ENDS = {f"该{last}": last for last in "州省县镇"} | {"该局": "局", "该委": "委员会", "该部": "部"}
_OFFICES = frozenset(("该局", "该委", "该部"))
_BODIES = frozenset(("该部门", "该机构", "该组织", "该委员会"))
_FIRMS = frozenset(("该公司", "该集团"))
_SMALL = ("村", "镇", "乡", "县")
_CITIES = frozenset(("该市", "这座城市", "该城市"))
_PERSONS = frozenset("他她")
_BY_LEAD = {
    "该": tuple(
        sorted([word for word in (*_COUNTRIES, *_ENDS, *_BODIES, *_FIRMS, *_CITIES) if word[0] == "该"], key=len, reverse=True)
    ),
    "这座城市": ("这座城市",),
    "这个国家": ("这个国家",),
    "首都": ("首都",),
    "他": ("他",),
    "她": ("她",),
}
_RARE = {"这座城市": "座", "首都": "首"}  # one character is found in a tenth of the time that a word takes
_LONGER = re.compile(
    r"(?<=该部)[分门队]|(?<=该市)[场]|(?<=该省)略|(?<=该局)[面势部]|(?<=该委)托|(?<=[他她])们|(?<=他)[人国乡杀方日山律]|(?<=该组织)者|"
    r"(?<=首都)(?:国际)?(?:机场|[一-鿿]{0,2}大学|医|师范|体育|经济|[圈区]|图书|博物|剧|钢|核心|功能|儿科|航空)"
)
_CLAUSE = frozenset("，。；：！？“”（）()\n—…、 　")
_CAPITAL = "首都"
_BACK = 40  # names to look back at: more stand in no sentence, and a line can be as long as the text
_NATIONALS = ("人", "籍", "公民", "国民", "游客", "侨民")
_OLD = ("前", "旧", "故")


class Referring:
    """What words stand for, by the entities of a build. A function of the set of articles."""

    def __init__(self, by_mention: Mapping[Key, str], entities: Mapping[str, Entity], annotations: Iterable[Annotations]) -> None:
        """Learn what the articles call the capital of a country: 首都 and a city directly behind it, where they agree."""
        self._by_mention, self._entities = by_mention, entities
        cities: dict[str, set[str]] = {}
        for marks in annotations:
            country = None
            for mark in marks.names if _CAPITAL in marks.simplified else ():
                if mark.type == "place" and mark.country == country and marks.simplified.endswith(_CAPITAL, 0, mark.start):
                    cities.setdefault(mark.country or "", set()).add(by_mention[marks.article, mark.start, mark.end])
                country = _country(mark) or country
        self._capitals = {country: next(iter(named)) for country, named in cities.items() if len(named) == 1}

    def references(self, marks: Annotations) -> list[Reference]:
        """All of one article."""
        words = _words(marks.simplified) if marks.names else []
        if not words:
            return []
        firsts = [name.start for name in marks.names]
        found = [self._reference(marks, firsts, start, word) for start, word in words]
        return [reference for reference in found if reference]

    def _reference(self, marks: Annotations, firsts: list[int], start: int, word: str) -> Reference | None:
        """What one word stands for; nothing where a name reaches over it, or stands right behind it."""
        end, at, names = start + len(word), bisect_left(firsts, start), marks.names
        beside = (at < len(names) and firsts[at] <= end) or (at > 0 and names[at - 1].end > start)
        if beside or _LONGER.match(marks.simplified, end):
            return None
        rule, fits = self._kind(marks.article, word)
        found = _named(marks, firsts, at, start, fits, nearest=rule in (COUNTRY.id, CAPITAL.id))
        return Reference(rule, Span(marks.article, start, end), found) if found else None

    def _kind(self, article: str, word: str) -> tuple[str, Fits]:
        """The rule for a word, and what it asks of a name."""
        if word in _ENDS:
            kind = "organisation" if word in _OFFICES else "place"
            return SAME.id, lambda mark: self._of(article, mark, kind) if mark.name.endswith(_ENDS[word]) else None
        if word in _COUNTRIES:
            return COUNTRY.id, self._country
        if word == _CAPITAL:
            return CAPITAL.id, lambda mark: self._capitals.get(_country(mark) or "")
        if word in _PERSONS:
            return PERSON.id, lambda mark: self._of(article, mark, "person") if mark.maker != BYLINE.id else None
        fits = self._firm if word in _FIRMS else self._body if word in _BODIES else self._city
        return SAME.id, lambda mark: fits(article, mark)

    def _body(self, article: str, mark: NameMark) -> str | None:
        return self._of(article, mark, "organisation")

    def _of(self, article: str, mark: NameMark, kind: str) -> str | None:
        return self._by_mention.get((article, mark.start, mark.end)) if mark.type == kind else None

    def _city(self, article: str, mark: NameMark) -> str | None:
        id_ = self._of(article, mark, "place")
        return id_ if id_ and self._entities[id_].precision == "city" and not mark.name.endswith(_SMALL) else None

    def _firm(self, article: str, mark: NameMark) -> str | None:
        known = mark.name.endswith(("公司", "集团")) or (mark.key or "").startswith("org:")
        return self._of(article, mark, "organisation") if known else None

    def _country(self, mark: NameMark) -> str | None:
        code = _country(mark)
        id_ = make_id("ent", "place", f"iso:{code}") if code else None
        return id_ if id_ in self._entities else None


def _country(mark: NameMark) -> str | None:
    """The code of a country that a name is, or whose public body it is."""
    key = mark.key or ""
    itself = key == f"iso:{mark.country}" or key.startswith(f"organ:iso:{mark.country}:")
    return mark.country if mark.country and itself else None


def _words(text: str) -> list[tuple[int, str]]:
    """The words of the list: where each stands, and which it is. 他 only at the beginning of a clause, no capital of old."""
    found: list[tuple[int, str]] = []
    for lead, words in _BY_LEAD.items():
        at = text.find(lead) if lead not in _RARE or _RARE[lead] in text else -1
        while at >= 0:
            before = text[at - 1 : at]
            if (before in _CLAUSE) if lead in _PERSONS else (lead != _CAPITAL or before not in _OLD) and text.startswith(words, at):
                found.append((at, next(word for word in words if text.startswith(word, at))))
            at = text.find(lead, at + len(lead))
    return found


def _named(marks: Annotations, firsts: list[int], at: int, start: int, fits: Fits, *, nearest: bool) -> str | None:
    """What the names before a position lend: those of its sentence, else those of the one before."""
    i = bisect_right(marks.sentences, (start, len(marks.simplified))) - 1
    for low, _ in (marks.sentences[k] for k in (i, i - 1) if k >= 0):
        first = max(bisect_left(firsts, low), at - _BACK)
        found = [(id_, mark.end) for mark in marks.names[first:at] if (id_ := fits(mark))]
        if found and nearest:
            named, end = found[-1]
            return None if marks.simplified.startswith(_NATIONALS, end) else named  # 一名甲国人在该国遇害: abroad
        if found:
            return found[-1][0] if len({id_ for id_, _ in found}) == 1 else None
        at = first
    return None


RULES: tuple[Rule, ...] = (COUNTRY, SAME, CAPITAL, PERSON)
